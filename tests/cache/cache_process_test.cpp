// Several processes on one store.
#include "tests/cache/cache_fixture.h"
#include "tests/support/test_paths.h"

#include <QFile>
#include <QProcess>

using namespace factoid;
using namespace factoid::test;

namespace {

struct Processes {
    Ground ground;
    QString log = ground.folder.filePath(u"made.log"_s);
    std::vector<std::unique_ptr<QProcess>> running;

    QProcess& start(int makeMs, qint64 startMs, int leaseMs, const QString& mode = {})
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QStringList arguments{ground.url.path,         kKey, log, QString::number(makeMs), QString::number(startMs),
                              QString::number(leaseMs)};
        if (!mode.isEmpty())
            arguments << mode;
        process->start(cacheReaderBinary(), arguments);
        REQUIRE(process->waitForStarted());
        running.push_back(std::move(process));
        return *running.back();
    }
    [[nodiscard]] QStringList answers()
    {
        QStringList all;
        for (const auto& process : running) {
            CHECK((process->state() == QProcess::NotRunning || process->waitForFinished(120'000)));
            all << QString::fromUtf8(process->readAllStandardOutput()).trimmed();
        }
        running.clear();
        return all;
    }
    [[nodiscard]] int made() const
    {
        QFile file(log);
        return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('\n')) : 0;
    }
    ~Processes()
    {
        for (const auto& process : running)
            process->kill();
        for (const auto& process : running)
            process->waitForFinished();
    }
};

} // namespace

TEST_CASE("fault_04 sixteen processes on a cold key make it once and get equal answers")
{
    Processes processes;
    {
        auto db = processes.ground.database();
    }
    const qint64 start = QDateTime::currentMSecsSinceEpoch() + 1'500;
    for (int i = 0; i < 16; ++i)
        processes.start(300, start, 15'000);
    const QStringList answers = processes.answers();
    REQUIRE(answers.size() == 16);
    INFO(answers.join(QLatin1Char('\n')).toStdString());
    CHECK(processes.made() == 1);
    CHECK(answers.count(answers.first()) == 16);
    CHECK(answers.first().startsWith("fresh store made by "_L1));
}

TEST_CASE("fault_02 a process that starts later serves what an earlier one made")
{
    Processes processes;
    processes.start(0, 0, 15'000);
    const QString first = processes.answers().first();
    processes.start(0, 0, 15'000, u"never"_s);
    CHECK(processes.answers().first() == first);
    auto here = processes.ground.cache();
    // The helper runs on the machine's clock, this test on another: the value is there whatever its age.
    processes.ground.clock.set(QDateTime::currentDateTimeUtc());
    CHECK(u"fresh store "_s + QString::fromUtf8(must(here->read(kKey)).value) == first);
    CHECK(processes.made() == 1);
}

TEST_CASE("fault_01 an invalidation in one process reaches another")
{
    Processes processes;
    processes.start(0, 0, 15'000);
    (void)processes.answers();
    processes.ground.clock.set(QDateTime::currentDateTimeUtc());
    auto here = processes.ground.cache();
    must(here->invalidate(u"sitewide_factoids:"_s));
    processes.start(0, 0, 15'000, u"never"_s);
    CHECK(processes.answers().first().startsWith("error"_L1));
}

TEST_CASE("a killed maker is taken over from when its lease has expired")
{
    Processes processes;
    {
        auto db = processes.ground.database();
    }
    QProcess& doomed = processes.start(0, 0, 1'500, u"hang"_s);
    for (int i = 0; i < 3'000 && processes.made() == 0; ++i)
        std::this_thread::sleep_for(10ms);
    REQUIRE(processes.made() == 1);
    processes.start(0, 0, 1'500);
    std::this_thread::sleep_for(2s); // longer than the lease: a living maker keeps it
    CHECK(processes.made() == 1);
    doomed.kill();
    doomed.waitForFinished();
    const auto begin = std::chrono::steady_clock::now();
    const QStringList answers = processes.answers();
    CHECK(std::chrono::steady_clock::now() - begin < 20s);
    CHECK(processes.made() == 2);
    CHECK(answers.last().startsWith("fresh store made by"_L1));
    auto db = processes.ground.database();
    const auto token = db->scalar(u"SELECT token FROM leases WHERE name = ?"_s, {StoreLevel::leaseName(kKey)});
    CHECK(must(token)->toInt() == 2);
}

TEST_CASE("a maker that fails is not repeated by every process that waited")
{
    Processes processes;
    {
        auto db = processes.ground.database();
    }
    const qint64 start = QDateTime::currentMSecsSinceEpoch() + 1'000;
    for (int i = 0; i < 6; ++i)
        processes.start(1'500, start, 15'000, u"fail"_s);
    const QStringList answers = processes.answers();
    for (const QString& answer : answers)
        CHECK(answer.startsWith("error"_L1));
    CHECK(processes.made() == 1);
}
