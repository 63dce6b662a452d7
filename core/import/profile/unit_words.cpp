#include "core/import/profile/unit_words.h"

#include <QRegularExpression>

#include <array>

namespace factoid {

namespace {

constexpr auto kAnyCase = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

// Signs, codes and names of money. A code stands alone, so that no word is taken for one.
const QString kMoney = u"(?:[£€$¥]|\\b(?:GBP|EUR|USD|AUD|CAD|NZD|JPY|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|MXN|INR|ZAR|"
                       u"UYU|ARS|CLP|COP|PEN)\\b|"
                       "\\b(?:pounds?|euros?|dollars?|pesos?|kron[ao]r?|kroner|francs?|yen|rand)\\b)"_s;

struct Power {
    QString words;  // that may stand alone
    QString short_; // that need a sign of money before them
    int exponent;
};

const std::array<Power, 4>& powers()
{
    static const std::array<Power, 4> all{{
        {u"thousands?|thsd|tsd"_s, u"['’‘]?000['’]?s?|k|th"_s, 3},
        {u"millions?|mio|mln"_s, u"mn?"_s, 6},
        {u"billions?|bln"_s, u"bn"_s, 9},
        {u"trillions?"_s, u"tn"_s, 12},
    }};
    return all;
}

struct Found {
    QString text;
    int exponent = 0;
    qsizetype at = 0;
};

// "£m", "£ thousand", "EUR 000s"; "millions of pounds", "thousand euros"; "in thousands", "(thousands)", "000s".
std::vector<Found> namedPowers(const QString& text)
{
    std::vector<Found> found;
    for (const Power& power : powers()) {
        const QString any = power.words + QLatin1Char('|') + power.short_;
        const std::array<QString, 3> forms{
            kMoney + u"\\s*(?:in\\s+)?(?:"_s + any + u")(?![\\w'’])"_s,
            u"\\b(?:"_s + power.words + u")\\s+(?:of\\s+)?"_s + kMoney,
            u"(?:\\bin\\s+|\\(\\s*|^\\s*)(?:"_s + power.words +
                (power.exponent == 3 ? u"|['’‘]?000['’]?s"_s : QString()) + u")(?=\\s*(?:$|[),;.]|of\\b|unless\\b))"_s,
        };
        for (const QString& form : forms) {
            const QRegularExpression pattern(form, kAnyCase);
            for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
                const auto match = matches.next();
                found.push_back({match.captured(0).simplified(), power.exponent, match.capturedStart()});
            }
        }
    }
    return found;
}

} // namespace

std::optional<ScaleWords> scaleInText(const QString& text)
{
    static const QRegularExpression bare(kMoney + u"(?!\\s*\\d)"_s, kAnyCase);
    const std::vector<Found> found = namedPowers(text);
    if (found.empty()) {
        const auto match = bare.match(text);
        return match.hasMatch() ? std::optional(ScaleWords{match.captured(0), 0}) : std::nullopt;
    }
    for (const Found& one : found) {
        if (one.exponent != found.front().exponent)
            return std::nullopt;
    }
    return ScaleWords{found.front().text, found.front().exponent};
}

QString perInText(const QString& text)
{
    // "per cent" is no such thing, "per annum" no unit of its own.
    static const QRegularExpression per(u"\\bper\\s+(?!cent\\b|annum\\b|year\\b)\\w+(?:\\s+of\\s+\\w+)?"_s, kAnyCase);
    return per.match(text).captured(0).simplified();
}

bool saysPercent(const QString& text)
{
    static const QRegularExpression percent(u"%|\\b(?:per\\s?cent(?:age)?s?|pct)\\b"_s, kAnyCase);
    return percent.match(text).hasMatch();
}

bool isUnitCell(const QString& text)
{
    static const QRegularExpression other(u"^(?:%|per\\s?cent(?:age)?|number|count|no\\.?|units?|ratio)$"_s, kAnyCase);
    static const QRegularExpression rest(u"[^\\w£€$¥%]+"_s, kAnyCase);
    const QString plain = text.simplified();
    if (plain.isEmpty())
        return false;
    if (other.match(plain).hasMatch())
        return true;
    const auto scale = scaleInText(plain);
    if (!scale)
        return false;
    // Nothing beside the unit and what it is per.
    QString left = plain;
    left.remove(scale->text, Qt::CaseInsensitive);
    if (const QString per = perInText(left); !per.isEmpty())
        left.remove(per, Qt::CaseInsensitive);
    left.remove(QRegularExpression(u"\\b(?:in|of|the)\\b"_s, kAnyCase));
    left.remove(rest);
    return left.isEmpty();
}

} // namespace factoid
