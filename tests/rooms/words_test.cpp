// Plain English: docs/terms.md has the words of the program and what is not said in their place. Every text of the
// window, the command line, the messages and the documentation is held to it.
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace factoid::test;

namespace {

QString textOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

// The third column of the tables of docs/terms.md; a semicolon stands between two of them.
QStringList rejectedWords()
{
    QStringList words;
    for (const QString& line : textOf(sourcePath(u"docs/terms.md"_s)).split(QLatin1Char('\n'))) {
        const QStringList cells = line.split(QLatin1Char('|'));
        if (cells.size() != 5 || cells[1].trimmed() == "term"_L1 || cells[1].contains(u"---"_s))
            continue;
        for (const QString& word : cells[3].split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
            if (!word.trimmed().isEmpty())
                words << word.trimmed();
        }
    }
    return words;
}

// Whole words, in whatever case.
QRegularExpression patternOf(const QStringList& words)
{
    QStringList parts;
    for (const QString& word : words)
        parts << QRegularExpression::escape(word) + (word.back().isLetterOrNumber() ? u"(?!\\w)"_s : QString());
    return QRegularExpression(u"(?<!\\w)(?:%1)"_s.arg(parts.join(QLatin1Char('|'))),
                              QRegularExpression::CaseInsensitiveOption);
}

// Runs of string literals with a blank in them: what a person may read. Comments are none.
QStringList literalsOf(const QString& source)
{
    static const QRegularExpression comment(u"^\\s*//.*$"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression run(
        u"\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:_s|_L1|_ba)?(?:\\s*u?\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:_s|_L1|_ba)?)*"_s);
    static const QRegularExpression one(u"\"((?:[^\"\\\\\\n]|\\\\.)*)\""_s);
    QString code = source;
    code.remove(comment);
    QStringList literals;
    for (const auto& match : run.globalMatch(code)) {
        QString text;
        for (const auto& part : one.globalMatch(match.captured()))
            text += part.captured(1);
        if (text.contains(QLatin1Char(' ')))
            literals << text;
    }
    return literals;
}

// Documentation without its examples of code.
QString proseOf(QString page)
{
    static const QRegularExpression block(u"```.*?```"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression span(u"`[^`\\n]*`"_s);
    return page.remove(block).replace(span, u"`…`"_s).simplified();
}

// What is said about council finances has words of its own (docs/house-style.md); a bundle's bytes stay as they are.
bool hasItsOwnWords(const QString& path)
{
    for (const char* part :
         {"core/factoids/english/", "core/factoids/welsh/", "core/factoids/grammar/", "core/factoids/words/",
          "core/factoids/languages/", "core/insights/", "core/publish/bundle_documents.cpp", "docs/terms.md",
          "docs/grammar.md", "docs/facts-review.md", "docs/house-style.md"}) {
        if (path.contains(QLatin1String(part)))
            return true;
    }
    return false;
}

} // namespace

TEST_CASE("the words that docs/terms.md rejects are found where they are said")
{
    const QRegularExpression pattern = patternOf(rejectedWords());
    REQUIRE(rejectedWords().size() > 60);
    for (const char* said :
         {"1 incident calls for a person", "Let go", "Files are known by their header, not their name.",
          "nobody checks; it lands whole or not at all", "import 3 can be taken back", "3 things do not hold",
          "no claim bears it out", "gone with it", "Dealt with", "A set is being made anew."}) {
        INFO(said);
        CHECK(pattern.match(QString::fromUtf8(said)).hasMatch());
    }
    for (const char* said : {"1 incident needs attention", "Return to automatic", "the letter goes", "canews",
                             "import 3 can be undone", "the figures support it"}) {
        INFO(said);
        CHECK_FALSE(pattern.match(QString::fromUtf8(said)).hasMatch());
    }
    CHECK(literalsOf(u"f(u\"a set is \"_s\n  \"made anew\"); // \"let go\"\n  // \"dealt with\""_s) ==
          QStringList{u"a set is made anew"_s, u"let go"_s});
}

TEST_CASE("no text of the window, the command line, the messages or the documentation says a rejected word")
{
    const QRegularExpression pattern = patternOf(rejectedWords());
    int read = 0;
    const auto check = [&](const QString& path, const QString& text) {
        ++read;
        for (const auto& match : pattern.globalMatch(text)) {
            INFO(path.toStdString() << ": “" << match.captured().toStdString() << "” in “"
                                    << text.mid(std::max<qsizetype>(0, match.capturedStart() - 60), 160).toStdString()
                                    << "”; see docs/terms.md");
            CHECK(false);
        }
    };
    for (const char* root : {"app", "core", "ui"}) {
        QDirIterator files(sourcePath(QLatin1String(root)), {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (hasItsOwnWords(path))
                continue;
            for (const QString& literal : literalsOf(textOf(path)))
                check(path, literal);
        }
    }
    CHECK(read > 3'000);
    QStringList pages{sourcePath(u"README.md"_s)};
    for (const QFileInfo& page : QDir(sourcePath(u"docs"_s)).entryInfoList({u"*.md"_s}, QDir::Files))
        pages << page.filePath();
    for (const QString& page : pages) {
        if (!hasItsOwnWords(page))
            check(page, proseOf(textOf(page)));
    }
    CHECK(pages.size() > 20);
}
