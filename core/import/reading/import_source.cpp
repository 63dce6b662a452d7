#include "core/import/reading/import_source.h"

#include "core/import/values/foreign_format.h"

#include <QFileInfo>

#include <algorithm>
#include <cstring>

namespace factoid {

namespace {

constexpr qint64 kChunk = 1 << 20;
constexpr qsizetype kLooked = 1 << 16; // bytes by which a format is known
constexpr size_t kStrayLines = 5;
constexpr char kUtf8Mark[] = "\xEF\xBB\xBF";

std::unexpected<Error> inputError(const QString& path, const QString& message, qint64 line = 0)
{
    return fail(ErrorKind::Input, message, path, line);
}

// Line (1-based) of a byte offset; only counted when an error needs it.
qint64 lineOfOffset(const QString& path, qint64 offset)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return 0;
    qint64 line = 1;
    QByteArray chunk(kChunk, Qt::Uninitialized);
    while (offset > 0) {
        const qint64 got = file.read(chunk.data(), std::min(kChunk, offset));
        if (got <= 0)
            break;
        line += std::count(chunk.constData(), chunk.constData() + got, '\n');
        offset -= got;
    }
    return line;
}

// State of the first pass, fed chunk by chunk.
class Scanner
{
  public:
    // `bytes`: the file that has the bytes of `path`.
    Scanner(QString path, QString bytes, std::optional<TextEncoding> wished, qint64 maxLineBytes)
        : m_path(std::move(path))
        , m_bytes(std::move(bytes))
        , m_maxLine(maxLineBytes)
        , m_wished(wished)
    {
        m_utf8 = wished != TextEncoding::Windows1252;
    }

    [[nodiscard]] Result<void> feed(QByteArrayView chunk)
    {
        if (m_offset == 0) {
            if (auto start = look(chunk); !start)
                return start;
        }
        if (auto lines = checkLines(chunk); !lines)
            return lines;
        if (const void* nul = std::memchr(chunk.data(), 0, static_cast<size_t>(chunk.size()))) {
            const qint64 at = m_offset + (static_cast<const char*>(nul) - chunk.data());
            return inputError(m_path,
                              u"holds NUL bytes, so it is not a text file (or it is UTF-16); save it as CSV UTF-8"_s,
                              lineOfOffset(m_bytes, at));
        }
        checkEncoding(chunk);
        m_returns = m_returns || std::memchr(chunk.data(), '\r', static_cast<size_t>(chunk.size()));
        m_offset += chunk.size();
        return {};
    }

    [[nodiscard]] Result<void> finish(ScannedFile& scanned)
    {
        if (m_utf8 && !m_tail.isEmpty())
            notUtf8(m_offset - m_tail.size());
        if (!m_utf8 && m_wished == TextEncoding::Utf8)
            return inputError(
                m_path,
                u"is said to be UTF-8, but has bytes that are not; save it as CSV UTF-8, or name the encoding windows-1252"_s,
                lineOfOffset(m_bytes, m_notUtf8At));
        if (!m_utf8 && !m_wished)
            TRY(findStrays(scanned));
        if (scanned.strayBytes > 0) {
            m_utf8 = true;
        } else if (!m_utf8 && m_undefinedAt >= 0)
            return inputError(m_path, u"is neither UTF-8 nor Windows-1252; save it as CSV UTF-8"_s,
                              lineOfOffset(m_bytes, m_undefinedAt));
        scanned.encoding = m_utf8 ? TextEncoding::Utf8 : TextEncoding::Windows1252;
        // A byte order mark says UTF-8; should the rest not be, the mark is still no text.
        scanned.skippedBytes = m_marked ? static_cast<int>(std::strlen(kUtf8Mark)) : 0;
        scanned.carriageReturns = m_returns && !m_newlines;
        return {};
    }

