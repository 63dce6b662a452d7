#include "core/store/site/set_store.h"

#include "core/base/languages.h"
#include "core/base/sha256.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

constexpr int kFairnessDays = 90;
constexpr int kByHand = -1; // in place of the claim that failed: none did

QString body(const Factoid& factoid)
{
    return QString::fromUtf8(QJsonDocument(toJson(factoid)).toJson(QJsonDocument::Compact));
}

Result<Factoid> factoidFromBody(const QString& text)
{
    return factoidFromJson(QJsonDocument::fromJson(text.toUtf8()).object());
}

} // namespace

std::vector<Factoid> PublishedSet::live(int limit) const
{
    std::vector<Factoid> shown;
    for (const QString& language : languages()) {
        std::vector<Factoid> some = liveIn(language, limit);
        shown.insert(shown.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    }
    return shown;
}

std::vector<Factoid> PublishedSet::liveIn(const QString& language, int limit) const
{
    const int wanted = limit > 0 ? limit : onShow;
    std::vector<Factoid> shown;
    for (const PublishedFactoid& published : factoids) {
        if (static_cast<int>(shown.size()) == wanted)
            break;
        if (!published.withdrawnAt.isValid() && published.factoid.language == language)
            shown.push_back(published.factoid);
    }
    return shown;
}

QStringList PublishedSet::languages() const
{
    QStringList all;
    for (const PublishedFactoid& published : factoids) {
        if (!all.contains(published.factoid.language))
            all << published.factoid.language;
    }
    return inLanguageOrder(all);
}

Result<PublishedSet> SetStore::current()
{
    PublishedSet set;
    if (const auto found = TRY(head()))
        set = {found->id,       found->run,       found->publishedAt, found->slot,
               found->dataHash, found->generator, found->onShow,      {}};
    Result<void> parsed;
    auto read = m_db.each(
        u"SELECT position, body, withdrawn_at FROM factoids WHERE set_id = ? ORDER BY position"_s, {set.id},
        [&](const QSqlQuery& row) {
            auto factoid = factoidFromBody(row.value(1).toString());
            if (!factoid) {
                parsed = std::unexpected(factoid.error());
                return;
            }
            set.factoids.push_back({std::move(*factoid), row.value(0).toInt(), timeFromText(row.value(2).toString())});
        });
    if (!read)
        return std::unexpected(read.error());
    if (!parsed)
        return std::unexpected(parsed.error());
    return set;
}

Result<qint64> SetStore::publish(const PublishedSet& set, const QSet<QString>& badExamples)
{
    TRY(m_db.run(u"UPDATE sets SET is_current = 0 WHERE is_current = 1"_s));
    TRY(m_db.run(
        u"INSERT INTO sets(run_id, published_at, slot, data_hash, generator, on_show, is_current) VALUES(?, ?, ?, ?, ?, ?, 1)"_s,
        {set.run, timeText(set.publishedAt), set.slot, QString::fromLatin1(set.dataHash), set.generator, set.onShow}));
    const qint64 id = m_db.lastInsertId();
    QHash<QString, int> places;
    for (const PublishedFactoid& published : set.factoids) {
        const Factoid& factoid = published.factoid;
        TRY(m_db.run(u"INSERT INTO factoids(set_id, position, id, body) VALUES(?, ?, ?, ?)"_s,
                     {id, published.position, factoid.id, body(factoid)}));
        if (++places[factoid.language] > set.onShow)
            continue; // the reserve is not shown
        // Once a set, in however many languages: a fact that is shown twice over is no older news than any other.
        TRY(m_db.run(
            u"INSERT INTO shown(set_id, fact_key, field, councils, bad_example, shown_at) VALUES(?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(set_id, fact_key) DO UPDATE SET field = excluded.field, councils = excluded.councils,"
            " bad_example = excluded.bad_example, shown_at = excluded.shown_at"_s,
            {id, factoid.factKey, factoid.field, factoid.councils.join(QLatin1Char(' ')),
             badExamples.contains(factoid.factKey) ? 1 : 0, timeText(set.publishedAt)}));
    }
    return id;
}

Result<void> SetStore::withdraw(const PublishedSet& set, const Factoid& factoid, const Withdrawal& why,
                                const QDateTime& now)
{
    auto marked =
        TRY(m_db.run(u"UPDATE factoids SET withdrawn_at = ? WHERE set_id = ? AND id = ? AND withdrawn_at IS NULL"_s,
                     {timeText(now), set.id, factoid.id}));
    if (marked == 0)
        return {}; // another process was first; a correction is listed once
    TRY(m_db.run(
        u"INSERT INTO corrections(factoid_id, set_id, text, published_at, withdrawn_at, reason, failed_claim, new_value, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {factoid.id, set.id, factoid.text, timeText(set.publishedAt), timeText(now), why.reason,
         why.byHand            ? QVariant(kByHand)
         : why.failedClaim < 0 ? QVariant()
                               : QVariant(why.failedClaim),
         why.newValue, body(factoid)}));
    return {};
}

