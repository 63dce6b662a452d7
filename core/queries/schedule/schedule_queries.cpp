#include "core/queries/schedule/schedule_queries.h"

#include "core/schedule/schedule_settings.h"
#include "core/schedule/slot_calendar.h"
#include "core/schedule/slot_forecast.h"
#include "core/store/data/change_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

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

    [[nodiscard]] std::vector<ComingRow> rows()
    {
        for (const ForeseenCheck& check : m_checks) {
            if (check.at == m_now && (check.verdict.slot || !check.verdict.handled.empty()))
                addCheck(check, u"check"_s);
            else if (check.verdict.forFreshness)
                addCheck(check, u"freshness"_s);
        }
        for (const ComingSlot& slot : comingSlots(m_schedule, m_now, m_until))
            addSlot(slot);
        std::ranges::stable_sort(m_rows, {}, &ComingRow::at);
        return m_rows;
    }

    [[nodiscard]] std::vector<ClockChangeRow> clockChangeRows() const
    {
        std::vector<ClockChangeRow> list;
        for (const ClockChange& change : m_changes) {
            if (change.at > m_now && change.at <= m_until)
                list.push_back({timeText(change.at), localText(change.localBefore()), localText(change.localAfter()),
                                change.words()});
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

    [[nodiscard]] ComingRow row(const QDateTime& at, const QString& kind, const QString& slot)
    {
        const QDateTime local = m_calendar.toLocal(at);
        ComingRow row;
        row.at = timeText(at);
        row.kind = kind;
        row.slot = slot;
        row.local = localText(local);
        row.localDate = local.date().toString(Qt::ISODate);
        row.offset = offsetText(static_cast<int>(at.msecsTo(QDateTime(local.date(), local.time(), Qt::UTC)) / 1000));
        for (const ClockChange& change : m_changes) {
            if (change.localAfter().date() == local.date())
                row.clockWords = change.words();
        }
        return row;
    }

    void addCheck(const ForeseenCheck& check, const QString& kind)
    {
        ComingRow coming = row(check.at, kind, check.verdict.slot ? check.verdict.slot->name() : QString());
        coming.decision = decisionName(check.verdict.decision);
        const QString what = whatWords(check, check.at);
        coming.what = kind == "check"_L1
                          ? u"at the next check, for a slot that passed: %1"_s.arg(what)
                          : u"%1 (the freshness target of %2 minutes)"_s.arg(what).arg(m_schedule.freshnessMinutes);
        m_rows.push_back(coming);
    }

    void addSlot(const ComingSlot& slot)
    {
        ComingRow coming = row(slot.slot.at, u"slot"_s, slot.slot.name());
        const ForeseenCheck* answer = answerTo(slot.slot);
        coming.decision = answer ? decisionName(answer->verdict.decision) : u"waiting"_s;
        coming.what = answer ? whatWords(*answer, slot.slot.at) : u"waits for the minimum gap"_s;
        if (slot.mark == ClockMark::Gap) {
            coming.mark = u"gap"_s;
            coming.markWords =
                u"the clocks skip %1; it runs at %2"_s.arg(slot.slot.name(), slot.local.toString(u"HH:mm"_s));
        } else if (slot.mark == ClockMark::Overlap) {
            coming.mark = u"overlap"_s;
            coming.markWords = u"the clocks show %1 twice; it runs the first time, once"_s.arg(slot.slot.name());
        }
        m_rows.push_back(coming);
    }

    Schedule m_schedule;
    SlotCalendar m_calendar;
    QDateTime m_now, m_until;
    qint64 m_waiting;
    std::vector<ForeseenCheck> m_checks;
    std::vector<ClockChange> m_changes;
    std::vector<ComingRow> m_rows;
};

Result<ComingAnswer> comingOf(QueryContext& context, const Schedule& schedule, int days)
{
    if (days < 1 || days > kMostDaysAsked)
        return fail(ErrorKind::Usage, u"the coming days are 1 to %1, not %2"_s.arg(kMostDaysAsked).arg(days));
    const auto state = TRY(scheduleState(context.db, context.clock.now()));
    const auto waiting = TRY(ChangeStore(context.db).openCount());
    ComingAnswer answer;
    answer.schedule = TRY(withNextTry(context.db, schedule, context.settings.checkMinutes, state.now));
    answer.now = timeText(state.now);
    answer.changesWaiting = waiting;
    Coming coming(schedule, state, days, context.settings.checkMinutes, waiting);
    answer.coming = coming.rows();
    answer.clockChanges = coming.clockChangeRows();
    return answer;
}

QStringList namesOf(const std::vector<SlotTime>& slotTimes)
{
    QStringList names;
    for (const SlotTime& slot : slotTimes)
        names << slot.name();
    return names;
}

QStringList namesOf(const std::vector<QTime>& times)
{
    QStringList names;
    for (const QTime& time : times)
        names << time.toString(u"HH:mm"_s);
    return names;
}

QString policyName(MissedPolicy policy)
{
    return policy == MissedPolicy::Skip ? u"skip"_s : u"once"_s;
}

} // namespace

