#include "core/import/values/csv_reader.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace factoid {

namespace {

constexpr qsizetype kFirstBuffer = 1 << 18;

} // namespace

CsvReader::CsvReader(Fill fill, CsvDialect dialect, qint64 maxRecordBytes)
    : m_fill(std::move(fill))
    , m_dialect(std::move(dialect))
    , m_delimiter(m_dialect.delimiter)
    , m_maxRecord(maxRecordBytes)
    , m_buffer(static_cast<size_t>(kFirstBuffer))
{
}

CsvReader::Refill CsvReader::refill()
{
    if (m_finished)
        return Refill::End;
    if (m_at > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_at, static_cast<size_t>(m_end - m_at));
        m_end -= m_at;
        m_at = 0;
    }
    if (m_end == static_cast<qsizetype>(m_buffer.size()))
        m_buffer.resize(m_buffer.size() * 2);
    const qint64 got = m_fill(m_buffer.data() + m_end, static_cast<qint64>(m_buffer.size()) - m_end);
    if (got < 0)
        return Refill::Failed;
    m_finished = got == 0;
    m_end += got;
    return m_finished ? Refill::End : Refill::More;
}

CsvReader::Step CsvReader::failure(const QString& message)
{
    m_error = Error{ErrorKind::Input, message, {}, m_nextLine};
    m_cells.clear();
    return Step::Failed;
}

qsizetype CsvReader::findEnd(bool* quoted, bool* open) const
{
    const char* data = m_buffer.data();
    const char* from = data + m_at;
    const char* end = data + m_end;
    *open = false;
    const auto* brk = static_cast<const char*>(std::memchr(from, '\n', static_cast<size_t>(end - from)));
    const char* lineEnd = brk ? brk : end;
    *quoted = std::memchr(from, '"', static_cast<size_t>(lineEnd - from)) != nullptr;
    if (!*quoted)
        return brk ? brk - data : -1;
    // A quote in a comment opens nothing.
    if (!m_dialect.comment.isEmpty() && QByteArrayView(from, lineEnd).startsWith(m_dialect.comment)) {
        *quoted = false;
        return brk ? brk - data : -1;
    }
    // A quote opens only at the start of a cell, blanks before it or not, or again after a closing one (a doubled one).
    enum class At { CellStart, Plain, Inside, AfterQuote } state = At::CellStart;
    for (const char* at = from; at < end; ++at) {
        if (state == At::Inside) {
            if (*at == '"')
                state = At::AfterQuote;
        } else if (*at == '\n') {
            return at - data;
        } else if (*at == m_delimiter) {
            state = At::CellStart;
        } else if (*at == '"' && state != At::Plain) {
            state = At::Inside;
        } else if (state == At::CellStart && *at != ' ') {
            state = At::Plain;
        }
    }
    *open = state == At::Inside;
    return -1;
}

CsvReader::Step CsvReader::next()
{
    for (;;) {
        const Step step = nextRecord();
        if (step != Step::Record || !isComment()) {
            if (step == Step::Record && m_dialect.splitColumn > 0)
                splitCell();
            return step;
        }
    }
}

bool CsvReader::isComment() const
{
    return m_comment || std::ranges::binary_search(m_dialect.commentRows, static_cast<int>(m_row));
}

void CsvReader::splitCell()
{
    const auto at = static_cast<size_t>(m_dialect.splitColumn) - 1;
    if (at >= m_cells.size())
        return;
    const QByteArrayView whole = m_cells[at];
    std::vector<QByteArrayView> parts;
    auto from = whole.begin();
    for (auto to = from;; ++to) {
        if (to != whole.end() && *to != m_dialect.splitBy)
            continue;
        parts.emplace_back(from, to);
        if (to == whole.end())
            break;
        from = to + 1;
    }
    const auto place = m_cells.erase(m_cells.begin() + static_cast<std::ptrdiff_t>(at));
    m_cells.insert(place, parts.begin(), parts.end());
}

