#include "core/import/preview/import_preview.h"

#include "core/import/reading/import_plan.h"
#include "core/import/values/value_parser.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>

#include <algorithm>
#include <array>
#include <deque>

namespace factoid {

namespace {

constexpr size_t kLinesShown = 20;

// What became of a line, as bits.
enum LineFlag : std::uint8_t { kAccepted = 1, kTotal = 2, kRejected = 4, kLeftOut = 8 };
using LineFlags = std::vector<std::vector<std::uint8_t>>; // by file and line

void mark(LineFlags& flags, size_t file, qint64 line, LineFlag flag)
{
    auto& lines = flags[file];
    const auto at = static_cast<size_t>(line);
    if (at >= lines.size())
        lines.resize(std::max(at + 1, lines.size() * 2));
    lines[at] = static_cast<std::uint8_t>(lines[at] | flag);
}

quint64 keyOf(int file, qint64 line)
{
    constexpr int kLineBits = 40;
    return (static_cast<quint64>(file) << kLineBits) | static_cast<quint64>(line);
}

// The first, the last and some random records of data of a file.
class RowSampler
{
  public:
    explicit RowSampler(const PreviewOptions& options)
        : m_options(options)
        , m_random(options.seed)
    {
    }

    void see(PreviewRow row)
    {
        if (static_cast<int>(m_rows.size()) < m_options.first) {
            m_rows.push_back(std::move(row));
            return;
        }
        m_tail.push_back(std::move(row));
        if (static_cast<int>(m_tail.size()) <= m_options.last)
            return;
        draw(std::move(m_tail.front()));
        m_tail.pop_front();
    }

    [[nodiscard]] std::vector<PreviewRow> take()
    {
        std::ranges::sort(m_drawn, {}, &PreviewRow::line);
        for (PreviewRow& row : m_drawn)
            m_rows.push_back(std::move(row));
        for (PreviewRow& row : m_tail) {
            row.place = RowPlaceInFile::Last;
            m_rows.push_back(std::move(row));
        }
        return std::move(m_rows);
    }

  private:
    void draw(PreviewRow row)
    {
        ++m_seen;
        row.place = RowPlaceInFile::Random;
        if (static_cast<int>(m_drawn.size()) < m_options.random) {
            m_drawn.push_back(std::move(row));
            return;
        }
        const qint64 at = m_random.bounded(m_seen);
        if (at < m_options.random)
            m_drawn[static_cast<size_t>(at)] = std::move(row);
    }

    PreviewOptions m_options;
    QRandomGenerator m_random;
    std::vector<PreviewRow> m_rows, m_drawn;
    std::deque<PreviewRow> m_tail;
    qint64 m_seen = 0;
};

class Previewer
{
  public:
    Previewer(const ReadOptions& reading, const PreviewOptions& options, const TaskControl& control)
        : m_reading(reading)
        , m_options(options)
        , m_control(control)
    {
    }

    [[nodiscard]] Result<ImportPreview> preview(const QStringList& paths, const Register& known)
    {
        auto batch = TRY(readImport(paths, known, m_reading, m_control));
        m_batch = std::move(batch);
        auto plan = TRY(planImport(paths, m_reading, m_control));
        countAll(known);
        gatherProblems(plan);
        for (const PlannedFile& file : plan.files) {
            TRY(sampleRows(file));
        }
        tellRows();
        TRY(weigh(plan));
        m_preview.files = m_batch.files;
        return std::move(m_preview);
    }

  private:
    [[nodiscard]] int fileIndex(const QString& path) const
    {
        const auto found = std::ranges::find(m_batch.files, path, &SourceFile::path);
        return found == m_batch.files.end() ? 0 : static_cast<int>(found - m_batch.files.begin());
    }

    void countAll(const Register& known)
    {
        m_preview.values = m_batch.rows;
        m_preview.accepted = m_batch.accepted;
        m_preview.rejected = static_cast<qint64>(m_batch.rejects.size());
        m_preview.rounded = m_batch.rounded;
        m_preview.warnings = QStringList(m_batch.warnings.begin(), m_batch.warnings.end());
        m_preview.newCouncils = static_cast<qint64>(m_batch.known.councils().size() - known.councils().size());
        m_preview.newFields = static_cast<qint64>(m_batch.known.fields().size() - known.fields().size());
        LineFlags flags(m_batch.files.size());
        for (const StagedFigure& figure : m_batch.figures) {
            const bool total = m_batch.known.councils()[static_cast<size_t>(figure.council)].total;
            mark(flags, figure.file, figure.line, total ? kTotal : kAccepted);
            noteCell(figure);
        }
        QString path;
        size_t file = 0;
        for (const Reject& reject : m_batch.rejects) {
            if (reject.file != path)
                file = static_cast<size_t>(fileIndex(path = reject.file));
            if (m_batch.files[file].kind == FileKind::Figures)
                mark(flags, file, reject.line, kRejected);
        }
        for (const SkippedRow& row : m_batch.skipped)
            mark(flags, row.file, row.line, kLeftOut);
        for (const auto& lines : flags) {
            for (const std::uint8_t line : lines) {
                m_preview.rejectedRows += (line & kRejected) ? 1 : 0;
                m_preview.totalRows += (line & kRejected) == 0 && (line & kTotal) ? 1 : 0;
                m_preview.readyRows += line == kAccepted ? 1 : 0;
                m_preview.leftOutRows += line == kLeftOut ? 1 : 0;
            }
        }
    }

