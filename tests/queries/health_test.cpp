// Whether all is well: a table of states and what headline, tiles, foot, list, status and doctor then say alike.
#include "core/queries/overview/health.h"

#include <catch2/catch.hpp>

using namespace factoid;

namespace {

const QDateTime kNow(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

// A desk on which nothing is to be done.
HealthFacts well()
{
    HealthFacts facts;
    facts.now = kNow;
    facts.figures = 360;
    facts.published = true;
    facts.targetMinutes = 60;
    facts.slotsAreChecked = true;
    facts.lastCheck = kNow.addSecs(-60);
    facts.hasFallbacks = true;
    return facts;
}

struct State {
    const char* name;
    void (*set)(HealthFacts&);
    HealthLevel level;
    const char* id; // of the first item; nullptr: there is none
    const char* text = nullptr;
};

const State kStates[] = {
    {"nothing is to be done", [](HealthFacts&) {}, HealthLevel::Good, nullptr},
    {"an empty store asks for nothing",
     [](HealthFacts& facts) {
         facts = {};
         facts.now = kNow;
     },
     HealthLevel::Good, nullptr},
    {"a change waits within the target", [](HealthFacts& facts) { facts.waitedMinutes = 60; }, HealthLevel::Good,
     nullptr},
    {"a change waits beyond it", [](HealthFacts& facts) { facts.waitedMinutes = 101; }, HealthLevel::Bad,
     "change_waits", "A change has waited 101 minutes; the target is 60"},
    {"before the first set nothing waits",
     [](HealthFacts& facts) {
         facts.waitedMinutes = 101;
         facts.published = false;
     },
     HealthLevel::Good, nullptr},
    {"nobody ever checked the slots", [](HealthFacts& facts) { facts.lastCheck = {}; }, HealthLevel::Warning,
     "schedule_not_followed"},
    {"nobody checks them any more",
     [](HealthFacts& facts) {
         facts.lastCheck = kNow.addSecs(-11 * 3'600);
         facts.slotsAreChecked = false;
     },
     HealthLevel::Bad, "slots_not_checked", "Nobody has checked the slots for 11 hours"},
    {"a provider failed a moment ago",
     [](HealthFacts& facts) {
         facts.silent = {{QStringLiteral("first"), kNow.addSecs(-600), 3}};
     },
     HealthLevel::Good, nullptr},
    {"a provider is dead",
     [](HealthFacts& facts) {
         facts.silent = {{QStringLiteral("first"), kNow.addSecs(-9 * 3'600), 11}};
     },
     HealthLevel::Warning, "provider_fails", "The provider “first” has failed for 9 hours (11 times)"},
    {"a provider can never be asked",
     [](HealthFacts& facts) {
         facts.neverAsked = {{QStringLiteral("first"), QStringLiteral("no rate")}};
     },
     HealthLevel::Bad, "provider_never_asked", "The provider “first” is never asked: no rate"},
    {"a person is called", [](HealthFacts& facts) { facts.alerts = 1; }, HealthLevel::Bad, "incidents"},
    {"a run failed",
     [](HealthFacts& facts) {
         facts.failedRuns = {{7, QStringLiteral("import"), QStringLiteral("failed"), QStringLiteral("no such file")}};
     },
     HealthLevel::Bad, "run_failed", "import failed: no such file"},
    {"the schedule is paused", [](HealthFacts& facts) { facts.paused = true; }, HealthLevel::Warning,
     "schedule_paused"},
    {"an outage is rehearsed", [](HealthFacts& facts) { facts.rehearsed = {QStringLiteral("store")}; },
     HealthLevel::Warning, "rehearsal"},
    {"no fallback stands ready", [](HealthFacts& facts) { facts.hasFallbacks = false; }, HealthLevel::Warning,
     "no_fallbacks"},
    {"what is wrong comes before what is to be done",
     [](HealthFacts& facts) {
         facts.paused = true;
         facts.reviewsDue = 2;
         facts.alerts = 2;
     },
     HealthLevel::Bad, "incidents", "2 incidents need attention"},
};

} // namespace

TEST_CASE("each state of the desk has one verdict")
{
    for (const State& state : kStates) {
        HealthFacts facts = well();
        state.set(facts);
        const Health health = healthOf(facts);
        INFO(state.name << ": " << (health.items.empty() ? "well" : health.items.front().text.toStdString()));
        CHECK(health.level() == state.level);
        CHECK(health.items.empty() == (state.id == nullptr));
        if (health.items.empty() || !state.id)
            continue;
        CHECK(health.items.front().id == QLatin1String(state.id));
        CHECK(health.has(QLatin1String(state.id)));
        if (state.text)
            CHECK(health.items.front().text == QString::fromUtf8(state.text));
        CHECK_FALSE(health.items.front().page.isEmpty());
        CHECK(health.toJson().value(QStringLiteral("level")).toString() == healthLevelName(state.level));
    }
}
