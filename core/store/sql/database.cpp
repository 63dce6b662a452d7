#include "core/store/sql/database.h"

#include "core/store/sql/sqlite_backend.h"
#include "core/store/sql/sqlite_store.h"

#include <QSqlError>
#include <QTemporaryDir>
#include <QUuid>

#include <utility>

namespace factoid {

namespace {

// However busy the writers are, the lock is free between two of them for long enough to be seen this often.
constexpr Patience kEager{std::chrono::milliseconds(60'000), true};

} // namespace

Database::Database(StoreUrl url, OpenMode mode)
    : m_url(std::move(url))
    , m_mode(mode)
    , m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    m_db = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_backend = std::make_unique<SqliteBackend>(m_db, m_url);
    m_backend->setPatience(m_patience);
}

Database::~Database()
{
    if (m_depth > 0)
        rollback();
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_connection);
}

void Database::loadDrivers()
{
    (void)QSqlDatabase::drivers();
}

Result<std::unique_ptr<Database>> Database::open(const StoreUrl& url, OpenMode mode)
{
    return SqliteStore::open(url, mode);
}

Result<std::unique_ptr<Database>> Database::blank()
{
    return SqliteStore::blank();
}

Result<bool> Database::isStore(const StoreUrl& url)
{
    return TRY(SqliteStore::versionAt(url)).has_value();
}

bool Database::isOlder(const StoreUrl& url)
{
    return SqliteStore::isOlder(url);
}

Result<void> Database::copyTo(const StoreUrl& from, const QString& path)
{
    return SqliteStore::copyTo(from, path);
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

Result<qint64> Database::changeCounter()
{
    const auto number = TRY(scalar(m_backend->changeCounter()));
    return number.value_or(0).toLongLong();
}

Result<QSqlQuery> Database::prepare(const QString& sql)
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(m_backend->translate(query.lastError()));
    return query;
}

Result<void> Database::execute(QSqlQuery& query)
{
    ++m_statements;
    if (!query.exec())
        return std::unexpected(m_backend->translate(query.lastError()));
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
    const Patience before = m_patience;
    setPatience({std::chrono::milliseconds(0), before.eager});
    auto ran = run(sql, values);
    setPatience(before);
    if (!ran && ran.error().kind == ErrorKind::StoreBusy)
        return false;
    if (!ran)
        return std::unexpected(ran.error());
    return true;
}

Result<bool> Database::takesWrites()
{
    const bool began = TRY(tryRun(m_backend->beginToWrite()));
    return began ? tryRun(u"ROLLBACK"_s) : began;
}

Result<void> Database::doNotLinger()
{
    wait(std::chrono::milliseconds(0));
    return {};
}

void Database::setPatience(const Patience& patience)
{
    m_patience = patience;
    m_backend->setPatience(patience);
}

void Database::wait(std::chrono::milliseconds time)
{
    setPatience({time, false});
}

void Database::bePatient()
{
    setPatience(kEager);
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
        return std::unexpected(m_backend->translate(query.lastError()));
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

Result<void> Database::begin(Access access)
{
    if (m_depth > 0) {
        ++m_depth;
        return {};
    }
    // Two writers meet here, not half-way through their work.
    TRY(run(isReadOnly() || access == Access::Read ? u"BEGIN"_s : m_backend->beginToWrite()));
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

} // namespace factoid
