// Summary: the pre-aggregate of one field in one year (docs/contract.md, “Summaries”). Plain values; any thread.
// Computed by summariser.h; amounts rounded to 2 decimals, half away from zero.
#pragma once

#include "core/base/decimal.h"
#include "core/figures/unit_slips.h"
#include "core/figures/year.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace factoid {

struct SummaryEntry { // an item of top_5 or bottom_5
    QString code;
    QString name;
    QString type;
    QString nation;
    Decimal value; // as imported, all four decimals
    friend bool operator==(const SummaryEntry&, const SummaryEntry&) = default;
};

struct GroupAverage {
    Decimal average; // 2 decimals
    int count = 0;   // councils with a figure; groups of one are listed with their count too
    friend bool operator==(const GroupAverage&, const GroupAverage&) = default;
};

// A sum of many 64-bit amounts may need more than 64 bits, so it is wide.
struct Summary {
    QString field; // slug
    Year year;
    int totalCouncils = 0;    // councils with a figure
    int eligibleCouncils = 0; // who is, says docs/contract.md, “Summaries”
    Decimal completeness;     // percent of eligible councils that have a figure, 2 decimals
    Int128 sumUnits = 0;      // exact sum in Decimal units
    // 2 decimals. nullopt when no council has a figure (stdDeviation: fewer than two).
    std::optional<Decimal> average, median, q1, q3, min, max, stdDeviation;
    int outlierCount = 0;
    std::vector<SummaryEntry> top5;    // highest first
    std::vector<SummaryEntry> bottom5; // lowest first
    std::map<QString, GroupAverage> typeAverages, nationAverages, regionAverages;
    QByteArray dataHash;

    // The sum as it is shown, 2 decimals: "112357422000.00".
    [[nodiscard]] QString sumText() const;
    friend bool operator==(const Summary&, const Summary&) = default;
};

// The names of docs/contract.md, “Summaries”, and `field` and `year`: amounts as decimal strings with 2 decimals, null
// where there is none; top_5 and bottom_5 as [{code, name, type, nation, value}]; groups as {name: {average, count}}.
[[nodiscard]] QJsonObject toJson(const Summary& summary);

// Quality of one field in one year; used by scoring and shown to the operator.
struct Quality {
    QString field;
    Year year;
    Decimal completeness;           // percent
    int zeros = 0;                  // figures that are exactly 0
    bool suspiciousZeros = false;   // most figures are exactly 0 and it is not a matter of kind (summariser.h)
    std::optional<Year> copiedFrom; // an earlier year whose values are the same
    int copiedFigures = 0;          // figures that repeat the year before, where so many do that part of it was copied
    int unitSlips = 0;              // figures that jumped by a power of ten from the year before
    std::vector<UnitSlip> likelySlips; // figures that are likely a power of ten off, with how far
    bool otherUnit = false;            // the year as a whole is in another unit than the years that are trusted
    bool leapt = false;         // the newest year as a whole is so far from the others that another must confirm it
    int gaps = 0;               // councils with a figure the year before and after, but not this year
    Decimal provisionalShare;   // percent of figures that are provisional or estimated
    bool usableForFacts = true; // false: suspicious zeros, copied forward (a part, too) or in another unit
};

} // namespace factoid
