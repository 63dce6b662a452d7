#include "core/import/reading/import_mapped.h"

#include "core/import/mapping/import_binding.h"
#include "core/import/mapping/import_corrections.h"
#include "core/import/mapping/import_council_matcher.h"
#include "core/import/reading/decimal_witness.h"
#include "core/import/values/spelling.h"
#include "core/import/values/value_parser.h"

#include <algorithm>

namespace factoid {

namespace {

QString textOf(QByteArrayView cell)
{
    return QString::fromUtf8(trimmedText(cell));
}

// What the cells of one value column mean for one field.
struct FieldRules {
    int field = -1;
    ValueRules rules;
};

class MappedReader
{
  public:
    MappedReader(const Mapping& mapping, Binding binding, std::uint16_t file, ImportCollector& collector)
        : m_mapping(mapping)
        , m_binding(std::move(binding))
        , m_file(file)
        , m_collector(collector)
        , m_matcher(mapping, collector.known())
        , m_corrections(mapping.corrections)
    {
        for (const QString& marker : mapping.missing)
            m_missing.push_back(marker.trimmed().toLower().toUtf8());
        for (auto it = mapping.fieldNames.begin(); it != mapping.fieldNames.end(); ++it)
            m_fieldNames.insert(spellingKey(it.key()), it.value());
        for (auto it = mapping.yearNames.begin(); it != mapping.yearNames.end(); ++it)
            m_yearNames.insert(spellingKey(it.key()), it.value());
        for (auto it = mapping.statusNames.begin(); it != mapping.statusNames.end(); ++it)
            m_statusNames.insert(spellingKey(it.key()), it.value().toUtf8());
    }

    // The fields and years that the mapping names itself. Error (Input): a field that is not known.
    [[nodiscard]] Result<void> settleFixed()
    {
        for (const BoundValue& value : m_binding.values) {
            Fixed fixed;
            if (value.field.column < 0) {
                fixed.field = rulesFor(value, fieldPosition(value.field.fixed));
                if (fixed.field.field < 0)
                    return fail(ErrorKind::Input,
                                Message("mapping.unknown_field").arg(m_mapping.name).arg(value.field.fixed));
            }
            if (value.year.column < 0)
                fixed.year = yearOf(value.year.fixed);
            m_fixed.push_back(std::move(fixed));
        }
        return {};
    }

    // False: this row and all after it are not data.
    [[nodiscard]] bool readRow(const CsvReader& csv)
    {
        const auto cells = csv.cells();
        if (m_mapping.lastRow > 0 && csv.row() > m_mapping.lastRow)
            return false;
        if (std::all_of(cells.begin(), cells.end(), [](QByteArrayView cell) { return trimmedText(cell).isEmpty(); }))
            return true;
        if (m_binding.stop && holds(*m_binding.stop, cells))
            return false;
        const RowPlace place{m_file, csv.line()};
        const auto rule = std::find_if(m_binding.skip.begin(), m_binding.skip.end(),
                                       [&](const BoundRule& one) { return holds(one, cells); });
        if (rule != m_binding.skip.end()) {
            m_collector.skip(place, static_cast<size_t>(rule - m_binding.skip.begin()));
            return true;
        }
        const auto fault = rowFault(csv, m_binding.columns, m_binding.needed);
        const CouncilMatch council =
            m_matcher.match(text(cells, m_binding.code), text(cells, m_binding.name), text(cells, m_binding.type));
        for (size_t i = 0; i < m_binding.values.size(); ++i) {
            ++m_rows;
            if (fault)
                reject(place, m_binding.values[i].header, {}, *fault, RejectKind::Row);
            else
                readCell(cells, i, council, place);
        }
        return true;
    }

    [[nodiscard]] qint64 rows() const { return m_rows; }
    // After the last row.
    void finish() const
    {
        m_decimals.settle(m_collector, [&](int column) {
            const auto found = std::ranges::find(m_binding.values, column, &BoundValue::column);
            return found == m_binding.values.end() ? QString() : found->header;
        });
    }

  private:
    using Cells = std::span<const QByteArrayView>;
    struct Fixed {
        FieldRules field;
        Year year;
    };

    [[nodiscard]] static QByteArrayView raw(Cells cells, int column)
    {
        const auto at = static_cast<size_t>(column);
        return column < 0 || at >= cells.size() ? QByteArrayView() : trimmedText(cells[at]);
    }
    // What the row calls its council: its code, else its name.
    [[nodiscard]] QByteArrayView councilText(Cells cells) const
    {
        const QByteArrayView code = raw(cells, m_binding.code);
        return code.isEmpty() ? raw(cells, m_binding.name) : code;
    }
    [[nodiscard]] static QString text(Cells cells, int column) { return QString::fromUtf8(raw(cells, column)); }

