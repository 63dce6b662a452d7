#include "core/store/sql/sqlite_image.h"

#include "core/store/sql/sqlite_dialect.h"

#include <QFile>

#include <cstring>
#include <memory>
#include <sqlite3.h>

namespace factoid {

namespace {

constexpr int kBusyMs = 2'000;
// Bytes 18 and 19 of the header say “write-ahead log” (2), which a database in memory cannot have, or not (1).
constexpr qsizetype kFormatBytes = 18;
constexpr char kWithoutLog = 1;

struct CloseImage {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};

std::unexpected<Error> errorOf(sqlite3* connection, int code, const QString& path)
{
    return std::unexpected(sqlite::translate(code, QString::fromUtf8(sqlite3_errmsg(connection)), path));
}

} // namespace

Result<QByteArray> storeImage(const QString& path)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, CloseImage> connection(opened);
    if (code != SQLITE_OK)
        return errorOf(opened, code, path);
    sqlite3_busy_timeout(opened, kBusyMs);
    // Alone with the store, SQLite keeps the log's index in memory.
    const int alone = sqlite3_exec(opened, "PRAGMA locking_mode = EXCLUSIVE; BEGIN; SELECT COUNT(*) FROM sqlite_schema",
                                   nullptr, nullptr, nullptr);
    if (alone != SQLITE_OK)
        return errorOf(opened, sqlite3_extended_errcode(opened), path);
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> bytes(sqlite3_serialize(opened, "main", &size, 0),
                                                                sqlite3_free);
    sqlite3_exec(opened, "ROLLBACK", nullptr, nullptr, nullptr);
    if (!bytes || size <= kFormatBytes + 1)
        return errorOf(opened, sqlite3_extended_errcode(opened), path);
    QByteArray image(reinterpret_cast<const char*>(bytes.get()), static_cast<qsizetype>(size));
    image[kFormatBytes] = kWithoutLog;
    image[kFormatBytes + 1] = kWithoutLog;
    return image;
}

Result<void> openImage(sqlite3* handle, const QByteArray& image, const QString& path)
{
    const auto size = static_cast<sqlite3_uint64>(image.size());
    auto* copy = static_cast<unsigned char*>(handle ? sqlite3_malloc64(size) : nullptr);
    if (!copy)
        return fail(ErrorKind::Store, Message("store.too_large_for_memory").arg(path));
    std::memcpy(copy, image.constData(), size);
    // SQLite frees the copy, also when it fails.
    const int code =
        sqlite3_deserialize(handle, "main", copy, static_cast<sqlite3_int64>(size), static_cast<sqlite3_int64>(size),
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
    if (code != SQLITE_OK)
        return errorOf(handle, code, path);
    return {};
}

} // namespace factoid
