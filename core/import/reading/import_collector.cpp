#include "core/import/reading/import_collector.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace factoid {

namespace {

constexpr qsizetype kMostShown = 200;

bool before(const StagedFigure& a, const StagedFigure& b)
{
    if (a.field != b.field)
        return a.field < b.field;
    if (a.year != b.year)
        return a.year < b.year;
    return a.council < b.council;
}

bool sameKey(const StagedFigure& a, const StagedFigure& b)
{
    return a.field == b.field && a.year == b.year && a.council == b.council;
}

// One stable pass of a bucket sort: linear, where comparing would cost a quarter of the whole import.
template <class BucketOf>
void bucketPass(std::vector<StagedFigure>& figures, std::vector<StagedFigure>& spare, size_t buckets, BucketOf bucketOf)
{
    std::vector<size_t> starts(buckets + 1);
    for (const StagedFigure& figure : figures)
        ++starts[bucketOf(figure) + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    spare.resize(figures.size());
    for (const StagedFigure& figure : figures)
        spare[starts[bucketOf(figure)]++] = figure;
    figures.swap(spare);
}

// By field, year, council; equal keys keep the order in which they were read.
void sortFigures(std::vector<StagedFigure>& figures, size_t councils, size_t fields)
{
    if (std::is_sorted(figures.begin(), figures.end(), before))
        return;
    constexpr size_t kYearCodes = 300'000; // Year::code() is below it
    std::vector<int> yearRank(kYearCodes, -1);
    for (const StagedFigure& figure : figures)
        yearRank[static_cast<size_t>(figure.year)] = 0;
    size_t years = 0;
    for (int& rank : yearRank) {
        if (rank == 0)
            rank = static_cast<int>(years++);
    }
    std::vector<StagedFigure> spare;
    bucketPass(figures, spare, councils, [](const StagedFigure& f) { return static_cast<size_t>(f.council); });
    bucketPass(figures, spare, fields * years, [&](const StagedFigure& f) {
        return static_cast<size_t>(f.field) * years + static_cast<size_t>(yearRank[static_cast<size_t>(f.year)]);
    });
}

QString shownText(QByteArrayView value)
{
    // Four bytes a character at most, so that no long value is decoded whole.
    const QString text = QString::fromUtf8(value.first(std::min<qsizetype>(value.size(), 4 * kMostShown)));
    return text.first(std::min(text.size(), kMostShown));
}

void mark(std::vector<bool>& mentioned, std::vector<int>& positions, int position)
{
    const auto at = static_cast<size_t>(position);
    if (at >= mentioned.size())
        mentioned.resize(at + 1);
    if (mentioned[at])
        return;
    mentioned[at] = true;
    positions.push_back(position);
}

} // namespace

Result<std::uint16_t> ImportCollector::addFile(const QString& path, FileKind kind, const QString& encoding)
{
    if (m_batch.files.size() > std::numeric_limits<std::uint16_t>::max())
        return fail(ErrorKind::Input, Message("import.too_many_files"), path);
    m_batch.files.push_back(SourceFile{.path = path, .kind = kind, .sha256 = {}, .encoding = encoding, .rows = 0});
    return static_cast<std::uint16_t>(m_batch.files.size() - 1);
}

void ImportCollector::reject(RowPlace place, const QString& column, QByteArrayView value, const QString& reason,
                             RejectKind kind)
{
    m_batch.rejects.push_back(
        Reject{m_batch.files[place.file].path, place.line, column, shownText(value), reason, kind});
    m_rejectFiles.push_back(place.file);
}

void ImportCollector::skip(RowPlace place, size_t rule)
{
    m_batch.skipped.push_back({static_cast<std::uint32_t>(place.line), place.file, static_cast<std::int16_t>(rule)});
}

void ImportCollector::noteNamed(RowPlace place, const QString& name, int council)
{
    if (place.file == m_lastNamed.file && place.line == m_lastNamed.line)
        return; // another cell of the row
    m_lastNamed = place;
    const QString key = QString::number(council) + QLatin1Char('\n') + name;
    const auto known = m_named.constFind(key);
    if (known != m_named.constEnd()) {
        ++m_batch.named[*known].rows;
        return;
    }
    m_named.insert(key, m_batch.named.size());
    m_batch.named.push_back({name, council, 1});
}

// What is found by its name is right only if the names are: it is told before anything is applied.
void ImportCollector::tellNamed()
{
    constexpr size_t kTold = 5;
    if (m_batch.named.empty())
        return;
    QStringList pairs;
    for (const NamedCouncil& each : m_batch.named) {
        if (static_cast<size_t>(pairs.size()) == kTold)
            break;
        const Council& council = known().councils()[static_cast<size_t>(each.council)];
        pairs << u"“%1” is %2 (%3)"_s.arg(each.name, council.name, council.code);
    }
    const size_t more = m_batch.named.size() - static_cast<size_t>(pairs.size());
    warn(u"councils were found by their names, without codes: %1%2; check them in the preview"_s.arg(
        pairs.join(u", "_s), more == 0 ? QString() : u" and %1 more"_s.arg(more)));
}

void ImportCollector::warn(const QString& warning)
{
    if (m_said.contains(warning))
        return;
    m_said.insert(warning);
    m_batch.warnings.push_back(warning);
}

void ImportCollector::mentionCouncil(int position)
{
    mark(m_councilMentioned, m_batch.councils, position);
}

void ImportCollector::mentionField(int position)
{
    mark(m_fieldMentioned, m_batch.fields, position);
}

void ImportCollector::settleDuplicates()
{
    std::vector<StagedFigure>& figures = m_batch.figures;
    size_t kept = 0;
    for (size_t i = 0; i < figures.size(); ++i) {
        if (kept == 0 || !sameKey(figures[kept - 1], figures[i])) {
            figures[kept++] = figures[i];
            continue;
        }
        const StagedFigure& first = figures[kept - 1];
        const StagedFigure& second = figures[i];
        const Council& council = known().councils()[static_cast<size_t>(second.council)];
        const Field& field = known().fields()[static_cast<size_t>(second.field)];
        const QString year = Year::fromCode(second.year).value_or(Year()).label();
        const QString where = first.file == second.file
                                  ? u"line %1"_s.arg(first.line)
                                  : u"%1 line %2"_s.arg(m_batch.files[first.file].path).arg(first.line);
        const QString value =
            isMissing(second.status) ? statusName(second.status) : Decimal::fromUnits(second.units).toString();
        reject({second.file, second.line}, u"value"_s, value.toUtf8(),
               u"a second figure for %1, %2, %3; the first is on %4 and was kept; remove one of them"_s.arg(
                   council.code, field.slug, year, where),
               RejectKind::Duplicate);
    }
    figures.resize(kept);
}

void ImportCollector::sortRejects()
{
    std::vector<Reject>& rejects = m_batch.rejects;
    std::vector<size_t> order(rejects.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        if (m_rejectFiles[a] != m_rejectFiles[b])
            return m_rejectFiles[a] < m_rejectFiles[b];
        return rejects[a].line < rejects[b].line;
    });
    std::vector<Reject> sorted;
    sorted.reserve(rejects.size());
    for (const size_t at : order)
        sorted.push_back(std::move(rejects[at]));
    rejects = std::move(sorted);
}

ImportBatch ImportCollector::finish()
{
    sortFigures(m_batch.figures, known().councils().size(), known().fields().size());
    settleDuplicates();
    sortRejects();
    tellNamed();
    m_batch.accepted += static_cast<qint64>(m_batch.figures.size());
    m_batch.rounded =
        std::count_if(m_batch.figures.begin(), m_batch.figures.end(), [](const StagedFigure& f) { return f.rounded; });
    m_batch.rows = 0;
    for (const SourceFile& source : m_batch.files)
        m_batch.rows += source.rows;
    return std::move(m_batch);
}

} // namespace factoid
