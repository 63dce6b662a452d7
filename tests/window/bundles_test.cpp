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
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids"));
    Window window(desk, u"bundles"_s);
    auto* folder = window.wait<QLineEdit>(u"Folder for bundles"_s);
    REQUIRE(window.comesToShow(u"The published set has never been exported."_s));

    // Bad input is refused in place.
    folder->setText(u"somewhere"_s);
    window.click(u"Export"_s);
    CHECK(window.comesToShow(u"Choose where to save the bundle"_s));
    CHECK(folder->property("invalid").toBool());

    folder->clear();
    QTest::keyClicks(folder, desk.path(u"out"_s));
    QTest::keyClick(folder, Qt::Key_Return);
    auto* table = window.wait<DataTable>(u"Bundles"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 1; }));
    CHECK(QFileInfo(desk.path(u"out/latest/manifest.json"_s)).exists());
    REQUIRE(window.waitForJobs());
    // Bundles are named by the second.
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    REQUIRE(window.waitsFor([&] { return QDateTime::currentSecsSinceEpoch() > second; }));
    window.wait<QComboBox>(u"Format of the bundle"_s)->setCurrentIndex(1);
    window.click(u"Export"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    CHECK(QFileInfo(desk.path(u"out/latest.zip"_s)).exists());

    // What is in one, by keys.
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    CHECK(window.comesToShow(u"factoids.json"_s));
    window.settle();
    window.picture(u"bundles-light"_s);
    window.theme().choose(u"dark"_s);
    window.picture(u"bundles-dark"_s);
    window->resize(1280, 720);
    window.settle();
    window.picture(u"bundles-dark-720"_s);
    window.theme().choose(u"light"_s);
    window.click(u"Verify this bundle"_s);
    CHECK(window.comesToShow(u"files unchanged"_s));

    // The folder, with one byte more.
    const QString path = QFileInfo(desk.path(u"out/latest"_s)).symLinkTarget();
    QFile file(path + u"/factoids.csv"_s);
    REQUIRE(file.open(QIODevice::Append));
    file.write("x");
    file.close();
    table->view()->selectRow(1);
    window.click(u"Verify"_s);
    CHECK(window.comesToShow(u"altered"_s));
    CHECK(window.comesToShow(u"factoids.csv"_s));
    // Gone altogether: said, not hidden.
    REQUIRE(QDir(path).removeRecursively());
    (void)desk.run(words("invalidate")); // the store changes, the page looks again
    CHECK(window.waitsFor([&] { return table->csv().contains("no"); }));
    CHECK(window.waitsFor([&] { return table->view()->model()->index(1, 4).data().toString() == u"missing"_s; }));
}

TEST_CASE("before anything is published there is nothing to export")
{
    Desk desk;
    Window window(desk, u"bundles"_s);
    CHECK(window.waitsFor([&] { return window->currentPage()->sentence().contains(u"Nothing is published yet"_s); }));
    auto* button = window.wait<QPushButton>(u"Export"_s);
    CHECK(window.waitsFor([&] { return !button->isEnabled(); }));
}
