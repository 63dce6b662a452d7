#include "core/import/values/text_encoding.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace factoid {

namespace {

constexpr unsigned char kFirstHigh = 0x80;

// 0x80 to 0x9F of Windows-1252; 0 where undefined (WHATWG Encoding, index windows-1252, without its
// mapping of undefined bytes to C1 controls).
constexpr std::array<char16_t, 32> kHigh{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                         0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                         0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                         0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Bytes from `at` on that are plain ASCII, eight at a time.
qsizetype skipAscii(const char* data, qsizetype at, qsizetype size)
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    while (at + 8 <= size) {
        std::uint64_t word;
        std::memcpy(&word, data + at, sizeof word);
        if (word & kHighBits)
            break;
        at += 8;
    }
    while (at < size && static_cast<unsigned char>(data[at]) < kFirstHigh)
        ++at;
    return at;
}

struct Sequence {
    int length = 0;           // 0: not a lead byte
    unsigned char low = 0x80; // bounds of the second byte (Unicode 15, table 3-7)
    unsigned char high = 0xBF;
};

Sequence sequenceOf(unsigned char lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return {2};
    if (lead == 0xE0)
        return {3, 0xA0, 0xBF};
    if (lead == 0xED)
        return {3, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF)
        return {3};
    if (lead == 0xF0)
        return {4, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3)
        return {4};
    if (lead == 0xF4)
        return {4, 0x80, 0x8F};
    return {};
}

} // namespace

QString encodingName(TextEncoding encoding)
{
    return encoding == TextEncoding::Utf8 ? u"UTF-8"_s : u"Windows-1252"_s;
}

std::optional<TextEncoding> encodingFromName(QStringView name)
{
    const QString plain = name.trimmed().toString().toLower().remove(QLatin1Char('-')).remove(QLatin1Char('_'));
    if (plain == "utf8"_L1 || plain == "utf8sig"_L1 || plain == "ascii"_L1 || plain == "usascii"_L1)
        return TextEncoding::Utf8;
    for (const char* known : {"windows1252", "cp1252", "iso88591", "latin1"}) {
        if (plain == QLatin1String(known))
            return TextEncoding::Windows1252;
    }
    return std::nullopt;
}

qsizetype validUtf8Prefix(QByteArrayView bytes, bool more, bool* fault)
{
    *fault = false;
    const char* data = bytes.data();
    const qsizetype size = bytes.size();
    qsizetype at = 0;
    while ((at = skipAscii(data, at, size)) < size) {
        const Sequence sequence = sequenceOf(static_cast<unsigned char>(data[at]));
        if (sequence.length == 0) {
            *fault = true;
            return at;
        }
        for (int i = 1; i < sequence.length; ++i) {
            if (at + i >= size) {
                *fault = !more;
                return at;
            }
            const auto byte = static_cast<unsigned char>(data[at + i]);
            const unsigned char low = i == 1 ? sequence.low : 0x80;
            const unsigned char high = i == 1 ? sequence.high : 0xBF;
            if (byte < low || byte > high) {
                *fault = true;
                return at;
            }
        }
        at += sequence.length;
    }
    return size;
}

qsizetype undefinedInWindows1252(QByteArrayView bytes)
{
    for (qsizetype at = 0; (at = skipAscii(bytes.data(), at, bytes.size())) < bytes.size(); ++at) {
        const auto byte = static_cast<unsigned char>(bytes[at]);
        if (byte < 0xA0 && kHigh[byte - kFirstHigh] == 0)
            return at;
    }
    return -1;
}

void appendWindows1252(QByteArrayView bytes, QByteArray& utf8)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype plainEnd = skipAscii(bytes.data(), at, bytes.size());
        utf8.append(bytes.data() + at, plainEnd - at);
        at = plainEnd;
        if (at == bytes.size())
            return;
        const auto byte = static_cast<unsigned char>(bytes[at]);
        char16_t unit = byte;
        if (byte < 0xA0)
            unit = kHigh[byte - kFirstHigh] ? kHigh[byte - kFirstHigh] : u'\uFFFD';
        if (unit < 0x800) {
            utf8.append(static_cast<char>(0xC0 | (unit >> 6)));
        } else {
            utf8.append(static_cast<char>(0xE0 | (unit >> 12)));
            utf8.append(static_cast<char>(0x80 | ((unit >> 6) & 0x3F)));
        }
        utf8.append(static_cast<char>(0x80 | (unit & 0x3F)));
        ++at;
    }
}

} // namespace factoid