Result<ComingAnswer> comingQuery(QueryContext& context, int days)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    return comingOf(context, schedule, days);
}

Result<SleepAnswer> sleepQuery(QueryContext& context, QTime from, QTime to)
{
    if (!from.isValid() || !to.isValid())
        return fail(ErrorKind::Usage, u"a sleep needs two times of day; write 02:00 and 11:00"_s);
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    SlotCalendar calendar(schedule);
    const QDate today = calendar.toLocal(context.clock.now()).date();
    const QDateTime start = calendar.instantOf(today, from);
    const QDateTime end = calendar.instantOf(to > from ? today : today.addDays(1), to);
    SleepAnswer answer;
    answer.from = timeText(start);
    answer.to = timeText(end);
    answer.policy = policyName(schedule.missed);
    for (const MissedPolicy policy : {MissedPolicy::OnceAtNextCheck, MissedPolicy::Skip}) {
        const SleepRehearsal rehearsal = rehearseSleep(schedule, policy, start, end, context.settings.checkMinutes);
        answer.policies.push_back({.policy = policyName(policy),
                                   .current = policy == schedule.missed,
                                   .missed = namesOf(rehearsal.missed),
                                   .run = rehearsal.run ? std::optional(rehearsal.run->name()) : std::nullopt,
                                   .skipped = namesOf(rehearsal.skipped),
                                   .lateChangePublished = rehearsal.lateChangePublished,
                                   .sentence = rehearsal.sentence(schedule)});
    }
    return answer;
}

Result<SchedulePreview> schedulePreviewQuery(QueryContext& context, const QJsonObject& options, int days)
{
    const auto before = TRY(loadSchedule(context.db, context.settings));
    auto after = editedSchedule(context.settings, options);
    SchedulePreview preview;
    if (!after) {
        if (after.error().kind != ErrorKind::Usage)
            return std::unexpected(after.error());
        preview.problem = after.error().message;
        return preview;
    }
    after->paused = before.paused;
    const QDateTime now = context.clock.now();
    const ScheduleDifference difference = differenceOf(before, *after, now);
    auto coming = TRY(comingOf(context, *after, days));
    preview.valid = true;
    preview.changed = !difference.sentences.isEmpty();
    preview.sentence = preview.changed ? Message::list(difference.sentences).text() : u"nothing changes"_s;
    preview.warnings = warningsAbout(*after, now);
    preview.moved.emplace();
    for (const SlotMove& move : difference.moved)
        preview.moved->push_back({move.from.toString(u"HH:mm"_s), move.to.toString(u"HH:mm"_s)});
    preview.added = namesOf(difference.added);
    preview.removed = namesOf(difference.removed);
    preview.schedule = std::move(coming.schedule);
    preview.coming = std::move(coming.coming);
    return preview;
}

qint64 OutcomeCounts::of(const QString& outcome) const
{
    const auto found = byOutcome.find(outcome);
    return found == byOutcome.end() ? 0 : found->second;
}

QJsonObject OutcomeCounts::toJson() const
{
    QJsonObject json;
    for (const auto& [outcome, count] : byOutcome)
        json.insert(outcome, count);
    return json;
}

Result<SlotHistoryAnswer> slotHistoryQuery(QueryContext& context, const SlotHistoryFilter& filter)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    SlotCalendar calendar(schedule);
    RunStore runs(context.db);
    SlotHistoryAnswer answer;
    answer.counts.byOutcome = TRY(runs.slotCounts(filter.from, filter.to));
    for (const auto& [outcome, count] : answer.counts.byOutcome)
        answer.total += count;
    const auto past = TRY(runs.pastSlots(filter.from, filter.to, filter.outcome, filter.limit));
    for (const auto& [slot, started, finished, onShow] : past) {
        constexpr double kMs = 1000.0;
        SlotRow row;
        row.at = timeText(slot.at);
        row.local = localText(calendar.toLocal(slot.at));
        row.slot = slot.slot;
        row.outcome = slot.outcome;
        row.dataHash = QString::fromLatin1(slot.dataHash);
        row.run = slot.run;
        row.reason = slot.reason;
        if (started.isValid() && finished.isValid())
            row.seconds = static_cast<double>(started.msecsTo(finished)) / kMs;
        row.factoids = onShow;
        answer.slotRows.push_back(std::move(row));
    }
    return answer;
}

} // namespace factoid
