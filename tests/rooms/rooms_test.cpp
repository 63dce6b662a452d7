// Holds every file of the program to the table of rooms in ARCHITECTURE.md, which is read here, so that the two cannot
// differ.
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace factoid::test;

namespace {

const QString kSource = sourcePath();

QString textOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

QStringList includesOf(const QString& path)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s,
                                            QRegularExpression::MultilineOption);
    const QString text = textOf(path);
    QStringList found;
    auto matches = include.globalMatch(text);
    while (matches.hasNext())
        found << matches.next().captured(1);
    return found;
}

QStringList sources(const QString& folder)
{
    QStringList paths;
    QDirIterator files(kSource + QLatin1Char('/') + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        paths << files.next();
    return paths;
}

struct Room {
    QStringList rooms; // what its row names, in the same part of the tree
    QStringList qt;    // modules beyond Qt Core
};
using Rooms = QMap<QString, Room>;

// The rows beneath “| room in `PART/` |”: the first cell names one room or several, the last what they may use, as room
// names and Qt modules; what an entry may use is included.
Rooms tableOf(const QString& part)
{
    static const QRegularExpression name(u"`([a-z_/]+)`"_s);
    static const QRegularExpression module(u"Qt ([A-Z]\\w+)"_s);
    Rooms rooms;
    bool inside = false;
    for (const QString& line : textOf(kSource + u"/ARCHITECTURE.md"_s).split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1Char('|'))) {
            inside = false;
            continue;
        }
        const QStringList cells = line.split(QLatin1Char('|'));
        if (cells[1].trimmed() == u"room in `%1/`"_s.arg(part))
            inside = true;
        if (!inside)
            continue;
        REQUIRE(cells.size() == 5);
        Room room;
        for (auto it = name.globalMatch(cells[3]); it.hasNext();)
            room.rooms << it.next().captured(1);
        for (auto it = module.globalMatch(cells[3]); it.hasNext();)
            room.qt << it.next().captured(1);
        for (auto it = name.globalMatch(cells[1]); it.hasNext();) {
            const QString each = it.next().captured(1);
            if (each == part + QLatin1Char('/'))
                continue;
            INFO(each.toStdString() << " stands in two rows");
            CHECK_FALSE(rooms.contains(each));
            rooms.insert(each, room);
        }
    }
    return rooms;
}

// All that a room may use, itself left out.
void reach(const Rooms& table, const QString& room, QSet<QString>& rooms, QSet<QString>& qt)
{
    const auto row = table.constFind(room);
    INFO(room.toStdString() << " is used and has no row");
    REQUIRE(row != table.cend());
    for (const QString& module : row->qt)
        qt.insert(module);
    for (const QString& other : row->rooms) {
        if (!rooms.contains(other)) {
            rooms.insert(other);
            reach(table, other, rooms, qt);
        }
    }
}

// "store/sql" of ".../core/store/sql/database.h".
QString roomOf(const QString& path, const QString& part)
{
    const QString inside = path.startsWith(kSource) ? path.mid(kSource.size() + 1) : path;
    return inside.section(QLatin1Char('/'), 1, -2).isEmpty()
               ? QString()
               : inside.mid(part.size() + 1).section(QLatin1Char('/'), 0, -2);
}

// The module that a Qt header belongs to, where it is none of Qt Core.
QString moduleOf(const QString& include)
{
    static const std::pair<const char*, const char*> kModules[] = {
        {"^(QSql|QtSql)", "Sql"},
        {"^(QtConcurrent)", "Concurrent"},
        {"^(QNetwork|QTcp|QUdp|QSsl|QHttp|QHostAddress|QHostInfo|QLocalServer|QLocalSocket|QtNetwork)", "Network"},
        {"^(QtGui|QGui|QColor|QPixmap|QPainter|QIcon|QImage|QFont|QKeySequence|QPalette)", "Gui"},
        {"^(QtWidgets|QWidget|QApplication|QMainWindow|QDialog|QMessageBox)", "Widgets"},
        {"^(QtCharts|QChart)", "Charts"},
    };
    for (const auto& [pattern, module] : kModules) {
        if (QRegularExpression(QString::fromLatin1(pattern)).match(include).hasMatch())
            return QString::fromLatin1(module);
    }
    return {};
}

} // namespace

