#include "core/import/reading/import_tidy.h"

#include "core/import/mapping/import_corrections.h"
#include "core/import/reading/decimal_witness.h"
#include "core/import/values/code_forms.h"
#include "core/import/values/spelling.h"
#include "core/import/values/value_parser.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace factoid {

namespace {

constexpr qint64 kShortestRow = 24; // bytes; a guess for reserving room

// Remembers what short texts were last found to mean, so that a file of a few hundred distinct codes,
// slugs and years asks the register once for each.
class Recent
{
  public:
    template <class Find>
    int find(QByteArrayView text, Find ask)
    {
        const auto size = static_cast<size_t>(text.size());
        if (size == 0 || size > kLongest)
            return ask(text);
        Slot& slot = m_slots[hash(text.data(), size)];
        if (slot.size == size && std::memcmp(slot.text.data(), text.data(), size) == 0)
            return slot.meaning;
        const int meaning = ask(text);
        slot.size = static_cast<std::uint8_t>(size);
        std::memcpy(slot.text.data(), text.data(), size);
        slot.meaning = meaning;
        return meaning;
    }

  private:
    static constexpr size_t kLongest = 59;
    static constexpr size_t kSlots = 1024;
    struct Slot {
        int meaning = -1;
        std::uint8_t size = 0;
        std::array<char, kLongest> text;
    };

    static size_t hash(const char* data, size_t size)
    {
        std::uint64_t sum = size;
        for (size_t at = 0; at < size; at += sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, data + at, std::min(sizeof word, size - at));
            sum = (sum ^ word) * 0x9E3779B97F4A7C15U; // 2^64 divided by the golden ratio
            sum ^= sum >> 29;
        }
        return static_cast<size_t>(sum % kSlots);
    }

    std::vector<Slot> m_slots{kSlots};
};

// Outer spaces are rare; the look at both ends is cheap.
QByteArrayView cellText(QByteArrayView cell)
{
    const auto plain = [](char c) {
        return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7F;
    };
    if (cell.isEmpty() || (plain(cell.front()) && plain(cell.back())))
        return cell;
    return trimmedText(cell);
}

QString quoted(QByteArrayView text)
{
    return u"“%1”"_s.arg(QString::fromUtf8(text).left(60));
}

class FiguresReader
{
  public:
    FiguresReader(const PlannedFile& file, ImportContext& context)
        : m_header(*file.tidy)
        , m_collector(context.collector)
        , m_codes(context.collector.known())
        , m_columns(m_header.texts.size())
        , m_needed(std::max({m_header.at(TidyColumn::Code), m_header.at(TidyColumn::Slug),
                             m_header.at(TidyColumn::Year), m_header.at(TidyColumn::Value)}) +
                   1)
        , m_code(m_header.at(TidyColumn::Code))
        , m_slug(m_header.at(TidyColumn::Slug))
        , m_year(m_header.at(TidyColumn::Year))
        , m_value(m_header.at(TidyColumn::Value))
        , m_status(m_header.at(TidyColumn::Status))
    {
        for (const Field& field : m_collector.known().fields()) {
            m_rules.push_back(rulesForUnit(field.unit));
            m_rules.back().decimalComma = file.decimalComma;
            m_rules.back().missing = file.missing;
        }
        m_plain = !file.decimalComma && file.missing.empty();
        m_fixedDecimals = file.decimalComma;
        if (context.options.mapping)
            takeHelp(*context.options.mapping);
    }

    void readRow(const CsvReader& csv, std::uint16_t file)
    {
        const auto cells = csv.cells();
        const RowPlace place{file, csv.line()};
        const auto count = static_cast<qsizetype>(cells.size());
        if (count != m_columns || csv.malformed()) {
            const auto fault = rowFault(csv, m_columns, m_needed);
            if (fault) {
                m_collector.reject(place, {}, cells[0], *fault, RejectKind::Row);
                return;
            }
        }
        StagedFigure figure;
        figure.file = file;
        figure.line = static_cast<std::uint32_t>(csv.line());
        figure.column = static_cast<std::uint16_t>(m_value);
        if (!readKey(cells, place, figure) || !readValue(cells, place, figure))
            return;
        if (!m_fixedDecimals)
            m_decimals.read(m_text, m_collector.batch());
        m_collector.accept(figure);
    }

