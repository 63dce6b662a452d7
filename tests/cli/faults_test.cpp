// Bad input and faults through the real program: one clear sentence with file and line, the exit code of
// the contract, and a store exactly as before.
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <csignal>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

// Every table but the record of runs, as text.
QByteArray dump(const Desk& desk)
{
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s, {desk.store(), u"SELECT * FROM figures; SELECT * FROM councils; SELECT * FROM fields; "
                                              u"SELECT * FROM cells; SELECT * FROM changes;"
                                              "SELECT * FROM revisions; SELECT * FROM imports; SELECT * FROM sources; "
                                              "SELECT * FROM sets; SELECT * FROM factoids;"
                                              "SELECT * FROM summaries;"_s});
    REQUIRE(sqlite.waitForFinished());
    return sqlite.readAllStandardOutput();
}

} // namespace

TEST_CASE("bad input gives one sentence the right exit code and an untouched store")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QByteArray before = dump(desk);
    const QByteArray header = "council_code,field_slug,year,value\n";
    const QByteArray good = "E07001000,total_borrowing,2023/24,5\n";
    struct Case {
        const char* name;
        QByteArray bytes;
        QStringList flags;
        int code;
        QByteArray says;
    };
    const Case cases[] = {
        {"a column is missing", "council_code,field_slug,year\nE07001000,total_borrowing,2023/24\n", {}, 3, "case.csv"},
        {"not a number", header + good + "E07001001,total_borrowing,2023/24,lots\n", {u"--strict"_s}, 3, "case.csv:3"},
        {"past 64 bits",
         header + "E07001001,total_borrowing,2023/24,99999999999999999999\n",
         {u"--strict"_s},
         3,
         "case.csv:2"},
        {"unknown council", header + "X9,total_borrowing,2023/24,1\n", {u"--strict"_s}, 3, "case.csv:2"},
        {"unknown field", header + "E07001001,nothing,2023/24,1\n", {u"--strict"_s}, 3, "case.csv:2"},
        {"a year that does not follow",
         header + "E07001001,total_borrowing,2019/21,1\n",
         {u"--strict"_s},
         3,
         "2019/21"},
        {"two rows for one key", header + good + good, {u"--strict"_s}, 3, "case.csv:3"},
        {"all rows rejected", header + "X9,total_borrowing,2023/24,1\n", {}, 3, "case.csv:2"},
    };
    for (const Case& c : cases) {
        INFO(c.name);
        desk.write(u"case.csv"_s, c.bytes);
        const Answer answer = desk.run(QStringList{u"import"_s, desk.path(u"case.csv"_s)} + c.flags);
        INFO(answer.err.toStdString());
        CHECK(answer.code == c.code);
        CHECK(answer.err.contains(c.says));
        CHECK(answer.err.count('\n') == 1);
        CHECK(dump(desk) == before);
    }
    desk.write(u"empty/readme.txt"_s, "no tables here");
    for (const char* path : {"missing.csv", "empty"}) {
        const Answer answer = desk.run({u"import"_s, desk.path(QLatin1String(path))});
        INFO(answer.err.toStdString());
        CHECK(answer.code == 3);
        CHECK(answer.err.contains(path));
        CHECK(dump(desk) == before);
    }
    desk.write(u"case.csv"_s, header + "X9,total_borrowing,2023/24,1\nE07001000,total_borrowing,2023/24,\xA3"
                                       "41000000\n");
    const QJsonObject mixed =
        desk.ask({u"import"_s, desk.path(u"case.csv"_s), u"--rejects"_s, desk.path(u"rejects.csv"_s)});
    CHECK(mixed.value(u"rejected"_s).toInt() == 1);
    CHECK(mixed.value(u"updated"_s).toInt() == 1); // Latin-1 pound sign and all
    CHECK(desk.read(u"rejects.csv"_s).startsWith("file,line,column,value,reason"));
    CHECK(desk.read(u"rejects.csv"_s).contains(",2,"));
}

