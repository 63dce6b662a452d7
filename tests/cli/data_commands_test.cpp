// changes and summary through the real program: filters, groups, story, export, spread and comparison.
#include "tests/support/big_store.h"
#include "tests/support/small_data.h"

using namespace factoid::test;

namespace {

class BigDesk : public Desk
{
  public:
    BigDesk() { REQUIRE(makeBigStore(store(), smallShape())); }
};

qint64 total(const Desk& desk, const char* line)
{
    return desk.ask(words(line)).value(QStringLiteral("total")).toInteger();
}

} // namespace

TEST_CASE("changes narrows, groups and sorts, and says how many in all")
{
    const BigDesk desk;
    CHECK(total(desk, "changes --limit 1") == 6'000);
    CHECK(total(desk, "changes --type new_council") == 60);
    CHECK(total(desk, "changes --type new_council,bulk_import") == 60 + 96);
    CHECK(total(desk, "changes --open") + total(desk, "changes --processed") == 6'000);
    CHECK(total(desk, "changes --from 2026-06-01 --to 2026-06-01") == total(desk, "changes --import 12"));
    const QJsonObject largest = desk.ask(words("changes --sort largest --limit 2 --at-least 3 --group type"));
    const QJsonArray rows = largest.value(QStringLiteral("changes")).toArray();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].toObject().value(QStringLiteral("magnitude")).toString().toDouble() >= rows[1].toObject().value(QStringLiteral("magnitude")).toString().toDouble());
    CHECK(largest.value(QStringLiteral("groups")).toArray()[0].toObject().value(QStringLiteral("type")) == QStringLiteral("revision"));
    for (const char* wrong : {"changes --type x", "changes --sort up", "changes --from 1st", "changes --open --processed", "changes --group year", "changes --at-least much", "changes --id 999999"})
        CHECK(desk.run(words(wrong)).code == 2);
}

TEST_CASE("changes follows one change and exports all")
{
    const BigDesk desk;
    const QJsonObject story = desk.ask(words("changes --id 5990"));
    CHECK(story.value(QStringLiteral("change")).toObject().value(QStringLiteral("id")).toInt() == 5'990);
    CHECK(story.value(QStringLiteral("import")).toObject().value(QStringLiteral("id")).toInt() == 12);
    CHECK(desk.run(words("changes --id 5990")).out.contains("figures_2026-06.csv"));
    const QJsonObject written = desk.ask({QStringLiteral("changes"), QStringLiteral("--open"), QStringLiteral("--export"), desk.path(QStringLiteral("open.csv"))});
    CHECK(desk.read(QStringLiteral("open.csv")).count('\n') == written.value(QStringLiteral("exported")).toInt() + 1);
    CHECK(desk.run({QStringLiteral("changes"), QStringLiteral("--export"), desk.path(QStringLiteral("no/folder.csv"))}).code == 1);
}

TEST_CASE("summary shows the spread, narrowed too, and compares two days")
{
    Desk desk;
    importTwoDays(desk);

    const QJsonObject compared = desk.ask(words("summary total_borrowing 2023/24 --compare 2026-06-01 --on 2026-06-03"));
    CHECK_FALSE(compared.value(QStringLiteral("same")).toBool());
    CHECK(compared.value(QStringLiteral("figures_revised")).toInt() == 1);
    QString sum;
    for (const QJsonValue& row : compared.value(QStringLiteral("differences")).toArray()) {
        if (row.toObject().value(QStringLiteral("key")) == QStringLiteral("sum"))
            sum = row.toObject().value(QStringLiteral("difference")).toString();
    }
    CHECK(sum == QStringLiteral("2000000"));
    CHECK(desk.ask(words("summary total_borrowing 2022/23 --compare 2026-06-01")).value(QStringLiteral("same")).toBool());
    const QJsonObject spread = desk.ask(words("summary total_borrowing 2023/24 --spread --type County"));
    CHECK(spread.value(QStringLiteral("summary")).toObject().value(QStringLiteral("total_councils")).toInt() == 3);
    CHECK(spread.value(QStringLiteral("groups")).toObject().value(QStringLiteral("type")).toArray().size() == 2);
    CHECK(desk.run(words("summary total_borrowing 2023/24 --spread")).out.contains("#"));
    CHECK(desk.run(words("summary total_borrowing 2023/24 --type Castle")).code == 2);
    CHECK(desk.run(words("summary total_borrowing 2023/24 --compare yesterday")).code == 2);
    CHECK(desk.run(words("summary total_borrowing 2023/24 --spread --on 2026-06-01")).code == 2);
}
