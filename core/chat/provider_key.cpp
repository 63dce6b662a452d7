#include "core/chat/provider_key.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QRegularExpression>
#include <QThread>

#include <condition_variable>
#include <mutex>
#include <optional>

#include <qt6keychain/keychain.h>

namespace factoid {

namespace {

constexpr int kKeychainSeconds = 60; // a person may have to type a password
constexpr std::chrono::milliseconds kLook{50};
const QString kService = u"factoid-desk"_s;

bool hasSessionBus()
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s);
}

Message keychainProblem(const QKeychain::Job& job, const QString& entry)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return Message("key.no_entry").arg(entry).arg(kService);
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Message("key.denied").arg(entry);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Message("key.no_keychain");
    default:
        return Message("key.keychain_failed").arg(job.errorString());
    }
}

// QtKeychain has one queue for the whole process, on the thread that used it first, and answers through that thread's
// event loop: so there is one thread for it, from the first question to the end of the process.
class KeychainThread
{
  public:
    KeychainThread()
    {
        m_thread.setObjectName(u"keychain"_s);
        m_desk->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
        m_thread.start();
    }
    ~KeychainThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] QObject* desk() const { return m_desk; }

  private:
    QThread m_thread;
    QObject* m_desk = new QObject; // what is called there
};

// A question under way. The job keeps it as well: a keychain may answer after nobody waits any more.
struct Question {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<Result<QString>> answer;
};

Result<QString> askKeychain(const QString& entry, const CancelToken& cancel)
{
    if (!hasSessionBus())
        return fail(ErrorKind::Failed, Message("key.no_session_bus"));
    static const KeychainThread keychain;
    const auto question = std::make_shared<Question>();
    QMetaObject::invokeMethod(
        keychain.desk(),
        [question, entry] {
            auto* job = new QKeychain::ReadPasswordJob(kService); // deletes itself once it is done
            job->setInsecureFallback(false);
            job->setKey(entry);
            QObject::connect(job, &QKeychain::Job::finished, job, [question, entry, job] {
                const std::scoped_lock lock(question->mutex);
                if (job->error() == QKeychain::NoError)
                    question->answer = job->textData();
                else
                    question->answer = fail(ErrorKind::Failed, keychainProblem(*job, entry));
                question->answered.notify_all();
            });
            job->start();
        },
        Qt::QueuedConnection);
    QElapsedTimer since;
    since.start();
    std::unique_lock lock(question->mutex);
    while (!question->answer) {
        if (cancel.requested())
            return std::unexpected(CancelToken::error().error());
        if (since.hasExpired(kKeychainSeconds * 1000))
            return fail(ErrorKind::Failed, Message("key.keychain_silent").arg(kKeychainSeconds));
        question->answered.wait_for(lock, kLook);
    }
    return *question->answer;
}

Result<QString> fit(QString key, const Message& place)
{
    key = key.trimmed();
    static const QRegularExpression plain(u"^[\\x21-\\x7e]+$"_s);
    if (key.isEmpty())
        return fail(ErrorKind::Failed, Message("key.empty").arg(place));
    if (!plain.match(key).hasMatch())
        return fail(ErrorKind::Failed, Message("key.not_a_key").arg(place));
    return key;
}

} // namespace

Message keyPlace(const Provider& provider)
{
    if (!provider.keyVariable.isEmpty())
        return Message("key.in_variable").arg(provider.keyVariable);
    if (!provider.keyEntry.isEmpty())
        return Message("key.in_keychain").arg(provider.keyEntry);
    return Message("key.none_needed");
}

Result<QString> readProviderKey(const Provider& provider, const CancelToken& cancel)
{
    if (!provider.keyVariable.isEmpty()) {
        const QByteArray name = provider.keyVariable.toLocal8Bit();
        if (!qEnvironmentVariableIsSet(name.constData()))
            return fail(ErrorKind::Failed, Message("key.not_set").arg(keyPlace(provider)));
        return fit(qEnvironmentVariable(name.constData()), keyPlace(provider));
    }
    if (provider.keyEntry.isEmpty())
        return QString();
    const auto key = askKeychain(provider.keyEntry, cancel);
    if (!key)
        return key;
    return fit(*key, keyPlace(provider));
}

} // namespace factoid