    // Figures come sorted by field and year.
    void noteCell(const StagedFigure& figure)
    {
        if (m_lastField != figure.field || m_lastYear != figure.year) {
            m_lastField = figure.field;
            m_lastYear = figure.year;
            m_preview.cells.push_back({m_batch.known.fields()[static_cast<size_t>(figure.field)].slug,
                                       Year::fromCode(figure.year).value_or(Year()).label(), 0});
        }
        ++m_preview.cells.back().figures;
    }

    void gatherProblems(const ImportPlan& plan)
    {
        QSet<QString> mapped;
        for (const PlannedFile& file : plan.files) {
            if (!file.tidy)
                mapped.insert(file.scanned.path);
        }
        QHash<QString, size_t> places;
        for (const Reject& reject : m_batch.rejects) {
            if (m_preview.rejects.size() < ImportPreview::kMostRejects)
                m_preview.rejects.push_back(reject);
            // An unknown council is one problem, in however many columns it has values.
            const bool anyColumn = reject.kind == RejectKind::UnknownCouncil || reject.kind == RejectKind::OtherCode ||
                                   reject.kind == RejectKind::AmbiguousCouncil;
            const bool apart = reject.kind == RejectKind::Duplicate || reject.kind == RejectKind::Row ||
                               reject.kind == RejectKind::Other;
            QString key = QString::number(static_cast<int>(reject.kind)) + QLatin1Char('\n') + reject.file +
                          QLatin1Char('\n') + reject.value;
            if (!anyColumn)
                key += QLatin1Char('\n') + reject.column;
            if (apart)
                key += QLatin1Char('\n') + QString::number(reject.line);
            const auto known = places.constFind(key);
            if (known == places.constEnd()) {
                places.insert(key, m_problems.size());
                m_problems.push_back({reject.kind,
                                      fileIndex(reject.file),
                                      anyColumn ? QString() : reject.column,
                                      reject.value,
                                      reject.reason,
                                      0,
                                      0,
                                      {},
                                      mapped.contains(reject.file)});
            }
            PreviewProblem& problem = m_problems[known == places.constEnd() ? m_problems.size() - 1 : *known];
            ++problem.cells;
            if (problem.lines.empty() || problem.lines.back() != reject.line) {
                ++problem.rows;
                if (problem.lines.size() < kLinesShown)
                    problem.lines.push_back(reject.line);
            }
        }
        std::ranges::stable_sort(m_problems, std::ranges::greater{}, &PreviewProblem::cells);
        m_preview.problemsInAll = static_cast<qint64>(m_problems.size());
        if (m_problems.size() > ImportPreview::kMostProblems)
            m_problems.erase(m_problems.begin() + static_cast<std::ptrdiff_t>(ImportPreview::kMostProblems),
                             m_problems.end());
        m_preview.problems = std::move(m_problems);
    }

    [[nodiscard]] Result<void> weigh(const ImportPlan& plan)
    {
        for (const PlannedFile& file : plan.files) {
            if (file.tidy || !m_options.stored)
                continue;
            const auto columns = TRY(weighColumns(m_batch, fileIndex(file.scanned.path), m_options.stored));
            m_preview.columns.insert(m_preview.columns.end(), columns.begin(), columns.end());
        }
        return {};
    }

    [[nodiscard]] Result<void> sampleRows(const PlannedFile& file)
    {
        auto pass = TRY(ImportPass::open(file, m_reading.maxLineBytes, m_control, {0, file.scanned.size}));
        const qint64 first = file.tidy ? (file.headless ? 1 : 2) : firstDataRow(*m_reading.mapping);
        const int index = fileIndex(file.scanned.path);
        RowSampler sampler(m_options);
        for (;;) {
            auto stepped = TRY(pass->next());
            if (!stepped)
                break;
            const CsvReader& csv = pass->csv();
            if (csv.row() < first || csv.blank())
                continue;
            PreviewRow row;
            row.file = index;
            row.line = csv.line();
            for (const QByteArrayView cell : csv.cells())
                row.cells.append(QString::fromUtf8(trimmedText(cell)));
            sampler.see(std::move(row));
        }
        for (PreviewRow& row : sampler.take()) {
            m_places.insert(keyOf(row.file, row.line), m_preview.rows.size());
            m_preview.rows.push_back(std::move(row));
        }
        return {};
    }

