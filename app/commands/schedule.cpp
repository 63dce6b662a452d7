// The schedule: schedule, simulate, run.
#include "app/commands/commands.h"

#include "app/interrupt.h"
#include "core/base/literals.h"
#include "core/node/minute_watch.h"
#include "core/node/slot_runner.h"
#include "core/queries/schedule/schedule_queries.h"
#include "core/queries/schedule/simulate.h"
#include "core/schedule/schedule_settings.h"
#include "core/store/sql/time_text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringList>

namespace factoid::commands {

namespace {

constexpr int kDaysAhead = 14;
constexpr int kSlotsShown = 50;
constexpr int kSimulatedDays = 365;

QString scheduleText(const QJsonObject& schedule)
{
    QString out = u"slots      %1 (%2)%3\n"_s.arg(words(list(schedule, "slots")), text(schedule, "zone"),
                                                  schedule.value(u"paused"_s).toBool() ? u", paused"_s : QString());
    out += u"next       %1, %2 UTC\n"_s.arg(text(schedule, "next_slot"), moment(schedule, "next_slot_at"));
    if (const QString next = text(schedule, "next_try"); !next.isEmpty())
        out += u"next try   %1\n"_s.arg(next);
    out += u"missed     %1\n"_s.arg(text(schedule, "missed") == "skip"_L1 ? u"skipped"_s
                                                                          : u"run once, at the next check"_s);
    out += u"freshness  a change is published within %1; sets are at least %2 apart\n"_s.arg(
        counted(schedule, "freshness_minutes", "minute", "minutes"),
        counted(schedule, "minimum_gap_minutes", "minute", "minutes"));
    out += u"runner     %1\n"_s.arg(text(schedule.value(u"runner"_s).toObject(), "sentence"));
    out += u"lease      %1\n"_s.arg(text(schedule.value(u"lease"_s).toObject(), "sentence"));
    const QJsonObject shadow = schedule.value(u"shadow"_s).toObject();
    if (!shadow.value(u"since"_s).isNull())
        out += u"shadow     %1 since %2; a refresh every 30 minutes would have made %3\n"_s.arg(
            counted(shadow, "generations", "generation", "generations"), moment(shadow, "since"),
            text(shadow, "every_30_minutes"));
    return out;
}

QString comingText(const QJsonObject& coming)
{
    QString out;
    for (const QJsonValue& value : list(coming, "coming")) {
        const QJsonObject row = value.toObject();
        QStringList notes{text(row, "what")};
        for (const char* key : {"mark_words", "clock_words"}) {
            if (!text(row, key).isEmpty())
                notes << text(row, key);
        }
        out += u"%1 %2  %3 UTC  %4\n"_s.arg(moment(row, "local"), text(row, "offset"), moment(row, "at"),
                                            notes.join(u"; "_s));
    }
    return out.isEmpty() ? u"no upcoming slots"_s : out;
}

QString sleepText(const QJsonObject& sleep)
{
    QString out;
    for (const QJsonValue& value : list(sleep, "policies")) {
        const QJsonObject row = value.toObject();
        out += u"%1 %2  %3\n"_s.arg(row.value(u"current"_s).toBool() ? u"*"_s : u" "_s,
                                    text(row, "policy").leftJustified(4), text(row, "sentence"));
    }
    return out;
}

QString previewText(const QJsonObject& preview)
{
    if (!preview.value(u"valid"_s).toBool())
        return u"not possible: %1"_s.arg(text(preview, "problem"));
    QString out = text(preview, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& warning : list(preview, "warnings"))
        out += u"warning: %1\n"_s.arg(warning.toString());
    return out + comingText(preview);
}

QString slotHistoryText(const QJsonObject& history)
{
    QString out;
    for (const QJsonValue& value : list(history, "slots")) {
        const QJsonObject row = value.toObject();
        out += u"%1  %2  %3  %4\n"_s.arg(moment(row, "local"), text(row, "slot"), text(row, "outcome").leftJustified(9),
                                         text(row, "reason"));
    }
    return out.isEmpty() ? u"no slot has passed yet"_s : out;
}

QJsonObject scheduleOptions(const Session& session)
{
    QJsonObject options;
    for (const char* name : {"slots", "zone", "missed", "freshness_minutes", "minimum_gap_minutes"}) {
        const QJsonValue value = session.line.options.value(QLatin1String(name));
        if (!value.isUndefined())
            options.insert(u"schedule."_s + QLatin1String(name), value.toVariant().toString());
    }
    return options;
}

// The schedule with who follows it, who generates, and what it saves.
Result<QJsonObject> scheduleNow(QueryContext& context)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    const auto scheduled = TRY(withNextTry(context.db, schedule, context.settings.checkMinutes, context.clock.now()));
    QJsonObject json = toJson(scheduled);
    json.insert(u"runner"_s, toJson(TRY(runnerQuery(context))));
    json.insert(u"lease"_s, toJson(TRY(leaseQuery(context.db))));
    json.insert(u"shadow"_s, toJson(TRY(shadowQuery(context))));
    return json;
}

} // namespace

