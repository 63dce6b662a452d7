// On a disk without room what is stored can still be read, and the sentence speaks of room, not of a disk that fails.
#include "tests/faults/hurt.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

const char* const kReading[] = {"factoids", "status",  "facts", "verify", "doctor",   "summary",
                                "changes",  "imports", "runs",  "cache",  "settings", "figures"};
const char* const kWriting[] = {"build-summaries", "settings set site.title=x", "update-factoids --force",
                                "schedule pause"};

} // namespace

// The room is taken by the library laid before libc: whatever would need some fails, as it does on a disk that is full.
TEST_CASE("whatever call first finds the disk full reading goes on and writing says why not")
{
    Desk desk;
    importAndPublish(desk);
    const Hurt hurt(desk);
    for (const char* command : kReading) {
        const Answer answer = hurt.run(QStringList{u"--json"_s} + words(command), 1, u"ENOSPC"_s, true);
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        const bool examined = qstrcmp(command, "doctor") == 0;
        CHECK((answer.code == 0 || examined));
        CHECK(answer.json().value(u"error"_s).isUndefined());
        CHECK_FALSE(answer.err.contains("the disk failed"));
    }
    for (const char* command : kWriting) {
        const Answer answer = hurt.run(QStringList{u"--json"_s} + words(command), 1, u"ENOSPC"_s, true);
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        CHECK(answer.code == 1);
        CHECK(answer.json().value(u"error"_s).toObject().value(u"kind"_s).toString() == u"disk_full"_s);
        CHECK(answer.err.contains("the disk is full"));
    }
}

TEST_CASE("a full disk with a log that waits to be read is read with what the log holds")
{
    Desk desk;
    importAndPublish(desk);
    const Hurt hurt(desk);
    // Killed before its checkpoint, the first that is written into the store itself, a command leaves all it did in the
    // log.
    int checkpoint = 0;
    for (const QString& line : hurt.calls(words("settings set site.title=First"))) {
        if (checkpoint == 0 && line.contains(u"pwrite"_s) && line.endsWith(u" /store.db"_s))
            checkpoint = line.section(QLatin1Char(' '), 0, 0).toInt();
    }
    REQUIRE(checkpoint > 0);
    (void)hurt.run(words("settings set site.title=Second"), checkpoint, u"kill"_s);
    REQUIRE(QFileInfo(desk.store() + u"-wal"_s).size() > 0);
    QFile::remove(desk.store() + u"-shm"_s);
    const Answer answer = hurt.run(words("--json settings"), 1, u"ENOSPC"_s, true);
    INFO(answer.err.toStdString());
    CHECK(answer.code == 0);
    CHECK(answer.out.contains("Second"));
}

// A real disk of a few kilobytes more than the store; only root may lay one out.
TEST_CASE("a store on a disk with less than 32 KB left is read")
{
    Desk desk;
    importAndPublish(desk);
    const QByteArray place = QFile::encodeName(desk.path(u"disk"_s));
    REQUIRE(::mkdir(place.constData(), 0755) == 0);
    constexpr qint64 kPage = 4096;
    const qint64 size = (QFileInfo(desk.store()).size() + kPage - 1) / kPage * kPage + 3 * kPage;
    if (::geteuid() != 0 || ::mount("tmpfs", place.constData(), "tmpfs", 0,
                                    QByteArray("size=" + QByteArray::number(size)).constData()) != 0) {
        WARN("no disk of our own may be laid out here: left out");
        return;
    }
    const QString store = desk.path(u"disk/s.db"_s);
    REQUIRE(QFile::copy(desk.store(), store));
    for (const char* command : kReading) {
        const Answer answer = desk.run(QStringList{u"--json"_s, u"--store"_s, store} + words(command));
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        CHECK((answer.code == 0 || qstrcmp(command, "doctor") == 0));
        CHECK(answer.json().value(u"error"_s).isUndefined());
    }
    for (const char* command : kWriting) {
        const Answer answer = desk.run(QStringList{u"--store"_s, store} + words(command));
        INFO(command << " -> " << answer.code << " " << answer.err.toStdString());
        CHECK(answer.code == 1);
        CHECK(answer.err.contains("the disk is full"));
    }
    CHECK(::umount(place.constData()) == 0);
}
