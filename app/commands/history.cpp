// What was done by hand, taken back and done again: undo, redo, history, audit.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/history/operator_queries.h"

#include <QJsonDocument>

namespace factoid::commands {

namespace {

constexpr int kStepsShown = 50;

QString historyText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"steps"_s).toArray()) {
        const QJsonObject step = value.toObject();
        const QString reason = step.value(u"reason"_s).toString();
        out += u"%1  %2  %3  %4%5\n"_s.arg(
            QString::number(step.value(u"id"_s).toInteger()).rightJustified(4), step.value(u"at"_s).toString(),
            step.value(u"state"_s).toString().leftJustified(6), step.value(u"label"_s).toString(),
            reason.isEmpty() ? QString() : u" (%1)"_s.arg(reason));
    }
    return out.isEmpty() ? u"nothing has been changed that could be undone"_s : out;
}

QString auditText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "entries")) {
        const QJsonObject row = value.toObject();
        out += u"%1  %2  %3  %4\n"_s.arg(
            text(row, "at"), text(row, "actor").leftJustified(8), text(row, "action"),
            QString::fromUtf8(QJsonDocument(row.value(u"detail"_s).toObject()).toJson(QJsonDocument::Compact)));
    }
    return out.isEmpty() ? u"nothing has been done by hand yet"_s : out;
}

} // namespace

int undo(Session& session)
{
    return report(session, runJob(session, u"undo"_s, session.line.options, session.line.flag("dry_run")));
}

int redo(Session& session)
{
    return report(session, runJob(session, u"redo"_s, session.line.options, session.line.flag("dry_run")));
}

int history(Session& session)
{
    const int limit = session.line.number("limit", kStepsShown);
    return show(session,
                session.engine.ask(asJson([limit](QueryContext& context) { return historyQuery(context, limit); })),
                historyText);
}

int audit(Session& session)
{
    const int limit = session.line.number("limit", kStepsShown);
    const QString search = session.line.text("search");
    return showAnswer(
        session, [&](QueryContext& context) { return auditQuery(context, limit, 0, search); }, auditText);
}

} // namespace factoid::commands
