// The page of settings in the real window: bad input is refused in place, good input is saved, undone and done again in
// another life of the window.
#include "tests/window/window_fixture.h"
#include "ui/settings/setting_row.h"

#include <QComboBox>
#include <QLineEdit>

using namespace factoid;
using namespace factoid::test;

namespace {

void type(QLineEdit* line, const QString& text)
{
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Backspace);
    QTest::keyClicks(line, text);
}

// The sentence under a field; empty: none.
QString faultOf(QWidget* field)
{
    for (QWidget* up = field; up; up = up->parentWidget()) {
        if (auto* row = qobject_cast<SettingRow*>(up)) {
            for (const FormError* error : row->findChildren<FormError*>()) {
                if (error->isVisible())
                    return error->text();
            }
        }
    }
    return {};
}

QString saved(const Desk& desk, const char* key)
{
    for (const QJsonValue& value : desk.ask(words("settings list")).value(u"settings"_s).toArray()) {
        if (value.toObject().value(u"key"_s).toString() == QLatin1String(key))
            return value.toObject().value(u"value"_s).toString();
    }
    return {};
}

} // namespace

TEST_CASE("every setting of the table has a row with a name, and every bad text is refused where it stands")
{
    Desk desk;
    Window window(desk, u"settings"_s);
    (void)window.wait<QLineEdit>(u"Freshness minutes"_s);
    CHECK(window->findChildren<SettingRow*>().size() == static_cast<qsizetype>(settingFields().size()));
    auto* save = window.wait<QAbstractButton>(u"Save settings"_s);
    CHECK_FALSE(save->isEnabled());
    int refused = 0;
    for (SettingRow* row : window->findChildren<SettingRow*>()) {
        const SettingField* field = settingField(row->key());
        REQUIRE(field);
        auto* line = row->findChild<QLineEdit*>();
        if (!line ||
            (!std::holds_alternative<int Settings::*>(field->member) && !row->key().startsWith("schedule."_L1)))
            continue;
        const QString before = line->text();
        INFO(row->key().toStdString());
        for (const QString& wrong : {u"a lot"_s, u"-1"_s, u"99999999"_s}) {
            type(line, wrong);
            CHECK_FALSE(faultOf(line).isEmpty());
            CHECK_FALSE(save->isEnabled());
            ++refused;
        }
        type(line, before);
        CHECK(faultOf(line).isEmpty());
    }
    CHECK(refused > 30);
    window.picture(u"settings-light"_s);
}

TEST_CASE("settings are saved together, named in the undo, and undone and done again after a restart")
{
    Desk desk;
    Window window(desk, u"settings"_s);
    auto* size = window.wait<QLineEdit>(u"Set size"_s);
    type(size, u"5"_s);
    auto* missed = window.wait<QComboBox>(u"Missed"_s);
    missed->setFocus();
    QTest::keyClick(missed, Qt::Key_Down);
    CHECK(missed->currentText() == u"skip"_s);
    CHECK(window.comesToShow(u"2 changes not saved yet"_s));
    window.picture(u"settings-edited"_s);
    window.click(u"Save settings"_s);
    REQUIRE(window.waitForJobs());
    CHECK(saved(desk, "factoids.set_size") == u"5"_s);
    CHECK(saved(desk, "schedule.missed") == u"skip"_s);
    REQUIRE(window.comesToShow(u"2 changed"_s));

    // One key back to its default.
    window.click(u"Default for Missed"_s);
    window.click(u"Save settings"_s);
    REQUIRE(window.waitForJobs());
    CHECK(saved(desk, "schedule.missed") == u"once"_s);

    window.restart(u"settings"_s);
    window.walkHistory("undo", u"reset of schedule.missed"_s);
    CHECK(saved(desk, "schedule.missed") == u"skip"_s);
    window.walkHistory("undo", u"2 settings"_s);
    REQUIRE(window.waitsFor([&] { return saved(desk, "factoids.set_size") == u"3"_s; }));
    REQUIRE(window.waitsFor([&] {
        return window->findChildren<QLineEdit*>(QString()).size() > 0 && window.find<QLineEdit>(u"Set size"_s) &&
               window.find<QLineEdit>(u"Set size"_s)->text() == u"3"_s;
    }));
    // What this window has undone is its own from then on.
    auto* redo = window->actions().find(u"edit.redo"_s);
    REQUIRE(window.waitsFor([&] { return redo->isEnabled(); }));
    redo->trigger();
    REQUIRE(window.waitForJobs());
    CHECK(saved(desk, "factoids.set_size") == u"5"_s);
}

TEST_CASE("what another process saves shows, what is typed meanwhile stays, and a read-only window saves nothing")
{
    Desk desk;
    Window window(desk, u"settings"_s);
    auto* title = window.wait<QLineEdit>(u"Title"_s);
    type(title, u"Ours"_s);
    (void)desk.ask(words("settings set factoids.set_size=7"));
    REQUIRE(window.waitsFor([&] { return window.find<QLineEdit>(u"Set size"_s)->text() == u"7"_s; }));
    CHECK(title->text() == u"Ours"_s);
    window.click(u"Discard changes"_s);
    CHECK(title->text() != u"Ours"_s);
    QTest::keyClicks(window.wait<QLineEdit>(u"Find a setting"_s), u"stale"_s);
    CHECK(window.wait<QLineEdit>(u"Stale days"_s));
    CHECK_FALSE(window.find<QLineEdit>(u"Title"_s));
    window.stop();

    Window looking(desk, u"settings"_s, {}, true);
    auto* line = looking.wait<QLineEdit>(u"Title"_s);
    CHECK_FALSE(line->isEnabled());
    CHECK_FALSE(looking.wait<QAbstractButton>(u"Save settings"_s)->isEnabled());
}
