#include "tests/support/big_store.h"

#include "core/base/literals.h"

#include "core/figures/summariser.h"
#include "core/pipeline/summary_building.h"
#include "core/store/data/cell_store.h"
#include "core/store/sql/bulk_insert.h"
#include "core/store/sql/time_text.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace factoid::test {

namespace {

constexpr int kLastYear = 2024;
constexpr int kRunsADay = 9;
constexpr int kComparisonFields = 40;
const QDateTime kEnd = QDateTime::fromString(u"2026-06-01T09:00:00.000Z"_s, Qt::ISODateWithMs);
constexpr qint64 kSecondsADay = 86'400;

struct Kind_ {
    const char* type;
    const char* nation;
    double size; // against a district
    int perHundred;
};
// As the United Kingdom has them.
constexpr Kind_ kKinds[] = {{"District", "England", 1, 46},
                            {"Unitary authority", "England", 4, 14},
                            {"County", "England", 7, 6},
                            {"London borough", "England", 4, 8},
                            {"Metropolitan district", "England", 5, 9},
                            {"Scottish unitary", "Scotland", 4, 8},
                            {"Welsh unitary", "Wales", 3, 6},
                            {"NI district", "Northern Ireland", 2, 3}};
const char* const kRegions[] = {"North East",    "North West",    "Yorkshire and The Humber",
                                "East Midlands", "West Midlands", "East of England",
                                "London",        "South East",    "South West"};
const char* const kStarts[] = {"Ash",  "Bram", "Cal", "Den", "Elm", "Fern", "Gar", "Hart",  "Ing", "Kel",
                               "Lang", "Mar",  "Nor", "Oak", "Pen", "Rad",  "Sel", "Thorn", "Up",  "Wil"};
const char* const kEnds[] = {"bury",  "combe", "dale",   "ford",   "field", "ham",   "hurst", "ley", "minster",
                             "mouth", "ness",  "port",   "ridge",  "shire", "stead", "stoke", "ton", "vale",
                             "wick",  "worth", "bourne", "bridge", "by",    "den",   "gate"};
const char* const kSubjects[] = {"Highways",      "Education", "Housing",           "Culture",
                                 "Environment",   "Planning",  "Adult social care", "Children's services",
                                 "Public health", "Libraries", "Parking",           "Waste",
                                 "Reserves",      "Borrowing", "Investments",       "Council tax",
                                 "Grants",        "Pensions",  "Staff costs",       "Fire and rescue"};
const char* const kMeasures[] = {"total",         "net",       "gross",       "income",    "capital",
                                 "running costs", "transfers", "at year end", "budgeted",  "per scheme",
                                 "contracts",     "support",   "repairs",     "fees",      "recharges",
                                 "external",      "internal",  "one-off",     "statutory", "other"};

// Writes one store; a plain walk, in the order of the functions.
class Maker
{
  public:
    Maker(Database& db, const BigShape& shape)
        : m_db(db)
        , m_shape(shape)
        , m_random(shape.seed)
    {
    }
    Result<void> make();

  private:
    struct Cell {
        int field, year;
        QByteArray hash;
    };
    Result<void> addRegister();
    Result<void> addFigures();
    Result<void> addImport(int number, qint64 target);
    Result<void> reviseCell(int import, int cell, int figures, const QDateTime& at, qint64 run);
    Result<void> addRuns();
    Result<void> logRow(const char* type, const Cell* cell, int council, const QString& oldValue,
                        const QString& newValue, const QString& oldHash, const QString& magnitude, const QDateTime& at,
                        int import, qint64 run);
    [[nodiscard]] QDateTime importTime(int number) const;
    [[nodiscard]] qint64 runAfter(const QDateTime& at) const;
    [[nodiscard]] std::int64_t& unit(int cell, int council)
    {
        return m_units[static_cast<size_t>(cell) * static_cast<size_t>(m_shape.councils) +
                       static_cast<size_t>(council)];
    }
    QByteArray hashOf(int cell);
    [[nodiscard]] int below(int limit) { return static_cast<int>(m_random.bounded(limit)); }

