// SQL is spoken in core/store alone, and what only one database says in the files of store/sql that have its name
// (sqlite_*). Reads the sources, without their comments.
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace factoid::test;

namespace {

struct Source {
    QString path; // from the top of the tree
    QString text; // without comments and #pragma once
};

std::vector<Source> sources(std::initializer_list<const char*> folders)
{
    static const QRegularExpression notCode(u"^\\s*(//|#pragma once).*$|\\s//\\s.*$"_s,
                                            QRegularExpression::MultilineOption);
    std::vector<Source> found;
    for (const char* folder : folders) {
        QDirIterator files(sourcePath(QLatin1String(folder)), {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            REQUIRE(file.open(QIODevice::ReadOnly));
            found.push_back({QDir(sourcePath()).relativeFilePath(file.fileName()),
                             QString::fromUtf8(file.readAll()).remove(notCode)});
        }
    }
    return found;
}

// A statement, a part of one, a driver's type or its handle. Empty: there is none.
QString sqlIn(const QString& text)
{
    // Within one literal: a word that begins a statement, or one that goes on with it.
    static const QRegularExpression words(
        u"\"[^\"\\n]*\\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \\w+ SET|PRAGMA|VACUUM|ATTACH "
        u"DATABASE|BEGIN|ROLLBACK|COMMIT|"
        "CREATE TABLE|DROP TABLE|ALTER TABLE|ORDER BY|GROUP BY|WHERE|FROM|JOIN|ON CONFLICT)\\b[^\"\\n]*\""_s);
    static const QRegularExpression handles(u"\\bQSql[A-Z]\\w*|\\bsqlite3\\w*"_s);
    for (const QRegularExpression* pattern : {&words, &handles}) {
        if (const auto found = pattern->match(text); found.hasMatch())
            return found.captured();
    }
    return {};
}

} // namespace

TEST_CASE("SQL is spoken in the store alone")
{
    size_t files = 0;
    for (const Source& source : sources({"core", "app", "ui"})) {
        ++files;
        if (source.path.startsWith("core/store/"_L1))
            continue;
        const QString sql = sqlIn(source.text);
        INFO(source.path.toStdString() << " says " << sql.toStdString());
        CHECK(sql.isEmpty());
    }
    CHECK(files > 700);
}

TEST_CASE("what only SQLite says stands in the files of its name")
{
    static const QRegularExpression own(
        u"\\bsqlite3|\\bPRAGMA\\b|\\bpragma_|\\bjson_(each|extract|object)\\b|\\bOR (REPLACE|IGNORE)\\b|\\bVACUUM\\b|"
        "\\bsqlite_(schema|sequence|master)\\b(?!\\.h)|\\bINDEXED BY\\b|\\bCROSS "
        "JOIN\\b|\\bgroup_concat\\b|\\bapplication_id\\b|"
        "\\bATTACH DATABASE\\b|\\bBEGIN IMMEDIATE\\b"_s);
    size_t owners = 0;
    for (const Source& source : sources({"core/store"})) {
        const bool isOwn = source.path.startsWith("core/store/sql/sqlite_"_L1);
        const auto found = own.match(source.text);
        owners += isOwn && found.hasMatch() ? 1 : 0;
        if (isOwn)
            continue;
        INFO(source.path.toStdString() << " says " << found.captured().toStdString());
        CHECK_FALSE(found.hasMatch());
        // The engines are named where a database chooses one and where its schema is read, and by each other.
        const bool chooses =
            source.path == "core/store/sql/database.cpp"_L1 || source.path == "core/store/sql/schema_check.cpp"_L1;
        CHECK((chooses || !source.text.contains("#include \"core/store/sql/sqlite_"_L1)));
    }
    CHECK(owners > 5);
}

TEST_CASE("text in a source is told from SQL, and SQL from text")
{
    CHECK(sqlIn(u"run(u\"UPDATE runs SET outcome = ?\"_s)"_s) != QString());
    CHECK(sqlIn(u"u\"SELECT a, \"\nu\"b FROM c\"_s"_s) != QString());
    CHECK(sqlIn(u"const QSqlQuery& row"_s) != QString());
    CHECK(sqlIn(u"#include <sqlite3.h>"_s) != QString());
    CHECK(sqlIn(u"fail(u\"select a council from the list\"_s)"_s).isEmpty());
    CHECK(sqlIn(u"enum Order { SELECT }; // \n"_s).isEmpty());
}
