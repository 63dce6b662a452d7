#include "core/net/circuit_breaker.h"
#include "tests/support/case_file.h"

#include <QJsonDocument>

using namespace factoid;
using namespace factoid::test;

namespace {

const QDateTime kStart(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

void happen(BreakerState& state, const BreakerPolicy& policy, const QString& what, const QDateTime& now)
{
    if (what == QLatin1String("success"))
        breakerSuccess(state, policy, now);
    else if (what == QLatin1String("failure"))
        breakerFailure(state, policy, now);
    else if (what == QLatin1String("untried"))
        breakerUntried(state);
    else if (what == QLatin1String("force-open"))
        breakerForce(state, BreakerForce::Open, QStringLiteral("maintenance"), now);
    else if (what == QLatin1String("force-closed"))
        breakerForce(state, BreakerForce::Closed, QStringLiteral("it works for me"), now);
    else if (what == QLatin1String("release"))
        breakerForce(state, BreakerForce::None, {}, now);
    else if (what == QLatin1String("store"))
        state = breakerFromJson(QJsonDocument::fromJson(QJsonDocument(breakerJson(state)).toJson()).object());
    else
        FAIL("unknown step " << what.toStdString());
}

} // namespace

TEST_CASE("the circuit breaker does what its table of steps says")
{
    for (const CaseBlock& block : caseBlocks(QStringLiteral("breaker.case"), QStringLiteral("net"))) {
        using std::chrono::seconds;
        const BreakerPolicy policy{3, seconds(60), seconds(10), 2, seconds(40), 2, block.value(QStringLiteral("trials"), QStringLiteral("1")).toInt(), seconds(30)};
        BreakerState state;
        for (const QString& step : block.values(QStringLiteral("step"))) {
            INFO(block.name.toStdString() << ": " << step.toStdString());
            const QStringList words = step.split(QLatin1Char(' '), Qt::SkipEmptyParts);
            REQUIRE(words.size() >= 4);
            const QDateTime now = kStart.addSecs(words[0].toInt());
            if (words[1] == QLatin1String("allow")) {
                const BreakerAnswer answer = breakerAllow(state, policy, now);
                const QString said = !answer.allowed ? QStringLiteral("no") : answer.trial ? QStringLiteral("trial") : QStringLiteral("yes");
                CHECK(said.toStdString() == words[2].toStdString());
                CHECK(answer.sentence.isEmpty() == answer.allowed);
                if (!answer.allowed) {
                    REQUIRE(words.size() == 5);
                    const QString at = answer.retryAt.isValid() ? QString::number(kStart.secsTo(answer.retryAt)) : QStringLiteral("never");
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
    for (const char* text : {"{}", R"({"phase":"open"})", R"({"phase":7,"failures":"no","trials":{}})", R"({"phase":"half_open","opened_at":"yesterday"})",
                             R"({"phase":"ajar","opened_at":"2026-11-24T12:00:00.000Z"})"}) {
        INFO(text);
        BreakerState state = breakerFromJson(QJsonDocument::fromJson(text).object());
        CHECK(state.phase == BreakerPhase::Closed);
        CHECK(breakerAllow(state, policy, kStart).allowed);
    }
    BreakerState odd = breakerFromJson(QJsonDocument::fromJson(R"({"phase":"open","opened_at":"2026-11-24T11:00:00.000Z","open_for_seconds":-9e18,"successes":-4})").object());
    CHECK(odd.openFor.count() == 0);
    CHECK(odd.successes == 0);
    CHECK(breakerAllow(odd, policy, kStart).allowed);
}