TEST_CASE("the table of rooms has no circle and names only rooms that are there")
{
    for (const QString& part : {u"core"_s, u"ui"_s}) {
        const Rooms table = tableOf(part);
        CHECK(table.size() > 8);
        for (auto room = table.begin(); room != table.end(); ++room) {
            QSet<QString> rooms, qt;
            reach(table, room.key(), rooms, qt);
            INFO(room.key().toStdString());
            CHECK_FALSE(rooms.contains(room.key()));
            CHECK(QDir(kSource + QLatin1Char('/') + part + QLatin1Char('/') + room.key()).exists());
        }
    }
}

TEST_CASE("each file stands in a room and includes only what its row of the table allows")
{
    const auto [part, least] = GENERATE(std::pair("core", 400), std::pair("ui", 200));
    const QString name = QString::fromLatin1(part);
    const Rooms table = tableOf(name);
    int files = 0;
    for (const QString& path : sources(name)) {
        ++files;
        const QString room = roomOf(path, name);
        INFO(path.toStdString());
        CHECK(table.contains(room));
        if (!table.contains(room))
            continue;
        QSet<QString> rooms{room}, qt;
        reach(table, room, rooms, qt);
        for (const QString& include : includesOf(path)) {
            INFO("includes " << include.toStdString());
            if (include.startsWith(name + u'/'))
                CHECK(rooms.contains(roomOf(include, name)));
            CHECK_FALSE(include.startsWith("app/"_L1));
            if (name != "core"_L1)
                continue;
            // Nothing in core reaches for the window, and what a room needs of Qt stands in its row.
            CHECK_FALSE(include.startsWith("ui/"_L1));
            const QString module = moduleOf(include);
            CHECK((module.isEmpty() || qt.contains(module)));
        }
    }
    CHECK(files > least);
}

TEST_CASE("a page asks and starts jobs; it reaches into no store and speaks no SQL")
{
    // Values and words that the window shares with the core; everything else of these rooms stays behind its queries.
    const QSet<QString> allowed{u"core/store/sql/time_text.h"_s, u"core/store/sql/database.h"_s,
                                u"core/store/operations/transcript.h"_s};
    static const QRegularExpression closed(u"^core/(store|cache|publish|insights|factoids)/"_s);
    static const QRegularExpression statement(u"\"\\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA)\\s"_s);
    int files = 0;
    for (const QString& path : sources(u"ui"_s)) {
        ++files;
        for (const QString& include : includesOf(path)) {
            INFO(path.toStdString() << " includes " << include.toStdString());
            CHECK_FALSE(include.startsWith("QSql"_L1));
            CHECK((!closed.match(include).hasMatch() || allowed.contains(include)));
        }
        INFO(path.toStdString());
        CHECK_FALSE(statement.match(textOf(path)).hasMatch());
    }
    CHECK(files > 200);
}

TEST_CASE("the files of the commands are named after the folders of the window")
{
    CHECK(tableOf(u"app"_s).keys() == QStringList{u"commands"_s});
    int pages = 0;
    for (const QString& path : sources(u"app/commands"_s)) {
        const QString name = QFileInfo(path).completeBaseName();
        if (path.endsWith(".h"_L1) || name == "answer_text"_L1)
            continue;
        INFO(name.toStdString());
        CHECK(QDir(kSource + u"/ui/"_s + name).exists());
        ++pages;
    }
    CHECK(pages > 12);
    // Of the rest of the program, a command asks queries and starts jobs: SQL and the window are not its business.
    for (const QString& path : sources(u"app/commands"_s)) {
        for (const QString& include : includesOf(path)) {
            INFO(path.toStdString() << " includes " << include.toStdString());
            CHECK_FALSE(include.startsWith("ui/"_L1));
            CHECK_FALSE(include.startsWith("QSql"_L1));
        }
    }
}
