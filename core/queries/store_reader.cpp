#include "core/queries/store_reader.h"

#include "core/store/operations/settings_store.h"

#include <QFile>

#include <sys/stat.h>

namespace factoid {

namespace {

// Two, so that a quick question need not wait for a slow one.
constexpr int kReaders = 2;
constexpr int kNeverExpire = -1;
constexpr int kVersionBits = 40;

struct FileIdentity {
    quint64 device = 0, inode = 0;
};

// A restored or replaced store is another file at the same path.
FileIdentity identityOf(const QString& path)
{
    struct stat found = {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    return {static_cast<quint64>(found.st_dev), static_cast<quint64>(found.st_ino)};
}

} // namespace

StoreReader::StoreReader(StoreUrl store, const Clock& clock, QJsonObject config)
    : m_store(std::move(store))
    , m_presence(m_store)
    , m_clock(clock)
    , m_config(std::move(config))
{
    m_pool.setMaxThreadCount(kReaders);
    m_pool.setExpiryTimeout(kNeverExpire);
    m_watchPool.setMaxThreadCount(1);
    m_watchPool.setExpiryTimeout(kNeverExpire);
}

StoreReader::~StoreReader()
{
    m_closing.request();
    m_pool.waitForDone();
    m_watchPool.waitForDone();
}

Result<StoreReader::Kept*> StoreReader::kept(KeptStorage& storage)
{
    if (!storage.hasLocalData())
        storage.setLocalData(std::make_shared<Kept>());
    Kept& mine = *storage.localData();
    if (auto there = m_presence.look(); !there) {
        mine.db.reset(); // of a file that nobody else will see again
        return std::unexpected(there.error());
    }
    const FileIdentity now = identityOf(m_store.path);
    // A stand-in is not kept: the file may have been there already, just without a schema yet.
    if (mine.db && !mine.db->isStandIn() && mine.device == now.device && mine.inode == now.inode)
        return &mine;
    mine.db.reset();
    auto opened = TRY(Database::open(m_store, OpenMode::ReadOnly));
    mine.db = std::move(opened);
    mine.device = now.device;
    mine.inode = now.inode;
    if (!mine.db->isStandIn())
        ++mine.generation;
    return &mine;
}

Result<QueryContext> StoreReader::contextOf(KeptStorage& storage)
{
    const auto mine = TRY(kept(storage));
    Database& db = *mine->db;
    auto settings = TRY(SettingsStore(db).load());
    TRY(applyConfig(settings, m_config));
    return QueryContext{db, m_clock, settings};
}

QFuture<Result<qint64>> StoreReader::version()
{
    return QtConcurrent::run(&m_watchPool, [this]() -> Result<qint64> {
        if (m_closing.requested())
            return CancelToken::error();
        const auto mine = TRY(kept(m_watching));
        if (mine->db->isStandIn())
            return 0;
        return (mine->generation << kVersionBits) + TRY(mine->db->changeCounter());
    });
}

} // namespace factoid
