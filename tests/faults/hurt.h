// Hurt: the real program with the library laid before libc that holds it up at a chosen call on a file, so that a test
// meets it in the middle of its work and not after some time.
#pragma once

#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <QCoreApplication>
#include <QProcessEnvironment>

namespace factoid::test {

class Hurt
{
  public:
    explicit Hurt(const Desk& desk)
        : m_desk(desk)
    {
    }

    // The calls of a command below the desk's folder: "17 open w /store.db".
    [[nodiscard]] QStringList calls(const QStringList& command) const
    {
        const QString log = m_desk.path(u"../calls-%1.log"_s.arg(QCoreApplication::applicationPid()));
        QFile::remove(log);
        QProcess process;
        process.setProcessEnvironment(environment({{"FAULT_LOG", log}}));
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(deskBinary(), m_desk.arguments(command));
        REQUIRE(process.waitForFinished(60'000));
        QFile file(log);
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).trimmed().split(QLatin1Char('\n'));
        file.close();
        QFile::remove(log);
        return lines;
    }

    // The number of the first call that has `part` in its line.
    [[nodiscard]] static int numberOf(const QStringList& calls, const QString& part)
    {
        for (const QString& line : calls) {
            if (line.contains(part))
                return line.section(QLatin1Char(' '), 0, 0).toInt();
        }
        return 0;
    }

    // Starts the command and comes back when it stands at its call `number`, where it waits for `ms`.
    void startAndStop(QProcess& process, const QStringList& command, int number, int ms) const
    {
        const QString fired = m_desk.path(u"../fired-%1"_s.arg(QCoreApplication::applicationPid()));
        QFile::remove(fired);
        process.setProcessEnvironment(environment({{"FAULT_AT", QString::number(number)},
                                                   {"FAULT_DO", "wait"},
                                                   {"FAULT_MS", QString::number(ms)},
                                                   {"FAULT_FIRED", fired}}));
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(deskBinary(), m_desk.arguments(command));
        REQUIRE(process.waitForStarted());
        while (!QFile::exists(fired)) {
            const bool ended = process.waitForFinished(5);
            INFO("it ended before its call " << number << ": " << process.readAllStandardError().toStdString());
            REQUIRE_FALSE(ended);
        }
        QFile::remove(fired);
    }

    // The command with one call that fails: "ENOSPC", and from there on when it stays.
    [[nodiscard]] Answer run(const QStringList& command, int number, const QString& error, bool stays = false) const
    {
        QProcess process;
        process.setProcessEnvironment(environment(
            {{"FAULT_AT", QString::number(number)}, {"FAULT_DO", error}, {"FAULT_STAY", stays ? u"1"_s : u"0"_s}}));
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(deskBinary(), m_desk.arguments(command));
        REQUIRE(process.waitForFinished(60'000));
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

  private:
    [[nodiscard]] QProcessEnvironment environment(
        const std::initializer_list<std::pair<const char*, QString>>& more) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_PRELOAD"_s, faultShimLibrary());
        environment.insert(u"FAULT_ROOT"_s, QFileInfo(m_desk.path(u"."_s)).canonicalFilePath());
        for (const auto& [name, value] : more)
            environment.insert(QString::fromLatin1(name), value);
        return environment;
    }

    const Desk& m_desk;
};

} // namespace factoid::test
