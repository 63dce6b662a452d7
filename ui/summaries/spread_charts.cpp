#include "ui/summaries/spread_charts.h"

#include "ui/base/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace factoid {

namespace {

struct SpreadChartsWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::SpreadCharts)
};

constexpr int kChartDigits = 2; // of an amount of a summary

// Where an amount stands among the bins: 0 is the first bin's middle.
double positionOf(double value, const std::vector<SpreadBin>& bins)
{
    for (size_t i = 0; i < bins.size(); ++i) {
        const SpreadBin& bin = bins[i];
        if (bin.until && value >= bin.until->toDouble())
            continue;
        const auto middle = static_cast<double>(i);
        if (!bin.from || !bin.until)
            return middle;
        const double from = bin.from->toDouble();
        return middle - 0.5 + (value - from) / (bin.until->toDouble() - from);
    }
    return static_cast<double>(bins.size()) - 0.5;
}

QString binLabel(const SpreadBin& bin, const QString& unit)
{
    const QString from = shortAmountText(bin.from.value_or(QString()), unit);
    if (!bin.from)
        return SpreadChartsWords::tr("<%1").arg(shortAmountText(bin.until.value_or(QString()), unit));
    return bin.until ? from : SpreadChartsWords::tr("%1+").arg(from);
}

} // namespace

ChartData histogramData(const SpreadAnswer& spread)
{
    ChartData data;
    data.kind = ChartKind::Histogram;
    data.labelTitle = SpreadChartsWords::tr("Amount");
    data.valueTitle = SpreadChartsWords::tr("Councils");
    ChartSeries series{SpreadChartsWords::tr("Councils"), {}, 0};
    const std::vector<SpreadBin>& bins = spread.histogram.bins;
    for (const SpreadBin& bin : bins)
        series.points.push_back({binLabel(bin, spread.unit), static_cast<double>(bin.count),
                                 numberText(qint64(bin.count)), bin.councils.join(u", "_s)});
    data.series.push_back(series);
    const auto mark = [&](const Decimal& amount, const QString& words, Tone tone) {
        data.marks.push_back({positionOf(amount.toDouble(), bins),
                              words.arg(shortAmountText(amount.toFixed(kChartDigits), spread.unit)), tone});
    };
    if (const Summary& summary = spread.summary; summary.median && summary.average) {
        mark(*summary.median, SpreadChartsWords::tr("typical %1"), Tone::Text);
        mark(*summary.average, SpreadChartsWords::tr("average %1"), Tone::Warning);
    }
    data.summary = spread.reported + QLatin1Char(' ') + spread.sentence;
    return data;
}

BoxData boxData(const SpreadAnswer& spread)
{
    BoxData data;
    if (!spread.box)
        return data;
    const SpreadBox& box = *spread.box;
    const auto shortAmount = [&](const QString& amount) { return shortAmountText(amount, spread.unit); };
    data.min = box.min.toDouble();
    data.low = box.low.toDouble();
    data.q1 = box.q1.toDouble();
    data.median = box.median.toDouble();
    data.q3 = box.q3.toDouble();
    data.high = box.high.toDouble();
    data.max = box.max.toDouble();
    data.below = box.below;
    data.above = box.above;
    data.q1Text = SpreadChartsWords::tr("a quarter below %1").arg(shortAmount(box.q1));
    data.medianText = SpreadChartsWords::tr("half below %1").arg(shortAmount(box.median));
    data.q3Text = SpreadChartsWords::tr("three quarters below %1").arg(shortAmount(box.q3));
    // As far as the histogram draws single bins.
    const std::vector<SpreadBin>& bins = spread.histogram.bins;
    data.until = !bins.empty() && !bins.back().until
                     ? std::max(bins.back().from.value_or(QString()).toDouble(), data.high)
                     : data.max;
    QStringList beyond;
    for (const auto* councils : {&spread.top, &spread.bottom}) {
        for (const SpreadCouncil& council : *councils) {
            const double value = council.value.toDouble();
            const QString named = u"%1 %2"_s.arg(council.name, shortAmount(council.value));
            data.dots.push_back({value, named});
            constexpr int kNamed = 3;
            if (value > data.until && beyond.size() < kNamed)
                beyond << named;
        }
    }
    if (!beyond.isEmpty())
        data.beyondText = SpreadChartsWords::tr("Further right: %1 ›").arg(beyond.join(u", "_s));
    return data;
}

