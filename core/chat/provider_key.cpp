#include "core/chat/provider_key.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QPromise>
#include <QRegularExpression>
#include <QThread>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace factoid {

namespace {

constexpr int kKeychainSeconds = 60; // a person may have to type a password
constexpr int kLookMilliseconds = 50;
const QString kService = QStringLiteral("factoid-desk");

bool hasSessionBus()
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
}

QString keychainProblem(const QKeychain::Job& job, const QString& entry)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound: return QStringLiteral("the keychain has no entry “%1” of %2").arg(entry, kService);
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied: return QStringLiteral("the keychain did not give the entry “%1” out").arg(entry);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return QStringLiteral("there is no keychain here; use “api_key_env”");
    default: return QStringLiteral("the keychain failed: %1").arg(job.errorString());
    }
}

// A keychain answers through an event loop; this is one of its own thread, and the caller waits for the thread.
template <class Job> Result<QString> askKeychain(const QString& entry, const Cancel& cancel, const std::function<void(Job&)>& prepare, QString (*answer)(const Job&))
{
    if (!hasSessionBus())
        return fail(ErrorKind::Failed, QStringLiteral("there is no keychain here (no session bus); use “api_key_env”"));
    Result<QString> result = fail(ErrorKind::Failed, QStringLiteral("the keychain did not answer within %1 s").arg(kKeychainSeconds));
    QThread thread;
    thread.setObjectName(QStringLiteral("keychain"));
    auto* desk = new QObject; // what the thread's slots belong to
    desk->moveToThread(&thread);
    QObject::connect(&thread, &QThread::started, desk, [&] {
        auto* job = new Job(kService, desk);
        job->setAutoDelete(false);
        job->setInsecureFallback(false);
        job->setKey(entry);
        prepare(*job);
        auto* watch = new QTimer(desk);
        auto since = std::make_shared<QElapsedTimer>();
        since->start();
        QObject::connect(watch, &QTimer::timeout, desk, [&, since] {
            if (cancel.requested())
                result = std::unexpected(Cancel::error().error());
            if (cancel.requested() || since->hasExpired(kKeychainSeconds * 1000))
                QThread::currentThread()->quit();
        });
        QObject::connect(job, &QKeychain::Job::finished, desk, [&, job] {
            if (job->error() == QKeychain::NoError)
                result = answer(*job);
            else
                result = fail(ErrorKind::Failed, keychainProblem(*job, entry));
            QThread::currentThread()->quit();
        });
        watch->start(kLookMilliseconds);
        job->start();
    });
    QObject::connect(&thread, &QThread::finished, desk, &QObject::deleteLater);
    thread.start();
    thread.wait();
    return result;
}

Result<QString> fit(QString key, const QString& place)
{
    key = key.trimmed();
    static const QRegularExpression plain(QStringLiteral("^[\\x21-\\x7e]+$"));
    if (key.isEmpty())
        return fail(ErrorKind::Failed, QStringLiteral("no key: %1 is empty").arg(place));
    if (!plain.match(key).hasMatch())
        return fail(ErrorKind::Failed, QStringLiteral("what is in %1 is not a key: it has spaces or unusual characters").arg(place));
    return key;
}

} // namespace

QString keyPlace(const Provider& provider)
{
    if (!provider.keyVariable.isEmpty())
        return QStringLiteral("the environment variable %1").arg(provider.keyVariable);
    if (!provider.keyEntry.isEmpty())
        return QStringLiteral("the keychain's entry “%1”").arg(provider.keyEntry);
    return QStringLiteral("nowhere: it needs no key");
}

Result<QString> readProviderKey(const Provider& provider, const Cancel& cancel)
{
    if (!provider.keyVariable.isEmpty()) {
        const QByteArray name = provider.keyVariable.toLocal8Bit();
        if (!qEnvironmentVariableIsSet(name.constData()))
            return fail(ErrorKind::Failed, QStringLiteral("no key: %1 is not set").arg(keyPlace(provider)));
        return fit(qEnvironmentVariable(name.constData()), keyPlace(provider));
    }
    if (provider.keyEntry.isEmpty())
        return QString();
    const auto key = askKeychain<QKeychain::ReadPasswordJob>(provider.keyEntry, cancel, [](auto&) {}, [](const QKeychain::ReadPasswordJob& job) { return job.textData(); });
    if (!key)
        return key;
    return fit(*key, keyPlace(provider));
}

Result<void> writeKeychain(const QString& entry, const QString& key, const Cancel& cancel)
{
    Result<QString> done;
    if (key.isEmpty())
        done = askKeychain<QKeychain::DeletePasswordJob>(entry, cancel, [](auto&) {}, [](const QKeychain::DeletePasswordJob&) { return QString(); });
    else
        done = askKeychain<QKeychain::WritePasswordJob>(entry, cancel, [&](QKeychain::WritePasswordJob& job) { job.setTextData(key); }, [](const QKeychain::WritePasswordJob&) { return QString(); });
    if (!done)
        return std::unexpected(done.error());
    return {};
}

} // namespace factoid
