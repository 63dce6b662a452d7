// The change log: changes.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/changes/changes_queries.h"

namespace factoid::commands {

namespace {

constexpr int kChangesShown = 100;

QString changeLine(const QJsonObject& change)
{
    const auto value = [&](const char* key) {
        return change.value(QLatin1String(key)).isNull() ? u"nothing"_s : grouped(text(change, key));
    };
    const QString magnitude = text(change, "magnitude");
    return u"%1  %2 %3 %4 %5  %6 -> %7%8%9\n"_s.arg(
        text(change, "time"), text(change, "change_type").leftJustified(15), text(change, "field"),
        text(change, "year"), text(change, "council_name"), value("old_value"), value("new_value"),
        magnitude.isEmpty() ? QString() : u" (%1 %)"_s.arg(magnitude),
        change.value(u"processed"_s).toBool() ? QString() : u"  open"_s);
}

QString storyText(const QJsonObject& story)
{
    QString out = changeLine(story.value(u"change"_s).toObject());
    const QJsonObject import = story.value(u"import"_s).toObject();
    const QJsonObject source = story.value(u"source"_s).toObject();
    const QJsonObject run = story.value(u"run"_s).toObject();
    const QJsonObject current = story.value(u"current"_s).toObject();
    out += import.isEmpty() ? u"import   none\n"_s
                            : u"import   %1 of %2\n"_s.arg(text(import, "id"), text(import, "time"));
    for (const QJsonValue& file : import.value(u"files"_s).toArray())
        out +=
            u"         %1, %2\n"_s.arg(text(file.toObject(), "path"), counted(file.toObject(), "rows", "row", "rows"));
    if (!source.isEmpty())
        out += u"source   %1, line %2\n"_s.arg(text(source, "file"), text(source, "line"));
    if (!current.isEmpty())
        out += u"today    %1 (%2)\n"_s.arg(grouped(text(current, "value")), text(current, "status"));
    if (const QJsonObject forecast = story.value(u"forecast"_s).toObject(); !forecast.isEmpty())
        out += u"forecast %1 from the years before, off by %2%3\n"_s.arg(
            grouped(text(forecast, "value")), grouped(text(forecast, "off")),
            forecast.value(u"inside"_s).toBool() ? QString() : u", outside its interval of 95 percent"_s);
    out += run.isEmpty() ? u"run      none yet\n"_s
                         : u"run      %1, %2, %3, %4\n"_s.arg(text(run, "id"), text(run, "job"),
                                                              text(run, "started_at"), text(run, "outcome"));
    out += u"others   %1\n"_s.arg(text(story, "other_count"));
    for (const QJsonValue& other : story.value(u"others"_s).toArray())
        out += u"         "_s + changeLine(other.toObject());
    return out;
}

// The value of a choice by its place in the list; the parser lets no other through.
template <class T>
std::optional<T> chosen(const CommandLine& line, const char* option, const QStringList& names)
{
    const QString name = line.text(option);
    return name.isEmpty() ? std::nullopt : std::optional(static_cast<T>(names.indexOf(name)));
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
    filter.from = line.date("from");
    filter.to = line.date("to");
    filter.order = chosen<ChangeOrder>(line, "sort", changeOrders()).value_or(ChangeOrder::Newest);
    return filter;
}

Result<QJsonObject> exported(QueryContext& context, const ChangeIndex& index, const ChangeFilter& filter,
                             const QString& path)
{
    const auto selection = TRY(selectChanges(context, index, filter, {}));
    const auto written = TRY(exportChanges(context, *selection.ids, path));
    return QJsonObject{{u"exported"_s, written}, {u"file"_s, path}};
}

Result<QJsonObject> changesAnswer(QueryContext& context, const CommandLine& line)
{
    const auto filter = TRY(filterFrom(line));
    const auto grouping = chosen<ChangeGrouping>(line, "group", changeGroupings());
    const qint64 id = line.number("id", 0);
    const QString file = line.text("export");
    if (id == 0 && file.isEmpty())
        return toJson(TRY(changesQuery(context, filter, line.number("limit", kChangesShown), grouping)));
    TRY(changeKeys(context, filter));
    ChangeIndex index;
    TRY(index.sync(context.db, context.control));
    if (id == 0)
        return exported(context, index, filter, file);
    return toJson(TRY(changeStoryQuery(context, index, id)));
}

} // namespace

QStringList changeOrders()
{
    return {u"newest"_s, u"oldest"_s, u"largest"_s, u"smallest"_s};
}

QStringList changeGroupings()
{
    return {u"type"_s, u"field"_s, u"import"_s, u"day"_s};
}

QString changesText(const QJsonObject& changes)
{
    if (changes.contains(u"exported"_s))
        return u"%1 written to %2"_s.arg(counted(changes, "exported", "change", "changes"), text(changes, "file"));
    if (changes.contains(u"change"_s))
        return storyText(changes);
    QString out;
    for (const QJsonValue& value : changes.value(u"groups"_s).toArray()) {
        const QJsonObject group = value.toObject();
        out += u"%1  %2 (%3 open)\n"_s.arg(grouped(text(group, "changes")).rightJustified(9), text(group, "title"),
                                           grouped(text(group, "open")));
    }
    for (const QJsonValue& value : changes.value(u"changes"_s).toArray())
        out += changeLine(value.toObject());
    return out + u"%1 in all\n"_s.arg(grouped(text(changes, "total")));
}

int changes(Session& session)
{
    // A file that is half written is to be taken away again.
    const AtSignal signal = session.line.text("export").isEmpty() ? AtSignal::End : AtSignal::Cancel;
    return show(session, askLong(session, changesAnswer, signal), changesText);
}

} // namespace factoid::commands
