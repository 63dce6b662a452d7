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
        return u"%1 days"_s.arg(seconds / kSecondsPerDay);
    const qint64 hours = seconds / kSecondsPerHour;
    const qint64 minutes = seconds % kSecondsPerHour / kSecondsPerMinute;
    if (hours == 0)
        return minutes == 0 ? u"less than a minute"_s : u"%1 min"_s.arg(minutes);
    return minutes == 0 ? u"%1 h"_s.arg(hours) : u"%1 h %2 min"_s.arg(hours).arg(minutes);
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
    auto read = db.each(
        u"SELECT key, data_hash, version, length(value), stored_at, fresh_until, stale_until FROM cache_entries"
        " WHERE length(value) > 0 ORDER BY key"_s,
        {}, [&](const QSqlQuery& row) {
            rows.push_back({row.value(0).toString(), row.value(1).toString().toLatin1(), row.value(2).toLongLong(),
                            row.value(3).toLongLong(), timeFromText(row.value(4).toString()),
                            timeFromText(row.value(5).toString()), timeFromText(row.value(6).toString())});
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
    auto read = db.each(
        u"SELECT substr(name, ?) FROM leases WHERE substr(name, 1, ?) = ? AND holder <> '' AND expires_at > ?"_s,
        {prefix.size() + 1, prefix.size(), prefix, timeText(machineNow())},
        [&](const QSqlQuery& row) { keys.insert(row.value(0).toString()); });
    if (!read)
        return std::unexpected(read.error());
    return keys;
}

Result<QString> publishedKey(Database& db)
{
    const auto set = TRY(db.scalar(u"SELECT slot || ':' || data_hash FROM sets WHERE is_current = 1"_s));
    return set ? u"sitewide_factoids:"_s + set->toString() : QString();
}

QString kindOf(const QString& key)
{
    if (key.startsWith("sitewide_factoids:"_L1))
        return u"factoids"_s;
    return key.startsWith("sitewide_summaries:"_L1) ? u"summaries"_s : u"other"_s;
}

// The key as a person would say it.
QString wordsOf(const QString& key)
{
    const QString rest = key.section(QLatin1Char(':'), 1);
    if (kindOf(key) == "summaries"_L1) {
        const QDate day = QDate::fromString(rest, Qt::ISODate);
        return day.isValid() ? u"summaries of %1"_s.arg(QLocale::c().toString(day, u"d MMMM yyyy"_s)) : key;
    }
    if (kindOf(key) != "factoids"_L1)
        return key;
    if (rest.startsWith("fallback"_L1))
        return u"factoids before anything was published"_s;
    const QString slot = rest.section(QLatin1Char(':'), 0, -2);
    if (slot == "now"_L1)
        return u"factoids made by hand"_s;
    if (slot == "freshness"_L1)
        return u"factoids made for the freshness target"_s;
    return u"factoids of the %1 slot"_s.arg(slot);
}

QString stateOf(const KeyRow& row, const QDateTime& now)
{
    if (now < row.freshUntil)
        return u"fresh"_s;
    return now < row.staleUntil ? u"stale"_s : u"expired"_s;
}

QString stateWords(const QDateTime& freshUntil, const QDateTime& staleUntil, const QDateTime& now)
{
    if (now < freshUntil)
        return u"fresh for %1"_s.arg(spanWords(now.secsTo(freshUntil)));
    if (now < staleUntil)
        return u"stale, served for %1 more"_s.arg(spanWords(now.secsTo(staleUntil)));
    return u"expired"_s;
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
    const QString state = held ? stateOf(*held, now) : u"empty"_s;
    level.insert(u"state"_s, state == "expired"_L1 ? u"empty"_s : state);
    level.insert(u"state_words"_s, held            ? stateWords(held->freshUntil, held->staleUntil, now)
                                   : key.isEmpty() ? u"nothing is published yet"_s
                                                   : u"does not hold the published set"_s);
}

// A level that is left out says so in place of what it holds.
void addBreakerState(QJsonObject& level)
{
    if (const QJsonObject breaker = level.value(u"breaker"_s).toObject(); !breaker.value(u"allowed"_s).toBool()) {
        level.insert(u"state"_s, u"left_out"_s);
        level.insert(u"state_words"_s, u"left out: %1"_s.arg(breaker.value(u"sentence"_s).toString()));
    }
}

Result<void> addCuratedState(QueryContext& context, QJsonObject& level)
{
    const auto answer = TRY(fallbacksQuery(context));
    int proven = 0, notices = 0, unchecked = 0, leftOut = 0, untrue = 0, due = 0;
    qint64 bytes = 0;
    const QDate today = context.clock.now().date();
    for (const QJsonValue& value : answer.value(u"fallbacks"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const QString extent = row.value(u"extent"_s).toString();
        const bool served = row.value(u"served"_s).toBool();
        if (extent == kNotChecked)
            (served ? unchecked : leftOut) += 1;
        else if (!row.value(u"supported"_s).toBool())
            ++untrue;
        else if (served)
            (extent == kIsNotice ? notices : proven) += 1;
        bytes += row.value(u"text"_s).toString().toUtf8().size();
        const QDate review = QDate::fromString(row.value(u"review_on"_s).toString(), Qt::ISODate);
        due += review.isValid() && review <= today ? 1 : 0;
    }
    const int usable = proven + notices + unchecked;
    QStringList words;
    if (usable == 0)
        words << u"nothing to fall back on"_s;
    if (proven > 0)
        words << u"%1 proven"_s.arg(proven);
    if (notices > 0)
        words << counted(notices, "notice", "notices");
    if (unchecked > 0)
        words << u"%1 not checked"_s.arg(unchecked);
    if (leftOut > 0)
        words << u"%1 not checked and not served"_s.arg(leftOut);
    if (untrue > 0)
        words << u"%1 no longer true"_s.arg(untrue);
    if (due > 0)
        words << u"%1 due for review"_s.arg(due);
    level.insert(u"entries"_s, usable);
    level.insert(u"bytes"_s, bytes);
    level.insert(u"state"_s, usable == 0 ? u"empty"_s : u"ready"_s);
    level.insert(u"state_words"_s, words.join(u", "_s));
    return {};
}

QString whoWords(const QString& reader)
{
    if (reader == "here"_L1)
        return u"A reader of this program"_s;
    if (reader == "elsewhere"_L1)
        return u"A reader of a process that has just started"_s;
    if (reader == "no_store"_L1)
        return u"A reader of this program, if the store did not answer"_s;
    return u"A reader of a new process, if the store did not answer"_s;
}

QString servedWords(const ForeseenRead& read)
{
    if (read.generates)
        return u"waits for a set to be generated: nothing is published yet"_s;
    if (!read.served)
        return u"gets an error: %1"_s.arg(read.problem);
    const QString count =
        read.served->factoids.size() == 1 ? u"1 factoid"_s : u"%1 factoids"_s.arg(read.served->factoids.size());
    if (read.served->source == CacheSource::Fallback) {
        const auto unchecked = std::ranges::count_if(read.served->factoids, [](const QJsonValue& factoid) {
            return factoid.toObject().value(u"extent"_s).toString() == kNotChecked;
        });
        const QString words = u"gets %1 that an editor wrote"_s.arg(count);
        return unchecked == 0                              ? words
               : unchecked == read.served->factoids.size() ? words + u", not checked"_s
                                                           : words + u", %1 of them not checked"_s.arg(unchecked);
    }
    if (read.makes)
        return u"gets %1, put into the cache for this read from the published set"_s.arg(count);
    const QString from =
        read.served->level == "memory"_L1 ? u"from memory"_s : u"from the %1"_s.arg(read.served->level);
    if (read.served->source == CacheSource::Stale)
        return u"gets %1 %2, stale, %3 old%4"_s.arg(count, from, spanWords(read.served->ageSeconds),
                                                    read.refreshes ? u"; a refresh starts"_s : QString());
    return u"gets %1 %2, fresh, %3 old"_s.arg(count, from, spanWords(read.served->ageSeconds));
}

} // namespace

QJsonArray levelsJson(const std::vector<LevelStats>& levels)
{
    QJsonArray list;
    for (const LevelStats& level : levels) {
        const qint64 reads = level.hits + level.staleHits + level.misses + level.fallbacks;
        QJsonObject row{
            {u"level"_s, level.level},
            {u"hits"_s, level.hits},
            {u"stale_hits"_s, level.staleHits},
            {u"misses"_s, level.misses},
            {u"fallbacks"_s, level.fallbacks},
            {u"errors"_s, level.errors},
            {u"entries"_s, level.entries},
            {u"bytes"_s, level.bytes},
            {u"p50_microseconds"_s, number(level.p50Micros)},
            {u"p99_microseconds"_s, number(level.p99Micros)},
        };
        // null is "no data": a rate is never made up.
        row.insert(u"hit_ratio"_s, reads == 0 ? QJsonValue()
                                              : QJsonValue(static_cast<double>(level.hits + level.staleHits) /
                                                           static_cast<double>(reads)));
        list.append(row);
    }
    return list;
}

Result<QJsonObject> cacheQuery(QueryContext& context, FactoidCache& cache)
{
    TieredCache& tiers = cache.tiers();
    const auto stats = TRY(tiers.statsOfAll());
    TRY(tiers.lookForOutages());
    const auto key = TRY(publishedKey(context.db));
    const auto rows = TRY(keyRows(context.db));
    const auto memory = TRY(tiers.entries(u"memory"_s));
    std::optional<KeyRow> inMemory, inStore;
    for (const CacheEntry& entry : memory) {
        if (entry.key == key)
            inMemory = KeyRow{entry.key,      entry.dataHash,   entry.version,   entry.value.size(),
                              entry.storedAt, entry.freshUntil, entry.staleUntil};
    }
    for (const KeyRow& row : rows) {
        if (row.key == key)
            inStore = row;
    }
    const auto rehearsals = tiers.rehearsals();
    const QDateTime now = context.clock.now();
    const auto measured = TRY(withBreakers(context, levelsJson(stats)));
    QJsonArray levels;
    for (const QJsonValue& value : measured) {
        QJsonObject level = value.toObject();
        const QString name = level.value(u"level"_s).toString();
        if (name == "curated"_L1) {
            TRY(addCuratedState(context, level));
        } else {
            addHeldState(level, name == "memory"_L1 ? inMemory : inStore, key, now);
        }
        addBreakerState(level);
        level.insert(u"rehearsal"_s, QJsonValue());
        for (const Rehearsal& rehearsal : rehearsals) {
            if (rehearsal.level != name)
                continue;
            level.insert(u"rehearsal"_s, rehearsal.toJson());
            level.insert(u"state"_s, u"rehearsed"_s);
            level.insert(u"state_words"_s,
                         u"treated as dead for %1 more: a rehearsal"_s.arg(spanWords(now.secsTo(rehearsal.until))));
        }
        levels.append(level);
    }
    const auto keys = cacheKeysQuery(context, cache);
    if (!keys)
        return keys;
    return QJsonObject{{u"levels"_s, levels},
                       {u"keys"_s, keys->value(u"keys"_s)},
                       {u"key"_s, key},
                       {u"rehearsals"_s, rehearsalsJson(rehearsals)},
                       {u"now"_s, timeText(now)}};
}

Result<QJsonObject> cacheKeysQuery(QueryContext& context, FactoidCache& cache)
{
    const auto rows = TRY(keyRows(context.db));
    const auto current = TRY(publishedKey(context.db));
    const auto making = TRY(keysInTheMaking(context.db));
    const auto memory = TRY(cache.tiers().entries(u"memory"_s));
    QSet<QString> held;
    for (const CacheEntry& entry : memory)
        held.insert(entry.key);
    const QDateTime now = context.clock.now();
    const QString today = FactoidCache::summariesKey(now.date());
    QJsonArray keys;
    for (const KeyRow& row : rows) {
        keys.append(QJsonObject{
            {u"key"_s, row.key},
            {u"kind"_s, kindOf(row.key)},
            {u"words"_s, wordsOf(row.key)},
            {u"current"_s, row.key == current || row.key == today},
            {u"state"_s, stateOf(row, now)},
            {u"state_words"_s, stateWords(row.freshUntil, row.staleUntil, now)},
            {u"stored_at"_s, timeText(row.storedAt)},
            {u"fresh_until"_s, timeText(row.freshUntil)},
            {u"stale_until"_s, timeText(row.staleUntil)},
            {u"age_seconds"_s, std::max<qint64>(0, row.storedAt.secsTo(now))},
            {u"bytes"_s, row.bytes},
            {u"data_hash"_s, QString::fromLatin1(row.dataHash)},
            {u"version"_s, row.version},
            {u"in_memory"_s, held.contains(row.key)},
            {u"being_made"_s, making.contains(row.key)},
        });
    }
    return QJsonObject{{u"keys"_s, keys}, {u"now"_s, timeText(now)}};
}

Result<QJsonObject> servedQuery(QueryContext&, FactoidCache& cache, int limit, const QString& language)
{
    const QString memory = u"memory"_s;
    const QString store = u"store"_s;
    const std::pair<QString, QStringList> readers[] = {
        {u"here"_s, {}}, {u"elsewhere"_s, {memory}}, {u"no_store"_s, {store}}, {u"nothing"_s, {memory, store}}};
    QJsonArray rows;
    QString key;
    for (const auto& [reader, without] : readers) {
        const ForeseenRead read = cache.peek(limit, language, without);
        key = read.key;
        QJsonArray texts, unchecked;
        if (read.served) {
            for (const QJsonValue& factoid : read.served->factoids) {
                texts.append(factoid.toObject().value(u"text"_s));
                if (factoid.toObject().value(u"extent"_s).toString() == kNotChecked)
                    unchecked.append(factoid.toObject().value(u"text"_s));
            }
        }
        rows.append(QJsonObject{
            {u"reader"_s, reader},
            {u"who"_s, whoWords(reader)},
            {u"source"_s, read.served ? QJsonValue(cacheSourceName(read.served->source)) : QJsonValue()},
            {u"level"_s, read.served ? QJsonValue(read.served->level) : QJsonValue()},
            {u"age_seconds"_s, read.served ? QJsonValue(read.served->ageSeconds) : QJsonValue()},
            {u"refreshes"_s, read.refreshes},
            {u"makes"_s, read.makes},
            {u"generates"_s, read.generates},
            {u"factoids"_s, texts},
            {u"not_checked"_s, unchecked},
            {u"problem"_s, read.problem},
            {u"sentence"_s, servedWords(read)},
        });
    }
    return QJsonObject{
        {u"key"_s, key}, {u"readers"_s, rows}, {u"rehearsals"_s, rehearsalsJson(cache.tiers().rehearsals())}};
}

Result<QJsonObject> invalidationQuery(QueryContext& context, FactoidCache& cache, const QString& prefix)
{
    const auto all = cacheKeysQuery(context, cache);
    if (!all)
        return all;
    const auto making = TRY(keysInTheMaking(context.db));
    const auto current = TRY(publishedKey(context.db));
    QJsonArray keys;
    qint64 bytes = 0;
    bool touchesReaders = false;
    for (const QJsonValue& value : all->value(u"keys"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const QString key = row.value(u"key"_s).toString();
        if (!key.startsWith(prefix))
            continue;
        bytes += row.value(u"bytes"_s).toInteger();
        touchesReaders = touchesReaders || key == current;
        keys.append(row);
    }
    const auto inTheMaking = std::ranges::count_if(making, [&](const QString& key) { return key.startsWith(prefix); });
    QString sentence =
        keys.isEmpty() ? u"No key begins so; nothing would change."_s
                       : u"%1 would go, %L2 bytes."_s.arg(keys.size() == 1 ? u"1 key"_s : u"%1 keys"_s.arg(keys.size()))
                             .arg(bytes);
    if (touchesReaders)
        sentence +=
            u" The published set is among them: the next reader waits a moment while it is put back from the store."_s;
    if (inTheMaking > 0)
        sentence += u" %1 being made at this moment would not be kept."_s.arg(
            inTheMaking == 1 ? u"One key"_s : u"%1 keys"_s.arg(inTheMaking));
    return QJsonObject{{u"prefix"_s, prefix},
                       {u"keys"_s, keys},
                       {u"bytes"_s, bytes},
                       {u"being_made"_s, static_cast<qint64>(inTheMaking)},
                       {u"touches_readers"_s, touchesReaders},
                       {u"sentence"_s, sentence}};
}

} // namespace factoid
