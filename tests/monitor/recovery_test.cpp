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
        if (name == QLatin1String("another"))
            state.anotherProvider = true;
        else if (name == QLatin1String("stats"))
            state.canWriteByStatistics = true;
        else if (name == QLatin1String("stale"))
            state.hasStale = true;
        else if (name == QLatin1String("curated"))
            state.hasFallback = true;
        else if (name == QLatin1String("shrink"))
            state.canShrink = true;
        else if (name == QLatin1String("summary"))
            state.canRebuildSummary = true;
        else if (name == QLatin1String("cache"))
            state.canRebuildCache = true;
        else if (name == QLatin1String("alerted"))
            state.alerted = true;
        else if (name == QLatin1String("changed"))
            state.inputChanged = true;
        else if (name == QLatin1String("blocked"))
            state.retryAllowed = false;
        else if (name == QLatin1String("broke"))
            state.budget.milliTokens = 0;
        else if (name == QLatin1String("attempts"))
            state.attempts = number;
        else if (name == QLatin1String("met"))
            state.timesMet = number;
        else if (name == QLatin1String("asked"))
            state.retryAfter = milliseconds(number);
        else if (name == QLatin1String("left"))
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
    failure.job = QStringLiteral("update-factoids");
    failure.sentence = sentence;
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
            const RecoveryDecision decision = decideRecovery(rules.find(*kind, QStringLiteral("primary")), state);
            REQUIRE(recoveryActionName(decision.action) == row[2]);
            CHECK_FALSE(decision.reason.isEmpty());
            const qint64 wait = decision.wait.count();
            if (row[3] == QLatin1String("-"))
                CHECK(wait == 0);
            else if (row[3].startsWith(QLatin1Char('<')))
                CHECK((wait >= 0 && wait <= row[3].mid(1).toInt()));
            else if (row[3].startsWith(QLatin1String(">=")))
                CHECK(wait >= row[3].mid(2).toInt());
            else
                CHECK(wait == row[3].mid(1).toInt());
            // The same failure, state and seed: the same decision.
            CHECK(decideRecovery(rules.find(*kind, QStringLiteral("primary")), state).wait == decision.wait);
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
    const QJsonObject forAll{{QStringLiteral("steps"), QJsonArray{QStringLiteral("serve_stale")}}};
    const QJsonObject forOne{{QStringLiteral("steps"), QJsonArray{QStringLiteral("write_by_statistics"), QStringLiteral("serve_stale")}}};
    CHECK_FALSE(must(recovery.setRule(QStringLiteral("rate"), forAll, QStringLiteral("op"), now)));
    CHECK_FALSE(must(recovery.setRule(QStringLiteral("rate@primary"), forOne, QStringLiteral("op"), now)));
    const auto rules = must(recovery.rules());
    CHECK(rules.find(FailureKind::Rate, QStringLiteral("primary")).steps.front() == RecoveryAction::WriteByStatistics);
    CHECK(rules.find(FailureKind::Rate, QStringLiteral("second")).steps.front() == RecoveryAction::ServeStale);
    CHECK(rules.find(FailureKind::Auth, QStringLiteral("primary")).steps.front() == RecoveryAction::RaiseAlert);
    CHECK(must(recovery.setRule(QStringLiteral("rate"), std::nullopt, QStringLiteral("op"), now)) == forAll);
    CHECK(must(recovery.rules()).find(FailureKind::Rate, {}).steps.front() == RecoveryAction::Wait);
    for (const auto& [pattern, body] : {std::pair{"weather", R"({"steps": ["wait"]})"}, std::pair{"rate@", R"({"steps": ["wait"]})"}, std::pair{"rate", R"({"steps": []})"},
                                        std::pair{"rate", R"({"steps": ["pray"]})"}, std::pair{"rate", R"({"steps": ["give_up"]})"},
                                        std::pair{"rate", R"({"steps": ["wait", "wait"]})"}, std::pair{"rate", R"({"steps": ["wait"], "wait": {"attempts": 0}})"},
                                        std::pair{"rate", R"({"steps": ["wait"], "wait": {"first_ms": -1}})"}, std::pair{"rate", R"({"steps": ["wait"], "alert": 1})"}}) {
        INFO(pattern << " " << body);
        const auto set = recovery.setRule(QLatin1String(pattern), QJsonDocument::fromJson(body).object(), QStringLiteral("op"), now);
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
    RecoveryState state = stateOf(QStringLiteral("another stats"));
    const auto first = must(recovery.met(failureOf(FailureKind::Auth, QStringLiteral("primary"), QStringLiteral("401: key 1 is not valid")), state, {}, now));
    CHECK(first.alerted);
    CHECK(first.decision.action == RecoveryAction::SwitchProvider);
    must(recovery.ended(first.step, QStringLiteral("failed"), QStringLiteral("no other provider answered"), now));
    const auto then = must(recovery.next(first.incident, stateOf(QStringLiteral("stats")), now, 1));
    CHECK(then.decision.action == RecoveryAction::WriteByStatistics);
    CHECK(then.incident.count == 1);
    must(recovery.ended(then.step, QStringLiteral("worked"), {}, now));
    const auto again = must(recovery.met(failureOf(FailureKind::Auth, QStringLiteral("primary"), QStringLiteral("401: key 2 is not valid"), 2), state, {}, now.addSecs(900)));
    CHECK(again.incident.id == first.incident.id);
    CHECK(again.incident.count == 2);
    CHECK_FALSE(again.alerted);
    std::vector<QString> told;
    must(db->each(QStringLiteral("SELECT action || ' ' || result FROM recovery_actions ORDER BY id"), {}, [&](const QSqlQuery& row) { told.push_back(row.value(0).toString()); }));
    CHECK(told == std::vector<QString>{QStringLiteral("raise_alert worked"), QStringLiteral("switch_provider failed"), QStringLiteral("write_by_statistics worked"),
                                       QStringLiteral("switch_provider pending")});
}

