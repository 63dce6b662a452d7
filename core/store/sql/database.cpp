#include "core/store/sql/database.h"

#include "core/base/log.h"
#include "core/base/plain_file.h"
#include "core/base/process_life.h"
#include "core/store/sql/dialect.h"
#include "core/store/sql/store_image.h"
#include "core/store/sql/strict_tables.h"
#include "core/store/sql/working_copy.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>
#include <QUrl>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace factoid {

namespace {

constexpr std::chrono::milliseconds kWait{5'000};
// However busy the writers are, the lock is free between two of them for long enough to be seen this often.
constexpr std::chrono::milliseconds kPatience{60'000};
constexpr int kPatientPauseMs = 1;
constexpr int kMostPauseMs = 20;
constexpr int kPrimaryCode = 0xff; // of an extended result code
constexpr int kPragmaTries = 100;
constexpr unsigned long kPragmaPauseMs = 20;

QString standardPath()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).filePath(u"store.db"_s);
}

bool logIsEmpty(const QString& path)
{
    return QFileInfo(path + u"-wal"_s).size() == 0;
}

bool folderIsUnwritable(const QString& path)
{
    return !QFileInfo(QFileInfo(path).absolutePath()).isWritable();
}

// The system's errno for a new file in the store's folder; 0: one can be made. Nothing is left of it.
int errnoOfNewFile(const QString& path)
{
    const int handle =
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (handle < 0)
        return errno;
    ::close(handle);
    return 0;
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

Result<StoreUrl> StoreUrl::parse(const QString& url)
{
    const qsizetype colon = url.indexOf(QLatin1Char(':'));
    const QString scheme = colon > 0 ? url.left(colon) : u"sqlite"_s;
    if (scheme != "sqlite"_L1) {
        return fail(ErrorKind::Usage,
                    u"“%1” is not a store that this version can open; write sqlite:PATH"_s.arg(scheme));
    }
    const QString path = colon > 0 ? url.mid(colon + 1) : url;
    if (path.isEmpty())
        return fail(ErrorKind::Usage, u"the store needs a path: sqlite:PATH"_s);
    return StoreUrl{QFileInfo(path).absoluteFilePath()};
}

StoreUrl StoreUrl::standard()
{
    return {standardPath()};
}

QString StoreUrl::toString() const
{
    return u"sqlite:"_s + path;
}

Database::Database(StoreUrl url, OpenMode mode)
    : m_url(std::move(url))
    , m_mode(mode)
    , m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_wait(kWait)
{
    m_db = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
}

Database::~Database()
{
    if (m_depth > 0)
        rollback();
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const StoreUrl& url, OpenMode mode)
{
    const QFileInfo info(url.path);
    if (const QString kind = otherThanFile(url.path); !kind.isEmpty())
        return fail(ErrorKind::Store, u"%1 is %2, not a store; name a file"_s.arg(url.path, kind));
    const bool exists = info.exists() && info.size() > 0;
    if (!exists) {
        const bool standard = url.path == standardPath();
        if (standard && mode == OpenMode::ReadWrite)
            (void)makePrivateFolder(info.absolutePath());
        if (!standard && !info.dir().exists())
            return fail(ErrorKind::Store,
                        u"the folder %1 does not exist; create it, or name another store"_s.arg(info.absolutePath()));
    }

    if (mode == OpenMode::DryRun && exists && (!mayBeWritten(url.path) || isOlder(url)))
        return openCopy(url);

    // Nobody else on this machine reads the figures, or holds up writers by a lock. A store that is there keeps what it
    // allows; why none can be made, opening it says.
    if (!exists && mode == OpenMode::ReadWrite)
        (void)makePrivateFile(url.path);

    std::unique_ptr<Database> made(new Database(url, mode));
    made->m_inMemory = !exists && mode != OpenMode::ReadWrite;
    auto ready = made->connect(made->m_inMemory ? u":memory:"_s : url.path, {});
    if (ready)
        ready = made->prepareSchema(exists);
    if (!ready && mode == OpenMode::ReadOnly && exists) {
        // Reading needs no writing, but connections share the write-ahead log by a small file beside the store. Where
        // that cannot be made, as the folder may not be written or the disk is full, the store is read without it.
        const bool unwritable = ready.error().kind == ErrorKind::Store && folderIsUnwritable(url.path);
        auto* handle = static_cast<sqlite3*>(made->sqliteHandle());
        const bool notMade = handle && (sqlite3_errcode(handle) & kPrimaryCode) == SQLITE_CANTOPEN;
        const bool full = !unwritable && (ready.error().kind == ErrorKind::DiskFull || notMade);
        if (full || unwritable)
            made->m_db.close();
        if ((full || unwritable) && logIsEmpty(url.path)) {
            // No log waits to be read: the file is all there is.
            ready = made->connect(immutableUri(url.path), kImmutable);
            if (ready)
                ready = made->prepareSchema(exists);
        } else if (full) {
            if (const auto image = storeImage(url.path)) {
                ready = made->connect(u":memory:"_s, {});
                if (ready)
                    ready = openImage(made->sqliteHandle(), *image, url.path);
                if (ready)
                    ready = made->prepareSchema(exists);
            }
        }
        // What is read so is of this moment, and no more kept than an empty store in memory.
        made->m_inMemory = full && ready.has_value();
    }
    if (!ready)
        return std::unexpected(ready.error());
    return made;
}

Result<std::unique_ptr<Database>> Database::blank()
{
    return blank(dialect::kSchemaVersion);
}

Result<std::unique_ptr<Database>> Database::blank(int version)
{
    std::unique_ptr<Database> made(new Database({u":memory:"_s}, OpenMode::ReadWrite));
    made->m_inMemory = true;
    TRY(made->connect(u":memory:"_s, {}));
    TRY(made->migrateTo(version, 0));
    return made;
}

Result<std::optional<int>> Database::versionAt(const StoreUrl& url)
{
    if (QFileInfo(url.path).size() == 0)
        return std::nullopt;
    Database looking(url, OpenMode::ReadOnly);
    TRY(looking.connect(url.path, {}));
    const auto numberOf = [&](const QString& pragma) -> Result<std::optional<int>> {
        const auto value = looking.scalar(pragma);
        if (value)
            return value->value_or(0).toInt();
        // That it is no database is an answer; a disk that fails, or a file that may not be read, is none.
        auto* handle = static_cast<sqlite3*>(looking.sqliteHandle());
        if (handle && (sqlite3_errcode(handle) & kPrimaryCode) == SQLITE_NOTADB)
            return std::nullopt;
        return std::unexpected(value.error());
    };
    const auto mark = TRY(numberOf(u"PRAGMA application_id"_s));
    const auto version = TRY(numberOf(u"PRAGMA user_version"_s));
    return mark == dialect::kApplicationId ? version : std::nullopt;
}

Result<bool> Database::isStore(const StoreUrl& url)
{
    return TRY(versionAt(url)).has_value();
}

bool Database::isOlder(const StoreUrl& url)
{
    const auto version = versionAt(url);
    return version && version->value_or(dialect::kSchemaVersion) < dialect::kSchemaVersion;
}

Result<void> Database::copyTo(const StoreUrl& from, const QString& path)
{
    Database original(from, OpenMode::ReadOnly);
    const bool quiet = folderIsUnwritable(from.path) && logIsEmpty(from.path);
    const QString name = quiet ? immutableUri(from.path) : from.path;
    if (auto connected = original.connect(name, quiet ? kImmutable : QString()); !connected)
        return connected;
    auto copied = original.run(u"VACUUM INTO ?"_s, {path});
    return copied ? Result<void>() : std::unexpected(copied.error());
}

Result<std::unique_ptr<Database>> Database::openCopy(const StoreUrl& url)
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

Result<void> Database::connect(const QString& name, const QString& options)
{
    m_db.setDatabaseName(name);
    m_db.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(kWait.count()) + options);
    if (!m_db.open())
        return std::unexpected(translate(m_db.lastError()));
    if (auto* handle = static_cast<sqlite3*>(sqliteHandle()))
        sqlite3_busy_handler(handle, waitForTurn, this);
    return {};
}

Result<void> Database::prepareSchema(bool exists)
{
    // Looked at before anything is set: a store made by a newer version stays as it is. In one statement, so
    // that a store which another process is making at this moment is seen before or after, not in between.
    int found = 0;
    int mark = 0;
    int tables = 0;
    auto looked = each(
        u"SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),"
        " (SELECT COUNT(*) FROM sqlite_schema)"_s,
        {}, [&](const QSqlQuery& row) {
            found = row.value(0).toInt();
            mark = row.value(1).toInt();
            tables = row.value(2).toInt();
        });
    if (!looked)
        return looked;
    if (exists && mark != dialect::kApplicationId) {
        if (mark != 0 || found != 0 || tables != 0)
            return fail(ErrorKind::Store, u"%1 is not a Factoid Desk store"_s.arg(m_url.path));
        return prepareNew();
    }
    if (found > dialect::kSchemaVersion) {
        return fail(
            ErrorKind::StoreTooNew,
            u"the store %1 was made by a newer version of Factoid Desk (its schema is %2, this program knows %3); nothing was changed"_s
                .arg(m_url.path)
                .arg(found)
                .arg(dialect::kSchemaVersion));
    }
    const bool migrate = found < dialect::kSchemaVersion;
    if (migrate && exists && m_mode != OpenMode::ReadWrite)
        return fail(ErrorKind::Store,
                    u"the store %1 is of an older version; run any command that writes to bring it up to date"_s.arg(
                        m_url.path));
    const bool queryOnly = isReadOnly() && !m_inMemory;
    if (auto set = setPragmas(queryOnly); !set)
        return set;
    if (!migrate)
        return {};
    if (exists) {
        if (auto copied = backupBeforeMigration(found); !copied)
            return copied;
    }
    return migrateFrom(found);
}

// PATH.before-vN. Others may be migrating the same store at this moment, so the copy gets its name only while
// the store is still of the older version.
Result<void> Database::backupBeforeMigration(int found)
{
    const QString backup = u"%1.before-v%2"_s.arg(m_url.path).arg(dialect::kSchemaVersion);
    const auto kept = [&]() -> Result<void> {
        auto copy = TRY(WorkingCopy::beside(backup));
        TRY(run(u"VACUUM INTO ?"_s, {copy->path()}));
        const auto now = TRY(scalar(u"PRAGMA user_version"_s));
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

Result<void> Database::setPragmas(bool queryOnly)
{
    for (const QString& pragma : dialect::connectionPragmas(queryOnly)) {
        auto set = run(pragma);
        // Turning on the write-ahead log does not wait for others who do the same: try again.
        for (int attempt = 0; attempt < kPragmaTries && !set && set.error().kind == ErrorKind::StoreBusy; ++attempt) {
            QThread::msleep(kPragmaPauseMs);
            set = run(pragma);
        }
        if (!set)
            return std::unexpected(set.error());
    }
    return {};
}

Result<void> Database::prepareNew()
{
    if (m_mode != OpenMode::ReadWrite) {
        // Nothing is in it yet, and a reader makes nothing of it: an empty store in memory answers the same.
        m_db.close();
        m_inMemory = true;
        if (auto connected = connect(u":memory:"_s, {}); !connected)
            return connected;
    }
    if (auto set = setPragmas(false); !set)
        return set;
    return migrateFrom(0);
}

Result<void> Database::migrateFrom(int found)
{
    return migrateTo(dialect::kSchemaVersion, found);
}

Result<void> Database::migrateTo(int version, int found)
{
    qint64 odd = 0;
    // The copies that tables are made anew from; a store that is new has nothing to move.
    std::unique_ptr<Database> model;
    if (found > 0 && found < kStrictVersion && version >= kStrictVersion) {
        auto made = TRY(blank(kStrictVersion));
        model = std::move(made);
    }
    m_migrating = true;
    auto done = transaction<bool>([&]() -> Result<bool> {
        // Another process may have migrated between our look and our lock.
        const auto now = TRY(scalar(u"PRAGMA user_version"_s));
        if (now.value_or(0).toInt() != found)
            return true;
        for (int step = found + 1; step <= version; ++step) {
            for (const QString& statement : dialect::migration(step)) {
                TRY(run(found == 0 && step <= kStrictVersion ? strictly(statement) : statement));
            }
            if (step != kStrictVersion || !model)
                continue;
            const auto moved = TRY(makeTablesStrict(*this, *model));
            odd = moved;
        }
        TRY(run(u"PRAGMA user_version = %1"_s.arg(version)));
        TRY(run(u"PRAGMA application_id = %1"_s.arg(dialect::kApplicationId)));
        return true;
    });
    m_migrating = false;
    if (!done)
        return std::unexpected(done.error());
    if (odd > 0)
        qCWarning(logStore, "%lld rows of the older store did not fit and were laid aside; doctor names them",
                  static_cast<long long>(odd));
    return {};
}

void Database::bind(QSqlQuery& query, const QVariantList& values)
{
    static const QVariant empty{u""_s};
    for (int i = 0; i < values.size(); ++i) {
        const QVariant& value = values[i];
        // A QVariant of a null QString is not itself null.
        const bool nullText =
            value.typeId() == QMetaType::QString && static_cast<const QString*>(value.constData())->isNull();
        query.bindValue(i, nullText ? empty : value);
    }
}

Result<QSqlQuery> Database::prepare(const QString& sql)
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(translate(query.lastError()));
    return query;
}

Result<void> Database::execute(QSqlQuery& query)
{
    ++m_statements;
    if (!query.exec())
        return std::unexpected(translate(query.lastError()));
    return {};
}

Result<qint64> Database::run(const QString& sql, const QVariantList& values)
{
    auto query = TRY(prepare(sql));
    bind(query, values);
    TRY(execute(query));
    m_lastInsertId = query.lastInsertId().toLongLong();
    return query.numRowsAffected();
}

Result<bool> Database::tryRun(const QString& sql, const QVariantList& values)
{
    const auto before = std::exchange(m_wait, std::chrono::milliseconds(0));
    auto ran = run(sql, values);
    m_wait = before;
    if (!ran && ran.error().kind == ErrorKind::StoreBusy)
        return false;
    if (!ran)
        return std::unexpected(ran.error());
    return true;
}

Result<void> Database::doNotLinger()
{
    wait(std::chrono::milliseconds(0));
    return {};
}

void Database::wait(std::chrono::milliseconds time)
{
    m_wait = time;
    m_patient = false;
}

void Database::bePatient()
{
    m_wait = kPatience;
    m_patient = true;
}

int Database::waitForTurn(void* database, int asked)
{
    auto* self = static_cast<Database*>(database);
    const auto now = std::chrono::steady_clock::now();
    if (asked == 0)
        self->m_waitingSince = now;
    if (now - self->m_waitingSince >= self->m_wait)
        return 0;
    QThread::msleep(static_cast<unsigned long>(self->m_patient ? kPatientPauseMs : std::min(1 + asked, kMostPauseMs)));
    return 1;
}

Result<void> Database::each(const QString& sql, const QVariantList& values,
                            const std::function<void(const QSqlQuery&)>& row)
{
    auto query = TRY(prepare(sql));
    bind(query, values);
    if (auto ran = execute(query); !ran)
        return ran;
    while (query.next())
        row(query);
    if (query.lastError().isValid())
        return std::unexpected(translate(query.lastError()));
    return {};
}

Result<std::optional<QVariant>> Database::scalar(const QString& sql, const QVariantList& values)
{
    std::optional<QVariant> found;
    auto read = each(sql, values, [&](const QSqlQuery& row) {
        if (!found)
            found = row.value(0);
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

void* Database::sqliteHandle() const
{
    const QVariant handle = m_db.driver()->handle();
    // The type's name is the driver's promise that this is a sqlite3*.
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return nullptr;
    return *static_cast<void* const*>(handle.constData());
}

Result<void> Database::begin(Access access)
{
    if (m_depth > 0) {
        ++m_depth;
        return {};
    }
    // IMMEDIATE: two writers meet here, not half-way through their work.
    TRY(run(isReadOnly() || access == Access::Read ? u"BEGIN"_s : u"BEGIN IMMEDIATE"_s));
    ++m_depth;
    return {};
}

Result<void> Database::commit()
{
    if (--m_depth > 0)
        return {};
    // A dry run did all the work to see what would come of it; a migration in memory has nothing to spare.
    const bool discard = isDryRun() && !m_migrating;
    if (auto ran = run(discard ? u"ROLLBACK"_s : u"COMMIT"_s); !ran) {
        (void)run(u"ROLLBACK"_s);
        return std::unexpected(ran.error());
    }
    return {};
}

void Database::rollback()
{
    // Inner failures travel outwards as errors, and the outermost transaction undoes everything.
    if (--m_depth > 0)
        return;
    (void)run(u"ROLLBACK"_s);
}

Error Database::translate(const QSqlError& error) const
{
    auto* handle = static_cast<sqlite3*>(sqliteHandle());
    int systemError = handle ? sqlite3_system_errno(handle) : 0;
    // Where a file cannot be made, SQLite looks whether one can at least be read, and what it knows then is not why.
    if ((error.nativeErrorCode().toInt() & kPrimaryCode) == SQLITE_CANTOPEN)
        systemError = errnoOfNewFile(m_url.path);
    return dialect::translate(error, m_url.path, systemError);
}

} // namespace factoid
