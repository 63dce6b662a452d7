#include "core/store/operations/metric_store.h"

#include "core/store/sql/time_text.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace factoid {

namespace {

constexpr qint64 kSecondsAMinute = 60;

QVariant bucketsOrNull(const QString& buckets)
{
    return buckets.isEmpty() ? QVariant() : QVariant(buckets);
}

} // namespace

qint64 minuteOf(const QDateTime& instant)
{
    const qint64 seconds = instant.toSecsSinceEpoch();
    return seconds >= 0 ? seconds / kSecondsAMinute : (seconds - kSecondsAMinute + 1) / kSecondsAMinute;
}

QDateTime instantOf(qint64 minute)
{
    return QDateTime::fromSecsSinceEpoch(minute * kSecondsAMinute, Qt::UTC);
}

qint64 stepOf(qint64 minute, qint64 step)
{
    return minute - ((minute % step) + step) % step;
}

QString labelsText(const MetricLabels& labels)
{
    QJsonObject json;
    for (const auto& [name, value] : labels)
        json.insert(name, value);
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

MetricLabels labelsFrom(const QString& text)
{
    MetricLabels labels;
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto label = json.begin(); label != json.end(); ++label)
        labels[label.key()] = label.value().toString();
    return labels;
}

Result<std::vector<MetricSeries>> MetricStore::series()
{
    std::vector<MetricSeries> found;
    TRY(m_db.each(u"SELECT id, name, labels, pruned FROM metric_series ORDER BY name, labels"_s, {},
                  [&](const QSqlQuery& row) {
                      found.push_back({row.value(0).toLongLong(), row.value(1).toString(),
                                       labelsFrom(row.value(2).toString()), row.value(3).toDouble()});
                  }));
    return found;
}

Result<std::vector<MetricSeries>> MetricStore::seriesOf(const QString& name)
{
    std::vector<MetricSeries> found;
    TRY(m_db.each(u"SELECT id, name, labels, pruned FROM metric_series WHERE name = ? ORDER BY labels"_s, {name},
                  [&](const QSqlQuery& row) {
                      found.push_back({row.value(0).toLongLong(), row.value(1).toString(),
                                       labelsFrom(row.value(2).toString()), row.value(3).toDouble()});
                  }));
    return found;
}

Result<qint64> MetricStore::idOf(const QString& name, const MetricLabels& labels)
{
    const QString text = labelsText(labels);
    const QString find = u"SELECT id FROM metric_series WHERE name = ? AND labels = ?"_s;
    if (const auto id = TRY(m_db.scalar(find, {name, text})))
        return id->toLongLong();
    TRY(m_db.run(u"INSERT INTO metric_series(name, labels) VALUES(?, ?)"_s, {name, text}));
    return m_db.lastInsertId();
}

Result<void> MetricStore::count(const QString& name, const MetricLabels& labels, qint64 minute, double value,
                                double total, const QString& buckets, const BucketMerge& merge)
{
    const qint64 id = TRY(idOf(name, labels));
    const auto added = [&](const std::optional<QVariant>& before) {
        const QString old = before ? before->toString() : QString();
        return bucketsOrNull(old.isEmpty() || !merge ? buckets : merge(old, buckets));
    };
    const auto of =
        TRY(m_db.scalar(u"SELECT buckets FROM metric_minutes WHERE series_id = ? AND minute = ?"_s, {id, minute}));
    TRY(m_db.run(u"INSERT INTO metric_minutes(series_id, minute, value, total, buckets) VALUES(?, ?, ?, ?, ?)"
                 " ON CONFLICT(series_id, minute) DO UPDATE SET value = value + excluded.value, total = total + "
                 "excluded.total, buckets = excluded.buckets"_s,
                 {id, minute, value, total, added(of)}));
    const bool timed = !buckets.isEmpty();
    for (const qint64 step : {kHourMinutes, kDayMinutes}) {
        const qint64 first = stepOf(minute, step);
        const auto before =
            TRY(m_db.scalar(u"SELECT buckets FROM metric_rollups WHERE series_id = ? AND step = ? AND minute = ?"_s,
                            {id, step, first}));
        TRY(m_db.run(u"INSERT INTO metric_rollups(series_id, step, minute, count, total, buckets) VALUES(?, ?, ?, ?, ?,"
                     " ?) ON CONFLICT(series_id, step, minute) DO UPDATE SET count = count + excluded.count, total = "
                     "total + excluded.total, buckets = excluded.buckets"_s,
                     {id, step, first, value, timed ? total : value, added(before)}));
    }
    return {};
}

