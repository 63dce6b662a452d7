// Bad input and faults through the real program: one clear sentence with file and line, the exit code of
// the contract, and a store exactly as before.
#include "tests/support/small_data.h"

#include <csignal>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

using namespace factoid::test;

namespace {

// Every table but the record of runs, as text.
QByteArray dump(const Desk& desk)
{
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"), {desk.store(), QStringLiteral("SELECT * FROM figures; SELECT * FROM councils; SELECT * FROM fields; SELECT * FROM cells; SELECT * FROM changes;"
                                                                          "SELECT * FROM revisions; SELECT * FROM imports; SELECT * FROM sources; SELECT * FROM sets; SELECT * FROM factoids;"
                                                                          "SELECT * FROM summaries;")});
    REQUIRE(sqlite.waitForFinished());
    return sqlite.readAllStandardOutput();
}

} // namespace

TEST_CASE("bad input gives one sentence the right exit code and an untouched store")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
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
        {"not a number", header + good + "E07001001,total_borrowing,2023/24,lots\n", {QStringLiteral("--strict")}, 3, "case.csv:3"},
        {"past 64 bits", header + "E07001001,total_borrowing,2023/24,99999999999999999999\n", {QStringLiteral("--strict")}, 3, "case.csv:2"},
        {"unknown council", header + "X9,total_borrowing,2023/24,1\n", {QStringLiteral("--strict")}, 3, "case.csv:2"},
        {"unknown field", header + "E07001001,nothing,2023/24,1\n", {QStringLiteral("--strict")}, 3, "case.csv:2"},
        {"a year that does not follow", header + "E07001001,total_borrowing,2019/21,1\n", {QStringLiteral("--strict")}, 3, "2019/21"},
        {"two rows for one key", header + good + good, {QStringLiteral("--strict")}, 3, "case.csv:3"},
        {"all rows rejected", header + "X9,total_borrowing,2023/24,1\n", {}, 3, "case.csv:2"},
    };
    for (const Case& c : cases) {
        INFO(c.name);
        desk.write(QStringLiteral("case.csv"), c.bytes);
        const Answer answer = desk.run(QStringList{QStringLiteral("import"), desk.path(QStringLiteral("case.csv"))} + c.flags);
        INFO(answer.err.toStdString());
        CHECK(answer.code == c.code);
        CHECK(answer.err.contains(c.says));
        CHECK(answer.err.count('\n') == 1);
        CHECK(dump(desk) == before);
    }
    desk.write(QStringLiteral("empty/readme.txt"), "no tables here");
    for (const char* path : {"missing.csv", "empty"}) {
        const Answer answer = desk.run({QStringLiteral("import"), desk.path(QLatin1String(path))});
        INFO(answer.err.toStdString());
        CHECK(answer.code == 3);
        CHECK(answer.err.contains(path));
        CHECK(dump(desk) == before);
    }
    desk.write(QStringLiteral("case.csv"), header + "X9,total_borrowing,2023/24,1\nE07001000,total_borrowing,2023/24,\xA3" "41000000\n");
    const QJsonObject mixed = desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("case.csv")), QStringLiteral("--rejects"), desk.path(QStringLiteral("rejects.csv"))});
    CHECK(mixed.value(QStringLiteral("rejected")).toInt() == 1);
    CHECK(mixed.value(QStringLiteral("updated")).toInt() == 1); // Latin-1 pound sign and all
    CHECK(desk.read(QStringLiteral("rejects.csv")).startsWith("file,line,column,value,reason"));
    CHECK(desk.read(QStringLiteral("rejects.csv")).contains(",2,"));
}

