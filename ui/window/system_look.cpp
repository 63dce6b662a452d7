#include "ui/window/system_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace factoid {

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kAppearance = u"org.freedesktop.appearance"_s;
constexpr uint kPrefersDark = 1, kPrefersLight = 2, kHighContrast = 1;

} // namespace

SystemLook::SystemLook(Theme& theme, QObject* parent)
    : QObject(parent)
    , m_theme(theme)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    read(u"color-scheme"_s);
    read(u"contrast"_s);
}

void SystemLook::read(const QString& key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
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
    if (key == "color-scheme"_L1)
        m_scheme = bare.toUInt();
    else if (key == "contrast"_L1)
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
