#include "core/factoids/llm/token_estimate.h"

#include <QRegularExpression>

namespace factoid {

namespace {

// A common English word is one token; beyond this many letters words are seldom in a vocabulary whole.
constexpr int kWholeWord = 9;
constexpr int kLettersAPiece = 5;
constexpr int kDigitsAPiece = 3;
// Frequent pairs of marks are one token (`": "`, `},`), longer runs are not.
constexpr int kMarksAPiece = 2;

int pieces(qsizetype length, int each)
{
    return static_cast<int>((length + each - 1) / each);
}

int wordCost(QStringView word)
{
    int foreign = 0; // letters outside a–z cost their bytes rather than a share of a word
    for (const QChar c : word)
        foreign += c.unicode() > 0x7F ? 1 : 0;
    const qsizetype plain = word.size() - foreign;
    const int whole = plain == 0 ? 0 : plain <= kWholeWord ? 1 : 1 + pieces(plain - kWholeWord, kLettersAPiece);
    return whole + foreign;
}

} // namespace

int estimateTokens(const QString& text)
{
    // Letters (with the blank before them), digits, line ends, other blanks, marks.
    static const QRegularExpression kParts(
        u"(?<word>\\p{L}+)|(?<number>\\p{N}+)|(?<line>\\s*[\\r\\n]+)|(?<blank>\\s{2,})|(?<one>\\s)|(?<marks>[^\\s\\p{L}\\p{N}]+)"_s);
    int tokens = 0;
    for (auto it = kParts.globalMatch(text); it.hasNext();) {
        const auto part = it.next();
        if (part.hasCaptured(u"word"_s))
            tokens += wordCost(part.capturedView());
        else if (part.hasCaptured(u"number"_s))
            tokens += pieces(part.capturedLength(), kDigitsAPiece);
        else if (part.hasCaptured(u"line"_s) || part.hasCaptured(u"blank"_s))
            ++tokens;
        else if (part.hasCaptured(u"marks"_s))
            tokens += pieces(part.capturedLength(), kMarksAPiece);
        // One blank belongs to what follows it.
    }
    return tokens;
}

} // namespace factoid
