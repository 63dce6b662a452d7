#include "core/factoids/grammar/verifier_tokens.h"

#include <QList>

namespace factoid {

namespace {

const QString kMarks = u".,:;()-/%$&'"_s + QChar(0x2019) + QChar(0x2013) + QChar(0x00A3) + QChar(0x20AC);

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == QChar(0x2019);
}

bool isLatinLetter(QChar c)
{
    const QChar::Decomposition form = c.decompositionTag();
    return c.isLetter() && c.script() == QChar::Script_Latin &&
           (form == QChar::NoDecomposition || form == QChar::Canonical);
}

// "&" only stands between spaces, as in "Crewe & Nantwich"; anything else could be an entity.
bool isLoneAmpersand(const QString& text, qsizetype at)
{
    return at > 0 && at + 1 < text.size() && text.at(at - 1) == u' ' && text.at(at + 1) == u' ';
}

Result<void> checkPlain(const QString& text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        bool fine = c == u' ' || isDigit(c) || isLatinLetter(c) || kMarks.contains(c);
        if (c == u'&')
            fine = isLoneAmpersand(text, i);
        if (!fine) {
            return fail(ErrorKind::Verification,
                        u"the character U+%1 does not belong in a factoid"_s.arg(c.unicode(), 4, 16, QLatin1Char('0')));
        }
    }
    if (text.contains("  "_L1) || text != text.trimmed())
        return fail(ErrorKind::Verification, u"the text has spaces that do not belong there"_s);
    return {};
}

bool isInside(const QString& text, qsizetype at)
{
    return at > 0 && at + 1 < text.size();
}

// Whether the mark at `at` belongs to the token around it: 1,234.5, 2019/20, Stoke-on-Trent.
bool joins(const QString& text, qsizetype at)
{
    if (!isInside(text, at))
        return false;
    const QChar before = text.at(at - 1);
    const QChar after = text.at(at + 1);
    const QChar c = text.at(at);
    if (c == u',' || c == u'.' || c == u'/')
        return isDigit(before) && isDigit(after);
    if (c == u'-')
        return before.isLetterOrNumber() && after.isLetterOrNumber();
    return false;
}

} // namespace

Result<std::vector<Token>> tokenise(const QString& text)
{
    if (const auto plain = checkPlain(text); !plain)
        return std::unexpected(plain.error());
    std::vector<Token> tokens;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text.at(at) == u' ') {
            ++at;
            continue;
        }
        const qsizetype start = at;
        if (text.at(at).isLetterOrNumber()) {
            while (at < text.size() && (text.at(at).isLetterOrNumber() || joins(text, at)))
                ++at;
        } else if (isApostrophe(text.at(at)) && at + 1 < text.size() && text.at(at + 1) == u's' &&
                   (at + 2 == text.size() || !text.at(at + 2).isLetterOrNumber())) {
            at += 2;
        } else {
            ++at;
        }
        Token token;
        token.text = text.mid(start, at - start);
        token.text.replace(QChar(0x2019), QLatin1Char('\''));
        token.lower = token.text.toLower();
        token.start = static_cast<int>(start);
        token.end = static_cast<int>(at);
        token.word = token.text.at(0).isLetter();
        for (const QChar c : token.text)
            token.digits = token.digits || isDigit(c);
        token.spaceBefore = start == 0 || text.at(start - 1) == u' ';
        tokens.push_back(token);
    }
    return tokens;
}

QStringList phraseTokens(const QString& phrase)
{
    QStringList list;
    const auto tokens = tokenise(phrase.simplified());
    if (!tokens)
        return list;
    for (const Token& token : *tokens)
        list.append(token.text);
    return list;
}

} // namespace factoid
