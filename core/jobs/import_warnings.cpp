#include "core/jobs/import_warnings.h"

#include "core/figures/unit_slips.h"
#include "core/store/data/figure_store.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace factoid {

namespace {

constexpr int kTold = 10;

// Field and council as positions in the register, and the year's code.
using ImportedCell = std::tuple<int, int, int>;

} // namespace

QStringList registerWarnings(const Register& before, const ImportBatch& batch)
{
    QStringList warnings;
    for (const int at : batch.fields) {
        const Field& field = batch.known.fields()[static_cast<size_t>(at)];
        const int had = before.field(field.slug.toUtf8());
        const QString unit = had < 0 ? field.unit : before.fields()[static_cast<size_t>(had)].unit;
        if (unit != field.unit)
            warnings << u"the unit of %1 changes from %2 to %3; figures that are stored keep their numbers, so check "
                        "that this is right"_s.arg(field.slug, unit, field.unit);
    }
    const auto& fields = batch.known.fields();
    if (!fields.empty() && std::ranges::none_of(fields, &Field::comparison))
        warnings << u"no field is marked for comparison, so no facts will be found; add a column “comparison” with yes "
                    "to the fields file, and import it again"_s;
    return warnings;
}

Result<QStringList> unitWarnings(Database& db, const ImportBatch& batch)
{
    QStringList slugs, heads;
    for (const StagedFigure& figure : batch.figures) {
        const Field& field = batch.known.fields()[static_cast<size_t>(figure.field)];
        if (!slugs.isEmpty() && slugs.last() == field.slug)
            continue;
        slugs << field.slug;
        if (!field.perHeadOf.isEmpty())
            heads << field.perHeadOf;
    }
    QStringList wanted = slugs + heads;
    wanted.removeDuplicates();
    if (wanted.isEmpty())
        return QStringList();
    const auto panel = TRY(FigureStore(db).loadPanel(wanted));
    std::map<ImportedCell, QString> texts;
    for (const QString& slug : slugs) {
        const int field = batch.known.field(slug.toUtf8());
        for (const UnitSlip& slip : unitSlips(panel, panel.fieldIndex(slug))) {
            const Council& council = panel.councils()[static_cast<size_t>(slip.council)];
            texts.emplace(ImportedCell(field, slip.year.code(), batch.known.council(council.code.toUtf8())),
                          u"%1 (%2) of %3 in %4 is %5; it is kept out of facts"_s.arg(
                              council.name, council.code, slug, slip.year.label(), likelyUnit(slip)));
        }
    }
    QStringList warnings;
    int more = 0;
    for (const StagedFigure& figure : batch.figures) {
        const auto text = texts.find(ImportedCell(figure.field, figure.year, figure.council));
        if (text == texts.end())
            continue;
        if (warnings.size() < kTold)
            warnings << text->second;
        else
            ++more;
    }
    if (more > 0)
        warnings << (more == 1 ? u"one more figure is likely in another unit"_s
                               : u"%L1 more figures are likely in another unit"_s.arg(more));
    return warnings;
}

} // namespace factoid
