#include "app/operator_commands.h"

#include "core/jobs/operator_queries.h"

namespace factoid::commands {

namespace {

constexpr int kStepsShown = 50;

// A whole number from 1 among the operands. Errors: Usage.
Result<qint64> numberOf(const Session& session, const QString& what)
{
    const QString text = session.line.arguments.value(0);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 1)
        return fail(ErrorKind::Usage, QStringLiteral("%1 needs the number of %2, not “%3”").arg(session.line.command, what, text));
    return number;
}

QString historyText(const QJsonObject& json)
{
    QString text;
    for (const QJsonValue& value : json.value(QStringLiteral("steps")).toArray()) {
        const QJsonObject step = value.toObject();
        const QString reason = step.value(QStringLiteral("reason")).toString();
        text += QStringLiteral("%1  %2  %3  %4%5\n")
                    .arg(QString::number(step.value(QStringLiteral("id")).toInteger()).rightJustified(4), step.value(QStringLiteral("at")).toString(),
                         step.value(QStringLiteral("state")).toString().leftJustified(6), step.value(QStringLiteral("label")).toString(),
                         reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(reason));
    }
    return text.isEmpty() ? QStringLiteral("nothing was changed that could be undone") : text;
}

} // namespace

int undo(Session& session)
{
    return report(session, runJob(session, QStringLiteral("undo"), session.line.options, session.line.flag("dry_run")));
}

int redo(Session& session)
{
    return report(session, runJob(session, QStringLiteral("redo"), session.line.options, session.line.flag("dry_run")));
}

int history(Session& session)
{
    const int limit = session.line.number("limit", kStepsShown);
    return show(session, session.engine.ask([limit](QueryContext& context) { return historyQuery(context, limit); }), historyText);
}

int cancel(Session& session)
{
    const auto run = numberOf(session, QStringLiteral("a run"));
    if (!run)
        return failed(session, run.error());
    return simpleJob(session, QStringLiteral("cancel"), {{QStringLiteral("run"), *run}});
}

} // namespace factoid::commands
