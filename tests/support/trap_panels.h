// Traps: what publishers do to figures and what must then not be told. Each is put into a made panel of noise;
// `mustNotTell` judges one told fact as it stands in the JSON of `facts`.
#pragma once

#include "made_panel.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <functional>
#include <vector>

namespace factoid::test {

struct Trap {
    const char* name;
    int years = 12;
    Noise noise = {};
    std::function<void(MadePanel&)> set;
    std::function<bool(const QJsonObject& fact, MadePanel& made)> mustNotTell;
};

inline QString kindOf(const QJsonObject& fact)
{
    return fact.value(QLatin1String("kind")).toString();
}

// Whether `holds` for one operand of the fact, within the scope of its claim.
inline bool anyOperandIn(const QJsonObject& fact, const std::function<bool(const QJsonObject& operand, const QJsonObject& scope)>& holds)
{
    for (const QJsonValue& claim : fact.value(QLatin1String("claims")).toArray()) {
        const QJsonObject scope = claim.toObject().value(QLatin1String("scope")).toObject();
        for (const QJsonValue& operand : claim.toObject().value(QLatin1String("operands")).toArray()) {
            if (holds(operand.toObject(), scope))
                return true;
        }
    }
    return false;
}

inline bool anyOperand(const QJsonObject& fact, const std::function<bool(const QJsonObject&)>& holds)
{
    return anyOperandIn(fact, [&](const QJsonObject& operand, const QJsonObject&) { return holds(operand); });
}

inline bool isOf(const QJsonObject& operand, const QString& field, Year year)
{
    return operand.value(QLatin1String("field")).toString() == field && operand.value(QLatin1String("year")).toString() == year.label();
}

inline bool usesYear(const QJsonObject& fact, MadePanel& made, int year)
{
    return anyOperand(fact, [&](const QJsonObject& operand) { return isOf(operand, made.slug(made.target()), made.year(year)); });
}

// Of target, in the newest year: of a group that the council is in and of its figure, or of the council.
inline bool usesCouncil(const QJsonObject& fact, MadePanel& made, int council)
{
    static const QSet<QString> kRobust = {QStringLiteral("median"), QStringLiteral("count"), QStringLiteral("missing")};
    const Council& of = made.council(council);
    return anyOperandIn(fact, [&](const QJsonObject& operand, const QJsonObject& scope) {
        if (!isOf(operand, made.slug(made.target()), made.year(made.newest())))
            return false;
        if (operand.contains(QLatin1String("council")))
            return operand.value(QLatin1String("council")).toString() == of.code;
        if (kRobust.contains(operand.value(QLatin1String("measure")).toString()))
            return false;
        const QJsonObject group = operand.value(QLatin1String("group")).toObject();
        const QString name = group.value(QLatin1String("name")).toString();
        const QString by = group.value(QLatin1String("by")).toString();
        if (!by.isEmpty() && name != (by == QLatin1String("type") ? of.type : by == QLatin1String("nation") ? of.nation : of.region))
            return false;
        const auto isOutside = [&](const char* key, const QString& own) { return scope.contains(QLatin1String(key)) && scope.value(QLatin1String(key)).toString() != own; };
        return !isOutside("type", of.type) && !isOutside("nation", of.nation) && !isOutside("region", of.region);
    });
}

inline void scaleYear(MadePanel& made, int field, int year, double times, const std::function<bool(int)>& of = [](int) { return true; })
{
    for (int council = 0; council < made.councilCount(); ++council) {
        if (of(council))
            made.value(field, year, council) = std::llround(static_cast<double>(made.value(field, year, council)) * times);
    }
}

inline void copyYear(MadePanel& made, int year, double part)
{
    for (int council = 0; council < made.councilCount(); ++council) {
        if (made.draws().uniform() < part)
            made.value(made.target(), year, council) = made.value(made.target(), year - 1, council);
    }
}

inline bool isNewsOfYears(const QString& kind)
{
    static const QSet<QString> kKinds = {QStringLiteral("trend"), QStringLiteral("step"), QStringLiteral("streak"), QStringLiteral("record"), QStringLiteral("yoy_change"),
                                         QStringLiteral("reversal"), QStringLiteral("crossing")};
    return kKinds.contains(kind);
}

inline bool isChange(const QString& kind)
{
    return isNewsOfYears(kind) || kind == QLatin1String("long_change") || kind == QLatin1String("rank_change") || kind.startsWith(QLatin1String("total_"));
}

inline bool isTop(const QString& kind)
{
    static const QSet<QString> kKinds = {QStringLiteral("highest"), QStringLiteral("highest_per_head"), QStringLiteral("lowest_per_head"), QStringLiteral("lowest"),
                                         QStringLiteral("rank"), QStringLiteral("gap"), QStringLiteral("outlier"), QStringLiteral("ratio")};
    return kKinds.contains(kind);
}

inline const std::vector<Trap>& traps()
{
    constexpr int kMiddle = 6, kOdd = 7, kYears = 12;
    const auto newestYear = [](const QJsonObject& fact, MadePanel& made) { return usesYear(fact, made, made.newest()); };
    const auto middleYear = [](const QJsonObject& fact, MadePanel& made) { return usesYear(fact, made, kMiddle); };
    const auto oddCouncil = [](const QJsonObject& fact, MadePanel& made) { return usesCouncil(fact, made, kOdd); };
    const auto newestChange = [](const QJsonObject& fact, MadePanel& made) {
        return usesYear(fact, made, made.newest()) && isChange(kindOf(fact));
    };
    // Per head of what it is not: of the council, or of a sum that it is in.
    const auto perHead = [oddCouncil](const QJsonObject& fact, MadePanel& made) {
        return anyOperand(fact, [](const QJsonObject& operand) { return operand.value(QLatin1String("measure")).toString() == QLatin1String("per_head"); }) && oddCouncil(fact, made);
    };
    static const std::vector<Trap> list = {
        {"the newest year 1,000 times too large", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 1000); }, newestYear},
        {"the newest year 10 times too large", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 10); }, newestYear},
        {"the newest year 1,000 times too small", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 0.001); }, newestYear},
        {"the newest year four times as much", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 4); }, newestYear},
        {"a middle year 10 times too large", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), kMiddle, 10); }, middleYear},
        {"a middle year six times too small", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), kMiddle, 1 / 6.0); }, middleYear},
        {"one type 1,000 times too large", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 1000, [](int council) { return council % 10 >= 7; }); }, oddCouncil},
        {"a third of the councils 1,000 times too large", kYears, {}, [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 1000, [](int council) { return council % 3 == kOdd % 3; }); }, oddCouncil},
        {"60 percent copied forward", kYears, {}, [](MadePanel& made) { copyYear(made, made.newest(), 0.6); }, newestChange},
        {"90 percent copied forward", kYears, {}, [](MadePanel& made) { copyYear(made, made.newest(), 0.9); }, newestChange},
        {"60 percent of a middle year copied forward", kYears, {}, [](MadePanel& made) { copyYear(made, kMiddle, 0.6); }, middleYear},
        {"60 percent copied forward, two years", 2, {}, [](MadePanel& made) { copyYear(made, made.newest(), 0.6); }, newestChange},
        {"one council 1,000 times too large", kYears, {}, [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; }, oddCouncil},
        {"one council 10 times too large", kYears, {}, [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 10; }, oddCouncil},
        {"one council 1,000 times too small", kYears, {}, [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) /= 1000; }, oddCouncil},
        {"one council 1,000 times too large, three years", 3, {}, [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; }, oddCouncil},
        {"one council 1,000 times too large, two years", 2, {}, [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; }, oddCouncil},
        {"one council 1,000 times too large, one year", 1, {}, [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; }, oddCouncil},
        {"one council 1,000 times too small, one year", 1, {}, [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) /= 1000; }, oddCouncil},
        {"one council in thousands in every year", kYears, {}, [](MadePanel& made) {
             for (int year = 0; year < kYears; ++year)
                 made.value(made.target(), year, kOdd) /= 1000;
         }, oddCouncil},
        {"one population six times too large", kYears, {}, [](MadePanel& made) { made.value(0, made.newest(), kOdd) *= 6; }, perHead},
        {"one population six times too large, three years", 3, {}, [](MadePanel& made) { made.value(0, made.newest(), kOdd) *= 6; }, perHead},
        {"all populations six times too large", kYears, {}, [](MadePanel& made) { scaleYear(made, 0, made.newest(), 6); }, perHead},
        {"all below zero", kYears, {}, [](MadePanel& made) {
             for (int year = 0; year < kYears; ++year)
                 scaleYear(made, made.target(), year, -1);
         }, [](const QJsonObject& fact, MadePanel& made) { return fact.value(QLatin1String("field")).toString() == made.slug(made.target()) && isTop(kindOf(fact)); }},
        {"heavy tails", kYears, {0.8, 0.06, 3}, [](MadePanel&) {}, [](const QJsonObject& fact, MadePanel&) { return isNewsOfYears(kindOf(fact)); }},
        {"normal noise", kYears, {}, [](MadePanel&) {}, [](const QJsonObject& fact, MadePanel&) { return isNewsOfYears(kindOf(fact)); }},
    };
    return list;
}

// A fact that a set may show.
inline bool isTold(const QJsonObject& fact)
{
    const QJsonValue confidence = fact.value(QLatin1String("confidence"));
    return !fact.value(QLatin1String("if_confirmed")).toBool() && (confidence.isNull() || confidence.toDouble() >= 0.95);
}

} // namespace factoid::test
