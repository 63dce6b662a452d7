#include "core/import/preview/mapping_draft.h"

#include "core/import/values/spelling.h"

#include <QFileInfo>

#include <algorithm>

namespace factoid {

namespace {

constexpr qsizetype kLongestSlug = 48;
const QString kLeftOutWhy = u"Left out by the operator."_s;

// By header text and number among equals; a column without a header by its position.
ColumnRef refTo(const QStringList& headers, int position)
{
    ColumnRef ref;
    const QString key = spellingKey(headers.value(position));
    if (key.isEmpty()) {
        ref.by = ColumnRef::By::Position;
        ref.number = position + 1;
        return ref;
    }
    ref.text = headers[position];
    for (int i = 0; i < position; ++i)
        ref.number += spellingKey(headers[i]) == key ? 1 : 0;
    return ref;
}

QString slugOf(const QString& text)
{
    QString slug;
    for (const QChar c : text.toLower()) {
        const bool plain = isSlug(QStringView(&c, 1)) && c != QLatin1Char('_');
        if (plain)
            slug.append(c);
        else if (!slug.isEmpty() && !slug.endsWith(QLatin1Char('_')))
            slug.append(QLatin1Char('_'));
    }
    slug.truncate(kLongestSlug);
    while (slug.endsWith(QLatin1Char('_')))
        slug.chop(1);
    return slug;
}

// A word, not a number that is written wrongly: "confidential", "n.d.".
bool isWord(const QString& text)
{
    return !text.isEmpty() && std::ranges::none_of(text, [](QChar c) { return c.isDigit(); });
}

} // namespace

Mapping toMapping(const MappingDraft& draft, const FileProfile& look)
{
    Mapping mapping = draft.base;
    const QStringList headers = joinedHeader(mapping, look.head);
    mapping.values.clear();
    mapping.councilCode.reset();
    mapping.councilName.reset();
    mapping.councilType.reset();
    std::optional<ColumnRef> status;
    for (size_t i = 0; i < draft.columns.size(); ++i) {
        const DraftColumn& column = draft.columns[i];
        const ColumnRef ref = column.ref.value_or(refTo(headers, static_cast<int>(i)));
        switch (column.use) {
        case ColumnUse::LeaveOut:
            break;
        case ColumnUse::CouncilCode:
            mapping.councilCode = ref;
            break;
        case ColumnUse::CouncilName:
            mapping.councilName = ref;
            break;
        case ColumnUse::CouncilType:
            mapping.councilType = ref;
            break;
        case ColumnUse::Field:
            mapping.field = {{}, ref};
            break;
        case ColumnUse::Year:
            mapping.year = {{}, ref};
            break;
        case ColumnUse::Status:
            status = ref;
            break;
        case ColumnUse::Value:
            mapping.values.push_back(column.value);
            mapping.values.back().column = ref;
            break;
        }
    }
    mapping.values.insert(mapping.values.end(), draft.more.begin(), draft.more.end());
    for (ValueColumn& value : mapping.values) {
        if (status)
            value.status = status;
    }
    // Fields that were made up for a column go with it.
    std::erase_if(mapping.fields, [&](const Field& field) {
        const bool used = mapping.field.fixed == field.slug || mapping.fieldNames.values().contains(field.slug) ||
                          std::ranges::any_of(mapping.values, [&](const ValueColumn& value) {
                              return value.field.fixed == field.slug;
                          });
        return !used && draft.newFields.contains(field.slug);
    });
    return mapping;
}

Result<MappingDraft> toDraft(const Mapping& mapping, const FileProfile& look)
{
    const auto binding = TRY(bindMapping(mapping, look.head));
    MappingDraft draft;
    draft.base = mapping;
    draft.columns.resize(static_cast<size_t>(std::max(binding.columns, static_cast<qsizetype>(look.columns.size()))));
    const auto use = [&](int position, ColumnUse what, const std::optional<ColumnRef>& ref) {
        if (position < 0)
            return;
        draft.columns[static_cast<size_t>(position)].use = what;
        draft.columns[static_cast<size_t>(position)].ref = ref;
    };
    for (const BoundValue& value : binding.values) {
        DraftColumn& column = draft.columns[static_cast<size_t>(value.column)];
        if (column.use == ColumnUse::Value) {
            draft.more.push_back(*value.source);
            continue;
        }
        column.use = ColumnUse::Value;
        column.ref = value.source->column;
        column.value = *value.source;
        use(value.status, ColumnUse::Status, value.source->status);
        // What all columns share is said for the whole file.
        if (!value.source->field.given())
            use(value.field.column, ColumnUse::Field, mapping.field.column);
        if (!value.source->year.given())
            use(value.year.column, ColumnUse::Year, mapping.year.column);
    }
    use(binding.code, ColumnUse::CouncilCode, mapping.councilCode);
    use(binding.name, ColumnUse::CouncilName, mapping.councilName);
    use(binding.type, ColumnUse::CouncilType, mapping.councilType);
    draft.base.field.column.reset();
    draft.base.year.column.reset();
    return draft;
}

Field newFieldFor(const QString& heading, const QString& unit, const QSet<QString>& taken)
{
    static const QRegularExpression number(u"^\\s*\\d+[a-z]?\\.\\s*"_s);
    static const QRegularExpression date(u"(\\d{1,2}[./-]\\d{1,2}[./-]\\d{4}|(19|20)\\d\\d([-/\u2013]\\d{2,4})?)"_s);
    Field field;
    field.name = QString(heading).remove(number).simplified();
    field.slug = slugOf(QString(field.name).remove(date));
    if (field.slug.isEmpty())
        field.slug = u"new_field"_s;
    const QString stem = field.slug;
    for (int n = 2; taken.contains(field.slug); ++n)
        field.slug = stem + QLatin1Char('_') + QString::number(n);
    if (field.name.isEmpty())
        field.name = field.slug;
    field.unit = unit;
    return field;
}

QString mappingNameFor(const QString& path)
{
    const QString slug = slugOf(QFileInfo(path).completeBaseName());
    return slug.isEmpty() ? u"mapping"_s : slug;
}

void matchCouncil(Mapping& mapping, const QString& written, const QString& code)
{
    mapping.aliases.insert(written, code);
}

void addCouncil(Mapping& mapping, const QString& written, const Council& council)
{
    std::erase_if(mapping.councils, [&](const Council& one) { return one.code == council.code; });
    mapping.councils.push_back(council);
    if (written != council.code)
        mapping.aliases.insert(written, council.code);
}

bool leaveOutCouncils(Mapping& mapping, const QStringList& written)
{
    // The reader names a row by its code, else by its name; so do the rules, one for each column.
    std::vector<ColumnRef> columns;
    if (mapping.councilCode)
        columns.push_back(*mapping.councilCode);
    if (mapping.councilName)
        columns.push_back(*mapping.councilName);
    if (columns.empty())
        return false;
    const bool byCode =
        mapping.councilCode && std::ranges::any_of(written, [](const QString& text) { return looksLikeCode(text); });
    const auto fits = [&](const ColumnRef& column) {
        return columns.size() == 1 || (column == columns.front()) == byCode;
    };
    for (const ColumnRef& column : columns) {
        if (!fits(column))
            continue;
        auto rule = std::ranges::find_if(mapping.skip, [&](const RowRule& one) {
            return one.why == kLeftOutWhy && one.where.size() == 1 && one.where.front().column == column;
        });
        if (rule == mapping.skip.end()) {
            RowCondition condition;
            condition.column = column;
            mapping.skip.push_back({{condition}, kLeftOutWhy});
            rule = std::prev(mapping.skip.end());
        }
        for (const QString& text : written) {
            if (!rule->where.front().in.contains(text))
                rule->where.front().in.append(text);
        }
    }
    return true;
}

void matchField(Mapping& mapping, const QString& written, const QString& slug)
{
    mapping.fieldNames.insert(written, slug);
}

void matchYear(Mapping& mapping, const QString& written, const QString& year)
{
    mapping.yearNames.insert(written, year);
}

void correctValue(Mapping& mapping, const QString& column, const QString& written, const QString& value)
{
    std::erase_if(mapping.corrections,
                  [&](const ValueCorrection& one) { return one.column == column && one.from == written; });
    mapping.corrections.push_back({column, written, value, u"Corrected by the operator."_s});
}

void matchStatus(Mapping& mapping, const QString& written, Status status)
{
    mapping.statusNames.insert(written, statusName(status));
}

void takeAsNoFigure(Mapping& mapping, const QString& written)
{
    if (!mapping.missing.contains(written))
        mapping.missing << written;
}

QStringList resolutions(RejectKind kind, bool mapped, const QString& value)
{
    QStringList ways;
    switch (kind) {
    case RejectKind::UnknownCouncil:
        ways << u"match_council"_s << u"add_council"_s;
        break;
    case RejectKind::OtherCode:
    case RejectKind::AmbiguousCouncil:
        ways << u"match_council"_s;
        break;
    case RejectKind::UnknownField:
        ways << u"match_field"_s;
        break;
    case RejectKind::NotAYear:
        ways << u"match_year"_s;
        break;
    case RejectKind::NotAValue:
        ways << u"correct_value"_s << u"missing_value"_s;
        if (isWord(value))
            ways << u"no_figure"_s;
        break;
    case RejectKind::UnknownStatus:
        ways << u"match_status"_s << u"no_figure"_s;
        break;
    case RejectKind::Other:
    case RejectKind::Status:
    case RejectKind::Row:
    case RejectKind::Duplicate:
        ways << u"fix_file"_s;
        break;
    }
    if (mapped &&
        (kind == RejectKind::UnknownCouncil || kind == RejectKind::OtherCode || kind == RejectKind::AmbiguousCouncil))
        ways << u"leave_out"_s;
    return ways;
}

QString resolutionsSentence(RejectKind kind, bool mapped)
{
    switch (kind) {
    case RejectKind::UnknownCouncil:
        return mapped ? u"Match, add or leave out"_s : u"Match or add"_s;
    case RejectKind::OtherCode:
    case RejectKind::AmbiguousCouncil:
        return mapped ? u"Choose which one, or leave out"_s : u"Choose which one"_s;
    case RejectKind::UnknownField:
        return u"Match the field"_s;
    case RejectKind::NotAYear:
        return u"Choose the year"_s;
    case RejectKind::NotAValue:
        return u"Correct, or treat as missing"_s;
    case RejectKind::UnknownStatus:
        return u"Choose what the word means"_s;
    case RejectKind::Duplicate:
        return u"The first one is kept"_s;
    case RejectKind::Other:
    case RejectKind::Status:
    case RejectKind::Row:
        return u"Correct the file"_s;
    }
    return {};
}

} // namespace factoid
