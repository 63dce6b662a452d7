#include "core/publish/atomic_publish.h"

#include "core/base/plain_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace factoid {

namespace {

constexpr auto kLockWait = std::chrono::seconds(30);
constexpr auto kLockPoll = std::chrono::milliseconds(20);
constexpr qsizetype kStampLength = 16; // "20260615T090000Z"
constexpr int kMostOfOneName = 1000;
// What is published is for others to read, as far as the operator's umask says so.
constexpr mode_t kFolderMode = 0755;
constexpr mode_t kFileMode = 0644;
constexpr qsizetype kLongestLink = 4096;
constexpr QLatin1String kPartial(".partial-");

// An open file or folder, closed with its owner.
class Descriptor
{
  public:
    explicit Descriptor(int fd = -1)
        : m_fd(fd)
    {
    }
    ~Descriptor() { (void)closeNow(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    // False when the disk reports only now that it could not keep what was written.
    [[nodiscard]] bool closeNow() { return m_fd < 0 || ::close(std::exchange(m_fd, -1)) == 0; }

  private:
    int m_fd = -1;
};

void removeTree(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir() && !info.isSymLink())
        QDir(path).removeRecursively();
    else
        QFile::remove(path);
}

// One export into one folder. Each step is announced, may be refused by a cancel, and is undone by
// the destructor unless the whole was kept.
class Publisher
{
  public:
    Publisher(const PublishPlan& plan, const TaskControl& control)
        : m_plan(plan)
        , m_control(control)
    {
    }
    ~Publisher() { undo(); }
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;
    [[nodiscard]] Result<Published> publish();

  private:
    [[nodiscard]] Result<void> step(const QString& what);
    [[nodiscard]] Result<void> openFolder();
    [[nodiscard]] Result<void> lock();
    [[nodiscard]] Result<void> checkLatest();
    void clearLeftovers() const;
    [[nodiscard]] Result<bool> chooseName();
    [[nodiscard]] bool holdsTheSame(const QString& path) const;
    [[nodiscard]] Result<void> writeTemporary();
    [[nodiscard]] Result<void> writeFile(const Descriptor& folder, const QString& name, const QByteArray& bytes);
    [[nodiscard]] Result<void> moveIntoPlace();
    [[nodiscard]] Result<void> swapLatest();
    [[nodiscard]] Result<void> sync(int fd, const QString& path) const;
    void undo();

    [[nodiscard]] QString at(const QString& name) const { return m_plan.outDir + QLatin1Char('/') + name; }
    [[nodiscard]] QString extension() const { return m_plan.form == BundleForm::Zip ? u".zip"_s : QString(); }
    [[nodiscard]] QString latestName() const { return u"latest"_s + extension(); }
    [[nodiscard]] QString temporaryName() const { return kPartial + m_name; }

