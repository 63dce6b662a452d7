#include "core/store/sql/sqlite_store.h"

#include "core/base/log.h"
#include "core/base/plain_file.h"
#include "core/store/sql/sqlite_backend.h"
#include "core/store/sql/sqlite_dialect.h"
#include "core/store/sql/sqlite_image.h"
#include "core/store/sql/sqlite_strict_tables.h"
#include "core/store/sql/working_copy.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QTemporaryDir>
#include <QThread>
#include <QUrl>

#include <sqlite3.h>

namespace factoid {

namespace {

constexpr int kPragmaTries = 100;
constexpr unsigned long kPragmaPauseMs = 20;
const QString kInMemory = u":memory:"_s;

bool logIsEmpty(const QString& path)
{
    return QFileInfo(path + u"-wal"_s).size() == 0;
}

bool folderIsUnwritable(const QString& path)
{
    return !QFileInfo(QFileInfo(path).absolutePath()).isWritable();
}

const QString kImmutable = u";QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY"_s;

QString immutableUri(const QString& path)
{
    return u"file:%1?immutable=1"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(path, "/")));
}

bool mayBeWritten(const QString& path)
{
    return QFileInfo(path).isWritable() && QFileInfo(QFileInfo(path).absolutePath()).isWritable();
}

} // namespace

SqliteBackend& SqliteStore::backend() const
{
    return static_cast<SqliteBackend&>(*m_db.m_backend);
}

Result<std::unique_ptr<Database>> SqliteStore::open(const StoreUrl& url, OpenMode mode)
{
    const QFileInfo info(url.path);
    if (const QString kind = otherThanFile(url.path); !kind.isEmpty())
        return fail(ErrorKind::Store, Message("store.not_a_file").arg(url.path).arg(kind));
    const bool exists = info.exists() && info.size() > 0;
    const bool standard = url.path == StoreUrl::standard().path;
    if (standard && !StoreUrl::hasStandard())
        return fail(ErrorKind::Store, Message("store.no_home"));
    if (!exists) {
        if (standard && mode == OpenMode::ReadWrite)
            (void)makePrivateFolder(info.absolutePath());
        if (!standard && !info.dir().exists())
            return fail(ErrorKind::Store, Message("store.no_folder").arg(info.absolutePath()));
    }

    if (mode == OpenMode::DryRun && exists && (!mayBeWritten(url.path) || isOlder(url)))
        return openCopy(url);

    // Nobody else on this machine reads the figures, or holds up writers by a lock. A store that is there keeps what it
    // allows; why none can be made, opening it says.
    if (!exists && mode == OpenMode::ReadWrite)
        (void)makePrivateFile(url.path);

    std::unique_ptr<Database> made(new Database(url, mode));
    made->m_inMemory = !exists && mode != OpenMode::ReadWrite;
    SqliteStore store(*made);
    auto ready = store.connect(made->m_inMemory ? kInMemory : url.path);
    if (ready)
        ready = store.prepareSchema(exists);
    if (!ready && mode == OpenMode::ReadOnly && exists)
        ready = store.readUnwritable(ready.error());
    if (!ready)
        return std::unexpected(ready.error());
    return made;
}

// Reading needs no writing, but connections share the write-ahead log by a small file beside the store. Where that
// cannot be made, as the folder may not be written or the disk is full, the store is read without it.
Result<void> SqliteStore::readUnwritable(Error why)
{
    const QString& path = m_db.m_url.path;
    const bool unwritable = why.kind == ErrorKind::Store && folderIsUnwritable(path);
    const bool notMade = backend().lastCode() == SQLITE_CANTOPEN;
    const bool full = !unwritable && (why.kind == ErrorKind::DiskFull || notMade);
    Result<void> ready = std::unexpected(std::move(why));
    if (full || unwritable)
        m_db.m_db.close();
    if ((full || unwritable) && logIsEmpty(path)) {
        // No log waits to be read: the file is all there is.
        ready = connect(immutableUri(path), kImmutable);
        if (ready)
            ready = prepareSchema(true);
    } else if (full) {
        if (const auto image = storeImage(path)) {
            ready = connect(kInMemory);
            if (ready)
                ready = openImage(backend().handle(), *image, path);
            if (ready)
                ready = prepareSchema(true);
        }
    }
    // What is read so is of this moment, and no more kept than an empty store in memory.
    m_db.m_inMemory = full && ready.has_value();
    return ready;
}

