// Traps: what publishers do to figures and what must then not be told. Each is put into a made panel of noise;
// `mustNotTell` judges one told fact as it stands in the JSON of `facts`.
#pragma once

#include "core/base/literals.h"

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
    return fact.value("kind"_L1).toString();
}

// Whether `holds` for one operand of the fact, within the scope of its claim.
inline bool anyOperandIn(const QJsonObject& fact,
                         const std::function<bool(const QJsonObject& operand, const QJsonObject& scope)>& holds)
{
    for (const QJsonValue& claim : fact.value("claims"_L1).toArray()) {
        const QJsonObject scope = claim.toObject().value("scope"_L1).toObject();
        for (const QJsonValue& operand : claim.toObject().value("operands"_L1).toArray()) {
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
    return operand.value("field"_L1).toString() == field && operand.value("year"_L1).toString() == year.label();
}

inline bool usesYear(const QJsonObject& fact, MadePanel& made, int year)
{
    return anyOperand(
        fact, [&](const QJsonObject& operand) { return isOf(operand, made.slug(made.target()), made.year(year)); });
}

// Of target, in the newest year: of a group that the council is in and of its figure, or of the council.
inline bool usesCouncil(const QJsonObject& fact, MadePanel& made, int council)
{
    static const QSet<QString> kRobust = {u"median"_s, u"count"_s, u"missing"_s};
    const Council& of = made.council(council);
    return anyOperandIn(fact, [&](const QJsonObject& operand, const QJsonObject& scope) {
        if (!isOf(operand, made.slug(made.target()), made.year(made.newest())))
            return false;
        if (operand.contains("council"_L1))
            return operand.value("council"_L1).toString() == of.code;
        if (kRobust.contains(operand.value("measure"_L1).toString()))
            return false;
        const QJsonObject group = operand.value("group"_L1).toObject();
        const QString name = group.value("name"_L1).toString();
        const QString by = group.value("by"_L1).toString();
        if (!by.isEmpty() && name != (by == "type"_L1 ? of.type : by == "nation"_L1 ? of.nation : of.region))
            return false;
        const auto isOutside = [&](const char* key, const QString& own) {
            return scope.contains(QLatin1String(key)) && scope.value(QLatin1String(key)).toString() != own;
        };
        return !isOutside("type", of.type) && !isOutside("nation", of.nation) && !isOutside("region", of.region);
    });
}

inline void scaleYear(
    MadePanel& made, int field, int year, double times, const std::function<bool(int)>& of = [](int) { return true; })
{
    for (int council = 0; council < made.councilCount(); ++council) {
        if (of(council))
            made.value(field, year, council) =
                std::llround(static_cast<double>(made.value(field, year, council)) * times);
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
    static const QSet<QString> kKinds = {u"trend"_s,      u"step"_s,     u"streak"_s,  u"record"_s,
                                         u"yoy_change"_s, u"reversal"_s, u"crossing"_s};
    return kKinds.contains(kind);
}

inline bool isChange(const QString& kind)
{
    return isNewsOfYears(kind) || kind == "long_change"_L1 || kind == "rank_change"_L1 || kind.startsWith("total_"_L1);
}

inline bool isTop(const QString& kind)
{
    static const QSet<QString> kKinds = {
        u"highest"_s, u"highest_per_head"_s, u"lowest_per_head"_s, u"lowest"_s, u"rank"_s, u"gap"_s, u"outlier"_s,
        u"ratio"_s};
    return kKinds.contains(kind);
}

inline const std::vector<Trap>& traps()
{
    constexpr int kMiddle = 6, kOdd = 7, kYears = 12;
    const auto newestYear = [](const QJsonObject& fact, MadePanel& made) {
        return usesYear(fact, made, made.newest());
    };
    const auto middleYear = [](const QJsonObject& fact, MadePanel& made) { return usesYear(fact, made, kMiddle); };
    const auto oddCouncil = [](const QJsonObject& fact, MadePanel& made) { return usesCouncil(fact, made, kOdd); };
    const auto newestChange = [](const QJsonObject& fact, MadePanel& made) {
        return usesYear(fact, made, made.newest()) && isChange(kindOf(fact));
    };
    // Per head of what it is not: of the council, or of a sum that it is in.
    const auto perHead = [oddCouncil](const QJsonObject& fact, MadePanel& made) {
        return anyOperand(fact,
                          [](const QJsonObject& operand) {
                              return operand.value("measure"_L1).toString() == "per_head"_L1;
                          }) &&
               oddCouncil(fact, made);
    };
    static const std::vector<Trap> list = {
        {"the newest year 1,000 times too large",
         kYears,
         {},
         [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 1000); },
         newestYear},
        {"the newest year 10 times too large",
         kYears,
         {},
         [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 10); },
         newestYear},
        {"the newest year 1,000 times too small",
         kYears,
         {},
         [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 0.001); },
         newestYear},
        {"the newest year four times as much",
         kYears,
         {},
         [](MadePanel& made) { scaleYear(made, made.target(), made.newest(), 4); },
         newestYear},
        {"a middle year 10 times too large",
         kYears,
         {},
         [](MadePanel& made) { scaleYear(made, made.target(), kMiddle, 10); },
         middleYear},
        {"a middle year six times too small",
         kYears,
         {},
         [](MadePanel& made) { scaleYear(made, made.target(), kMiddle, 1 / 6.0); },
         middleYear},
        {"one type 1,000 times too large",
         kYears,
         {},
         [](MadePanel& made) {
             scaleYear(made, made.target(), made.newest(), 1000, [](int council) { return council % 10 >= 7; });
         },
         oddCouncil},
        {"a third of the councils 1,000 times too large",
         kYears,
         {},
         [](MadePanel& made) {
             scaleYear(made, made.target(), made.newest(), 1000, [](int council) { return council % 3 == kOdd % 3; });
         },
         oddCouncil},
        {"60 percent copied forward",
         kYears,
         {},
         [](MadePanel& made) { copyYear(made, made.newest(), 0.6); },
         newestChange},
        {"90 percent copied forward",
         kYears,
         {},
         [](MadePanel& made) { copyYear(made, made.newest(), 0.9); },
         newestChange},
        {"60 percent of a middle year copied forward",
         kYears,
         {},
         [](MadePanel& made) { copyYear(made, kMiddle, 0.6); },
         middleYear},
        {"60 percent copied forward, two years",
         2,
         {},
         [](MadePanel& made) { copyYear(made, made.newest(), 0.6); },
         newestChange},
        {"one council 1,000 times too large",
         kYears,
         {},
         [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; },
         oddCouncil},
        {"one council 10 times too large",
         kYears,
         {},
         [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 10; },
         oddCouncil},
        {"one council 1,000 times too small",
         kYears,
         {},
         [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) /= 1000; },
         oddCouncil},
        {"one council 1,000 times too large, three years",
         3,
         {},
         [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; },
         oddCouncil},
        {"one council 1,000 times too large, two years",
         2,
         {},
         [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; },
         oddCouncil},
        {"one council 1,000 times too large, one year",
         1,
         {},
         [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) *= 1000; },
         oddCouncil},
        {"one council 1,000 times too small, one year",
         1,
         {},
         [](MadePanel& made) { made.value(made.target(), made.newest(), kOdd) /= 1000; },
         oddCouncil},
        {"one council in thousands in every year",
         kYears,
         {},
         [](MadePanel& made) {
             for (int year = 0; year < kYears; ++year)
                 made.value(made.target(), year, kOdd) /= 1000;
         },
         oddCouncil},
        {"one population six times too large",
         kYears,
         {},
         [](MadePanel& made) { made.value(0, made.newest(), kOdd) *= 6; },
         perHead},
        {"one population six times too large, three years",
         3,
         {},
         [](MadePanel& made) { made.value(0, made.newest(), kOdd) *= 6; },
         perHead},
        {"all populations six times too large",
         kYears,
         {},
         [](MadePanel& made) { scaleYear(made, 0, made.newest(), 6); },
         perHead},
        {"all below zero",
         kYears,
         {},
         [](MadePanel& made) {
             for (int year = 0; year < kYears; ++year)
                 scaleYear(made, made.target(), year, -1);
         },
         [](const QJsonObject& fact, MadePanel& made) {
             return fact.value("field"_L1).toString() == made.slug(made.target()) && isTop(kindOf(fact));
         }},
        {"heavy tails",
         kYears,
         {0.8, 0.06, 3},
         [](MadePanel&) {},
         [](const QJsonObject& fact, MadePanel&) { return isNewsOfYears(kindOf(fact)); }},
        {"normal noise",
         kYears,
         {},
         [](MadePanel&) {},
         [](const QJsonObject& fact, MadePanel&) { return isNewsOfYears(kindOf(fact)); }},
    };
    return list;
}

// A fact that a set may show.
inline bool isTold(const QJsonObject& fact)
{
    const QJsonValue confidence = fact.value("confidence"_L1);
    return !fact.value("if_confirmed"_L1).toBool() && (confidence.isNull() || confidence.toDouble() >= 0.95);
}

} // namespace factoid::test