    Database& m_db;
    BigShape m_shape;
    QRandomGenerator m_random;
    std::vector<Council> m_councils; // id = position + 1, codes ascending
    std::vector<Field> m_fields;
    std::vector<Cell> m_cells;
    std::vector<std::int64_t> m_units;
    std::vector<std::pair<int, int>> m_source; // by figure: source id, line; only where revised
    Panel m_panel;
    Block m_block;
    qint64 m_logged = 0;
    std::vector<std::int32_t> m_sourceOf;
    std::unique_ptr<BulkInsert> m_changes, m_revisions;
};

QDateTime Maker::importTime(int number) const
{
    // Monthly, the last one an hour before the end; each at another hour of the working day.
    const int back = m_shape.imports - 1 - number;
    return number == m_shape.imports - 1 ? kEnd.addSecs(-3'600)
                                         : kEnd.addSecs(-back * 9 * kSecondsADay - (back * 7'919) % 30'000);
}

// Runs are spread evenly up to the end; what comes after the last one is open.
qint64 Maker::runAfter(const QDateTime& at) const
{
    const qint64 secondsBetween = kSecondsADay / kRunsADay;
    const QDateTime last = kEnd.addSecs(-2 * 3'600);
    const qint64 before = std::max<qint64>(at.secsTo(last) / secondsBetween, 0);
    return at > last ? 0 : std::max<qint64>(m_shape.runs - before, 1);
}

Result<void> Maker::addRegister()
{
    BulkInsert councils(m_db, u"councils"_s, {u"id"_s, u"code"_s, u"name"_s, u"type"_s, u"nation"_s, u"region"_s});
    int kind = 0;
    int left = 0;
    for (int i = 0; i < m_shape.councils; ++i) {
        const int share = i * 100 / m_shape.councils;
        for (kind = 0, left = share; left >= kKinds[kind].perHundred; ++kind)
            left -= kKinds[kind].perHundred;
        Council council;
        council.id = i + 1;
        council.code = u"E%1"_s.arg(7'000'000 + i, 8, 10, QLatin1Char('0'));
        const int name = i % 500;
        council.name = QLatin1String(kStarts[name % 20]) + QLatin1String(kEnds[name / 20]) +
                       (i < 500 ? QString() : u" %1"_s.arg(i / 500 + 1));
        council.type = QLatin1String(kKinds[kind].type);
        council.nation = QLatin1String(kKinds[kind].nation);
        council.region = council.nation == "England"_L1 ? QLatin1String(kRegions[i % 9]) : QString();
        if (auto added =
                councils.add({council.id, council.code, council.name, council.type, council.nation, council.region});
            !added)
            return added;
        m_councils.push_back(std::move(council));
    }
    BulkInsert fields(m_db, u"fields"_s, {u"id"_s, u"slug"_s, u"name"_s, u"unit"_s, u"comparison"_s, u"per_head_of"_s});
    for (int i = 0; i < m_shape.fields; ++i) {
        Field field;
        field.id = i + 1;
        const bool population = i == 0;
        field.slug = population ? u"population"_s : u"amount_%1"_s.arg(i, 3, 10, QLatin1Char('0'));
        field.name = population
                         ? u"Population"_s
                         : u"%1, %2"_s.arg(QLatin1String(kSubjects[i % 20]), QLatin1String(kMeasures[i / 20 % 20]));
        field.unit = population ? u"count"_s : u"GBP"_s;
        field.comparison = i > 0 && i <= kComparisonFields;
        field.perHeadOf = population ? QString() : u"population"_s;
        if (auto added =
                fields.add({field.id, field.slug, field.name, field.unit, field.comparison ? 1 : 0, field.perHeadOf});
            !added)
            return added;
        m_fields.push_back(std::move(field));
    }
    m_panel = Panel(m_councils, {});
    m_block.units.resize(m_councils.size());
    m_block.statuses.resize(m_councils.size());
    return {};
}

QByteArray Maker::hashOf(int cell)
{
    std::copy_n(&unit(cell, 0), m_shape.councils, m_block.units.begin());
    m_block.present = static_cast<int>(
        std::ranges::count_if(m_block.units, [](std::int64_t units) { return units != Block::kMissing; }));
    m_block.dataHash.clear();
    return dataHash(m_panel, m_block);
}

Result<void> Maker::logRow(const char* type, const Cell* cell, int council, const QString& oldValue,
                           const QString& newValue, const QString& oldHash, const QString& magnitude,
                           const QDateTime& at, int import, qint64 run)
{
    const auto orNull = [](const QString& text) { return text.isNull() ? BulkValue() : BulkValue(text); };
    const auto idOrNull = [](qint64 id) { return id == 0 ? BulkValue() : BulkValue(id); };
    ++m_logged;
    const QString newHash = cell ? QString::fromLatin1(cell->hash) : QString();
    const bool comparison = cell && m_fields[static_cast<size_t>(cell->field)].comparison;
    return m_changes->add({timeText(at), QString::fromLatin1(type), idOrNull(cell ? cell->field + 1 : 0),
                           idOrNull(cell ? Year::financial(cell->year).code() : 0), idOrNull(council), orNull(oldValue),
                           orNull(newValue), orNull(oldHash), orNull(newHash), orNull(magnitude), import,
                           comparison ? 1 : 0, idOrNull(run)});
}

// The first import: everything there is, one bulk_import row a field and year.
Result<void> Maker::addFigures()
{
    for (int field = 0; field < m_shape.fields; ++field) {
        for (int year = kLastYear - m_shape.years + 1; year <= kLastYear; ++year)
            m_cells.push_back({field, year, {}});
    }
    m_units.resize(m_cells.size() * m_councils.size());
    m_sourceOf.assign(m_units.size(), 1);
    // Long tails, as real amounts have them: the same council is large in every field.
    std::vector<double> weight;
    for (const Council& council : m_councils) {
        const auto* kind =
            std::ranges::find_if(kKinds, [&](const Kind_& k) { return council.type == QLatin1String(k.type); });
        const double tail = below(40) == 0 ? 12.0 : 1.0;
        weight.push_back(kind->size * tail *
                         std::exp((m_random.generateDouble() + m_random.generateDouble() - 1) * 0.9));
    }
    for (int cell = 0; cell < static_cast<int>(m_cells.size()); ++cell) {
        const bool population = m_cells[static_cast<size_t>(cell)].field == 0;
        const double base = population ? 110'000 : 1e6 * (1 + (m_cells[static_cast<size_t>(cell)].field * 37) % 60);
        const double growth = 1 + 0.018 * (m_cells[static_cast<size_t>(cell)].year - kLastYear + m_shape.years);
        for (int council = 0; council < m_shape.councils; ++council) {
            const double noise = population ? 1 : 0.7 + 0.6 * m_random.generateDouble();
            const auto whole = static_cast<std::int64_t>(base * growth * weight[static_cast<size_t>(council)] * noise);
            unit(cell, council) = !population && below(50) == 0
                                      ? Block::kMissing
                                      : (!population && below(25) == 0 ? 0 : whole / 1'000 * 1'000 * Decimal::kScale);
            if (population)
                unit(cell, council) = whole * Decimal::kScale;
        }
        m_cells[static_cast<size_t>(cell)].hash = hashOf(cell);
    }
    return {};
}

Result<void> Maker::reviseCell(int import, int cell, int figures, const QDateTime& at, qint64 run)
{
    Cell& changed = m_cells[static_cast<size_t>(cell)];
    const QString oldHash = QString::fromLatin1(changed.hash);
    struct Row {
        int council;
        std::int64_t before, after;
    };
    std::vector<Row> rows;
    const int first = below(m_shape.councils);
    for (int i = 0; i < figures; ++i) {
        const int council = (first + i) % m_shape.councils;
        const std::int64_t before = unit(cell, council);
        // Half a percent up to a tenth, in thousands as publishers restate them; people are counted singly.
        const std::int64_t grain = (changed.field == 0 ? 1 : 1'000) * Decimal::kScale;
        std::int64_t after =
            before == Block::kMissing ? 1'000 * grain : before + (before / 200 / grain + 1) * grain * (below(41) - 20);
        if (after == before)
            after += grain;
        rows.push_back({council, before, after});
        unit(cell, council) = after;
        m_sourceOf[static_cast<size_t>(cell) * m_councils.size() + static_cast<size_t>(council)] = import;
    }
    changed.hash = hashOf(cell);
    const auto text = [](std::int64_t units) {
        return units == Block::kMissing ? QString() : Decimal::fromUnits(units).toString();
    };
    for (const Row& row : rows) {
        const bool revised = row.before != Block::kMissing;
        QString magnitude;
        if (revised && row.before != 0) {
            const Int128 difference =
                row.after > row.before ? Int128(row.after) - row.before : Int128(row.before) - row.after;
            magnitude =
                int128ToString(divideRounded(difference * 10'000, row.before < 0 ? -row.before : row.before), 2);
        }
        if (auto logged = logRow(revised ? "revision" : "data_update", &changed, row.council + 1, text(row.before),
                                 text(row.after), oldHash, magnitude, at, import, run);
            !logged)
            return logged;
        if (!revised)
            continue;
        if (auto kept =
                m_revisions->add({changed.field + 1, Year::financial(changed.year).code(), row.council + 1,
                                  static_cast<qint64>(row.before), 0, 1, 2 + row.council, import, timeText(at)});
            !kept)
            return kept;
    }
    return {};
}

Result<void> Maker::addImport(int number, qint64 target)
{
    const int import = number + 1;
    const QDateTime at = importTime(number);
    const qint64 run = runAfter(at);
    const qint64 before = m_logged;
    if (number == 0) {
        for (const Council& council : m_councils) {
            if (auto logged = logRow("new_council", nullptr, static_cast<int>(council.id), {}, council.name, {}, {}, at,
                                     import, run);
                !logged)
                return logged;
        }
        for (const Cell& cell : m_cells) {
            if (auto logged =
                    logRow("bulk_import", &cell, 0, {}, QString::number(m_shape.councils), {}, {}, at, import, run);
                !logged)
                return logged;
        }
    }
    while (m_logged < target) {
        const int most = static_cast<int>(std::min<qint64>(target - m_logged, m_shape.councils));
        if (auto revised = reviseCell(import, below(static_cast<int>(m_cells.size())),
                                      std::min(most, 1 + below(m_shape.councils / 4)), at, run);
            !revised)
            return revised;
    }
    const qint64 rows = number == 0 ? static_cast<qint64>(m_units.size()) : m_logged - before;
    auto ran = m_db.run(
        u"INSERT INTO imports(id, imported_at, rows_read, accepted, rejected, rounded, inserted, updated, unchanged, removed) VALUES(?,?,?,?,0,0,?,?,0,0)"_s,
        {import, timeText(at), rows, rows, number == 0 ? rows : 0, number == 0 ? 0 : rows});
    if (!ran)
        return std::unexpected(ran.error());
    ran = m_db.run(
        u"INSERT INTO sources(id, import_id, path, kind, sha256, encoding, row_count) VALUES(?,?,?,'figures',?,'UTF-8',?)"_s,
        {import, import, u"figures_%1.csv"_s.arg(at.toString(u"yyyy-MM"_s)),
         QString(64, QLatin1Char('0' + import % 10)), rows});
    if (!ran)
        return std::unexpected(ran.error());
    return {};
}

Result<void> Maker::addRuns()
{
    BulkInsert runs(m_db, u"runs"_s,
                    {u"id"_s, u"job"_s, u"trigger"_s, u"started_at"_s, u"finished_at"_s, u"outcome"_s, u"message"_s,
                     u"host"_s, u"pid"_s, u"result"_s, u"stages"_s});
    const QDateTime last = kEnd.addSecs(-2 * 3'600);
    for (int i = 0; i < m_shape.runs; ++i) {
        const QDateTime at = last.addSecs(-qint64(m_shape.runs - 1 - i) * kSecondsADay / kRunsADay);
        const bool failed = below(60) == 0;
        const QString outcome = failed ? u"failed"_s : (i % 4 == 0 ? u"published"_s : u"unchanged"_s);
        if (auto added = runs.add(
                {i + 1, u"update-factoids"_s, u"schedule"_s, timeText(at), timeText(at.addMSecs(700 + below(600))),
                 outcome, failed ? u"the store was in use by another process"_s : QString(), u"server"_s,
                 1000 + i % 30'000, u"{}"_s,
                 u"[{\"name\":\"building summaries\",\"seconds\":0.2},{\"name\":\"finding facts\",\"seconds\":0.4},{\"name\":\"writing and proving\",\"seconds\":0.1}]"_s});
            !added)
            return added;
    }
    return {};
}

Result<void> Maker::make()
{
    if (auto done = addRegister(); !done)
        return done;
    if (auto done = addFigures(); !done)
        return done;
    m_changes = std::make_unique<BulkInsert>(m_db, u"changes"_s,
                                             QStringList{u"changed_at"_s, u"change_type"_s, u"field_id"_s, u"year"_s,
                                                         u"council_id"_s, u"old_value"_s, u"new_value"_s, u"old_hash"_s,
                                                         u"new_hash"_s, u"magnitude"_s, u"import_id"_s, u"comparison"_s,
                                                         u"processed_run"_s});
    m_revisions =
        std::make_unique<BulkInsert>(m_db, u"revisions"_s,
                                     QStringList{u"field_id"_s, u"year"_s, u"council_id"_s, u"value"_s, u"status"_s,
                                                 u"source_id"_s, u"line"_s, u"import_id"_s, u"replaced_at"_s});
    for (int import = 0; import < m_shape.imports; ++import) {
        if (auto done = addImport(import, m_shape.changes * (import + 1) / m_shape.imports); !done)
            return done;
    }
    m_changes.reset();
    m_revisions.reset();
    {
        BulkInsert figures(
            m_db, u"figures"_s,
            {u"field_id"_s, u"year"_s, u"council_id"_s, u"value"_s, u"status"_s, u"source_id"_s, u"line"_s});
        for (size_t at = 0; at < m_units.size(); ++at) {
            const Cell& cell = m_cells[at / m_councils.size()];
            const bool missing = m_units[at] == Block::kMissing;
            if (auto added = figures.add({cell.field + 1, Year::financial(cell.year).code(),
                                          static_cast<qint64>(at % m_councils.size()) + 1,
                                          missing ? BulkValue() : BulkValue(static_cast<qint64>(m_units[at])),
                                          missing ? static_cast<int>(Status::NotAvailable) : 0, m_sourceOf[at],
                                          static_cast<qint64>(at % 1'000'000) + 2});
                !added)
                return added;
        }
    }
    CellStore cells(m_db);
    ReportedGroups groups;
    for (const Council& council : m_councils)
        groups.insert({council.type, council.nation});
    for (const Cell& cell : m_cells) {
        if (auto put =
                cells.put({cell.field + 1, Year::financial(cell.year).code()}, {cell.hash, m_shape.councils, true});
            !put)
            return put;
    }
    for (const Field& field : m_fields) {
        if (auto added = cells.addGroups(field.id, groups); !added)
            return std::unexpected(added.error());
    }
    return addRuns();
}

} // namespace

Result<void> makeBigStore(const QString& path, const BigShape& shape)
{
    auto db = Database::open({path}, OpenMode::ReadWrite);
    if (!db)
        return std::unexpected(db.error());
    // Nothing is lost if this is cut off: the file is thrown away.
    for (const char* pragma : {"PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF"}) {
        if (auto set = (*db)->scalar(QLatin1String(pragma)); !set)
            return std::unexpected(set.error());
    }
    auto made = (*db)->transaction<bool>([&]() -> Result<bool> {
        Maker maker(**db, shape);
        if (auto done = maker.make(); !done)
            return std::unexpected(done.error());
        return true;
    });
    if (!made)
        return std::unexpected(made.error());
    if (shape.summaries) {
        const auto built = buildSummaries(**db, kEnd, {}, {});
        if (!built)
            return std::unexpected(built.error());
    }
    if (auto set = (*db)->scalar(u"PRAGMA journal_mode = WAL"_s); !set)
        return std::unexpected(set.error());
    return {};
}

Result<QString> sharedBigStore(const QString& folder)
{
    const QString named = qEnvironmentVariable("FACTOID_BIG_STORE");
    const QString path = named.isEmpty() ? QDir(folder).filePath(u"big-store-2.db"_s) : named;
    if (QFile::exists(path))
        return path;
    QDir().mkpath(folder);
    // Under another name until it is whole, so that a cut-off attempt is not taken for one.
    const QString draft = path + u".part"_s;
    for (const char* left : {"", "-wal", "-shm"})
        QFile::remove(draft + QLatin1String(left));
    if (auto made = makeBigStore(draft, {}); !made)
        return std::unexpected(made.error());
    if (!QFile::rename(draft, path))
        return fail(ErrorKind::Failed, u"%1 cannot be named %2"_s.arg(draft, path));
    return path;
}

} // namespace factoid::test
