#include "core/import/values/code_forms.h"

#include "core/base/literals.h"

#include <algorithm>

namespace factoid {

namespace {

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

// What is left of a code of digits once it was taken for a number: no leading zeros, perhaps ".0". Empty: no such code.
QByteArray numberKey(QByteArrayView text)
{
    QByteArray key = codeKey(text);
    if (const qsizetype point = key.indexOf('.');
        point > 0 && key.sliced(point + 1).count('0') == key.size() - point - 1)
        key.truncate(point);
    if (key.isEmpty() || !std::ranges::all_of(key, [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    while (key.size() > 1 && key.startsWith('0'))
        key.remove(0, 1);
    return key;
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

QString CodeIndex::whyUnknown(QByteArrayView text, const QString& elsewhere) const
{
    constexpr qsizetype kShown = 60;
    const QString written = QString::fromUtf8(text).left(kShown);
    if (const int position = likely(text); position >= 0) {
        const Council& council = m_known.councils()[static_cast<size_t>(position)];
        return u"the council “%1” is not known, but “%2” is (%3): if that is it, write its code as it is known, or give it an alias in the mapping"_s
            .arg(written, council.code, council.name);
    }
    return u"the council “%1” is not known; %2"_s.arg(written, elsewhere);
}

} // namespace factoid
