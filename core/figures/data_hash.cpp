#include "core/base/sha256.h"
#include "core/figures/summariser.h"

#include <algorithm>
#include <charconv>

namespace factoid {

namespace {

// "-922337203685477.5807", a tab and a line feed, with room to spare.
constexpr qsizetype kLongestValue = 32;

// Writes units as a number with exactly four decimals; gives the position after it.
char* writeFixed(char* at, std::int64_t units)
{
    auto magnitude = static_cast<std::uint64_t>(units);
    if (units < 0) {
        *at++ = '-';
        magnitude = 0 - magnitude;
    }
    constexpr auto kScale = static_cast<std::uint64_t>(Decimal::kScale);
    at = std::to_chars(at, at + kLongestValue, magnitude / kScale).ptr;
    *at++ = '.';
    auto fraction = static_cast<unsigned>(magnitude % kScale);
    for (int digit = Decimal::kDigits - 1; digit >= 0; --digit) {
        at[digit] = static_cast<char>('0' + fraction % 10);
        fraction /= 10;
    }
    return at + Decimal::kDigits;
}

QByteArray sha256(QByteArrayView bytes)
{
    Sha256 hash;
    hash.addData(bytes);
    return hash.result().toHex();
}

} // namespace

QByteArray dataHash(const Panel& panel, const Block& block)
{
    const std::vector<QByteArray>& codes = panel.codeBytes();
    qsizetype longest = 0;
    for (const QByteArray& code : codes)
        longest += code.size() + kLongestValue;
    // One buffer and one call: the hash sees the whole block at once.
    QByteArray lines(longest, Qt::Uninitialized);
    char* at = lines.data();
    for (size_t council = 0; council < codes.size(); ++council) {
        const std::int64_t units = block.units[council];
        if (units == Block::kMissing)
            continue;
        at = std::copy(codes[council].cbegin(), codes[council].cend(), at);
        *at++ = '\t';
        at = writeFixed(at, units);
        *at++ = '\n';
    }
    return sha256(QByteArrayView(lines.constData(), at - lines.constData()));
}

QByteArray siteHash(std::vector<SiteHashLine> lines)
{
    std::vector<QByteArray> texts;
    texts.reserve(lines.size());
    for (const SiteHashLine& line : lines)
        texts.push_back(line.slug.toUtf8() + '\t' + line.year.label().toUtf8() + '\t' + line.dataHash + '\n');
    std::ranges::sort(texts);
    QByteArray all;
    for (const QByteArray& text : texts)
        all += text;
    return sha256(all);
}

} // namespace factoid
