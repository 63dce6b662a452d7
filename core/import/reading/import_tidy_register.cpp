// The register's tidy files: councils and fields.

#include "core/import/reading/import_tidy.h"
#include "core/import/values/code_forms.h"
#include "core/import/values/spelling.h"
#include "core/import/values/value_parser.h"

#include <algorithm>
#include <functional>

namespace factoid {

namespace {

template <class T>
struct RegisterRow {
    RowPlace place;
    T item;
    std::vector<ProfileWord> words; // what it says of the data set
    const PlannedFile* file = nullptr;
};

// One row of a register file by column.
class RowTexts
{
  public:
    RowTexts(const TidyHeader& header, const CsvReader& csv)
        : m_header(header)
        , m_cells(csv.cells())
    {
    }
    [[nodiscard]] bool has(TidyColumn column) const { return m_header.has(column); }
    // White space inside a name is kept as it travels; only the ends are trimmed.
    [[nodiscard]] QString text(TidyColumn column) const
    {
        const bool there = has(column) && static_cast<size_t>(m_header.at(column)) < m_cells.size();
        return there ? QString::fromUtf8(trimmedText(m_cells[static_cast<size_t>(m_header.at(column))])) : QString();
    }
    [[nodiscard]] QString header(TidyColumn column) const { return m_header.text(column); }
    // The first column whose text has control characters; Count_ when none has.
    [[nodiscard]] TidyColumn controlled() const
    {
        for (int i = 0; i < static_cast<int>(TidyColumn::Count_); ++i) {
            const auto column = static_cast<TidyColumn>(i);
            QString checked = text(column);
            if (column == TidyColumn::Description) // may have paragraphs
                checked = checked.simplified();
            if (hasControlCharacters(checked))
                return column;
        }
        return TidyColumn::Count_;
    }

