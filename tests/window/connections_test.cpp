// Connections: another store in the window's place, and one that may only be read.
#include "tests/window/window_fixture.h"
#include "ui/window/desk_application.h"

#include <QCheckBox>
#include <QLineEdit>

using namespace factoid;
using namespace factoid::test;

namespace {

template <class T> T* named(QWidget* window, const QString& name)
{
    T* found = nullptr;
    REQUIRE(QTest::qWaitFor([&] {
        for (T* widget : window->findChildren<T*>()) {
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            if (widget->isVisible() && (widget->accessibleName() == name || (button && button->text() == name)))
                found = widget;
        }
        return found != nullptr;
    }, kPatience));
    return found;
}

} // namespace

TEST_CASE("a connection is saved, refused when it is wrong, opened, and may only be read")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Desk other;
    EngineOptions options;
    options.store.path = other.store();
    DeskApplication app(*qApp, options, desk.path(QStringLiteral("state.ini")));
    REQUIRE(app.open({}));
    app.window()->navigator().go({QStringLiteral("connections")});
    QTest::mouseClick(named<QAbstractButton>(app.window(), QStringLiteral("New connection")), Qt::LeftButton);
    auto* name = named<QLineEdit>(app.window(), QStringLiteral("Name of the connection"));
    auto* store = named<QLineEdit>(app.window(), QStringLiteral("Store of the connection"));
    const auto save = [&] { QTest::mouseClick(named<QAbstractButton>(app.window(), QStringLiteral("Save the connection")), Qt::LeftButton); };
    const auto error = [&] {
        for (const FormError* shown : app.window()->findChildren<FormError*>()) {
            if (shown->isVisible())
                return shown->text();
        }
        return QString();
    };
    save();
    CHECK(error().contains(QStringLiteral("name")));
    QTest::keyClicks(name, QStringLiteral("Live"));
    store->clear();
    QTest::keyClicks(store, QStringLiteral("sqlite:/no/such/folder/store.db"));
    save();
    CHECK(error().contains(QStringLiteral("/no/such/folder")));
    store->clear();
    QTest::keyClicks(store, QStringLiteral("sqlite:") + desk.store());
    auto* readOnly = named<QCheckBox>(app.window(), QStringLiteral("Only read: nothing in this store can be changed from here"));
    readOnly->click();
    save();
    CHECK(error().isEmpty());
    QTest::mouseClick(named<QAbstractButton>(app.window(), QStringLiteral("Open the connection")), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return app.window()->windowTitle().contains(QStringLiteral("Live")); }, kPatience));
    REQUIRE(QTest::qWaitFor([&] { return app.window()->status().value(QStringLiteral("figures")).toObject().value(QStringLiteral("councils")).toInteger() == 12; }, kPatience));
    // The core refuses, not only a button.
    bool refused = false, done = false;
    app.window()->jobs().start(QStringLiteral("update-factoids"), {{QStringLiteral("force"), true}}, QStringLiteral("Publishing"), app.window(), [&](const Result<JobOutcome>& outcome) {
        done = true;
        refused = !outcome && outcome.error().message.contains(QStringLiteral("read"));
    });
    REQUIRE(QTest::qWaitFor([&] { return done; }, kPatience));
    CHECK(refused);
    CHECK(desk.ask({QStringLiteral("status")}).value(QStringLiteral("published")).toObject().isEmpty());
}
