#include "app/data_commands.h"

#include "core/base/literals.h"
#include "core/queries/changes/changes_queries.h"
#include "core/queries/summaries/summary_queries.h"

namespace factoid {

namespace {

constexpr int kChangesShown = 100;

// The value of a choice by its name. Errors: Usage, listing the choices.
template <class T>
Result<T> choice(const CommandLine& line, const char* option, T otherwise, const QStringList& names)
{
    const QString name = line.text(option);
    if (name.isEmpty())
        return otherwise;
    const qsizetype at = names.indexOf(name);
    if (at < 0)
        return fail(ErrorKind::Usage,
                    u"--%1 is one of %2, not “%3”"_s.arg(QLatin1String(option), names.join(u", "_s), name));
    return static_cast<T>(at);
}

// Invalid when the option was not given.
Result<QDate> dateOption(const CommandLine& line, const char* option)
{
    const QString text = line.text(option);
    if (text.isEmpty())
        return QDate();
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!date.isValid())
        return fail(ErrorKind::Usage, u"“%1” is not a date; write 2026-11-22"_s.arg(text));
    return date;
}

Result<ChangeFilter> filterFrom(const CommandLine& line)
{
    ChangeFilter filter;
    filter.types = line.text("type").split(QLatin1Char(','), Qt::SkipEmptyParts);
    filter.field = line.text("field");
    filter.council = line.text("council");
    filter.year = line.text("year");
    filter.importId = line.number("import", 0);
    filter.run = line.number("run", 0);
    filter.leastMagnitude = line.text("at_least");
    filter.text = line.text("text");
    if (line.flag("open") && line.flag("processed"))
        return fail(ErrorKind::Usage, u"a change is open or processed, not both; leave out --open or --processed"_s);
    if (line.flag("open") || line.flag("processed"))
        filter.processed = line.flag("processed");
    const auto from = dateOption(line, "from");
    const auto to = dateOption(line, "to");
    if (!from || !to)
        return std::unexpected(from ? to.error() : from.error());
    filter.from = *from;
    filter.to = *to;
    const auto order =
        TRY(choice(line, "sort", ChangeOrder::Newest, {u"newest"_s, u"oldest"_s, u"largest"_s, u"smallest"_s}));
    filter.order = order;
    return filter;
}

Result<QJsonObject> exported(QueryContext& context, const ChangeIndex& index, const ChangeFilter& filter,
                             const QString& path)
{
    const auto selection = TRY(selectChanges(context, index, filter, {}));
    const auto written = TRY(exportChanges(context, *selection.ids, path));
    return QJsonObject{{u"exported"_s, written}, {u"file"_s, path}};
}

} // namespace

Result<QJsonObject> changesAnswer(QueryContext& context, const CommandLine& line)
{
    const auto filter = TRY(filterFrom(line));
    std::optional<ChangeGrouping> grouping;
    if (!line.text("group").isEmpty()) {
        const auto by =
            TRY(choice(line, "group", ChangeGrouping::Type, {u"type"_s, u"field"_s, u"import"_s, u"day"_s}));
        grouping = by;
    }
    const qint64 id = line.number("id", 0);
    const QString file = line.text("export");
    if (id == 0 && file.isEmpty())
        return toJson(TRY(changesQuery(context, filter, line.number("limit", kChangesShown), grouping)));
    TRY(changeKeys(context, filter));
    ChangeIndex index;
    TRY(index.sync(context.db, context.attendance));
    if (id == 0)
        return exported(context, index, filter, file);
    return toJson(TRY(changeStoryQuery(context, index, id)));
}

Result<QJsonObject> summaryAnswer(QueryContext& context, const CommandLine& line)
{
    if (line.arguments.isEmpty())
        return summariesQuery(context);
    const QString field = line.arguments[0];
    const auto year = yearFromUser(line.arguments[1]);
    const auto day = dateOption(line, "on");
    const auto compared = dateOption(line, "compare");
    for (const Error* error :
         {year ? nullptr : &year.error(), day ? nullptr : &day.error(), compared ? nullptr : &compared.error()}) {
        if (error)
            return std::unexpected(*error);
    }
    if (compared->isValid())
        return toJson(
            TRY(compareQuery(context, field, *year, *compared, day->isValid() ? *day : context.clock.now().date())));
    const SpreadFilter filter{field, *year, line.text("type"), line.text("nation"), line.text("region")};
    const bool narrows = !filter.type.isEmpty() || !filter.nation.isEmpty() || !filter.region.isEmpty();
    if (!line.flag("spread") && !narrows)
        return summaryQuery(context, field, *year, *day);
    if (day->isValid())
        return fail(ErrorKind::Usage,
                    u"--spread and --type, --nation, --region look at the figures of today; leave out --on"_s);
    return toJson(TRY(spreadQuery(context, filter)));
}

} // namespace factoid
