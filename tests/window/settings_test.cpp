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
    for (const QJsonValue& value : desk.ask(words("settings list")).value(QStringLiteral("settings")).toArray()) {
        if (value.toObject().value(QStringLiteral("key")).toString() == QLatin1String(key))
            return value.toObject().value(QStringLiteral("value")).toString();
    }
    return {};
}

} // namespace

TEST_CASE("every setting of the table has a row with a name, and every bad text is refused where it stands")
{
    Desk desk;
    Window window(desk, QStringLiteral("settings"));
    (void)window.wait<QLineEdit>(QStringLiteral("Freshness minutes"));
    CHECK(window->findChildren<SettingRow*>().size() == static_cast<qsizetype>(settingFields().size()));
    auto* save = window.wait<QAbstractButton>(QStringLiteral("Save settings"));
    CHECK_FALSE(save->isEnabled());
    int refused = 0;
    for (SettingRow* row : window->findChildren<SettingRow*>()) {
        const SettingField* field = settingField(row->key());
        REQUIRE(field);
        auto* line = row->findChild<QLineEdit*>();
        if (!line || (!std::holds_alternative<int Settings::*>(field->member) && !row->key().startsWith(QLatin1String("schedule."))))
            continue;
        const QString before = line->text();
        INFO(row->key().toStdString());
        for (const QString& wrong : {QStringLiteral("a lot"), QStringLiteral("-1"), QStringLiteral("99999999")}) {
            type(line, wrong);
            CHECK_FALSE(faultOf(line).isEmpty());
            CHECK_FALSE(save->isEnabled());
            ++refused;
        }
        type(line, before);
        CHECK(faultOf(line).isEmpty());
    }
    CHECK(refused > 30);
    window.picture(QStringLiteral("settings-light"));
}

TEST_CASE("settings are saved together, named in the undo, and undone and done again after a restart")
{
    Desk desk;
    Window window(desk, QStringLiteral("settings"));
    auto* size = window.wait<QLineEdit>(QStringLiteral("Set size"));
    type(size, QStringLiteral("5"));
    auto* missed = window.wait<QComboBox>(QStringLiteral("Missed"));
    missed->setFocus();
    QTest::keyClick(missed, Qt::Key_Down);
    CHECK(missed->currentText() == QStringLiteral("skip"));
    CHECK(window.comesToShow(QStringLiteral("2 changes not saved yet")));
    window.picture(QStringLiteral("settings-edited"));
    window.click(QStringLiteral("Save settings"));
    REQUIRE(window.waitForJobs());
    CHECK(saved(desk, "factoids.set_size") == QStringLiteral("5"));
    CHECK(saved(desk, "schedule.missed") == QStringLiteral("skip"));
    REQUIRE(window.comesToShow(QStringLiteral("2 other than at first")));

    // One key back to its default.
    window.click(QStringLiteral("Default for Missed"));
    window.click(QStringLiteral("Save settings"));
    REQUIRE(window.waitForJobs());
    CHECK(saved(desk, "schedule.missed") == QStringLiteral("once"));

    window.restart(QStringLiteral("settings"));
    auto* undo = window->actions().find(QStringLiteral("edit.undo"));
    REQUIRE(window.waitsFor([&] { return undo->isEnabled(); }));
    CHECK(undo->text().contains(QStringLiteral("reset of schedule.missed")));
    undo->trigger();
    REQUIRE(window.waitForJobs());
    CHECK(saved(desk, "schedule.missed") == QStringLiteral("skip"));
    REQUIRE(window.waitsFor([&] { return undo->text().contains(QStringLiteral("2 settings")); }));
    QTest::keyClick(&*window, Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return saved(desk, "factoids.set_size") == QStringLiteral("3"); }));
    REQUIRE(window.waitsFor([&] { return window->findChildren<QLineEdit*>(QString()).size() > 0 && window.find<QLineEdit>(QStringLiteral("Set size")) && window.find<QLineEdit>(QStringLiteral("Set size"))->text() == QStringLiteral("3"); }));
    auto* redo = window->actions().find(QStringLiteral("edit.redo"));
    REQUIRE(window.waitsFor([&] { return redo->isEnabled(); }));
    redo->trigger();
    REQUIRE(window.waitForJobs());
    CHECK(saved(desk, "factoids.set_size") == QStringLiteral("5"));
}

TEST_CASE("what another process saves shows, what is typed meanwhile stays, and a read-only window saves nothing")
{
    Desk desk;
    Window window(desk, QStringLiteral("settings"));
    auto* title = window.wait<QLineEdit>(QStringLiteral("Title"));
    type(title, QStringLiteral("Ours"));
    (void)desk.ask(words("settings set factoids.set_size=7"));
    REQUIRE(window.waitsFor([&] { return window.find<QLineEdit>(QStringLiteral("Set size"))->text() == QStringLiteral("7"); }));
    CHECK(title->text() == QStringLiteral("Ours"));
    window.click(QStringLiteral("Discard changes"));
    CHECK(title->text() != QStringLiteral("Ours"));
    QTest::keyClicks(window.wait<QLineEdit>(QStringLiteral("Find a setting")), QStringLiteral("stale"));
    CHECK(window.wait<QLineEdit>(QStringLiteral("Stale days")));
    CHECK_FALSE(window.find<QLineEdit>(QStringLiteral("Title")));
    window.stop();

    Window looking(desk, QStringLiteral("settings"), {}, true);
    auto* line = looking.wait<QLineEdit>(QStringLiteral("Title"));
    CHECK_FALSE(line->isEnabled());
    CHECK_FALSE(looking.wait<QAbstractButton>(QStringLiteral("Save settings"))->isEnabled());
}
