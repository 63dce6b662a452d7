#include "core/jobs/forecast_warnings.h"

#include "core/base/literals.h"
#include "core/base/median.h"
#include "core/forecast/forecast_panel.h"
#include "core/store/data/figure_store.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace factoid {

namespace {

constexpr int kOutsideTold = 10;
constexpr double kWholePercent = 100;

// A figure outside its interval, with how many halves of the interval it is off.
struct Outside {
    double distance = 0;
    QString sentence;
};

// The councils of which the batch brings a figure in the year, by position in the batch's register.
std::set<int> councilsOf(const ImportBatch& batch, int field, Year year)
{
    std::set<int> councils;
    for (const StagedFigure& figure : batch.figures) {
        if (figure.field == field && figure.year == year.code())
            councils.insert(figure.council);
    }
    return councils;
}

void compare(const Panel& panel, int field, Year year, const std::set<QByteArray>& codes, ForecastWarnings& warnings,
             std::vector<Outside>& outside)
{
    const ForecastPanel rows = forecastPanel(panel, field, year.plus(-1));
    const forecast::FieldForecaster made(rows.history, 1);
    const QString& slug = panel.fields()[static_cast<size_t>(field)].slug;
    ArrivedForecasts arrived{slug, year.label()};
    std::vector<double> off;
    for (const forecast::Made& one : made.made()) {
        if (one.origin != rows.originAt())
            continue;
        const auto found = std::ranges::find(rows.rowOf, static_cast<int>(one.row));
        const auto position = static_cast<int>(found - rows.rowOf.begin());
        const Council& council = panel.councils()[static_cast<size_t>(position)];
        const auto came = panel.value(field, year, position);
        if (!came || !codes.contains(council.code.toUtf8()))
            continue;
        const forecast::Ahead& ahead = one.ahead.front();
        const double value = came->toDouble();
        const double missed = std::abs(value - ahead.value);
        ++arrived.forecasts;
        if (value != 0)
            off.push_back(missed / std::abs(value) * kWholePercent);
        if (ahead.interval.low <= value && value <= ahead.interval.high) {
            ++arrived.inside;
            continue;
        }
        const double half = std::max(ahead.interval.high - ahead.interval.low, 1.0 / Decimal::kScale) / 2;
        outside.push_back(
            {missed / half,
             u"%1 (%2) of %3 in %4 is %5; forecast from the years before was %6, with 95 percent between %7 and %8; worth a look"_s
                 .arg(council.name, council.code, slug, year.label(), came->toString(),
                      decimalOf(ahead.value).toString(), decimalOf(ahead.interval.low).toString(),
                      decimalOf(ahead.interval.high).toString())});
    }
    if (arrived.forecasts == 0)
        return;
    arrived.medianOffPercent = QString::number(median(std::move(off)), 'f', 2);
    warnings.arrived.push_back(arrived);
}

} // namespace

Result<ForecastWarnings> forecastWarnings(Database& db, const ImportBatch& batch)
{
    std::map<int, std::set<Year>> years; // by field of the register, what the batch brings
    for (const StagedFigure& figure : batch.figures)
        years[figure.field].insert(Year::fromCode(figure.year).value_or(Year()));
    std::map<int, Year> newest;
    QStringList slugs;
    for (const auto& [field, brought] : years) {
        if (brought.contains(brought.rbegin()->plus(-1)))
            continue;
        newest.emplace(field, *brought.rbegin());
        slugs << batch.known.fields()[static_cast<size_t>(field)].slug;
    }
    ForecastWarnings warnings;
    if (slugs.isEmpty())
        return warnings;
    const auto panel = TRY(FigureStore(db).loadPanel(slugs));
    std::vector<Outside> outside;
    for (const auto& [field, year] : newest) {
        const int position = panel.fieldIndex(batch.known.fields()[static_cast<size_t>(field)].slug);
        if (position < 0 || panel.years(position).empty() || panel.years(position).rbegin()->first != year ||
            !panel.block(position, year.plus(-1)))
            continue;
        std::set<QByteArray> codes;
        for (const int council : councilsOf(batch, field, year))
            codes.insert(batch.known.councils()[static_cast<size_t>(council)].code.toUtf8());
        compare(panel, position, year, codes, warnings, outside);
    }
    std::ranges::stable_sort(outside, std::ranges::greater(), &Outside::distance);
    for (size_t at = 0; at < outside.size() && at < static_cast<size_t>(kOutsideTold); ++at)
        warnings.sentences << outside[at].sentence;
    const auto more = static_cast<qint64>(outside.size()) - warnings.sentences.size();
    if (more > 0)
        warnings.sentences << (more == 1
                                   ? u"one more figure is outside the interval of its forecast"_s
                                   : u"%L1 more figures are outside the intervals of their forecasts"_s.arg(more));
    return warnings;
}

} // namespace factoid
