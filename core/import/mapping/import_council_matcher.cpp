#include "core/import/mapping/import_council_matcher.h"

#include "core/import/values/import_register.h"

#include <algorithm>

namespace factoid {

int CouncilMatch::in(Year year, const Register& known) const
{
    if (candidates.size() == 1)
        return candidates[0];
    int found = -1;
    for (const int candidate : candidates) {
        if (!known.councils()[static_cast<size_t>(candidate)].activeIn(year))
            continue;
        if (found >= 0)
            return -1;
        found = candidate;
    }
    return found;
}

CouncilMatcher::CouncilMatcher(const Mapping& mapping, const Register& known)
    : m_mapping(mapping)
    , m_known(known)
{
    for (auto it = mapping.aliases.begin(); it != mapping.aliases.end(); ++it)
        m_aliases.insert(spellingKey(it.key()), it.value());
    for (auto it = mapping.types.begin(); it != mapping.types.end(); ++it)
        m_types.insert(spellingKey(it.key()), spellingKey(it.value()));
    for (size_t i = 0; i < known.councils().size(); ++i)
        m_byName[nameKey(known.councils()[i].name, mapping.nameEndings)].push_back(static_cast<int>(i));
}

int CouncilMatcher::byCode(const QString& text) const
{
    if (text.isEmpty())
        return -1;
    const QString code = m_aliases.value(spellingKey(text), text);
    return m_known.council(code.toUtf8());
}

std::vector<int> CouncilMatcher::byName(const QString& name, const QString& type) const
{
    std::vector<int> found = m_byName.value(nameKey(name, m_mapping.nameEndings));
    if (found.size() < 2 || type.isEmpty())
        return found;
    const QString wanted = m_types.value(spellingKey(type), spellingKey(type));
    std::vector<int> ofType;
    for (const int position : found) {
        if (spellingKey(m_known.councils()[static_cast<size_t>(position)].type) == wanted)
            ofType.push_back(position);
    }
    return ofType.empty() ? found : ofType;
}

CouncilMatch CouncilMatcher::match(const QString& code, const QString& name, const QString& type) const
{
    if (const int position = byCode(code); position >= 0)
        return {{position}, {}};
    // An alias may also be given for a name.
    if (m_aliases.contains(spellingKey(name))) {
        if (const int position = byCode(name); position >= 0)
            return {{position}, {}};
    }
    if (!name.isEmpty()) {
        if (std::vector<int> found = byName(name, type); !found.empty())
            return {std::move(found), {}};
    }
    const QString text = code.isEmpty() ? name : code;
    if (text.isEmpty())
        return {{}, u"the council's code or name is missing; when the row holds no figures, let the mapping skip it"_s};
    return {{},
            u"the council “%1”%2 is not known; put it into a councils file, or into the mapping's aliases"_s.arg(
                text.left(60), code.isEmpty() || name.isEmpty() ? QString() : u" (%1)"_s.arg(name.left(60)))};
}

} // namespace factoid
