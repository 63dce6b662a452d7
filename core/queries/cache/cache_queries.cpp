#include "core/queries/cache/cache_queries.h"

#include "core/base/clock.h"
#include "core/base/counted.h"
#include "core/cache/store_level.h"
#include "core/queries/errors/failure_queries.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/store/operations/lease_store.h"
#include "core/store/sql/time_text.h"

#include <QLocale>
#include <QSet>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kSecondsPerMinute = 60;
constexpr int kSecondsPerHour = 3'600;
constexpr int kSecondsPerDay = 86'400;

QJsonValue number(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

// "4 h 10 min", "12 min", "3 days".
QString spanWords(qint64 seconds)
{
    if (seconds >= 2 * kSecondsPerDay)
        return QStringLiteral("%1 days").arg(seconds / kSecondsPerDay);
    const qint64 hours = seconds / kSecondsPerHour;
    const qint64 minutes = seconds % kSecondsPerHour / kSecondsPerMinute;
    if (hours == 0)
        return minutes == 0 ? QStringLiteral("less than a minute") : QStringLiteral("%1 min").arg(minutes);
    return minutes == 0 ? QStringLiteral("%1 h").arg(hours) : QStringLiteral("%1 h %2 min").arg(hours).arg(minutes);
}

struct KeyRow {
    QString key;
    QByteArray dataHash;
    qint64 version = 0, bytes = 0;
    QDateTime storedAt, freshUntil, staleUntil;
};

Result<std::vector<KeyRow>> keyRows(Database& db)
{
    std::vector<KeyRow> rows;
    auto read = db.each(QStringLiteral("SELECT key, data_hash, version, length(value), stored_at, fresh_until, stale_until FROM cache_entries"
                                       " WHERE length(value) > 0 ORDER BY key"),
                        {}, [&](const QSqlQuery& row) {
                            rows.push_back({row.value(0).toString(), row.value(1).toString().toLatin1(), row.value(2).toLongLong(), row.value(3).toLongLong(),
                                            timeFromText(row.value(4).toString()), timeFromText(row.value(5).toString()), timeFromText(row.value(6).toString())});
                        });
    if (!read)
        return std::unexpected(read.error());
    return rows;
}

// The keys that somebody makes at this moment; leases run on the machine's time.
Result<QSet<QString>> keysInTheMaking(Database& db)
{
    QSet<QString> keys;
    const QString prefix = StoreLevel::leaseName({});
    auto read = db.each(QStringLiteral("SELECT substr(name, ?) FROM leases WHERE substr(name, 1, ?) = ? AND holder <> '' AND expires_at > ?"),
                        {prefix.size() + 1, prefix.size(), prefix, timeText(machineNow())},
                        [&](const QSqlQuery& row) { keys.insert(row.value(0).toString()); });
    if (!read)
        return std::unexpected(read.error());
    return keys;
}

Result<QString> publishedKey(Database& db)
{
    const auto set = db.scalar(QStringLiteral("SELECT slot || ':' || data_hash FROM sets WHERE is_current = 1"));
    if (!set)
        return std::unexpected(set.error());
    return *set ? QStringLiteral("sitewide_factoids:") + (*set)->toString() : QString();
}

QString kindOf(const QString& key)
{
    if (key.startsWith(QLatin1String("sitewide_factoids:")))
        return QStringLiteral("factoids");
    return key.startsWith(QLatin1String("sitewide_summaries:")) ? QStringLiteral("summaries") : QStringLiteral("other");
}

// The key as a person would say it.
QString wordsOf(const QString& key)
{
    const QString rest = key.section(QLatin1Char(':'), 1);
    if (kindOf(key) == QLatin1String("summaries")) {
        const QDate day = QDate::fromString(rest, Qt::ISODate);
        return day.isValid() ? QStringLiteral("summaries of %1").arg(QLocale::c().toString(day, QStringLiteral("d MMMM yyyy"))) : key;
    }
    if (kindOf(key) != QLatin1String("factoids"))
        return key;
    if (rest.startsWith(QLatin1String("fallback")))
        return QStringLiteral("factoids before anything was published");
    const QString slot = rest.section(QLatin1Char(':'), 0, -2);
    if (slot == QLatin1String("now"))
        return QStringLiteral("factoids made by hand");
    if (slot == QLatin1String("freshness"))
        return QStringLiteral("factoids made for the freshness target");
    return QStringLiteral("factoids of the %1 slot").arg(slot);
}

QString stateOf(const KeyRow& row, const QDateTime& now)
{
    if (now < row.freshUntil)
        return QStringLiteral("fresh");
    return now < row.staleUntil ? QStringLiteral("stale") : QStringLiteral("expired");
}

QString stateWords(const QDateTime& freshUntil, const QDateTime& staleUntil, const QDateTime& now)
{
    if (now < freshUntil)
        return QStringLiteral("fresh for %1").arg(spanWords(now.secsTo(freshUntil)));
    if (now < staleUntil)
        return QStringLiteral("stale, served for %1 more").arg(spanWords(now.secsTo(staleUntil)));
    return QStringLiteral("expired");
}

QJsonArray rehearsalsJson(const std::vector<Rehearsal>& rehearsals)
{
    QJsonArray list;
    for (const Rehearsal& rehearsal : rehearsals)
        list.append(rehearsal.toJson());
    return list;
}

// The state of what readers ask for, in a level that holds keys.
void addHeldState(QJsonObject& level, const std::optional<KeyRow>& held, const QString& key, const QDateTime& now)
{
    const QString state = held ? stateOf(*held, now) : QStringLiteral("empty");
    level.insert(QStringLiteral("state"), state == QLatin1String("expired") ? QStringLiteral("empty") : state);
    level.insert(QStringLiteral("state_words"), held             ? stateWords(held->freshUntil, held->staleUntil, now)
                                                : key.isEmpty() ? QStringLiteral("nothing is published yet")
                                                                : QStringLiteral("does not hold the published set"));
}

// A level that is left out says so in place of what it holds.
void addBreakerState(QJsonObject& level)
{
    if (const QJsonObject breaker = level.value(QStringLiteral("breaker")).toObject(); !breaker.value(QStringLiteral("allowed")).toBool()) {
        level.insert(QStringLiteral("state"), QStringLiteral("left_out"));
        level.insert(QStringLiteral("state_words"), QStringLiteral("left out: %1").arg(breaker.value(QStringLiteral("sentence")).toString()));
    }
}

Result<void> addCuratedState(QueryContext& context, QJsonObject& level)
{
    const auto answer = fallbacksQuery(context);
    if (!answer)
        return std::unexpected(answer.error());
    int proven = 0, notices = 0, unchecked = 0, leftOut = 0, untrue = 0, due = 0;
    qint64 bytes = 0;
    const QDate today = context.clock.now().date();
    for (const QJsonValue& value : answer->value(QStringLiteral("fallbacks")).toArray()) {
        const QJsonObject row = value.toObject();
        const QString extent = row.value(QStringLiteral("extent")).toString();
        const bool served = row.value(QStringLiteral("served")).toBool();
        if (extent == kNotChecked)
            (served ? unchecked : leftOut) += 1;
        else if (!row.value(QStringLiteral("supported")).toBool())
            ++untrue;
        else if (served)
            (extent == kIsNotice ? notices : proven) += 1;
        bytes += row.value(QStringLiteral("text")).toString().toUtf8().size();
        const QDate review = QDate::fromString(row.value(QStringLiteral("review_on")).toString(), Qt::ISODate);
        due += review.isValid() && review <= today ? 1 : 0;
    }
    const int usable = proven + notices + unchecked;
    QStringList words;
    if (usable == 0)
        words << QStringLiteral("nothing to fall back on");
    if (proven > 0)
        words << QStringLiteral("%1 proven").arg(proven);
    if (notices > 0)
        words << counted(notices, "notice", "notices");
    if (unchecked > 0)
        words << QStringLiteral("%1 not checked").arg(unchecked);
    if (leftOut > 0)
        words << QStringLiteral("%1 not checked and not served").arg(leftOut);
    if (untrue > 0)
        words << QStringLiteral("%1 no longer true").arg(untrue);
    if (due > 0)
        words << QStringLiteral("%1 due for review").arg(due);
    level.insert(QStringLiteral("entries"), usable);
    level.insert(QStringLiteral("bytes"), bytes);
    level.insert(QStringLiteral("state"), usable == 0 ? QStringLiteral("empty") : QStringLiteral("ready"));
    level.insert(QStringLiteral("state_words"), words.join(QStringLiteral(", ")));
    return {};
}

QString whoWords(const QString& reader)
{
    if (reader == QLatin1String("here"))
        return QStringLiteral("A reader of this program");
    if (reader == QLatin1String("elsewhere"))
        return QStringLiteral("A reader of a process that has just started");
    if (reader == QLatin1String("no_store"))
        return QStringLiteral("A reader of this program, if the store did not answer");
    return QStringLiteral("A reader of a new process, if the store did not answer");
}

QString servedWords(const ForeseenRead& read)
{
    if (read.generates)
        return QStringLiteral("waits for a set to be generated: nothing is published yet");
    if (!read.served)
        return QStringLiteral("gets an error: %1").arg(read.problem);
    const QString count = read.served->factoids.size() == 1 ? QStringLiteral("1 factoid") : QStringLiteral("%1 factoids").arg(read.served->factoids.size());
    if (read.served->source == CacheSource::Fallback) {
        const auto unchecked = std::ranges::count_if(read.served->factoids, [](const QJsonValue& factoid) { return factoid.toObject().value(QStringLiteral("extent")).toString() == kNotChecked; });
        const QString words = QStringLiteral("gets %1 that an editor wrote").arg(count);
        return unchecked == 0 ? words : unchecked == read.served->factoids.size() ? words + QStringLiteral(", not checked") : words + QStringLiteral(", %1 of them not checked").arg(unchecked);
    }
    if (read.makes)
        return QStringLiteral("gets %1, put into the cache for this read from the published set").arg(count);
    const QString from = read.served->level == QLatin1String("memory") ? QStringLiteral("from memory") : QStringLiteral("from the %1").arg(read.served->level);
    if (read.served->source == CacheSource::Stale)
        return QStringLiteral("gets %1 %2, stale, %3 old%4").arg(count, from, spanWords(read.served->ageSeconds), read.refreshes ? QStringLiteral("; a refresh starts") : QString());
    return QStringLiteral("gets %1 %2, fresh, %3 old").arg(count, from, spanWords(read.served->ageSeconds));
}

} // namespace

