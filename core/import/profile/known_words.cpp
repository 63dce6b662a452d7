#include "core/import/profile/known_words.h"

#include "core/import/profile/unit_words.h"
#include "core/import/values/spelling.h"

#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

constexpr qsizetype kCodeLength = 9;

// Words that tell no field from another.
const QSet<QString>& emptyWords()
{
    static const QSet<QString> words{u"and"_s, u"of"_s, u"the"_s, u"for"_s,      u"in"_s,
                                     u"at"_s,  u"to"_s, u"a"_s,   u"services"_s, u"service"_s};
    return words;
}

QSet<QString> wordsOf(const QString& text)
{
    QSet<QString> words;
    QString word;
    const auto close = [&] {
        if (word.size() > 1 && !emptyWords().contains(word))
            words.insert(word);
        word.clear();
    };
    for (const QChar c : spellingKey(text)) {
        if (c.isLetter())
            word.append(c);
        else
            close();
    }
    close();
    return words;
}

// Words that make another amount of one: what has them is not what lacks them.
const QSet<QString>& turningWords()
{
    static const QSet<QString> words{
        u"change"_s,     u"changes"_s,   u"rank"_s,     u"ranking"_s, u"ratio"_s,      u"average"_s,    u"mean"_s,
        u"median"_s,     u"target"_s,    u"forecast"_s, u"budget"_s,  u"previous"_s,   u"increase"_s,   u"decrease"_s,
        u"difference"_s, u"growth"_s,    u"index"_s,    u"share"_s,   u"proportion"_s, u"cumulative"_s, u"gross"_s,
        u"net"_s,        u"excluding"_s, u"number"_s,   u"maximum"_s, u"minimum"_s};
    return words;
}

bool sameKindOfAmount(const QString& heading, const QSet<QString>& words, const Field& field,
                      const QSet<QString>& fieldWords)
{
    const bool rate = field.unit.contains("_per_"_L1) || !perInText(field.name).isEmpty();
    if (!perInText(heading).isEmpty() && !rate)
        return false;
    if (saysPercent(heading) && field.unit != "percent"_L1)
        return false;
    const QSet<QString> turning = (words - fieldWords) & turningWords();
    return turning.isEmpty();
}

} // namespace

bool looksLikeCode(QStringView text)
{
    return text.size() == kCodeLength && text[0].isUpper() && text[0].unicode() < 0x80 &&
           std::all_of(text.begin() + 1, text.end(),
                       [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
}

const QStringList& commonNameEndings()
{
    static const QStringList endings{u"UA"_s, u"MBC"_s, u"BC"_s, u"DC"_s, u"CC"_s, u"LB"_s};
    return endings;
}

KnownWords::KnownWords(const Register& known)
    : m_known(known)
{
    for (const Council& council : known.councils()) {
        m_names.insert(nameKey(council.name, commonNameEndings()));
        m_types.insert(spellingKey(council.type));
    }
    for (size_t i = 0; i < known.fields().size(); ++i) {
        const Field& field = known.fields()[i];
        m_fields.insert(spellingKey(field.name), static_cast<int>(i));
        m_fields.insert(field.slug, static_cast<int>(i));
        m_fieldWords.push_back(wordsOf(field.name));
    }
}

bool KnownWords::isName(const QString& text) const
{
    return m_names.contains(nameKey(text, commonNameEndings()));
}

bool KnownWords::isType(const QString& text) const
{
    return m_types.contains(spellingKey(text));
}

int KnownWords::field(const QString& text) const
{
    return m_fields.value(spellingKey(text), -1);
}

KnownWords::FieldGuess KnownWords::guessField(const QString& heading) const
{
    if (const int exact = field(heading); exact >= 0)
        return {exact, true};
    // The unit and the year of a heading are none of its words.
    static const QRegularExpression date(
        u"\\d{1,2}[./-]\\d{1,2}[./-]\\d{4}|\\b(19|20)\\d\\d([-/\u2013]\\d{2,4})?\\b"_s);
    static const QRegularExpression around(u"[(\\[]\\s*[)\\]]|^\\s*[,:;/-]+|[,:;/-]+\\s*$"_s);
    QString plain = heading;
    if (const auto scale = scaleInText(plain))
        plain.remove(scale->text);
    plain = plain.remove(date).remove(around).simplified();
    if (const int exact = field(plain); exact >= 0)
        return {exact, true};
    const QSet<QString> words = wordsOf(plain);
    if (words.isEmpty())
        return {};
    // Words shared of all words: a guess has to share more than half, and be the only best one.
    constexpr int kHalf = 2;
    FieldGuess best;
    qsizetype bestShared = 0;
    qsizetype bestAll = 1;
    bool tied = false;
    for (size_t i = 0; i < m_fieldWords.size(); ++i) {
        const qsizetype shared = (m_fieldWords[i] & words).size();
        const qsizetype all = (m_fieldWords[i] | words).size();
        if (shared * kHalf <= all || !sameKindOfAmount(heading, words, m_known.fields()[i], m_fieldWords[i]))
            continue;
        const qsizetype difference = shared * bestAll - bestShared * all;
        tied = difference == 0 || (tied && difference < 0);
        if (difference > 0) {
            best.field = static_cast<int>(i);
            bestShared = shared;
            bestAll = all;
        }
    }
    return tied ? FieldGuess{} : best;
}

} // namespace factoid