  private:
    const TidyHeader& m_header;
    std::span<const QByteArrayView> m_cells;
};

using Fault = ColumnFault;

// Up to the last column that the kind requires.
qsizetype neededCells(const TidyHeader& header)
{
    int last = 0;
    for (const TidyColumn column :
         {TidyColumn::Code, TidyColumn::Name, TidyColumn::Type, TidyColumn::Nation, TidyColumn::Slug, TidyColumn::Unit})
        last = std::max(last, header.at(column));
    return last + 1;
}

using ReadRow = std::function<void(const RowTexts&, RowPlace)>;

Result<void> readRegisterFile(const PlannedFile& file, ImportContext& context, const ReadRow& readRow)
{
    ImportCollector& collector = context.collector;
    auto index = TRY(collector.addFile(file.scanned.path, file.tidy->kind, encodingName(file.scanned.encoding)));
    auto pass = TRY(ImportPass::open(file, context.options.maxLineBytes, context.control, context.progress));
    bool header = !file.headless;
    qint64 rows = 0;
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
        const RowPlace place{index, csv.line()};
        if (const auto fault = rowFault(csv, file.tidy->texts.size(), neededCells(*file.tidy)))
            collector.reject(place, {}, csv.cells()[0], *fault);
        else
            readRow(RowTexts(*file.tidy, csv), place);
    }
    auto sha256 = TRY(pass->finish());
    collector.file(index).sha256 = sha256;
    collector.file(index).rows = rows;
    context.progress.done += file.scanned.size;
    return {};
}

bool readDate(const RowTexts& row, TidyColumn column, QDate& date)
{
    if (!row.has(column))
        return true;
    const QString text = row.text(column);
    date = QDate::fromString(text, Qt::ISODate);
    return text.isEmpty() || (date.isValid() && text.size() == 10);
}

std::optional<Fault> readTotal(const RowTexts& row, Council& council)
{
    if (row.has(TidyColumn::Total)) {
        const auto total = yesOrNo(row.text(TidyColumn::Total));
        if (!total)
            return Fault{TidyColumn::Total, u"must be yes or no"_s};
        council.total = *total;
    }
    if (row.has(TidyColumn::CouncilKind)) {
        const QString kind = row.text(TidyColumn::CouncilKind).toLower();
        if (kind != "total"_L1 && kind != "council"_L1 && !kind.isEmpty())
            return Fault{TidyColumn::CouncilKind, u"must be council or total"_s};
        council.total = kind == "total"_L1;
    }
    return std::nullopt;
}

// Columns that the file does not have keep what is known.
std::optional<Fault> readCouncil(const RowTexts& row, Council& council)
{
    for (const TidyColumn column : {TidyColumn::Code, TidyColumn::Name, TidyColumn::Type, TidyColumn::Nation}) {
        if (row.text(column).isEmpty())
            return Fault{column, u"must not be empty"_s};
    }
    if (const TidyColumn column = row.controlled(); column != TidyColumn::Count_)
        return Fault{column, u"has control characters; remove them"_s};
    council.code = row.text(TidyColumn::Code);
    council.name = row.text(TidyColumn::Name);
    council.type = row.text(TidyColumn::Type);
    council.nation = row.text(TidyColumn::Nation);
    if (row.has(TidyColumn::Region))
        council.region = row.text(TidyColumn::Region);
    if (!readDate(row, TidyColumn::ActiveFrom, council.activeFrom))
        return Fault{TidyColumn::ActiveFrom, u"is not a date; write it like 2023-04-01"_s};
    if (!readDate(row, TidyColumn::ActiveTo, council.activeTo))
        return Fault{TidyColumn::ActiveTo, u"is not a date; write it like 2023-04-01"_s};
    if (council.activeFrom.isValid() && council.activeTo.isValid() && council.activeTo <= council.activeFrom)
        return Fault{TidyColumn::ActiveTo, u"is not after the day on which the council began"_s};
    if (row.has(TidyColumn::Successor))
        council.successors = row.text(TidyColumn::Successor).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (row.has(TidyColumn::Predecessor)) {
        auto former = formerCodesFrom(row.text(TidyColumn::Predecessor));
        if (!former)
            return Fault{TidyColumn::Predecessor,
                         u"must be codes, each perhaps with the day on which it ended, such as E08000020:2013-04-01"_s};
        council.predecessors = std::move(*former);
    }
    return readTotal(row, council);
}

std::optional<Fault> readField(const RowTexts& row, Field& field)
{
    if (const TidyColumn column = row.controlled(); column != TidyColumn::Count_)
        return Fault{column, u"has control characters; remove them"_s};
    field.slug = row.text(TidyColumn::Slug);
    if (!isSlug(field.slug))
        return Fault{TidyColumn::Slug, u"must be lower-case letters, digits and _, such as total_borrowing"_s};
    field.name = row.text(TidyColumn::Name);
    if (field.name.isEmpty())
        return Fault{TidyColumn::Name, u"must not be empty"_s};
    const auto unit = normalisedUnit(row.text(TidyColumn::Unit));
    if (!unit)
        return Fault{TidyColumn::Unit,
                     u"must be an ISO 4217 code such as GBP, percent, count, or a rate such as GBP_per_dwelling"_s};
    field.unit = *unit;
    if (row.has(TidyColumn::Description))
        field.description = row.text(TidyColumn::Description);
    if (row.has(TidyColumn::Comparison)) {
        const auto comparison = yesOrNo(row.text(TidyColumn::Comparison));
        if (!comparison)
            return Fault{TidyColumn::Comparison, u"must be yes or no"_s};
        field.comparison = *comparison;
    }
    if (row.has(TidyColumn::Polarity)) {
        const QString text = row.text(TidyColumn::Polarity);
        const auto polarity = text.isEmpty() ? Polarity::Neutral : polarityFromName(text);
        if (!polarity)
            return Fault{TidyColumn::Polarity, u"must be neutral, higher-is-better or lower-is-better"_s};
        field.polarity = *polarity;
    }
    if (row.has(TidyColumn::PerHeadOf))
        field.perHeadOf = row.text(TidyColumn::PerHeadOf);
    if (field.perHeadOf == field.slug)
        return Fault{TidyColumn::PerHeadOf, u"must be another field than the field itself"_s};
    return std::nullopt;
}

std::expected<std::vector<ProfileWord>, Fault> profileWords(const RowTexts& row)
{
    return ProfileColumns::wordsOf([&](TidyColumn column) { return row.text(column); });
}

// Gives false, with a reject, when the key was on an earlier row.
bool firstOfKey(const QString& key, RowPlace place, const QString& column, QHash<QString, RowPlace>& seen,
                ImportContext& context)
{
    const auto first = seen.constFind(key);
    if (first == seen.cend()) {
        seen.insert(key, place);
        return true;
    }
    const QString where = first->file == place.file
                              ? u"line %1"_s.arg(first->line)
                              : u"%1 line %2"_s.arg(context.collector.file(first->file).path).arg(first->line);
    context.collector.reject(
        place, column, key.toUtf8(),
        u"a second row for %1; the first is on %2 and was kept; remove one of them"_s.arg(key, where));
    return false;
}

QString faultText(const RowTexts& row, const Fault& fault)
{
    return u"%1 %2"_s.arg(row.header(fault.column), fault.reason);
}

void joinSpellings(std::vector<RegisterRow<Council>>& rows, ImportContext& context, QString Council::*word,
                   const QString& what, const QHash<QString, QString>& joins)
{
    SpellingJoiner grammar(joins);
    for (const Council& council : context.collector.known().councils())
        grammar.known(council.*word);
    for (const auto& row : rows)
        grammar.seen(row.item.*word);
    for (auto& row : rows)
        row.item.*word = grammar.chosen(row.item.*word);
    for (const auto& [a, b] : grammar.nearDuplicates())
        context.collector.warn(u"the %1 “%2” and “%3” may be the same; a mapping can join them"_s.arg(what, a, b));
}

// Takes over what the row says of the data set. Gives false, with a reject, when it contradicts what was said before.
template <class T>
bool takeWords(const RegisterRow<T>& row, const ProfileSubject& subject, ImportContext& context)
{
    const QString where = u"%1 line %2"_s.arg(context.collector.file(row.place.file).path).arg(row.place.line);
    const auto fault = context.profile.take(row.words, subject, where);
    if (!fault)
        return true;
    const QString header = row.file->tidy->text(fault->column);
    const auto word = std::ranges::find(row.words, fault->column, &ProfileWord::column);
    context.collector.reject(row.place, header, word == row.words.end() ? QByteArray() : word->text.toUtf8(),
                             u"%1 %2"_s.arg(header, fault->reason));
    return false;
}

// The councils that were once of a code, by that code in one case.
using FormerCodes = QHash<QString, Council>;

FormerCodes formerCodes(const std::vector<RegisterRow<Council>>& rows, const Register& known)
{
    FormerCodes former;
    const auto note = [&](const Council& council) {
        for (const FormerCode& code : council.predecessors)
            former.insert(code.code.toCaseFolded(), council);
    };
    Register all = known;
    for (const auto& row : rows)
        all.put(row.item);
    std::ranges::for_each(all.councils(), note);
    if (!profileOf(all.councils()).isUk())
        return former;
    for (const ReplacedCode& replaced : ukReplacedCodes()) {
        if (const int present = all.council(replaced.present.toUtf8()); present >= 0)
            former.insert(replaced.code.toCaseFolded(), all.councils()[static_cast<size_t>(present)]);
    }
    return former;
}

// A code that is another council's former one makes no second council, unless the row says when that ended.
bool isPresent(const RegisterRow<Council>& row, const FormerCodes& former, ImportContext& context)
{
    const auto heir = former.constFind(row.item.code.toCaseFolded());
    if (heir == former.cend() || row.item.activeTo.isValid() || heir->code == row.item.code)
        return true;
    const QString reason =
        u"“%1” is a former code of %2 (%3); leave the row out, or write in active_to when it ended, if it was a council of its own"_s
            .arg(row.item.code, heir->name, heir->code);
    context.collector.reject(row.place, row.file->tidy->text(TidyColumn::Code), row.item.code.toUtf8(), reason);
    return false;
}

// A council that was known by its former code before the present one came: two for one, until the former one ends.
void warnOfTwins(const FormerCodes& former, ImportCollector& collector)
{
    for (const Council& council : collector.known().councils()) {
        const auto heir = former.constFind(council.code.toCaseFolded());
        if (heir != former.cend() && heir->code != council.code && !council.activeTo.isValid())
            collector.warn(
                u"%1 (%2) is known, and so is %3 (%4), of which %2 is a former code; give the former one an active_to"_s
                    .arg(council.name, council.code, heir->name, heir->code));
    }
}

void warnOfUnknownSuccessors(const std::vector<RegisterRow<Council>>& rows, ImportContext& context)
{
    for (const auto& row : rows) {
        for (const QString& code : row.item.successors) {
            if (context.collector.known().council(code.toUtf8()) < 0)
                context.collector.warn(u"the successor %1 of %2 is not a known council"_s.arg(code, row.item.code));
        }
    }
}

} // namespace

