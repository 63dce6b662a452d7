#include "core/figures/register.h"

namespace factoid {

namespace {

int find(const QHash<QByteArray, int>& index, QByteArrayView key)
{
    // A view over the caller's bytes: no copy for the look-up.
    return index.value(QByteArray::fromRawData(key.data(), key.size()), -1);
}

template <class T>
int putIn(std::vector<T>& rows, QHash<QByteArray, int>& index, const QString& key, T row)
{
    const QByteArray bytes = key.toUtf8();
    const auto found = index.constFind(bytes);
    if (found != index.cend()) {
        T& kept = rows[static_cast<size_t>(*found)];
        row.id = kept.id;
        kept = std::move(row);
        return *found;
    }
    const int at = static_cast<int>(rows.size());
    rows.push_back(std::move(row));
    index.insert(bytes, at);
    return at;
}

} // namespace

Register::Register(std::vector<Council> councils, std::vector<Field> fields)
    : m_councils(std::move(councils))
    , m_fields(std::move(fields))
{
    for (size_t i = 0; i < m_councils.size(); ++i)
        m_councilByCode.insert(m_councils[i].code.toUtf8(), static_cast<int>(i));
    for (size_t i = 0; i < m_fields.size(); ++i)
        m_fieldBySlug.insert(m_fields[i].slug.toUtf8(), static_cast<int>(i));
    m_profile = profileOf(m_councils);
}

void Register::setProfileSettings(const QHash<QString, QString>& settings)
{
    m_profileSettings = settings;
    m_profile = profileWith(m_councils, settings);
}

int Register::council(QByteArrayView code) const
{
    return find(m_councilByCode, code);
}

int Register::field(QByteArrayView slug) const
{
    return find(m_fieldBySlug, slug);
}

int Register::put(Council council)
{
    const QString code = council.code;
    return putIn(m_councils, m_councilByCode, code, std::move(council));
}

int Register::put(Field field)
{
    const QString slug = field.slug;
    return putIn(m_fields, m_fieldBySlug, slug, std::move(field));
}

} // namespace factoid
