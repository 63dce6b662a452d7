#include "core/net/unpacker.h"

#include <zlib.h>

namespace factoid {

namespace {

constexpr int kEitherHeader = 32; // gzip's or zlib's, as it comes (zlib's manual, inflateInit2)
constexpr int kUnpackedPiece = 64 << 10;
// Text packs to a tenth of its size, hardly ever to a fiftieth.
constexpr uLong kMostTimes = 100;
constexpr uLong kHarmless = 256 << 10;

} // namespace

Unpacker::Unpacker()
    : m_stream(std::make_unique<z_stream>())
{
    *m_stream = {};
    if (inflateInit2(m_stream.get(), MAX_WBITS + kEitherHeader) != Z_OK)
        m_stream.reset();
}

Unpacker::~Unpacker()
{
    if (m_stream)
        inflateEnd(m_stream.get());
}

Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker& Unpacker::operator=(Unpacker&& other) noexcept
{
    std::swap(m_stream, other.m_stream);
    m_begun = other.m_begun;
    m_whole = other.m_whole;
    return *this;
}

std::optional<QByteArray> Unpacker::unpack(const QByteArray& piece)
{
    if (!m_stream || m_whole)
        return piece.isEmpty() || m_whole ? std::optional(QByteArray()) : std::nullopt;
    QByteArray out;
    m_begun = m_begun || !piece.isEmpty();
    m_stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.constData()));
    m_stream->avail_in = static_cast<uInt>(piece.size());
    do {
        QByteArray room(kUnpackedPiece, Qt::Uninitialized);
        m_stream->next_out = reinterpret_cast<Bytef*>(room.data());
        m_stream->avail_out = kUnpackedPiece;
        const int state = inflate(m_stream.get(), Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
            return std::nullopt;
        out += room.left(kUnpackedPiece - static_cast<qsizetype>(m_stream->avail_out));
        if (m_stream->total_out > kHarmless && m_stream->total_out / kMostTimes > m_stream->total_in)
            return std::nullopt;
        m_whole = state == Z_STREAM_END;
    } while (!m_whole && m_stream->avail_out == 0);
    return out;
}

} // namespace factoid