    // After the last row.
    void finish() const
    {
        if (!m_fixedDecimals)
            m_decimals.settle(m_collector, [&](int column) { return m_header.texts.value(column); });
    }

  private:
    using Cells = std::span<const QByteArrayView>;
    [[nodiscard]] static QByteArrayView cell(Cells cells, int column)
    {
        return cellText(cells[static_cast<size_t>(column)]);
    }

    using Names = QHash<QString, QByteArray>; // by spelling key

    // What the mapping says about names in the file; asked only for those that are not known as they stand.
    void takeHelp(const Mapping& mapping)
    {
        const auto take = [](Names& names, const QHash<QString, QString>& pairs) {
            for (auto it = pairs.begin(); it != pairs.end(); ++it)
                names.insert(spellingKey(it.key()), it.value().toUtf8());
        };
        take(m_aliases, mapping.aliases);
        take(m_fieldNames, mapping.fieldNames);
        take(m_yearNames, mapping.yearNames);
        take(m_statusNames, mapping.statusNames);
        m_corrections = CorrectedValues(mapping.corrections);
        for (const QString& marker : mapping.missing) {
            for (ValueRules& rules : m_rules)
                rules.missing.push_back(marker.trimmed().toLower().toUtf8());
        }
        m_plain = m_plain && mapping.missing.empty();
    }
    [[nodiscard]] static QByteArray named(const Names& names, QByteArrayView text)
    {
        return names.isEmpty() ? QByteArray() : names.value(spellingKey(QString::fromUtf8(text)));
    }

    [[nodiscard]] bool readKey(Cells cells, RowPlace place, StagedFigure& figure)
    {
        const Register& known = m_collector.known();
        const QByteArrayView code = cell(cells, m_code);
        figure.council = m_councils.find(code, [&](QByteArrayView text) {
            const int position = m_codes.find(text);
            return position >= 0 ? position : known.council(named(m_aliases, text));
        });
        if (figure.council < 0) {
            m_collector.reject(place, m_header.texts[m_code], code,
                               code.isEmpty() ? u"the council's code is missing"_s
                                              : m_codes.whyUnknown(code, u"put it into a councils file"_s),
                               m_codes.isKnownOtherwise(code) ? RejectKind::OtherCode : RejectKind::UnknownCouncil);
            return false;
        }
        const QByteArrayView slug = cell(cells, m_slug);
        figure.field = m_fields.find(slug, [&](QByteArrayView text) {
            const int position = known.field(text);
            return position >= 0 ? position : known.field(named(m_fieldNames, text));
        });
        if (figure.field < 0) {
            m_collector.reject(place, m_header.texts[m_slug], slug,
                               slug.isEmpty()
                                   ? u"the field is missing"_s
                                   : u"the field %1 is not known; put it into a fields file"_s.arg(quoted(slug)),
                               RejectKind::UnknownField);
            return false;
        }
        const QByteArrayView year = cell(cells, m_year);
        figure.year = m_years.find(year, [&](QByteArrayView text) {
            const auto read = Year::parse(text);
            return read ? read->code() : Year::parse(named(m_yearNames, text)).value_or(Year()).code();
        });
        if (figure.year == 0) {
            m_collector.reject(place, m_header.texts[m_year], year,
                               u"%1 is not a year; write 2019/20, or 2019 for a calendar year"_s.arg(quoted(year)),
                               RejectKind::NotAYear);
            return false;
        }
        return isThere(code, place, figure);
    }

    // Whether the council had not ended before the year.
    [[nodiscard]] bool isThere(QByteArrayView code, RowPlace place, const StagedFigure& figure)
    {
        const Register& known = m_collector.known();
        const Council& council = known.councils()[static_cast<size_t>(figure.council)];
        if (!council.activeTo.isValid())
            return true;
        const Year year = Year::fromCode(figure.year).value_or(Year());
        const QString& field = known.fields()[static_cast<size_t>(figure.field)].slug;
        if (!council.endedBefore(known.profile().days(year, field)))
            return true;
        m_collector.reject(place, m_header.texts[m_code], code, whyEnded(known, figure.council, year));
        return false;
    }

