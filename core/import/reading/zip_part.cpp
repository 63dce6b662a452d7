#include "core/import/reading/zip_part.h"

#include <minizip/unzip.h>

#include <QFile>

#include <algorithm>
#include <array>
#include <limits>

namespace factoid {

namespace {

constexpr size_t kLongestName = 1024;
constexpr uLong kEncrypted = 1UL;

std::unexpected<Error> damagedArchive(const QString& archive)
{
    return fail(ErrorKind::Input, u"the archive is damaged; download or save the file again"_s, archive);
}

unzFile openArchive(const QString& archive)
{
    return unzOpen64(QFile::encodeName(archive).constData());
}

} // namespace

Result<QStringList> zipParts(const QString& archive)
{
    const unzFile file = openArchive(archive);
    if (!file)
        return damagedArchive(archive);
    const std::unique_ptr<void, int (*)(unzFile)> closer(file, &unzClose);
    QStringList names;
    for (int at = unzGoToFirstFile(file); at != UNZ_END_OF_LIST_OF_FILE; at = unzGoToNextFile(file)) {
        std::array<char, kLongestName> name{};
        if (at != UNZ_OK ||
            unzGetCurrentFileInfo64(file, nullptr, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) != UNZ_OK)
            return damagedArchive(archive);
        names << QString::fromUtf8(name.data());
    }
    return names;
}

ZipPart::ZipPart(void* archive)
    : m_archive(archive)
{
}

ZipPart::~ZipPart()
{
    unzCloseCurrentFile(m_archive);
    unzClose(m_archive);
}

Result<std::unique_ptr<ZipPart>> ZipPart::open(const QString& archive, const QString& part)
{
    const unzFile file = openArchive(archive);
    if (!file)
        return damagedArchive(archive);
    auto opened = std::unique_ptr<ZipPart>(new ZipPart(file));
    unz_file_info64 info = {};
    // 1: with regard to case
    if (unzLocateFile(file, part.toUtf8().constData(), 1) != UNZ_OK ||
        unzGetCurrentFileInfo64(file, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
        return fail(ErrorKind::Input, u"lacks a part of a spreadsheet (%1); save it again"_s.arg(part), archive);
    if ((info.flag & kEncrypted) != 0)
        return fail(ErrorKind::Input, u"is encrypted; save it without a password"_s, archive);
    if (unzOpenCurrentFile(file) != UNZ_OK)
        return damagedArchive(archive);
    opened->QIODevice::open(QIODevice::ReadOnly);
    return opened;
}

qint64 ZipPart::readData(char* to, qint64 most)
{
    if (m_ended || m_damaged)
        return m_damaged ? -1 : 0;
    if (most == 0) // asked for by a device whose buffer is full; nothing read is no end
        return 0;
    constexpr qint64 kAtOnce = std::numeric_limits<int>::max();
    const int got = unzReadCurrentFile(m_archive, to, static_cast<unsigned>(std::min(most, kAtOnce)));
    if (got == 0) {
        m_ended = true;
        m_damaged = unzCloseCurrentFile(m_archive) == UNZ_CRCERROR;
    }
    m_read += std::max(got, 0);
    m_damaged = m_damaged || got < 0 || m_read > kMostBytes;
    return m_damaged ? -1 : got;
}

} // namespace factoid
