// What an operator may do to the current set, and what is asked about one factoid's past.
#include "core/base/languages.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace factoid {

namespace {

// Rows in this order, from 1. Through negative places, because no two rows may share one.
Result<void> place(Database& db, qint64 set, const std::vector<int>& positions)
{
    for (size_t i = 0; i < positions.size(); ++i) {
        TRY(db.run(u"UPDATE factoids SET position = ? WHERE set_id = ? AND position = ?"_s,
                   {-static_cast<qint64>(i) - 1, set, positions[i]}));
    }
    TRY(db.run(u"UPDATE factoids SET position = -position WHERE set_id = ? AND position < 0"_s, {set}));
    return {};
}

std::unexpected<Error> notLive(const QString& id)
{
    return fail(ErrorKind::Input, Message("set.not_in_it").arg(id));
}

} // namespace

Result<void> SetStore::order(const PublishedSet& set, const QStringList& ids)
{
    std::vector<const PublishedFactoid*> rest, withdrawn, wanted;
    for (const PublishedFactoid& published : set.factoids)
        (published.withdrawnAt.isValid() ? withdrawn : rest).push_back(&published);
    for (const QString& id : ids) {
        const auto found =
            std::ranges::find_if(rest, [&](const PublishedFactoid* each) { return each->factoid.id == id; });
        if (found == rest.end())
            return notLive(id);
        wanted.push_back(*found);
        rest.erase(found);
    }
    wanted.insert(wanted.end(), rest.begin(), rest.end());
    wanted.insert(wanted.end(), withdrawn.begin(), withdrawn.end());
    std::vector<int> positions;
    for (const PublishedFactoid* published : wanted)
        positions.push_back(published->position);
    return place(m_db, set.id, positions);
}

Result<void> SetStore::insert(const PublishedSet& set, const Factoid& factoid, int behind)
{
    int next = 1;
    std::vector<int> live, withdrawn;
    qsizetype at = 0; // among the live ones
    int passed = 0;   // of its language
    for (const PublishedFactoid& published : set.factoids) {
        next = std::max(next, published.position + 1);
        const bool sameLanguage = published.factoid.language == factoid.language,
                   gone = published.withdrawnAt.isValid();
        const bool sameFact =
            sameLanguage && !gone && !factoid.factKey.isEmpty() && published.factoid.factKey == factoid.factKey;
        if (published.factoid.id == factoid.id || sameFact)
            return fail(ErrorKind::Input, Message("set.in_it_already").arg(published.factoid.text));
        (gone ? withdrawn : live).push_back(published.position);
        if (sameLanguage && !gone && passed < behind) {
            ++passed;
            at = std::ssize(live);
        }
    }
    TRY(m_db.run(
        u"INSERT INTO factoids(set_id, position, id, body) VALUES(?, ?, ?, ?)"_s,
        {set.id, next, factoid.id, QString::fromUtf8(QJsonDocument(toJson(factoid)).toJson(QJsonDocument::Compact))}));
    live.insert(live.begin() + at, next);
    live.insert(live.end(), withdrawn.begin(), withdrawn.end());
    return place(m_db, set.id, live);
}

Result<void> SetStore::takeOut(const PublishedSet& set, const QString& id)
{
    auto gone =
        TRY(m_db.run(u"DELETE FROM factoids WHERE set_id = ? AND id = ? AND withdrawn_at IS NULL"_s, {set.id, id}));
    return gone == 0 ? Result<void>(notLive(id)) : Result<void>();
}

Result<void> SetStore::bringBack(const PublishedSet& set, const QString& id)
{
    auto back = TRY(
        m_db.run(u"UPDATE factoids SET withdrawn_at = NULL WHERE set_id = ? AND id = ? AND withdrawn_at IS NOT NULL"_s,
                 {set.id, id}));
    if (back == 0)
        return fail(ErrorKind::Input, Message("set.not_withdrawn").arg(id));
    TRY(m_db.run(u"DELETE FROM corrections WHERE set_id = ? AND factoid_id = ?"_s, {set.id, id}));
    return {};
}

Result<void> SetStore::noteShown(const QDateTime& now)
{
    const auto set = TRY(current());
    for (const Factoid& factoid : set.live()) {
        TRY(m_db.run(
            u"INSERT INTO shown(set_id, fact_key, field, councils, bad_example, shown_at) VALUES(?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING"_s,
            {set.id, factoid.factKey, factoid.field, factoid.councils.join(QLatin1Char(' ')), timeText(now)}));
    }
    return {};
}

Result<std::vector<SetStore::Showing>> SetStore::showings(const QString& factKey, const QString& language, int limit)
{
    std::vector<Showing> showings;
    const int rows = limit * static_cast<int>(knownLanguages().size());
    auto read = m_db.each(
        u"SELECT s.id, s.run_id, s.slot, w.shown_at, f.withdrawn_at, s.is_current, f.body FROM shown "
        u"w JOIN sets s ON s.id = w.set_id"
        " JOIN factoids f ON f.set_id = s.id AND %1 = w.fact_key"
        " WHERE w.fact_key = ? ORDER BY s.id DESC LIMIT ?"_s.arg(m_db.backend().jsonText(u"f.body"_s, u"fact_key"_s)),
        {factKey, rows}, [&](const QSqlQuery& row) {
            const QJsonObject body = QJsonDocument::fromJson(row.value(6).toString().toUtf8()).object();
            Showing showing{row.value(0).toLongLong(),
                            row.value(1).toLongLong(),
                            row.value(2).toString(),
                            timeFromText(row.value(3).toString()),
                            timeFromText(row.value(4).toString()),
                            row.value(5).toBool(),
                            body.value(u"text"_s).toString(),
                            body.value(u"language"_s).toString()};
            if (showings.empty() || showings.back().set != showing.set)
                showings.push_back(std::move(showing));
            else if (showings.back().language != language)
                showings.back() = std::move(showing);
        });
    if (!read)
        return std::unexpected(read.error());
    if (static_cast<int>(showings.size()) > limit)
        showings.resize(static_cast<size_t>(limit));
    return showings;
}

Result<std::optional<Factoid>> SetStore::find(const QString& id)
{
    const auto found = TRY(m_db.scalar(u"SELECT body FROM factoids WHERE id = ? ORDER BY set_id DESC LIMIT 1"_s, {id}));
    if (!found)
        return std::nullopt;
    auto factoid = TRY(factoidFromJson(QJsonDocument::fromJson(found->toString().toUtf8()).object()));
    return factoid;
}

} // namespace factoid
