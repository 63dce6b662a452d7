#include "core/publish/zip_archive.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>

#include <QBuffer>

#include <algorithm>
#include <array>
#include <memory>

namespace factoid {

namespace {

constexpr int kVersionMadeBy = (3 << 8) | 20;   // Unix, zip 2.0
constexpr uLong kRegularFile = 0100644UL << 16; // Unix mode in the external attributes
constexpr uLong kUtf8Names = 1UL << 11;
constexpr uLong kEncrypted = 1UL;
constexpr int kFirstDosYear = 1980;
constexpr int kLastDosYear = 2107;
constexpr qsizetype kChunk = 64 << 10;
constexpr uLong kLongestEntryName = 1024;

QBuffer* bufferOf(voidpf opaque)
{
    return static_cast<QBuffer*>(opaque);
}

// The archiver's file functions over a QBuffer that is handed through as the opaque pointer.
zlib_filefunc64_def bufferFunctions(QBuffer* buffer)
{
    zlib_filefunc64_def functions = {};
    functions.opaque = buffer;
    functions.zopen64_file = [](voidpf opaque, const void*, int) -> voidpf { return opaque; };
    functions.zread_file = [](voidpf opaque, voidpf, void* into, uLong size) -> uLong {
        const qint64 got = bufferOf(opaque)->read(static_cast<char*>(into), static_cast<qint64>(size));
        return got > 0 ? static_cast<uLong>(got) : 0;
    };
    functions.zwrite_file = [](voidpf opaque, voidpf, const void* from, uLong size) -> uLong {
        const qint64 put = bufferOf(opaque)->write(static_cast<const char*>(from), static_cast<qint64>(size));
        return put > 0 ? static_cast<uLong>(put) : 0;
    };
    functions.ztell64_file = [](voidpf opaque, voidpf) -> ZPOS64_T {
        return static_cast<ZPOS64_T>(bufferOf(opaque)->pos());
    };
    functions.zseek64_file = [](voidpf opaque, voidpf, ZPOS64_T offset, int origin) -> long {
        QBuffer* file = bufferOf(opaque);
        qint64 base = 0;
        if (origin == ZLIB_FILEFUNC_SEEK_CUR)
            base = file->pos();
        if (origin == ZLIB_FILEFUNC_SEEK_END)
            base = file->size();
        // An offset from a damaged archive may be anything; wrap-around must not move outside.
        const auto target = static_cast<ZPOS64_T>(base) + offset;
        if (target > static_cast<ZPOS64_T>(file->size()))
            return -1;
        return file->seek(static_cast<qint64>(target)) ? 0 : -1;
    };
    functions.zclose_file = [](voidpf, voidpf) -> int { return 0; };
    functions.zerror_file = [](voidpf, voidpf) -> int { return 0; };
    return functions;
}

uLong dosTime(const QDateTime& instant)
{
    const QDateTime utc = instant.toUTC();
    const int year = std::clamp(utc.date().year(), kFirstDosYear, kLastDosYear) - kFirstDosYear;
    const int date = (year << 9) | (utc.date().month() << 5) | utc.date().day();
    const QTime time = utc.time();
    return (static_cast<uLong>(date) << 16) |
           static_cast<uLong>((time.hour() << 11) | (time.minute() << 5) | (time.second() / 2));
}

bool addEntry(zipFile archive, const BundleFile& file, uLong stamp)
{
    zip_fileinfo info = {};
    info.dosDate = stamp;
    info.external_fa = kRegularFile;
    const QByteArray name = file.name.toUtf8();
    const int opened =
        zipOpenNewFileInZip4_64(archive, name.constData(), &info, nullptr, 0, nullptr, 0, nullptr, 0, 0, 0, -MAX_WBITS,
                                DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr, 0, kVersionMadeBy, kUtf8Names, 0);
    if (opened != ZIP_OK)
        return false;
    const bool written =
        file.bytes.isEmpty() ||
        zipWriteInFileInZip(archive, file.bytes.constData(), static_cast<unsigned>(file.bytes.size())) == ZIP_OK;
    return zipCloseFileInZip(archive) == ZIP_OK && written;
}

std::unexpected<Error> damaged(const QString& why)
{
    return fail(ErrorKind::Input, u"the archive cannot be read: "_s + why);
}

std::unexpected<Error> pastLimit(const QString& what)
{
    return fail(ErrorKind::Verification, u"the archive is refused: "_s + what);
}

struct UnzipCloser {
    void operator()(void* archive) const { unzClose(archive); }
};
using UnzipHandle = std::unique_ptr<void, UnzipCloser>;

// Reads the entry that the archive stands on; `room` is what the limits leave.
Result<BundleFile> readEntry(unzFile archive, qint64 room)
{
    unz_file_info64 info = {};
    std::array<char, kLongestEntryName + 1> name = {};
    if (unzGetCurrentFileInfo64(archive, &info, name.data(), name.size(), nullptr, 0, nullptr, 0) != UNZ_OK)
        return damaged(u"its directory is damaged"_s);
    if (info.size_filename > kLongestEntryName)
        return pastLimit(u"a name is longer than %1 bytes"_s.arg(kLongestEntryName));
    BundleFile file;
    file.name = QString::fromUtf8(name.data(), static_cast<qsizetype>(info.size_filename));
    if (info.flag & kEncrypted)
        return damaged(u"“%1” is encrypted"_s.arg(file.name));
    const auto tooBig = [&] { return pastLimit(u"“%1” unpacks past the limit"_s.arg(file.name)); };
    if (info.uncompressed_size > static_cast<ZPOS64_T>(room))
        return tooBig();
    if (unzOpenCurrentFile(archive) != UNZ_OK)
        return damaged(u"“%1” cannot be opened"_s.arg(file.name));
    QByteArray chunk(kChunk, Qt::Uninitialized);
    int got = 0;
    while ((got = unzReadCurrentFile(archive, chunk.data(), static_cast<unsigned>(chunk.size()))) > 0) {
        // The declared size is the archive's word; what comes out is counted too.
        if (file.bytes.size() + got > room) {
            unzCloseCurrentFile(archive);
            return tooBig();
        }
        file.bytes.append(chunk.constData(), got);
    }
    const bool checksumHolds = unzCloseCurrentFile(archive) == UNZ_OK;
    if (got < 0 || !checksumHolds || static_cast<ZPOS64_T>(file.bytes.size()) != info.uncompressed_size)
        return damaged(u"“%1” is damaged"_s.arg(file.name));
    return file;
}

} // namespace

Result<QByteArray> zipOf(const std::vector<BundleFile>& files, const QDateTime& instant)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadWrite);
    zlib_filefunc64_def functions = bufferFunctions(&buffer);
    const auto failed = [] { return fail(ErrorKind::Failed, Message("bundle.no_zip")); };
    zipFile archive = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
    if (archive == nullptr)
        return failed();
    const uLong stamp = dosTime(instant);
    const bool added =
        std::all_of(files.begin(), files.end(), [&](const BundleFile& file) { return addEntry(archive, file, stamp); });
    if (zipClose(archive, nullptr) != ZIP_OK || !added)
        return failed();
    return bytes;
}

