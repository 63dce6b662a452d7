// The table of commands, as it is seen from outside: the tables of docs/command-line.md, what a shell completes, which
// numbers an option takes, and that what only looks leaves the store as it is.
#include "tests/support/small_data.h"

#include <QRegularExpression>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QString printed(const QStringList& command)
{
    QProcess process;
    process.start(deskBinary(), command);
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitCode() == 0);
    return QString::fromUtf8(process.readAllStandardOutput());
}

Answer bash(const QString& script, const QStringList& arguments = {})
{
    QProcess process;
    process.start(u"bash"_s, QStringList{u"--norc"_s, u"-c"_s, script, u"bash"_s} + arguments);
    REQUIRE(process.waitForFinished(60'000));
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

// What bash offers where the last of the words is being written.
QStringList offered(const QString& script, const QStringList& words)
{
    const Answer answer = bash(u"source \"$1\"; shift; COMP_WORDS=(factoid-desk \"$@\"); COMP_CWORD=$#; _factoid_desk; "
                               "printf '%s\\n' \"${COMPREPLY[@]}\""_s,
                               QStringList{script} + words);
    INFO(words.join(u' ').toStdString() << ": " << answer.err.toStdString());
    CHECK(answer.err.isEmpty());
    return QString::fromUtf8(answer.out).split(u'\n', Qt::SkipEmptyParts);
}

QByteArray rows(const Desk& desk)
{
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s, {desk.store(), u".dump"_s});
    REQUIRE(sqlite.waitForFinished());
    return sqlite.readAllStandardOutput();
}

} // namespace

TEST_CASE("the page of the command line has the tables of the program")
{
    QFile page(sourcePath(u"docs/command-line.md"_s));
    REQUIRE(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll());
    // To write them anew: factoid-desk completion markdown.
    const QStringList tables = printed({u"completion"_s, u"markdown"_s}).split(u"\n\n"_s, Qt::SkipEmptyParts);
    CHECK(tables.size() == 3);
    for (const QString& table : tables) {
        const QString head = table.section(u'\n', 0, 0);
        INFO(table.toStdString());
        REQUIRE(text.count(head + u'\n') == 1);
        const QString told = text.mid(text.indexOf(head)).section(u"\n\n"_s, 0, 0);
        CHECK(told.trimmed().toStdString() == table.trimmed().toStdString());
    }
}

TEST_CASE("each command of the table says which page of the window shows the same")
{
    int commands = 0;
    for (const QString& line : printed({u"completion"_s, u"markdown"_s}).split(u'\n')) {
        static const QRegularExpression bar(u"(?<!\\\\)\\|"_s);
        const QStringList cells = line.split(bar);
        if (cells.size() != 6 || !cells[1].startsWith(u" `"_s))
            continue;
        INFO(line.toStdString());
        const QString pageName = cells[3].trimmed();
        CHECK((pageName == u"—"_s || QDir(sourcePath(u"ui/"_s + pageName)).exists()));
        ++commands;
    }
    CHECK(commands > 70);
}

TEST_CASE("bash completes commands, actions, options and their values")
{
    Desk desk;
    desk.write(u"c.bash"_s, printed({u"completion"_s, u"bash"_s}).toUtf8());
    const QString script = desk.path(u"c.bash"_s);
    const Answer syntax = bash(u"bash -n \"$1\""_s, {script});
    CHECK(syntax.code == 0);
    CHECK(syntax.err.isEmpty());

    CHECK(offered(script, {u"sched"_s}) == QStringList{u"schedule"_s});
    CHECK(offered(script, {u"--headless"_s, u"sum"_s}) == QStringList{u"summary"_s});
    CHECK(offered(script, {u""_s}).size() == offered(script, {u"--store"_s, u"x"_s, u""_s}).size());
    CHECK(offered(script, {u""_s}).contains(u"verify-bundle"_s));
    CHECK(offered(script, {u"schedule"_s, u"p"_s}) == QStringList{u"preview"_s, u"pause"_s});
    CHECK(offered(script, {u"schedule"_s, u"set"_s, u""_s}).isEmpty());
    CHECK(offered(script, {u"changes"_s, u"--so"_s}) == QStringList{u"--sort"_s});
    CHECK(offered(script, {u"changes"_s, u"--sort"_s, u"l"_s}) == QStringList{u"largest"_s});
    CHECK(offered(script, {u"changes"_s, u"--sort"_s, u"="_s, u"l"_s}) == QStringList{u"largest"_s});
    CHECK(offered(script, {u"changes"_s, u"--sort"_s, u"="_s}).size() == 4);
    CHECK(offered(script, {u"changes"_s, u"--field"_s, u""_s}).isEmpty()); // nobody can guess it
    CHECK(offered(script, {u"--log-level"_s, u"d"_s}) == QStringList{u"debug"_s});
    CHECK(offered(script, {u"status"_s, u"--js"_s}) == QStringList{u"--json"_s});
    // The same name takes a value in one command and none in another.
    CHECK(offered(script, {u"schedule"_s, u"--slots"_s, u"x"_s, u"sho"_s}) == QStringList{u"show"_s});
    CHECK(offered(script, {u"run"_s, u"--slots"_s, u"--s"_s}) == QStringList{u"--slots"_s, u"--store"_s});
    CHECK(offered(script, {u"import"_s, desk.path(u"c.b"_s)}) == QStringList{script});
    CHECK(offered(script, {u"import"_s, u"--mapping"_s, desk.path(u"c.b"_s)}) == QStringList{script});
}

TEST_CASE("the completion of the other shells is well formed where they are installed")
{
    Desk desk;
    for (const char* shell : {"zsh", "fish"}) {
        const QString text = printed({u"completion"_s, QString::fromLatin1(shell)});
        CHECK(text.contains(u"factoid-desk"_s));
        CHECK(text.contains(u"smallest"_s));
        desk.write(u"c."_s + QLatin1String(shell), text.toUtf8());
        const Answer answer = bash(u"command -v $1 > /dev/null || exit 0; $1 -n \"$2\""_s,
                                   {QString::fromLatin1(shell), desk.path(u"c."_s + QLatin1String(shell))});
        INFO(shell << answer.err.toStdString());
        CHECK(answer.code == 0);
    }
}

TEST_CASE("a number may be 0 where that makes sense, and a refusal says the range")
{
    Desk desk;
    importAndPublish(desk);
    for (const char* command : {"errors --hour 0", "errors --offset 0", "schedule set --minimum-gap-minutes 0",
                                "schedule preview --minimum-gap-minutes 0", "recovery set rate --first-ms 0",
                                "recovery set rate --attempts 0", "simulate --days 2 --seed 0", "runs --offset 0"}) {
        const Answer answer = desk.run(words(command));
        INFO(command << answer.err.toStdString());
        CHECK(answer.code == 0);
    }
    const std::pair<const char*, const char*> refused[] = {
        {"errors --hour 24", "--hour needs a whole number from 0 to 23, not “24”"},
        {"errors --days 0", "--days needs a whole number from 1 to 366, not “0”"},
        {"recovery set rate --attempts 21", "from 0 to 20"},
        {"recovery set rate --alert-after 0", "from 1 to 1000000"},
        {"rehearse memory --minutes 241", "from 1 to 240"},
        {"simulate --days 0", "from 1 to 3660"},
        {"models --in-a-row 101", "from 1 to 100"},
        {"imports --limit 0", "from 1, not “0”"},
        {"schedule set --freshness-minutes 0", "from 5 to 1440"},
        {"changes --sort fastest", "newest, oldest, largest or smallest, not “fastest”"},
        {"changes --from garbage", "not a date"},
        {"runs --since garbage", "not an instant"},
        {"breakers open", "needs NAME"},
        {"fallbacks", "needs list, check"},
    };
    for (const auto& [command, sentence] : refused) {
        const Answer answer = desk.run(words(command));
        INFO(command << " -> " << answer.code << answer.err.toStdString());
        CHECK(answer.code == 2);
        CHECK(answer.err.contains(sentence));
    }
}

TEST_CASE("a command that only looks leaves the store as it is")
{
    Desk desk;
    importAndPublish(desk);
    const QByteArray before = rows(desk);
    static const QRegularExpression bar(u"(?<!\\\\)\\|"_s);
    static const QRegularExpression code(u"`([^`]+)`"_s);
    int looked = 0;
    for (const QString& line : printed({u"completion"_s, u"markdown"_s}).split(u'\n')) {
        const QStringList cells = line.split(bar);
        if (cells.size() != 6 || cells[4].trimmed() != u"looks"_s)
            continue;
        QString command = code.match(cells[1]).captured(1);
        command.remove(QRegularExpression(u"\\[.*\\]$"_s)); // what may be left out
        command.replace(u"COUNCIL FIELD YEAR"_s, u"E07001000 total_borrowing 2023/24"_s);
        command.replace(u"FIELD YEAR"_s, u"total_borrowing 2023/24"_s);
        for (const QStringList& global : {QStringList(), QStringList{u"--json"_s}})
            (void)desk.run(global + words(command.trimmed().toUtf8().constData()));
        INFO(command.toStdString());
        CHECK(rows(desk) == before);
        ++looked;
    }
    CHECK(looked > 35);
}
