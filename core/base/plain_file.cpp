#include "core/base/plain_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace factoid {

namespace {

constexpr mode_t kOwnFile = 0600;
constexpr mode_t kOwnFolder = 0700;
constexpr mode_t kPermissions = 07777;
constexpr size_t kReadChunk = 64 << 10;

QString kindOf(mode_t mode)
{
    if (S_ISREG(mode))
        return {};
    if (S_ISDIR(mode))
        return u"a folder"_s;
    if (S_ISFIFO(mode))
        return u"a pipe"_s;
    if (S_ISSOCK(mode))
        return u"a socket"_s;
    return u"a device"_s;
}

QString wordsOf(int code)
{
    return QString::fromLocal8Bit(std::strerror(code));
}

Result<void> writeAll(int handle, QByteArrayView bytes, const QString& path)
{
    while (!bytes.isEmpty()) {
        const ssize_t put = ::write(handle, bytes.data(), static_cast<size_t>(bytes.size()));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return diskError(path, put < 0 ? errno : EIO);
        bytes = bytes.sliced(put);
    }
    return {};
}

// Some file systems cannot sync a folder and say EINVAL; there is nothing more to be done then.
Result<void> syncHandle(int handle, const QString& path)
{
    if (::fsync(handle) != 0 && errno != EINVAL)
        return diskError(path, errno);
    return {};
}

} // namespace

std::unexpected<Error> diskError(const QString& path, int code)
{
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return fail(ErrorKind::DiskFull, Message("file.disk_full").arg(wordsOf(code)), path);
    if (code == EROFS || code == EACCES || code == EPERM)
        return fail(ErrorKind::Failed, Message("file.not_writable").arg(wordsOf(code)), path);
    return fail(ErrorKind::Failed, u"cannot be written: "_s + wordsOf(code), path);
}

QString otherThanFile(const QString& path)
{
    struct stat found = {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    return kindOf(found.st_mode);
}

Result<QByteArray> readPlainFile(const QString& path, qint64 most)
{
    const auto refuse = [&](const QString& why) { return fail(ErrorKind::Input, why, path); };
    if (path.startsWith(":/"_L1)) { // what travels inside the program
        QFile resource(path);
        return resource.open(QIODevice::ReadOnly) ? Result<QByteArray>(resource.readAll())
                                                  : refuse(u"there is no such file"_s);
    }
    // Without O_NONBLOCK the opening of a pipe waits for somebody who writes into it.
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (handle < 0)
        return refuse(errno == ENOENT ? u"there is no such file"_s : u"cannot be read: "_s + wordsOf(errno));
    QFile file;
    (void)file.open(handle, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle);
    struct stat found = {};
    if (::fstat(handle, &found) != 0)
        return refuse(u"cannot be read: "_s + wordsOf(errno));
    if (const QString kind = kindOf(found.st_mode); !kind.isEmpty())
        return refuse(u"is not a file but %1"_s.arg(kind));
    QByteArray bytes;
    QByteArray chunk(kReadChunk, Qt::Uninitialized);
    for (;;) {
        const ssize_t got = ::read(handle, chunk.data(), kReadChunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refuse(u"cannot be read: "_s + wordsOf(errno));
        if (got == 0)
            return bytes;
        bytes.append(chunk.constData(), got);
        if (bytes.size() > most)
            return refuse(u"is larger than %1 MB, which is more than such a file can be"_s.arg(most >> 20));
    }
}

Result<void> makePrivateFile(const QString& path)
{
    const int handle = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnFile);
    if (handle < 0)
        return errno == EEXIST ? Result<void>() : Result<void>(diskError(path, errno));
    ::close(handle);
    return {};
}

Result<void> makePrivateFolder(const QString& path)
{
    QString missing = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QStringList folders;
    while (!QFileInfo::exists(missing) && missing != "/"_L1) {
        folders.prepend(missing);
        missing = QFileInfo(missing).path();
    }
    for (const QString& folder : folders) {
        if (::mkdir(QFile::encodeName(folder).constData(), kOwnFolder) != 0 && errno != EEXIST)
            return diskError(folder, errno);
    }
    return {};
}

Result<void> syncToDisk(const QString& path)
{
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return diskError(path, errno);
    auto synced = syncHandle(handle, path);
    ::close(handle);
    return synced;
}

WholeFile::WholeFile(const QString& path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    m_path = canonical.isEmpty() ? QFileInfo(path).absoluteFilePath() : canonical;
}

WholeFile::~WholeFile()
{
    // Removed while it is still ours: once it is closed another writer may have it.
    if (!m_part.isEmpty())
        ::unlink(QFile::encodeName(m_part).constData());
    if (m_handle >= 0)
        ::close(m_handle);
}

Result<void> WholeFile::open()
{
    if (const QString kind = otherThanFile(m_path); !kind.isEmpty())
        return fail(ErrorKind::Usage, Message("file.not_a_file").arg(kind), m_path);
    const QFileInfo info(m_path);
    const QString part = u"%1/.%2.partial"_s.arg(info.path(), info.fileName());
    m_handle =
        ::open(QFile::encodeName(part).constData(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, kOwnFile);
    if (m_handle < 0)
        return diskError(m_path, errno);
    const bool locked = ::flock(m_handle, LOCK_EX | LOCK_NB) == 0;
    if (!locked && errno != EWOULDBLOCK) {
        // Where no lock can be had nobody holds one, and what was just made is ours to remove.
        const int code = errno;
        ::unlink(QFile::encodeName(part).constData());
        return diskError(m_path, code);
    }
    struct stat mine = {}, there = {};
    if (!locked || ::fstat(m_handle, &mine) != 0 || ::lstat(QFile::encodeName(part).constData(), &there) != 0 ||
        mine.st_ino != there.st_ino || mine.st_dev != there.st_dev)
        return fail(ErrorKind::Failed, Message("file.in_use"), m_path);
    // In a folder that others write to, somebody may have laid out something of his own under our name.
    if (!S_ISREG(mine.st_mode) || mine.st_nlink != 1 || mine.st_uid != ::geteuid())
        return fail(ErrorKind::Failed, Message("file.not_ours").arg(part), m_path);
    m_part = part;
    // Whoever could read the old file goes on reading it.
    struct stat before = {};
    const bool replaces = ::stat(QFile::encodeName(m_path).constData(), &before) == 0;
    if (::ftruncate(m_handle, 0) != 0 || ::fchmod(m_handle, replaces ? before.st_mode & kPermissions : kOwnFile) != 0)
        return diskError(m_path, errno);
    return {};
}

Result<void> WholeFile::write(QByteArrayView bytes)
{
    return writeAll(m_handle, bytes, m_path);
}

Result<void> WholeFile::commit()
{
    if (auto synced = syncHandle(m_handle, m_path); !synced)
        return synced;
    // Some disks say only at a close that they could not keep what was written; the file itself stays open, and ours.
    if (const int copy = ::dup(m_handle); copy >= 0 && ::close(copy) != 0)
        return diskError(m_path, errno);
    if (std::rename(QFile::encodeName(m_part).constData(), QFile::encodeName(m_path).constData()) != 0)
        return diskError(m_path, errno);
    m_part.clear();
    return syncToDisk(QFileInfo(m_path).path());
}

Result<void> writeWholeFile(const QString& path, QByteArrayView bytes)
{
    WholeFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    if (auto written = file.write(bytes); !written)
        return written;
    return file.commit();
}

} // namespace factoid