Result<SetStanding> SetStore::standing()
{
    SetStanding standing;
    Sha256 digest;
    // Lengths go before what is hashed, so that no two lists of fields make the same bytes.
    const auto add = [&](const QString& text) {
        const QByteArray bytes = text.toUtf8();
        digest.addData(QByteArray::number(bytes.size()) + ':');
        digest.addData(bytes);
    };
    auto read = m_db.each(u"SELECT s.id, s.slot, s.data_hash, s.on_show, s.published_at, f.position, f.id, f.body, "
                          u"f.withdrawn_at FROM sets s"
                          " LEFT JOIN factoids f ON f.set_id = s.id WHERE s.is_current = 1 ORDER BY f.position"_s,
                          {}, [&](const QSqlQuery& row) {
                              constexpr int kColumns = 9, kId = 6, kBody = 7, kWithdrawn = 8;
                              standing.set = row.value(0).toLongLong();
                              standing.slot = row.value(1).toString();
                              standing.dataHash = row.value(2).toString().toLatin1();
                              for (int column = 0; column < kColumns; ++column)
                                  add(row.value(column).toString());
                              if (!row.value(kId).isNull() && row.value(kWithdrawn).isNull())
                                  standing.live.insert(row.value(kId).toString(), row.value(kBody).toString());
                          });
    if (!read)
        return std::unexpected(read.error());
    standing.digest = digest.result().toHex();
    return standing;
}

Result<std::optional<SetStore::Mark>> SetStore::currentMark()
{
    std::optional<Mark> mark;
    TRY(m_db.each(u"SELECT slot, data_hash FROM sets WHERE is_current = 1"_s, {}, [&](const QSqlQuery& row) {
        if (!mark)
            mark = {row.value(0).toString(), row.value(1).toString()};
    }));
    return mark;
}

Result<void> SetStore::confirm(const PublishedSet& set, const Factoid& factoid)
{
    TRY(m_db.run(u"UPDATE factoids SET body = ? WHERE set_id = ? AND id = ? AND withdrawn_at IS NULL"_s,
                 {body(factoid), set.id, factoid.id}));
    return {};
}

QString SetStore::withdrawnText(const Factoid& factoid)
{
    return factoid.language + QLatin1Char(':') + factoid.text;
}

Result<QSet<QString>> SetStore::withdrawnByHand()
{
    QSet<QString> texts;
    Result<void> parsed;
    auto read =
        m_db.each(u"SELECT body FROM corrections WHERE failed_claim = ?"_s, {kByHand}, [&](const QSqlQuery& row) {
            const auto factoid = factoidFromBody(row.value(0).toString());
            if (factoid)
                texts.insert(withdrawnText(*factoid));
            else
                parsed = std::unexpected(factoid.error());
        });
    if (!read)
        return std::unexpected(read.error());
    if (!parsed)
        return std::unexpected(parsed.error());
    return texts;
}

Result<std::vector<CorrectionRecord>> SetStore::corrections(int limit)
{
    std::vector<CorrectionRecord> records;
    Result<void> parsed;
    auto read = m_db.each(
        u"SELECT id, set_id, published_at, withdrawn_at, reason, failed_claim, new_value, body FROM corrections ORDER BY id DESC LIMIT ?"_s,
        {limit}, [&](const QSqlQuery& row) {
            auto factoid = factoidFromBody(row.value(7).toString());
            if (!factoid) {
                parsed = std::unexpected(factoid.error());
                return;
            }
            records.push_back({row.value(0).toLongLong(), std::move(*factoid), row.value(1).toLongLong(),
                               timeFromText(row.value(2).toString()), timeFromText(row.value(3).toString()),
                               row.value(4).toString(), row.value(5).isNull() ? -1 : row.value(5).toInt(),
                               row.value(6).toString()});
        });
    if (!read)
        return std::unexpected(read.error());
    if (!parsed)
        return std::unexpected(parsed.error());
    return records;
}

Result<ShownRecord> SetStore::shown(const QDateTime& now)
{
    ShownRecord record;
    const auto youngest = [](QHash<QString, int>& ages, const QString& key, int age) {
        const auto found = ages.constFind(key);
        if (found == ages.cend() || *found > age)
            ages.insert(key, age);
    };
    auto read = m_db.each(
        u"SELECT fact_key, field, councils, bad_example, shown_at FROM shown WHERE shown_at >= ? AND shown_at <= ?"_s,
        {timeText(now.addDays(-kFairnessDays)), timeText(now)}, [&](const QSqlQuery& row) {
            const int age = static_cast<int>(timeFromText(row.value(4).toString()).daysTo(now));
            youngest(record.factAgeDays, row.value(0).toString(), age);
            youngest(record.fieldAgeDays, row.value(1).toString(), age);
            if (!row.value(3).toBool())
                return;
            for (const QString& code : row.value(2).toString().split(QLatin1Char(' '), Qt::SkipEmptyParts))
                ++record.badExampleCount[code];
        });
    if (!read)
        return std::unexpected(read.error());
    return record;
}

Result<std::optional<SetHead>> SetStore::head()
{
    std::optional<SetHead> head;
    TRY(m_db.each(
        u"SELECT id, run_id, published_at, slot, data_hash, generator, on_show FROM sets WHERE is_current = 1"_s, {},
        [&](const QSqlQuery& row) {
            head = SetHead{
                row.value(0).toLongLong(), row.value(1).toLongLong(),          timeFromText(row.value(2).toString()),
                row.value(3).toString(),   row.value(4).toString().toLatin1(), row.value(5).toString(),
                row.value(6).toInt()};
        }));
    return head;
}

Result<SetStore::Tally> SetStore::tally(const QDateTime& since)
{
    Tally tally;
    TRY(m_db.each(
        u"SELECT COUNT(*), SUM(published_at >= ?), MIN(published_at) FROM sets"_s, {timeText(since)},
        [&](const QSqlQuery& row) {
            tally = {row.value(0).toLongLong(), row.value(1).toLongLong(), timeFromText(row.value(2).toString())};
        }));
    return tally;
}

} // namespace factoid