  private:
    // Reads the file again to count what of it is UTF-8; most of it: the rest are stray bytes.
    [[nodiscard]] Result<void> findStrays(ScannedFile& scanned) const
    {
        QFile file(m_bytes);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return inputError(m_path, u"cannot be read: %1"_s.arg(file.errorString()));
        MixedText mixed;
        std::vector<qint64> lines;
        QByteArray bytes;
        QByteArray text;
        qint64 line = 1;
        qsizetype counted = 0;
        for (;;) {
            const QByteArray chunk = file.read(kChunk);
            bytes.append(chunk);
            counted = 0;
            text.clear();
            const qsizetype used = appendMixed(bytes, !chunk.isEmpty(), text, mixed, [&](qsizetype at) {
                if (lines.size() >= kStrayLines)
                    return;
                line += std::count(bytes.cbegin() + counted, bytes.cbegin() + at, '\n');
                counted = at;
                if (lines.empty() || lines.back() != line)
                    lines.push_back(line);
            });
            line += std::count(bytes.cbegin() + counted, bytes.cbegin() + used, '\n');
            bytes.remove(0, used);
            if (chunk.isEmpty())
                break;
        }
        if (mixed.sequences < mixed.strays)
            return {};
        scanned.strayBytes = mixed.strays;
        scanned.strayLines = std::move(lines);
        return {};
    }

    [[nodiscard]] Result<void> look(QByteArrayView chunk)
    {
        if (const QString foreign = foreignFormat(chunk.first(std::min(chunk.size(), kLooked))); !foreign.isEmpty())
            return inputError(m_path, foreign, 1);
        m_marked = chunk.startsWith(kUtf8Mark);
        return {};
    }

    // Only the last line break within reach matters, so most of the text is never looked at.
    [[nodiscard]] Result<void> checkLines(QByteArrayView chunk)
    {
        const qint64 end = m_offset + chunk.size();
        while (end - m_lineStart > m_maxLine) {
            const qint64 from = std::max<qint64>(0, m_lineStart - m_offset);
            const qint64 reach = std::min<qint64>(chunk.size(), m_lineStart + m_maxLine + 1 - m_offset);
            const qint64 found = lastBreak(chunk, from, reach);
            if (found < 0)
                return inputError(m_path, u"the line is longer than %1 bytes; is this a CSV file?"_s.arg(m_maxLine),
                                  lineOfOffset(m_bytes, m_lineStart));
            m_lineStart = m_offset + found + 1;
        }
        const qint64 from = std::max<qint64>(0, m_lineStart - m_offset);
        if (const qint64 found = lastBreak(chunk, from, chunk.size()); found >= 0)
            m_lineStart = m_offset + found + 1;
        return {};
    }

    // Position of the last LF in [from, to), or of the last CR when there is no LF; -1: neither.
    [[nodiscard]] qint64 lastBreak(QByteArrayView chunk, qint64 from, qint64 to)
    {
        if (to <= from)
            return -1;
        const auto size = static_cast<size_t>(to - from);
        const void* found = memrchr(chunk.data() + from, '\n', size);
        m_newlines = m_newlines || found;
        if (!found)
            found = memrchr(chunk.data() + from, '\r', size);
        return found ? static_cast<const char*>(found) - chunk.data() : -1;
    }

    void checkEncoding(QByteArrayView chunk)
    {
        if (m_undefinedAt < 0) {
            const qsizetype at = undefinedInWindows1252(chunk);
            m_undefinedAt = at < 0 ? -1 : m_offset + at;
        }
        if (!m_utf8)
            return;
        QByteArray joined;
        QByteArrayView text = chunk;
        const qint64 start = m_offset - m_tail.size();
        if (!m_tail.isEmpty()) {
            joined = m_tail;
            joined.append(chunk.data(), chunk.size());
            text = joined;
        }
        bool fault = false;
        const qsizetype valid = validUtf8Prefix(text, true, &fault);
        if (fault) {
            notUtf8(start + valid);
            return;
        }
        m_tail = text.sliced(valid).toByteArray();
    }

    void notUtf8(qint64 at)
    {
        m_utf8 = false;
        m_notUtf8At = at;
        m_tail.clear();
    }

    QString m_path;
    QString m_bytes;
    qint64 m_maxLine;
    std::optional<TextEncoding> m_wished;
    qint64 m_offset = 0;
    qint64 m_lineStart = 0;
    bool m_utf8 = true;
    bool m_marked = false;
    bool m_returns = false;
    bool m_newlines = false;
    qint64 m_notUtf8At = 0;
    qint64 m_undefinedAt = -1;
    QByteArray m_tail; // an unfinished UTF-8 sequence at the end of the last chunk
};

} // namespace