Result<std::vector<BundleFile>> unzip(const QByteArray& archive, const ZipLimits& limits)
{
    QBuffer buffer;
    buffer.setData(archive);
    buffer.open(QIODevice::ReadOnly);
    zlib_filefunc64_def functions = bufferFunctions(&buffer);
    const UnzipHandle handle(unzOpen2_64("", &functions));
    if (!handle)
        return damaged(u"it is not a zip file, or is cut short"_s);
    unz_global_info64 global = {};
    if (unzGetGlobalInfo64(handle.get(), &global) != UNZ_OK)
        return damaged(u"its directory is damaged"_s);
    if (global.number_entry > static_cast<ZPOS64_T>(limits.entries))
        return pastLimit(u"it has more than %1 entries"_s.arg(limits.entries));
    std::vector<BundleFile> files;
    qint64 total = 0;
    int step = global.number_entry == 0 ? UNZ_END_OF_LIST_OF_FILE : unzGoToFirstFile(handle.get());
    while (step == UNZ_OK) {
        if (files.size() >= static_cast<size_t>(limits.entries))
            return pastLimit(u"it has more than %1 entries"_s.arg(limits.entries));
        auto file = TRY(readEntry(handle.get(), std::min(limits.entryBytes, limits.totalBytes - total)));
        total += file.bytes.size();
        files.push_back(std::move(file));
        step = unzGoToNextFile(handle.get());
    }
    if (step != UNZ_END_OF_LIST_OF_FILE)
        return damaged(u"its directory is damaged"_s);
    return files;
}

} // namespace factoid
