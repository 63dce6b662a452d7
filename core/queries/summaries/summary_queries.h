// Questions about one field in one year (docs/contract.md, “Summaries”), for `summary --spread`, `summary --compare`
// and the Summaries page. Everything is computed from the figures as they are now, exactly, for all councils or for
// those of a type, nation or region; amounts are decimal strings. Used by the thread that owns the database of the
// context; nothing writes.
#pragma once

#include "core/figures/summary.h"
#include "core/queries/answer_values.h"
#include "core/queries/queries.h"

namespace factoid {

struct SpreadFilter {
    QString field;                // slug; empty: the first comparison field that has figures
    Year year;                    // invalid: the field's latest year (docs/contract.md, “Summaries”)
    QString type, nation, region; // empty: all
};

// A bin of the histogram: from ≤ figure < until.
struct SpreadBin {
    std::optional<QString> from, until; // decimals; none: an open end, where a long tail is gathered
    int count = 0;
    QStringList councils; // where they are few: names, the largest first
    static auto fields()
    {
        return std::tuple{field("from", &SpreadBin::from), field("until", &SpreadBin::until),
                          field("count", &SpreadBin::count), field("councils", &SpreadBin::councils)};
    }
};
struct SpreadHistogram {
    std::vector<SpreadBin> bins; // ascending
    static auto fields() { return std::tuple{field("bins", &SpreadHistogram::bins)}; }
};

// The middle half, the whiskers and the ends.
struct SpreadBox {
    QString min, low, q1, median, q3, high, max;
    int below = 0, above = 0; // councils outside the whiskers
    static auto fields()
    {
        return std::tuple{
            field("min", &SpreadBox::min),       field("low", &SpreadBox::low),     field("q1", &SpreadBox::q1),
            field("median", &SpreadBox::median), field("q3", &SpreadBox::q3),       field("high", &SpreadBox::high),
            field("max", &SpreadBox::max),       field("below", &SpreadBox::below), field("above", &SpreadBox::above)};
    }
};

struct SpreadCouncil {
    QString code, name, type, nation;
    QString value;
    std::optional<QString> perHead; // none: nobody is counted, or not there and then
    static auto fields()
    {
        return std::tuple{field("code", &SpreadCouncil::code),   field("name", &SpreadCouncil::name),
                          field("type", &SpreadCouncil::type),   field("nation", &SpreadCouncil::nation),
                          field("value", &SpreadCouncil::value), field("per_head", &SpreadCouncil::perHead)};
    }
};

struct SpreadGroup {
    QString name, average;
    int count = 0; // councils with a figure
    static auto fields()
    {
        return std::tuple{field("name", &SpreadGroup::name), field("average", &SpreadGroup::average),
                          field("count", &SpreadGroup::count)};
    }
};
// Highest average first; each among the councils that the other narrowings leave.
struct SpreadGroups {
    std::vector<SpreadGroup> type, nation, region;
    static auto fields()
    {
        return std::tuple{field("type", &SpreadGroups::type), field("nation", &SpreadGroups::nation),
                          field("region", &SpreadGroups::region)};
    }
};

struct SpreadYear {
    Year year;
    std::optional<QString> sum, average, median; // none: no figures
    int totalCouncils = 0, eligibleCouncils = 0;
    QString completeness; // percent
    bool broken = false;  // not comparable with the years before
    QStringList notes;    // what a reader of the series must know about it
    static auto fields()
    {
        return std::tuple{field("year", &SpreadYear::year),
                          field("sum", &SpreadYear::sum),
                          field("average", &SpreadYear::average),
                          field("median", &SpreadYear::median),
                          field("total_councils", &SpreadYear::totalCouncils),
                          field("eligible_councils", &SpreadYear::eligibleCouncils),
                          field("completeness", &SpreadYear::completeness),
                          field("break", &SpreadYear::broken),
                          field("notes", &SpreadYear::notes)};
    }
};

// What a filter may be set to.
struct SpreadChoices {
    QStringList type, nation, region;
    static auto fields()
    {
        return std::tuple{field("type", &SpreadChoices::type), field("nation", &SpreadChoices::nation),
                          field("region", &SpreadChoices::region)};
    }
};

// docs/command-line.md tells each.
struct SpreadAnswer {
    QString slug, fieldName, unit;
    Year year;
    QString type, nation, region; // as asked for
    QString perHeadOf;            // slug of the field that counts the heads; empty: no per-head figures
    QString reported, sentence;
    Summary summary; // of the councils asked for
    SpreadHistogram histogram;
    std::optional<SpreadBox> box; // none: no figures
    std::vector<SpreadCouncil> top, bottom;
    qint64 zeros = 0; // councils that reported exactly 0
    SpreadGroups groups;
    std::vector<SpreadYear> series; // ascending, years without figures between them included
    QStringList years;              // labels of those with figures
    SpreadChoices choices;
    bool stale = false;                    // figures changed since the summary was stored
    QString dataHash;                      // of all figures of the year
    std::optional<QString> dateCalculated; // day of the stored summary; none: there is none yet
    static auto fields()
    {
        return std::tuple{field("field", &SpreadAnswer::slug),
                          field("field_name", &SpreadAnswer::fieldName),
                          field("unit", &SpreadAnswer::unit),
                          field("year", &SpreadAnswer::year),
                          field("type", &SpreadAnswer::type),
                          field("nation", &SpreadAnswer::nation),
                          field("region", &SpreadAnswer::region),
                          field("per_head_of", &SpreadAnswer::perHeadOf),
                          field("reported", &SpreadAnswer::reported),
                          field("sentence", &SpreadAnswer::sentence),
                          field("summary", &SpreadAnswer::summary),
                          field("histogram", &SpreadAnswer::histogram),
                          field("box", &SpreadAnswer::box),
                          field("top", &SpreadAnswer::top),
                          field("bottom", &SpreadAnswer::bottom),
                          field("zeros", &SpreadAnswer::zeros),
                          field("groups", &SpreadAnswer::groups),
                          field("series", &SpreadAnswer::series),
                          field("years", &SpreadAnswer::years),
                          field("choices", &SpreadAnswer::choices),
                          field("stale", &SpreadAnswer::stale),
                          field("data_hash", &SpreadAnswer::dataHash),
                          field("date_calculated", &SpreadAnswer::dateCalculated)};
    }
};
// Errors: Usage (unknown field; no council is of that type, nation and region), Failed (no figures in the year).
[[nodiscard]] Result<SpreadAnswer> spreadQuery(QueryContext& context, const SpreadFilter& filter);

struct ComparedDay {
    QString day;            // ISO
    QString dateCalculated; // of the summary as it was known at the end of the day
    QString dataHash;
    static auto fields()
    {
        return std::tuple{field("day", &ComparedDay::day), field("date_calculated", &ComparedDay::dateCalculated),
                          field("data_hash", &ComparedDay::dataHash)};
    }
};
struct SummaryDifference {
    QString key, name;                                    // "type_averages.County.average", "Average, County"
    std::optional<QString> before, after;                 // none: was not there
    std::optional<QString> difference = {}, percent = {}; // decimals; none: there is none, or no sense in it
    static auto fields()
    {
        return std::tuple{field("key", &SummaryDifference::key),
                          field("name", &SummaryDifference::name),
                          field("before", &SummaryDifference::before),
                          field("after", &SummaryDifference::after),
                          field("difference", &SummaryDifference::difference),
                          field("percent", &SummaryDifference::percent)};
    }
};
struct CompareAnswer {
    QString slug;
    Year year;
    ComparedDay from, to;
    bool same = false;
    QString sentence = {};
    std::vector<SummaryDifference> differences = {};
    qint64 figuresRevised = 0; // between the two
    static auto fields()
    {
        return std::tuple{field("field", &CompareAnswer::slug),
                          field("year", &CompareAnswer::year),
                          field("from", &CompareAnswer::from),
                          field("to", &CompareAnswer::to),
                          field("same", &CompareAnswer::same),
                          field("sentence", &CompareAnswer::sentence),
                          field("differences", &CompareAnswer::differences),
                          field("figures_revised", &CompareAnswer::figuresRevised)};
    }
};
// What differs between the summaries as they were known at the end of two days (UTC).
// Errors: Usage, Failed (no summary yet on one of the days).
[[nodiscard]] Result<CompareAnswer> compareQuery(QueryContext& context, const QString& field, Year year,
                                                 const QDate& from, const QDate& to);

// The days on which a summary of the field and year was written, oldest first.
[[nodiscard]] Result<QStringList> summaryDays(QueryContext& context, const QString& field, Year year);

} // namespace factoid