CsvReader::Step CsvReader::nextRecord()
{
    bool quoted = false;
    bool open = false;
    qsizetype end = m_at < m_end ? findEnd(&quoted, &open) : -1;
    while (end < 0) {
        if (m_end - m_at > m_maxRecord)
            return failure(open ? u"a quote opens on this line and does not close within %1 bytes"_s.arg(m_maxRecord)
                                : u"the line is longer than %1 bytes; is this a CSV file?"_s.arg(m_maxRecord));
        const Refill refilled = refill();
        if (refilled == Refill::Failed)
            return failure(u"the file cannot be read to its end"_s);
        if (m_at == m_end)
            return Step::End;
        end = findEnd(&quoted, &open);
        if (end >= 0 || refilled == Refill::More)
            continue;
        if (open)
            return failure(u"a quote opens on this line and never closes"_s);
        end = m_end;
    }
    if (end - m_at > m_maxRecord)
        return failure(u"the line is longer than %1 bytes; is this a CSV file?"_s.arg(m_maxRecord));

    m_recordLine = m_nextLine;
    ++m_row;
    m_malformed = false;
    m_cells.clear();
    char* from = m_buffer.data() + m_at;
    char* last = m_buffer.data() + end;
    m_nextLine += 1 + (quoted ? std::count(from, last, '\n') : 0);
    m_at = std::min(end + 1, m_end);
    if (last > from && last[-1] == '\r')
        --last;
    m_comment = !m_dialect.comment.isEmpty() && QByteArrayView(from, last).startsWith(m_dialect.comment);
    if (quoted)
        splitQuoted(from, last);
    else
        splitPlain(from, last);
    return Step::Record;
}

bool CsvReader::blank() const
{
    return std::all_of(m_cells.begin(), m_cells.end(), [](QByteArrayView cell) { return cell.trimmed().isEmpty(); });
}

void CsvReader::splitPlain(char* from, char* end)
{
    for (char* at = from; at < end; ++at) {
        if (*at == m_delimiter) {
            m_cells.emplace_back(from, at - from);
            from = at + 1;
        }
    }
    m_cells.emplace_back(from, end - from);
}

void CsvReader::splitQuoted(char* from, char* end)
{
    for (;;) {
        char* cellEnd = from;
        const auto quote = std::find_if(from, end, [](char c) { return c != ' '; });
        if (quote < end && *quote == '"') {
            cellEnd = unquote(quote, end);
        } else {
            cellEnd = std::find(from, end, m_delimiter);
            m_cells.emplace_back(from, cellEnd - from);
        }
        if (cellEnd >= end)
            return;
        from = cellEnd + 1;
    }
}

// Moves the cell's text together over its own quotes; gives the position of the delimiter or the end.
char* CsvReader::unquote(char* from, char* end)
{
    char* to = from;
    char* at = from + 1;
    bool inside = true;
    const auto blankToDelimiter = [&](const char* one) {
        const auto* next =
            std::find_if(one, const_cast<const char*>(end), [](char c) { return c != ' ' && c != '\t'; });
        return next == end || *next == m_delimiter;
    };
    for (; at < end; ++at) {
        if (*at == '"') {
            // A quote that follows a closing one is a literal quote, and opens again.
            if (!inside)
                *to++ = '"';
            inside = !inside;
            continue;
        }
        if (!inside && *at == m_delimiter)
            break;
        if (!inside && (*at == ' ' || *at == '\t') && blankToDelimiter(at))
            continue;
        if (!inside)
            m_malformed = true;
        *to++ = *at;
    }
    m_cells.emplace_back(from, to - from);
    return at;
}

char guessDelimiter(QByteArrayView text)
{
    constexpr std::array kDelimiters{',', ';', '\t', '|'};
    std::array<qint64, kDelimiters.size()> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        for (size_t i = 0; i < kDelimiters.size(); ++i)
            counts[i] += c == kDelimiters[i];
    }
    const auto most = std::max_element(counts.begin(), counts.end()); // the first of equals: the comma
    return kDelimiters[static_cast<size_t>(most - counts.begin())];
}

} // namespace factoid