Result<void> readCouncilFiles(const std::vector<const PlannedFile*>& files, ImportContext& context)
{
    ImportCollector& collector = context.collector;
    std::vector<RegisterRow<Council>> rows;
    QHash<QString, RowPlace> seen;
    const CodeIndex codes(collector.known());
    for (const PlannedFile* file : files) {
        auto read = readRegisterFile(*file, context, [&](const RowTexts& row, RowPlace place) {
            const int known = collector.known().council(row.text(TidyColumn::Code).toUtf8());
            Council council = known < 0 ? Council() : collector.known().councils()[static_cast<size_t>(known)];
            if (const auto fault = readCouncil(row, council)) {
                collector.reject(place, row.header(fault->column), row.text(fault->column).toUtf8(),
                                 faultText(row, *fault));
                return;
            }
            if (const int alike = codes.find(council.code.toUtf8()); known < 0 && alike >= 0) {
                const QString& code = collector.known().councils()[static_cast<size_t>(alike)].code;
                collector.reject(place, row.header(TidyColumn::Code), council.code.toUtf8(),
                                 u"“%1” is known as “%2”; write its code so, or it would be a second council"_s.arg(
                                     council.code, code));
                return;
            }
            auto words = profileWords(row);
            if (!words) {
                collector.reject(place, row.header(words.error().column), row.text(words.error().column).toUtf8(),
                                 faultText(row, words.error()));
                return;
            }
            if (firstOfKey(council.code, place, row.header(TidyColumn::Code), seen, context))
                rows.push_back({place, std::move(council), std::move(*words), file});
        });
        if (!read)
            return read;
    }
    const std::optional<Mapping>& mapping = context.options.mapping;
    joinSpellings(rows, context, &Council::type, u"types"_s, mapping ? mapping->types : QHash<QString, QString>());
    joinSpellings(rows, context, &Council::nation, u"nations"_s,
                  mapping ? mapping->nations : QHash<QString, QString>());
    const FormerCodes former = formerCodes(rows, collector.known());
    warnOfTwins(former, collector);
    for (const auto& row : rows) {
        if (!isPresent(row, former, context) || !takeWords(row, {row.item.type, row.item.nation, {}}, context))
            continue;
        collector.mentionCouncil(collector.known().put(row.item));
        collector.acceptRegisterRow();
    }
    warnOfUnknownSuccessors(rows, context);
    return {};
}

