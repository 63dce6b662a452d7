#include "core/queries/schedule/schedule_queries.h"

#include "core/schedule/schedule_settings.h"
#include "core/schedule/slot_calendar.h"
#include "core/schedule/slot_forecast.h"
#include "core/store/data/change_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

constexpr int kMostDays = 366;

// The clocks' reading, without a zone: "2026-03-29T06:00".
QString localText(const QDateTime& local)
{
    return local.toString(QStringLiteral("yyyy-MM-ddTHH:mm"));
}

QString decisionName(Decision decision)
{
    switch (decision) {
    case Decision::Generate: return QStringLiteral("publish");
    case Decision::Unchanged: return QStringLiteral("unchanged");
    case Decision::Paused: return QStringLiteral("paused");
    case Decision::NotDue: return QStringLiteral("not_due");
    case Decision::WaitForGap:
    case Decision::WaitAfterFailure: return QStringLiteral("waiting");
    }
    return {};
}

QString changesWords(qint64 count)
{
    return count == 1 ? QStringLiteral("1 change waits") : QStringLiteral("%L1 changes wait").arg(count);
}

// Puts what judge() foresees beside the slots.
class Coming
{
  public:
    Coming(const Schedule& schedule, ScheduleState state, int days, int interval, qint64 waiting)
        : m_schedule(schedule), m_calendar(schedule), m_now(state.now), m_until(state.now.addDays(days)), m_waiting(waiting)
        , m_checks(foresee(schedule, std::move(state), m_until, interval))
        , m_changes(clockChanges(schedule.zone, m_now.addDays(-1), m_until.addDays(1)))
    {
    }

    [[nodiscard]] QJsonArray rows()
    {
        for (const ForeseenCheck& check : m_checks) {
            if (check.at == m_now && (check.verdict.slot || !check.verdict.handled.empty()))
                addCheck(check, QStringLiteral("check"));
            else if (check.verdict.forFreshness)
                addCheck(check, QStringLiteral("freshness"));
        }
        for (const ComingSlot& slot : comingSlots(m_schedule, m_now, m_until))
            addSlot(slot);
        std::ranges::stable_sort(m_rows, {}, [](const QJsonObject& row) { return row.value(QStringLiteral("at")).toString(); });
        QJsonArray list;
        for (const QJsonObject& row : m_rows)
            list.append(row);
        return list;
    }

    [[nodiscard]] QJsonArray clockChangeRows() const
    {
        QJsonArray list;
        for (const ClockChange& change : m_changes) {
            if (change.at > m_now && change.at <= m_until)
                list.append(QJsonObject{{QStringLiteral("at"), timeText(change.at)}, {QStringLiteral("local"), localText(change.localBefore())},
                                        {QStringLiteral("local_after"), localText(change.localAfter())}, {QStringLiteral("words"), change.words()}});
        }
        return list;
    }

  private:
    // The check that answers the slot, and the one that publishes for it: they differ when it waits for the minimum gap.
    [[nodiscard]] const ForeseenCheck* answerTo(const SlotTime& slot) const
    {
        for (const ForeseenCheck& check : m_checks) {
            if (check.at < slot.at || check.verdict.decision == Decision::WaitForGap || check.verdict.decision == Decision::WaitAfterFailure)
                continue;
            if (std::ranges::any_of(check.verdict.handled, [&](const SlotTime& other) { return other.at == slot.at && other.time == slot.time; }))
                return &check;
        }
        return nullptr;
    }

    [[nodiscard]] QString whatWords(const ForeseenCheck& check, const QDateTime& slotAt)
    {
        switch (check.verdict.decision) {
        case Decision::Generate: {
            const QString why = m_waiting > 0 ? changesWords(m_waiting) : QStringLiteral("the figures differ from the published set");
            if (check.at > slotAt)
                return QStringLiteral("publishes at %1, after the minimum gap: %2").arg(m_calendar.toLocal(check.at).toString(QStringLiteral("HH:mm")), why);
            return QStringLiteral("publishes: %1").arg(why);
        }
        case Decision::Unchanged: return QStringLiteral("only if something changes");
        case Decision::Paused: return QStringLiteral("nothing: the schedule is paused");
        case Decision::NotDue: return QStringLiteral("skipped: missed, and missed slots are skipped");
        case Decision::WaitForGap: return QStringLiteral("waits for the minimum gap");
        case Decision::WaitAfterFailure: return QStringLiteral("waits: the last generation failed");
        }
        return {};
    }

