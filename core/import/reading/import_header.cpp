#include "core/import/reading/import_header.h"

#include "core/import/values/value_parser.h"

namespace factoid {

namespace {

struct ColumnName {
    TidyColumn column;
    const char* names; // normalised, blank-separated; the first is the one to write
    bool required;
};

struct Kind {
    FileKind kind;
    const char* name;
    std::span<const ColumnName> columns;
};

constexpr ColumnName kCouncils[] = {
    {TidyColumn::Code, "code council_code", true},
    {TidyColumn::Name, "name council_name", true},
    {TidyColumn::Type, "type council_type", true},
    {TidyColumn::Nation, "nation country", true},
    {TidyColumn::Region, "region", false},
    {TidyColumn::ActiveFrom, "active_from", false},
    {TidyColumn::ActiveTo, "active_to", false},
    {TidyColumn::Successor, "successor successors", false},
    {TidyColumn::Predecessor, "predecessor predecessors former_codes former_gss_codes", false},
    {TidyColumn::Total, "total", false},
    {TidyColumn::CouncilKind, "kind", false},
    // What the data set calls things.
    {TidyColumn::Whole, "whole", false},
    {TidyColumn::WholeAdjective, "whole_adjective", false},
    {TidyColumn::EntityOne, "entity_one", false},
    {TidyColumn::EntityMany, "entity_many", false},
    {TidyColumn::TypeOne, "type_one", false},
    {TidyColumn::TypeMany, "type_many", false},
    {TidyColumn::NationSpoken, "nation_spoken", false},
    {TidyColumn::NationAdjective, "nation_adjective", false},
    {TidyColumn::YearEnd, "year_end", false},
};
constexpr ColumnName kFields[] = {
    {TidyColumn::Slug, "slug field_slug", true},
    {TidyColumn::Name, "name", true},
    {TidyColumn::Unit, "unit", true},
    {TidyColumn::Description, "description", false},
    {TidyColumn::Comparison, "comparison", false},
    {TidyColumn::Polarity, "polarity", false},
    {TidyColumn::PerHeadOf, "per_head_of", false},
    {TidyColumn::Balance, "balance", false},
    {TidyColumn::YearEnd, "year_end", false},
};
constexpr ColumnName kFigures[] = {
    {TidyColumn::Code, "council_code code council", true},
    {TidyColumn::Slug, "field_slug field slug", true},
    {TidyColumn::Year, "year", true},
    {TidyColumn::Value, "value", true},
    {TidyColumn::Status, "status", false},
};
const std::array kKinds{Kind{FileKind::Figures, "figures", kFigures}, Kind{FileKind::Fields, "fields", kFields},
                        Kind{FileKind::Councils, "councils", kCouncils}};

QString normalised(const QString& header)
{
    QString name = header.simplified().toLower();
    name.replace(QLatin1Char(' '), QLatin1Char('_'));
    name.replace(QLatin1Char('-'), QLatin1Char('_'));
    return name;
}

// One kind held against the header.
struct Fit {
    const Kind* kind = nullptr;
    TidyHeader header;
    QStringList lacking;
    QStringList twice; // two headers for one column
    int found = 0;     // required columns
    int known = 0;
};

Fit fitKind(const Kind& kind, const QStringList& texts)
{
    Fit fit;
    fit.kind = &kind;
    fit.header.kind = kind.kind;
    fit.header.texts = texts;
    fit.header.positions.fill(-1);
    std::vector<bool> used(static_cast<size_t>(texts.size()));
    for (const ColumnName& column : kind.columns) {
        const QStringList names = QString::fromLatin1(column.names).split(QLatin1Char(' '));
        int& position = fit.header.positions[static_cast<size_t>(column.column)];
        for (qsizetype i = 0; i < texts.size(); ++i) {
            if (!names.contains(normalised(texts[i])))
                continue;
            used[static_cast<size_t>(i)] = true;
            if (position >= 0)
                fit.twice = {texts[position], texts[i]};
            else
                position = static_cast<int>(i);
        }
        fit.known += position >= 0;
        fit.found += column.required && position >= 0;
        if (column.required && position < 0)
            fit.lacking.append(names.first());
    }
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (!used[static_cast<size_t>(i)])
            fit.header.ignored.append(texts[i].isEmpty() ? u"column %1"_s.arg(i + 1) : texts[i]);
    }
    return fit;
}

QString listed(const QStringList& names)
{
    constexpr qsizetype kMost = 8;
    QStringList quoted;
    for (const QString& name : names.first(std::min(names.size(), kMost)))
        quoted.append(u"“%1”"_s.arg(name.simplified().left(40)));
    return quoted.join(u", "_s) + (names.size() > kMost ? u" …"_s : QString());
}

} // namespace

Result<TidyHeader> recogniseHeader(std::span<const QByteArrayView> cells)
{
    QStringList texts;
    for (const QByteArrayView cell : cells)
        texts.append(QString::fromUtf8(trimmedText(cell)));
    while (!texts.isEmpty() && texts.last().isEmpty())
        texts.removeLast();
    if (texts.isEmpty())
        return fail(ErrorKind::Input, Message("import.blank_first_row"), {}, 1);
    Fit best;
    for (const Kind& kind : kKinds) {
        Fit fit = fitKind(kind, texts);
        const bool complete = fit.lacking.isEmpty();
        const bool bestComplete = best.kind && best.lacking.isEmpty();
        const bool better = complete != bestComplete ? complete
                            : complete               ? fit.known > best.known
                                                     : fit.found * static_cast<int>(best.lacking.size() + best.found) >
                                             best.found * static_cast<int>(fit.lacking.size() + fit.found);
        if (!best.kind || better)
            best = std::move(fit);
    }
    if (best.found == 0)
        return fail(ErrorKind::Input, Message("import.unknown_header").arg(listed(texts)), {}, 1);
    if (!best.lacking.isEmpty())
        return fail(ErrorKind::Input,
                    Message("import.header_lacks")
                        .arg(QLatin1String(best.kind->name))
                        .arg(listed(best.lacking))
                        .arg(listed(texts)),
                    {}, 1);
    if (!best.twice.isEmpty())
        return fail(ErrorKind::Input,
                    Message("import.header_repeats").arg(QLatin1String(best.kind->name)).arg(listed(best.twice)), {},
                    1);
    return best.header;
}

} // namespace factoid
