#include "words_support.h"

#include "core/factoids/verify/nearest_sentence.h"

using namespace factoid;
using namespace factoid::test;

TEST_CASE("a refused text is offered the nearest sentence that its claims can prove")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    MineOptions options;
    options.today = QDate(2024, 9, 1);
    options.most = 40;
    const auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    int offered = 0;
    for (const Fact& fact : *facts) {
        for (const Factoid& proven : provenVariants(panel, wordTraits(), fact, {})) {
            Factoid refused = proven;
            refused.text.chop(1);
            refused.text += u", a scandal."_s;
            if (refused.claims.size() > 4 || wordCount(refused.text) > kMostWords)
                continue;
            INFO(refused.text.toStdString());
            REQUIRE_FALSE(verifier.verify(refused).supported);
            const auto nearest = nearestProven(panel, wordTraits(), verifier, refused);
            REQUIRE(nearest);
            CHECK(verifier.verify(*nearest).supported);
            CHECK(nearest->text == proven.text);
            if (++offered == 12)
                return;
        }
    }
    CHECK(offered == 12);
}

TEST_CASE("claims that do not hold are offered nothing")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    CHECK_FALSE(nearestProven(panel, wordTraits(), verifier, factoidOf(u"Kent owed money."_s, {})));
    auto claims = filled(
        panel, {claimOf(Operation::Value, {ofCouncil("total_borrowing", 2019, u"E10000016"_s)}, "£884 million")});
    claims[0].result = Decimal::fromInt(1);
    CHECK_FALSE(nearestProven(panel, wordTraits(), verifier, factoidOf(u"Kent owed £1."_s, claims)));
}
