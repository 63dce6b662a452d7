// Two real processes on one store: the one is stopped before one of its locks, the other does something whole, then the
// one goes on. Whatever the order: no withdrawn text is served after the command that withdrew it has returned, every
// run and correction is on record once, and a set is published once.
//   test_cli "[interleave]"             a seeded sample
//   packaging/interleave.sh             every lock of every pair; with --races N, N random races
#include "core/store/sql/database.h"
#include "tests/support/small_data.h"
#include "tests/support/stopped_process.h"
#include "tests/support/test_paths.h"

#include <QSet>

#include <algorithm>
#include <iostream>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr auto kMorning = "2026-06-01T09:00:00Z";
constexpr auto kEvening = "2026-06-01T17:30:00Z"; // what was cached in the morning is stale

struct Act {
    const char* name;
    const char* now;
    QStringList before; // run first, undisturbed
    QStringList command;
    [[nodiscard]] bool reads() const { return command.first() == "factoids"_L1; }
};

// ID stands for the factoid on top, DATA for the folder with figures that make some texts untrue.
std::vector<Act> stopped()
{
    return {
        {"a read of a cold key", kMorning, {"invalidate"}, {"factoids"}},
        {"a read of the store", kMorning, {}, {"factoids"}},
        {"a stale read", kEvening, {}, {"factoids"}},
        {"a warming", kMorning, {"invalidate"}, {"warm-cache"}},
        {"a set made anew", kEvening, {}, {"update-factoids", "--force"}},
        {"a check of the schedule", kEvening, {}, {"update-factoids", "--check-schedule"}},
        {"an import", kMorning, {}, {"import", "DATA"}},
        {"a withdrawal", kMorning, {}, {"curate", "withdraw", "SECOND", "--reason", "unclear"}},
        {"the use of a reserve", kMorning, {}, {"curate", "order", "LAST"}},
        {"a bundle", kMorning, {}, {"export", "--out", "OUT"}},
    };
}

std::vector<Act> meanwhile()
{
    return {
        {"an import that makes texts untrue", kMorning, {}, {"import", "DATA"}},
        {"a withdrawal by hand", kMorning, {}, {"curate", "withdraw", "ID", "--reason", "misleading"}},
        {"a set made anew", kEvening, {}, {"update-factoids", "--force"}},
        {"an invalidation", kMorning, {}, {"invalidate"}},
        {"a check of the schedule", kEvening, {}, {"update-factoids", "--check-schedule"}},
    };
}