    [[nodiscard]] QJsonObject row(const QDateTime& at, const QString& kind, const QString& slot)
    {
        const QDateTime local = m_calendar.toLocal(at);
        QString clock;
        for (const ClockChange& change : m_changes) {
            if (change.localAfter().date() == local.date())
                clock = change.words();
        }
        return {{QStringLiteral("at"), timeText(at)}, {QStringLiteral("kind"), kind}, {QStringLiteral("slot"), slot}, {QStringLiteral("local"), localText(local)},
                {QStringLiteral("local_date"), local.date().toString(Qt::ISODate)}, {QStringLiteral("offset"), offsetText(static_cast<int>(at.msecsTo(QDateTime(local.date(), local.time(), Qt::UTC)) / 1000))},
                {QStringLiteral("mark"), QString()}, {QStringLiteral("mark_words"), QString()}, {QStringLiteral("clock_words"), clock}};
    }

    void addCheck(const ForeseenCheck& check, const QString& kind)
    {
        QJsonObject json = row(check.at, kind, check.verdict.slot ? check.verdict.slot->name() : QString());
        json.insert(QStringLiteral("decision"), decisionName(check.verdict.decision));
        const QString what = whatWords(check, check.at);
        json.insert(QStringLiteral("what"), kind == QLatin1String("check") ? QStringLiteral("at the next check, for a slot that passed: %1").arg(what)
                                                                           : QStringLiteral("%1 (the freshness target of %2 minutes)").arg(what).arg(m_schedule.freshnessMinutes));
        m_rows.push_back(json);
    }

    void addSlot(const ComingSlot& coming)
    {
        QJsonObject json = row(coming.slot.at, QStringLiteral("slot"), coming.slot.name());
        const ForeseenCheck* answer = answerTo(coming.slot);
        json.insert(QStringLiteral("decision"), answer ? decisionName(answer->verdict.decision) : QStringLiteral("waiting"));
        json.insert(QStringLiteral("what"), answer ? whatWords(*answer, coming.slot.at) : QStringLiteral("waits for the minimum gap"));
        if (coming.mark == ClockMark::Gap) {
            json.insert(QStringLiteral("mark"), QStringLiteral("gap"));
            json.insert(QStringLiteral("mark_words"), QStringLiteral("the clocks skip %1; it runs at %2").arg(coming.slot.name(), coming.local.toString(QStringLiteral("HH:mm"))));
        } else if (coming.mark == ClockMark::Overlap) {
            json.insert(QStringLiteral("mark"), QStringLiteral("overlap"));
            json.insert(QStringLiteral("mark_words"), QStringLiteral("the clocks show %1 twice; it runs the first time, once").arg(coming.slot.name()));
        }
        m_rows.push_back(json);
    }

    Schedule m_schedule;
    SlotCalendar m_calendar;
    QDateTime m_now, m_until;
    qint64 m_waiting;
    std::vector<ForeseenCheck> m_checks;
    std::vector<ClockChange> m_changes;
    std::vector<QJsonObject> m_rows;
};

Result<QJsonObject> comingOf(QueryContext& context, const Schedule& schedule, int days)
{
    if (days < 1 || days > kMostDays)
        return fail(ErrorKind::Usage, QStringLiteral("the coming days are 1 to %1, not %2").arg(kMostDays).arg(days));
    const auto state = scheduleState(context.db, context.clock.now());
    if (!state)
        return std::unexpected(state.error());
    const auto waiting = ChangeStore(context.db).openCount();
    if (!waiting)
        return std::unexpected(waiting.error());
    const auto scheduled = withNextTry(context.db, schedule, context.settings.checkMinutes, state->now);
    if (!scheduled)
        return std::unexpected(scheduled.error());
    Coming coming(schedule, *state, days, context.settings.checkMinutes, *waiting);
    return QJsonObject{
        {QStringLiteral("schedule"), *scheduled},
        {QStringLiteral("now"), timeText(state->now)},
        {QStringLiteral("changes_waiting"), *waiting},
        {QStringLiteral("coming"), coming.rows()},
        {QStringLiteral("clock_changes"), coming.clockChangeRows()},
    };
}

