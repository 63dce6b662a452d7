#include "core/queries/overview/search_query.h"

#include "core/store/data/register_store.h"
#include "core/store/site/set_store.h"

#include <set>

namespace factoid {

namespace {

QString councilNote(const Council& council)
{
    QString note = QStringLiteral("%1, %2").arg(council.type, council.nation);
    if (council.total)
        note = QStringLiteral("total row");
    if (council.activeTo.isValid())
        note += QStringLiteral(", until %1").arg(council.activeTo.year());
    return note + QStringLiteral(" · ") + council.code;
}

} // namespace

Result<std::vector<SearchEntry>> searchEntries(QueryContext& context)
{
    const auto known = RegisterStore(context.db).load();
    if (!known)
        return std::unexpected(known.error());
    std::vector<SearchEntry> entries;
    for (const Council& council : known->councils())
        entries.push_back({SearchEntry::Kind::Council, council.code, council.name, councilNote(council)});
    for (const Field& field : known->fields())
        entries.push_back({SearchEntry::Kind::Field, field.slug, field.name, QStringLiteral("%1 · %2").arg(field.slug, field.unit)});
    std::set<int> years;
    auto read = context.db.each(QStringLiteral("SELECT DISTINCT year FROM cells"), {}, [&](const QSqlQuery& row) { years.insert(row.value(0).toInt()); });
    if (!read)
        return std::unexpected(read.error());
    for (auto code = years.rbegin(); code != years.rend(); ++code) {
        if (const auto year = Year::fromCode(*code))
            entries.push_back({SearchEntry::Kind::Year, year->label(), year->label(), {}});
    }
    const auto current = SetStore(context.db).current();
    if (!current)
        return std::unexpected(current.error());
    QHash<QString, int> places; // by language
    for (const PublishedFactoid& published : current->factoids) {
        const bool withdrawn = published.withdrawnAt.isValid();
        const bool live = !withdrawn && ++places[published.factoid.language] <= current->onShow;
        entries.push_back({SearchEntry::Kind::Factoid, published.factoid.id, published.factoid.text, withdrawn ? QStringLiteral("withdrawn") : live ? QStringLiteral("live") : QStringLiteral("in reserve")});
    }
    return entries;
}

} // namespace factoid
