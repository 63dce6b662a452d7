// A set in two languages in the real window: one language at a time on Factoids, a chip for it where both stand side by
// side, a text withdrawn in one of them, and the counts of each in the run.
#include "tests/window/window_fixture.h"
#include "ui/widgets/reorder_list.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QTabBar>

using namespace factoid;
using namespace factoid::test;

namespace {

Desk& published(Desk& desk, const char* language)
{
    writeSmallData(desk);
    desk.setNow(QStringLiteral("2026-06-01T09:00:00Z"));
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("factoids.language=") + QLatin1String(language)});
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))}); // past the first steps
    return desk;
}

QStringList idsServed(const Desk& desk, const char* language)
{
    QStringList ids;
    for (const QJsonValue& factoid : desk.ask({QStringLiteral("factoids"), QStringLiteral("--limit"), QStringLiteral("99"), QStringLiteral("--language"), QLatin1String(language)}).value(QStringLiteral("factoids")).toArray())
        ids << factoid.toObject().value(QStringLiteral("id")).toString();
    return ids;
}

int chips(const Window& window, const QString& text)
{
    int count = 0;
    for (const QLabel* label : (const_cast<Window&>(window))->findChildren<QLabel*>())
        count += label->isVisible() && label->text() == text ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("a set in two languages is looked at one language at a time, and a text is withdrawn in one or in both")
{
    Desk desk;
    published(desk, "both");
    const QStringList english = idsServed(desk, "en"), welsh = idsServed(desk, "cy");
    Window window(desk, QStringLiteral("factoids"), QStringLiteral("2026-06-01T10:00:00Z"));
    auto* list = window.wait<ReorderList>(QStringLiteral("Factoids in the order of the site"));
    REQUIRE(window.waitsFor([&] { return list->keys() == english; }));
    CHECK(window.comesToShow(QStringLiteral("3 on the site in English")));
    auto* languages = window.wait<QTabBar>(QStringLiteral("Language of the factoids"));
    REQUIRE(languages->count() == 2);
    CHECK(languages->tabText(1) == QStringLiteral("Welsh"));
    languages->setFocus();
    QTest::keyClick(languages, Qt::Key_Right);
    REQUIRE(window.waitsFor([&] { return list->keys() == welsh; }));
    CHECK(window.comesToShow(QStringLiteral("3 on the site in Welsh, %1 in reserve").arg(welsh.size() - 3)));
    list->setCurrent(welsh[0]);
    REQUIRE(window.comesToShow(QStringLiteral("In English")));
    window.picture(QStringLiteral("languages_factoids"));

    auto* alone = window.wait<QCheckBox>(QStringLiteral("Only the text in Welsh"));
    alone->setChecked(true);
    window.wait<QLineEdit>(QStringLiteral("Reason"))->setText(QStringLiteral("badly put"));
    window.click(QStringLiteral("Withdraw"));
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] { return list->keys() == welsh.mid(1); }));
    CHECK(idsServed(desk, "cy") == welsh.mid(1));
    CHECK(idsServed(desk, "en") == english);
    // Found wherever it is: the tab follows.
    window->navigator().go({QStringLiteral("factoids"), {{QStringLiteral("id"), english[0]}}});
    REQUIRE(window.waitsFor([&] { return list->keys() == english && list->current() == english[0]; }));
    CHECK(languages->currentIndex() == 0);
    QTest::qWait(300);
    list->setCurrent(english[1]);
    window.wait<QLineEdit>(QStringLiteral("Reason"))->setText(QStringLiteral("the council asked"));
    window.click(QStringLiteral("Withdraw"));
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] { return list->keys().size() == english.size() - 1; }));
    CHECK_FALSE(idsServed(desk, "en").contains(english[1]));
    CHECK(idsServed(desk, "cy").size() <= welsh.size() - 1);
    CHECK(desk.ask(words("verify")).value(QStringLiteral("refused")).toInt() == 0);
}

TEST_CASE("a set in one language asks nobody which, and a set in two says it on the Overview and in the run")
{
    Desk desk;
    published(desk, "en");
    {
        Window window(desk, QStringLiteral("factoids"), QStringLiteral("2026-06-01T10:00:00Z"));
        CHECK(window.comesToShow(QStringLiteral("3 on the site, ")));
        CHECK(window.find<QTabBar>(QStringLiteral("Language of the factoids")) == nullptr);
        window->navigator().go({QStringLiteral("overview")});
        REQUIRE(window.comesToShow(QStringLiteral("✓ proven")));
        CHECK(chips(window, QStringLiteral("English")) == 0);
    }
    (void)desk.ask(words("settings set factoids.language=both"));
    (void)desk.ask(words("update-factoids"));
    const qint64 run = desk.ask(words("runs --limit 1")).value(QStringLiteral("runs")).toArray()[0].toObject().value(QStringLiteral("id")).toInteger();
    Window window(desk, QStringLiteral("overview"), QStringLiteral("2026-06-01T10:00:00Z"));
    REQUIRE(window.waitsFor([&] { return chips(window, QStringLiteral("Welsh")) == 3; }));
    CHECK(chips(window, QStringLiteral("English")) == 3);
    window.picture(QStringLiteral("languages_overview"));
    window->navigator().go({QStringLiteral("generation"), {{QStringLiteral("run"), QString::number(run)}}});
    REQUIRE(window.comesToShow(QStringLiteral("In Welsh")));
    CHECK(window.shows(QStringLiteral("In English")));
    window.picture(QStringLiteral("languages_run"));
    window->navigator().go({QStringLiteral("settings")});
    QTest::qWait(300);
    window.picture(QStringLiteral("languages_settings"));
}
