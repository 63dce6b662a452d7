// The state machine of alerts against every course of events to depth 8: four readings, with and without a silence.
#include "core/monitor/alerts/alert_state.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>

using namespace factoid;

namespace {

constexpr int kDepth = 8;
constexpr std::array kReadings{Reading::Over, Reading::Between, Reading::Under, Reading::Missing};

// What is seen of one course, and whatever must never be.
struct Course {
    AlertTimes times;
    AlertState state = {};
    int over = 0;  // minutes over in a row, missing ones left out
    int under = 0; // the same under
    int told = 0, toldOver = 0;
    bool open = false;
};

struct Check {
    long courses = 0, incidents = 0, tells = 0;
    std::string wrong; // the first thing that is

    void hold(bool holds, const char* what)
    {
        if (!holds && wrong.empty())
            wrong = what;
    }
};

void look(Check& check, Course& course, Reading reading, bool silenced)
{
    const AlertState before = course.state;
    const AlertStep step = nextMinute(course.state, course.times, reading, silenced);
    const AlertState& now = course.state;
    if (reading != Reading::Missing) {
        course.over = reading == Reading::Over ? course.over + 1 : 0;
        course.under = reading == Reading::Under ? course.under + 1 : 0;
    }
    check.hold(step.opened != course.open || !step.opened, "an incident opens while one is open");
    check.hold(!step.closed || course.open, "one closes that is not open");
    check.hold(!(step.opened && step.closed), "one opens and closes in one minute");
    if (step.opened) {
        course.open = true;
        course.told = course.toldOver = 0;
        ++check.incidents;
        check.hold(reading == Reading::Over && course.over >= course.times.forMinutes + 1,
                   "it opens before it was over for long enough");
    }
    check.hold(now.isOpen() == (course.open && !step.closed), "the state and the incident disagree");
    if (step.closed) {
        course.open = false;
        check.hold(reading == Reading::Under, "it is over without a value that says so");
        check.hold(course.under >= course.times.keepMinutes + 1, "it is over before it was under for long enough");
        check.hold(step.tellOver == (course.told > 0 && !silenced),
                   "who was told is told that it is over, and nobody else");
    }
    // Never late: what was over for long enough is open.
    check.hold(course.over < course.times.forMinutes + 1 || now.isOpen(),
               "it was over for long enough and is not open");
    if (step.tell) {
        ++course.told;
        ++check.tells;
        check.hold(course.open && course.told == 1, "told twice of one incident, or of none");
        check.hold(reading != Reading::Missing, "told on the ground of nothing");
    }
    check.hold(!(silenced && (step.tell || step.tellOver)), "told in a silence");
    check.hold(!step.tellOver || step.closed, "told that it is over, and it is not");
    check.hold(reading != Reading::Missing || (!step.opened && !step.closed && !step.tell && !step.tellOver),
               "what is missing changed something");
    check.hold(reading != Reading::Missing || !before.isOpen() || now.phase == before.phase,
               "what is missing moved an open incident");
    check.hold(now.shown() == AlertPhase::Silenced ? silenced && now.isOpen() : now.shown() == now.phase,
               "it is shown as silenced and is not");
    check.hold(now.phase != AlertPhase::Silenced, "silenced is no phase of its own");
    check.hold(now.phase != AlertPhase::NoData || !course.open, "no data while an incident is open");
}

void walk(Check& check, const Course& course, int depth)
{
    if (depth == 0 || !check.wrong.empty()) {
        ++check.courses;
        return;
    }
    for (const Reading reading : kReadings) {
        for (const bool silenced : {false, true}) {
            Course next = course;
            look(check, next, reading, silenced);
            walk(check, next, depth - 1);
        }
    }
}

AlertState after(const AlertTimes& times, const std::string& minutes, int* tells = nullptr)
{
    AlertState state;
    for (const char minute : minutes) {
        const Reading reading = minute == 'o'   ? Reading::Over
                                : minute == 'b' ? Reading::Between
                                : minute == 'u' ? Reading::Under
                                                : Reading::Missing;
        const AlertStep step = nextMinute(state, times, reading, false);
        if (tells && step.tell)
            ++*tells;
    }
    return state;
}

} // namespace

TEST_CASE("no course of eight minutes breaks what an alert promises")
{
    for (const AlertTimes times : {AlertTimes{0, 0}, AlertTimes{2, 2}}) {
        INFO("for " << times.forMinutes << ", keep " << times.keepMinutes);
        Check check;
        walk(check, Course{times}, kDepth);
        INFO(check.wrong);
        CHECK(check.wrong.empty());
        CHECK(check.courses == 16'777'216); // 8 to the power of 8
        CHECK(check.incidents > 100'000);
        CHECK(check.tells > 100'000);
    }
}

TEST_CASE("the table has one row for each phase and reading")
{
    int rows = 0;
    for (const AlertPhase phase :
         {AlertPhase::Ok, AlertPhase::Pending, AlertPhase::Firing, AlertPhase::Clearing, AlertPhase::NoData}) {
        for (const Reading reading : kReadings) {
            ++rows;
            CHECK(std::ranges::count_if(alertTable(), [&](const AlertRow& row) {
                      return row.from == phase && row.reading == reading;
                  }) == 1);
        }
    }
    CHECK(std::ssize(alertTable()) == rows);
}

TEST_CASE("courses in words")
{
    struct Case {
        const char* name;
        AlertTimes times;
        const char* minutes; // o over, b between, u under, m missing
        AlertPhase phase;
        int tells;
    };
    const Case cases[] = {
        {"nothing yet", {2, 2}, "", AlertPhase::Ok, 0},
        {"over, and not long enough", {2, 2}, "oo", AlertPhase::Pending, 0},
        {"over for the first minute and two more", {2, 2}, "ooo", AlertPhase::Firing, 1},
        {"between both is not over", {2, 2}, "oobo", AlertPhase::Pending, 0},
        {"between both does not clear", {0, 2}, "obbbbb", AlertPhase::Firing, 1},
        {"under, and not long enough", {0, 2}, "ouu", AlertPhase::Clearing, 1},
        {"under for long enough", {0, 2}, "ouuu", AlertPhase::Ok, 1},
        {"missing does not resolve", {0, 0}, "ommmmmmmm", AlertPhase::Firing, 1},
        {"missing while it clears stands still", {0, 2}, "oummmm", AlertPhase::Clearing, 1},
        {"missing while it is pending stands still", {2, 0}, "omomo", AlertPhase::Firing, 1},
        {"never any data", {0, 0}, "mmm", AlertPhase::NoData, 0},
        {"flapping is one incident and one message", {0, 1}, "ouououououo", AlertPhase::Firing, 1},
        {"each return needs twice as long to clear", {0, 1}, "ououu", AlertPhase::Clearing, 1},
        {"and is over after that", {0, 1}, "ououuu", AlertPhase::Ok, 1},
    };
    for (const Case& each : cases) {
        INFO(each.name);
        int tells = 0;
        CHECK(after(each.times, each.minutes, &tells).phase == each.phase);
        CHECK(tells == each.tells);
    }
}

TEST_CASE("a state is the same after the store has kept it")
{
    for (const char* minutes : {"", "oo", "ooo", "oouou", "m", "ouuuu"}) {
        AlertState state = after({1, 3}, minutes);
        state.hushed = true;
        CHECK(AlertState::fromJson(state.toJson()) == state);
    }
}
