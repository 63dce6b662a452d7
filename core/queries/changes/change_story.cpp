// One change followed to its ends, and many carried out as a file: the long half of changes_queries.h.
#include "core/queries/changes/changes_queries.h"

#include "core/base/csv_text.h"
#include "core/base/plain_file.h"
#include "core/forecast/forecast_panel.h"
#include "core/store/data/figure_store.h"

namespace factoid {

namespace {

constexpr size_t kOthersShown = 50;

// File and line that gave the figure its value in this change's import, and what the figure says today.
Result<void> addFigure(Database& db, ChangeStory& story)
{
    const ChangeView& change = story.change;
    const auto year = Year::fromCode(change.yearCode);
    if (!change.council || !change.slug || !year)
        return {};
    for (const FigureVersion& version : TRY(FigureStore(db).history(*change.council, *change.slug, *year))) {
        const auto value = version.value.transform([](const Decimal& known) { return known.toString(); });
        if (!version.knownUntil.isValid())
            story.current = FigureToday{value, statusName(version.status)};
        if (change.importId && version.importId == *change.importId &&
            value.value_or(QString()) == change.newValue.value_or(QString()) && !version.file.isEmpty())
            story.source = FileLine{version.file, version.line};
    }
    return {};
}

// The other changes of the same figure (or, for a change of a whole field and year, of that).
Result<void> addOthers(QueryContext& context, const ChangeIndex& index, ChangeStory& story)
{
    const ChangeView& change = story.change;
    ChangeKeys cell;
    cell.field = change.fieldId;
    cell.council = change.councilId;
    cell.year = change.yearCode;
    if (cell.field == 0 && cell.council == 0)
        return {};
    std::vector<qint64> ids = index.select(cell, ChangeOrder::Newest);
    std::erase(ids, change.id);
    story.otherCount = static_cast<qint64>(ids.size());
    ids.resize(std::min(ids.size(), kOthersShown));
    story.others = TRY(readChanges(context, ids));

    ChangeKeys together;
    together.field = change.fieldId;
    together.year = change.yearCode;
    together.importId = change.importId.value_or(0);
    if (together.field != 0 && together.year != 0)
        story.sameImportInCell = index.count(together);
    return {};
}

// How far off the forecast from the years before is, for a figure that came or changed.
Result<void> addForecast(Database& db, ChangeStory& story)
{
    const ChangeView& change = story.change;
    const auto year = Year::fromCode(change.yearCode);
    if (!change.council || !change.slug || !year || !story.current || !story.current->value)
        return {};
    const Panel panel = TRY(FigureStore(db).loadPanel(QStringList{*change.slug}));
    const int council = panel.councilIndex(*change.council);
    if (panel.fieldIndex(*change.slug) < 0 || council < 0)
        return {};
    if (const auto arrived = arrivedForecast(panel, panel.fieldIndex(*change.slug), *year, council);
        arrived && arrived->off)
        story.forecast = FigureForecast{arrived->value.toString(), arrived->low.toString(), arrived->high.toString(),
                                        arrived->off->toString(), arrived->inside};
    return {};
}

// The cells of a row in the order of the columns of an export.
QStringList cellsOf(const ChangeView& change)
{
    const auto text = [](const std::optional<QString>& value) { return value.value_or(QString()); };
    const auto number = [](const std::optional<qint64>& value) { return value ? QString::number(*value) : QString(); };
    const auto yesNo = [](bool value) { return value ? u"true"_s : u"false"_s; };
    return {QString::number(change.id),
            change.time,
            change.type,
            text(change.year),
            text(change.slug),
            text(change.fieldName),
            text(change.unit),
            text(change.council),
            text(change.councilName),
            text(change.oldValue),
            text(change.newValue),
            text(change.magnitude),
            number(change.importId),
            yesNo(change.comparison),
            yesNo(change.processed),
            number(change.run),
            text(change.oldHash),
            text(change.newHash)};
}

} // namespace

Result<ChangeStory> changeStoryQuery(QueryContext& context, const ChangeIndex& index, qint64 id)
{
    auto found = TRY(ChangeStore(context.db).read(std::span(&id, 1)));
    if (found.empty())
        return fail(ErrorKind::Usage,
                    u"there is no change %1 in the log; old ones are pruned after the days set for it"_s.arg(id));
    ChangeStory story;
    story.change = std::move(found.front());
    const ChangeView& change = story.change;
    if (Year::fromCode(change.yearCode) && change.oldValue && change.newValue) {
        const auto before = Decimal::parse(change.oldValue->toUtf8());
        const auto after = Decimal::parse(change.newValue->toUtf8());
        const auto difference = before && after ? after->minus(*before) : std::nullopt;
        story.difference = difference.transform([](const Decimal& moved) { return moved.toString(); });
    }
    story.import = TRY(ImportStore(context.db).find(change.importId.value_or(0)));
    story.run = TRY(RunStore(context.db).withSet(change.run.value_or(0)));
    TRY(addFigure(context.db, story));
    TRY(addForecast(context.db, story));
    TRY(addOthers(context, index, story));
    return story;
}

Result<qint64> exportChanges(QueryContext& context, std::span<const qint64> ids, const QString& path)
{
    static const QStringList columns{
        u"id"_s,     u"time"_s,       u"change_type"_s,  u"year"_s,      u"field"_s,     u"field_name"_s,
        u"unit"_s,   u"council"_s,    u"council_name"_s, u"old_value"_s, u"new_value"_s, u"magnitude"_s,
        u"import"_s, u"comparison"_s, u"processed"_s,    u"run"_s,       u"old_hash"_s,  u"new_hash"_s};
    WholeFile file(path);
    TRY(file.open());
    TRY(file.write(csvRow(columns)));
    ChangeStore store(context.db);
    qint64 written = 0;
    for (size_t at = 0; at < ids.size(); at += ChangeStore::kMostAtOnce) {
        if (context.control.cancel.requested())
            return fail(ErrorKind::Interrupted, u"interrupted; no file was written"_s);
        const auto views = TRY(store.read(ids.subspan(at, std::min(ChangeStore::kMostAtOnce, ids.size() - at))));
        QByteArray rows;
        for (const ChangeView& view : views)
            rows += csvRow(cellsOf(view));
        TRY(file.write(rows));
        written += static_cast<qint64>(views.size());
        context.control.tell(u"writing the changes"_s, written, static_cast<qint64>(ids.size()));
    }
    TRY(file.commit());
    return written;
}

} // namespace factoid
