// How long a run still takes is told from earlier runs, or not at all.
#include "core/queries/generation/stage_forecast.h"

#include <catch2/catch.hpp>

using namespace factoid;

namespace {

std::vector<StageTime> run(double summaries, double finding, double writing)
{
    return {{u"summaries"_s, summaries}, {u"finding facts"_s, finding}, {u"writing"_s, writing}};
}

} // namespace

TEST_CASE("the median is the middle value or the mean of the two")
{
    CHECK(!medianOf({}));
    CHECK(*medianOf({3}) == 3);
    CHECK(*medianOf({9, 1, 2}) == 2);
    CHECK(*medianOf({4, 1, 2, 9}) == 3);
}

TEST_CASE("what is left is the medians of what is to come")
{
    const std::vector<std::vector<StageTime>> earlier{run(2, 10, 4), run(4, 30, 8), run(3, 20, 6)};
    const struct Row {
        StagesSoFar soFar;
        double left;
        size_t rows;
        const char* words;
    } rows[] = {
        {{{}, {}, 0}, 29, 3, "about 29 s left, from 3 earlier runs"},
        {{{}, u"summaries"_s, 1}, 28, 3, "about 28 s left, from 3 earlier runs"},
        {{{{u"summaries"_s, 5}}, u"finding facts"_s, 5}, 21, 3, "about 21 s left, from 3 earlier runs"},
        {{{{u"summaries"_s, 5}}, u"finding facts"_s, 500}, 6, 3, "about 6 s left, from 3 earlier runs"},
        {{{{u"summaries"_s, 5}, {u"finding facts"_s, 20}}, {}, 0}, 6, 3, "about 6 s left, from 3 earlier runs"},
        {{{{u"summaries"_s, 5}, {u"finding facts"_s, 20}}, u"writing"_s, 7}, 0, 3, "any moment, from 3 earlier runs"},
    };
    for (const Row& row : rows) {
        const StagePlan plan = planOf(row.soFar, earlier);
        INFO(row.words);
        REQUIRE(plan.secondsLeft);
        CHECK(*plan.secondsLeft == Approx(row.left));
        CHECK(plan.rows.size() == row.rows);
        CHECK(plan.words().toStdString() == row.words);
    }
}

TEST_CASE("without an earlier run that had the stage nothing is told")
{
    const StagePlan none = planOf({{}, u"summaries"_s, 1}, {});
    CHECK(!none.secondsLeft);
    CHECK(none.words() == u"no earlier run to tell how long it takes"_s);
    CHECK(none.rows.size() == 1);
    const StagePlan strange = planOf({{}, u"calling a model"_s, 1}, {run(1, 2, 3)});
    CHECK(!strange.secondsLeft);
}

TEST_CASE("a run that had to start again is taken from its last attempt")
{
    std::vector<StageTime> twice = run(1, 2, 3);
    for (const StageTime& stage : run(1, 2, 3))
        twice.push_back(stage);
    const StagePlan plan = planOf({{}, u"finding facts"_s, 0}, {twice});
    CHECK(plan.rows.size() == 2);
    CHECK(*plan.secondsLeft == Approx(5));
    CHECK(planOf({{}, u"writing"_s, 200}, {run(1, 2, 200 + 90)}).words() == u"about 2 min left, from 1 earlier run"_s);
}
