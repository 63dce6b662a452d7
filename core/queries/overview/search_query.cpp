#include "core/queries/overview/search_query.h"

#include "core/store/data/cell_store.h"
#include "core/store/data/register_store.h"
#include "core/store/site/set_store.h"

#include <algorithm>
#include <functional>

namespace factoid {

namespace {

QString councilNote(const Council& council)
{
    QString note = u"%1, %2"_s.arg(council.type, council.nation);
    if (council.total)
        note = u"total row"_s;
    if (council.activeTo.isValid())
        note += u", until %1"_s.arg(council.activeTo.year());
    return note + u" · "_s + council.code;
}

} // namespace

Result<std::vector<SearchEntry>> searchEntries(QueryContext& context)
{
    const auto known = TRY(RegisterStore(context.db).load());
    std::vector<SearchEntry> entries;
    for (const Council& council : known.councils())
        entries.push_back({SearchEntry::Kind::Council, council.code, council.name, councilNote(council)});
    for (const Field& field : known.fields())
        entries.push_back({SearchEntry::Kind::Field, field.slug, field.name, u"%1 · %2"_s.arg(field.slug, field.unit)});
    auto years = TRY(CellStore(context.db).years());
    std::ranges::sort(years, std::greater<>());
    for (const Year year : years)
        entries.push_back({SearchEntry::Kind::Year, year.label(), year.label(), {}});
    const auto current = TRY(SetStore(context.db).current());
    QHash<QString, int> places; // by language
    for (const PublishedFactoid& published : current.factoids) {
        const bool withdrawn = published.withdrawnAt.isValid();
        const bool live = !withdrawn && ++places[published.factoid.language] <= current.onShow;
        entries.push_back({SearchEntry::Kind::Factoid, published.factoid.id, published.factoid.text,
                           withdrawn ? u"withdrawn"_s
                           : live    ? u"live"_s
                                     : u"in reserve"_s});
    }
    return entries;
}

} // namespace factoid