Result<std::unique_ptr<Database>> SqliteStore::blank()
{
    return blank(sqlite::kSchemaVersion);
}

Result<std::unique_ptr<Database>> SqliteStore::blank(int version)
{
    std::unique_ptr<Database> made(new Database({kInMemory}, OpenMode::ReadWrite));
    made->m_inMemory = true;
    SqliteStore store(*made);
    TRY(store.connect(kInMemory));
    TRY(store.migrateTo(version, 0));
    return made;
}

Result<std::optional<int>> SqliteStore::versionAt(const StoreUrl& url)
{
    if (QFileInfo(url.path).size() == 0)
        return std::nullopt;
    Database looking(url, OpenMode::ReadOnly);
    SqliteStore store(looking);
    TRY(store.connect(url.path));
    const auto numberOf = [&](const QString& pragma) -> Result<std::optional<int>> {
        const auto value = looking.scalar(pragma);
        if (value)
            return value->value_or(0).toInt();
        // That it is no database is an answer; a disk that fails, or a file that may not be read, is none.
        if (store.backend().lastCode() == SQLITE_NOTADB)
            return std::nullopt;
        return std::unexpected(value.error());
    };
    const auto mark = TRY(numberOf(u"PRAGMA application_id"_s));
    const auto version = TRY(numberOf(u"PRAGMA user_version"_s));
    return mark == sqlite::kApplicationId ? version : std::nullopt;
}

bool SqliteStore::isOlder(const StoreUrl& url)
{
    const auto version = versionAt(url);
    return version && version->value_or(sqlite::kSchemaVersion) < sqlite::kSchemaVersion;
}

Result<void> SqliteStore::copyTo(const StoreUrl& from, const QString& path)
{
    Database original(from, OpenMode::ReadOnly);
    const bool quiet = folderIsUnwritable(from.path) && logIsEmpty(from.path);
    const QString name = quiet ? immutableUri(from.path) : from.path;
    TRY(SqliteStore(original).connect(name, quiet ? kImmutable : QString()));
    TRY(original.run(u"VACUUM INTO ?"_s, {path}));
    return {};
}

Result<std::unique_ptr<Database>> SqliteStore::openCopy(const StoreUrl& url)
{
    auto folder = std::make_unique<QTemporaryDir>();
    const QString path = folder->filePath(u"store.db"_s);
    TRY(copyTo(url, path));
    if (isOlder({path})) {
        TRY(open({path}, OpenMode::ReadWrite));
    }
    auto made = open({path}, OpenMode::DryRun);
    if (made) {
        (*made)->m_folder = std::move(folder);
        (*made)->m_url = url; // what errors and paths speak of
    }
    return made;
}

Result<void> SqliteStore::connect(const QString& name, const QString& options)
{
    QSqlDatabase& connection = m_db.m_db;
    connection.setDatabaseName(name);
    connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(Patience().time.count()) + options);
    if (!connection.open())
        return std::unexpected(backend().translate(connection.lastError()));
    backend().connected();
    return {};
}

Result<void> SqliteStore::prepareSchema(bool exists)
{
    // Looked at before anything is set: a store made by a newer version stays as it is. In one statement, so
    // that a store which another process is making at this moment is seen before or after, not in between.
    int found = 0;
    int mark = 0;
    int tables = 0;
    TRY(m_db.each(
        u"SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),"
        " (SELECT COUNT(*) FROM sqlite_schema)"_s,
        {}, [&](const QSqlQuery& row) {
            found = row.value(0).toInt();
            mark = row.value(1).toInt();
            tables = row.value(2).toInt();
        }));
    const QString& path = m_db.m_url.path;
    if (exists && mark != sqlite::kApplicationId) {
        if (mark != 0 || found != 0 || tables != 0)
            return fail(ErrorKind::StoreDamaged, Message("store.of_another_program").arg(path));
        return prepareNew();
    }
    if (found > sqlite::kSchemaVersion) {
        return fail(ErrorKind::StoreTooNew, Message("store.too_new").arg(path).arg(found).arg(sqlite::kSchemaVersion));
    }
    const bool migrate = found < sqlite::kSchemaVersion;
    if (migrate && exists && m_db.m_mode != OpenMode::ReadWrite)
        return fail(ErrorKind::Store, Message("store.too_old").arg(path));
    TRY(setPragmas(m_db.isReadOnly() && !m_db.m_inMemory));
    if (!migrate)
        return {};
    if (exists) {
        TRY(backupBeforeMigration(found));
    }
    return migrateTo(sqlite::kSchemaVersion, found);
}

