#include "core/import/values/code_forms.h"

#include "core/base/literals.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <utility>

namespace factoid {

namespace {

constexpr qsizetype kShown = 60;

QString named(const Council& council)
{
    return u"%1 (%2)"_s.arg(council.name, council.code);
}

// Without a formula's wrapping, quotation marks and blanks, in one case.
QByteArray codeKey(QByteArrayView text)
{
    QByteArray key;
    for (const char c : text) {
        if (c != '=' && c != '"' && c != '\'' && c != ' ' && c != '\t')
            key += c;
    }
    return QString::fromUtf8(key).toCaseFolded().remove(QChar::Nbsp).toUtf8();
}

// Letters of other scripts, and of our own, that look like those of codes.
constexpr std::array kLookalikes{
    std::pair{u'\u0430', u'a'}, std::pair{u'\u0432', u'b'}, std::pair{u'\u0435', u'e'}, std::pair{u'\u043A', u'k'},
    std::pair{u'\u043C', u'm'}, std::pair{u'\u043D', u'h'}, std::pair{u'\u043E', u'o'}, std::pair{u'\u0440', u'p'},
    std::pair{u'\u0441', u'c'}, std::pair{u'\u0442', u't'}, std::pair{u'\u0445', u'x'}, std::pair{u'\u0455', u's'},
    std::pair{u'\u03B1', u'a'}, std::pair{u'\u03B5', u'e'}, std::pair{u'\u03BD', u'n'}, std::pair{u'\u03C9', u'w'}};

// What is left of a code that was taken for a number, or typed by hand: its letters, then its digits without leading
// zeros, and no ".0"; o is read as 0 and l as 1. Empty: no such code.
QByteArray numberKey(QByteArrayView text)
{
    QString key = QString::fromUtf8(codeKey(text));
    for (const auto& [other, own] : kLookalikes)
        key.replace(QChar(other), QChar(own));
    if (const qsizetype point = key.indexOf(QLatin1Char('.'));
        point > 0 && key.sliced(point + 1).count(QLatin1Char('0')) == key.size() - point - 1)
        key.truncate(point);
    key.replace(QLatin1Char('o'), QLatin1Char('0')).replace(QLatin1Char('l'), QLatin1Char('1'));
    qsizetype letters = 0;
    while (letters < key.size() && key[letters] >= QLatin1Char('a') && key[letters] <= QLatin1Char('z'))
        ++letters;
    QString digits = key.sliced(letters);
    if (digits.isEmpty() ||
        !std::ranges::all_of(digits, [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }))
        return {};
    while (digits.size() > 1 && digits.startsWith(QLatin1Char('0')))
        digits.remove(0, 1);
    return (key.first(letters) + digits).toUtf8();
}

void put(QHash<QByteArray, int>& positions, const QByteArray& key, int position)
{
    if (!key.isEmpty())
        positions.insert(key, positions.contains(key) ? -1 : position);
}

} // namespace

CodeIndex::CodeIndex(const Register& known)
    : m_known(known)
{
    for (size_t i = 0; i < known.councils().size(); ++i) {
        const QByteArray code = known.councils()[i].code.toUtf8();
        put(m_byKey, codeKey(code), static_cast<int>(i));
        put(m_byNumber, numberKey(code), static_cast<int>(i));
        for (const FormerCode& former : known.councils()[i].predecessors)
            m_byFormer[codeKey(former.code.toUtf8())].push_back(static_cast<int>(i));
    }
    if (!known.profile().isUk())
        return;
    for (const ReplacedCode& replaced : ukReplacedCodes()) {
        const int present = known.council(replaced.present.toUtf8());
        std::vector<int>& heirs = m_byFormer[codeKey(replaced.code.toUtf8())];
        if (present >= 0 && std::ranges::find(heirs, present) == heirs.end())
            heirs.push_back(present);
    }
}

int CodeIndex::find(QByteArrayView text) const
{
    if (const int exact = m_known.council(text); exact >= 0)
        return exact;
    const QByteArray key = codeKey(text);
    return key.isEmpty() ? -1 : m_byKey.value(key, -1);
}

int CodeIndex::likely(QByteArrayView text) const
{
    const QByteArray key = numberKey(text);
    return key.isEmpty() ? -1 : m_byNumber.value(key, -1);
}

QString CodeIndex::whyFormer(QByteArrayView text) const
{
    const QByteArray key = codeKey(text);
    const auto found = m_byFormer.constFind(key);
    if (found == m_byFormer.cend() || found->empty())
        return {};
    QStringList heirs;
    QString ended;
    for (const ReplacedCode& replaced : ukReplacedCodes()) {
        if (codeKey(replaced.code.toUtf8()) == key)
            ended = u"ended in "_s + replaced.year;
    }
    for (const int position : *found) {
        const Council& council = m_known.councils()[static_cast<size_t>(position)];
        heirs << named(council);
        for (const FormerCode& former : council.predecessors) {
            if (former.ended.isValid() && codeKey(former.code.toUtf8()) == key)
                ended = u"ended on "_s + former.ended.toString(Qt::ISODate);
        }
    }
    const QString written = QString::fromUtf8(text).left(kShown);
    const QString when = ended.isEmpty() ? u"is no longer in use"_s : ended;
    return u"the code “%1” %2; the code is now that of %3: if the row is of the same council, write that code, or give the former one an alias in the mapping"_s
        .arg(written, when, heirs.join(u" or "_s));
}

bool CodeIndex::isKnownOtherwise(QByteArrayView text) const
{
    return !whyFormer(text).isEmpty() || likely(text) >= 0;
}

QString CodeIndex::whyUnknown(QByteArrayView text, const QString& elsewhere) const
{
    if (const QString former = whyFormer(text); !former.isEmpty())
        return former;
    const QString written = QString::fromUtf8(text).left(kShown);
    if (const int position = likely(text); position >= 0) {
        const Council& council = m_known.councils()[static_cast<size_t>(position)];
        return u"the council “%1” is not known, but “%2” is (%3): if that is it, write its code as it is known, or give it an alias in the mapping"_s
            .arg(written, council.code, council.name);
    }
    return u"the council “%1” is not known; %2"_s.arg(written, elsewhere);
}

const std::vector<ReplacedCode>& ukReplacedCodes()
{
    static const std::vector<ReplacedCode> codes = [] {
        std::vector<ReplacedCode> read;
        QFile file(u":/profiles/uk_former_codes.csv"_s);
        if (!file.open(QIODevice::ReadOnly))
            return read;
        for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')).sliced(1)) {
            const QStringList cells = line.trimmed().split(QLatin1Char(','));
            if (cells.size() == 3)
                read.push_back({cells[0], cells[1], cells[2]});
        }
        return read;
    }();
    return codes;
}

QString whyEnded(const Register& known, int council, Year year)
{
    const Council& ended = known.councils()[static_cast<size_t>(council)];
    QStringList heirs;
    for (const QString& code : ended.successors) {
        const int position = known.council(code.toUtf8());
        heirs << (position < 0 ? code : named(known.councils()[static_cast<size_t>(position)]));
    }
    const QString day = ended.activeTo.toString(Qt::ISODate);
    if (heirs.isEmpty())
        return u"%1 ended on %2, before %3; if it did not, correct its active_to in the councils file"_s.arg(
            named(ended), day, year.label());
    return u"%1 ended on %2, before %3; in its place came %4: write the code of the council that is meant"_s.arg(
        named(ended), day, year.label(), heirs.join(u" and "_s));
}

} // namespace factoid