QJsonArray namesJson(const std::vector<SlotTime>& slotTimes)
{
    QJsonArray names;
    for (const SlotTime& slot : slotTimes)
        names.append(slot.name());
    return names;
}

QJsonArray timesJson(const std::vector<QTime>& times)
{
    QJsonArray names;
    for (const QTime& time : times)
        names.append(time.toString(QStringLiteral("HH:mm")));
    return names;
}

QString policyName(MissedPolicy policy)
{
    return policy == MissedPolicy::Skip ? QStringLiteral("skip") : QStringLiteral("once");
}

} // namespace

Result<QJsonObject> comingQuery(QueryContext& context, int days)
{
    const auto schedule = loadSchedule(context.db, context.settings);
    if (!schedule)
        return std::unexpected(schedule.error());
    return comingOf(context, *schedule, days);
}

Result<QJsonObject> sleepQuery(QueryContext& context, QTime from, QTime to)
{
    if (!from.isValid() || !to.isValid())
        return fail(ErrorKind::Usage, QStringLiteral("a sleep needs two times of day; write 02:00 and 11:00"));
    const auto schedule = loadSchedule(context.db, context.settings);
    if (!schedule)
        return std::unexpected(schedule.error());
    SlotCalendar calendar(*schedule);
    const QDate today = calendar.toLocal(context.clock.now()).date();
    const QDateTime start = calendar.instantOf(today, from);
    const QDateTime end = calendar.instantOf(to > from ? today : today.addDays(1), to);
    QJsonArray policies;
    for (const MissedPolicy policy : {MissedPolicy::OnceAtNextCheck, MissedPolicy::Skip}) {
        const SleepRehearsal rehearsal = rehearseSleep(*schedule, policy, start, end, context.settings.checkMinutes);
        policies.append(QJsonObject{
            {QStringLiteral("policy"), policyName(policy)},
            {QStringLiteral("current"), policy == schedule->missed},
            {QStringLiteral("missed"), namesJson(rehearsal.missed)},
            {QStringLiteral("run"), rehearsal.run ? QJsonValue(rehearsal.run->name()) : QJsonValue()},
            {QStringLiteral("skipped"), namesJson(rehearsal.skipped)},
            {QStringLiteral("late_change_published"), rehearsal.lateChangePublished},
            {QStringLiteral("sentence"), rehearsal.sentence(*schedule)},
        });
    }
    return QJsonObject{{QStringLiteral("from"), timeText(start)}, {QStringLiteral("to"), timeText(end)},
                       {QStringLiteral("policy"), policyName(schedule->missed)}, {QStringLiteral("policies"), policies}};
}

Result<QJsonObject> schedulePreviewQuery(QueryContext& context, const QJsonObject& options, int days)
{
    const auto before = loadSchedule(context.db, context.settings);
    if (!before)
        return std::unexpected(before.error());
    auto after = editedSchedule(context.settings, options);
    if (!after) {
        if (after.error().kind != ErrorKind::Usage)
            return std::unexpected(after.error());
        return QJsonObject{{QStringLiteral("valid"), false}, {QStringLiteral("changed"), false}, {QStringLiteral("problem"), after.error().message},
                           {QStringLiteral("sentence"), QString()}, {QStringLiteral("warnings"), QJsonArray()}};
    }
    after->paused = before->paused;
    const QDateTime now = context.clock.now();
    const ScheduleDifference difference = differenceOf(*before, *after, now);
    const auto coming = comingOf(context, *after, days);
    if (!coming)
        return coming;
    QJsonArray moved;
    for (const SlotMove& move : difference.moved)
        moved.append(QJsonObject{{QStringLiteral("from"), move.from.toString(QStringLiteral("HH:mm"))}, {QStringLiteral("to"), move.to.toString(QStringLiteral("HH:mm"))}});
    return QJsonObject{
        {QStringLiteral("valid"), true},
        {QStringLiteral("problem"), QString()},
        {QStringLiteral("changed"), !difference.sentences.isEmpty()},
        {QStringLiteral("sentence"), difference.sentences.isEmpty() ? QStringLiteral("nothing changes") : difference.sentences.join(QStringLiteral("; "))},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(warningsAbout(*after, now))},
        {QStringLiteral("moved"), moved},
        {QStringLiteral("added"), timesJson(difference.added)},
        {QStringLiteral("removed"), timesJson(difference.removed)},
        {QStringLiteral("schedule"), coming->value(QStringLiteral("schedule"))},
        {QStringLiteral("coming"), coming->value(QStringLiteral("coming"))},
    };
}

