// Summariser: pure functions from a Panel to summaries, hashes and quality (docs/contract.md, “Summaries”). Any thread.
// Integer arithmetic only (128 bits, 256 for the deviation); formulas beside the functions.
#pragma once

#include "core/figures/panel.h"
#include "core/figures/summary.h"

#include <QDate>

#include <set>

namespace factoid {

// SHA-256, lower-case hex, of lines CODE<TAB>VALUE<LF> in byte order of CODE; missing values have no line.
[[nodiscard]] QByteArray dataHash(const Panel& panel, const Block& block);

// One line of the site hash.
struct SiteHashLine {
    QString slug;
    Year year;
    QByteArray dataHash;
};
// SHA-256 of lines slug<TAB>year label<TAB>data_hash<LF>, sorted by bytes. The caller passes comparison fields only.
[[nodiscard]] QByteArray siteHash(std::vector<SiteHashLine> lines);

// Pairs (type, nation) for which the field was ever reported.
using ReportedGroups = std::set<Kind>;
[[nodiscard]] ReportedGroups reportedGroups(const Panel& panel, int field);

// The summary of one block. `block.dataHash` is used when filled, else computed.
[[nodiscard]] Summary summarise(const Panel& panel, int field, Year year, const ReportedGroups& reported);

// How many councils were expected to report, and how many of those did.
struct Coverage {
    int eligible = 0;
    int reporting = 0; // eligible councils that have a figure
    // Percent, 2 decimals; 0 when nobody was eligible.
    [[nodiscard]] Decimal percent() const;
};
[[nodiscard]] Coverage coverage(const Panel& panel, int field, const Block& block, Year year,
                                const ReportedGroups& reported);

// Whether each council (by panel index) counts as eligible: active in the field's year and of a reported group.
[[nodiscard]] std::vector<bool> eligibleCouncils(const Panel& panel, int field, Year year,
                                                 const ReportedGroups& reported);

// Quality of every year of the field, in order of year. What counts as what:
// - Suspicious zeros: more than half of the figures are exactly 0 and the kinds of council do not explain
//   it. They do when a third or more of the figures that are not 0 belong to kinds (type and nation, five
//   figures or more) of which at most half are 0: education is 0 for every district because districts have
//   no schools. Nine tenths of zeros or more are never explained: that is how "unknown" stored as 0 looks.
// - Copied forward: of the councils with a figure in both years, leaving out those that are 0 in both, at
//   least five and more than 95 percent have the same value, and they cover half of this year's figures.
// - Partly copied: so many figures repeat the year before that it is no chance: a quarter of all more than in
//   the field's other years, or half more of one type of council, and five at least. Not of rates, which are
//   set and may be left as they are. Where no other year tells what is usual, 30 percent are.
// - Unit slip: 100, 1,000 or 1,000,000 times the year before (the newest earlier one that there is), or
//   that part of it, within 2 percent.
// - Other unit: where five councils or more and more than half of them slip at once, or their middle one
//   moves by 10, 100, 1,000 or 1,000,000 times within a quarter, the years before and
//   after are in different units (a percentage and its hundredfold). So is a year from which all moved by three
//   times or more and, within two years, back. One run of years between such breaks
//   is trusted: the newest if it lasts three years or more, else the longest; the others are marked.
// - Leapt: the newest year or two, moved by three times or more as a whole (a count of heads, by a quarter),
//   and not by a power of ten: it may be real, and waits for a third year.
// - Gap: a figure the year before and the year after, none in this.
[[nodiscard]] std::vector<Quality> assessQuality(const Panel& panel, int field);

// Whether a figure jumped by a power of ten from the year before, as above. In Decimal units.
[[nodiscard]] bool isUnitSlip(std::int64_t now, std::int64_t before);

// The latest year (docs/contract.md, “Summaries”): the newest that has begun by `today`, with completeness of at least
// 30 percent and at least 5 councils. nullopt when there is none.
[[nodiscard]] std::optional<Year> latestYear(const Panel& panel, int field, QDate today);

// Sample standard deviation (n − 1) of Decimal units, exact to the last of its 2 decimals. nullopt for fewer
// than two values, and for a deviation that does not fit a Decimal (amounts at both ends of its range).
[[nodiscard]] std::optional<Decimal> sampleDeviation(std::span<const std::int64_t> units);

// Type-7 quantile (linear interpolation; Hyndman & Fan 1996) of sorted Decimal units, p = quarter/4,
// times 4 (so that it is a whole number of quarter units).
[[nodiscard]] Int128 quartileTimes4(std::span<const std::int64_t> sorted, int quarter);

// A representative sample of at most 50 councils of one block (docs/contract.md, “Facts”): top 10, bottom 10, the rest
// drawn from the middle in proportion to nation × type (largest remainder), seeded by the data hash.
// The draw within a nation and type takes the councils whose SHA-256 of data_hash<TAB>CODE sorts first, so
// that anyone can repeat it. All councils when there are no more than `most`; panel indices, highest value
// first, ties by code.
[[nodiscard]] std::vector<int> representativeSample(const Panel& panel, int field, Year year, int most = 50);

} // namespace factoid
