// Standard output that cannot be written is a failure, said in a sentence; one that nobody reads any more is none.
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <QRegularExpression>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

// Through a shell, which lays out standard output.
Answer shell(const Desk& desk, const QString& script, const QStringList& command)
{
    QProcess process;
    process.start(u"bash"_s, QStringList{u"-c"_s, script, u"bash"_s, deskBinary()} + desk.arguments(command));
    REQUIRE(process.waitForStarted());
    process.closeWriteChannel();
    REQUIRE(process.waitForFinished(60'000));
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode() - 1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

const char* const kCommands[] = {
    "factoids",
    "--json factoids",
    "--json verify",
    "status",
    "--json status",
    "facts",
    "--json facts --limit 200",
    "doctor",
    "--json summary",
    "changes",
    "imports",
    "runs",
    "cache",
    "bundles",
    "history",
    "audit",
    "errors",
    "breakers",
    "recovery",
    "spend",
    "settings",
    "metrics",
    "metrics --prometheus",
    "--json alerts rules",
    "alerts list",
    "schedule",
    "simulate --days 3",
    "forecast total_borrowing",
    "figures",
    "fallbacks list",
    "curate list",
    "warm-cache",
    "--json prune",
    "settings set site.title=x",
    "--help",
    "--version",
    "completion bash",
    "--json summary nothing 2019/20",
};

} // namespace

TEST_CASE("a full standard output is exit code 1 and a sentence whatever the command")
{
    Desk desk;
    importAndPublish(desk);
    for (const char* command : kCommands) {
        const bool wrong = QString::fromLatin1(command).contains("nothing"_L1);
        const Answer answer = shell(desk, u"exec \"$@\" > /dev/full"_s, words(command));
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        CHECK(answer.code == (wrong ? 2 : 1));
        CHECK(answer.err.contains("standard output could not be written"));
        CHECK(answer.err.contains("No space left"));
    }
}

TEST_CASE("a closed standard output is said and no file takes its place")
{
    Desk desk;
    importAndPublish(desk);
    const Answer answer = shell(desk, u"exec \"$@\" >&-"_s, words("settings set site.title=closed"));
    INFO(answer.err.toStdString());
    CHECK(answer.code == 1);
    CHECK(answer.err.contains("standard output could not be written"));
    CHECK(desk.ask(words("doctor")).value(u"healthy"_s).toBool());
    CHECK(QString::fromUtf8(QJsonDocument(desk.ask(words("settings"))).toJson()).contains(u"closed"_s));
}

TEST_CASE("a reader that has seen enough is no failure and nothing is said")
{
    Desk desk;
    importAndPublish(desk);
    // The read end is closed for certain before the program starts.
    const QString script = u"exec 3> >(exec true); wait $!; exec \"$@\" >&3"_s;
    for (const char* command : kCommands) {
        const QString line = QString::fromLatin1(command);
        const Answer answer = shell(desk, script, words(command));
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        if (line.contains("nothing"_L1)) {
            CHECK(answer.code == 2);
            continue;
        }
        CHECK((answer.code == 0 || line == "doctor"_L1));
        CHECK(answer.err.isEmpty());
    }
}

TEST_CASE("a standard output that is slow and does not wait gets all of it")
{
    Desk desk;
    importAndPublish(desk);
    const QByteArray whole = desk.run(words("--json facts --limit 500")).out;
    REQUIRE(whole.size() > 70'000); // more than a pipe holds
    const QString script = u"\"$@\" | python3 -c 'import fcntl, os, sys, time\n"
                           "fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_NONBLOCK)\n"
                           "time.sleep(0.5)\n"
                           "fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) & ~os.O_NONBLOCK)\n"
                           "sys.stdout.buffer.write(sys.stdin.buffer.read())'; exit ${PIPESTATUS[0]}"_s;
    const Answer answer = shell(desk, script, words("--json facts --limit 500"));
    CHECK(answer.code == 0);
    CHECK(answer.out == whole);
}
