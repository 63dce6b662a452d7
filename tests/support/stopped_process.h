// A run of the real program that is stopped just before its n-th lock of the store (tests/support/lock_stop.cpp), and
// goes on when it is told to, or after a while by itself: it may hold what the other one waits for.
#pragma once

#include "core/base/literals.h"

#include "tests/support/desk.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QThread>

namespace factoid::test {

class StoppedProcess
{
  public:
    // `at` 0: it is not stopped; `locks` then says how many it took.
    StoppedProcess(const Desk& desk, const QStringList& command, int at, int mostMs = 1'500)
        : m_desk(desk)
    {
        for (const char* name : {"lock.at", "lock.go", "lock.count", "stopped.out"})
            QFile::remove(desk.path(QLatin1String(name)));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_PRELOAD"_s, lockStopLibrary());
        environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0:detect_leaks=0"_s);
        environment.insert(u"FACTOID_LOCK_STORE"_s, desk.store());
        environment.insert(u"FACTOID_LOCK_STOP"_s, QString::number(at));
        environment.insert(u"FACTOID_LOCK_AT"_s, desk.path(u"lock.at"_s));
        environment.insert(u"FACTOID_LOCK_GO"_s, desk.path(u"lock.go"_s));
        environment.insert(u"FACTOID_LOCK_MOST"_s, QString::number(mostMs));
        environment.insert(u"FACTOID_LOCK_COUNT"_s, desk.path(u"lock.count"_s));
        m_process.setProcessEnvironment(environment);
        m_process.setStandardOutputFile(desk.path(u"stopped.out"_s));
        m_process.start(deskBinary(), desk.arguments(command));
        REQUIRE(m_process.waitForStarted());
    }
    ~StoppedProcess()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }
    StoppedProcess(const StoppedProcess&) = delete;
    StoppedProcess& operator=(const StoppedProcess&) = delete;

    // False: it ended before it took that many locks.
    [[nodiscard]] bool waitUntilStopped()
    {
        constexpr int kMostMs = 120'000;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < kMostMs) {
            if (QFile::exists(m_desk.path(u"lock.at"_s)))
                return true;
            if (m_process.waitForFinished(1) || m_process.state() == QProcess::NotRunning)
                return QFile::exists(m_desk.path(u"lock.at"_s));
        }
        return false;
    }
    // Whether it has given its answer by now.
    [[nodiscard]] bool hasAnswered() const { return QFileInfo(m_desk.path(u"stopped.out"_s)).size() > 0; }
    void goOn() const { m_desk.write(u"lock.go"_s, "go"); }
    [[nodiscard]] Answer answer()
    {
        goOn();
        const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(120'000);
        REQUIRE(ended);
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -m_process.exitCode() - 1,
                m_desk.read(u"stopped.out"_s), m_process.readAllStandardError()};
    }
    [[nodiscard]] int locks() const { return m_desk.read(u"lock.count"_s).trimmed().toInt(); }

  private:
    const Desk& m_desk;
    QProcess m_process;
};

} // namespace factoid::test