TEST_CASE("wrong usage is said in a sentence with exit code 2")
{
    Desk desk;
    const std::pair<const char*, const char*> cases[] = {
        {"paint", "there is no command"},
        {"import", "needs a file"},
        {"import x --colour red", "no option --colour"},
        {"summary total_borrowing", "needs FIELD YEAR"},
        {"update-factoids --limit 0", "whole number from 1"},
        {"update-factoids --limit many", "whole number"},
        {"factoids --language fr", "en or cy"},
        {"--now yesterday status", "not an instant"},
        {"--cache redis://x status", "not a cache"},
        {"--config /nonexistent.json status", "config"},
        {"update-factoids --generator oracle", "no generator"},
        {"schedule dance", "pause, resume or set, not “dance”"},
        {"summary nothing 2019/20", "no field"},
        {"sample total_borrowing 20xx", "not a year"},
    };
    for (const auto& [command, sentence] : cases) {
        const Answer answer = desk.run(words(command));
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        CHECK(answer.code == 2);
        CHECK(answer.err.contains(sentence));
        CHECK(answer.out.isEmpty());
    }
    desk.write(u"config.json"_s, R"({"schedule": {"colour": "red"}})");
    CHECK(desk.run({u"--config"_s, desk.path(u"config.json"_s), u"status"_s}).code == 2);
    desk.write(
        u"config.json"_s,
        R"({"providers": [{"name": "p", "base_url": "http://127.0.0.1:1/v1", "model": "m", "api_key": "secret"}]})");
    const Answer key = desk.run({u"--config"_s, desk.path(u"config.json"_s), u"status"_s});
    CHECK(key.code == 2);
    CHECK_FALSE(key.err.contains("secret"));
}

TEST_CASE("a store that cannot be used gives exit code 4 and stays as it is")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s, {desk.store(), u"PRAGMA user_version = 999"_s});
    REQUIRE(sqlite.waitForFinished());
    const QByteArray newer = desk.read(u"store.db"_s);
    for (const char* command : {"status", "factoids", "build-summaries", "update-factoids --dry-run"}) {
        const Answer answer = desk.run(words(command));
        INFO(command << answer.err.toStdString());
        CHECK(answer.code == 4);
        CHECK(answer.err.contains("newer version"));
        CHECK(desk.read(u"store.db"_s) == newer);
    }
    Desk folder(u"none/store.db"_s);
    CHECK(folder.run({u"build-summaries"_s}).code == 4);
}