Result<ScannedFile> scanFile(const QString& path, std::optional<TextEncoding> wished, qint64 maxLineBytes,
                             const TaskControl& control, std::shared_ptr<const UnpackedSheet> sheet)
{
    const QString bytes = sheet ? sheet->csvPath() : path;
    const QFileInfo info(bytes);
    if (!info.exists())
        return inputError(path, u"there is no such file"_s);
    if (!info.isFile())
        return inputError(path, u"is not a regular file"_s);
    QFile file(bytes);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return inputError(path, u"cannot be read: %1"_s.arg(file.errorString()));

    ScannedFile scanned;
    scanned.path = path;
    scanned.size = info.size();
    scanned.modified = info.lastModified();
    scanned.sheet = std::move(sheet);
    Scanner scanner(path, bytes, wished, maxLineBytes);
    QByteArray chunk(kChunk, Qt::Uninitialized);
    for (;;) {
        if (control.cancel.requested())
            return CancelToken::error();
        const qint64 got = file.read(chunk.data(), kChunk);
        if (got < 0)
            return inputError(path, u"cannot be read: %1"_s.arg(file.errorString()));
        if (got == 0)
            break;
        TRY(scanner.feed(QByteArrayView(chunk.constData(), got)));
    }
    TRY(scanner.finish(scanned));
    return scanned;
}

ImportSource::ImportSource(const ScannedFile& scanned)
    : m_scanned(scanned)
    , m_file(scanned.sheet ? scanned.sheet->csvPath() : scanned.path)
{
}

Result<std::unique_ptr<ImportSource>> ImportSource::open(const ScannedFile& scanned)
{
    auto source = std::unique_ptr<ImportSource>(new ImportSource(scanned));
    if (!source->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return inputError(scanned.path, u"cannot be read: %1"_s.arg(source->m_file.errorString()));
    QByteArray mark(scanned.skippedBytes, Qt::Uninitialized);
    if (scanned.skippedBytes > 0 && source->m_file.read(mark.data(), mark.size()) != mark.size())
        return inputError(scanned.path, u"changed while it was being read; import it again"_s);
    source->m_hash.addData(mark);
    source->m_consumed = scanned.skippedBytes;
    return source;
}

qint64 ImportSource::read(char* to, qint64 most)
{
    if (m_scanned.encoding == TextEncoding::Utf8 && m_scanned.strayBytes == 0) {
        const qint64 got = m_file.read(to, most);
        if (got <= 0)
            return got;
        m_hash.addData(QByteArrayView(to, got));
        m_consumed += got;
        if (m_scanned.carriageReturns)
            std::replace(to, to + got, '\r', '\n');
        return got;
    }
    while (m_pendingAt == m_pending.size() && !m_ended) {
        if (!fillPending())
            return -1;
    }
    const qint64 count = std::min<qint64>(most, m_pending.size() - m_pendingAt);
    std::memcpy(to, m_pending.constData() + m_pendingAt, static_cast<size_t>(count));
    m_pendingAt += count;
    return count;
}

bool ImportSource::fillPending()
{
    QByteArray raw(kChunk / 4, Qt::Uninitialized);
    const qint64 got = m_file.read(raw.data(), raw.size());
    if (got < 0)
        return false;
    const QByteArrayView bytes(raw.constData(), got);
    m_hash.addData(bytes);
    m_consumed += got;
    m_ended = got == 0;
    m_pending.clear();
    m_pendingAt = 0;
    if (m_scanned.strayBytes > 0) {
        MixedText mixed;
        m_cut.append(bytes.data(), bytes.size());
        const qsizetype used = appendMixed(m_cut, got > 0, m_pending, mixed, [](qsizetype) {});
        m_cut.remove(0, used);
    } else {
        appendWindows1252(bytes, m_pending);
    }
    if (m_scanned.carriageReturns)
        std::replace(m_pending.begin(), m_pending.end(), '\r', '\n');
    return true;
}

Result<QByteArray> ImportSource::finish()
{
    if (const auto& sheet = m_scanned.sheet) {
        const QFileInfo book(sheet->book);
        if (book.size() != sheet->size || book.lastModified() != sheet->modified)
            return inputError(m_scanned.path, u"changed while it was being read; import it again"_s);
        return sheet->hash;
    }
    const QFileInfo info(m_scanned.path);
    if (m_consumed != m_scanned.size || info.size() != m_scanned.size || info.lastModified() != m_scanned.modified)
        return inputError(m_scanned.path, u"changed while it was being read; import it again"_s);
    return m_hash.result().toHex();
}

} // namespace factoid
