// A workbook through the real program: imported, looked at, undone and imported again.
#include "tests/support/desk.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QProcess>

using namespace factoid;
using namespace factoid::test;

namespace {

QString book(const char* name)
{
    return testPath(u"import/books/"_s + QLatin1String(name));
}

} // namespace

TEST_CASE("a workbook is imported, compared, undone and done again")
{
    Desk desk;
    const QJsonObject first = desk.ask({u"import"_s, book("tidy.xlsx")});
    CHECK(first.value("accepted"_L1).toInt() == 5);
    CHECK(first.value("inserted"_L1).toInt() == 2);
    CHECK(first.value("warnings"_L1).toArray().size() == 1);
    const QJsonObject again = desk.ask({u"import"_s, book("tidy.xlsx")});
    CHECK(again.value("unchanged"_L1).toInt() == 2);
    CHECK(again.value("inserted"_L1).toInt() == 0);
    (void)desk.ask({u"import"_s, u"--undo"_s, QString::number(first.value("import_id"_L1).toInt())});
    const QJsonObject only = desk.ask({u"import"_s, book("tidy.xlsx") + u"#councils"_s});
    CHECK(only.value("accepted"_L1).toInt() == 2);
    const Answer lacking = desk.run({u"--json"_s, u"import"_s, book("tidy.xlsx") + u"#prices"_s});
    CHECK(lacking.code == 3);
    CHECK(lacking.out.contains("has no sheet “prices”; its sheets are “councils”, “fields”, “figures”, “Notes”"));
}

TEST_CASE("a preview of a workbook names the sheet that it looked at, and its mapping the same")
{
    Desk desk;
    (void)desk.ask({u"import"_s, book("tidy.xlsx")});
    const QJsonObject looked = desk.ask({u"import"_s, u"--preview"_s, book("messy_office.xlsx")});
    const QString text = QString::fromUtf8(QJsonDocument(looked).toJson());
    CHECK(text.contains(u"messy_office.xlsx#Data & more"_s));
    CHECK(text.contains(u"“Cover” and “Data & more”, the longest is looked at"_s));
    CHECK(text.contains(u"\"sheet\": \"Data & more\""_s));
    const Answer said = desk.run({u"import"_s, u"--preview"_s, book("messy_office.xlsx")});
    CHECK(said.out.contains("the longest is looked at"));
    // A folder leaves it alone, and says so.
    QFile::copy(book("tidy.xlsx"), desk.path(u"tidy.xlsx"_s));
    desk.write(u"data/c.csv"_s, "code,name,type,nation\nB1,Beta,Town,Elsewhere\n");
    QFile::copy(book("tidy.xlsx"), desk.path(u"data/tidy.xlsx"_s));
    const QJsonObject folder = desk.ask({u"import"_s, desk.path(u"data"_s)});
    CHECK(folder.value("accepted"_L1).toInt() == 1);
    CHECK(QString::fromUtf8(QJsonDocument(folder).toJson()).contains(u"a workbook is not read with its folder"_s));
}

TEST_CASE("a command loads no library of a window")
{
    QProcess ldd;
    ldd.start(u"ldd"_s, {deskBinary()});
    REQUIRE(ldd.waitForFinished());
    const QByteArray loaded = ldd.readAllStandardOutput();
    CHECK(loaded.contains("libQt6Core"));
    for (const char* library : {"libQt6Gui", "libQt6Widgets", "libQt6Charts", "libQt6Svg"})
        CHECK_FALSE(loaded.contains(library));
}