    // Joins the batch to the rows that are shown.
    void tellRows()
    {
        for (PreviewRow& row : m_preview.rows)
            row.outcome = m_batch.files[static_cast<size_t>(row.file)].kind == FileKind::Figures ? RowOutcome::NotRead
                                                                                                 : RowOutcome::Ready;
        for (const StagedFigure& figure : m_batch.figures) {
            if (PreviewRow* row = rowAt(figure.file, figure.line))
                tellFigure(*row, figure);
        }
        QString path;
        int file = 0;
        for (const Reject& reject : m_batch.rejects) {
            if (reject.file != path)
                file = fileIndex(path = reject.file);
            if (PreviewRow* row = rowAt(file, reject.line))
                tellReject(*row, reject);
        }
        for (const SkippedRow& skipped : m_batch.skipped) {
            PreviewRow* row = rowAt(skipped.file, skipped.line);
            if (!row)
                continue;
            row->outcome = RowOutcome::LeftOut;
            row->note = m_reading.mapping->skip[static_cast<size_t>(skipped.rule)].why;
        }
        for (PreviewRow& row : m_preview.rows)
            std::ranges::stable_sort(row.values, {}, &PreviewValue::column);
    }

    [[nodiscard]] PreviewRow* rowAt(int file, qint64 line)
    {
        const auto found = m_places.constFind(keyOf(file, line));
        return found == m_places.constEnd() ? nullptr : &m_preview.rows[*found];
    }

    void tellFigure(PreviewRow& row, const StagedFigure& figure)
    {
        const Council& council = m_batch.known.councils()[static_cast<size_t>(figure.council)];
        row.councilCode = council.code;
        row.councilName = council.name;
        PreviewValue value;
        value.column = figure.column;
        value.written = row.cells.value(figure.column);
        value.field = m_batch.known.fields()[static_cast<size_t>(figure.field)].slug;
        value.year = Year::fromCode(figure.year).value_or(Year()).label();
        value.rounded = figure.rounded;
        const bool missing = isMissing(figure.status);
        value.becomes = missing ? statusName(figure.status) : Decimal::fromUnits(figure.units).toString();
        value.status = missing || figure.status == Status::Final ? QString() : statusName(figure.status);
        value.outcome = missing ? RowOutcome::Missing : council.total ? RowOutcome::Total : RowOutcome::Ready;
        if (row.outcome == RowOutcome::NotRead || (row.outcome == RowOutcome::Missing && !missing))
            row.outcome = council.total ? RowOutcome::Total : value.outcome;
        row.values.push_back(std::move(value));
    }

    void tellReject(PreviewRow& row, const Reject& reject)
    {
        row.outcome = RowOutcome::Rejected;
        if (row.note.isEmpty())
            row.note = reject.reason;
        PreviewValue value;
        value.header = reject.column;
        value.written = reject.value;
        value.outcome = RowOutcome::Rejected;
        value.reason = reject.reason;
        row.values.push_back(std::move(value));
    }

    const ReadOptions& m_reading;
    PreviewOptions m_options;
    const TaskControl& m_control;
    ImportBatch m_batch;
    ImportPreview m_preview;
    std::vector<PreviewProblem> m_problems;
    QHash<quint64, size_t> m_places;
    int m_lastField = -1;
    int m_lastYear = 0;
};

} // namespace

Result<ImportPreview> previewImport(const QStringList& paths, const Register& known, const ReadOptions& reading,
                                    const PreviewOptions& options, const TaskControl& control)
{
    return Previewer(reading, options, control).preview(paths, known);
}

Result<ImportLook> lookAtImport(const QStringList& paths, const Register& known, const LookOptions& options,
                                const TaskControl& control)
{
    ReadOptions reading;
    reading.mapping.emplace().sheet = options.sheet;
    auto plan = TRY(planImport(paths, reading, control, UnknownShape::Plan));
    ImportLook found;
    found.warnings = QStringList(plan.warnings.begin(), plan.warnings.end());
    const KnownWords words(known);
    for (const PlannedFile& file : plan.files) {
        auto look = TRY(profileFile(file, words, options, control));
        if (!look.tidy() && found.untidy < 0)
            found.untidy = static_cast<int>(found.files.size());
        found.files.push_back(std::move(look));
    }
    return found;
}

} // namespace factoid
