// Which action a failure calls for, and the record of what was done.
#include "core/monitor/recovery/recovery.h"
#include "tests/monitor/monitor_support.h"

#include <QJsonArray>

#include <set>

using namespace factoid;
using namespace factoid::test;
using std::chrono::milliseconds;

namespace {

RecoveryState stateOf(const QString& words)
{
    RecoveryState state;
    for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString name = word.section(QLatin1Char(':'), 0, 0);
        const int number = word.section(QLatin1Char(':'), 1, 1).toInt();
        if (name == "another"_L1)
            state.anotherProvider = true;
        else if (name == "stats"_L1)
            state.canWriteByStatistics = true;
        else if (name == "stale"_L1)
            state.hasStale = true;
        else if (name == "curated"_L1)
            state.hasFallback = true;
        else if (name == "shrink"_L1)
            state.canShrink = true;
        else if (name == "summary"_L1)
            state.canRebuildSummary = true;
        else if (name == "cache"_L1)
            state.canRebuildCache = true;
        else if (name == "alerted"_L1)
            state.alerted = true;
        else if (name == "changed"_L1)
            state.inputChanged = true;
        else if (name == "blocked"_L1)
            state.retryAllowed = false;
        else if (name == "broke"_L1)
            state.budget.milliTokens = 0;
        else if (name == "attempts"_L1)
            state.attempts = number;
        else if (name == "met"_L1)
            state.timesMet = number;
        else if (name == "asked"_L1)
            state.retryAfter = milliseconds(number);
        else if (name == "left"_L1)
            state.timeLeft = milliseconds(number);
        else
            FAIL("unknown word " << word.toStdString());
    }
    return state;
}

Failure failureOf(FailureKind kind, const QString& provider, const QString& sentence, qint64 run = 1)
{
    Failure failure;
    failure.kind = kind;
    failure.provider = provider;
    failure.job = u"update-factoids"_s;
    failure.sentence = Message::verbatim(sentence);
    failure.run = run;
    return failure;
}

} // namespace

TEST_CASE("each pattern of failure gets the action of the table")
{
    const RecoveryRules rules = RecoveryRules::standard();
    for (const FailureKind kind : failureKinds())
        CHECK(rules.all().contains(failureKindName(kind)));
    for (const QStringList& row : caseRows("recovery.csv")) {
        INFO(row.join(QLatin1Char(',')).toStdString());
        const auto kind = failureKindFromName(row[0]);
        REQUIRE(kind);
        RecoveryState state = stateOf(row[1]);
        for (quint64 seed = 0; seed < 50; ++seed) {
            state.seed = seed;
            const RecoveryDecision decision = decideRecovery(rules.find(*kind, u"primary"_s), state);
            REQUIRE(recoveryActionName(decision.action) == row[2]);
            CHECK_FALSE(decision.reason.isEmpty());
            const qint64 wait = decision.wait.count();
            if (row[3] == "-"_L1)
                CHECK(wait == 0);
            else if (row[3].startsWith(QLatin1Char('<')))
                CHECK((wait >= 0 && wait <= row[3].mid(1).toInt()));
            else if (row[3].startsWith(">="_L1))
                CHECK(wait >= row[3].mid(2).toInt());
            else
                CHECK(wait == row[3].mid(1).toInt());
            // The same failure, state and seed: the same decision.
            CHECK(decideRecovery(rules.find(*kind, u"primary"_s), state).wait == decision.wait);
        }
    }
}

TEST_CASE("many who failed together do not come back together")
{
    const RecoveryRule& rule = RecoveryRules::standard().find(FailureKind::Rate, {});
    std::set<qint64> waits;
    for (quint64 seed = 1; seed <= 100; ++seed) {
        RecoveryState state;
        state.seed = seed;
        waits.insert(decideRecovery(rule, state).wait.count());
    }
    CHECK(waits.size() > 80);
}

