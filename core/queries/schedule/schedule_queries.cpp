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
    return local.toString(u"yyyy-MM-ddTHH:mm"_s);
}

QString decisionName(Decision decision)
{
    switch (decision) {
    case Decision::Generate:
        return u"publish"_s;
    case Decision::Unchanged:
        return u"unchanged"_s;
    case Decision::Paused:
        return u"paused"_s;
    case Decision::NotDue:
        return u"not_due"_s;
    case Decision::WaitForGap:
    case Decision::WaitAfterFailure:
        return u"waiting"_s;
    }
    return {};
}

QString changesWords(qint64 count)
{
    return count == 1 ? u"1 change waits"_s : u"%L1 changes wait"_s.arg(count);
}

// Puts what judge() foresees beside the slots.
class Coming
{
  public:
    Coming(const Schedule& schedule, ScheduleState state, int days, int interval, qint64 waiting)
        : m_schedule(schedule)
        , m_calendar(schedule)
        , m_now(state.now)
        , m_until(state.now.addDays(days))
        , m_waiting(waiting)
        , m_checks(foresee(schedule, std::move(state), m_until, interval))
        , m_changes(clockChanges(schedule.zone, m_now.addDays(-1), m_until.addDays(1)))
    {
    }

    [[nodiscard]] QJsonArray rows()
    {
        for (const ForeseenCheck& check : m_checks) {
            if (check.at == m_now && (check.verdict.slot || !check.verdict.handled.empty()))
                addCheck(check, u"check"_s);
            else if (check.verdict.forFreshness)
                addCheck(check, u"freshness"_s);
        }
        for (const ComingSlot& slot : comingSlots(m_schedule, m_now, m_until))
            addSlot(slot);
        std::ranges::stable_sort(m_rows, {}, [](const QJsonObject& row) { return row.value(u"at"_s).toString(); });
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
                list.append(QJsonObject{{u"at"_s, timeText(change.at)},
                                        {u"local"_s, localText(change.localBefore())},
                                        {u"local_after"_s, localText(change.localAfter())},
                                        {u"words"_s, change.words()}});
        }
        return list;
    }

  private:
    // The check that answers the slot, and the one that publishes for it: they differ when it waits for the minimum
    // gap.
    [[nodiscard]] const ForeseenCheck* answerTo(const SlotTime& slot) const
    {
        for (const ForeseenCheck& check : m_checks) {
            if (check.at < slot.at || check.verdict.decision == Decision::WaitForGap ||
                check.verdict.decision == Decision::WaitAfterFailure)
                continue;
            if (std::ranges::any_of(check.verdict.handled, [&](const SlotTime& other) {
                    return other.at == slot.at && other.time == slot.time;
                }))
                return &check;
        }
        return nullptr;
    }

    [[nodiscard]] QString whatWords(const ForeseenCheck& check, const QDateTime& slotAt)
    {
        switch (check.verdict.decision) {
        case Decision::Generate: {
            const QString why =
                m_waiting > 0 ? changesWords(m_waiting) : u"the figures differ from the published set"_s;
            if (check.at > slotAt)
                return u"publishes at %1, after the minimum gap: %2"_s.arg(
                    m_calendar.toLocal(check.at).toString(u"HH:mm"_s), why);
            return u"publishes: %1"_s.arg(why);
        }
        case Decision::Unchanged:
            return u"only if something changes"_s;
        case Decision::Paused:
            return u"nothing: the schedule is paused"_s;
        case Decision::NotDue:
            return u"skipped: missed, and missed slots are skipped"_s;
        case Decision::WaitForGap:
            return u"waits for the minimum gap"_s;
        case Decision::WaitAfterFailure:
            return u"waits: the last generation failed"_s;
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
        return {{u"at"_s, timeText(at)},
                {u"kind"_s, kind},
                {u"slot"_s, slot},
                {u"local"_s, localText(local)},
                {u"local_date"_s, local.date().toString(Qt::ISODate)},
                {u"offset"_s,
                 offsetText(static_cast<int>(at.msecsTo(QDateTime(local.date(), local.time(), Qt::UTC)) / 1000))},
                {u"mark"_s, QString()},
                {u"mark_words"_s, QString()},
                {u"clock_words"_s, clock}};
    }

    void addCheck(const ForeseenCheck& check, const QString& kind)
    {
        QJsonObject json = row(check.at, kind, check.verdict.slot ? check.verdict.slot->name() : QString());
        json.insert(u"decision"_s, decisionName(check.verdict.decision));
        const QString what = whatWords(check, check.at);
        json.insert(u"what"_s, kind == "check"_L1 ? u"at the next check, for a slot that passed: %1"_s.arg(what)
                                                  : u"%1 (the freshness target of %2 minutes)"_s.arg(what).arg(
                                                        m_schedule.freshnessMinutes));
        m_rows.push_back(json);
    }

    void addSlot(const ComingSlot& coming)
    {
        QJsonObject json = row(coming.slot.at, u"slot"_s, coming.slot.name());
        const ForeseenCheck* answer = answerTo(coming.slot);
        json.insert(u"decision"_s, answer ? decisionName(answer->verdict.decision) : u"waiting"_s);
        json.insert(u"what"_s, answer ? whatWords(*answer, coming.slot.at) : u"waits for the minimum gap"_s);
        if (coming.mark == ClockMark::Gap) {
            json.insert(u"mark"_s, u"gap"_s);
            json.insert(u"mark_words"_s, u"the clocks skip %1; it runs at %2"_s.arg(coming.slot.name(),
                                                                                    coming.local.toString(u"HH:mm"_s)));
        } else if (coming.mark == ClockMark::Overlap) {
            json.insert(u"mark"_s, u"overlap"_s);
            json.insert(u"mark_words"_s,
                        u"the clocks show %1 twice; it runs the first time, once"_s.arg(coming.slot.name()));
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
        return fail(ErrorKind::Usage, u"the coming days are 1 to %1, not %2"_s.arg(kMostDays).arg(days));
    const auto state = TRY(scheduleState(context.db, context.clock.now()));
    const auto waiting = TRY(ChangeStore(context.db).openCount());
    const auto scheduled = TRY(withNextTry(context.db, schedule, context.settings.checkMinutes, state.now));
    Coming coming(schedule, state, days, context.settings.checkMinutes, waiting);
    return QJsonObject{
        {u"schedule"_s, scheduled},
        {u"now"_s, timeText(state.now)},
        {u"changes_waiting"_s, waiting},
        {u"coming"_s, coming.rows()},
        {u"clock_changes"_s, coming.clockChangeRows()},
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
        names.append(time.toString(u"HH:mm"_s));
    return names;
}

QString policyName(MissedPolicy policy)
{
    return policy == MissedPolicy::Skip ? u"skip"_s : u"once"_s;
}

} // namespace

Result<QJsonObject> comingQuery(QueryContext& context, int days)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    return comingOf(context, schedule, days);
}

Result<QJsonObject> sleepQuery(QueryContext& context, QTime from, QTime to)
{
    if (!from.isValid() || !to.isValid())
        return fail(ErrorKind::Usage, u"a sleep needs two times of day; write 02:00 and 11:00"_s);
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    SlotCalendar calendar(schedule);
    const QDate today = calendar.toLocal(context.clock.now()).date();
    const QDateTime start = calendar.instantOf(today, from);
    const QDateTime end = calendar.instantOf(to > from ? today : today.addDays(1), to);
    QJsonArray policies;
    for (const MissedPolicy policy : {MissedPolicy::OnceAtNextCheck, MissedPolicy::Skip}) {
        const SleepRehearsal rehearsal = rehearseSleep(schedule, policy, start, end, context.settings.checkMinutes);
        policies.append(QJsonObject{
            {u"policy"_s, policyName(policy)},
            {u"current"_s, policy == schedule.missed},
            {u"missed"_s, namesJson(rehearsal.missed)},
            {u"run"_s, rehearsal.run ? QJsonValue(rehearsal.run->name()) : QJsonValue()},
            {u"skipped"_s, namesJson(rehearsal.skipped)},
            {u"late_change_published"_s, rehearsal.lateChangePublished},
            {u"sentence"_s, rehearsal.sentence(schedule)},
        });
    }
    return QJsonObject{{u"from"_s, timeText(start)},
                       {u"to"_s, timeText(end)},
                       {u"policy"_s, policyName(schedule.missed)},
                       {u"policies"_s, policies}};
}

Result<QJsonObject> schedulePreviewQuery(QueryContext& context, const QJsonObject& options, int days)
{
    const auto before = TRY(loadSchedule(context.db, context.settings));
    auto after = editedSchedule(context.settings, options);
    if (!after) {
        if (after.error().kind != ErrorKind::Usage)
            return std::unexpected(after.error());
        return QJsonObject{{u"valid"_s, false},
                           {u"changed"_s, false},
                           {u"problem"_s, after.error().message},
                           {u"sentence"_s, QString()},
                           {u"warnings"_s, QJsonArray()}};
    }
    after->paused = before.paused;
    const QDateTime now = context.clock.now();
    const ScheduleDifference difference = differenceOf(before, *after, now);
    const auto coming = comingOf(context, *after, days);
    if (!coming)
        return coming;
    QJsonArray moved;
    for (const SlotMove& move : difference.moved)
        moved.append(QJsonObject{{u"from"_s, move.from.toString(u"HH:mm"_s)}, {u"to"_s, move.to.toString(u"HH:mm"_s)}});
    return QJsonObject{
        {u"valid"_s, true},
        {u"problem"_s, QString()},
        {u"changed"_s, !difference.sentences.isEmpty()},
        {u"sentence"_s, difference.sentences.isEmpty() ? u"nothing changes"_s : difference.sentences.join(u"; "_s)},
        {u"warnings"_s, QJsonArray::fromStringList(warningsAbout(*after, now))},
        {u"moved"_s, moved},
        {u"added"_s, timesJson(difference.added)},
        {u"removed"_s, timesJson(difference.removed)},
        {u"schedule"_s, coming->value(u"schedule"_s)},
        {u"coming"_s, coming->value(u"coming"_s)},
    };
}

Result<QJsonObject> slotHistoryQuery(QueryContext& context, const SlotHistoryFilter& filter)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    SlotCalendar calendar(schedule);
    const QString where = u" WHERE (? = '' OR o.slot_at >= ?) AND (? = '' OR o.slot_at < ?)"_s;
    const QString from = timeText(filter.from);
    const QString to = timeText(filter.to);
    QJsonObject counts;
    qint64 total = 0;
    auto counted =
        context.db.each(u"SELECT o.outcome, COUNT(*) FROM slot_outcomes o"_s + where + u" GROUP BY o.outcome"_s,
                        {from, from, to, to}, [&](const QSqlQuery& row) {
                            counts.insert(row.value(0).toString(), row.value(1).toLongLong());
                            total += row.value(1).toLongLong();
                        });
    if (!counted)
        return std::unexpected(counted.error());
    QJsonArray rows;
    auto read = context.db.each(
        u"SELECT o.slot_at, o.slot, o.outcome, o.data_hash, o.run_id, o.reason, r.started_at, r.finished_at,"
        " (SELECT s.on_show FROM sets s WHERE s.run_id = o.run_id ORDER BY s.id DESC LIMIT 1)"
        " FROM slot_outcomes o LEFT JOIN runs r ON r.id = o.run_id"_s +
            where + u" AND (? = '' OR o.outcome = ?) ORDER BY o.slot_at DESC, o.slot DESC LIMIT ?"_s,
        {from, from, to, to, filter.outcome, filter.outcome, filter.limit}, [&](const QSqlQuery& row) {
            const QDateTime at = timeFromText(row.value(0).toString());
            const QDateTime started = timeFromText(row.value(6).toString());
            const QDateTime finished = timeFromText(row.value(7).toString());
            constexpr double kMs = 1000.0;
            rows.append(QJsonObject{
                {u"at"_s, row.value(0).toString()},
                {u"local"_s, localText(calendar.toLocal(at))},
                {u"slot"_s, row.value(1).toString()},
                {u"outcome"_s, row.value(2).toString()},
                {u"data_hash"_s, row.value(3).toString()},
                {u"run"_s, row.value(4).toLongLong()},
                {u"reason"_s, row.value(5).toString()},
                {u"seconds"_s, started.isValid() && finished.isValid()
                                   ? QJsonValue(static_cast<double>(started.msecsTo(finished)) / kMs)
                                   : QJsonValue()},
                {u"factoids"_s, row.value(8).isNull() ? QJsonValue() : QJsonValue(row.value(8).toInt())},
            });
        });
    if (!read)
        return std::unexpected(read.error());
    return QJsonObject{{u"slots"_s, rows}, {u"counts"_s, counts}, {u"total"_s, total}};
}

} // namespace factoid
