// The first window, offscreen, on a real store that another process writes.
#include "tests/support/small_data.h"
#include "ui/main_window.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace factoid;
using namespace factoid::test;

namespace {

// The label of that accessible name; the text a screen reader would read.
QLabel* labelNamed(const QWidget& window, const QString& name)
{
    for (QLabel* label : window.findChildren<QLabel*>()) {
        if (label->accessibleName() == name)
            return label;
    }
    return nullptr;
}

std::unique_ptr<Engine> engineOn(const Desk& desk)
{
    EngineOptions options;
    options.store.path = desk.store();
    auto engine = Engine::make(options);
    REQUIRE(engine);
    return std::move(*engine);
}

} // namespace

TEST_CASE("an empty store says what to do and a headless run shows within two seconds or so")
{
    Desk desk;
    writeSmallData(desk);
    const auto engine = engineOn(desk);
    MainWindow window(*engine);
    window.show();
    QLabel* headline = labelNamed(window, QStringLiteral("Headline"));
    REQUIRE(headline);
    REQUIRE(QTest::qWaitFor([&] { return headline->text() == QStringLiteral("No figures yet"); }, 5'000));
    CHECK(labelNamed(window, QStringLiteral("Factoids that are live"))->text().contains(QStringLiteral("import")));

    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    REQUIRE(QTest::qWaitFor([&] { return headline->text() == QStringLiteral("Nothing published yet"); }, 5'000));
    const QJsonObject made = desk.ask({QStringLiteral("update-factoids")});
    REQUIRE(QTest::qWaitFor([&] { return headline->text() == QStringLiteral("All fresh"); }, 5'000));
    const QString first = made.value(QStringLiteral("factoids")).toArray()[0].toObject().value(QStringLiteral("text")).toString();
    CHECK(labelNamed(window, QStringLiteral("Factoids that are live"))->text().contains(first));
    const auto* runs = window.findChild<QTableWidget*>();
    REQUIRE(runs);
    CHECK(runs->rowCount() == 2);
    CHECK(runs->item(0, 2)->text() == QStringLiteral("update-factoids"));
    if (const QString folder = qEnvironmentVariable("FACTOID_SCREENSHOTS"); !folder.isEmpty())
        CHECK(window.grab().save(folder + QStringLiteral("/status.png")));
}

TEST_CASE("a store that cannot be read is said in place")
{
    Desk desk;
    desk.write(QStringLiteral("store.db"), QByteArray("this is not a store\n").repeated(200));
    const auto engine = engineOn(desk);
    MainWindow window(*engine);
    window.show();
    QLabel* headline = labelNamed(window, QStringLiteral("Headline"));
    REQUIRE(headline);
    REQUIRE(QTest::qWaitFor([&] { return headline->text() == QStringLiteral("The store cannot be read"); }, 5'000));
    CHECK(labelNamed(window, QStringLiteral("State of figures, schedule and freshness"))->text().contains(QStringLiteral("not a Factoid Desk store")));
}

TEST_CASE("every widget that shows something has an accessible name")
{
    Desk desk;
    const auto engine = engineOn(desk);
    MainWindow window(*engine);
    window.show();
    for (const QLabel* label : window.findChildren<QLabel*>())
        CHECK((!label->accessibleName().isEmpty() || !label->text().isEmpty()));
    CHECK_FALSE(window.findChild<QTableWidget*>()->accessibleName().isEmpty());
}
