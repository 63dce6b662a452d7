// What readers are served while others write, through the real program: never what was withdrawn, changed by hand or is
// not of the published set; without waiting for a writer; and a set in time, however busy the writers are.
#include "core/site/factoid_cache.h"
#include "core/store/sql/database.h"
#include "tests/support/small_data.h"
#include "tests/support/stopped_process.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QRegularExpression>

using namespace factoid;
using namespace factoid::test;

namespace {

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

QString text(const QJsonValue& value, const char* key)
{
    return value.toObject().value(QLatin1String(key)).toString();
}

void publish(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow("2026-06-01T09:00:00Z");
    (void)desk.ask({"import", desk.path("data")});
    CHECK(text(desk.ask({"update-factoids"}), "outcome") == "published");
}

QStringList textsServed(const Desk& desk)
{
    QStringList texts;
    for (const QJsonValue& each : list(desk.ask({"factoids", "--limit", "100"}), "factoids"))
        texts << text(each, "text");
    return texts;
}

std::unique_ptr<Database> open(const Desk& desk)
{
    auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
    REQUIRE(db);
    return std::move(*db);
}

QJsonObject check(const Desk& desk, const char* name)
{
    for (const QJsonValue& each : list(desk.run({"--json", "doctor"}).json(), "checks")) {
        if (text(each, "name") == QLatin1String(name))
            return each.toObject();
    }
    FAIL("doctor has no check " << name);
    return {};
}

// One figure of the small data, `by` higher.
void importOne(const Desk& desk, const QByteArray& council, qint64 value, QJsonObject* report = nullptr)
{
    desk.write("one.csv", "council_code,field_slug,year,value\n" + council + ",total_borrowing,2023/24," +
                              QByteArray::number(value) + "\n");
    const QJsonObject done = desk.ask({"import", desk.path("one.csv")});
    if (report)
        *report = done;
}

} // namespace

TEST_CASE("a reader that is stopped anywhere after an invalidation serves nothing that is withdrawn meanwhile")
{
    // The whole of it is in interleave_test; this is the order in which it was met.
    Desk desk;
    publish(desk);
    (void)desk.ask({"invalidate"});
    int locks = 0;
    {
        StoppedProcess reader(desk, {"--json", "factoids"}, 0);
        CHECK(reader.answer().code == 0);
        locks = reader.locks();
    }
    CHECK(locks > 10);
    for (const int tenth : {2, 4, 5, 6, 7, 8, 9}) {
        (void)desk.ask({"invalidate"});
        const QJsonObject top = list(desk.ask({"factoids"}), "factoids").first().toObject();
        (void)desk.ask({"invalidate"});
        StoppedProcess reader(desk, {"--json", "factoids"}, 1 + locks * tenth / 10);
        const bool stopped = reader.waitUntilStopped();
        INFO("before lock " << 1 + locks * tenth / 10 << " of " << locks << (stopped ? "" : ": not reached"));
        const bool answered = reader.hasAnswered();
        (void)desk.ask({"curate", "withdraw", text(top, "id"), "--reason", "misleading"});
        const bool answeredMeanwhile = reader.hasAnswered();
        CHECK_FALSE(textsServed(desk).contains(text(top, "text")));
        const Answer late = reader.answer();
        CHECK(late.code == 0);
        if (!answered && !answeredMeanwhile)
            CHECK_FALSE(QString::fromUtf8(late.out).contains(text(top, "text")));
        CHECK_FALSE(textsServed(desk).contains(text(top, "text")));
        (void)desk.ask({"undo"});
        CHECK(textsServed(desk).contains(text(top, "text")));
    }
}

