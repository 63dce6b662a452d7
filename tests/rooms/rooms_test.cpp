// Holds each room to what it may include: the table of ARCHITECTURE.md, as a test.
#include <catch2/catch.hpp>

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

namespace {

struct Room {
    QStringList rooms;  // of core/
    QStringList qt;     // headers that belong to a module beyond QtCore
};

const QMap<QString, Room>& rooms()
{
    static const QMap<QString, Room> table{
        {QStringLiteral("base"), {{}, {}}},
        {QStringLiteral("net"), {{QStringLiteral("base")}, {QStringLiteral("QNetwork"), QStringLiteral("QSsl"), QStringLiteral("QHostAddress")}}},
        {QStringLiteral("chat"), {{QStringLiteral("base"), QStringLiteral("net")}, {}}},
        {QStringLiteral("figures"), {{QStringLiteral("base")}, {}}},
        {QStringLiteral("insights"), {{QStringLiteral("base"), QStringLiteral("figures")}, {QStringLiteral("QtConcurrent")}}},
        {QStringLiteral("factoids"), {{QStringLiteral("base"), QStringLiteral("figures"), QStringLiteral("insights")}, {}}},
        {QStringLiteral("store"), {{QStringLiteral("base"), QStringLiteral("figures"), QStringLiteral("insights"), QStringLiteral("factoids")}, {QStringLiteral("QSql")}}},
        {QStringLiteral("cache"), {{QStringLiteral("base"), QStringLiteral("store")}, {QStringLiteral("QtConcurrent")}}},
        {QStringLiteral("publish"), {{QStringLiteral("base"), QStringLiteral("insights"), QStringLiteral("factoids")}, {}}},
        {QStringLiteral("monitor"), {{QStringLiteral("base"), QStringLiteral("store"), QStringLiteral("cache"), QStringLiteral("net")}, {}}},
        {QStringLiteral("jobs"), {{QStringLiteral("base"), QStringLiteral("figures"), QStringLiteral("insights"), QStringLiteral("factoids"), QStringLiteral("store"),
                                   QStringLiteral("cache"), QStringLiteral("publish"), QStringLiteral("net"), QStringLiteral("chat"), QStringLiteral("monitor")}, {QStringLiteral("QtConcurrent"), QStringLiteral("QSql")}}},
    };
    return table;
}

QStringList includesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"), QRegularExpression::MultilineOption);
    QStringList found;
    auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
    while (matches.hasNext())
        found << matches.next().captured(1);
    return found;
}

QStringList sources(const QString& folder)
{
    QStringList paths;
    QDirIterator files(folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths << files.next();
    return paths;
}

const QString kSource = QStringLiteral(FACTOID_SOURCE_DIR);

} // namespace

TEST_CASE("each room includes only what its row of the table allows")
{
    static const QRegularExpression module(QStringLiteral("^(QSql|QtConcurrent|QNetwork|QTcp|QSsl|QHttp|QHostAddress|QWidget|QApplication|QGui|QColor|QPixmap|QPainter|QChart)"));
    int files = 0;
    for (auto room = rooms().begin(); room != rooms().end(); ++room) {
        for (const QString& path : sources(kSource + QStringLiteral("/core/") + room.key())) {
            ++files;
            for (const QString& include : includesOf(path)) {
                INFO(path.toStdString() << " includes " << include.toStdString());
                if (include.startsWith(QLatin1String("core/"))) {
                    const QString other = include.section(QLatin1Char('/'), 1, 1);
                    CHECK((other == room.key() || room->rooms.contains(other)));
                }
                CHECK_FALSE(include.startsWith(QLatin1String("ui/")));
                CHECK_FALSE(include.startsWith(QLatin1String("app/")));
                const auto match = module.match(include);
                if (match.hasMatch())
                    CHECK(room->qt.contains(match.captured(1)));
            }
        }
    }
    CHECK(files > 60);
}

TEST_CASE("every folder of core is a room of the table")
{
    for (const QString& folder : QDir(kSource + QStringLiteral("/core")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        INFO(folder.toStdString());
        CHECK(rooms().contains(folder));
    }
}

TEST_CASE("nothing in core reaches for the window")
{
    static const QRegularExpression gui(QStringLiteral("^(QtGui|QtWidgets|QtCharts|QWidget|QApplication|QGuiApplication|QMainWindow|QColor|QPixmap|QPainter|QIcon)"));
    for (const QString& path : sources(kSource + QStringLiteral("/core"))) {
        for (const QString& include : includesOf(path)) {
            INFO(path.toStdString() << " includes " << include.toStdString());
            CHECK_FALSE(gui.match(include).hasMatch());
        }
    }
}

TEST_CASE("a page asks and starts jobs; it reaches into no store and speaks no SQL")
{
    // Values and words that the window shares with the core; everything else of these rooms stays behind its queries.
    const QSet<QString> allowed{QStringLiteral("core/store/time_text.h"), QStringLiteral("core/store/database.h"), QStringLiteral("core/base/csv_text.h")};
    static const QRegularExpression closed(QStringLiteral("^core/(store|cache|publish|insights|factoids)/"));
    static const QRegularExpression statement(QStringLiteral("\"\\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA)\\s"));
    int files = 0;
    for (const QString& path : sources(kSource + QStringLiteral("/ui"))) {
        ++files;
        for (const QString& include : includesOf(path)) {
            INFO(path.toStdString() << " includes " << include.toStdString());
            CHECK_FALSE(include.startsWith(QLatin1String("QSql")));
            CHECK((!closed.match(include).hasMatch() || allowed.contains(include)));
            // The widgets beneath know nothing of the frame, and nothing knows the door.
            CHECK_FALSE(include.startsWith(QLatin1String("app/")));
            if (path.contains(QLatin1String("/ui/base/")))
                CHECK((!include.startsWith(QLatin1String("ui/")) || include.startsWith(QLatin1String("ui/base/"))));
        }
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        INFO(path.toStdString());
        CHECK_FALSE(statement.match(QString::fromUtf8(file.readAll())).hasMatch());
    }
    CHECK(files > 30);
}
