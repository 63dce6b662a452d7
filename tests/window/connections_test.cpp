// Connections: another store in the window's place, and one that may only be read.
#include "tests/window/window_fixture.h"
#include "ui/window/desk_application.h"

#include <QCheckBox>
#include <QLineEdit>

using namespace factoid;
using namespace factoid::test;

namespace {

template <class T>
T* named(QWidget* window, const QString& name)
{
    T* found = nullptr;
    REQUIRE(QTest::qWaitFor(
        [&] {
            for (T* widget : window->findChildren<T*>()) {
                const auto* button = qobject_cast<QAbstractButton*>(widget);
                if (widget->isVisible() && (widget->accessibleName() == name || (button && button->text() == name)))
                    found = widget;
            }
            return found != nullptr;
        },
        kPatience));
    return found;
}

} // namespace

TEST_CASE("a connection is saved, refused when it is wrong, opened, and may only be read")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    Desk other;
    EngineOptions options;
    options.store.path = other.store();
    DeskApplication app(*qApp, options, desk.path(u"state.ini"_s));
    REQUIRE(app.open({}));
    app.window()->navigator().go({u"connections"_s});
    QTest::mouseClick(named<QAbstractButton>(app.window(), u"New connection"_s), Qt::LeftButton);
    auto* name = named<QLineEdit>(app.window(), u"Name of the connection"_s);
    auto* store = named<QLineEdit>(app.window(), u"Store of the connection"_s);
    const auto save = [&] {
        QTest::mouseClick(named<QAbstractButton>(app.window(), u"Save the connection"_s), Qt::LeftButton);
    };
    const auto error = [&] {
        for (const FormError* shown : app.window()->findChildren<FormError*>()) {
            if (shown->isVisible())
                return shown->text();
        }
        return QString();
    };
    save();
    CHECK(error().contains(u"name"_s));
    QTest::keyClicks(name, u"Live"_s);
    store->clear();
    QTest::keyClicks(store, u"sqlite:/no/such/folder/store.db"_s);
    save();
    CHECK(error().contains(u"/no/such/folder"_s));
    store->clear();
    QTest::keyClicks(store, u"sqlite:"_s + desk.store());
    auto* readOnly = named<QCheckBox>(app.window(), u"Read-only: nothing in this store can be changed from here"_s);
    readOnly->click();
    save();
    CHECK(error().isEmpty());
    QTest::mouseClick(named<QAbstractButton>(app.window(), u"Open the connection"_s), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return app.window()->windowTitle().contains(u"Live"_s); }, kPatience));
    REQUIRE(QTest::qWaitFor([&] { return app.window()->status() && app.window()->status()->figures.councils == 12; },
                            kPatience));
    // The core refuses, not only a button.
    bool refused = false, done = false;
    app.window()->jobs().start(u"update-factoids"_s, {{u"force"_s, true}}, u"Publishing"_s, app.window(),
                               [&](const Result<JobOutcome>& outcome) {
                                   done = true;
                                   refused = !outcome && outcome.error().message.contains(u"read"_s);
                               });
    REQUIRE(QTest::qWaitFor([&] { return done; }, kPatience));
    CHECK(refused);
    CHECK(desk.ask({u"status"_s}).value(u"published"_s).toObject().isEmpty());
}
