// Holds what sources and pages point to against what is there: pages, headings, files, and the faults of
// docs/faults.md.
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

QString textOf(const QString& path)
{
    QFile file(path);
    INFO(path.toStdString());
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

QStringList filesBelow(const QString& folder, const QStringList& names)
{
    QStringList paths;
    QDirIterator files(sourcePath(folder), names, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths << files.next();
    return paths;
}

// The pages for people.
QStringList pages()
{
    QStringList paths = filesBelow(u"docs"_s, {u"*.md"_s}) + filesBelow(u"resources"_s, {u"*.md"_s});
    for (const QString& name : QDir(sourcePath()).entryList({u"*.md"_s}, QDir::Files))
        paths << sourcePath(name);
    return paths;
}

QStringList headingsOf(const QString& path)
{
    static const QRegularExpression heading(u"^#+ (.+)$"_s, QRegularExpression::MultilineOption);
    QStringList found;
    for (auto it = heading.globalMatch(textOf(path)); it.hasNext();)
        found << it.next().captured(1).remove(QLatin1Char('`'));
    return found;
}

// What a link to a heading is called.
QString anchorOf(const QString& heading)
{
    QString anchor;
    for (const QChar each : heading.toLower()) {
        if (each.isLetterOrNumber() || each == QLatin1Char('-') || each == QLatin1Char('_'))
            anchor += each;
        else if (each == QLatin1Char(' '))
            anchor += QLatin1Char('-');
    }
    return anchor;
}

} // namespace

TEST_CASE("what a comment cites is a page, and a heading of it, that are there")
{
    // docs/contract.md, “Cache”, in a comment of several lines too.
    static const QRegularExpression newLine(u"\\n\\s*//\\s*"_s);
    static const QRegularExpression citation(u"docs/([\\w-]+\\.md)((?:, “[^”]+”)*)"_s);
    static const QRegularExpression heading(u"“([^”]+)”"_s);
    int citations = 0;
    for (const char* folder : {"app", "core", "ui", "tests"}) {
        for (const QString& path : filesBelow(QLatin1String(folder), {u"*.h"_s, u"*.cpp"_s})) {
            const QString text = textOf(path).replace(newLine, u" "_s);
            for (auto it = citation.globalMatch(text); it.hasNext();) {
                const auto match = it.next();
                const QString page = sourcePath(u"docs/"_s + match.captured(1));
                INFO(path.toStdString() << " cites " << match.captured(0).toStdString());
                CHECK(QFile::exists(page));
                for (auto each = heading.globalMatch(match.captured(2)); each.hasNext();)
                    CHECK(headingsOf(page).contains(each.next().captured(1)));
                ++citations;
            }
        }
    }
    CHECK(citations > 50);
}

TEST_CASE("a link of a page leads to a file and a heading that are there")
{
    static const QRegularExpression link(u"\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)"_s);
    for (const QString& path : pages()) {
        for (auto it = link.globalMatch(textOf(path)); it.hasNext();) {
            const auto match = it.next();
            if (match.captured(1).contains(u"://"_s))
                continue;
            const QString target =
                match.captured(1).isEmpty() ? path : QFileInfo(path).dir().filePath(match.captured(1));
            INFO(path.toStdString() << " leads to " << match.captured(0).toStdString());
            REQUIRE(QFile::exists(target));
            if (match.captured(2).isEmpty())
                continue;
            QStringList anchors;
            for (const QString& heading : headingsOf(target))
                anchors << anchorOf(heading);
            CHECK(anchors.contains(match.captured(2)));
        }
    }
}

TEST_CASE("a file that a page names is there")
{
    // Names that stand for several (`detect_*.cpp`, `core/queries/PAGE/`) are left out.
    static const QRegularExpression named(u"`((?:app|core|ui|tests|resources|packaging|cmake)/[^`\\s:]*)`"_s);
    static const QRegularExpression several(u"[*{…<]|[A-Z]{3}"_s);
    for (const QString& path : pages()) {
        for (auto it = named.globalMatch(textOf(path)); it.hasNext();) {
            const QString file = it.next().captured(1);
            INFO(path.toStdString() << " names " << file.toStdString());
            CHECK((several.match(file).hasMatch() || QFile::exists(sourcePath(file))));
        }
    }
}

TEST_CASE("each fault has its tests, and each test of a fault its row")
{
    static const QRegularExpression row(u"^\\| (\\d\\d) \\|.*\\| ([^|]+) \\|$"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression file(u"`([^`]+)`"_s);
    static const QRegularExpression name(u"TEST_CASE\\(\"fault_(\\d\\d) "_s);
    QMap<QString, QSet<QString>> told, held;
    for (auto it = row.globalMatch(textOf(sourcePath(u"docs/faults.md"_s))); it.hasNext();) {
        const auto match = it.next();
        for (auto each = file.globalMatch(match.captured(2)); each.hasNext();)
            told[match.captured(1)].insert(each.next().captured(1));
    }
    for (const QString& path : filesBelow(u"tests"_s, {u"*_test.cpp"_s})) {
        for (auto it = name.globalMatch(textOf(path)); it.hasNext();)
            held[it.next().captured(1)].insert(path.mid(testPath().size()));
    }
    CHECK(told.size() == 24);
    CHECK(told.keys() == held.keys());
    for (const QString& fault : told.keys() + held.keys()) {
        INFO("fault " << fault.toStdString() << " is told as kept out by\n  "
                      << told[fault].values().join(u"\n  "_s).toStdString() << "\nand held by\n  "
                      << held[fault].values().join(u"\n  "_s).toStdString());
        CHECK(told[fault] == held[fault]);
    }
}