TEST_CASE("fault_18 a failure does not block what comes next, and new figures are tried at once")
{
    const Books books;
    auto db = books.open();
    Recovery recovery(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    CHECK_FALSE(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "old", now.addDays(1))).isValid());
    Failure failure = failureOf(FailureKind::Content, {}, QStringLiteral("not one factoid could be proven"));
    failure.inputHash = "old";
    must(recovery.noteDone(failure, RecoveryAction::ServeStale, QStringLiteral("the published set stays"), now));
    CHECK(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "old", now.addDays(1))) == now.addSecs(60));
    CHECK(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "new", now.addDays(1))) == now);
    for (int i = 1; i < 20; ++i)
        must(recovery.noteDone(failure, RecoveryAction::ServeStale, QStringLiteral("the published set stays"), now.addSecs(60 * i)));
    CHECK(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "old", now.addDays(1))) == now.addSecs(60 * 19 + 1'800));
    CHECK_FALSE(must(recovery.whenToTryAgain(QStringLiteral("import"), "old", now.addDays(1))).isValid());
    // A clock that had been set wrong holds nothing up.
    CHECK_FALSE(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "old", now.addSecs(-60))).isValid());
    must(FailureBook(*db).jobWorks(QStringLiteral("update-factoids"), now));
    CHECK_FALSE(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "old", now.addDays(1))).isValid());
}

TEST_CASE("what the other side asked for is waited for from run to run")
{
    const Books books;
    auto db = books.open();
    Recovery recovery(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    Failure failure = failureOf(FailureKind::Rate, QStringLiteral("primary"), QStringLiteral("too many calls"));
    CHECK_FALSE(must(recovery.askedToWaitUntil(QStringLiteral("primary"), now)).isValid());
    must(recovery.noteDone(failure, RecoveryAction::WriteByStatistics, {}, now));
    CHECK_FALSE(must(recovery.askedToWaitUntil(QStringLiteral("primary"), now)).isValid());
    failure.detail = {{QLatin1String(kRetryAfterKey), 7'200'000}};
    must(recovery.noteDone(failure, RecoveryAction::WriteByStatistics, {}, now));
    CHECK(must(recovery.askedToWaitUntil(QStringLiteral("primary"), now.addSecs(7'199))) == now.addSecs(7'200));
    CHECK_FALSE(must(recovery.askedToWaitUntil(QStringLiteral("primary"), now.addSecs(7'200))).isValid());
    CHECK_FALSE(must(recovery.askedToWaitUntil(QStringLiteral("second"), now)).isValid());
    // The job goes on without a provider; what it was asked itself counts beside its own pauses.
    CHECK_FALSE(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "old", now)).isValid());
    Failure own = failureOf(FailureKind::Other, {}, QStringLiteral("asked to come later"));
    own.job = QStringLiteral("update-factoids");
    own.detail = failure.detail;
    must(recovery.noteDone(own, RecoveryAction::GiveUp, {}, now));
    CHECK(must(recovery.whenToTryAgain(QStringLiteral("update-factoids"), "old", now)) == now.addSecs(7'200));
    must(FailureBook(*db).providerWorks(QStringLiteral("primary"), now));
    CHECK_FALSE(must(recovery.askedToWaitUntil(QStringLiteral("primary"), now)).isValid());
}