Result<QJsonObject> slotHistoryQuery(QueryContext& context, const SlotHistoryFilter& filter)
{
    const auto schedule = loadSchedule(context.db, context.settings);
    if (!schedule)
        return std::unexpected(schedule.error());
    SlotCalendar calendar(*schedule);
    const QString where = QStringLiteral(" WHERE (? = '' OR o.slot_at >= ?) AND (? = '' OR o.slot_at < ?)");
    const QString from = timeText(filter.from);
    const QString to = timeText(filter.to);
    QJsonObject counts;
    qint64 total = 0;
    auto counted = context.db.each(QStringLiteral("SELECT o.outcome, COUNT(*) FROM slot_outcomes o") + where + QStringLiteral(" GROUP BY o.outcome"), {from, from, to, to},
                                   [&](const QSqlQuery& row) {
                                       counts.insert(row.value(0).toString(), row.value(1).toLongLong());
                                       total += row.value(1).toLongLong();
                                   });
    if (!counted)
        return std::unexpected(counted.error());
    QJsonArray rows;
    auto read = context.db.each(QStringLiteral("SELECT o.slot_at, o.slot, o.outcome, o.data_hash, o.run_id, o.reason, r.started_at, r.finished_at,"
                                               " (SELECT s.on_show FROM sets s WHERE s.run_id = o.run_id ORDER BY s.id DESC LIMIT 1)"
                                               " FROM slot_outcomes o LEFT JOIN runs r ON r.id = o.run_id")
                                    + where + QStringLiteral(" AND (? = '' OR o.outcome = ?) ORDER BY o.slot_at DESC, o.slot DESC LIMIT ?"),
                                {from, from, to, to, filter.outcome, filter.outcome, filter.limit}, [&](const QSqlQuery& row) {
                                    const QDateTime at = timeFromText(row.value(0).toString());
                                    const QDateTime started = timeFromText(row.value(6).toString());
                                    const QDateTime finished = timeFromText(row.value(7).toString());
                                    constexpr double kMs = 1000.0;
                                    rows.append(QJsonObject{
                                        {QStringLiteral("at"), row.value(0).toString()},
                                        {QStringLiteral("local"), localText(calendar.toLocal(at))},
                                        {QStringLiteral("slot"), row.value(1).toString()},
                                        {QStringLiteral("outcome"), row.value(2).toString()},
                                        {QStringLiteral("data_hash"), row.value(3).toString()},
                                        {QStringLiteral("run"), row.value(4).toLongLong()},
                                        {QStringLiteral("reason"), row.value(5).toString()},
                                        {QStringLiteral("seconds"), started.isValid() && finished.isValid() ? QJsonValue(static_cast<double>(started.msecsTo(finished)) / kMs) : QJsonValue()},
                                        {QStringLiteral("factoids"), row.value(8).isNull() ? QJsonValue() : QJsonValue(row.value(8).toInt())},
                                    });
                                });
    if (!read)
        return std::unexpected(read.error());
    return QJsonObject{{QStringLiteral("slots"), rows}, {QStringLiteral("counts"), counts}, {QStringLiteral("total"), total}};
}

} // namespace factoid
