#include "ui/window/system_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace factoid {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
constexpr uint kPrefersDark = 1, kPrefersLight = 2, kHighContrast = 1;

} // namespace

SystemLook::SystemLook(Theme& theme, QObject* parent) : QObject(parent), m_theme(theme)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    read(QStringLiteral("color-scheme"));
    read(QStringLiteral("contrast"));
}

void SystemLook::read(const QString& key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call << kAppearance << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (!reply.isError())
            settingChanged(kAppearance, key, reply.value());
    });
}

void SystemLook::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group != kAppearance)
        return;
    // Read() wraps the value once more than the signal does.
    QVariant bare = value.variant();
    if (bare.canConvert<QDBusVariant>())
        bare = bare.value<QDBusVariant>().variant();
    if (key == QLatin1String("color-scheme"))
        m_scheme = bare.toUInt();
    else if (key == QLatin1String("contrast"))
        m_contrast = bare.toUInt();
    else
        return;
    apply();
}

void SystemLook::apply()
{
    if (m_contrast == kHighContrast)
        m_theme.setSystemLook(Look::HighContrast);
    else if (m_scheme == kPrefersDark || m_scheme == kPrefersLight)
        m_theme.setSystemLook(m_scheme == kPrefersDark ? Look::Dark : Look::Light);
    else
        m_theme.setSystemLook(Look::Light);
}

} // namespace factoid
