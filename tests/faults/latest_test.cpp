// `latest` that was turned back to an older bundle is noticed by the store that wrote the newer one.
#include "tests/support/small_data.h"

using namespace factoid::test;

TEST_CASE("latest turned back is told by the store that wrote the newer bundle")
{
    const bool zip = GENERATE(false, true);
    Desk desk;
    writeSmallData(desk);
    QStringList bundles;
    const QString out = desk.path(QStringLiteral("bundles"));
    for (int day = 1; day <= 2; ++day) {
        desk.setNow(QStringLiteral("2026-06-0%1T09:00:00Z").arg(day));
        writeSmallData(desk, day * 1'000'000);
        (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
        (void)desk.ask(words("update-factoids --force"));
        bundles << desk.ask(QStringList{QStringLiteral("export"), QStringLiteral("--out"), out} + (zip ? QStringList{QStringLiteral("--zip")} : QStringList())).value(QStringLiteral("path")).toString();
    }
    const QString latest = out + (zip ? QStringLiteral("/latest.zip") : QStringLiteral("/latest"));
    CHECK(desk.run({QStringLiteral("verify-bundle"), latest}).code == 0);

    REQUIRE(QFile::remove(latest));
    REQUIRE(QFile::link(QFileInfo(bundles[0]).fileName(), latest));
    const Answer turned = desk.run({QStringLiteral("--json"), QStringLiteral("verify-bundle"), latest});
    CHECK(turned.code == 6);
    const QJsonArray problems = turned.json().value(QStringLiteral("problems")).toArray();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].toObject().value(QStringLiteral("kind")).toString() == QStringLiteral("rollback"));
    CHECK(problems[0].toObject().value(QStringLiteral("message")).toString().contains(QFileInfo(bundles[1]).fileName()));
    // The older bundle itself is what it was, and a store that wrote neither has nothing to say.
    CHECK(desk.run({QStringLiteral("verify-bundle"), bundles[0]}).code == 0);
    Desk stranger;
    stranger.setNow(QStringLiteral("2026-06-02T09:00:00Z"));
    CHECK(stranger.run({QStringLiteral("verify-bundle"), latest}).code == 0);
    // Through another name of the folder it is the same link.
    REQUIRE(QFile::link(out, desk.path(QStringLiteral("alias"))));
    CHECK(desk.run({QStringLiteral("verify-bundle"), desk.path(QStringLiteral("alias/")) + QFileInfo(latest).fileName()}).code == 6);
}