    const PublishPlan& m_plan;
    const TaskControl& m_control;
    Descriptor m_folder;
    QString m_name;            // final name, with extension
    QString m_latestTarget;    // what the link names now
    QStringList m_madeFolders; // outermost first
    bool m_temporary = false;
    bool m_inPlace = false;
    bool m_kept = false;
    int m_steps = 0;
};

Result<void> Publisher::step(const QString& what)
{
    // Steps: open, lock, each file, sync, move, link.
    constexpr int kFixedSteps = 5;
    m_control.tell(what, ++m_steps, kFixedSteps + static_cast<qint64>(m_plan.files.size()));
    if (m_control.cancel.requested())
        return CancelToken::error();
    return {};
}

Result<void> Publisher::sync(int fd, const QString& path) const
{
    // Some file systems cannot sync a folder and say EINVAL; there is nothing more to be done then.
    if (::fsync(fd) != 0 && errno != EINVAL)
        return diskError(path, errno);
    return {};
}

Result<void> Publisher::openFolder()
{
    if (QFileInfo::exists(m_plan.outDir) && !QFileInfo(m_plan.outDir).isDir()) {
        const QString kind = otherThanFile(m_plan.outDir);
        return fail(ErrorKind::Failed, Message("bundle.not_a_folder").arg(kind.isEmpty() ? u"a file"_s : kind),
                    m_plan.outDir);
    }
    QString missing = QDir::cleanPath(QFileInfo(m_plan.outDir).absoluteFilePath());
    while (!QFileInfo::exists(missing) && missing != "/"_L1) {
        m_madeFolders.prepend(missing);
        missing = QFileInfo(missing).path();
    }
    for (const QString& folder : m_madeFolders) {
        if (::mkdir(QFile::encodeName(folder).constData(), kFolderMode) != 0 && errno != EEXIST)
            return diskError(folder, errno);
    }
    m_folder = Descriptor(::open(QFile::encodeName(m_plan.outDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!m_folder.isOpen())
        return diskError(m_plan.outDir, errno);
    return {};
}

Result<void> Publisher::lock()
{
    const auto deadline = std::chrono::steady_clock::now() + kLockWait;
    while (::flock(m_folder.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return diskError(m_plan.outDir, errno);
        if (m_control.cancel.requested())
            return CancelToken::error();
        if (std::chrono::steady_clock::now() >= deadline)
            return fail(ErrorKind::Failed, Message("bundle.export_stuck"), m_plan.outDir);
        std::this_thread::sleep_for(kLockPoll);
    }
    return {};
}

Result<void> Publisher::checkLatest()
{
    struct stat info = {};
    const QByteArray name = latestName().toLatin1();
    if (::fstatat(m_folder.get(), name.constData(), &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Result<void>() : Result<void>(diskError(at(latestName()), errno));
    if (!S_ISLNK(info.st_mode))
        return fail(ErrorKind::Failed, Message("bundle.not_a_link"), at(latestName()));
    QByteArray target(kLongestLink, '\0');
    const ssize_t length =
        ::readlinkat(m_folder.get(), name.constData(), target.data(), static_cast<size_t>(target.size()));
    if (length > 0)
        m_latestTarget = QFile::decodeName(target.left(length));
    return {};
}

void Publisher::clearLeftovers() const
{
    const QStringList left = QDir(m_plan.outDir)
                                 .entryList({kPartial + QLatin1Char('*')},
                                            QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString& name : left)
        removeTree(at(name));
}

bool Publisher::holdsTheSame(const QString& path) const
{
    const auto sameBytes = [](const QString& file, const QByteArray& bytes) {
        const QFileInfo info(file);
        QFile there(file);
        return info.isFile() && !info.isSymLink() && info.size() == bytes.size() && there.open(QIODevice::ReadOnly) &&
               there.readAll() == bytes;
    };
    if (m_plan.form == BundleForm::Zip)
        return sameBytes(path, m_plan.files.front().bytes);
    const qsizetype entries =
        QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size();
    return entries == static_cast<qsizetype>(m_plan.files.size()) &&
           std::all_of(m_plan.files.begin(), m_plan.files.end(), [&](const BundleFile& file) {
               return sameBytes(path + QLatin1Char('/') + file.name, file.bytes);
           });
}

// True when an equal bundle is there already; m_name is then its name, else a free one.
Result<bool> Publisher::chooseName()
{
    for (int n = 1; n <= kMostOfOneName; ++n) {
        m_name = m_plan.name + (n == 1 ? QString() : QLatin1Char('-') + QString::number(n)) + extension();
        struct stat info = {};
        if (::fstatat(m_folder.get(), QFile::encodeName(m_name).constData(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT)
                return false;
            return diskError(at(m_name), errno);
        }
        if (holdsTheSame(at(m_name)))
            return true;
    }
    return fail(ErrorKind::Failed, Message("bundle.too_many"), at(m_plan.name));
}

Result<void> Publisher::writeFile(const Descriptor& folder, const QString& name, const QByteArray& bytes)
{
    Descriptor file(::openat(folder.get(), QFile::encodeName(name).constData(),
                             O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kFileMode));
    if (!file.isOpen())
        return diskError(at(m_name), errno);
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t put = ::write(file.get(), bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return diskError(at(m_name), put < 0 ? errno : EIO);
        done += put;
    }
    if (auto synced = sync(file.get(), at(m_name)); !synced)
        return synced;
    if (!file.closeNow())
        return diskError(at(m_name), errno);
    return {};
}

Result<void> Publisher::writeTemporary()
{
    m_temporary = true;
    if (m_plan.form == BundleForm::Zip) {
        if (auto told = step(u"writing "_s + m_name); !told)
            return told;
        return writeFile(m_folder, temporaryName(), m_plan.files.front().bytes);
    }
    const QByteArray folderName = QFile::encodeName(temporaryName());
    if (::mkdirat(m_folder.get(), folderName.constData(), kFolderMode) != 0)
        return diskError(at(m_name), errno);
    const Descriptor folder(::openat(m_folder.get(), folderName.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen())
        return diskError(at(m_name), errno);
    for (const BundleFile& file : m_plan.files) {
        if (auto told = step(u"writing "_s + file.name); !told)
            return told;
        if (auto written = writeFile(folder, file.name, file.bytes); !written)
            return written;
    }
    if (auto told = step(u"syncing the bundle"_s); !told)
        return told;
    return sync(folder.get(), at(m_name));
}

Result<void> Publisher::moveIntoPlace()
{
    if (auto told = step(u"moving the bundle into place"_s); !told)
        return told;
    const QByteArray from = QFile::encodeName(temporaryName());
    const QByteArray to = QFile::encodeName(m_name);
    int moved = ::renameat2(m_folder.get(), from.constData(), m_folder.get(), to.constData(), RENAME_NOREPLACE);
    // Not every file system can promise not to replace; under the lock the name is known to be free.
    if (moved != 0 && (errno == EINVAL || errno == ENOSYS))
        moved = ::renameat(m_folder.get(), from.constData(), m_folder.get(), to.constData());
    if (moved != 0)
        return diskError(at(m_name), errno);
    m_temporary = false;
    m_inPlace = true;
    return sync(m_folder.get(), m_plan.outDir);
}

Result<void> Publisher::swapLatest()
{
    if (auto told = step(u"pointing %1 at the bundle"_s.arg(latestName())); !told)
        return told;
    const QByteArray link = QFile::encodeName(kPartial + latestName());
    if (::symlinkat(QFile::encodeName(m_name).constData(), m_folder.get(), link.constData()) != 0)
        return diskError(at(latestName()), errno);
    if (::renameat(m_folder.get(), link.constData(), m_folder.get(), QFile::encodeName(latestName()).constData()) !=
        0) {
        const int code = errno;
        ::unlinkat(m_folder.get(), link.constData(), 0);
        return diskError(at(latestName()), code);
    }
    // Readers may have seen the new bundle: from here on it stays, even should the sync fail.
    m_kept = true;
    return sync(m_folder.get(), m_plan.outDir);
}

void Publisher::undo()
{
    if (m_kept)
        return;
    // Hidden first: nobody may see a published name that is only half there.
    if (m_inPlace && ::renameat(m_folder.get(), QFile::encodeName(m_name).constData(), m_folder.get(),
                                QFile::encodeName(temporaryName()).constData()) == 0)
        m_temporary = true;
    if (m_temporary)
        removeTree(at(temporaryName()));
    for (auto folder = m_madeFolders.crbegin(); folder != m_madeFolders.crend(); ++folder)
        ::rmdir(QFile::encodeName(*folder).constData());
}

Result<Published> Publisher::publish()
{
    TRY(step(u"opening the folder"_s));
    TRY(openFolder());
    TRY(step(u"waiting for other writers"_s));
    TRY(lock());
    TRY(checkLatest());
    clearLeftovers();
    const auto present = TRY(chooseName());
    if (!present) {
        TRY(writeTemporary());
        TRY(moveIntoPlace());
    }
    Published published{at(m_name), at(latestName()), false};
    // A slow writer that finishes late must not take readers back.
    if (m_latestTarget.left(kStampLength) > m_name.left(kStampLength)) {
        m_kept = true;
        return published;
    }
    if (m_latestTarget != m_name) {
        TRY(swapLatest());
    }
    m_kept = true;
    published.latestMoved = true;
    return published;
}

} // namespace

Result<Published> publishAtomically(const PublishPlan& plan, const TaskControl& control)
{
    return Publisher(plan, control).publish();
}

} // namespace factoid
