#include "core/queries/errors/failure_queries.h"

#include "core/monitor/recovery/recovery.h"
#include "core/queries/field_names.h"
#include "core/store/sql/time_text.h"

#include <QTimeZone>

#include <array>
#include <map>
#include <set>

namespace factoid {

namespace {

constexpr int kMostDays = 366;
constexpr int kHoursOfDay = 24;
constexpr int kActionsShown = 50;
constexpr qsizetype kHourChars = 13;
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

QString times(qint64 count)
{
    return count == 1 ? u"once"_s : u"%1 times"_s.arg(count);
}

QString who(const QString& provider)
{
    return provider.isEmpty() ? QString() : u" at %1"_s.arg(provider);
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
        : m_context(context)
        , m_filter(filter)
        , m_zone(zoneOf(context))
        , m_now(context.clock.now())
    {
        const QDate first = m_now.toTimeZone(m_zone).date().addDays(1 - filter.days);
        m_since = first.startOfDay(m_zone).toUTC();
        m_where = u"(? = '' OR kind = ?) AND (? = '' OR provider = ?)"_s;
        m_values = {filter.kind, filter.kind, filter.provider, filter.provider};
    }

    Result<QJsonObject> read()
    {
        auto rules = TRY(Recovery(m_context.db).rules());
        m_rules = std::move(rules);
        for (const auto part : {&Errors::readHours, &Errors::readGroups, &Errors::readIncidents, &Errors::readActions,
                                &Errors::readAlerts}) {
            TRY((this->*part)());
        }
        TRY(writePatterns());
        writeTrend();
        writeHours();
        QJsonArray kinds;
        for (const FailureKind kind : failureKinds())
            kinds.append(failureKindName(kind));
        m_json.insert(u"kinds"_s, kinds);
        m_json.insert(u"days"_s, m_filter.days);
        m_json.insert(u"since"_s, timeText(m_since));
        const QJsonArray patterns = m_json.value(u"patterns"_s).toArray();
        m_json.insert(u"sentence"_s, patterns.isEmpty() ? u"nothing failed in the last %1 days"_s.arg(m_filter.days)
                                                        : patterns.first().toObject().value(u"sentence"_s).toString());
        return m_json;
    }

  private:
    // Counts by hour carry everything that depends on when.
    Result<void> readHours()
    {
        std::map<std::tuple<QString, QString, int>, std::pair<qint64, QList<QDate>>> byHour;
        std::map<std::pair<QString, QString>, qint64> all;
        const QString from = timeText(m_since).left(kHourChars);
        auto read =
            m_context.db.each(u"SELECT f.kind, f.provider, f.field, h.hour, h.count, f.id FROM failure_hours h JOIN "
                              u"failures f ON f.id = h.failure_id"
                              " WHERE h.hour >= ? AND "_s +
                                  m_where,
                              QVariantList{from} + m_values, [&](const QSqlQuery& row) {
                                  const QString kind = row.value(0).toString();
                                  const QString provider = row.value(1).toString();
                                  const QDateTime local =
                                      timeFromText(row.value(3).toString() + u":00:00.000Z"_s).toTimeZone(m_zone);
                                  const qint64 count = row.value(4).toLongLong();
                                  m_days[local.date()][kind] += count;
                                  m_counts[{kind, provider}] += count;
                                  if (!row.value(2).toString().isEmpty())
                                      m_fields[{kind, row.value(2).toString()}] += count;
                                  const int of = local.time().hour();
                                  m_byHour[kind][static_cast<size_t>(of)] += count;
                                  if (of == m_filter.hour)
                                      m_met.insert(row.value(5).toLongLong());
                                  auto& hour = byHour[{kind, provider, of}];
                                  hour.first += count;
                                  if (!hour.second.contains(local.date()))
                                      hour.second << local.date();
                              });
        if (!read)
            return read;
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
        const auto group = [&](const QString& by, const QString& column, const QString& also) {
            return m_context.db.each(u"SELECT kind, %1, COUNT(*), SUM(resolved_at IS NULL), MIN(first_seen), "
                                     u"MAX(last_seen) FROM failures WHERE last_seen >= ? AND %2%3"
                                     " GROUP BY kind, %1"_s.arg(column, m_where, also),
                                     QVariantList{timeText(m_since)} + m_values, [&](const QSqlQuery& row) {
                                         Pattern pattern;
                                         pattern.by = by;
                                         pattern.kind = row.value(0).toString();
                                         const QString subject = row.value(1).toString();
                                         (by == "field"_L1 ? pattern.field : pattern.provider) = subject;
                                         pattern.incidents = row.value(2).toLongLong();
                                         pattern.open = row.value(3).toLongLong();
                                         pattern.since = timeFromText(row.value(4).toString());
                                         pattern.last = timeFromText(row.value(5).toString());
                                         pattern.count = by == "field"_L1 ? m_fields[{pattern.kind, subject}]
                                                                          : m_counts[{pattern.kind, subject}];
                                         m_patterns.push_back(pattern);
                                     });
        };
        if (auto read = group(u"kind"_s, u"provider"_s, {}); !read)
            return read;
        return group(u"field"_s, u"field"_s, u" AND field <> ''"_s);
    }

    Result<void> writePatterns()
    {
        std::ranges::stable_sort(m_patterns, [](const Pattern& a, const Pattern& b) {
            return std::pair(a.open > 0, a.count) > std::pair(b.open > 0, b.count);
        });
        QJsonArray list;
        for (const Pattern& pattern : m_patterns) {
            QString action, result;
            auto read = m_context.db.each(u"SELECT action, result FROM recovery_actions WHERE kind = ? AND (? = "
                                          u"'field' OR provider = ?) AND action <> 'raise_alert'"
                                          " ORDER BY id DESC LIMIT 1"_s,
                                          {pattern.kind, pattern.by, pattern.provider}, [&](const QSqlQuery& row) {
                                              action = row.value(0).toString();
                                              result = row.value(1).toString();
                                          });
            if (!read)
                return read;
            QJsonArray steps;
            for (const RecoveryAction step :
                 m_rules.find(failureKindFromName(pattern.kind).value_or(FailureKind::Other), pattern.provider).steps)
                steps.append(recoveryActionName(step));
            list.append(QJsonObject{
                {u"by"_s, pattern.by},
                {u"kind"_s, pattern.kind},
                {u"provider"_s, pattern.provider},
                {u"field"_s, pattern.field},
                {u"hour"_s, pattern.hour < 0 ? QJsonValue() : QJsonValue(pattern.hour)},
                {u"count"_s, pattern.count},
                {u"incidents"_s, pattern.incidents},
                {u"open"_s, pattern.open},
                {u"since"_s, pattern.since.isValid() ? QJsonValue(timeText(pattern.since)) : QJsonValue()},
                {u"last"_s, pattern.last.isValid() ? QJsonValue(timeText(pattern.last)) : QJsonValue()},
                {u"action"_s, action},
                {u"action_result"_s, result},
                {u"rule"_s, steps},
                {u"sentence"_s, sentence(pattern)},
            });
        }
        m_json.insert(u"patterns"_s, list);
        return {};
    }

    [[nodiscard]] QString sentence(const Pattern& pattern) const
    {
        if (pattern.by == "hour"_L1) {
            return u"%1%2 between %3:00 and %4:00: %5 of %6 times"_s.arg(pattern.kind, who(pattern.provider))
                .arg(pattern.hour, 2, 10, QLatin1Char('0'))
                .arg(pattern.hour + 1, 2, 10, QLatin1Char('0'))
                .arg(pattern.count)
                .arg(pattern.all);
        }
        const QString subject = pattern.by == "field"_L1 ? u" in %1"_s.arg(pattern.field) : who(pattern.provider);
        if (pattern.open > 0)
            return u"%1%2 since %3, %4"_s.arg(pattern.kind, subject, moment(pattern.since, m_now, m_zone),
                                              times(pattern.count));
        return u"%1%2 %3, last %4, over"_s.arg(pattern.kind, subject, times(pattern.count),
                                               moment(pattern.last, m_now, m_zone));
    }

    // The incidents that were met in the hour of the filter.
    [[nodiscard]] QString metThen() const
    {
        if (m_filter.hour < 0)
            return {};
        QStringList ids{u"0"_s}; // of nothing: a list must not be empty
        for (const qint64 id : m_met)
            ids << QString::number(id);
        return u" AND id IN (%1)"_s.arg(ids.join(QLatin1Char(',')));
    }

    Result<void> readIncidents()
    {
        const QString where = u" FROM failures WHERE last_seen >= ? AND "_s + m_where +
                              (m_filter.openOnly ? u" AND resolved_at IS NULL"_s : QString()) + metThen();
        const QVariantList values = QVariantList{timeText(m_since)} + m_values;
        const auto total = TRY(m_context.db.scalar(u"SELECT COUNT(*)"_s + where, values));
        QJsonArray list;
        auto read = m_context.db.each(u"SELECT "_s + QLatin1String(kIncidentColumns) + where +
                                          u" ORDER BY last_seen DESC, id DESC LIMIT ? OFFSET ?"_s,
                                      values + QVariantList{m_filter.limit, m_filter.offset},
                                      [&](const QSqlQuery& row) { list.append(readIncident(row).toJson()); });
        m_json.insert(u"incidents"_s, list);
        m_json.insert(u"total"_s, total.value_or(0).toLongLong());
        return read;
    }

    Result<void> readActions()
    {
        QJsonArray list;
        auto read =
            m_context.db.each(u"SELECT %1 FROM recovery_actions WHERE at >= ? AND "_s.arg(QLatin1String(kStepColumns)) +
                                  m_where + u" ORDER BY id DESC LIMIT ?"_s,
                              QVariantList{timeText(m_since)} + m_values + QVariantList{kActionsShown},
                              [&](const QSqlQuery& row) { list.append(readStep(row).toJson()); });
        m_json.insert(u"actions"_s, list);
        return read;
    }

    Result<void> readAlerts()
    {
        QJsonArray list;
        auto read = m_context.db.each(
            u"SELECT %1 FROM failures WHERE resolved_at IS NULL AND id IN (SELECT failure_id FROM recovery_actions WHERE action = 'raise_alert') AND "_s
                    .arg(QLatin1String(kIncidentColumns)) +
                m_where + u" ORDER BY last_seen DESC"_s,
            m_values, [&](const QSqlQuery& row) { list.append(readIncident(row).toJson()); });
        m_json.insert(u"alerts"_s, list);
        return read;
    }

    void writeTrend()
    {
        QJsonArray list;
        const QDate today = m_now.toTimeZone(m_zone).date();
        for (int back = m_filter.days - 1; back >= 0; --back) {
            const QDate day = today.addDays(-back);
            QJsonObject kinds;
            qint64 all = 0;
            for (const auto& [kind, count] : m_days[day]) {
                kinds.insert(kind, count);
                all += count;
            }
            list.append(QJsonObject{{u"date"_s, day.toString(Qt::ISODate)}, {u"kinds"_s, kinds}, {u"all"_s, all}});
        }
        m_json.insert(u"trend"_s, list);
    }

    void writeHours()
    {
        std::vector<QJsonObject> rows;
        for (const auto& [kind, counts] : m_byHour) {
            QJsonArray hours;
            qint64 all = 0;
            for (const qint64 count : counts) {
                hours.append(count);
                all += count;
            }
            rows.push_back({{u"kind"_s, kind}, {u"hours"_s, hours}, {u"all"_s, all}});
        }
        std::ranges::stable_sort(rows, std::greater<>(),
                                 [](const QJsonObject& row) { return row.value(u"all"_s).toInteger(); });
        QJsonArray list;
        for (const QJsonObject& row : rows)
            list.append(row);
        m_json.insert(u"by_hour"_s, list);
        m_json.insert(u"zone"_s, QString::fromLatin1(m_zone.id()));
    }

    QueryContext& m_context;
    const FailureFilter& m_filter;
    QTimeZone m_zone;
    QDateTime m_now, m_since;
    QString m_where;
    QVariantList m_values;
    RecoveryRules m_rules;
    std::map<QDate, std::map<QString, qint64>> m_days;
    std::map<std::pair<QString, QString>, qint64> m_counts, m_fields; // kind and provider; kind and field
    std::map<QString, std::array<qint64, kHoursOfDay>> m_byHour;      // by kind
    std::set<qint64> m_met;                                           // incidents of the filter's hour
    std::vector<Pattern> m_patterns;
    QJsonObject m_json;
};

} // namespace

Result<QJsonObject> errorsQuery(QueryContext& context, const FailureFilter& filter)
{
    if (filter.days < 1 || filter.days > kMostDays)
        return fail(ErrorKind::Usage, u"days must be from 1 to %1"_s.arg(kMostDays));
    if (!filter.kind.isEmpty() && !failureKindFromName(filter.kind))
        return fail(ErrorKind::Usage, u"there is no kind of failure “%1”"_s.arg(filter.kind));
    if (filter.hour < -1 || filter.hour >= kHoursOfDay)
        return fail(ErrorKind::Usage, u"an hour of the day is from 0 to 23, not %1"_s.arg(filter.hour));
    return Errors(context, filter).read();
}

Result<QJsonObject> incidentQuery(QueryContext& context, qint64 id)
{
    const auto incident = TRY(FailureStore(context.db).find(id));
    if (!incident)
        return fail(ErrorKind::Input, u"there is no incident %1"_s.arg(id));
    QJsonArray hours, actions;
    auto read = context.db.each(
        u"SELECT hour, count FROM failure_hours WHERE failure_id = ? ORDER BY hour"_s, {id}, [&](const QSqlQuery& row) {
            hours.append(QJsonObject{{u"hour"_s, row.value(0).toString()}, {u"count"_s, row.value(1).toLongLong()}});
        });
    if (!read)
        return std::unexpected(read.error());
    read = context.db.each(
        u"SELECT %1 FROM recovery_actions WHERE failure_id = ? ORDER BY id DESC"_s.arg(QLatin1String(kStepColumns)),
        {id}, [&](const QSqlQuery& row) { actions.append(readStep(row).toJson()); });
    if (!read)
        return std::unexpected(read.error());
    const auto names = TRY(fieldNames(context.db));
    QJsonObject shown = incident->toJson();
    const QString field = shown.value(u"field"_s).toString();
    shown.insert(u"field_name"_s, names.value(field, field));
    return QJsonObject{{u"incident"_s, shown},
                       {u"hours"_s, hours},
                       {u"actions"_s, actions},
                       {u"runs"_s, QJsonArray{incident->firstRun, incident->lastRun}}};
}

Result<QJsonObject> errorsBrief(QueryContext& context)
{
    const QString day = timeText(context.clock.now().addDays(-1)).left(kHourChars);
    QJsonObject brief;
    auto read = context.db.each(
        u"SELECT (SELECT COUNT(*) FROM failures WHERE resolved_at IS NULL), (SELECT COALESCE(SUM(count), 0) FROM "
        u"failure_hours WHERE hour >= ?),"
        " (SELECT COUNT(*) FROM failures WHERE resolved_at IS NULL AND id IN (SELECT failure_id FROM recovery_actions WHERE action = 'raise_alert'))"_s,
        {day}, [&](const QSqlQuery& row) {
            brief = {{u"open"_s, row.value(0).toLongLong()},
                     {u"last_24_hours"_s, row.value(1).toLongLong()},
                     {u"alerts"_s, row.value(2).toLongLong()}};
        });
    if (!read)
        return std::unexpected(read.error());
    const auto open = TRY(FailureStore(context.db).open());
    brief.insert(u"newest"_s, open.empty() ? QJsonValue() : QJsonValue(open.front().toJson()));
    return brief;
}

Result<QJsonObject> recoveryQuery(QueryContext& context)
{
    Recovery recovery(context.db);
    const auto rules = TRY(recovery.rules());
    const auto own = TRY(recovery.ownRules());
    const RecoveryRules& standard = RecoveryRules::standard();
    QJsonArray list, kinds;
    for (const FailureKind kind : failureKinds()) {
        const QString name = failureKindName(kind);
        kinds.append(name);
        for (const auto& [pattern, rule] : rules.all()) {
            if (pattern.section(QLatin1Char('@'), 0, 0) != name)
                continue;
            list.append(QJsonObject{
                {u"pattern"_s, pattern},
                {u"own"_s, own.contains(pattern)},
                {u"rule"_s, rule.toJson()},
                {u"standard"_s, pattern == name ? QJsonValue(standard.find(kind, {}).toJson()) : QJsonValue()}});
        }
    }
    return QJsonObject{
        {u"rules"_s, list}, {u"actions"_s, QJsonArray::fromStringList(recoveryActionNames())}, {u"kinds"_s, kinds}};
}

} // namespace factoid
