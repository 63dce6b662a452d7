#include "core/factoids/words/name_formatter.h"

#include "core/factoids/words/population.h"

#include <algorithm>

namespace factoid {

namespace {

const QString kMonths[] = {u"January"_s, u"February"_s, u"March"_s,     u"April"_s,   u"May"_s,      u"June"_s,
                           u"July"_s,    u"August"_s,   u"September"_s, u"October"_s, u"November"_s, u"December"_s};

QString monthAndYear(QDate date)
{
    return u"%1 %2"_s.arg(kMonths[date.month() - 1]).arg(date.year());
}

GroupName inPlace(const GroupWords& words, const PlaceWords& place)
{
    const QString in = u" in "_s + place.spoken;
    GroupName name{words.one, words.many, words.one + in, words.many + in, {}, {}, {}};
    if (place.adjective.isEmpty()) {
        name.oneOf = name.oneIn;
        name.manyOf = name.manyIn;
        return name;
    }
    name.oneOf = place.adjective + QLatin1Char(' ') + words.one;
    name.manyOf = place.adjective + QLatin1Char(' ') + words.many;
    name.placeOwns = possessive(place.spoken);
    return name;
}

} // namespace

QString possessive(const QString& name)
{
    return name + (name.endsWith(QLatin1Char('s')) ? u"'"_s : u"'s"_s);
}

bool NameFormatter::isAmbiguous(int index) const
{
    const Council& council = m_panel.councils()[static_cast<size_t>(index)];
    return !m_panel.nameIsUnique(index) || m_lexicon.isRegion(council.name);
}

QString NameFormatter::council(int index) const
{
    const Council& council = m_panel.councils()[static_cast<size_t>(index)];
    const QString spoken = m_lexicon.spokenName(council.name);
    if (!isAmbiguous(index))
        return spoken;
    const QString kind = m_lexicon.type(council.type).one;
    const bool former = council.activeTo.isValid();
    if (isApart(index, {}))
        return m_lexicon.bracketed(spoken, kind, former);
    for (const auto& [place, property] :
         {std::pair(council.region, &Council::region), std::pair(council.nation, &Council::nation)}) {
        if (!place.isEmpty() && isApart(index, property))
            return m_lexicon.bracketed(spoken, kind + QLatin1Char(' ') + m_lexicon.place(place).in, former);
    }
    return {};
}

bool NameFormatter::isApart(int index, QString Council::*place) const
{
    const Council& council = m_panel.councils()[static_cast<size_t>(index)];
    return std::ranges::count_if(m_panel.councils(), [&](const Council& other) {
               return other.name == council.name && other.type == council.type &&
                      other.activeTo.isValid() == council.activeTo.isValid() &&
                      (!place || other.*place == council.*place);
           }) == 1;
}

std::optional<SaidGroup> NameFormatter::saidGroup(const Scope& scope, int field, Year year) const
{
    // Without a word for all of them, one type's will do where there is no other.
    const std::vector<QString>& types = m_panel.types().names;
    const bool onlyType = types.size() == 1 && scope.type.isEmpty() && m_lexicon.council().one.isEmpty();
    const QString& type = onlyType ? types.front() : scope.type;
    const GroupWords words = type.isEmpty() ? m_lexicon.council() : m_lexicon.type(type);
    if (words.one.isEmpty())
        return std::nullopt;
    if (!scope.region.isEmpty())
        return SaidGroup{words, m_lexicon.place(scope.region)};
    const QString& implied = words.place.isEmpty() ? words.nation : words.place;
    if (!scope.type.isEmpty())
        return implied.isEmpty() ? SaidGroup{words, std::nullopt} : SaidGroup{words, m_lexicon.place(implied)};
    if (!scope.nation.isEmpty())
        return SaidGroup{words, m_lexicon.place(scope.nation)};
    const QSet<QString> nations = nationsWith(m_panel, field, year);
    if (nations.contains(nationsOf(m_panel, field, year)) && nations.size() > 1) {
        if (!m_lexicon.wholeCountry().spoken.isEmpty())
            return SaidGroup{words, m_lexicon.wholeCountry()};
        return SaidGroup{words, std::nullopt}; // all of them, and nothing that they are in
    }
    if (nations.size() == 1)
        return SaidGroup{words, m_lexicon.place(*nations.begin())};
    return std::nullopt;
}

std::optional<GroupName> NameFormatter::group(const Scope& scope, int field, Year year) const
{
    const auto said = saidGroup(scope, field, year);
    if (!said)
        return std::nullopt;
    const GroupWords& words = said->words;
    if (said->place)
        return inPlace(words, *said->place);
    return GroupName{words.one, words.many, words.one, words.many, words.one, words.many, {}};
}

QString NameFormatter::year(const QString& field, Moment moment, Year year) const
{
    const DataProfile& profile = m_lexicon.profile();
    const QDate first = profile.firstDay(year, field);
    const QDate last = profile.lastDay(year, field);
    switch (moment) {
    case Moment::Flow:
        break;
    case Moment::Closing:
        return last.isValid() ? monthAndYear(last) : year.label();
    case Moment::Opening:
        return first.isValid() ? monthAndYear(first) : year.label();
    case Moment::Middle:
        return u"mid-%1"_s.arg(year.startYear());
    }
    return year.label();
}

} // namespace factoid