TEST_CASE("wrong usage is said in a sentence with exit code 2")
{
    Desk desk;
    const std::pair<const char*, const char*> cases[] = {
        {"paint", "there is no command"}, {"import", "needs a file"}, {"import x --colour red", "no option --colour"}, {"summary total_borrowing", "needs FIELD YEAR"},
        {"update-factoids --limit 0", "whole number from 1"}, {"update-factoids --limit many", "whole number"}, {"factoids --language fr", "en or cy"},
        {"--now yesterday status", "not an instant"}, {"--cache redis://x status", "not a cache"}, {"--config /nonexistent.json status", "config"},
        {"update-factoids --generator oracle", "no generator"}, {"schedule dance", "pause, resume or set, not “dance”"}, {"summary nothing 2019/20", "no field"}, {"sample total_borrowing 20xx", "not a year"},
    };
    for (const auto& [command, sentence] : cases) {
        const Answer answer = desk.run(words(command));
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        CHECK(answer.code == 2);
        CHECK(answer.err.contains(sentence));
        CHECK(answer.out.isEmpty());
    }
    desk.write(QStringLiteral("config.json"), R"({"schedule": {"colour": "red"}})");
    CHECK(desk.run({QStringLiteral("--config"), desk.path(QStringLiteral("config.json")), QStringLiteral("status")}).code == 2);
    desk.write(QStringLiteral("config.json"), R"({"providers": [{"name": "p", "base_url": "http://127.0.0.1:1/v1", "model": "m", "api_key": "secret"}]})");
    const Answer key = desk.run({QStringLiteral("--config"), desk.path(QStringLiteral("config.json")), QStringLiteral("status")});
    CHECK(key.code == 2);
    CHECK_FALSE(key.err.contains("secret"));
}

TEST_CASE("a store that cannot be used gives exit code 4 and stays as it is")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"), {desk.store(), QStringLiteral("PRAGMA user_version = 999")});
    REQUIRE(sqlite.waitForFinished());
    const QByteArray newer = desk.read(QStringLiteral("store.db"));
    for (const char* command : {"status", "factoids", "build-summaries", "update-factoids --dry-run"}) {
        const Answer answer = desk.run(words(command));
        INFO(command << answer.err.toStdString());
        CHECK(answer.code == 4);
        CHECK(answer.err.contains("newer version"));
        CHECK(desk.read(QStringLiteral("store.db")) == newer);
    }
    Desk folder(QStringLiteral("none/store.db"));
    CHECK(folder.run({QStringLiteral("build-summaries")}).code == 4);
}

