#include "core/queries/errors/failure_queries.h"

#include "core/monitor/recovery/recovery.h"
#include "core/queries/field_names.h"
#include "core/store/sql/time_text.h"

#include <QTimeZone>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

namespace factoid {

namespace {

constexpr int kHoursOfDay = 24;
constexpr int kActionsShown = 50;
constexpr qsizetype kHourChars = 13; // "2026-11-24T09"
// An hour stands out when it has at least so many, on so many days, and this share of its kind's.
constexpr qint64 kHourLeast = 3;
constexpr qint64 kHourDays = 2;
constexpr qint64 kHourPercent = 60;
constexpr qint64 kHundred = 100;

QTimeZone zoneOf(const QueryContext& context)
{
    const QTimeZone zone(context.settings.scheduleZone.toLatin1());
    return zone.isValid() ? zone : QTimeZone::utc();
}

QString moment(const QDateTime& at, const QDateTime& now, const QTimeZone& zone)
{
    const QDateTime local = at.toTimeZone(zone);
    return local.toString(local.date() == now.toTimeZone(zone).date() ? u"HH:mm"_s : u"d MMM HH:mm"_s);
}

// "11 connection failures".
Message failuresOf(const QString& kind, qint64 count)
{
    constexpr std::array kIds{"kind.auth",       "kind.quota",    "kind.rate",    "kind.timeout",    "kind.transport",
                              "kind.refusal",    "kind.schema",   "kind.content", "kind.store_busy", "kind.disk_full",
                              "kind.cache_down", "kind.bad_data", "kind.other"};
    const auto* id = std::ranges::find_if(kIds, [&](const char* each) { return QLatin1String(each).mid(5) == kind; });
    return Message(id == kIds.end() ? "kind.other" : *id).count(count);
}

struct Pattern {
    QString by, kind, provider, field;
    int hour = -1; // local
    qint64 count = 0, all = 0, incidents = 0, open = 0;
    QDateTime since, last;
};

class Errors
{
  public:
    Errors(QueryContext& context, const FailureFilter& filter)
        : m_store(context.db)
        , m_recovery(context.db)
        , m_filter(filter)
        , m_zone(zoneOf(context))
        , m_now(context.clock.now())
    {
        const QDate first = m_now.toTimeZone(m_zone).date().addDays(1 - filter.days);
        m_scope = {first.startOfDay(m_zone).toUTC(), filter.kind, filter.provider};
    }

    Result<ErrorsAnswer> read()
    {
        m_rules = TRY(m_recovery.rules());
        TRY(readHours());
        TRY(readGroups());
        auto found = TRY(readIncidents());
        ErrorsAnswer answer{.days = m_filter.days,
                            .since = timeText(m_scope.since),
                            .patterns = TRY(patterns()),
                            .incidents = std::move(found.incidents),
                            .total = found.total,
                            .actions = TRY(m_store.steps(m_scope, kActionsShown)),
                            .alerts = TRY(m_store.alerts(m_filter.kind, m_filter.provider)),
                            .trend = trend(),
                            .byHour = byHour(),
                            .zone = QString::fromLatin1(m_zone.id())};
        for (const FailureKind kind : failureKinds())
            answer.kinds << failureKindName(kind);
        answer.sentence = answer.patterns.empty() ? u"nothing failed in the last %1 days"_s.arg(m_filter.days)
                                                  : answer.patterns.front().sentence;
        return answer;
    }

  private:
    // Counts by hour carry everything that depends on when.
    Result<void> readHours()
    {
        std::map<std::tuple<QString, QString, int>, std::pair<qint64, QList<QDate>>> byHour;
        const auto hours = TRY(m_store.hours(m_scope));
        for (const FailureStore::HourCount& met : hours) {
            const QDateTime local = met.hour.toTimeZone(m_zone);
            m_days[local.date()][met.kind] += met.count;
            m_counts[{met.kind, met.provider}] += met.count;
            if (!met.field.isEmpty())
                m_fields[{met.kind, met.field}] += met.count;
            const int of = local.time().hour();
            m_byHour[met.kind][static_cast<size_t>(of)] += met.count;
            if (of == m_filter.hour)
                m_met.insert(met.incident);
            auto& hour = byHour[{met.kind, met.provider, of}];
            hour.first += met.count;
            if (!hour.second.contains(local.date()))
                hour.second << local.date();
        }
        for (const auto& [key, counted] : byHour) {
            const auto& [kind, provider, hour] = key;
            const qint64 total = m_counts[{kind, provider}];
            if (counted.first >= kHourLeast && counted.second.size() >= kHourDays &&
                counted.first * kHundred >= total * kHourPercent)
                m_patterns.push_back({u"hour"_s, kind, provider, {}, hour, counted.first, total, 0, 0, {}, {}});
        }
        return {};
    }