int showSchedule(Session& session)
{
    return showAnswer(session, scheduleNow, scheduleText);
}

int comingSlots(Session& session)
{
    const int days = session.line.number("days", kDaysAhead);
    return showAnswer(
        session, [days](QueryContext& context) { return comingQuery(context, days); }, comingText);
}

int slotHistory(Session& session)
{
    SlotHistoryFilter filter;
    filter.limit = session.line.number("limit", kSlotsShown);
    filter.outcome = session.line.text("outcome");
    return showAnswer(
        session, [&](QueryContext& context) { return slotHistoryQuery(context, filter); }, slotHistoryText);
}

int sleepOfMachine(Session& session)
{
    const QTime from = QTime::fromString(session.line.text("from"), u"HH:mm"_s);
    const QTime to = QTime::fromString(session.line.text("to"), u"HH:mm"_s);
    return showAnswer(
        session, [&](QueryContext& context) { return sleepQuery(context, from, to); }, sleepText);
}

int previewSchedule(Session& session)
{
    const QJsonObject options = scheduleOptions(session);
    const int days = session.line.number("days", kDaysAhead);
    const auto answer =
        session.engine.ask(asJson([&](QueryContext& context) { return schedulePreviewQuery(context, options, days); }));
    const int code = show(session, answer, previewText);
    return code == Done && !answer->value(u"valid"_s).toBool() ? InputRejected : code;
}

int changeSchedule(Session& session)
{
    QJsonObject options = scheduleOptions(session);
    options.insert(u"action"_s, session.line.action);
    return simpleJob(session, u"schedule"_s, options);
}

int simulate(Session& session)
{
    const auto answer = session.engine.ask(asJson([&](QueryContext& context) {
        return simulateQuery(context, session.line.number("days", kSimulatedDays),
                             static_cast<quint32>(session.line.number("seed", 1)));
    }));
    return show(session, answer, [](const QJsonObject& json) {
        QJsonObject brief = json;
        brief.remove(u"per_day"_s);
        return QString::fromUtf8(QJsonDocument(brief).toJson());
    });
}

int run(Session& session)
{
    SlotRunner runner(session.engine.jobs(), session.engine.clock(), session.engine.store());
    const Interrupt interrupt([&runner] {
        runner.stop();
        QCoreApplication::quit();
    });
    QObject::connect(&runner, &SlotRunner::checked, QCoreApplication::instance(),
                     [&](const QString& outcome, const QString& reason) {
                         session.console.line(
                             u"%1  %2  %3"_s.arg(timeText(session.engine.clock().now()), outcome, reason));
                     });
    MinuteWatch watch(session.engine.store(), session.engine.clock(), session.engine.config());
    runner.start();
    watch.start();
    session.console.line(u"following the schedule; stop with Ctrl+C"_s);
    QCoreApplication::exec();
    runner.wait();
    return WasInterrupted;
}

} // namespace factoid::commands