// The store that every interleaving begins with: a set of three on the site, read once.
class Beginning
{
  public:
    Beginning()
    {
        m_desk.setNow(QString::fromLatin1(kMorning));
        writeSmallData(m_desk);
        (void)m_desk.ask({"import", m_desk.path("data")});
        (void)m_desk.ask({"update-factoids", "--init-schedule"});
        (void)m_desk.ask({"update-factoids"});
        const QJsonArray served = m_desk.ask({"factoids", "--limit", "100"}).value("factoids").toArray();
        REQUIRE(served.size() > 3);
        for (const QJsonValue& each : served)
            m_ids << each.toObject().value("id").toString();
        writeSmallData(m_desk, 2'000'000'000);
    }
    void copyTo(const Desk& desk) const
    {
        REQUIRE(QFile::copy(m_desk.store(), desk.store()));
        for (const char* name : {"data/councils.csv", "data/fields.csv", "data/figures.csv"})
            desk.write(QLatin1String(name), m_desk.read(QLatin1String(name)));
    }
    [[nodiscard]] QStringList commandOf(const QStringList& words, const Desk& desk) const
    {
        QStringList command{"--json"};
        for (const QString& word : words)
            command << (word == "ID"       ? m_ids[0]
                        : word == "SECOND" ? m_ids[1]
                        : word == "LAST"   ? m_ids.last()
                        : word == "DATA"   ? desk.path("data")
                        : word == "OUT"    ? desk.path("out")
                                           : word);
        return command;
    }

  private:
    Desk m_desk;
    QStringList m_ids;
};

const Beginning& beginning()
{
    static const Beginning made;
    return made;
}

qint64 count(const Desk& desk, const QString& sql)
{
    auto db = Database::open({desk.store()}, OpenMode::ReadOnly);
    REQUIRE(db);
    const auto number = (*db)->scalar(sql);
    REQUIRE(number);
    return number->value_or(-1).toLongLong();
}

QSet<QString> texts(const Desk& desk, const QString& sql)
{
    auto db = Database::open({desk.store()}, OpenMode::ReadOnly);
    REQUIRE(db);
    QSet<QString> found;
    REQUIRE((*db)->each(sql, {}, [&](const QSqlQuery& row) { found.insert(row.value(0).toString()); }));
    return found;
}

QSet<QString> withdrawn(const Desk& desk)
{
    return texts(desk, "SELECT text FROM corrections");
}

QSet<QString> textsOf(const QByteArray& out)
{
    QSet<QString> found;
    for (const QJsonValue& each : QJsonDocument::fromJson(out).object().value("factoids").toArray())
        found.insert(each.toObject().value("text").toString());
    return found;
}

int publishedBy(const Answer& answer)
{
    return answer.code == 0 && QJsonDocument::fromJson(answer.out).object().value("outcome").toString() == "published"
               ? 1
               : 0;
}

// Whatever happened, this holds when both have ended.
void checkAfterwards(const Desk& desk, const QSet<QString>& gone, int published, qint64 fewestRuns, qint64 mostRuns)
{
    CHECK(count(desk, "SELECT COUNT(*) FROM sets WHERE is_current = 1") == 1);
    CHECK(count(desk, "SELECT COUNT(*) FROM sets") == 1 + published);
    // One set may stand for slots that were missed before its own, and a slot has one outcome.
    CHECK(count(desk, "SELECT COUNT(DISTINCT run_id) FROM slot_outcomes WHERE outcome = 'published'") <= published);
    CHECK(count(desk, "SELECT COUNT(*) FROM slot_outcomes") ==
          count(desk, "SELECT COUNT(DISTINCT slot_at) FROM slot_outcomes"));
    CHECK(count(desk, "SELECT COUNT(*) FROM corrections") ==
          count(desk, "SELECT COUNT(*) FROM (SELECT DISTINCT set_id, factoid_id FROM corrections)"));
    CHECK(count(desk, "SELECT COUNT(*) FROM runs WHERE finished_at IS NULL") == 0);
    CHECK(count(desk, "SELECT COUNT(*) FROM runs") >= fewestRuns);
    CHECK(count(desk, "SELECT COUNT(*) FROM runs") <= mostRuns);
    const QSet<QString> live = texts(desk, "SELECT json_extract(f.body, '$.text') FROM factoids f JOIN sets s ON s.id "
                                           "= f.set_id WHERE s.is_current = 1 AND f.withdrawn_at IS NULL");
    for (int read = 0; read < 2; ++read) {
        const Answer answer = desk.run({"--json", "factoids", "--limit", "100"});
        CHECK(answer.code == 0);
        const QSet<QString> served = textsOf(answer.out);
        CHECK_FALSE(served.isEmpty());
        CHECK_FALSE(served.intersects(gone));
        CHECK((served - live).isEmpty());
    }
    CHECK(desk.ask({"verify"}).value("refused").toInt() == 0);
}

struct Interleaving {
    Act one, other;
    int lock = 0;
};

// False: the one takes fewer locks than that.
bool run(const Interleaving& which)
{
    Desk desk;
    beginning().copyTo(desk);
    desk.setNow(QString::fromLatin1(which.one.now));
    if (!which.one.before.isEmpty())
        (void)desk.ask(which.one.before);
    const qint64 runsBefore = count(desk, "SELECT COUNT(*) FROM runs");
    StoppedProcess one(desk, beginning().commandOf(which.one.command, desk), which.lock);
    if (!one.waitUntilStopped())
        return false;
    const bool answeredBefore = one.hasAnswered();
    desk.setNow(QString::fromLatin1(which.other.now));
    const Answer other = desk.run(beginning().commandOf(which.other.command, desk));
    const bool answered = one.hasAnswered();
    QSet<QString> gone = withdrawn(desk);
    if (other.code == 0 && which.one.reads()) {
        // Read by somebody who comes after, while the one is stopped still.
        CHECK_FALSE(textsOf(desk.run({"--json", "factoids"}).out).intersects(gone));
    }
    const Answer first = one.answer();
    INFO(which.one.name << ": " << first.code << " " << first.err.toStdString() << first.out.left(600).toStdString());
    INFO(which.other.name << ": " << other.code << " " << other.err.toStdString() << other.out.left(600).toStdString());
    CHECK((first.code == 0 || (!which.one.reads() && (first.code == 3 || first.code == 4))));
    CHECK((other.code == 0 || other.code == 3 || other.code == 4));
    if (which.one.reads() && !answeredBefore && !answered)
        CHECK_FALSE(textsOf(first.out).intersects(gone));
    gone += withdrawn(desk);
    // A store that was busy when a run was to begin has no run of it.
    const int jobs = (which.one.reads() ? 0 : 1) + 1,
              busy = (!which.one.reads() && first.code == 4 ? 1 : 0) + (other.code == 4 ? 1 : 0);
    checkAfterwards(desk, gone, publishedBy(first) + publishedBy(other), runsBefore + jobs - busy, runsBefore + jobs);
    return true;
}

int locksOf(const Act& act)
{
    Desk desk;
    beginning().copyTo(desk);
    desk.setNow(QString::fromLatin1(act.now));
    if (!act.before.isEmpty())
        (void)desk.ask(act.before);
    StoppedProcess one(desk, beginning().commandOf(act.command, desk), 0);
    CHECK(one.answer().code == 0);
    return one.locks();
}

void runAndName(const Interleaving& which)
{
    INFO(which.other.name << " while " << which.one.name << " is stopped before its lock " << which.lock);
    (void)run(which);
}

quint32 seedGiven()
{
    const QByteArray given = qgetenv("FACTOID_INTERLEAVE_SEED");
    return given.isEmpty() ? std::random_device{}() : given.toUInt();
}

} // namespace

