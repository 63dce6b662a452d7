// SystemLook: follows what the desktop asks for (light, dark, high contrast) by the freedesktop settings portal, live.
// Without a portal the palette that the desktop gave at the start stands. GUI thread.
#pragma once

#include "ui/base/theme.h"

#include <QDBusVariant>
#include <QObject>

namespace factoid {

class SystemLook : public QObject
{
    Q_OBJECT

  public:
    explicit SystemLook(Theme& theme, QObject* parent = nullptr);

  public Q_SLOTS:
    // The portal's signal. Values of org.freedesktop.appearance: color-scheme 1 prefers dark, 2 light; contrast 1 is
    // high.
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

  private:
    void read(const QString& key);
    void apply();
    Theme& m_theme;
    uint m_scheme = 0;
    uint m_contrast = 0;
};

} // namespace factoid