TEST_CASE("a text that is changed by hand in the cache is served to nobody, and doctor finds it")
{
    Desk desk;
    publish(desk);
    const QStringList before = textsServed(desk);
    const QString lie = QString(before.first()).replace(QRegularExpression("£[0-9.]+"), "£987");
    REQUIRE(lie != before.first());
    CHECK(check(desk, "the cache holds what was put there").value("ok").toBool());
    struct Row {
        const char* name;
        bool forged; // with a seal that fits
        QString written;
    };
    const Row rows[] = {{"written over", false, lie},
                        {"with a seal that fits", true, lie},
                        {"with another text of the same kind", true, "See what your council spends and owes."}};
    for (const Row& row : rows) {
        INFO(row.name);
        auto db = open(desk);
        QList<std::pair<QString, QByteArray>> values;
        REQUIRE(
            db->each("SELECT key, value FROM cache_entries WHERE key LIKE 'sitewide_factoids:%' AND length(value) > 0",
                     {}, [&](const QSqlQuery& read) {
                         values.append({read.value(0).toString(), read.value(1).toByteArray()});
                     }));
        REQUIRE(values.size() == 1);
        QJsonObject value = QJsonDocument::fromJson(values[0].second).object();
        QJsonArray factoids = list(value, "factoids");
        QJsonObject top = factoids[0].toObject();
        top.insert("text", row.written);
        factoids[0] = top;
        value.insert("factoids", factoids);
        value.remove("seal");
        const QByteArray forged = row.forged
                                      ? FactoidCache::sealed(value)
                                      : QByteArray(values[0].second).replace(before.first().toUtf8(), lie.toUtf8());
        REQUIRE(db->run("UPDATE cache_entries SET value = ? WHERE key = ?", {forged, values[0].first}));
        const QJsonObject found = check(desk, "the cache holds what was put there");
        CHECK_FALSE(found.value("ok").toBool());
        CHECK(text(found, "remedy").contains("invalidate"));
        CHECK(textsServed(desk) == before);
        CHECK(check(desk, "the cache holds what was put there").value("ok").toBool());
        CHECK(textsServed(desk) == before);
    }
}

TEST_CASE("a reader waits for no writer, and what it counted is not lost")
{
    Desk desk;
    publish(desk);
    // Each read of a process of its own asks its empty memory once, whatever it is served from.
    const auto counted = [&] {
        for (const QJsonValue& level : list(desk.ask({"cache"}), "levels")) {
            if (text(level, "level") == "memory")
                return level.toObject().value("misses").toInteger();
        }
        return qint64(-1);
    };
    const qint64 before = counted();
    constexpr int kMostMs = 4'000; // a writer is waited for for five seconds
    {
        auto writer = open(desk);
        REQUIRE(writer->run("BEGIN IMMEDIATE"));
        for (int read = 0; read < 3; ++read) {
            QElapsedTimer timer;
            timer.start();
            CHECK(desk.ask({"factoids"}).value("source").toString() == "fresh");
            CHECK(timer.elapsed() < kMostMs);
        }
        REQUIRE(writer->run("ROLLBACK"));
        REQUIRE(writer->run("DELETE FROM cache_entries"));
        REQUIRE(writer->run("BEGIN IMMEDIATE"));
        QElapsedTimer timer;
        timer.start();
        CHECK(list(desk.ask({"factoids"}), "factoids").size() == 3); // made for this reader
        CHECK(timer.elapsed() < kMostMs);
        REQUIRE(writer->run("ROLLBACK"));
    }
    CHECK(counted() == before);
    (void)desk.ask({"factoids"});
    CHECK(counted() >= before + 5);
}

