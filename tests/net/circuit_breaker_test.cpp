#include "core/net/circuit_breaker.h"
#include "tests/support/case_file.h"

#include <QJsonDocument>

using namespace factoid;
using namespace factoid::test;

namespace {

const QDateTime kStart(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

void happen(BreakerState& state, const BreakerPolicy& policy, const QString& what, const QDateTime& now)
{
    if (what == "success"_L1)
        breakerSuccess(state, policy, now);
    else if (what == "failure"_L1)
        breakerFailure(state, policy, now);
    else if (what == "untried"_L1)
        breakerUntried(state);
    else if (what == "force-open"_L1)
        breakerForce(state, BreakerForce::Open, u"maintenance"_s, now);
    else if (what == "force-closed"_L1)
        breakerForce(state, BreakerForce::Closed, u"it works for me"_s, now);
    else if (what == "release"_L1)
        breakerForce(state, BreakerForce::None, {}, now);
    else if (what == "store"_L1)
        state = breakerFromJson(QJsonDocument::fromJson(QJsonDocument(breakerJson(state)).toJson()).object());
    else
        FAIL("unknown step " << what.toStdString());
}

} // namespace

TEST_CASE("the circuit breaker does what its table of steps says")
{
    for (const CaseBlock& block : caseBlocks(u"breaker.case"_s, u"net"_s)) {
        using std::chrono::seconds;
        const BreakerPolicy policy{
            3, seconds(60), seconds(10), 2, seconds(40), 2, block.value(u"trials"_s, u"1"_s).toInt(), seconds(30)};
        BreakerState state;
        for (const QString& step : block.values(u"step"_s)) {
            INFO(block.name.toStdString() << ": " << step.toStdString());
            const QStringList words = step.split(QLatin1Char(' '), Qt::SkipEmptyParts);
            REQUIRE(words.size() >= 4);
            const QDateTime now = kStart.addSecs(words[0].toInt());
            if (words[1] == "allow"_L1) {
                const BreakerAnswer answer = breakerAllow(state, policy, now);
                const QString said = !answer.allowed ? u"no"_s : answer.trial ? u"trial"_s : u"yes"_s;
                CHECK(said.toStdString() == words[2].toStdString());
                CHECK(answer.sentence.isEmpty() == answer.allowed);
                if (!answer.allowed) {
                    REQUIRE(words.size() == 5);
                    const QString at =
                        answer.retryAt.isValid() ? QString::number(kStart.secsTo(answer.retryAt)) : u"never"_s;
                    CHECK(at.toStdString() == words[4].toStdString());
                }
            } else {
                happen(state, policy, words[1], now);
            }
            CHECK(breakerPhaseName(state.phase).toStdString() == words[3].toStdString());
        }
    }
}

TEST_CASE("a breaker read from nonsense is closed and works")
{
    const BreakerPolicy policy;
    for (const char* text : {"{}", R"({"phase":"open"})", R"({"phase":7,"failures":"no","trials":{}})",
                             R"({"phase":"half_open","opened_at":"yesterday"})",
                             R"({"phase":"ajar","opened_at":"2026-11-24T12:00:00.000Z"})"}) {
        INFO(text);
        BreakerState state = breakerFromJson(QJsonDocument::fromJson(text).object());
        CHECK(state.phase == BreakerPhase::Closed);
        CHECK(breakerAllow(state, policy, kStart).allowed);
    }
    BreakerState odd = breakerFromJson(
        QJsonDocument::fromJson(
            R"({"phase":"open","opened_at":"2026-11-24T11:00:00.000Z","open_for_seconds":-9e18,"successes":-4})")
            .object());
    CHECK(odd.openFor.count() == 0);
    CHECK(odd.successes == 0);
    CHECK(breakerAllow(odd, policy, kStart).allowed);
}
