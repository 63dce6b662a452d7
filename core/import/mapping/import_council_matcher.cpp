#include "core/import/mapping/import_council_matcher.h"

#include "core/import/values/spelling.h"
#include "core/import/values/value_parser.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr qsizetype kShown = 60;

QString named(const Council& council)
{
    return u"%1 (%2)"_s.arg(council.name, council.code);
}

} // namespace

int CouncilMatch::in(Year year, const QString& field, const Register& known) const
{
    const YearDays days = known.profile().days(year, field);
    if (byName.isEmpty() && candidates.size() == 1)
        return known.councils()[static_cast<size_t>(candidates[0])].endedBefore(days) ? -1 : candidates[0];
    int found = -1;
    for (const int candidate : candidates) {
        if (!known.councils()[static_cast<size_t>(candidate)].activeIn(days))
            continue;
        if (found >= 0)
            return -1;
        found = candidate;
    }
    return found;
}

QString CouncilMatch::whyNone(Year year, const QString& field, const Register& known) const
{
    if (byName.isEmpty() && candidates.size() == 1)
        return whyEnded(known, candidates[0], year);
    const YearDays days = known.profile().days(year, field);
    QStringList active, all;
    for (const int candidate : candidates) {
        const Council& council = known.councils()[static_cast<size_t>(candidate)];
        all << named(council);
        if (council.activeIn(days))
            active << council.code;
    }
    if (active.isEmpty())
        return u"“%1” is %2, which did not exist in %3; name the council that is meant in the mapping's aliases"_s.arg(
            byName.left(kShown), all.join(u", "_s), year.label());
    return u"several councils have this name: %1; name one in the mapping's aliases"_s.arg(active.join(u", "_s));
}

CouncilMatcher::CouncilMatcher(const Mapping& mapping, const Register& known)
    : m_mapping(mapping)
    , m_known(known)
    , m_codes(known)
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
    const int aliased = byAlias(text);
    return aliased >= 0 ? aliased : m_codes.find(text.toUtf8());
}

int CouncilMatcher::byAlias(const QString& text) const
{
    const QString code = m_aliases.value(spellingKey(text));
    return code.isEmpty() ? -1 : m_known.council(code.toUtf8());
}

CouncilMatch CouncilMatcher::byName(const QString& name, const QString& type) const
{
    const std::vector<int> found = m_byName.value(nameKey(name, m_mapping.nameEndings));
    if (found.empty())
        return {{},
                u"the council “%1” is not known; put it into a councils file, or into the mapping's aliases"_s.arg(
                    name.left(kShown)),
                {}};
    if (type.isEmpty())
        return {found, {}, name};
    const QString wanted = m_types.value(spellingKey(type), spellingKey(type));
    CouncilMatch match{{}, {}, name};
    QStringList others;
    for (const int position : found) {
        const Council& council = m_known.councils()[static_cast<size_t>(position)];
        if (spellingKey(council.type) == wanted)
            match.candidates.push_back(position);
        else
            others << u"%1, which is of the type “%2”"_s.arg(named(council), council.type);
    }
    if (match.candidates.empty())
        return {
            {},
            u"no council “%1” of the type “%2” is known; of that name there is %3: name the council in the mapping's aliases, or join the types in it"_s
                .arg(name.left(kShown), type.left(kShown), others.join(u", "_s)),
            {}};
    return match;
}

QString CouncilMatcher::unknownCode(const QString& code, const QString& name) const
{
    if (const QString former = m_codes.whyFormer(code.toUtf8()); !former.isEmpty())
        return former;
    const std::vector<int> namesakes =
        name.isEmpty() ? std::vector<int>() : m_byName.value(nameKey(name, m_mapping.nameEndings));
    const QString elsewhere = u"put it into a councils file, or into the mapping's aliases"_s;
    if (namesakes.empty() && (name.isEmpty() || m_codes.likely(code.toUtf8()) >= 0))
        return m_codes.whyUnknown(code.toUtf8(), elsewhere);
    if (namesakes.empty())
        return u"the council “%1” (%2) is not known; %3"_s.arg(code.left(kShown), name.left(kShown), elsewhere);
    QStringList known;
    for (const int position : namesakes)
        known << named(m_known.councils()[static_cast<size_t>(position)]);
    return u"the code “%1” is not known; the row calls it “%2”, and of that name there is %3: if that is it, give the code an alias in the mapping"_s
        .arg(code.left(kShown), name.left(kShown), known.join(u", "_s));
}

CouncilMatch CouncilMatcher::match(const QString& code, const QString& name, const QString& type) const
{
    if (const int position = byCode(code); position >= 0)
        return {{position}, {}, {}};
    // An alias may also be given for a name.
    if (const int position = byAlias(name); position >= 0)
        return {{position}, {}, {}};
    if (!code.isEmpty() && !missingMarker(code.toUtf8()))
        return {{}, unknownCode(code, name), {}, m_codes.isKnownOtherwise(code.toUtf8())};
    if (!name.isEmpty())
        return byName(name, type);
    return {{}, u"the council's code or name is missing; when the row holds no figures, let the mapping skip it"_s, {}};
}

} // namespace factoid