    Result<void> readGroups()
    {
        const auto ofProviders = TRY(m_store.groups(FailureStore::GroupBy::Provider, m_scope));
        for (const FailureStore::Group& group : ofProviders)
            m_patterns.push_back({u"kind"_s,
                                  group.kind,
                                  group.subject,
                                  {},
                                  -1,
                                  m_counts[{group.kind, group.subject}],
                                  0,
                                  group.incidents,
                                  group.open,
                                  group.since,
                                  group.last});
        const auto ofFields = TRY(m_store.groups(FailureStore::GroupBy::Field, m_scope));
        for (const FailureStore::Group& group : ofFields)
            m_patterns.push_back({u"field"_s,
                                  group.kind,
                                  {},
                                  group.subject,
                                  -1,
                                  m_fields[{group.kind, group.subject}],
                                  0,
                                  group.incidents,
                                  group.open,
                                  group.since,
                                  group.last});
        return {};
    }

    Result<std::vector<FailurePattern>> patterns()
    {
        std::ranges::stable_sort(m_patterns, [](const Pattern& a, const Pattern& b) {
            return std::pair(a.open > 0, a.count) > std::pair(b.open > 0, b.count);
        });
        std::vector<FailurePattern> list;
        for (const Pattern& pattern : m_patterns) {
            const auto last = TRY(m_store.lastStep(
                pattern.kind, pattern.by == "field"_L1 ? std::nullopt : std::optional(pattern.provider)));
            FailurePattern row{.by = pattern.by,
                               .kind = pattern.kind,
                               .provider = pattern.provider,
                               .fieldSlug = pattern.field,
                               .hour = pattern.hour < 0 ? std::nullopt : std::optional(pattern.hour),
                               .count = pattern.count,
                               .incidents = pattern.incidents,
                               .open = pattern.open,
                               .since = timeIfAny(pattern.since),
                               .last = timeIfAny(pattern.last),
                               .action = last ? last->action : QString(),
                               .actionResult = last ? last->result : QString(),
                               .sentence = sentence(pattern)};
            for (const RecoveryAction step :
                 m_rules.find(failureKindFromName(pattern.kind).value_or(FailureKind::Other), pattern.provider).steps)
                row.rule << recoveryActionName(step);
            list.push_back(std::move(row));
        }
        return list;
    }

    [[nodiscard]] QString sentence(const Pattern& pattern) const
    {
        const auto met = [&](qint64 count) {
            const Message failures = failuresOf(pattern.kind, count);
            if (pattern.by == "field"_L1)
                return Message("pattern.in").arg(failures).arg(pattern.field);
            return pattern.provider.isEmpty() ? failures : Message("pattern.at").arg(failures).arg(pattern.provider);
        };
        if (pattern.by == "hour"_L1) {
            const auto hour = [](int of) { return u"%1"_s.arg(of, 2, 10, QLatin1Char('0')); };
            return Message("pattern.hour")
                .arg(pattern.count)
                .arg(met(pattern.all))
                .arg(hour(pattern.hour))
                .arg(hour(pattern.hour + 1))
                .text();
        }
        if (pattern.open > 0)
            return Message("pattern.since").arg(met(pattern.count)).arg(moment(pattern.since, m_now, m_zone)).text();
        return Message("pattern.resolved").arg(met(pattern.count)).arg(moment(pattern.last, m_now, m_zone)).text();
    }

    Result<FailureStore::Found> readIncidents()
    {
        FailureStore::Wanted wanted{
            .scope = m_scope, .openOnly = m_filter.openOnly, .limit = m_filter.limit, .offset = m_filter.offset};
        if (m_filter.hour >= 0)
            wanted.among = std::vector<qint64>(m_met.begin(), m_met.end());
        return m_store.find(wanted);
    }

    [[nodiscard]] std::vector<FailureDay> trend()
    {
        std::vector<FailureDay> list;
        const QDate today = m_now.toTimeZone(m_zone).date();
        for (int back = m_filter.days - 1; back >= 0; --back) {
            FailureDay day{.date = today.addDays(-back), .kinds = m_days[today.addDays(-back)]};
            for (const auto& [kind, count] : day.kinds)
                day.all += count;
            list.push_back(std::move(day));
        }
        return list;
    }