Result<void> MetricStore::replaceMinutes(qint64 series, qint64 from, qint64 to,
                                         const std::vector<MetricMinute>& minutes)
{
    TRY(m_db.run(u"DELETE FROM metric_minutes WHERE series_id = ? AND minute >= ? AND minute < ?"_s,
                 {series, from, to}));
    for (const MetricMinute& minute : minutes)
        TRY(putMinute(series, minute));
    return {};
}

Result<void> MetricStore::putMinute(qint64 series, const MetricMinute& minute)
{
    TRY(m_db.run(u"INSERT INTO metric_minutes(series_id, minute, value, total, buckets) VALUES(?, ?, ?, ?, ?)"
                 " ON CONFLICT(series_id, minute) DO UPDATE SET value = excluded.value, total = excluded.total, "
                 "buckets = excluded.buckets"_s,
                 {series, minute.minute, minute.value ? QVariant(*minute.value) : QVariant(), minute.total,
                  bucketsOrNull(minute.buckets)}));
    return {};
}

Result<void> MetricStore::putRollup(qint64 series, qint64 step, const MetricRollup& rollup)
{
    TRY(m_db.run(u"INSERT INTO metric_rollups(series_id, step, minute, count, total, least, most, last, buckets)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(series_id, step, minute) DO UPDATE SET count = "
                 "excluded.count, total = excluded.total, least = excluded.least, most = excluded.most, last = "
                 "excluded.last, buckets = excluded.buckets"_s,
                 {series, step, rollup.minute, rollup.count, rollup.total, rollup.least, rollup.most, rollup.last,
                  bucketsOrNull(rollup.buckets)}));
    return {};
}

Result<void> MetricStore::dropRollups(qint64 series, qint64 step, qint64 from, qint64 to)
{
    TRY(m_db.run(u"DELETE FROM metric_rollups WHERE series_id = ? AND step = ? AND minute >= ? AND minute < ?"_s,
                 {series, step, from, to}));
    return {};
}

Result<std::vector<MetricMinute>> MetricStore::minutes(qint64 series, qint64 from, qint64 to)
{
    std::vector<MetricMinute> found;
    TRY(m_db.each(u"SELECT minute, value, total, buckets FROM metric_minutes WHERE series_id = ? AND minute >= ? AND "
                  "minute < ? ORDER BY minute"_s,
                  {series, from, to}, [&](const QSqlQuery& row) {
                      MetricMinute& minute = found.emplace_back();
                      minute.minute = row.value(0).toLongLong();
                      if (!row.isNull(1))
                          minute.value = row.value(1).toDouble();
                      minute.total = row.value(2).toDouble();
                      minute.buckets = row.value(3).toString();
                  }));
    return found;
}

Result<std::optional<MetricMinute>> MetricStore::minuteAt(qint64 series, qint64 minute)
{
    std::optional<MetricMinute> found;
    TRY(m_db.each(u"SELECT minute, value FROM metric_minutes WHERE series_id = ? AND minute <= ? ORDER BY minute DESC "
                  "LIMIT 1"_s,
                  {series, minute}, [&](const QSqlQuery& row) {
                      found = MetricMinute{row.value(0).toLongLong(), std::nullopt};
                      if (!row.isNull(1))
                          found->value = row.value(1).toDouble();
                  }));
    return found;
}

Result<std::vector<MetricRollup>> MetricStore::rollups(qint64 series, qint64 step, qint64 from, qint64 to)
{
    std::vector<MetricRollup> found;
    TRY(m_db.each(u"SELECT minute, count, total, least, most, last, buckets FROM metric_rollups WHERE series_id = ? "
                  "AND step = ? AND minute >= ? AND minute < ? ORDER BY minute"_s,
                  {series, step, from, to}, [&](const QSqlQuery& row) {
                      found.push_back({row.value(0).toLongLong(), row.value(1).toDouble(), row.value(2).toDouble(),
                                       row.value(3).toDouble(), row.value(4).toDouble(), row.value(5).toDouble(),
                                       row.value(6).toString()});
                  }));
    return found;
}

Result<MetricStore::Total> MetricStore::total(const MetricSeries& series)
{
    Total total;
    total.count = series.pruned;
    TRY(m_db.each(u"SELECT count, total, buckets FROM metric_rollups WHERE series_id = ? AND step = ?"_s,
                  {series.id, kDayMinutes}, [&](const QSqlQuery& row) {
                      total.count += row.value(0).toDouble();
                      total.total += row.value(1).toDouble();
                      if (!row.isNull(2))
                          total.buckets.push_back(row.value(2).toString());
                  }));
    return total;
}

Result<std::vector<MetricSpan>> MetricStore::coverage(qint64 from, qint64 to)
{
    std::vector<MetricSpan> spans;
    TRY(m_db.each(
        u"SELECT from_minute, to_minute FROM metric_coverage WHERE to_minute > ? AND from_minute < ? ORDER BY "
        "from_minute"_s,
        {from, to}, [&](const QSqlQuery& row) {
            spans.push_back({row.value(0).toLongLong(), row.value(1).toLongLong()});
        }));
    return spans;
}

