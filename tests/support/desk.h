// Desk: the real program on a store of its own in a temporary folder, for tests through the command line.
#pragma once

#include "core/base/literals.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

namespace factoid::test {

struct Answer {
    int code = -1;
    QByteArray out, err;
    [[nodiscard]] QJsonObject json() const
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(out, &error);
        INFO("standard output: " << out.toStdString() << "\nstandard error: " << err.toStdString());
        REQUIRE(error.error == QJsonParseError::NoError);
        return document.object();
    }
};

class Desk
{
  public:
    explicit Desk(const QString& store = u"store.db"_s)
        : m_store(store)
    {
        REQUIRE(m_folder.isValid());
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString store() const { return path(m_store); }
    void setNow(const QString& instant) { m_now = instant; }

    void write(const QString& name, const QByteArray& bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        REQUIRE(file.write(bytes) == bytes.size());
    }
    [[nodiscard]] QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] QStringList arguments(const QStringList& command) const
    {
        QStringList all{u"--headless"_s, u"--store"_s, u"sqlite:"_s + store()};
        if (!m_now.isEmpty())
            all << u"--now"_s << m_now;
        return all + command;
    }
    [[nodiscard]] Answer run(const QStringList& command, const QByteArray& input = {}) const
    {
        QProcess process;
        process.start(deskBinary(), arguments(command));
        REQUIRE(process.waitForStarted());
        process.write(input);
        process.closeWriteChannel();
        REQUIRE(process.waitForFinished(120'000));
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode() - 1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }
    // Runs with --json and expects exit code 0.
    [[nodiscard]] QJsonObject ask(const QStringList& command) const
    {
        const Answer answer = run(QStringList{u"--json"_s} + command);
        INFO(command.join(QLatin1Char(' ')).toStdString()
             << "\n"
             << answer.err.toStdString() << answer.out.left(2000).toStdString());
        REQUIRE(answer.code == 0);
        return answer.json();
    }

  private:
    QTemporaryDir m_folder;
    QString m_store;
    QString m_now;
};

inline QString samplePath()
{
    return sourcePath(u"resources/sample"_s);
}

} // namespace factoid::test