TEST_CASE("a set is published in time while imports come back to back")
{
    Desk desk;
    publish(desk);
    constexpr int kWriters = 2, kSets = 3;
    constexpr qint64 kMostMs = 120'000;
    std::vector<std::unique_ptr<QProcess>> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
        const QString file = desk.path(u"w%1.csv"_s.arg(writer));
        const QString script =
            u"n=0; while [ ! -e %1 ]; do n=$((n+1)); printf 'council_code,field_slug,year,value\\nE0700100%2,total_borrowing,2023/24,%d\\n' $((4100000%2+n*1000)) > %3; \"$@\" > /dev/null 2>&1; done"_s
                .arg(desk.path("stop"))
                .arg(writer)
                .arg(file);
        writers.push_back(std::make_unique<QProcess>());
        writers.back()->start("bash",
                              QStringList{"-c", script, "bash", deskBinary()} + desk.arguments({"import", file}));
        REQUIRE(writers.back()->waitForStarted());
    }
    const auto imports = [&] { return open(desk)->scalar("SELECT COUNT(*) FROM imports").value()->toLongLong(); };
    for (int set = 0; set < kSets; ++set) {
        const qint64 before = imports();
        QElapsedTimer timer;
        timer.start();
        const Answer answer = desk.run({"--json", "update-factoids", "--force"});
        INFO(answer.err.toStdString());
        CHECK(answer.code == 0);
        CHECK(text(answer.json(), "outcome") == "published");
        CHECK(timer.elapsed() < kMostMs);
        CHECK(imports() > before); // they did come meanwhile
    }
    desk.write("stop", "");
    for (const auto& writer : writers)
        CHECK(writer->waitForFinished(120'000));
    const QJsonObject proof = desk.ask({"verify"});
    CHECK(proof.value("checked").toInt() > 0);
    CHECK(proof.value("refused").toInt() == 0);
}

TEST_CASE("a text that still holds as printed keeps its place, its words and its name, with today's claims")
{
    Desk desk;
    publish(desk);
    const QJsonArray before = list(desk.ask({"factoids", "--limit", "100"}), "factoids");
    const QString hash = text(desk.ask({"factoids"}), "data_hash");
    QJsonObject report;
    importOne(desk, "E07001004", 421'100'001, &report);
    const auto figure =
        open(desk)->scalar("SELECT value FROM figures f JOIN councils c ON c.id = f.council_id JOIN fields d ON d.id = "
                           "f.field_id WHERE c.code = 'E07001004' AND d.slug = 'total_borrowing' AND f.year = 202324");
    REQUIRE(figure.value()->toLongLong() == 4'211'000'010'000);
    const QJsonArray confirmed = list(report, "confirmed");
    INFO(QJsonDocument(report).toJson().toStdString());
    REQUIRE_FALSE(confirmed.isEmpty());
    const QJsonArray after = list(desk.ask({"factoids", "--limit", "100"}), "factoids");
    const auto find = [](const QJsonArray& rows, const QString& id) {
        for (const QJsonValue& row : rows) {
            if (text(row, "id") == id)
                return row.toObject();
        }
        return QJsonObject();
    };
    for (const QJsonValue& each : confirmed) {
        const QJsonObject old = find(before, text(each, "id")), now = find(after, text(each, "id"));
        INFO(text(each, "text").toStdString());
        REQUIRE_FALSE(now.isEmpty());
        CHECK(text(now, "text") == text(old, "text"));
        CHECK(now.value("claims") != old.value("claims"));
        CHECK(text(now, "data_hash") != text(old, "data_hash"));
    }
    // What was not withdrawn stands in the old order; nothing withdrawn still reads true.
    QStringList gone, order;
    for (const QJsonValue& each : list(report, "withdrawn"))
        gone << text(each, "id");
    for (const QJsonValue& each : before) {
        if (!gone.contains(text(each, "id")))
            order << text(each, "id");
    }
    QStringList now;
    for (const QJsonValue& each : after)
        now << text(each, "id");
    CHECK(now == order);
    CHECK(open(desk)->scalar("SELECT COUNT(*) FROM corrections").value()->toLongLong() == gone.size());
    CHECK(desk.ask({"verify"}).value("refused").toInt() == 0);
    // And back again, as the undo of the import has it.
    (void)desk.ask({"undo"});
    CHECK(desk.ask({"verify"}).value("refused").toInt() == 0);
    CHECK(text(desk.ask({"factoids"}), "data_hash") == hash);
}

TEST_CASE("what was withdrawn by hand does not come back by itself in the same words")
{
    Desk desk;
    publish(desk);
    const QJsonObject top = list(desk.ask({"factoids"}), "factoids").first().toObject();
    (void)desk.ask({"curate", "withdraw", text(top, "id"), "--reason", "misleading"});
    CHECK(text(desk.ask({"update-factoids", "--force"}), "outcome") == "published");
    CHECK_FALSE(textsServed(desk).contains(text(top, "text")));
    CHECK_FALSE(QString::fromUtf8(desk.run({"--json", "update-factoids", "--force", "--dry-run"}).out)
                    .contains(text(top, "text")));
}

TEST_CASE("a first reader waits for the set that another process makes")
{
    Desk desk;
    writeSmallData(desk);
    desk.setNow("2026-06-01T09:00:00Z");
    (void)desk.ask({"import", desk.path("data")});
    std::vector<std::unique_ptr<QProcess>> processes;
    for (const QStringList& command : {QStringList{"--json", "update-factoids"}, QStringList{"--json", "factoids"},
                                       QStringList{"--json", "factoids"}, QStringList{"--json", "factoids"}}) {
        processes.push_back(std::make_unique<QProcess>());
        processes.back()->start(deskBinary(), desk.arguments(command));
    }
    for (size_t i = 0; i < processes.size(); ++i) {
        REQUIRE(processes[i]->waitForFinished(120'000));
        const QByteArray out = processes[i]->readAllStandardOutput();
        INFO(out.toStdString() << processes[i]->readAllStandardError().toStdString());
        CHECK(processes[i]->exitCode() == 0);
        if (i > 0)
            CHECK(list(QJsonDocument::fromJson(out).object(), "factoids").size() == 3);
    }
    CHECK(open(desk)->scalar("SELECT COUNT(*) FROM sets").value()->toLongLong() == 1);
}