Result<std::optional<MetricSpan>> MetricStore::lastCovered()
{
    std::optional<MetricSpan> last;
    TRY(m_db.each(u"SELECT from_minute, to_minute FROM metric_coverage ORDER BY from_minute DESC LIMIT 1"_s, {},
                  [&](const QSqlQuery& row) {
                      last = MetricSpan{row.value(0).toLongLong(), row.value(1).toLongLong()};
                  }));
    return last;
}

Result<void> MetricStore::cover(qint64 minute, qint64 bridge)
{
    const auto last = TRY(lastCovered());
    if (last && minute - last->to <= bridge)
        TRY(m_db.run(u"UPDATE metric_coverage SET to_minute = max(to_minute, ?) WHERE from_minute = ?"_s,
                     {minute + 1, last->from}));
    else
        TRY(m_db.run(u"INSERT INTO metric_coverage(from_minute, to_minute) VALUES(?, ?)"_s, {minute, minute + 1}));
    return {};
}

Result<void> MetricStore::forgetFrom(qint64 minute)
{
    TRY(m_db.run(u"DELETE FROM metric_minutes WHERE minute >= ?"_s, {minute}));
    TRY(m_db.run(u"DELETE FROM metric_rollups WHERE minute >= ?"_s, {minute}));
    TRY(m_db.run(u"DELETE FROM metric_coverage WHERE from_minute >= ?"_s, {minute}));
    TRY(m_db.run(u"UPDATE metric_coverage SET to_minute = ? WHERE to_minute > ?"_s, {minute, minute}));
    return {};
}

Result<std::optional<qint64>> MetricStore::firstMinuteOf(const QString& name)
{
    const auto first = TRY(m_db.scalar(u"SELECT min(r.minute) FROM metric_rollups r JOIN metric_series s ON s.id = "
                                       "r.series_id WHERE s.name = ? AND r.step = ?"_s,
                                       {name, kHourMinutes}));
    return first && !first->isNull() ? std::optional(first->toLongLong()) : std::nullopt;
}

Result<void> MetricStore::ask(const MetricSpec& spec, const QDateTime& from, const QDateTime& to, const Measured& row)
{
    const bool gauge = spec.kind == MetricKind::Gauge;
    const qsizetype first = gauge ? 0 : 1;
    const QVariantList values = gauge ? QVariantList{timeText(to)} : QVariantList{timeText(from), timeText(to)};
    return m_db.each(spec.sql, values, [&](const QSqlQuery& found) {
        const qint64 minute =
            gauge ? 0 : minuteOf(QDateTime::fromString(found.value(0).toString() + u":00Z"_s, Qt::ISODate));
        MetricLabels labels;
        for (qsizetype i = 0; i < spec.labels.size(); ++i)
            labels[spec.labels[i]] = found.value(static_cast<int>(first + i)).toString();
        const int at = static_cast<int>(first + spec.labels.size());
        row(minute, labels, found.isNull(at) ? std::nullopt : std::optional(found.value(at).toDouble()));
    });
}

Result<QDateTime> MetricStore::firstEvent()
{
    const auto first = TRY(m_db.scalar(u"SELECT min(started_at) FROM runs"_s));
    return first ? timeFromText(first->toString()) : QDateTime();
}

Result<qint64> MetricStore::prune(const Limits& limits)
{
    // A gauge's row says what holds until the next one: the newest of those that go stays, at the limit.
    qint64 gone = TRY(m_db.run(
        u"DELETE FROM metric_minutes WHERE minute < ? AND (buckets IS NOT NULL OR EXISTS (SELECT 1 FROM metric_minutes "
        u"n "
        "WHERE n.series_id = metric_minutes.series_id AND n.minute > metric_minutes.minute AND n.minute <= ?))"_s,
        {limits.minutes, limits.minutes}));
    gone += TRY(m_db.run(u"DELETE FROM metric_rollups WHERE step = ? AND minute < ?"_s, {kHourMinutes, limits.hours}));
    TRY(m_db.run(u"UPDATE metric_series SET pruned = pruned + coalesce((SELECT sum(count) FROM metric_rollups r WHERE "
                 "r.series_id = metric_series.id AND r.step = ? AND r.minute < ?), 0)"_s,
                 {kDayMinutes, limits.days}));
    gone += TRY(m_db.run(u"DELETE FROM metric_rollups WHERE step = ? AND minute < ?"_s, {kDayMinutes, limits.days}));
    gone += TRY(m_db.run(u"DELETE FROM metric_coverage WHERE to_minute <= ?"_s, {limits.minutes}));
    return gone;
}

} // namespace factoid