    [[nodiscard]] bool readValue(Cells cells, RowPlace place, StagedFigure& figure)
    {
        const QByteArrayView text = cell(cells, m_value);
        if (!m_plain || !parsePlain(text, &figure.units)) {
            const auto parsed =
                m_corrections.parse(text, m_header.texts[m_value], m_rules[static_cast<size_t>(figure.field)]);
            if (!parsed) {
                m_decimals.refused(text, place.line);
                m_collector.reject(place, m_header.texts[m_value], text, parsed.error().message, RejectKind::NotAValue);
                return false;
            }
            figure.units = parsed->value.units();
            figure.status = parsed->status;
            figure.rounded = parsed->rounded;
        }
        m_text = text;
        const bool stated = m_status >= 0 && static_cast<size_t>(m_status) < cells.size();
        return !stated || readStatus(cell(cells, m_status), text, place, figure);
    }

    // The status column and the cell must not contradict each other.
    [[nodiscard]] bool readStatus(QByteArrayView text, QByteArrayView value, RowPlace place, StagedFigure& figure)
    {
        if (text.isEmpty())
            return true;
        const QByteArray said = named(m_statusNames, text);
        const auto status = statusFromText(said.isEmpty() ? text : said);
        if (!status) {
            m_collector.reject(
                place, m_header.texts[m_status], text,
                u"%1 is not a status; use final, provisional, estimated, revised, not_available, confidential or not_applicable"_s
                    .arg(quoted(text)),
                RejectKind::UnknownStatus);
            return false;
        }
        const bool bare = value.isEmpty() || figure.status == Status::Final;
        if (isMissing(*status) != isMissing(figure.status) ||
            (!bare && figure.status != *status && !isMissing(*status))) {
            m_collector.reject(
                place, m_header.texts[m_status], text,
                u"the status %1 does not fit the value %2; change one of them"_s.arg(quoted(text), quoted(value)),
                RejectKind::Status);
            return false;
        }
        figure.status = *status;
        return true;
    }

    const TidyHeader& m_header;
    ImportCollector& m_collector;
    CodeIndex m_codes;
    qsizetype m_columns;
    qsizetype m_needed; // cells that no row can do without
    int m_code, m_slug, m_year, m_value, m_status;
    std::vector<ValueRules> m_rules; // by field
    bool m_plain = true;             // a plain number is what it looks like
    bool m_fixedDecimals = false;    // somebody said which sign starts the decimals
    DecimalWitness m_decimals;
    QByteArrayView m_text; // of the value that was read last
    Recent m_councils, m_fields, m_years;
    Names m_aliases, m_fieldNames, m_yearNames, m_statusNames;
    CorrectedValues m_corrections{{}};
};

} // namespace

std::optional<QString> rowFault(const CsvReader& csv, qsizetype columns, qsizetype needed)
{
    if (csv.malformed())
        return u"text follows a closing quote; write quotes inside a quoted cell twice"_s;
    const auto cells = csv.cells();
    const auto count = static_cast<qsizetype>(cells.size());
    for (qsizetype i = columns; i < count; ++i) {
        if (!trimmedText(cells[static_cast<size_t>(i)]).isEmpty())
            return u"the row has %1 cells, the header %2; put a cell that holds the delimiter into quotes"_s.arg(count)
                .arg(columns);
    }
    if (count < needed)
        return u"the row has only %1 of %2 cells"_s.arg(count).arg(columns);
    return std::nullopt;
}

Result<void> readFiguresFile(const PlannedFile& file, ImportContext& context)
{
    auto index =
        TRY(context.collector.addFile(file.scanned.path, FileKind::Figures, encodingName(file.scanned.encoding)));
    auto pass = TRY(ImportPass::open(file, context.options.maxLineBytes, context.control, context.progress));
    auto& figures = context.collector.batch().figures;
    figures.reserve(figures.size() + static_cast<size_t>(file.scanned.size / kShortestRow / 2));
    FiguresReader reader(file, context);
    qint64 rows = 0;
    bool header = !file.headless;
    for (;;) {
        auto stepped = TRY(pass->next());
        if (!stepped)
            break;
        const CsvReader& csv = pass->csv();
        if (header || csv.blank()) {
            header = false;
            continue;
        }
        ++rows;
        reader.readRow(csv, index);
    }
    reader.finish();
    auto sha256 = TRY(pass->finish());
    SourceFile& source = context.collector.file(index);
    source.sha256 = sha256;
    source.rows = rows;
    return {};
}

} // namespace factoid