QString boxSummary(const SpreadAnswer& spread)
{
    if (!spread.box)
        return {};
    const SpreadBox& box = *spread.box;
    const auto amount = [&](const QString& value) { return amountText(value, spread.unit); };
    return SpreadChartsWords::tr("Lowest %1, lower quartile %2, typical %3, upper quartile %4, highest %5; %6 far "
                                 "below and %7 far above the rest.")
        .arg(amount(box.min), amount(box.q1), amount(box.median), amount(box.q3), amount(box.max))
        .arg(box.below)
        .arg(box.above);
}

ChartData groupData(const std::vector<SpreadGroup>& groups, const QString& unit)
{
    ChartData data;
    data.kind = ChartKind::HorizontalBars;
    data.valueTitle = SpreadChartsWords::tr("Average");
    ChartSeries series{SpreadChartsWords::tr("Average"), {}, 0};
    for (const SpreadGroup& group : groups)
        series.points.push_back({group.name, group.average.toDouble(), shortAmountText(group.average, unit),
                                 SpreadChartsWords::tr("n %1").arg(group.count)});
    if (!series.points.empty()) {
        data.summary = series.points.size() == 1
                           ? SpreadChartsWords::tr("Only %1: %2 on average.")
                                 .arg(series.points.front().label, series.points.front().shown)
                           : SpreadChartsWords::tr("Highest %1 with %2 on average, lowest %3 with %4.")
                                 .arg(series.points.front().label, series.points.front().shown,
                                      series.points.back().label, series.points.back().shown);
    }
    data.series.push_back(std::move(series));
    return data;
}

ChartData seriesData(const SpreadAnswer& spread, SpreadMeasure measure)
{
    ChartData data;
    data.kind = ChartKind::Line;
    data.labelTitle = SpreadChartsWords::tr("Year");
    data.valueTitle = measure == SpreadMeasure::Sum       ? SpreadChartsWords::tr("Sum")
                      : measure == SpreadMeasure::Average ? SpreadChartsWords::tr("Average")
                                                          : SpreadChartsWords::tr("Typical council");
    const auto amountOf = measure == SpreadMeasure::Sum       ? &SpreadYear::sum
                          : measure == SpreadMeasure::Average ? &SpreadYear::average
                                                              : &SpreadYear::median;
    ChartSeries series{data.valueTitle, {}, 0};
    for (const SpreadYear& year : spread.series) {
        const std::optional<QString>& amount = year.*amountOf;
        QStringList notes{SpreadChartsWords::tr("%1 of %2")
                              .arg(numberText(qint64(year.totalCouncils)),
                                   countText(year.eligibleCouncils, SpreadChartsWords::tr("council"),
                                             SpreadChartsWords::tr("councils")))};
        notes += year.notes;
        series.points.push_back({year.year.label(),
                                 amount.transform([](const QString& bare) { return bare.toDouble(); }),
                                 shortAmountText(amount.value_or(QString()), spread.unit), notes.join(u"; "_s)});
    }
    const ChartPoint* first = nullptr;
    const ChartPoint* last = nullptr;
    for (const ChartPoint& point : series.points) {
        if (!point.value)
            continue;
        first = first ? first : &point;
        last = &point;
    }
    if (first && first != last)
        data.summary = SpreadChartsWords::tr("From %1 in %2 to %3 in %4.")
                           .arg(first->shown, first->label, last->shown, last->label);
    data.series.push_back(std::move(series));
    return data;
}

} // namespace factoid
