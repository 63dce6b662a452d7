#include "core/store/site/bundle_store.h"

#include "core/store/sql/time_text.h"

namespace factoid {

Result<void> BundleStore::note(const QDateTime& at, const QString& path, const QByteArray& dataHash,
                               const QByteArray& manifestSha256, int factoids)
{
    TRY(m_db.run(
        u"INSERT INTO bundles(exported_at, path, data_hash, manifest_sha256, factoids) VALUES(?, ?, ?, ?, ?)"_s,
        {timeText(at), path, QString::fromLatin1(dataHash), QString::fromLatin1(manifestSha256), factoids}));
    return {};
}

Result<QByteArray> BundleStore::lastManifest()
{
    const auto found = TRY(m_db.scalar(u"SELECT manifest_sha256 FROM bundles ORDER BY id DESC LIMIT 1"_s));
    return found.value_or(QString()).toString().toLatin1();
}

Result<std::vector<BundleRow>> BundleStore::newest(int limit)
{
    std::vector<BundleRow> bundles;
    TRY(m_db.each(
        u"SELECT id, exported_at, path, data_hash, manifest_sha256, factoids FROM bundles ORDER BY id DESC LIMIT ?"_s,
        {limit}, [&](const QSqlQuery& row) {
            bundles.push_back({row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(),
                               row.value(3).toString(), row.value(4).toString(), row.value(5).toInt()});
        }));
    return bundles;
}

Result<qint64> BundleStore::count()
{
    const auto found = TRY(m_db.scalar(u"SELECT COUNT(*) FROM bundles"_s));
    return found.value_or(0).toLongLong();
}

Result<std::optional<QByteArray>> BundleStore::manifestAt(const QString& path, const QString& otherPath)
{
    const auto found = TRY(m_db.scalar(
        u"SELECT manifest_sha256 FROM bundles WHERE path IN (?, ?) ORDER BY id DESC LIMIT 1"_s, {path, otherPath}));
    return found ? std::optional(found->toString().toLatin1()) : std::nullopt;
}

Result<QStringList> BundleStore::pathsByTime()
{
    QStringList paths;
    TRY(m_db.each(u"SELECT path FROM bundles ORDER BY exported_at DESC, id DESC"_s, {},
                  [&](const QSqlQuery& row) { paths << row.value(0).toString(); }));
    return paths;
}

} // namespace factoid
