// `latest` that was turned back to an older bundle is noticed by the store that wrote the newer one.
#include "tests/support/small_data.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

TEST_CASE("latest turned back is told by the store that wrote the newer bundle")
{
    const bool zip = GENERATE(false, true);
    Desk desk;
    writeSmallData(desk);
    QStringList bundles;
    const QString out = desk.path(u"bundles"_s);
    for (int day = 1; day <= 2; ++day) {
        desk.setNow(u"2026-06-0%1T09:00:00Z"_s.arg(day));
        writeSmallData(desk, day * 1'000'000);
        (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
        (void)desk.ask(words("update-factoids --force"));
        bundles << desk.ask(QStringList{u"export"_s, u"--out"_s, out} + (zip ? QStringList{u"--zip"_s} : QStringList()))
                       .value(u"path"_s)
                       .toString();
    }
    const QString latest = out + (zip ? u"/latest.zip"_s : u"/latest"_s);
    CHECK(desk.run({u"verify-bundle"_s, latest}).code == 0);

    REQUIRE(QFile::remove(latest));
    REQUIRE(QFile::link(QFileInfo(bundles[0]).fileName(), latest));
    const Answer turned = desk.run({u"--json"_s, u"verify-bundle"_s, latest});
    CHECK(turned.code == 6);
    const QJsonArray problems = turned.json().value(u"problems"_s).toArray();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].toObject().value(u"kind"_s).toString() == u"rollback"_s);
    CHECK(problems[0].toObject().value(u"message"_s).toString().contains(QFileInfo(bundles[1]).fileName()));
    // The older bundle itself is what it was, and a store that wrote neither has nothing to say.
    CHECK(desk.run({u"verify-bundle"_s, bundles[0]}).code == 0);
    Desk stranger;
    stranger.setNow(u"2026-06-02T09:00:00Z"_s);
    CHECK(stranger.run({u"verify-bundle"_s, latest}).code == 0);
    // Through another name of the folder it is the same link.
    REQUIRE(QFile::link(out, desk.path(u"alias"_s)));
    CHECK(desk.run({u"verify-bundle"_s, desk.path(u"alias/"_s) + QFileInfo(latest).fileName()}).code == 6);
}