TEST_CASE("an operator's rule stands before the table, and the one that says more before the other")
{
    const Books books;
    auto db = books.open();
    Recovery recovery(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    const QJsonObject forAll{{u"steps"_s, QJsonArray{u"serve_stale"_s}}};
    const QJsonObject forOne{{u"steps"_s, QJsonArray{u"write_by_statistics"_s, u"serve_stale"_s}}};
    CHECK_FALSE(must(recovery.setRule(u"rate"_s, forAll, u"op"_s, now)));
    CHECK_FALSE(must(recovery.setRule(u"rate@primary"_s, forOne, u"op"_s, now)));
    const auto rules = must(recovery.rules());
    CHECK(rules.find(FailureKind::Rate, u"primary"_s).steps.front() == RecoveryAction::WriteByStatistics);
    CHECK(rules.find(FailureKind::Rate, u"second"_s).steps.front() == RecoveryAction::ServeStale);
    CHECK(rules.find(FailureKind::Auth, u"primary"_s).steps.front() == RecoveryAction::RaiseAlert);
    CHECK(must(recovery.setRule(u"rate"_s, std::nullopt, u"op"_s, now)) == forAll);
    CHECK(must(recovery.rules()).find(FailureKind::Rate, {}).steps.front() == RecoveryAction::Wait);
    const QJsonObject unrepeated{{u"steps"_s, QJsonArray{u"wait"_s}}, {u"wait"_s, QJsonObject{{u"attempts"_s, 0}}}};
    CHECK(recovery.setRule(u"rate"_s, unrepeated, u"op"_s, now));
    for (const auto& [pattern, body] :
         {std::pair{"weather", R"({"steps": ["wait"]})"}, std::pair{"rate@", R"({"steps": ["wait"]})"},
          std::pair{"rate", R"({"steps": []})"}, std::pair{"rate", R"({"steps": ["pray"]})"},
          std::pair{"rate", R"({"steps": ["give_up"]})"}, std::pair{"rate", R"({"steps": ["wait", "wait"]})"},
          std::pair{"rate", R"({"steps": ["wait"], "wait": {"attempts": -1}})"},
          std::pair{"rate", R"({"steps": ["wait"], "wait": {"first_ms": -1}})"},
          std::pair{"rate", R"({"steps": ["wait"], "alert": 1})"}}) {
        INFO(pattern << " " << body);
        const auto set = recovery.setRule(QLatin1String(pattern), QJsonDocument::fromJson(body).object(), u"op"_s, now);
        REQUIRE_FALSE(set);
        CHECK(set.error().kind == ErrorKind::Usage);
    }
}

TEST_CASE("every action is kept with what came of it, and a person is called once an incident")
{
    const Books books;
    auto db = books.open();
    Recovery recovery(*db);
    const QDateTime now = at("2026-11-24T09:12:00Z");
    RecoveryState state = stateOf(u"another stats"_s);
    const auto first =
        must(recovery.met(failureOf(FailureKind::Auth, u"primary"_s, u"401: key 1 is not valid"_s), state, {}, now));
    CHECK(first.alerted);
    CHECK(first.decision.action == RecoveryAction::SwitchProvider);
    must(recovery.ended(first.step, u"failed"_s, Message::verbatim(u"no other provider answered"_s), now));
    const auto then = must(recovery.next(first.incident, stateOf(u"stats"_s), now, 1));
    CHECK(then.decision.action == RecoveryAction::WriteByStatistics);
    CHECK(then.incident.count == 1);
    must(recovery.ended(then.step, u"worked"_s, {}, now));
    const auto again = must(recovery.met(failureOf(FailureKind::Auth, u"primary"_s, u"401: key 2 is not valid"_s, 2),
                                         state, {}, now.addSecs(900)));
    CHECK(again.incident.id == first.incident.id);
    CHECK(again.incident.count == 2);
    CHECK_FALSE(again.alerted);
    std::vector<QString> told;
    must(db->each(u"SELECT action || ' ' || result FROM recovery_actions ORDER BY id"_s, {},
                  [&](const QSqlQuery& row) { told.push_back(row.value(0).toString()); }));
    CHECK(told == std::vector<QString>{u"raise_alert worked"_s, u"switch_provider failed"_s,
                                       u"write_by_statistics worked"_s, u"switch_provider pending"_s});
}

TEST_CASE("fault_18 a failure does not block what comes next, and new figures are tried at once")
{
    const Books books;
    auto db = books.open();
    Recovery recovery(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    CHECK_FALSE(must(recovery.whenToTryAgain(u"update-factoids"_s, "old", now.addDays(1))).isValid());
    Failure failure = failureOf(FailureKind::Content, {}, u"not one factoid could be proven"_s);
    failure.inputHash = "old";
    must(recovery.noteDone(failure, RecoveryAction::ServeStale, Message("recovery.set_stays"), now));
    CHECK(must(recovery.whenToTryAgain(u"update-factoids"_s, "old", now.addDays(1))) == now.addSecs(60));
    CHECK(must(recovery.whenToTryAgain(u"update-factoids"_s, "new", now.addDays(1))) == now);
    for (int i = 1; i < 20; ++i)
        must(
            recovery.noteDone(failure, RecoveryAction::ServeStale, Message("recovery.set_stays"), now.addSecs(60 * i)));
    CHECK(must(recovery.whenToTryAgain(u"update-factoids"_s, "old", now.addDays(1))) == now.addSecs(60 * 19 + 1'800));
    CHECK_FALSE(must(recovery.whenToTryAgain(u"import"_s, "old", now.addDays(1))).isValid());
    // A clock that had been set wrong holds nothing up.
    CHECK_FALSE(must(recovery.whenToTryAgain(u"update-factoids"_s, "old", now.addSecs(-60))).isValid());
    must(IncidentLog(*db).jobWorks(u"update-factoids"_s, now));
    CHECK_FALSE(must(recovery.whenToTryAgain(u"update-factoids"_s, "old", now.addDays(1))).isValid());
}

TEST_CASE("what the other side asked for is waited for from run to run")
{
    const Books books;
    auto db = books.open();
    Recovery recovery(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    Failure failure = failureOf(FailureKind::Rate, u"primary"_s, u"too many calls"_s);
    CHECK_FALSE(must(recovery.askedToWaitUntil(u"primary"_s, now)).isValid());
    must(recovery.noteDone(failure, RecoveryAction::WriteByStatistics, {}, now));
    CHECK_FALSE(must(recovery.askedToWaitUntil(u"primary"_s, now)).isValid());
    failure.detail = {{QLatin1String(kRetryAfterKey), 7'200'000}};
    must(recovery.noteDone(failure, RecoveryAction::WriteByStatistics, {}, now));
    CHECK(must(recovery.askedToWaitUntil(u"primary"_s, now.addSecs(7'199))) == now.addSecs(7'200));
    CHECK_FALSE(must(recovery.askedToWaitUntil(u"primary"_s, now.addSecs(7'200))).isValid());
    CHECK_FALSE(must(recovery.askedToWaitUntil(u"second"_s, now)).isValid());
    // The job goes on without a provider; what it was asked itself counts beside its own pauses.
    CHECK_FALSE(must(recovery.whenToTryAgain(u"update-factoids"_s, "old", now)).isValid());
    Failure own = failureOf(FailureKind::Other, {}, u"asked to come later"_s);
    own.job = u"update-factoids"_s;
    own.detail = failure.detail;
    must(recovery.noteDone(own, RecoveryAction::GiveUp, {}, now));
    CHECK(must(recovery.whenToTryAgain(u"update-factoids"_s, "old", now)) == now.addSecs(7'200));
    must(IncidentLog(*db).providerWorks(u"primary"_s, now));
    CHECK_FALSE(must(recovery.askedToWaitUntil(u"primary"_s, now)).isValid());
}

TEST_CASE("a person is called when the rule says so, though what stands before it in the rule always helps")
{
    const Books books;
    auto db = books.open();
    Recovery recovery(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    const QJsonObject rule{{u"steps"_s, QJsonArray{u"write_by_statistics"_s, u"raise_alert"_s, u"serve_stale"_s}},
                           {u"alert_after"_s, 10}};
    must(recovery.setRule(u"transport"_s, rule, u"op"_s, now));
    for (int time = 1; time <= 11; ++time) {
        const auto advice = must(recovery.met(failureOf(FailureKind::Transport, u"primary"_s, u"no connection"_s, time),
                                              stateOf(u"stats"_s), {}, now.addSecs(60 * time)));
        INFO(time);
        CHECK(advice.alerted == (time == 10));
        CHECK(advice.decision.action == RecoveryAction::WriteByStatistics);
    }
    CHECK(must(FailureStore(*db).brief(now)).alerts == 1);
}