// PATH.before-vN. Others may be migrating the same store at this moment, so the copy gets its name only while
// the store is still of the older version.
Result<void> SqliteStore::backupBeforeMigration(int found)
{
    const QString backup = u"%1.before-v%2"_s.arg(m_db.m_url.path).arg(sqlite::kSchemaVersion);
    const auto kept = [&]() -> Result<void> {
        auto copy = TRY(WorkingCopy::beside(backup));
        TRY(m_db.run(u"VACUUM INTO ?"_s, {copy->path()}));
        const auto now = TRY(m_db.scalar(u"PRAGMA user_version"_s));
        return now.value_or(0).toInt() == found ? copy->takeName(backup) : Result<void>();
    }();
    if (kept)
        return {};
    Error error = kept.error();
    error.message =
        u"the store is of an older version, and no copy of it can be kept as %1; nothing was changed (%2)"_s.arg(
            backup, error.message);
    return std::unexpected(error);
}

Result<void> SqliteStore::setPragmas(bool queryOnly)
{
    for (const QString& pragma : sqlite::connectionPragmas(queryOnly)) {
        auto set = m_db.run(pragma);
        // Turning on the write-ahead log does not wait for others who do the same: try again.
        for (int attempt = 0; attempt < kPragmaTries && !set && set.error().kind == ErrorKind::StoreBusy; ++attempt) {
            QThread::msleep(kPragmaPauseMs);
            set = m_db.run(pragma);
        }
        if (!set)
            return std::unexpected(set.error());
    }
    return {};
}

Result<void> SqliteStore::prepareNew()
{
    if (m_db.m_mode != OpenMode::ReadWrite) {
        // Nothing is in it yet, and a reader makes nothing of it: an empty store in memory answers the same.
        m_db.m_db.close();
        m_db.m_inMemory = true;
        TRY(connect(kInMemory));
    }
    TRY(setPragmas(false));
    return migrateTo(sqlite::kSchemaVersion, 0);
}

Result<void> SqliteStore::migrateTo(int version, int found)
{
    qint64 odd = 0;
    // The copies that tables are made anew from; a store that is new has nothing to move.
    std::unique_ptr<Database> model;
    if (found > 0 && found < kStrictVersion && version >= kStrictVersion)
        model = TRY(blank(kStrictVersion));
    m_db.m_migrating = true;
    auto done = m_db.transaction<bool>([&]() -> Result<bool> {
        // Another process may have migrated between our look and our lock.
        const auto now = TRY(m_db.scalar(u"PRAGMA user_version"_s));
        if (now.value_or(0).toInt() != found)
            return true;
        for (int step = found + 1; step <= version; ++step) {
            for (const QString& statement : sqlite::migration(step)) {
                TRY(m_db.run(found == 0 && step <= kStrictVersion ? strictly(statement) : statement));
            }
            if (step != kStrictVersion || !model)
                continue;
            odd = TRY(makeTablesStrict(m_db, *model));
        }
        TRY(m_db.run(u"PRAGMA user_version = %1"_s.arg(version)));
        TRY(m_db.run(u"PRAGMA application_id = %1"_s.arg(sqlite::kApplicationId)));
        return true;
    });
    m_db.m_migrating = false;
    if (!done)
        return std::unexpected(done.error());
    if (odd > 0)
        qCWarning(logStore, "%lld rows of the older store did not fit and were set aside; doctor names them",
                  static_cast<long long>(odd));
    return {};
}

} // namespace factoid
