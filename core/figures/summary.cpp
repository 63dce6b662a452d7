#include "core/figures/summary.h"

#include <QJsonArray>

namespace factoid {

namespace {

constexpr int kShownDigits = 2;

QJsonValue amount(const std::optional<Decimal>& value) {
    return value ? QJsonValue(value->toFixed(kShownDigits)) : QJsonValue(QJsonValue::Null);
}

QJsonArray entries(const std::vector<SummaryEntry>& list) {
    QJsonArray array;
    for (const SummaryEntry& entry : list) {
        array.append(QJsonObject{{QStringLiteral("code"), entry.code},
                                 {QStringLiteral("name"), entry.name},
                                 {QStringLiteral("type"), entry.type},
                                 {QStringLiteral("nation"), entry.nation},
                                 {QStringLiteral("value"), entry.value.toFixed(kShownDigits)}});
    }
    return array;
}

QJsonObject groups(const std::map<QString, GroupAverage>& averages) {
    QJsonObject object;
    for (const auto& [name, group] : averages) {
        object.insert(name,
                      QJsonObject{{QStringLiteral("average"), group.average.toFixed(kShownDigits)},
                                  {QStringLiteral("count"), group.count}});
    }
    return object;
}

} // namespace

QString Summary::sumText() const {
    constexpr Int128 kStep = 100; // units in a hundredth
    return int128ToString(divideRounded(sumUnits, kStep), kShownDigits);
}

QJsonObject toJson(const Summary& summary) {
    return {
        {QStringLiteral("field"), summary.field},
        {QStringLiteral("year"), summary.year.label()},
        {QStringLiteral("total_councils"), summary.totalCouncils},
        {QStringLiteral("eligible_councils"), summary.eligibleCouncils},
        {QStringLiteral("completeness"), summary.completeness.toFixed(kShownDigits)},
        {QStringLiteral("sum"), summary.sumText()},
        {QStringLiteral("average"), amount(summary.average)},
        {QStringLiteral("median"), amount(summary.median)},
        {QStringLiteral("q1"), amount(summary.q1)},
        {QStringLiteral("q3"), amount(summary.q3)},
        {QStringLiteral("min"), amount(summary.min)},
        {QStringLiteral("max"), amount(summary.max)},
        {QStringLiteral("std_deviation"), amount(summary.stdDeviation)},
        {QStringLiteral("outlier_count"), summary.outlierCount},
        {QStringLiteral("top_5"), entries(summary.top5)},
        {QStringLiteral("bottom_5"), entries(summary.bottom5)},
        {QStringLiteral("type_averages"), groups(summary.typeAverages)},
        {QStringLiteral("nation_averages"), groups(summary.nationAverages)},
        {QStringLiteral("region_averages"), groups(summary.regionAverages)},
        {QStringLiteral("data_hash"), QString::fromLatin1(summary.dataHash)},
    };
}

} // namespace factoid
