#include "core/store/sql/working_copy.h"

#include "core/base/clock.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace factoid {

namespace {

const QString kMark = u".fdpart-"_s;
constexpr int kTries = 100;
constexpr int kHexDigits = 8;
constexpr mode_t kMode = 0600; // nobody else on this machine reads the figures
// Copies of versions before this one carry no lock; nothing takes so long that one of this age is still at work.
constexpr qint64 kUnlockedDeadSeconds = 3600;

// The file that was opened is still the one of that name: nobody took it for a dead one before it was locked.
bool isStillThere(int handle, const QString& path)
{
    struct stat opened = {}, named = {};
    return ::fstat(handle, &opened) == 0 && ::stat(QFile::encodeName(path).constData(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

void removeWithLogs(const QString& path)
{
    // What could not be removed in that moment is tried once more; what stays is dead, and cleared by the next job.
    if (!QFile::remove(path) && QFileInfo::exists(path))
        QFile::remove(path);
    for (const QString& ending : besideDatabase())
        QFile::remove(path + ending);
    // What was kept of it before it was brought up to date.
    const QFileInfo file(path);
    for (const QString& name : QDir(file.absolutePath()).entryList({file.fileName() + u".before-v*"_s}, QDir::Files))
        QFile::remove(file.absolutePath() + QLatin1Char('/') + name);
}

// Nobody holds the copy: it is removed, and kept from whoever is just making one of that name until it is gone.
bool removeIfDead(const QString& path)
{
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool dead = ::flock(handle, LOCK_EX | LOCK_NB) == 0;
    if (dead)
        removeWithLogs(path);
    ::close(handle);
    return dead;
}

// `sentence` with the system's words for the error put in; a full disk is called one.
std::unexpected<Error> cannot(const QString& sentence, int code)
{
    const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
    return fail(full ? ErrorKind::DiskFull : ErrorKind::Store, sentence.arg(qt_error_string(code)));
}

bool isOld(const QFileInfo& file)
{
    return file.lastModified().secsTo(machineNow()) > kUnlockedDeadSeconds;
}

// A folder that an earlier version restored in: nothing in it but its copy.
bool isOldRestoreFolder(const QFileInfo& folder)
{
    if (!isOld(folder))
        return false;
    const QStringList inside =
        QDir(folder.filePath()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    return std::ranges::all_of(inside, [](const QString& name) { return name.startsWith("backup.db"_L1); });
}

} // namespace

const QStringList& besideDatabase()
{
    static const QStringList endings{u"-wal"_s, u"-shm"_s, u"-journal"_s};
    return endings;
}

bool syncFile(const QString& path)
{
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool synced = ::fsync(handle) == 0;
    ::close(handle);
    return synced;
}

bool syncFolderOf(const QString& path)
{
    return syncFile(QFileInfo(path).absolutePath());
}

Result<std::unique_ptr<WorkingCopy>> WorkingCopy::beside(const QString& path)
{
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const QString name =
            path + kMark +
            QString::number(QRandomGenerator::global()->generate(), 16).rightJustified(kHexDigits, QLatin1Char('0'));
        const int handle = ::open(QFile::encodeName(name).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
        if (handle < 0 && errno == EEXIST)
            continue;
        if (handle < 0)
            return cannot(u"nothing can be written into the folder "_s + QFileInfo(path).absolutePath() + u": %1"_s,
                          errno);
        const bool locked = ::flock(handle, LOCK_EX | LOCK_NB) == 0;
        const int code = errno;
        if (locked && isStillThere(handle, name))
            return std::unique_ptr<WorkingCopy>(new WorkingCopy(name, handle));
        // Somebody who clears away dead copies has it in hand, or where no lock can be had nobody has.
        if (!locked && code != EWOULDBLOCK)
            ::unlink(QFile::encodeName(name).constData());
        ::close(handle);
        if (!locked && code != EWOULDBLOCK)
            return cannot(u"the file "_s + name + u" cannot be locked: %1"_s, code);
    }
    return fail(ErrorKind::Store, Message("store.no_copy").arg(path));
}

WorkingCopy::~WorkingCopy()
{
    if (!m_named)
        removeWithLogs(m_path);
    ::close(m_lock);
}

Result<void> WorkingCopy::takeName(const QString& name)
{
    // A log of the file that had the name would be read as this one's.
    for (const QString& ending : besideDatabase())
        QFile::remove(name + ending);
    if (!syncFile(m_path) ||
        std::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(name).constData()) != 0)
        return cannot(name + u" cannot be written: %1"_s, errno);
    m_named = true;
    removeWithLogs(m_path);
    if (!syncFolderOf(name))
        return cannot(name + u" is written, but its folder does not reach the disk: %1"_s, errno);
    return {};
}

QStringList WorkingCopy::clearDead(const QString& path)
{
    static const QRegularExpression copy(u"\\.fdpart-[0-9a-f]{8}(-wal|-shm|-journal|\\.before-v\\d+)?$"_s);
    static const QRegularExpression older(u"\\.before-v\\d+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s);
    static const QRegularExpression oldFolder(u"^restore-[A-Za-z]{6}$"_s);
    QStringList cleared;
    const QDir folder(QFileInfo(path).absolutePath());
    for (const QFileInfo& entry :
         folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot)) {
        const QString name = entry.fileName();
        if (entry.isDir()) {
            if (oldFolder.match(name).hasMatch() && isOldRestoreFolder(entry) &&
                QDir(entry.filePath()).removeRecursively())
                cleared << name;
            continue;
        }
        const auto found = copy.match(name);
        if (found.hasMatch() && found.captured(1).isEmpty() && removeIfDead(entry.filePath())) {
            cleared << name;
        } else if (found.hasMatch() && !found.captured(1).isEmpty() &&
                   !QFile::exists(entry.filePath().chopped(found.capturedLength(1)))) {
            QFile::remove(entry.filePath());
        } else if (older.match(name).hasMatch() && isOld(entry)) {
            removeWithLogs(entry.filePath());
            cleared << name;
        }
    }
    return cleared;
}

} // namespace factoid
