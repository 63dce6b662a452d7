// Writer: another program at work on a store: a second process that takes the write lock in the moment in which a row
// is added to a table, and holds it for some seconds.
#pragma once

#include "core/base/literals.h"

#include <QProcess>
#include <QString>

#include <catch2/catch.hpp>

namespace factoid::test {

class Writer
{
  public:
    // `table`: whose next row starts it.
    Writer(const QString& store, const QString& table, int seconds)
    {
        const QString program = QStringLiteral(R"(
import sqlite3, sys, time
store, table, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
db = sqlite3.connect(store, isolation_level=None, timeout=0)
def rows():
    return db.execute('SELECT COUNT(*) FROM ' + table).fetchone()[0]
before = rows()
print('watching', flush=True)
give_up = time.time() + 60
while rows() == before and time.time() < give_up:
    pass
while time.time() < give_up:
    try:
        db.execute('BEGIN IMMEDIATE')
        break
    except sqlite3.OperationalError:
        pass
time.sleep(seconds)
)");
        m_process.start(u"python3"_s, {u"-c"_s, program, store, table, QString::number(seconds)});
        REQUIRE(m_process.waitForStarted());
        REQUIRE(m_process.waitForReadyRead(60'000)); // it watches
    }
    ~Writer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void finish() { REQUIRE(m_process.waitForFinished(120'000)); }

  private:
    QProcess m_process;
};

} // namespace factoid::test
