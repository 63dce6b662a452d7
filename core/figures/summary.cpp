#include "core/figures/summary.h"

#include <QJsonArray>

namespace factoid {

namespace {

constexpr int kShownDigits = 2;

QJsonValue amount(const std::optional<Decimal>& value)
{
    return value ? QJsonValue(value->toFixed(kShownDigits)) : QJsonValue(QJsonValue::Null);
}

QJsonArray entries(const std::vector<SummaryEntry>& list)
{
    QJsonArray array;
    for (const SummaryEntry& entry : list) {
        array.append(QJsonObject{{u"code"_s, entry.code},
                                 {u"name"_s, entry.name},
                                 {u"type"_s, entry.type},
                                 {u"nation"_s, entry.nation},
                                 {u"value"_s, entry.value.toFixed(kShownDigits)}});
    }
    return array;
}

QJsonObject groups(const std::map<QString, GroupAverage>& averages)
{
    QJsonObject object;
    for (const auto& [name, group] : averages) {
        object.insert(name,
                      QJsonObject{{u"average"_s, group.average.toFixed(kShownDigits)}, {u"count"_s, group.count}});
    }
    return object;
}

} // namespace

QString Summary::sumText() const
{
    constexpr Int128 kStep = 100; // units in a hundredth
    return int128ToString(divideRounded(sumUnits, kStep), kShownDigits);
}

QJsonObject toJson(const Summary& summary)
{
    return {
        {u"field"_s, summary.field},
        {u"year"_s, summary.year.label()},
        {u"total_councils"_s, summary.totalCouncils},
        {u"eligible_councils"_s, summary.eligibleCouncils},
        {u"completeness"_s, summary.completeness.toFixed(kShownDigits)},
        {u"sum"_s, summary.sumText()},
        {u"average"_s, amount(summary.average)},
        {u"median"_s, amount(summary.median)},
        {u"q1"_s, amount(summary.q1)},
        {u"q3"_s, amount(summary.q3)},
        {u"min"_s, amount(summary.min)},
        {u"max"_s, amount(summary.max)},
        {u"std_deviation"_s, amount(summary.stdDeviation)},
        {u"outlier_count"_s, summary.outlierCount},
        {u"top_5"_s, entries(summary.top5)},
        {u"bottom_5"_s, entries(summary.bottom5)},
        {u"type_averages"_s, groups(summary.typeAverages)},
        {u"nation_averages"_s, groups(summary.nationAverages)},
        {u"region_averages"_s, groups(summary.regionAverages)},
        {u"data_hash"_s, QString::fromLatin1(summary.dataHash)},
    };
}

} // namespace factoid
