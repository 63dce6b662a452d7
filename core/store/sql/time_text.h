// Instants as the store keeps them: ISO 8601, UTC, milliseconds; byte order is time order. Pure; any thread.
#pragma once

#include <QDateTime>
#include <QString>

namespace factoid {

[[nodiscard]] inline QString timeText(const QDateTime& instant)
{
    return instant.isValid() ? instant.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s) : QString();
}

// Invalid for an empty text.
[[nodiscard]] inline QDateTime timeFromText(const QString& text)
{
    return text.isEmpty() ? QDateTime() : QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

} // namespace factoid