    [[nodiscard]] std::vector<FailureHours> byHour() const
    {
        std::vector<FailureHours> rows;
        for (const auto& [kind, counts] : m_byHour)
            rows.push_back(
                {kind, {counts.begin(), counts.end()}, std::accumulate(counts.begin(), counts.end(), qint64(0))});
        std::ranges::stable_sort(rows, std::greater<>(), &FailureHours::all);
        return rows;
    }

    FailureStore m_store;
    Recovery m_recovery;
    const FailureFilter& m_filter;
    QTimeZone m_zone;
    QDateTime m_now;
    FailureStore::Scope m_scope;
    RecoveryRules m_rules;
    std::map<QDate, std::map<QString, qint64>> m_days;
    std::map<std::pair<QString, QString>, qint64> m_counts, m_fields; // kind and provider; kind and field
    std::map<QString, std::array<qint64, kHoursOfDay>> m_byHour;      // by kind
    std::set<qint64> m_met;                                           // incidents of the filter's hour
    std::vector<Pattern> m_patterns;
};

} // namespace

QJsonObject FailureDay::toJson() const
{
    QJsonObject counts;
    for (const auto& [kind, count] : kinds)
        counts.insert(kind, count);
    return {{u"date"_s, date.toString(Qt::ISODate)}, {u"kinds"_s, counts}, {u"all"_s, all}};
}

QJsonObject NamedIncident::toJson() const
{
    QJsonObject json = Incident::toJson();
    json.insert(u"field_name"_s, fieldName);
    return json;
}

Result<ErrorsAnswer> errorsQuery(QueryContext& context, const FailureFilter& filter)
{
    if (filter.days < 1 || filter.days > kMostDaysAsked)
        return fail(ErrorKind::Usage, u"days must be from 1 to %1"_s.arg(kMostDaysAsked));
    if (!filter.kind.isEmpty() && !failureKindFromName(filter.kind))
        return fail(ErrorKind::Usage, u"there is no kind of failure “%1”"_s.arg(filter.kind));
    if (filter.hour < -1 || filter.hour >= kHoursOfDay)
        return fail(ErrorKind::Usage, u"an hour of the day is from 0 to 23, not %1"_s.arg(filter.hour));
    return Errors(context, filter).read();
}

Result<IncidentAnswer> incidentQuery(QueryContext& context, qint64 id)
{
    FailureStore store(context.db);
    const auto incident = TRY(store.find(id));
    if (!incident)
        return fail(ErrorKind::Input, u"there is no incident %1"_s.arg(id));
    const auto names = TRY(fieldNames(context.db));
    IncidentAnswer answer{.incident = {*incident, names.value(incident->field, incident->field)},
                          .hours = {},
                          .actions = TRY(store.stepsOf(id)),
                          .runs = {incident->firstRun, incident->lastRun}};
    const auto hours = TRY(store.hoursOf(id));
    for (const FailureStore::HourCount& met : hours)
        answer.hours.push_back({timeText(met.hour).left(kHourChars), met.count});
    return answer;
}

Result<ErrorsBrief> errorsBrief(QueryContext& context)
{
    FailureStore store(context.db);
    const auto brief = TRY(store.brief(context.clock.now().addDays(-1)));
    const auto open = TRY(store.open());
    return ErrorsBrief{brief.open, brief.met, brief.alerts, open.empty() ? std::nullopt : std::optional(open.front())};
}

Result<RecoveryAnswer> recoveryQuery(QueryContext& context)
{
    Recovery recovery(context.db);
    const auto rules = TRY(recovery.rules());
    const auto own = TRY(recovery.ownRules());
    const RecoveryRules& standard = RecoveryRules::standard();
    RecoveryAnswer answer{.actions = recoveryActionNames()};
    for (const FailureKind kind : failureKinds()) {
        const QString name = failureKindName(kind);
        answer.kinds << name;
        for (const auto& [pattern, rule] : rules.all()) {
            if (pattern.section(QLatin1Char('@'), 0, 0) == name)
                answer.rules.push_back({pattern, own.contains(pattern), rule,
                                        pattern == name ? std::optional(standard.find(kind, {})) : std::nullopt});
        }
    }
    return answer;
}

} // namespace factoid
