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
    writeSmallData(desk, 0, kWelshToo);
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"settings"_s, u"set"_s, u"factoids.language="_s + QLatin1String(language)});
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"out"_s)}); // past the first steps
    return desk;
}

QStringList idsServed(const Desk& desk, const char* language)
{
    QStringList ids;
    for (const QJsonValue& factoid :
         desk.ask({u"factoids"_s, u"--limit"_s, u"99"_s, u"--language"_s, QLatin1String(language)})
             .value(u"factoids"_s)
             .toArray())
        ids << factoid.toObject().value(u"id"_s).toString();
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
    Window window(desk, u"factoids"_s, u"2026-06-01T10:00:00Z"_s);
    auto* list = window.wait<ReorderList>(u"Factoids in the order of the site"_s);
    REQUIRE(window.waitsFor([&] { return list->keys() == english; }));
    CHECK(window.comesToShow(u"3 on the site in English"_s));
    auto* languages = window.wait<QTabBar>(u"Language of the factoids"_s);
    REQUIRE(languages->count() == 2);
    CHECK(languages->tabText(1) == u"Welsh"_s);
    languages->setFocus();
    QTest::keyClick(languages, Qt::Key_Right);
    REQUIRE(window.waitsFor([&] { return list->keys() == welsh; }));
    CHECK(window.comesToShow(u"3 on the site in Welsh, %1 in reserve"_s.arg(welsh.size() - 3)));
    list->setCurrent(welsh[0]);
    REQUIRE(window.comesToShow(u"In English"_s));
    window.picture(u"languages_factoids"_s);

    auto* alone = window.wait<QCheckBox>(u"Only the text in Welsh"_s);
    alone->setChecked(true);
    window.wait<QLineEdit>(u"Reason"_s)->setText(u"badly put"_s);
    window.click(u"Withdraw"_s);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] { return list->keys() == welsh.mid(1); }));
    CHECK(idsServed(desk, "cy") == welsh.mid(1));
    CHECK(idsServed(desk, "en") == english);
    // Found wherever it is: the tab follows.
    window->navigator().go({u"factoids"_s, {{u"id"_s, english[0]}}});
    REQUIRE(window.waitsFor([&] { return list->keys() == english && list->current() == english[0]; }));
    CHECK(languages->currentIndex() == 0);
    window.settle();
    list->setCurrent(english[1]);
    window.wait<QLineEdit>(u"Reason"_s)->setText(u"the council asked"_s);
    window.click(u"Withdraw"_s);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] { return list->keys().size() == english.size() - 1; }));
    CHECK_FALSE(idsServed(desk, "en").contains(english[1]));
    CHECK(idsServed(desk, "cy").size() <= welsh.size() - 1);
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
}

TEST_CASE("a set in one language asks nobody which, and a set in two says it on the Overview and in the run")
{
    Desk desk;
    published(desk, "en");
    {
        Window window(desk, u"factoids"_s, u"2026-06-01T10:00:00Z"_s);
        CHECK(window.comesToShow(u"3 on the site, "_s));
        CHECK(window.find<QTabBar>(u"Language of the factoids"_s) == nullptr);
        window->navigator().go({u"overview"_s});
        REQUIRE(window.comesToShow(u"✓ proven"_s));
        CHECK(chips(window, u"English"_s) == 0);
    }
    (void)desk.ask(words("settings set factoids.language=both"));
    (void)desk.ask(words("update-factoids"));
    const qint64 run =
        desk.ask(words("runs --limit 1")).value(u"runs"_s).toArray()[0].toObject().value(u"id"_s).toInteger();
    Window window(desk, u"overview"_s, u"2026-06-01T10:00:00Z"_s);
    REQUIRE(window.waitsFor([&] { return chips(window, u"Welsh"_s) == 3; }));
    CHECK(chips(window, u"English"_s) == 3);
    window.picture(u"languages_overview"_s);
    window->navigator().go({u"generation"_s, {{u"run"_s, QString::number(run)}}});
    REQUIRE(window.comesToShow(u"In Welsh"_s));
    CHECK(window.shows(u"In English"_s));
    window.picture(u"languages_run"_s);
    window->navigator().go({u"settings"_s});
    window.settle();
    window.picture(u"languages_settings"_s);
}
