// SIGTERM and SIGINT end every command with exit code 130 and leave the store as it was. The program is held up in the
// middle of its work, at a call on a file, so that the signal always comes while it works.
#include "tests/faults/hurt.h"

#include <csignal>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHeldMs = 60'000; // far longer than an end may take
constexpr int kEndMs = 20'000;
constexpr int kShortMs = 1'500; // for what goes on after the call and stops at the next look

void prepare(Desk& desk)
{
    importAndPublish(desk);
    (void)desk.ask({u"update-factoids"_s, u"--init-schedule"_s});
}

// Signals the process until it ends; its exit code.
int endOf(QProcess& process, int signal)
{
    ::kill(static_cast<pid_t>(process.processId()), signal);
    REQUIRE(process.waitForFinished(kEndMs));
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode() - 1;
}

QByteArray rows(const Desk& desk)
{
    QProcess sqlite;
    sqlite.start(
        u"sqlite3"_s,
        {desk.store(),
         u"SELECT * FROM figures; SELECT * FROM sets; SELECT * FROM factoids; SELECT * FROM summaries; SELECT * FROM imports; SELECT * FROM settings;"_s});
    REQUIRE(sqlite.waitForFinished());
    return sqlite.readAllStandardOutput();
}

} // namespace

TEST_CASE("a signal ends whatever only looks at once")
{
    Desk desk;
    prepare(desk);
    const Hurt hurt(desk);
    const QByteArray before = rows(desk);
    const char* const commands[] = {"facts",
                                    "doctor",
                                    "verify",
                                    "simulate --days 30",
                                    "status",
                                    "summary",
                                    "changes",
                                    "factoids",
                                    "figures",
                                    "imports",
                                    "runs",
                                    "cache",
                                    "history",
                                    "audit",
                                    "errors",
                                    "spend",
                                    "models",
                                    "settings",
                                    "schedule",
                                    "curate candidates",
                                    "curate list",
                                    "fallbacks list",
                                    "bundles",
                                    "facts --null-mirror",
                                    "metrics",
                                    "alerts rules",
                                    "forecast total_borrowing"};
    for (const char* command : commands) {
        for (const int signal : {SIGTERM, SIGINT}) {
            const bool json = signal == SIGINT;
            const QStringList line = (json ? QStringList{u"--json"_s} : QStringList()) + words(command);
            const QStringList calls = hurt.calls(line);
            QProcess process;
            hurt.startAndStop(process, line, static_cast<int>(calls.size()) / 2, kHeldMs);
            const int code = endOf(process, signal);
            const QByteArray err = process.readAllStandardError();
            const QByteArray out = process.readAllStandardOutput();
            INFO(command << " at call " << calls.size() / 2 << ": " << code << " " << err.toStdString());
            CHECK(code == 130);
            CHECK(err.contains("interrupted"));
            if (json)
                CHECK(QJsonDocument::fromJson(out).object().value(u"error"_s).toObject().value(u"kind"_s).toString() ==
                      u"interrupted"_s);
            else
                CHECK(out.isEmpty());
        }
    }
    CHECK(rows(desk) == before);
}

TEST_CASE("a signal stops whatever writes and nothing is changed")
{
    Desk desk;
    prepare(desk);
    writeSmallData(desk, 4'000'000);
    const Hurt hurt(desk);
    const QByteArray before = rows(desk);
    const struct {
        QStringList command;
        const char* at; // the call at which it is held up
    } cases[] = {
        {{u"import"_s, desk.path(u"data"_s)}, "figures.csv"},
        {{u"backup"_s, desk.path(u"b.db"_s)}, "b.db.fdpart"},
        {{u"export"_s, u"--out"_s, desk.path(u"bundles"_s)}, "mkdir r /bundles"},
        {{u"changes"_s, u"--export"_s, desk.path(u"c.csv"_s)}, "c.csv"},
    };
    for (const auto& c : cases) {
        for (const int signal : {SIGTERM, SIGINT}) {
            const QStringList calls = hurt.calls(c.command);
            const int number = Hurt::numberOf(calls, QString::fromLatin1(c.at));
            INFO(c.command.join(QLatin1Char(' ')).toStdString() << " at call " << number);
            REQUIRE(number > 0);
            // What the look at its calls did is done; only its files are taken away again.
            QFile::remove(desk.path(u"b.db"_s));
            QFile::remove(desk.path(u"c.csv"_s));
            QDir(desk.path(u"bundles"_s)).removeRecursively();
            const QByteArray now = rows(desk);
            writeSmallData(desk, signal * 1'000'000);
            QProcess process;
            hurt.startAndStop(process, c.command, number, kShortMs);
            const int code = endOf(process, signal);
            INFO(process.readAllStandardError().toStdString());
            CHECK(code == 130);
            CHECK(rows(desk) == now);
            CHECK_FALSE(QFile::exists(desk.path(u"b.db"_s)));
            CHECK_FALSE(QFile::exists(desk.path(u"c.csv"_s)));
            CHECK_FALSE(QFile::exists(desk.path(u"bundles"_s)));
            CHECK(QDir(desk.path(u"."_s)).entryList({u"*part*"_s}, QDir::AllEntries | QDir::Hidden).isEmpty());
        }
    }
}

TEST_CASE("a catch-up of years of missed slots stops at a signal and has recorded none")
{
    for (const char* command : {"update-factoids --check-schedule", "run"}) {
        Desk desk;
        desk.setNow(u"2006-06-01T09:00:00Z"_s);
        writeSmallData(desk);
        (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
        (void)desk.ask(words("update-factoids --init-schedule"));
        (void)desk.ask(words("schedule set --missed skip --slots "
                             "00:30,02:30,04:30,06:30,08:30,10:30,12:30,14:30,16:30,18:30,20:30,22:30"));
        desk.setNow(u"2026-06-01T09:00:00Z"_s);
        // 87,000 slots go into the log before the transaction ends: held up there, it is in the middle of them.
        const Hurt hurt(desk);
        const QStringList calls = hurt.calls(words("update-factoids --check-schedule --dry-run"));
        QProcess process;
        hurt.startAndStop(process, words(command), static_cast<int>(calls.size()) + 10, kShortMs);
        const int code = endOf(process, SIGTERM);
        INFO(command << ": " << process.readAllStandardError().toStdString());
        CHECK(code == 130);
        QProcess sqlite;
        sqlite.start(u"sqlite3"_s, {desk.store(), u"SELECT COUNT(*) FROM slot_outcomes"_s});
        REQUIRE(sqlite.waitForFinished());
        CHECK(sqlite.readAllStandardOutput().trimmed() == "0");
    }
}