TEST_CASE("a sample of all orders of two processes' locks serves nothing withdrawn and loses no record", "[interleave]")
{
    constexpr int kMostSeconds = 30;
    const quint32 seed = seedGiven();
    INFO("FACTOID_INTERLEAVE_SEED=" << seed);
    std::cout << "interleavings with seed " << seed << std::endl;
    std::mt19937 random(seed);
    const auto ones = stopped(), others = meanwhile();
    std::vector<int> locks(ones.size(), 0);
    QElapsedTimer timer;
    timer.start();
    int done = 0;
    for (; timer.elapsed() < kMostSeconds * 1'000; ++done) {
        // Reads are what all this is about: every second one is of them.
        const size_t at = done % 2 == 0 ? random() % 3 : random() % ones.size();
        if (locks[at] == 0)
            locks[at] = std::max(1, locksOf(ones[at]));
        runAndName({ones[at], others[random() % others.size()],
                    1 + static_cast<int>(random() % static_cast<unsigned>(locks[at]))});
    }
    std::cout << done << " interleavings" << std::endl;
    CHECK(done > 0);
}

TEST_CASE("every order of two processes' locks", "[.every-interleaving]")
{
    // A part of them at a time: part I of N.
    const int parts = std::max(1, qEnvironmentVariableIntValue("FACTOID_INTERLEAVE_PARTS")),
              part = qEnvironmentVariableIntValue("FACTOID_INTERLEAVE_PART");
    int done = 0, number = 0;
    for (const Act& one : stopped()) {
        const int locks = locksOf(one);
        std::cout << one.name << ": " << locks << " locks" << std::endl;
        for (const Act& other : meanwhile()) {
            for (int lock = 1; lock <= locks; ++lock) {
                if (number++ % parts != part)
                    continue;
                runAndName({one, other, lock});
                ++done;
            }
        }
    }
    std::cout << done << " interleavings" << std::endl;
}

TEST_CASE("random races of readers and a command that withdraws", "[.races]")
{
    const quint32 seed = seedGiven();
    const int races = std::max(1, qEnvironmentVariableIntValue("FACTOID_RACES"));
    std::mt19937 random(seed);
    constexpr int kReadersAtOnce = 6;
    int served = 0, wrong = 0;
    for (int race = 0; race < races; ++race) {
        Desk desk;
        beginning().copyTo(desk);
        desk.setNow(QString::fromLatin1(kMorning));
        if (random() % 2 == 0)
            (void)desk.ask({"invalidate"});
        const auto others = meanwhile();
        const Act& act = others[random() % 2]; // one that withdraws
        std::vector<std::unique_ptr<QProcess>> readers;
        // A few at a time: on a busy machine more of them would keep the other from ever ending.
        const auto startReader = [&] {
            const auto atWork = std::ranges::count_if(readers, [](const auto& reader) {
                return reader->state() != QProcess::NotRunning && !reader->waitForFinished(0);
            });
            if (atWork >= kReadersAtOnce)
                return;
            readers.push_back(std::make_unique<QProcess>());
            readers.back()->start(deskBinary(), desk.arguments({"--json", "factoids", "--limit", "100"}));
        };
        QProcess other;
        const unsigned readersFirst = 1 + random() % 3;
        for (unsigned i = 0; i < readersFirst; ++i) {
            startReader();
            QThread::msleep(random() % 40);
        }
        other.start(deskBinary(), desk.arguments(beginning().commandOf(act.command, desk)));
        while (!other.waitForFinished(static_cast<int>(random() % 30)) && other.state() != QProcess::NotRunning)
            startReader();
        const QSet<QString> gone = withdrawn(desk);
        for (const auto& reader : readers)
            REQUIRE((reader->state() == QProcess::NotRunning || reader->waitForFinished(-1)));
        for (int after = 0; after < 2; ++after) {
            const Answer answer = desk.run({"--json", "factoids", "--limit", "100"});
            const QSet<QString> found = textsOf(answer.out);
            ++served;
            wrong += answer.code != 0 || found.isEmpty() || found.intersects(gone) ? 1 : 0;
        }
        INFO("FACTOID_INTERLEAVE_SEED=" << seed << ", race " << race << ": " << act.name);
        CHECK(wrong == 0);
    }
    std::cout << races << " races with seed " << seed << ": " << served << " reads after the command had returned, "
              << wrong << " of them wrong" << std::endl;
}
