// The logging categories, by part of the program, in English. Standard error, or JSON lines with --log-format json.
#pragma once

#include <QLoggingCategory>

namespace factoid {

Q_DECLARE_LOGGING_CATEGORY(logFigures)
Q_DECLARE_LOGGING_CATEGORY(logInsights)
Q_DECLARE_LOGGING_CATEGORY(logFactoids)
Q_DECLARE_LOGGING_CATEGORY(logChat)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logCache)
Q_DECLARE_LOGGING_CATEGORY(logMonitor)
Q_DECLARE_LOGGING_CATEGORY(logJobs)
Q_DECLARE_LOGGING_CATEGORY(logPublish)

enum class LogFormat { Text, Json };

// Installs the message handler. `level` is one of debug, info, warning, critical; returns false for another word.
[[nodiscard]] bool installLog(const QString& level, LogFormat format);

} // namespace factoid