QJsonArray levelsJson(const std::vector<LevelStats>& levels)
{
    QJsonArray list;
    for (const LevelStats& level : levels) {
        const qint64 reads = level.hits + level.staleHits + level.misses + level.fallbacks;
        QJsonObject row{
            {QStringLiteral("level"), level.level},
            {QStringLiteral("hits"), level.hits},
            {QStringLiteral("stale_hits"), level.staleHits},
            {QStringLiteral("misses"), level.misses},
            {QStringLiteral("fallbacks"), level.fallbacks},
            {QStringLiteral("errors"), level.errors},
            {QStringLiteral("entries"), level.entries},
            {QStringLiteral("bytes"), level.bytes},
            {QStringLiteral("p50_microseconds"), number(level.p50Micros)},
            {QStringLiteral("p99_microseconds"), number(level.p99Micros)},
        };
        // null is "no data": a rate is never made up.
        row.insert(QStringLiteral("hit_ratio"), reads == 0 ? QJsonValue() : QJsonValue(static_cast<double>(level.hits + level.staleHits) / static_cast<double>(reads)));
        list.append(row);
    }
    return list;
}

Result<QJsonObject> cacheQuery(QueryContext& context, FactoidCache& cache)
{
    TieredCache& tiers = cache.tiers();
    const auto stats = tiers.statsOfAll();
    if (!stats)
        return std::unexpected(stats.error());
    if (auto looked = tiers.lookForOutages(); !looked)
        return std::unexpected(looked.error());
    const auto key = publishedKey(context.db);
    if (!key)
        return std::unexpected(key.error());
    const auto rows = keyRows(context.db);
    if (!rows)
        return std::unexpected(rows.error());
    const auto memory = tiers.entries(QStringLiteral("memory"));
    if (!memory)
        return std::unexpected(memory.error());
    std::optional<KeyRow> inMemory, inStore;
    for (const CacheEntry& entry : *memory) {
        if (entry.key == *key)
            inMemory = KeyRow{entry.key, entry.dataHash, entry.version, entry.value.size(), entry.storedAt, entry.freshUntil, entry.staleUntil};
    }
    for (const KeyRow& row : *rows) {
        if (row.key == *key)
            inStore = row;
    }
    const auto rehearsals = tiers.rehearsals();
    const QDateTime now = context.clock.now();
    const auto measured = withBreakers(context, levelsJson(*stats));
    if (!measured)
        return std::unexpected(measured.error());
    QJsonArray levels;
    for (const QJsonValue& value : *measured) {
        QJsonObject level = value.toObject();
        const QString name = level.value(QStringLiteral("level")).toString();
        if (name == QLatin1String("curated")) {
            if (auto added = addCuratedState(context, level); !added)
                return std::unexpected(added.error());
        } else {
            addHeldState(level, name == QLatin1String("memory") ? inMemory : inStore, *key, now);
        }
        addBreakerState(level);
        level.insert(QStringLiteral("rehearsal"), QJsonValue());
        for (const Rehearsal& rehearsal : rehearsals) {
            if (rehearsal.level != name)
                continue;
            level.insert(QStringLiteral("rehearsal"), rehearsal.toJson());
            level.insert(QStringLiteral("state"), QStringLiteral("rehearsed"));
            level.insert(QStringLiteral("state_words"), QStringLiteral("treated as dead for %1 more: a rehearsal").arg(spanWords(now.secsTo(rehearsal.until))));
        }
        levels.append(level);
    }
    const auto keys = cacheKeysQuery(context, cache);
    if (!keys)
        return keys;
    return QJsonObject{{QStringLiteral("levels"), levels}, {QStringLiteral("keys"), keys->value(QStringLiteral("keys"))}, {QStringLiteral("key"), *key},
                       {QStringLiteral("rehearsals"), rehearsalsJson(rehearsals)}, {QStringLiteral("now"), timeText(now)}};
}

