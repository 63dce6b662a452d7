#include "ui/summaries/spread_charts.h"

#include "ui/base/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace factoid {

namespace {

struct SpreadChartsWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::SpreadCharts)
};

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

double number(const QJsonObject& object, const char* key)
{
    return text(object, key).toDouble();
}

QString unitOf(const QJsonObject& spread)
{
    return text(spread, "unit");
}

// Where an amount stands among the bins: 0 is the first bin's middle.
double positionOf(double value, const QJsonArray& bins)
{
    for (qsizetype i = 0; i < bins.size(); ++i) {
        const QJsonObject bin = bins[i].toObject();
        const bool below = bin.value(u"from"_s).isNull(), above = bin.value(u"until"_s).isNull();
        if (above || value < number(bin, "until")) {
            if (below || above)
                return static_cast<double>(i);
            return static_cast<double>(i) - 0.5 +
                   (value - number(bin, "from")) / (number(bin, "until") - number(bin, "from"));
        }
    }
    return static_cast<double>(bins.size()) - 0.5;
}

} // namespace

ChartData histogramData(const QJsonObject& spread)
{
    ChartData data;
    data.kind = ChartKind::Histogram;
    data.labelTitle = SpreadChartsWords::tr("Amount");
    data.valueTitle = SpreadChartsWords::tr("Councils");
    const QString unit = unitOf(spread);
    ChartSeries series{SpreadChartsWords::tr("Councils"), {}, 0};
    const QJsonArray bins = spread.value(u"histogram"_s).toObject().value(u"bins"_s).toArray();
    for (const QJsonValue& value : bins) {
        const QJsonObject bin = value.toObject();
        const QString from = shortAmountText(text(bin, "from"), unit),
                      until = shortAmountText(text(bin, "until"), unit);
        const bool below = bin.value(u"from"_s).isNull(), above = bin.value(u"until"_s).isNull();
        const int count = bin.value(u"count"_s).toInt();
        QStringList names;
        for (const QJsonValue& name : bin.value(u"councils"_s).toArray())
            names << name.toString();
        ChartPoint point{below ? SpreadChartsWords::tr("<%1").arg(until)
                               : (above ? SpreadChartsWords::tr("%1+").arg(from) : from),
                         static_cast<double>(count), numberText(qint64(count)), names.join(u", "_s)};
        series.points.push_back(point);
    }
    data.series.push_back(series);
    const QJsonObject summary = spread.value(u"summary"_s).toObject();
    if (!summary.value(u"median"_s).isNull()) {
        data.marks.push_back({positionOf(number(summary, "median"), bins),
                              SpreadChartsWords::tr("typical %1").arg(shortAmountText(text(summary, "median"), unit)),
                              Tone::Text});
        data.marks.push_back({positionOf(number(summary, "average"), bins),
                              SpreadChartsWords::tr("average %1").arg(shortAmountText(text(summary, "average"), unit)),
                              Tone::Warning});
    }
    data.summary = text(spread, "reported") + QLatin1Char(' ') + text(spread, "sentence");
    return data;
}

BoxData boxData(const QJsonObject& spread)
{
    const QJsonObject box = spread.value(u"box"_s).toObject();
    BoxData data;
    if (box.isEmpty())
        return data;
    const QString unit = unitOf(spread);
    data.min = number(box, "min");
    data.low = number(box, "low");
    data.q1 = number(box, "q1");
    data.median = number(box, "median");
    data.q3 = number(box, "q3");
    data.high = number(box, "high");
    data.max = number(box, "max");
    data.below = box.value(u"below"_s).toInt();
    data.above = box.value(u"above"_s).toInt();
    data.q1Text = SpreadChartsWords::tr("a quarter below %1").arg(shortAmountText(text(box, "q1"), unit));
    data.medianText = SpreadChartsWords::tr("half below %1").arg(shortAmountText(text(box, "median"), unit));
    data.q3Text = SpreadChartsWords::tr("three quarters below %1").arg(shortAmountText(text(box, "q3"), unit));
    // As far as the histogram draws single bins.
    const QJsonArray bins = spread.value(u"histogram"_s).toObject().value(u"bins"_s).toArray();
    const QJsonObject last = bins.isEmpty() ? QJsonObject() : bins.last().toObject();
    data.until =
        last.value(u"until"_s).isNull() && !last.isEmpty() ? std::max(number(last, "from"), data.high) : data.max;
    QStringList beyond;
    for (const char* key : {"top", "bottom"}) {
        for (const QJsonValue& value : spread.value(QLatin1String(key)).toArray()) {
            const QJsonObject council = value.toObject();
            const QString named = u"%1 %2"_s.arg(text(council, "name"), shortAmountText(text(council, "value"), unit));
            data.dots.push_back({number(council, "value"), named});
            constexpr int kNamed = 3;
            if (number(council, "value") > data.until && beyond.size() < kNamed)
                beyond << named;
        }
    }
    if (!beyond.isEmpty())
        data.beyondText = SpreadChartsWords::tr("Further right: %1 ›").arg(beyond.join(u", "_s));
    return data;
}

