#include "core/base/log.h"

#include "core/base/clock.h"
#include "core/base/terminal_text.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace factoid {

Q_LOGGING_CATEGORY(logFigures, "factoid.figures", QtInfoMsg)
Q_LOGGING_CATEGORY(logInsights, "factoid.insights", QtInfoMsg)
Q_LOGGING_CATEGORY(logFactoids, "factoid.factoids", QtInfoMsg)
Q_LOGGING_CATEGORY(logChat, "factoid.chat", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "factoid.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logCache, "factoid.cache", QtInfoMsg)
Q_LOGGING_CATEGORY(logMonitor, "factoid.monitor", QtInfoMsg)
Q_LOGGING_CATEGORY(logJobs, "factoid.jobs", QtInfoMsg)
Q_LOGGING_CATEGORY(logPublish, "factoid.publish", QtInfoMsg)

namespace {

LogFormat g_format = LogFormat::Text; // set once, before any thread starts

const char* levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

void write(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    QByteArray line;
    if (g_format == LogFormat::Json) {
        line = QJsonDocument(QJsonObject{
                                 {u"time"_s, machineNow().toString(Qt::ISODateWithMs)},
                                 {u"level"_s, QLatin1String(levelName(type))},
                                 {u"room"_s, QLatin1String(context.category ? context.category : "")},
                                 {u"message"_s, message},
                             })
                   .toJson(QJsonDocument::Compact);
        line = terminalJson(line);
    } else {
        line = QByteArray(levelName(type)) + ": " + terminalText(message).toUtf8();
    }
    line.append('\n');
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

} // namespace

bool installLog(const QString& level, LogFormat format)
{
    static const QStringList levels{u"debug"_s, u"info"_s, u"warning"_s, u"critical"_s};
    const qsizetype at = levels.indexOf(level);
    if (at < 0)
        return false;
    g_format = format;
    QString rules;
    for (qsizetype i = 0; i < levels.size(); ++i)
        rules += u"factoid.*.%1=%2\n"_s.arg(levels[i], i >= at ? u"true"_s : u"false"_s);
    QLoggingCategory::setFilterRules(rules);
    qInstallMessageHandler(write);
    return true;
}

} // namespace factoid
