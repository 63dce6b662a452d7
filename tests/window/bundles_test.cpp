// The Bundles page on a real store: export as a folder and a zip, verify, open, refuse.
#include "tests/window/window_fixture.h"
#include "ui/table/data_table.h"

#include <QComboBox>
#include <QLineEdit>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("a bundle is exported, opened and verified, and a changed byte is found")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids"));
    Window window(desk, QStringLiteral("bundles"));
    auto* folder = window.wait<QLineEdit>(QStringLiteral("Folder for bundles"));
    REQUIRE(window.comesToShow(QStringLiteral("The published set was never exported.")));

    // Bad input is refused in place.
    folder->setText(QStringLiteral("somewhere"));
    window.click(QStringLiteral("Export"));
    CHECK(window.comesToShow(QStringLiteral("Say where the bundle goes")));
    CHECK(folder->property("invalid").toBool());

    folder->clear();
    QTest::keyClicks(folder, desk.path(QStringLiteral("out")));
    QTest::keyClick(folder, Qt::Key_Return);
    auto* table = window.wait<DataTable>(QStringLiteral("Bundles"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 1; }));
    CHECK(QFileInfo(desk.path(QStringLiteral("out/latest/manifest.json"))).exists());
    REQUIRE(window.waitForJobs());
    QTest::qWait(1'100); // bundles are named by the second
    window.wait<QComboBox>(QStringLiteral("Form of the bundle"))->setCurrentIndex(1);
    window.click(QStringLiteral("Export"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    CHECK(QFileInfo(desk.path(QStringLiteral("out/latest.zip"))).exists());

    // What is in one, by keys.
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    CHECK(window.comesToShow(QStringLiteral("factoids.json")));
    QTest::qWait(100);
    window.picture(QStringLiteral("bundles-light"));
    window.theme().choose(QStringLiteral("dark"));
    window.picture(QStringLiteral("bundles-dark"));
    window->resize(1280, 720);
    QTest::qWait(100);
    window.picture(QStringLiteral("bundles-dark-720"));
    window.theme().choose(QStringLiteral("light"));
    window.click(QStringLiteral("Verify this bundle"));
    CHECK(window.comesToShow(QStringLiteral("files as they were written")));

    // The folder, with one byte more.
    const QString path = QFileInfo(desk.path(QStringLiteral("out/latest"))).symLinkTarget();
    QFile file(path + QStringLiteral("/factoids.csv"));
    REQUIRE(file.open(QIODevice::Append));
    file.write("x");
    file.close();
    table->view()->selectRow(1);
    window.click(QStringLiteral("Verify"));
    CHECK(window.comesToShow(QStringLiteral("not as it was written")));
    CHECK(window.comesToShow(QStringLiteral("factoids.csv")));
    // Gone altogether: said, not hidden.
    REQUIRE(QDir(path).removeRecursively());
    (void)desk.run(words("invalidate")); // the store changes, the page looks again
    CHECK(window.waitsFor([&] { return table->csv().contains("no"); }));
    CHECK(window.waitsFor([&] { return table->view()->model()->index(1, 4).data().toString() == QStringLiteral("no longer there"); }));
}

TEST_CASE("before anything is published there is nothing to export")
{
    Desk desk;
    Window window(desk, QStringLiteral("bundles"));
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().contains(QStringLiteral("Nothing is published yet")); }));
    auto* button = window.wait<QPushButton>(QStringLiteral("Export"));
    CHECK(window.waitsFor([&] { return !button->isEnabled(); }));
}
