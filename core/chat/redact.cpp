#include "core/chat/redact.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <vector>

namespace factoid {

namespace {

constexpr qsizetype kShortestSecret = 4;
constexpr qsizetype kShownEnds = 4; // what a masked key commonly leaves of either end
// So many letters and digits of a key in a row are a part of it, and no chance. In hexadecimal two stand for one, in
// decimal codes about three, in Base64 four for three.
constexpr qsizetype kPart = 8;
constexpr qsizetype kHexPart = 16;
constexpr qsizetype kDecimalPart = 20;
constexpr qsizetype kBase64Part = 12;

const QString kMark = u"[key]"_s;

// Where a letter or digit stands in a text.
struct Letter {
    qsizetype from = 0, to = 0;
};

// Letters and digits of a text in a row, in lower case: what stands between them says nothing, and neither does case.
struct View {
    std::vector<Letter> letters;
    QString text; // the same without places

    void add(QChar c, qsizetype from, qsizetype to)
    {
        if (!c.isLetterOrNumber())
            return;
        letters.push_back({from, to});
        text += c.toLower();
    }
};

// An escape (\u002d, \x2d, %2d, &#45;) is the character that it stands for.
View lettersOf(const QString& text)
{
    static const QRegularExpression escape(
        u"\\\\u([0-9a-fA-F]{4})|\\\\x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{1,6});|&#([0-9]{1,7});|\\\\[nrtbf]"_s);
    constexpr int kDecimalGroup = 5;
    View view;
    qsizetype next = 0;
    const auto addPlain = [&](qsizetype to) {
        for (; next < to; ++next)
            view.add(text[next], next, next + 1);
    };
    auto match = escape.globalMatch(text);
    while (match.hasNext()) {
        const auto found = match.next();
        addPlain(found.capturedStart());
        next = found.capturedEnd();
        const int group = found.lastCapturedIndex();
        if (group > 0)
            view.add(QChar(static_cast<char16_t>(
                         found.captured(group).toUInt(nullptr, group == kDecimalGroup ? 10 : 16) & 0xffffU)),
                     found.capturedStart(), next);
    }
    addPlain(text.size());
    return view;
}

// Codes in a list ("0x73, 0x6b") as their digits alone.
View codesOf(const QString& text)
{
    View view;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == QLatin1Char('0') && at + 1 < text.size() && text[at + 1].toLower() == QLatin1Char('x'))
            ++at;
        else
            view.add(text[at], at, at + 1);
    }
    return view;
}

QString reversed(QString text)
{
    std::ranges::reverse(text);
    return text;
}

// What Base64 makes of the key wherever it stands in something longer ("user:key"): of each of the three ways in which
// it can fall, the part that the key alone decides.
QStringList base64Of(const QByteArray& key)
{
    constexpr int kGroup = 3;
    QStringList all;
    for (int before = 0; before < kGroup; ++before) {
        const QByteArray whole = (QByteArray(before, '\0') + key).toBase64(QByteArray::OmitTrailingEquals);
        const qsizetype skip = before == 0 ? 0 : before + 1;
        const bool openEnd = (before + key.size()) % kGroup != 0;
        all << lettersOf(QString::fromLatin1(whole.mid(skip, whole.size() - skip - (openEnd ? 1 : 0)))).text;
    }
    return all;
}

// All parts of so many letters of the secrets.
QSet<QStringView> partsOf(const QStringList& secrets, qsizetype length)
{
    QSet<QStringView> parts;
    for (const QString& secret : secrets) {
        for (qsizetype at = 0; at + length <= secret.size(); ++at)
            parts.insert(QStringView(secret).mid(at, length));
    }
    return parts;
}

// Marks what belongs to a secret in a text.
class Marks
{
  public:
    explicit Marks(const QString& text)
        : m_text(text)
        , m_marked(static_cast<std::size_t>(text.size()))
    {
    }

    void find(const View& view, const QStringList& secrets, qsizetype length)
    {
        const QSet<QStringView> parts = partsOf(secrets, length);
        for (qsizetype at = 0; at + length <= view.text.size(); ++at) {
            if (!parts.contains(QStringView(view.text).mid(at, length)))
                continue;
            const auto first = static_cast<std::size_t>(at);
            std::fill(m_marked.begin() + view.letters[first].from,
                      m_marked.begin() + view.letters[first + static_cast<std::size_t>(length) - 1].to, true);
        }
    }

    // Each marked stretch as one "[key]".
    [[nodiscard]] QString apply() const
    {
        QString out;
        out.reserve(m_text.size());
        bool before = false;
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            const bool marked = m_marked[static_cast<std::size_t>(at)];
            if (!marked)
                out += m_text[at];
            else if (!before)
                out += kMark;
            before = marked;
        }
        return out;
    }

  private:
    const QString& m_text;
    std::vector<bool> m_marked;
};

// Forms that are looked for as they are, for keys too short to be looked for in parts.
QString withoutWhole(QString text, const QString& key)
{
    const QByteArray bytes = key.toUtf8();
    const QStringList forms{
        key, QString::fromLatin1(QUrl::toPercentEncoding(key)),
        QString::fromLatin1(bytes.toBase64(QByteArray::OmitTrailingEquals)),
        QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))};
    for (const QString& form : forms)
        text.replace(form, kMark);
    if (key.size() > 4 * kShownEnds) {
        const QRegularExpression masked(QRegularExpression::escape(key.left(kShownEnds)) +
                                        u"[^\\s\"']*[*.…]{2,}[^\\s\"']*"_s);
        text.replace(masked, kMark);
    }
    return text;
}

} // namespace

QString withoutKey(QString text, const QString& key)
{
    if (key.size() < kShortestSecret || text.isEmpty())
        return text;
    text = withoutWhole(std::move(text), key);
    const QString letters = lettersOf(key).text;
    if (letters.size() < kPart)
        return text;
    const QByteArray bytes = key.toUtf8();
    QString codes;
    for (const char c : bytes)
        codes += QString::number(static_cast<unsigned char>(c));
    Marks marks(text);
    const View seen = lettersOf(text), coded = codesOf(text);
    marks.find(seen, {letters, reversed(letters)}, kPart);
    marks.find(seen, base64Of(bytes), kBase64Part);
    marks.find(coded, {QString::fromLatin1(bytes.toHex()), QString::fromLatin1(reversed(key).toUtf8().toHex())},
               kHexPart);
    marks.find(coded, {codes}, kDecimalPart);
    return marks.apply();
}

QString withoutSecrets(QString text, const QString& key)
{
    text = withoutKey(std::move(text), key);
    static const QRegularExpression bearer(u"\\b(Bearer|Basic)\\s+[A-Za-z0-9._~+/=*-]{4,}"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    text.replace(bearer, u"\\1 "_s + kMark);
    static const QRegularExpression knownMakers(u"\\b(sk|pk|rk|gsk|hf|xai|key|AIza)[-_][A-Za-z0-9_*.-]{8,}"_s);
    text.replace(knownMakers, kMark);
    static const QRegularExpression control(u"[\\x00-\\x1f\\x7f-\\x9f\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]+"_s);
    text.replace(control, u" "_s);
    return text;
}

} // namespace factoid