QString boxSummary(const QJsonObject& spread)
{
    const QJsonObject box = spread.value(u"box"_s).toObject();
    if (box.isEmpty())
        return {};
    const QString unit = unitOf(spread);
    const auto amount = [&](const char* key) { return amountText(text(box, key), unit); };
    return SpreadChartsWords::tr("Lowest %1, lower quartile %2, typical %3, upper quartile %4, highest %5; %6 far "
                                 "below and %7 far above the rest.")
        .arg(amount("min"), amount("q1"), amount("median"), amount("q3"), amount("max"))
        .arg(box.value(u"below"_s).toInt())
        .arg(box.value(u"above"_s).toInt());
}

ChartData groupData(const QJsonObject& spread, const char* by)
{
    ChartData data;
    data.kind = ChartKind::HorizontalBars;
    data.valueTitle = SpreadChartsWords::tr("Average");
    const QString unit = unitOf(spread);
    ChartSeries series{SpreadChartsWords::tr("Average"), {}, 0};
    const QJsonArray groups = spread.value(u"groups"_s).toObject().value(QLatin1String(by)).toArray();
    for (const QJsonValue& value : groups) {
        const QJsonObject group = value.toObject();
        series.points.push_back({text(group, "name"), number(group, "average"),
                                 shortAmountText(text(group, "average"), unit),
                                 SpreadChartsWords::tr("n %1").arg(group.value(u"count"_s).toInt())});
    }
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

ChartData seriesData(const QJsonObject& spread, const QString& measure)
{
    ChartData data;
    data.kind = ChartKind::Line;
    data.labelTitle = SpreadChartsWords::tr("Year");
    const QString unit = unitOf(spread);
    ChartSeries series{measure, {}, 0};
    const ChartPoint* first = nullptr;
    const ChartPoint* last = nullptr;
    for (const QJsonValue& value : spread.value(u"series"_s).toArray()) {
        const QJsonObject year = value.toObject();
        const QString bare = year.value(measure).toString();
        QStringList notes{SpreadChartsWords::tr("%1 of %2")
                              .arg(numberText(year.value(u"total_councils"_s).toInteger()),
                                   countText(year.value(u"eligible_councils"_s).toInteger(),
                                             SpreadChartsWords::tr("council"), SpreadChartsWords::tr("councils")))};
        for (const QJsonValue& note : year.value(u"notes"_s).toArray())
            notes << note.toString();
        series.points.push_back({text(year, "year"), bare.isEmpty() ? std::nullopt : std::optional(bare.toDouble()),
                                 shortAmountText(bare, unit), notes.join(u"; "_s)});
    }
    for (const ChartPoint& point : series.points) {
        if (!point.value)
            continue;
        first = first ? first : &point;
        last = &point;
    }
    if (first && first != last)
        data.summary = SpreadChartsWords::tr("From %1 in %2 to %3 in %4.")
                           .arg(first->shown, first->label, last->shown, last->label);
    data.valueTitle = measure == "sum"_L1 ? SpreadChartsWords::tr("Sum")
                                          : (measure == "average"_L1 ? SpreadChartsWords::tr("Average")
                                                                     : SpreadChartsWords::tr("Typical council"));
    data.series.push_back(std::move(series));
    return data;
}

} // namespace factoid
