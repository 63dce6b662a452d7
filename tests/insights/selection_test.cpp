#include "core/insights/miner.h"
#include "synthetic.h"

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::test;

namespace {

Fact factOf(const QString& field, const QString& council, double score,
            const char* kind = "highest", bool bad = false) {
    Fact fact;
    fact.kind = QString::fromLatin1(kind);
    fact.field = field;
    fact.year = kNow;
    fact.councils = {council};
    fact.score = score;
    fact.badExample = bad;
    return fact;
}

} // namespace

TEST_CASE("no two facts on one field while another field has something worth saying") {
    const auto ranked = mined(drawnPanel(150, 8, 10, 5));
    const auto set = selectSet(ranked, 8);
    REQUIRE(set.size() == 8);
    QSet<QString> fields;
    for (const Fact& fact : set)
        fields.insert(fact.field);
    CHECK(fields.size() == 8);
}

TEST_CASE("a field with nothing worth saying does not push a good fact out") {
    const QString a = QStringLiteral("a"), b = QStringLiteral("b");
    const auto set = selectSet(
        {factOf(a, codeAt(1), 0.9), factOf(a, codeAt(2), 0.8), factOf(b, codeAt(3), 0.001)}, 2);
    REQUIRE(set.size() == 2);
    CHECK(set[1].field == a);
}

TEST_CASE("one council is not the bad example again and again") {
    std::vector<Fact> ranked;
    for (int i = 0; i < 6; ++i) {
        const QString field = QStringLiteral("field %1").arg(i);
        ranked.push_back(factOf(field, codeAt(1), 0.9, "highest", true));
        ranked.push_back(factOf(field, codeAt(2 + i), 0.5, "lowest"));
    }
    int bad = 0;
    for (const Fact& fact : selectSet(ranked, 6))
        bad += fact.councils.contains(codeAt(1));
    CHECK(bad == 1);
}

TEST_CASE("a thousand facts can be asked for and every key comes once") {
    const auto ranked = mined(drawnPanel(400, 12, 10, 3));
    REQUIRE(ranked.size() > 1000);
    const auto set = selectSet(ranked, 1000);
    CHECK(set.size() == 1000);
    QSet<QString> keys;
    for (const Fact& fact : set)
        keys.insert(fact.key());
    CHECK(keys.size() == 1000);
}

TEST_CASE("with fewer facts than asked for all come and doubles come once") {
    const Fact one = factOf(QStringLiteral("a"), codeAt(1), 0.5);
    CHECK(selectSet({one, one}, 10).size() == 1);
    CHECK(selectSet({}, 10).empty());
    CHECK(selectSet({one}, 0).empty());
}