    void reject(RowPlace place, const QString& column, QByteArrayView value, const QString& reason, RejectKind kind)
    {
        m_collector.reject(place, column, value, reason, kind);
    }

    [[nodiscard]] static bool holds(const BoundCondition& bound, Cells cells)
    {
        const QString found = spellingKey(text(cells, bound.column));
        const RowCondition& condition = *bound.condition;
        const bool any = (condition.empty && found.isEmpty()) ||
                         std::any_of(condition.in.begin(), condition.in.end(),
                                     [&](const QString& one) { return found == spellingKey(one); }) ||
                         std::any_of(condition.begins.begin(), condition.begins.end(),
                                     [&](const QString& one) { return found.startsWith(spellingKey(one)); });
        return any != condition.isNot;
    }
    [[nodiscard]] static bool holds(const BoundRule& rule, Cells cells)
    {
        return std::all_of(rule.where.begin(), rule.where.end(),
                           [&](const BoundCondition& condition) { return holds(condition, cells); });
    }

    [[nodiscard]] int fieldPosition(const QString& written) const
    {
        return m_collector.known().field(m_fieldNames.value(spellingKey(written), written).toUtf8());
    }
    [[nodiscard]] Year yearOf(const QString& written) const
    {
        return Year::parse(m_yearNames.value(spellingKey(written), written).toUtf8()).value_or(Year());
    }

    [[nodiscard]] FieldRules rulesFor(const BoundValue& value, int field) const
    {
        FieldRules found;
        found.field = field;
        if (field < 0)
            return found;
        found.rules = rulesForUnit(m_collector.known().fields()[static_cast<size_t>(field)].unit);
        found.rules.scaleExponent = value.source->scaleExponent.value_or(m_mapping.scaleExponent);
        found.rules.negate = value.source->negate.value_or(m_mapping.negate);
        found.rules.decimalComma = value.source->decimalComma.value_or(m_mapping.decimalComma);
        found.rules.significantDigits = m_mapping.significantDigits;
        found.rules.missing = m_missing;
        return found;
    }

    void readCell(Cells cells, size_t index, const CouncilMatch& council, RowPlace place)
    {
        const BoundValue& value = m_binding.values[index];
        const Fixed& fixed = m_fixed[index];
        if (council.candidates.empty()) {
            reject(place, value.header, councilText(cells), council.reason,
                   council.otherCode ? RejectKind::OtherCode : RejectKind::UnknownCouncil);
            return;
        }
        const Year year = value.year.column < 0 ? fixed.year : yearOf(text(cells, value.year.column));
        if (!year.isValid()) {
            reject(place, value.header, raw(cells, value.year.column),
                   u"“%1” is not a year; write 2019/20, or name it in the mapping's year_names"_s.arg(
                       text(cells, value.year.column).left(60)),
                   RejectKind::NotAYear);
            return;
        }
        StagedFigure figure;
        FieldRules varying;
        if (value.field.column >= 0)
            varying = rulesFor(value, fieldPosition(text(cells, value.field.column)));
        const FieldRules& field = value.field.column >= 0 ? varying : fixed.field;
        const Register& known = m_collector.known();
        const QString slug = field.field < 0 ? QString() : known.fields()[static_cast<size_t>(field.field)].slug;
        figure.council = council.in(year, slug, known);
        if (figure.council < 0) {
            reject(place, value.header, councilText(cells), council.whyNone(year, slug, known),
                   council.candidates.size() > 1 || !council.byName.isEmpty() ? RejectKind::AmbiguousCouncil
                                                                              : RejectKind::Other);
            return;
        }
        if (field.field < 0) {
            reject(place, value.header, raw(cells, value.field.column),
                   u"the field “%1” is not known; name it in the mapping's field_names"_s.arg(
                       text(cells, value.field.column).left(60)),
                   RejectKind::UnknownField);
            return;
        }
        figure.field = field.field;
        figure.year = year.code();
        figure.file = m_file;
        figure.line = static_cast<std::uint32_t>(place.line);
        figure.column = static_cast<std::uint16_t>(value.column);
        if (!readFigure(cells, value, field.rules, place, figure))
            return;
        if (!council.byName.isEmpty())
            m_collector.noteNamed(place, council.byName, figure.council);
        m_collector.accept(figure);
    }