TEST_CASE("a read-only folder is said and reading still works")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
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
        QString program = QStringLiteral(FACTOID_BINARY);
        if (root) {
            arguments = QStringList{QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups"), program} + arguments;
            program = QStringLiteral("setpriv");
        }
        process.start(program, arguments);
        REQUIRE(process.waitForFinished(60'000));
        return Answer{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    };
    const QByteArray before = desk.read(QStringLiteral("store.db"));
    const Answer written = asReader({QStringLiteral("build-summaries")});
    INFO(written.err.toStdString());
    CHECK(written.code == 4);
    const Answer read = asReader({QStringLiteral("status")});
    INFO(read.err.toStdString());
    CHECK(read.code == 0);
    CHECK(desk.read(QStringLiteral("store.db")) == before);
    ::chmod(qPrintable(folder), 0755);
}

TEST_CASE("killed at any moment the store is whole and holds one import or the other")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 25; ++round) {
        const qint64 bump = 1'000'000LL * (round + 1);
        writeSmallData(desk, bump);
        const QString hashBefore = desk.ask({QStringLiteral("status")}).value(QStringLiteral("freshness")).toObject().value(QStringLiteral("site_hash")).toString();
        QProcess process;
        process.start(QStringLiteral(FACTOID_BINARY), desk.arguments(round % 2 ? QStringList{QStringLiteral("import"), desk.path(QStringLiteral("data"))} : words("update-factoids --force")));
        REQUIRE(process.waitForStarted());
        ::usleep(static_cast<useconds_t>(random() % 90'000));
        process.kill();
        process.waitForFinished();
        const QJsonObject status = desk.ask({QStringLiteral("status")});
        const QString hashAfter = status.value(QStringLiteral("freshness")).toObject().value(QStringLiteral("site_hash")).toString();
        if (round % 2 == 0)
            CHECK(hashAfter == hashBefore);
        // Whatever happened, readers see a whole set of which every sentence holds.
        const QJsonObject verified = desk.ask({QStringLiteral("verify")});
        CHECK(verified.value(QStringLiteral("refused")).toInt() == 0);
        CHECK(status.value(QStringLiteral("published")).toObject().value(QStringLiteral("factoids")).toArray().size() == 3);
        const QJsonArray checks = desk.ask({QStringLiteral("doctor")}).value(QStringLiteral("checks")).toArray();
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
            figures += "E0700" + QByteArray::number(1000 + i) + ",total_borrowing," + QByteArray::number(year) + "," + QByteArray::number(i * year) + "\n"
                     + "E0700" + QByteArray::number(1000 + i) + ",spend_cultural," + QByteArray::number(year) + "," + QByteArray::number(i * year) + "\n";
    }
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    QByteArray before = dump(desk);
    desk.write(QStringLiteral("big.csv"), figures);
    QProcess process;
    bool interrupted = false;
    // How long the middle takes to come is the machine's affair: later when it came too soon, sooner when it came too late.
    constexpr int kTries = 40;
    for (int wait = 60, tried = 0; tried < kTries && !interrupted; ++tried) {
        process.start(QStringLiteral(FACTOID_BINARY), desk.arguments({QStringLiteral("import"), desk.path(QStringLiteral("big.csv"))}));
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
        const QJsonArray imports = desk.ask(words("imports")).value(QStringLiteral("imports")).toArray();
        const qint64 id = imports.first().toObject().value(QStringLiteral("import_id")).toInteger();
        (void)desk.ask({QStringLiteral("import"), QStringLiteral("--undo"), QString::number(id)});
        before = dump(desk);
    }
    CHECK(interrupted);
}

TEST_CASE("a full disk leaves the store as it was")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QByteArray before = dump(desk);
    writeSmallData(desk, 5'000'000);
    QByteArray figures = smallFigures(7);
    for (int year = 1000; year < 1900; ++year) {
        for (int i = 0; i < 12; ++i)
            figures += "E0700" + QByteArray::number(1000 + i) + ",total_borrowing," + QByteArray::number(year) + "," + QByteArray::number(i * year) + "\n";
    }
    desk.write(QStringLiteral("big.csv"), figures);
    // A limit on the size of files is the full disk of one process.
    const qint64 blocks = QFileInfo(desk.store()).size() / 1024 + 40;
    QProcess process;
    const QStringList shell{QStringLiteral("-c"), QStringLiteral("trap '' XFSZ; ulimit -f %1; exec \"$@\"").arg(blocks), QStringLiteral("bash"), QStringLiteral(FACTOID_BINARY)};
    process.start(QStringLiteral("bash"), shell + desk.arguments({QStringLiteral("import"), desk.path(QStringLiteral("big.csv"))}));
    REQUIRE(process.waitForFinished(60'000));
    const QByteArray err = process.readAllStandardError();
    INFO(err.toStdString());
    CHECK(process.exitCode() != 0);
    CHECK(err.count('\n') >= 1);
    CHECK(dump(desk) == before);
    CHECK(desk.run({QStringLiteral("import"), desk.path(QStringLiteral("big.csv"))}).code == 0);
}

TEST_CASE("a second instance waits or is told and nothing is lost")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    std::vector<std::unique_ptr<QProcess>> writers;
    for (int i = 0; i < 4; ++i) {
        desk.write(QStringLiteral("w%1.csv").arg(i), "council_code,field_slug,year,value\nE0700100" + QByteArray::number(i) + ",total_borrowing,2023/24," + QByteArray::number(1'000'000 * (i + 50)) + "\n");
        writers.push_back(std::make_unique<QProcess>());
        writers.back()->start(QStringLiteral(FACTOID_BINARY), desk.arguments({QStringLiteral("import"), desk.path(QStringLiteral("w%1.csv").arg(i))}));
    }
    for (const auto& writer : writers) {
        REQUIRE(writer->waitForFinished(60'000));
        INFO(writer->readAllStandardError().toStdString());
        CHECK(writer->exitCode() == 0);
    }
    CHECK(desk.ask(words("changes --type revision")).value(QStringLiteral("total")).toInt() == 4);
}
