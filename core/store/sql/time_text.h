// Instants as the store keeps them: ISO 8601, UTC, milliseconds; byte order is time order. Pure; any thread.
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace factoid {

[[nodiscard]] inline QString timeText(const QDateTime& instant)
{
    return instant.isValid() ? instant.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s) : QString();
}

// None for an invalid instant.
[[nodiscard]] inline std::optional<QString> timeIfAny(const QDateTime& instant)
{
    return instant.isValid() ? std::optional(timeText(instant)) : std::nullopt;
}

// Invalid for an empty text.
[[nodiscard]] inline QDateTime timeFromText(const QString& text)
{
    return text.isEmpty() ? QDateTime() : QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

} // namespace factoid
