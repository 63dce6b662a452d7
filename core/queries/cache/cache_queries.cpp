#include "core/queries/cache/cache_queries.h"

#include "core/base/clock.h"
#include "core/base/counted.h"
#include "core/cache/store_level.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/store/operations/cache_store.h"
#include "core/store/operations/lease_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <QLocale>
#include <QSet>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kSecondsPerMinute = 60;
constexpr int kSecondsPerHour = 3'600;
constexpr int kSecondsPerDay = 86'400;

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

// The keys that somebody makes at this moment; leases run on the machine's time.
Result<QStringList> keysInTheMaking(Database& db)
{
    return LeaseStore(db).heldUnder(StoreLevel::leaseName({}), machineNow());
}

Result<QString> publishedKey(Database& db)
{
    const auto set = TRY(SetStore(db).head());
    return set ? u"sitewide_factoids:%1:%2"_s.arg(set->slot, QString::fromLatin1(set->dataHash)) : QString();
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

QString stateOf(const CacheKey& row, const QDateTime& now)
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

// The state of what readers ask for, in a level that holds keys.
void addHeldState(CacheLevelRow& level, const std::optional<CacheKey>& held, const QString& key, const QDateTime& now)
{
    const QString state = held ? stateOf(*held, now) : u"empty"_s;
    level.state = state == "expired"_L1 ? u"empty"_s : state;
    level.stateWords = held            ? stateWords(held->freshUntil, held->staleUntil, now)
                       : key.isEmpty() ? u"nothing is published yet"_s
                                       : u"does not hold the published set"_s;
}

// A level that is left out says so in place of what it holds.
void addBreakerState(CacheLevelRow& level)
{
    if (level.breaker.answer.allowed)
        return;
    level.state = u"left_out"_s;
    level.stateWords = u"left out: %1"_s.arg(level.breaker.answer.sentence.text());
}

Result<void> addCuratedState(QueryContext& context, CacheLevelRow& level)
{
    const auto answer = TRY(fallbacksQuery(context));
    int proven = 0, notices = 0, unchecked = 0, leftOut = 0, untrue = 0, due = 0;
    qint64 bytes = 0;
    for (const FallbackRow& row : answer.fallbacks) {
        if (row.extent == kNotChecked)
            (row.served ? unchecked : leftOut) += 1;
        else if (!row.supported)
            ++untrue;
        else if (row.served)
            (row.extent == kIsNotice ? notices : proven) += 1;
        bytes += row.text.toUtf8().size();
        due += row.reviewDue ? 1 : 0;
    }
    const int usable = proven + notices + unchecked;
    QStringList words;
    if (usable == 0)
        words << u"no fallbacks"_s;
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
    level.entries = usable;
    level.bytes = bytes;
    level.state = usable == 0 ? u"empty"_s : u"ready"_s;
    level.stateWords = words.join(u", "_s);
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

// What of the published set each level that holds keys has.
struct HeldNow {
    QString key;
    std::optional<CacheKey> inMemory, inStore;
};

Result<HeldNow> heldNow(QueryContext& context, TieredCache& tiers)
{
    HeldNow held;
    held.key = TRY(publishedKey(context.db));
    const auto rows = TRY(CacheStore(context.db).keys());
    const auto memory = TRY(tiers.entries(u"memory"_s));
    for (const CacheEntry& entry : memory) {
        if (entry.key == held.key)
            held.inMemory = CacheKey{entry.key,      entry.dataHash,   entry.version,   entry.value.size(),
                                     entry.storedAt, entry.freshUntil, entry.staleUntil};
    }
    for (const CacheKey& row : rows) {
        if (row.key == held.key)
            held.inStore = row;
    }
    return held;
}

} // namespace

CacheLevelCounts levelCounts(const LevelStats& level)
{
    const qint64 reads = level.hits + level.staleHits + level.misses + level.fallbacks;
    CacheLevelCounts row;
    row.level = level.level;
    row.hits = level.hits;
    row.staleHits = level.staleHits;
    row.misses = level.misses;
    row.fallbacks = level.fallbacks;
    row.errors = level.errors;
    row.entries = level.entries;
    row.bytes = level.bytes;
    row.p50Micros = level.p50Micros;
    row.p99Micros = level.p99Micros;
    if (reads > 0) // a rate is never made up
        row.hitRatio = static_cast<double>(level.hits + level.staleHits) / static_cast<double>(reads);
    return row;
}

Result<CacheAnswer> cacheQuery(QueryContext& context, FactoidCache& cache)
{
    TieredCache& tiers = cache.tiers();
    const auto stats = TRY(tiers.statsOfAll());
    TRY(tiers.lookForOutages());
    const auto held = TRY(heldNow(context, tiers));
    const QDateTime now = context.clock.now();
    CacheAnswer answer;
    answer.rehearsals = tiers.rehearsals();
    for (const LevelStats& measured : stats) {
        CacheLevelRow level{levelCounts(measured), TRY(levelBreaker(context, measured.level)), {}, {}, {}};
        if (level.level == "curated"_L1)
            TRY(addCuratedState(context, level));
        else
            addHeldState(level, level.level == "memory"_L1 ? held.inMemory : held.inStore, held.key, now);
        addBreakerState(level);
        for (const Rehearsal& rehearsal : answer.rehearsals) {
            if (rehearsal.level != level.level)
                continue;
            level.rehearsal = rehearsal;
            level.state = u"rehearsed"_s;
            level.stateWords =
                u"treated as down for %1 more: a rehearsal"_s.arg(spanWords(now.secsTo(rehearsal.until)));
        }
        answer.levels.push_back(std::move(level));
    }
    answer.keys = TRY(cacheKeysQuery(context, cache)).keys;
    answer.key = held.key;
    answer.now = timeText(now);
    return answer;
}

Result<CacheKeysAnswer> cacheKeysQuery(QueryContext& context, FactoidCache& cache)
{
    const auto rows = TRY(CacheStore(context.db).keys());
    const auto current = TRY(publishedKey(context.db));
    const auto making = TRY(keysInTheMaking(context.db));
    const auto memory = TRY(cache.tiers().entries(u"memory"_s));
    QSet<QString> held;
    for (const CacheEntry& entry : memory)
        held.insert(entry.key);
    const QDateTime now = context.clock.now();
    const QString today = FactoidCache::summariesKey(now.date());
    CacheKeysAnswer answer;
    answer.now = timeText(now);
    for (const CacheKey& row : rows)
        answer.keys.push_back({.key = row.key,
                               .kind = kindOf(row.key),
                               .words = wordsOf(row.key),
                               .current = row.key == current || row.key == today,
                               .state = stateOf(row, now),
                               .stateWords = stateWords(row.freshUntil, row.staleUntil, now),
                               .storedAt = timeText(row.storedAt),
                               .freshUntil = timeText(row.freshUntil),
                               .staleUntil = timeText(row.staleUntil),
                               .ageSeconds = std::max<qint64>(0, row.storedAt.secsTo(now)),
                               .bytes = row.bytes,
                               .dataHash = QString::fromLatin1(row.dataHash),
                               .version = row.version,
                               .inMemory = held.contains(row.key),
                               .beingMade = making.contains(row.key)});
    return answer;
}

Result<ServedAnswer> servedQuery(QueryContext&, FactoidCache& cache, int limit, const QString& language)
{
    const QString memory = u"memory"_s;
    const QString store = u"store"_s;
    const std::pair<QString, QStringList> readers[] = {
        {u"here"_s, {}}, {u"elsewhere"_s, {memory}}, {u"no_store"_s, {store}}, {u"nothing"_s, {memory, store}}};
    ServedAnswer answer;
    for (const auto& [reader, without] : readers) {
        const ForeseenRead read = cache.peek(limit, language, without);
        answer.key = read.key;
        ReaderRow row;
        row.reader = reader;
        row.who = whoWords(reader);
        row.refreshes = read.refreshes;
        row.makes = read.makes;
        row.generates = read.generates;
        row.problem = read.problem;
        row.sentence = servedWords(read);
        if (read.served) {
            row.source = cacheSourceName(read.served->source);
            row.level = read.served->level;
            row.ageSeconds = read.served->ageSeconds;
            for (const QJsonValue& factoid : read.served->factoids) {
                const QString text = factoid[u"text"_s].toString();
                row.factoids << text;
                if (factoid[u"extent"_s].toString() == kNotChecked)
                    row.notChecked << text;
            }
        }
        answer.readers.push_back(std::move(row));
    }
    answer.rehearsals = cache.tiers().rehearsals();
    return answer;
}

Result<InvalidationAnswer> invalidationQuery(QueryContext& context, FactoidCache& cache, const QString& prefix)
{
    const auto all = TRY(cacheKeysQuery(context, cache));
    const auto making = TRY(keysInTheMaking(context.db));
    const auto current = TRY(publishedKey(context.db));
    InvalidationAnswer answer;
    answer.prefix = prefix;
    for (const CacheKeyRow& row : all.keys) {
        if (!row.key.startsWith(prefix))
            continue;
        answer.bytes += row.bytes;
        answer.touchesReaders = answer.touchesReaders || row.key == current;
        answer.keys.push_back(row);
    }
    answer.beingMade = std::ranges::count_if(making, [&](const QString& key) { return key.startsWith(prefix); });
    answer.sentence = answer.keys.empty()
                          ? u"No key has this prefix; nothing would change."_s
                          : u"%1 would be dropped, %L2 bytes."_s
                                .arg(answer.keys.size() == 1 ? u"1 key"_s : u"%1 keys"_s.arg(answer.keys.size()))
                                .arg(answer.bytes);
    if (answer.touchesReaders)
        answer.sentence +=
            u" The published set is among them: the next reader waits a moment while it is loaded from the store."_s;
    if (answer.beingMade > 0)
        answer.sentence += u" %1 being made now would not be kept."_s.arg(
            answer.beingMade == 1 ? u"One key"_s : u"%1 keys"_s.arg(answer.beingMade));
    return answer;
}

} // namespace factoid