Result<QJsonObject> cacheKeysQuery(QueryContext& context, FactoidCache& cache)
{
    const auto rows = keyRows(context.db);
    if (!rows)
        return std::unexpected(rows.error());
    const auto current = publishedKey(context.db);
    if (!current)
        return std::unexpected(current.error());
    const auto making = keysInTheMaking(context.db);
    if (!making)
        return std::unexpected(making.error());
    const auto memory = cache.tiers().entries(QStringLiteral("memory"));
    if (!memory)
        return std::unexpected(memory.error());
    QSet<QString> held;
    for (const CacheEntry& entry : *memory)
        held.insert(entry.key);
    const QDateTime now = context.clock.now();
    const QString today = FactoidCache::summariesKey(now.date());
    QJsonArray keys;
    for (const KeyRow& row : *rows) {
        keys.append(QJsonObject{
            {QStringLiteral("key"), row.key},
            {QStringLiteral("kind"), kindOf(row.key)},
            {QStringLiteral("words"), wordsOf(row.key)},
            {QStringLiteral("current"), row.key == *current || row.key == today},
            {QStringLiteral("state"), stateOf(row, now)},
            {QStringLiteral("state_words"), stateWords(row.freshUntil, row.staleUntil, now)},
            {QStringLiteral("stored_at"), timeText(row.storedAt)},
            {QStringLiteral("fresh_until"), timeText(row.freshUntil)},
            {QStringLiteral("stale_until"), timeText(row.staleUntil)},
            {QStringLiteral("age_seconds"), std::max<qint64>(0, row.storedAt.secsTo(now))},
            {QStringLiteral("bytes"), row.bytes},
            {QStringLiteral("data_hash"), QString::fromLatin1(row.dataHash)},
            {QStringLiteral("version"), row.version},
            {QStringLiteral("in_memory"), held.contains(row.key)},
            {QStringLiteral("being_made"), making->contains(row.key)},
        });
    }
    return QJsonObject{{QStringLiteral("keys"), keys}, {QStringLiteral("now"), timeText(now)}};
}

