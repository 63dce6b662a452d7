#include "core/store/data/change_index.h"

#include "core/base/decimal.h"
#include "core/store/sql/bulk_read.h"
#include "core/store/sql/time_text.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace factoid {

namespace {

constexpr std::int64_t kNoMagnitude = -1;
constexpr std::uint32_t kEndOfTime = std::numeric_limits<std::uint32_t>::max();
constexpr qint64 kRowsBetweenLooks = 16'384;
constexpr qint64 kSecondsADay = 86'400;

// "2026-06-01T09:00:00.000Z" to seconds since 1970, without the cost of a date parser for each of a million rows.
std::uint32_t secondsFrom(QByteArrayView text)
{
    constexpr qsizetype kLength = 24;
    const auto number = [&](qsizetype at, qsizetype digits) {
        int value = 0;
        for (qsizetype i = at; i < at + digits; ++i)
            value = value * 10 + (text[i] - '0');
        return value;
    };
    if (text.size() != kLength || text[10] != 'T' || text[23] != 'Z') {
        const QDateTime odd = timeFromText(QString::fromUtf8(text));
        return odd.isValid() ? static_cast<std::uint32_t>(std::max<qint64>(odd.toSecsSinceEpoch(), 0)) : 0;
    }
    const int year = number(0, 4);
    const int month = number(5, 2);
    // Days from the civil date, counting years from March (Howard Hinnant, "chrono-compatible low-level date
    // algorithms").
    const int y = month <= 2 ? year - 1 : year;
    const int era = y / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + number(8, 2) - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    const qint64 days = qint64(era) * 146'097 + dayOfEra - 719'468;
    return static_cast<std::uint32_t>(days * kSecondsADay + number(11, 2) * 3'600 + number(14, 2) * 60 + number(17, 2));
}

// "12.34" to hundredths; what does not fit is the largest that does.
std::int64_t hundredthsFrom(QByteArrayView text)
{
    if (text.isEmpty())
        return kNoMagnitude;
    Int128 value = 0;
    int fraction = -1;
    for (const char c : text) {
        if (c == '.') {
            fraction = 0;
            continue;
        }
        if (c < '0' || c > '9' || fraction == 2)
            break;
        value = std::min<Int128>(value * 10 + (c - '0'), std::numeric_limits<std::int64_t>::max());
        fraction += fraction >= 0 ? 1 : 0;
    }
    for (fraction = std::max(fraction, 0); fraction < 2; ++fraction)
        value *= 10;
    return static_cast<std::int64_t>(std::min<Int128>(value, std::numeric_limits<std::int64_t>::max()));
}

// Which day of the zone a time falls on. Times come mostly in order, so the day of the last one is kept.
class DayOf
{
  public:
    explicit DayOf(const QTimeZone& zone)
        : m_zone(zone)
    {
    }
    qint64 operator()(std::uint32_t seconds)
    {
        if (seconds >= m_from && seconds < m_until)
            return m_day;
        const QDate date = QDateTime::fromSecsSinceEpoch(seconds, m_zone).date();
        m_day = date.toJulianDay();
        m_from = date.startOfDay(m_zone).toSecsSinceEpoch();
        m_until = date.addDays(1).startOfDay(m_zone).toSecsSinceEpoch();
        return m_day;
    }

  private:
    QTimeZone m_zone;
    qint64 m_day = 0, m_from = 0, m_until = 0;
};

template <class Flag>
bool flagged(const std::vector<Flag>& flags, std::uint32_t at)
{
    return at < flags.size() && flags[at];
}

} // namespace

// ChangeKeys with names turned into positions, once a question instead of once a row.
struct ChangeIndex::Compiled {
    struct Word {
        const ChangeKeys::Word* names;
        std::array<bool, 256> types{};
    };
    std::array<bool, 256> types{};
    bool anyType = true;
    std::uint32_t field = 0, council = 0, importId = 0, run = 0;
    std::int32_t year = 0;
    int processed = -1; // 0 open, 1 processed
    std::int64_t least = kNoMagnitude;
    std::uint32_t from = 0, until = kEndOfTime;
    std::vector<Word> words;
};

ChangeIndex::Compiled ChangeIndex::compile(const ChangeKeys& keys) const
{
    Compiled made;
    made.anyType = keys.types.isEmpty();
    for (qsizetype i = 0; i < m_types.size(); ++i)
        made.types[static_cast<size_t>(i)] = keys.types.contains(m_types[i]);
    made.field = static_cast<std::uint32_t>(keys.field);
    made.council = static_cast<std::uint32_t>(keys.council);
    made.importId = static_cast<std::uint32_t>(keys.importId);
    made.run = static_cast<std::uint32_t>(keys.run);
    made.year = keys.year;
    if (keys.processed)
        made.processed = *keys.processed ? 1 : 0;
    made.least = keys.leastHundredths.value_or(kNoMagnitude);
    const auto clamped = [](const QDateTime& at) {
        return static_cast<std::uint32_t>(std::clamp<qint64>(at.toSecsSinceEpoch(), 0, kEndOfTime));
    };
    if (keys.from.isValid())
        made.from = clamped(keys.from);
    if (keys.until.isValid())
        made.until = clamped(keys.until);
    for (const ChangeKeys::Word& word : keys.words) {
        Compiled::Word compiled{&word, {}};
        for (qsizetype i = 0; i < m_types.size(); ++i)
            compiled.types[static_cast<size_t>(i)] = word.types.contains(m_types[i]);
        made.words.push_back(compiled);
    }
    return made;
}

bool ChangeIndex::passes(const Compiled& keys, size_t row) const
{
    if (!keys.anyType && !keys.types[m_type[row]])
        return false;
    if (keys.field != 0 && m_field[row] != keys.field)
        return false;
    if (keys.council != 0 && m_council[row] != keys.council)
        return false;
    if (keys.year != 0 && m_year[row] != keys.year)
        return false;
    if (keys.importId != 0 && m_import[row] != keys.importId)
        return false;
    if (keys.run != 0 && m_run[row] != keys.run)
        return false;
    if (keys.processed >= 0 && (m_run[row] != 0) != (keys.processed == 1))
        return false;
    if (m_magnitude[row] < keys.least || m_time[row] < keys.from || m_time[row] >= keys.until)
        return false;
    return std::ranges::all_of(keys.words, [&](const Compiled::Word& word) {
        return word.types[m_type[row]] || flagged(word.names->fields, m_field[row]) ||
               flagged(word.names->councils, m_council[row]) ||
               std::ranges::find(word.names->years, m_year[row]) != word.names->years.end() ||
               std::ranges::binary_search(word.names->ids, m_id[row]);
    });
}

qint64 ChangeIndex::size() const
{
    const std::scoped_lock lock(m_lock);
    return static_cast<qint64>(m_id.size());
}

QStringList ChangeIndex::types() const
{
    const std::scoped_lock lock(m_lock);
    return m_types;
}

std::vector<qint64> ChangeIndex::select(const ChangeKeys& keys, ChangeOrder order) const
{
    const std::scoped_lock lock(m_lock);
    const Compiled compiled = compile(keys);
    std::vector<qint64> ids;
    const auto take = [&](size_t row) {
        if (passes(compiled, row))
            ids.push_back(m_id[row]);
    };
    const size_t rows = m_id.size();
    switch (order) {
    case ChangeOrder::Oldest:
        for (size_t row = 0; row < rows; ++row)
            take(row);
        break;
    case ChangeOrder::Newest:
        for (size_t row = rows; row-- > 0;)
            take(row);
        break;
    case ChangeOrder::Largest:
        for (const std::uint32_t row : m_byMagnitude)
            take(row);
        break;
    case ChangeOrder::Smallest: {
        // Those without a magnitude stay at the end.
        const auto without = std::ranges::partition_point(
            m_byMagnitude, [&](std::uint32_t row) { return m_magnitude[row] != kNoMagnitude; });
        for (auto at = without; at != m_byMagnitude.begin();)
            take(*--at);
        std::for_each(without, m_byMagnitude.end(), take);
        break;
    }
    }
    return ids;
}

qint64 ChangeIndex::count(const ChangeKeys& keys) const
{
    const std::scoped_lock lock(m_lock);
    const Compiled compiled = compile(keys);
    qint64 found = 0;
    for (size_t row = 0; row < m_id.size(); ++row)
        found += passes(compiled, row) ? 1 : 0;
    return found;
}

std::vector<ChangeTally> ChangeIndex::tally(const ChangeKeys& keys, ChangeGrouping by, const QTimeZone& zone) const
{
    const std::scoped_lock lock(m_lock);
    const Compiled compiled = compile(keys);
    DayOf dayOf(zone);
    const auto keyOf = [&](size_t row) -> qint64 {
        switch (by) {
        case ChangeGrouping::Type:
            return m_type[row];
        case ChangeGrouping::Field:
            return m_field[row];
        case ChangeGrouping::Import:
            return m_import[row];
        case ChangeGrouping::Day:
            return dayOf(m_time[row]);
        }
        return 0;
    };
    std::unordered_map<qint64, size_t> places;
    std::vector<ChangeTally> tallies;
    qint64 last = -1; // neighbours are mostly alike: one look-up a run of them
    size_t place = 0;
    for (size_t row = 0; row < m_id.size(); ++row) {
        if (!passes(compiled, row))
            continue;
        const qint64 key = keyOf(row);
        if (key != last || tallies.empty()) {
            const auto [found, added] = places.try_emplace(key, tallies.size());
            if (added)
                tallies.push_back({key});
            last = key;
            place = found->second;
        }
        ChangeTally& tally = tallies[place];
        ++tally.count;
        tally.open += m_run[row] == 0 ? 1 : 0;
        tally.newest = m_id[row];
    }
    if (by == ChangeGrouping::Day)
        std::ranges::sort(tallies, {}, &ChangeTally::key);
    else
        std::ranges::stable_sort(tallies, std::greater(), &ChangeTally::count);
    return tallies;
}

qint64 ChangeIndex::memory() const
{
    const std::scoped_lock lock(m_lock);
    const auto bytes = [](const auto& column) { return static_cast<qint64>(column.capacity() * sizeof(column[0])); };
    return bytes(m_id) + bytes(m_time) + bytes(m_type) + bytes(m_field) + bytes(m_council) + bytes(m_import) +
           bytes(m_run) + bytes(m_year) + bytes(m_magnitude) + bytes(m_byMagnitude);
}

void ChangeIndex::clear()
{
    for (auto* column : {&m_time, &m_field, &m_council, &m_import, &m_run, &m_byMagnitude})
        column->clear();
    m_id.clear();
    m_type.clear();
    m_year.clear();
    m_magnitude.clear();
    m_open = 0;
}

std::uint8_t ChangeIndex::typeOf(QByteArrayView name)
{
    for (qsizetype i = 0; i < m_types.size(); ++i) {
        if (m_types[i] == QLatin1StringView(name))
            return static_cast<std::uint8_t>(i);
    }
    if (m_types.size() < std::numeric_limits<std::uint8_t>::max())
        m_types << QString::fromUtf8(name);
    return static_cast<std::uint8_t>(m_types.size() - 1);
}

void ChangeIndex::sortByMagnitude()
{
    m_byMagnitude.resize(m_id.size());
    std::iota(m_byMagnitude.begin(), m_byMagnitude.end(), 0U);
    // Equal ones newest first, as everywhere in the log.
    std::ranges::sort(m_byMagnitude, [&](std::uint32_t a, std::uint32_t b) {
        return m_magnitude[a] != m_magnitude[b] ? m_magnitude[a] > m_magnitude[b] : a > b;
    });
}

// The log is not a longer version of what is held: pruned, or another store was restored in its place.
Result<bool> ChangeIndex::isOutdated(Database& db, qint64 total) const
{
    if (m_id.empty())
        return false;
    QDateTime lastAt;
    auto read = db.each(u"SELECT changed_at FROM changes WHERE id = ?"_s, {m_id.back()},
                        [&](const QSqlQuery& row) { lastAt = timeFromText(row.value(0).toString()); });
    if (!read)
        return std::unexpected(read.error());
    if (!lastAt.isValid() || lastAt.toSecsSinceEpoch() != qint64(m_time.back()))
        return true;
    const auto newer = TRY(db.scalar(u"SELECT COUNT(*) FROM changes WHERE id > ?"_s, {m_id.back()}));
    return total - newer.value_or(0).toLongLong() != static_cast<qint64>(m_id.size());
}

Result<bool> ChangeIndex::sync(Database& db, const TaskControl& control)
{
    const std::scoped_lock lock(m_lock);
    return db.snapshot<bool>([&]() -> Result<bool> {
        const auto total = TRY(db.scalar(u"SELECT COUNT(*) FROM changes"_s));
        const qint64 rows = total.value_or(0).toLongLong();
        const auto outdated = isOutdated(db, rows);
        if (!outdated)
            return outdated;
        if (*outdated)
            clear();
        const auto dealt = noteProcessed(db);
        if (!dealt)
            return dealt;
        const auto grown = append(db, rows, control);
        if (!grown) {
            clear(); // half a log would look like a whole one
            return grown;
        }
        return *outdated || *dealt || *grown;
    });
}

Result<bool> ChangeIndex::append(Database& db, qint64 total, const TaskControl& control)
{
    const auto before = m_id.size();
    const auto wanted = static_cast<size_t>(total);
    if (wanted == before)
        return false;
    for (auto* column : {&m_time, &m_field, &m_council, &m_import, &m_run})
        column->reserve(wanted);
    m_id.reserve(wanted);
    m_type.reserve(wanted);
    m_year.reserve(wanted);
    m_magnitude.reserve(wanted);

    BulkRead rows(db,
                  u"SELECT id, changed_at, change_type, field_id, year, council_id, magnitude, import_id, processed_run"
                  " FROM changes WHERE id > ? ORDER BY id"_s);
    rows.bind(1, m_id.empty() ? 0 : m_id.back());
    enum Column { Id, At, Type, FieldId, YearCode, CouncilId, Magnitude, ImportId, Run };
    for (;;) {
        const auto more = rows.next();
        if (!more)
            return more;
        if (!*more)
            break;
        m_id.push_back(rows.number(Id));
        m_time.push_back(secondsFrom(rows.text(At)));
        m_type.push_back(typeOf(rows.text(Type)));
        m_field.push_back(static_cast<std::uint32_t>(rows.number(FieldId)));
        m_year.push_back(static_cast<std::int32_t>(rows.number(YearCode)));
        m_council.push_back(static_cast<std::uint32_t>(rows.number(CouncilId)));
        m_magnitude.push_back(hundredthsFrom(rows.text(Magnitude)));
        m_import.push_back(static_cast<std::uint32_t>(rows.number(ImportId)));
        m_run.push_back(static_cast<std::uint32_t>(rows.number(Run)));
        m_open += m_run.back() == 0 ? 1 : 0;
        if (const auto read = static_cast<qint64>(m_id.size()); read % kRowsBetweenLooks == 0) {
            control.tell(u"reading the change log"_s, read, total);
            if (control.cancel.requested())
                return CancelToken::error();
        }
    }
    sortByMagnitude();
    return true;
}

// A run deals with changes, never undeals with them: the counts are the same when nothing happened.
Result<bool> ChangeIndex::noteProcessed(Database& db)
{
    if (m_open == 0 || m_id.empty())
        return false;
    // The planner would rather read the whole table by its key than the small index of what is open.
    const auto open = TRY(db.scalar(u"SELECT (SELECT COUNT(*) FROM changes %1 WHERE processed_run IS NULL)"
                                    " - (SELECT COUNT(*) FROM changes WHERE id > ? AND processed_run IS NULL)"_s.arg(
                                        db.backend().throughIndex(u"changes_open"_s)),
                                    {m_id.back()}));
    if (open.value_or(0).toLongLong() == m_open)
        return false;
    const auto first = std::ranges::find(m_run, 0U) - m_run.begin();
    BulkRead rows(
        db,
        u"SELECT id, processed_run FROM changes WHERE id >= ? AND id <= ? AND processed_run IS NOT NULL ORDER BY id"_s);
    rows.bind(1, m_id[static_cast<size_t>(first)]);
    rows.bind(2, m_id.back());
    for (size_t row = static_cast<size_t>(first);;) {
        const auto more = rows.next();
        if (!more)
            return more;
        if (!*more)
            return true;
        while (m_id[row] < rows.number(0))
            ++row;
        m_open -= m_run[row] == 0 ? 1 : 0;
        m_run[row] = static_cast<std::uint32_t>(rows.number(1));
    }
}

} // namespace factoid