TEST_CASE("a read-only folder is said and reading still works")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    const QString folder = QFileInfo(desk.store()).path();
    // Root may write anywhere, so the program is started as nobody where the tests run as root.
    const bool root = ::geteuid() == 0;
    // A store is its owner's alone until they say otherwise.
    if (root)
        REQUIRE((::chmod(qPrintable(folder), 0755) == 0 && ::chmod(qPrintable(desk.store()), 0644) == 0));
    else
        REQUIRE(::chmod(qPrintable(folder), 0555) == 0);
    const auto asReader = [&](const QStringList& command) {
        QProcess process;
        QStringList arguments = desk.arguments(command);
        QString program = deskBinary();
        if (root) {
            arguments = QStringList{u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s, program} + arguments;
            program = u"setpriv"_s;
        }
        process.start(program, arguments);
        REQUIRE(process.waitForFinished(60'000));
        return Answer{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    };
    const QByteArray before = desk.read(u"store.db"_s);
    const Answer written = asReader({u"build-summaries"_s});
    INFO(written.err.toStdString());
    CHECK(written.code == 4);
    const Answer read = asReader({u"status"_s});
    INFO(read.err.toStdString());
    CHECK(read.code == 0);
    CHECK(desk.read(u"store.db"_s) == before);
    ::chmod(qPrintable(folder), 0755);
}

TEST_CASE("killed at any moment the store is whole and holds one import or the other")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 25; ++round) {
        const qint64 bump = 1'000'000LL * (round + 1);
        writeSmallData(desk, bump);
        const QString hashBefore =
            desk.ask({u"status"_s}).value(u"freshness"_s).toObject().value(u"site_hash"_s).toString();
        QProcess process;
        process.start(deskBinary(), desk.arguments(round % 2 ? QStringList{u"import"_s, desk.path(u"data"_s)}
                                                             : words("update-factoids --force")));
        REQUIRE(process.waitForStarted());
        ::usleep(static_cast<useconds_t>(random() % 90'000));
        process.kill();
        process.waitForFinished();
        const QJsonObject status = desk.ask({u"status"_s});
        const QString hashAfter = status.value(u"freshness"_s).toObject().value(u"site_hash"_s).toString();
        if (round % 2 == 0)
            CHECK(hashAfter == hashBefore);
        // Whatever happened, readers see a whole set of which every sentence holds.
        const QJsonObject verified = desk.ask({u"verify"_s});
        CHECK(verified.value(u"refused"_s).toInt() == 0);
        CHECK(status.value(u"published"_s).toObject().value(u"factoids"_s).toArray().size() == 3);
        const QJsonArray checks = desk.ask({u"doctor"_s}).value(u"checks"_s).toArray();
        CHECK(checks.size() > 5);
    }
}

TEST_CASE("SIGTERM in the middle stops cleanly with exit code 130")
{
    Desk desk;
    QByteArray figures = "council_code,field_slug,year,value\n";
    writeSmallData(desk);
    for (int year = 1000; year < 2900; ++year) {
        for (int i = 0; i < 12; ++i)
            figures += "E0700" + QByteArray::number(1000 + i) + ",total_borrowing," + QByteArray::number(year) + "," +
                       QByteArray::number(i * year) + "\n" + "E0700" + QByteArray::number(1000 + i) +
                       ",spend_cultural," + QByteArray::number(year) + "," + QByteArray::number(i * year) + "\n";
    }
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    QByteArray before = dump(desk);
    desk.write(u"big.csv"_s, figures);
    QProcess process;
    bool interrupted = false;
    // How long the middle takes to come is the machine's affair: later when it came too soon, sooner when it came too
    // late.
    constexpr int kTries = 40;
    for (int wait = 60, tried = 0; tried < kTries && !interrupted; ++tried) {
        process.start(deskBinary(), desk.arguments({u"import"_s, desk.path(u"big.csv"_s)}));
        REQUIRE(process.waitForStarted());
        ::usleep(static_cast<useconds_t>(wait) * 1'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        REQUIRE(process.waitForFinished(120'000));
        if (process.exitStatus() != QProcess::NormalExit) {
            wait = wait * 3 / 2 + 1; // before the handler was there
            continue;
        }
        CHECK((process.exitCode() == 130 || process.exitCode() == 0));
        interrupted = process.exitCode() == 130;
        if (interrupted) {
            CHECK(dump(desk) == before);
            continue;
        }
        wait = std::max(1, wait * 3 / 4);
        const QJsonArray imports = desk.ask(words("imports")).value(u"imports"_s).toArray();
        const qint64 id = imports.first().toObject().value(u"import_id"_s).toInteger();
        (void)desk.ask({u"import"_s, u"--undo"_s, QString::number(id)});
        before = dump(desk);
    }
    CHECK(interrupted);
}

TEST_CASE("a full disk leaves the store as it was")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QByteArray before = dump(desk);
    writeSmallData(desk, 5'000'000);
    QByteArray figures = smallFigures(7);
    for (int year = 1000; year < 1900; ++year) {
        for (int i = 0; i < 12; ++i)
            figures += "E0700" + QByteArray::number(1000 + i) + ",total_borrowing," + QByteArray::number(year) + "," +
                       QByteArray::number(i * year) + "\n";
    }
    desk.write(u"big.csv"_s, figures);
    // A limit on the size of files is the full disk of one process.
    const qint64 blocks = QFileInfo(desk.store()).size() / 1024 + 40;
    QProcess process;
    const QStringList shell{u"-c"_s, u"trap '' XFSZ; ulimit -f %1; exec \"$@\""_s.arg(blocks), u"bash"_s, deskBinary()};
    process.start(u"bash"_s, shell + desk.arguments({u"import"_s, desk.path(u"big.csv"_s)}));
    REQUIRE(process.waitForFinished(60'000));
    const QByteArray err = process.readAllStandardError();
    INFO(err.toStdString());
    CHECK(process.exitCode() != 0);
    CHECK(err.count('\n') >= 1);
    CHECK(dump(desk) == before);
    CHECK(desk.run({u"import"_s, desk.path(u"big.csv"_s)}).code == 0);
}

TEST_CASE("a second instance waits or is told and nothing is lost")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    std::vector<std::unique_ptr<QProcess>> writers;
    for (int i = 0; i < 4; ++i) {
        desk.write(u"w%1.csv"_s.arg(i), "council_code,field_slug,year,value\nE0700100" + QByteArray::number(i) +
                                            ",total_borrowing,2023/24," + QByteArray::number(1'000'000 * (i + 50)) +
                                            "\n");
        writers.push_back(std::make_unique<QProcess>());
        writers.back()->start(deskBinary(), desk.arguments({u"import"_s, desk.path(u"w%1.csv"_s.arg(i))}));
    }
    for (const auto& writer : writers) {
        REQUIRE(writer->waitForFinished(60'000));
        INFO(writer->readAllStandardError().toStdString());
        CHECK(writer->exitCode() == 0);
    }
    CHECK(desk.ask(words("changes --type revision")).value(u"total"_s).toInt() == 4);
}