Result<QJsonObject> servedQuery(QueryContext&, FactoidCache& cache, int limit, const QString& language)
{
    const QString memory = QStringLiteral("memory");
    const QString store = QStringLiteral("store");
    const std::pair<QString, QStringList> readers[] = {
        {QStringLiteral("here"), {}}, {QStringLiteral("elsewhere"), {memory}}, {QStringLiteral("no_store"), {store}}, {QStringLiteral("nothing"), {memory, store}}};
    QJsonArray rows;
    QString key;
    for (const auto& [reader, without] : readers) {
        const ForeseenRead read = cache.peek(limit, language, without);
        key = read.key;
        QJsonArray texts, unchecked;
        if (read.served) {
            for (const QJsonValue& factoid : read.served->factoids) {
                texts.append(factoid.toObject().value(QStringLiteral("text")));
                if (factoid.toObject().value(QStringLiteral("extent")).toString() == kNotChecked)
                    unchecked.append(factoid.toObject().value(QStringLiteral("text")));
            }
        }
        rows.append(QJsonObject{
            {QStringLiteral("reader"), reader},
            {QStringLiteral("who"), whoWords(reader)},
            {QStringLiteral("source"), read.served ? QJsonValue(cacheSourceName(read.served->source)) : QJsonValue()},
            {QStringLiteral("level"), read.served ? QJsonValue(read.served->level) : QJsonValue()},
            {QStringLiteral("age_seconds"), read.served ? QJsonValue(read.served->ageSeconds) : QJsonValue()},
            {QStringLiteral("refreshes"), read.refreshes},
            {QStringLiteral("makes"), read.makes},
            {QStringLiteral("generates"), read.generates},
            {QStringLiteral("factoids"), texts},
            {QStringLiteral("not_checked"), unchecked},
            {QStringLiteral("problem"), read.problem},
            {QStringLiteral("sentence"), servedWords(read)},
        });
    }
    return QJsonObject{{QStringLiteral("key"), key}, {QStringLiteral("readers"), rows}, {QStringLiteral("rehearsals"), rehearsalsJson(cache.tiers().rehearsals())}};
}