    [[nodiscard]] bool readFigure(Cells cells, const BoundValue& value, const ValueRules& rules, RowPlace place,
                                  StagedFigure& figure)
    {
        const QByteArrayView written = raw(cells, value.column);
        auto parsed = m_corrections.parse(written, value.header, rules);
        const bool fixed = rules.decimalComma || value.source->decimalComma;
        if (!parsed) {
            if (!fixed)
                m_decimals.refused(written, place.line);
            reject(place, value.header, written, parsed.error().message, RejectKind::NotAValue);
            return false;
        }
        const QByteArrayView status = raw(cells, value.status);
        if (!status.isEmpty()) {
            const QByteArray named = m_statusNames.value(spellingKey(textOf(status)));
            const auto stated = statusFromText(named.isEmpty() ? status : named);
            if (!stated || isMissing(*stated) != isMissing(parsed->status)) {
                reject(place, value.header, status,
                       stated ? u"the status “%1” does not fit the value “%2”"_s.arg(textOf(status).left(60),
                                                                                     textOf(written).left(60))
                              : u"the status “%1” is not known; name it in the mapping's status_names"_s.arg(
                                    textOf(status).left(60)),
                       stated ? RejectKind::Status : RejectKind::UnknownStatus);
                return false;
            }
            parsed->status = *stated;
        }
        figure.units = parsed->value.units();
        figure.status = parsed->status;
        figure.rounded = parsed->rounded;
        if (!fixed && !isMissing(parsed->status))
            m_decimals.read(written, m_collector.batch());
        return true;
    }

    const Mapping& m_mapping;
    Binding m_binding;
    std::uint16_t m_file;
    ImportCollector& m_collector;
    CouncilMatcher m_matcher;
    CorrectedValues m_corrections;
    DecimalWitness m_decimals;
    std::vector<QByteArray> m_missing;
    QHash<QString, QString> m_fieldNames, m_yearNames;
    QHash<QString, QByteArray> m_statusNames;
    std::vector<Fixed> m_fixed; // parallel to the binding's values
    qint64 m_rows = 0;
};

QStringList textsOf(const CsvReader& csv)
{
    QStringList texts;
    for (const QByteArrayView cell : csv.cells())
        texts.append(textOf(cell));
    return texts;
}

// Reads the records of the head; fewer when the file ends first.
Result<HeadRows> readHead(ImportPass& pass, int count)
{
    HeadRows head;
    while (static_cast<int>(head.size()) < count) {
        auto stepped = TRY(pass.next());
        if (!stepped)
            break;
        head.push_back(textsOf(pass.csv()));
    }
    return head;
}

Error placed(Error error, const QString& path, qint64 line)
{
    error.file = path;
    error.line = line;
    return error;
}

} // namespace

void putMappingRegister(const Mapping& mapping, ImportCollector& collector)
{
    for (const Field& field : mapping.fields) {
        if (collector.known().field(field.slug.toUtf8()) < 0)
            collector.mentionField(collector.known().put(field));
    }
    for (const Council& council : mapping.councils) {
        if (collector.known().council(council.code.toUtf8()) < 0)
            collector.mentionCouncil(collector.known().put(council));
    }
}

Result<void> readMappedFile(const PlannedFile& file, ImportContext& context)
{
    const Mapping& mapping = *context.options.mapping;
    const QString& path = file.scanned.path;
    auto index = TRY(context.collector.addFile(path, FileKind::Figures, encodingName(file.scanned.encoding)));
    auto pass = TRY(ImportPass::open(file, context.options.maxLineBytes, context.control, context.progress));
    HeadRows head;
    if (mapping.headerRows.empty()) {
        // The first row of data says how many columns there are; it is read again as data.
        auto ahead = TRY(ImportPass::open(file, context.options.maxLineBytes,
                                          {.cancel = context.control.cancel, .progress = {}}, {}));
        head = TRY(readHead(*ahead, firstDataRow(mapping)));
    } else {
        head = TRY(readHead(*pass, headRowCount(mapping)));
    }
    auto binding = bindMapping(mapping, head);
    if (!binding)
        return std::unexpected(
            placed(binding.error(), path, mapping.headerRows.empty() ? 1 : mapping.headerRows.front()));
    MappedReader reader(mapping, std::move(*binding), index, context.collector);
    if (auto settled = reader.settleFixed(); !settled)
        return std::unexpected(placed(settled.error(), path, 0));
    bool data = true;
    for (;;) {
        auto stepped = TRY(pass->next());
        if (!stepped)
            break;
        // What comes after the data is read only for the file's hash.
        const CsvReader& csv = pass->csv();
        data = data && (csv.row() < firstDataRow(mapping) || reader.readRow(csv));
    }
    reader.finish();
    auto sha256 = TRY(pass->finish());
    context.collector.file(index).sha256 = sha256;
    context.collector.file(index).rows = reader.rows();
    return {};
}

} // namespace factoid
