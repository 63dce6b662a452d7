#include "core/import/values/spelling.h"

#include <QVarLengthArray>

#include <algorithm>
#include <numeric>

namespace factoid {

namespace {

// ISO 4217 active codes (2023), without precious metals, funds and test codes.
constexpr char kCurrencies[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR "
    "LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

bool isCurrency(const QString& code)
{
    return code.size() == 3 && QLatin1String(kCurrencies).contains(code);
}

// Levenshtein distance, given up at `most`.
int distance(const QString& a, const QString& b, int most)
{
    if (std::abs(a.size() - b.size()) > most)
        return most + 1;
    QVarLengthArray<int, 64> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::optional<QString> normalisedUnit(const QString& text)
{
    const QString unit = text.trimmed();
    const QString lower = unit.toLower();
    if (lower == "percent"_L1 || lower == "count"_L1)
        return lower;
    const qsizetype per = lower.indexOf("_per_"_L1);
    const QString head = per < 0 ? lower : lower.first(per);
    const QString tail = per < 0 ? QString() : lower.sliced(per);
    if (per >= 0 && (tail.size() <= 5 || !isSlug(tail)))
        return std::nullopt;
    if (isCurrency(head.toUpper()))
        return head.toUpper() + tail;
    if (per >= 0 && head == "count"_L1)
        return lower;
    return std::nullopt;
}

bool isSlug(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) ||
               c == QLatin1Char('_');
    });
}

std::optional<bool> yesOrNo(const QString& text)
{
    const QString word = text.trimmed().toLower();
    for (const char* yes : {"yes", "true", "1", "y"}) {
        if (word == QLatin1String(yes))
            return true;
    }
    for (const char* no : {"", "no", "false", "0", "n"}) {
        if (word == QLatin1String(no))
            return false;
    }
    return std::nullopt;
}

bool hasControlCharacters(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        const bool turnsDirection = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
        return c.category() == QChar::Other_Control || turnsDirection || u == 0x2028 || u == 0x2029;
    });
}

QString spellingKey(QStringView text)
{
    return text.toString().simplified().toCaseFolded();
}

namespace {

constexpr qsizetype kShortWord = 5; // below it, one letter makes another word

// "Type 0" and "Type 1", "Region A" and "Region B": as many words, and one that counts or names differs.
bool differsInNumberOrLetter(const QString& a, const QString& b)
{
    const QStringList wordsA = a.split(u' ');
    const QStringList wordsB = b.split(u' ');
    if (wordsA.size() != wordsB.size())
        return false;
    const auto hasDigit = [](QChar letter) { return letter.isDigit(); };
    for (qsizetype i = 0; i < wordsA.size(); ++i) {
        const QString& one = wordsA[i];
        const QString& other = wordsB[i];
        if (one == other)
            continue;
        const bool isCounted = std::ranges::any_of(one, hasDigit) || std::ranges::any_of(other, hasDigit);
        if (isCounted || (wordsA.size() > 1 && std::max(one.size(), other.size()) < kShortWord))
            return true;
    }
    return false;
}

} // namespace

QString nameKey(QStringView name, const QStringList& endings)
{
    QString key = spellingKey(name);
    for (bool taken = true; taken;) {
        taken = false;
        for (const QString& ending : endings) {
            const QString folded = QLatin1Char(' ') + spellingKey(ending);
            if (key.endsWith(folded)) {
                key.chop(folded.size());
                key = key.trimmed();
                taken = true;
            }
        }
    }
    key.replace(QLatin1Char('&'), " and "_L1);
    key.remove(QLatin1Char('\''));
    key.remove(QChar(0x2019));
    for (QChar& c : key) {
        if (!c.isLetterOrNumber())
            c = QLatin1Char(' ');
    }
    return key.simplified();
}

bool nearlySame(const QString& keyA, const QString& keyB)
{
    if (keyA == keyB || keyA.isEmpty() || keyB.isEmpty())
        return false;
    if (keyA.startsWith(keyB + QLatin1Char(' ')) || keyB.startsWith(keyA + QLatin1Char(' ')))
        return true;
    const QString plainA = nameKey(keyA);
    const QString plainB = nameKey(keyB);
    if (plainA == plainB)
        return true;
    if (differsInNumberOrLetter(plainA, plainB))
        return false;
    const qsizetype shorter = std::min(plainA.size(), plainB.size());
    const int most = shorter < kShortWord ? 0 : shorter < 2 * kShortWord ? 1 : 2;
    return distance(plainA, plainB, most) <= most;
}

SpellingJoiner::SpellingJoiner(const QHash<QString, QString>& joins)
{
    for (auto it = joins.begin(); it != joins.end(); ++it)
        m_joins.insert(spellingKey(it.key()), it.value().simplified());
    // What the operator asked for is the spelling to keep.
    for (const QString& target : joins)
        known(target);
}

QString SpellingJoiner::joined(const QString& spelling) const
{
    return m_joins.value(spellingKey(spelling), spelling.simplified());
}

void SpellingJoiner::known(const QString& spelling)
{
    if (spelling.isEmpty())
        return;
    seen(spelling);
    Word& word = m_words[spellingKey(joined(spelling))];
    word.known = true;
}

void SpellingJoiner::seen(const QString& spelling)
{
    const QString text = joined(spelling);
    if (text.isEmpty())
        return;
    const QString key = spellingKey(text);
    if (!m_words.contains(key)) {
        m_words.insert(key, {});
        m_order.append(key);
    }
    Word& word = m_words[key];
    // Once a spelling is known, those of a file no longer count.
    if (word.known &&
        std::none_of(word.spellings.begin(), word.spellings.end(), [&](const auto& s) { return s.first == text; }))
        return;
    for (auto& [existing, count] : word.spellings) {
        if (existing == text) {
            ++count;
            return;
        }
    }
    word.spellings.emplace_back(text, 1);
}

QString SpellingJoiner::best(const Word& word)
{
    const auto most = std::max_element(word.spellings.begin(), word.spellings.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == word.spellings.end() ? QString() : most->first;
}

QString SpellingJoiner::chosen(const QString& spelling) const
{
    const QString text = joined(spelling);
    const auto word = m_words.constFind(spellingKey(text));
    return word == m_words.cend() ? text : best(*word);
}

std::vector<std::pair<QString, QString>> SpellingJoiner::nearDuplicates() const
{
    std::vector<std::pair<QString, QString>> pairs;
    for (qsizetype i = 0; i < m_order.size(); ++i) {
        for (qsizetype j = i + 1; j < m_order.size(); ++j) {
            const Word& a = m_words[m_order[i]];
            const Word& b = m_words[m_order[j]];
            if (!(a.known && b.known) && nearlySame(m_order[i], m_order[j]))
                pairs.emplace_back(best(a), best(b));
        }
    }
    return pairs;
}

} // namespace factoid