Result<QJsonObject> invalidationQuery(QueryContext& context, FactoidCache& cache, const QString& prefix)
{
    const auto all = cacheKeysQuery(context, cache);
    if (!all)
        return all;
    const auto making = keysInTheMaking(context.db);
    if (!making)
        return std::unexpected(making.error());
    const auto current = publishedKey(context.db);
    if (!current)
        return std::unexpected(current.error());
    QJsonArray keys;
    qint64 bytes = 0;
    bool touchesReaders = false;
    for (const QJsonValue& value : all->value(QStringLiteral("keys")).toArray()) {
        const QJsonObject row = value.toObject();
        const QString key = row.value(QStringLiteral("key")).toString();
        if (!key.startsWith(prefix))
            continue;
        bytes += row.value(QStringLiteral("bytes")).toInteger();
        touchesReaders = touchesReaders || key == *current;
        keys.append(row);
    }
    const auto inTheMaking = std::ranges::count_if(*making, [&](const QString& key) { return key.startsWith(prefix); });
    QString sentence = keys.isEmpty() ? QStringLiteral("No key begins so; nothing would change.")
                                      : QStringLiteral("%1 would go, %L2 bytes.").arg(keys.size() == 1 ? QStringLiteral("1 key") : QStringLiteral("%1 keys").arg(keys.size())).arg(bytes);
    if (touchesReaders)
        sentence += QStringLiteral(" The published set is among them: the next reader waits a moment while it is put back from the store.");
    if (inTheMaking > 0)
        sentence += QStringLiteral(" %1 being made at this moment would not be kept.").arg(inTheMaking == 1 ? QStringLiteral("One key") : QStringLiteral("%1 keys").arg(inTheMaking));
    return QJsonObject{{QStringLiteral("prefix"), prefix}, {QStringLiteral("keys"), keys}, {QStringLiteral("bytes"), bytes},
                       {QStringLiteral("being_made"), static_cast<qint64>(inTheMaking)}, {QStringLiteral("touches_readers"), touchesReaders}, {QStringLiteral("sentence"), sentence}};
}

} // namespace factoid