Result<void> readFieldFiles(const std::vector<const PlannedFile*>& files, ImportContext& context)
{
    ImportCollector& collector = context.collector;
    std::vector<RegisterRow<Field>> rows;
    QHash<QString, RowPlace> seen;
    for (const PlannedFile* file : files) {
        auto read = readRegisterFile(*file, context, [&](const RowTexts& row, RowPlace place) {
            const int known = collector.known().field(row.text(TidyColumn::Slug).toUtf8());
            Field field = known < 0 ? Field() : collector.known().fields()[static_cast<size_t>(known)];
            if (const auto fault = readField(row, field)) {
                collector.reject(place, row.header(fault->column), row.text(fault->column).toUtf8(),
                                 faultText(row, *fault));
                return;
            }
            auto words = profileWords(row);
            if (!words) {
                collector.reject(place, row.header(words.error().column), row.text(words.error().column).toUtf8(),
                                 faultText(row, words.error()));
                return;
            }
            if (firstOfKey(field.slug, place, row.header(TidyColumn::Slug), seen, context))
                rows.push_back({place, std::move(field), std::move(*words), file});
        });
        if (!read)
            return read;
    }
    for (const auto& row : rows) {
        const QString& heads = row.item.perHeadOf;
        if (!heads.isEmpty() && !seen.contains(heads) && collector.known().field(heads.toUtf8()) < 0) {
            collector.reject(row.place, u"per_head_of"_s, heads.toUtf8(),
                             u"per_head_of names the field “%1”, which is not known"_s.arg(heads));
            continue;
        }
        if (!takeWords(row, {{}, {}, row.item.slug}, context))
            continue;
        collector.mentionField(collector.known().put(row.item));
        collector.acceptRegisterRow();
    }
    return {};
}

} // namespace factoid
