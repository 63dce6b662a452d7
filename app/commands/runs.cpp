// What ran and what runs: runs, cancel.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/generation/run_queries.h"

namespace factoid::commands {

namespace {

constexpr int kRunsShown = 20;

QString secondsText(const QJsonValue& value)
{
    return value.isNull() ? u"—"_s : u"%1 s"_s.arg(value.toDouble(), 0, 'f', 2);
}

QString stageLine(const QJsonObject& row)
{
    const QJsonValue expected = row.value(u"expected_seconds"_s);
    const QString usual = expected.isNull() ? QString() : u"  (usually %1)"_s.arg(secondsText(expected));
    return u"  %1 %2 %3%4\n"_s.arg(text(row, "state").leftJustified(8), text(row, "name").leftJustified(24),
                                   secondsText(row.value(u"seconds"_s)).rightJustified(10), usual);
}

QString factoidLines(const QJsonObject& set)
{
    QString out = u"set %1: %2\n"_s.arg(text(set, "id"), text(set, "sentence"));
    for (const QJsonValue& value : list(set, "factoids"))
        out += u"  %1 %2\n"_s.arg(text(value.toObject(), "fate").leftJustified(9), text(value.toObject(), "text"));
    for (const QJsonValue& value : list(set, "gone"))
        out += u"  gone      %1\n"_s.arg(text(value.toObject(), "text"));
    return out;
}

QString runsText(const QJsonObject& runs)
{
    QString out;
    for (const QJsonValue& value : list(runs, "runs")) {
        const QJsonObject run = value.toObject();
        const QString live = text(run, "liveness");
        const QString how = live.isEmpty() || live == "working"_L1 ? text(run, "outcome") : live;
        out += u"%1  %2  %3 %4 %5  %6\n"_s.arg(text(run, "id").rightJustified(6), moment(run, "started_at"),
                                               text(run, "job").leftJustified(16), how.leftJustified(11),
                                               secondsText(run.value(u"seconds"_s)).rightJustified(9),
                                               live.isEmpty() ? text(run, "message") : text(run, "stage"));
    }
    return out + counted(runs, "total", "run", "runs");
}

QString runText(const QJsonObject& run)
{
    QString out = u"run %1: %2, %3, started %4 by %5 on %6\n"_s.arg(text(run, "id"), text(run, "job"),
                                                                    text(run, "outcome"), moment(run, "started_at"),
                                                                    text(run, "trigger"), text(run, "host"));
    if (!text(run, "message").isEmpty())
        out += text(run, "message") + QLatin1Char('\n');
    const QJsonObject plan = run.value(u"plan"_s).toObject();
    for (const QJsonValue& row : list(plan, "rows"))
        out += stageLine(row.toObject());
    if (!text(plan, "words").isEmpty())
        out += text(plan, "words") + QLatin1Char('\n');
    const QJsonObject facts = run.value(u"facts"_s).toObject();
    if (!facts.isEmpty()) {
        out += u"facts: %1 found, %2 offered, %3 written, %4 chosen, %5 refused\n"_s
                   .arg(text(facts, "found"), text(facts, "offered"), text(facts, "written"), text(facts, "chosen"))
                   .arg(list(facts, "refused").size());
    }
    const QJsonArray languages = list(facts, "languages");
    for (const QJsonValue& value : languages) {
        const QJsonObject language = value.toObject();
        if (!text(language, "problem").isEmpty())
            out += u"  %1  nothing: %2\n"_s.arg(text(language, "language"), text(language, "problem"));
        else if (languages.size() > 1)
            out += u"  %1  %2 written, %3 chosen, %4 refused\n"_s.arg(
                text(language, "language"), text(language, "written"), text(language, "chosen"),
                text(language, "refused"));
    }
    for (const QJsonValue& refusal : list(facts, "refused"))
        out += u"  refused  %1  (%2)\n"_s.arg(text(refusal.toObject(), "text"), text(refusal.toObject(), "reason"));
    if (run.value(u"set"_s).isObject())
        out += factoidLines(run.value(u"set"_s).toObject());
    return out;
}

QString runTrendText(const QJsonObject& trend)
{
    QString out = u"day         published unchanged paused skipped failed fell_back  runs\n"_s;
    for (const QJsonValue& value : list(trend, "days")) {
        const QJsonObject day = value.toObject();
        out += u"%1 %2 %3 %4 %5 %6 %7 %8\n"_s.arg(
            text(day, "date").leftJustified(11), text(day, "published").rightJustified(9),
            text(day, "unchanged").rightJustified(9), text(day, "paused").rightJustified(6),
            text(day, "skipped").rightJustified(7), text(day, "failed").rightJustified(6),
            text(day, "fell_back").rightJustified(9), text(day, "runs").rightJustified(5));
    }
    const QJsonObject success = trend.value(u"success_7_days"_s).toObject();
    return out +
           u"success over 7 days: %1 of %2"_s.arg(text(success, "good"), counted(success, "all", "slot", "slots"));
}

} // namespace

int runs(Session& session)
{
    if (const int days = session.line.number("days", 0); days > 0)
        return showAnswer(session, asJson([days](QueryContext& context) { return runTrendQuery(context, days); }),
                          runTrendText);
    if (!session.line.arguments.isEmpty()) {
        const auto id = numberOf(session, u"a run"_s);
        if (!id)
            return failed(session, id.error());
        return showAnswer(
            session, [&](QueryContext& context) { return runQuery(context, *id); }, runText);
    }
    RunFilter filter;
    filter.job = session.line.text("job");
    filter.outcome = session.line.text("outcome");
    filter.trigger = session.line.text("trigger");
    filter.text = session.line.text("text");
    filter.limit = session.line.number("limit", kRunsShown);
    filter.offset = session.line.number("offset", 0);
    filter.withIdleChecks = !session.line.flag("no_idle");
    filter.from = session.line.instant("since").toUTC();
    filter.to = session.line.instant("until").toUTC();
    return showAnswer(session, asJson([&](QueryContext& context) { return runsQuery(context, filter); }), runsText);
}

int cancel(Session& session)
{
    const auto run = numberOf(session, u"a run"_s);
    if (!run)
        return failed(session, run.error());
    return simpleJob(session, u"cancel"_s, {{u"run"_s, *run}});
}

} // namespace factoid::commands
