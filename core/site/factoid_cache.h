// FactoidCache: what a site is served, through the levels of the cache (docs/contract.md, “Cache”). Knows the keys; the
// tiered cache knows the levels. Any thread.
#pragma once

#include "core/base/settings.h"
#include "core/cache/tiered_cache.h"
#include "core/store/site/set_store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <mutex>

namespace factoid {

// Which texts a reader takes: all that are served, or only those that are checked.
enum class ReaderTakes { All, CheckedOnly };

struct ServedFactoids {
    CacheSource source = CacheSource::Fresh;
    QString level;
    qint64 ageSeconds = 0;
    QByteArray dataHash;
    QString slot;
    QString publishedAt; // of the set; empty for the curated ones
    QJsonArray factoids;
    QStringList rehearsed; // levels whose outage was being rehearsed
    QStringList leftOut;   // levels whose breaker was open
    // source level age_seconds data_hash slot published_at factoids, and rehearsed and left_out where there is one.
    [[nodiscard]] QJsonObject toJson() const;
};

// What a reader would get at this moment, found without a trace.
struct ForeseenRead {
    std::optional<ServedFactoids> served; // nullopt: nothing, or a set that is not made yet
    bool refreshes = false;               // stale: the read would start a refresh
    bool makes = false;                   // nothing cached: it would be made for this read from the published set
    bool generates = false;               // nothing published: the read would have a set generated, whatever that says
    QString key;                          // under which the reader looks
    QString problem;                      // why nothing is served
};

class FactoidCache
{
  public:
    // Publishes a set when nothing was ever published; run once however many read.
    using Generate = std::function<Result<void>()>;

    FactoidCache(StoreUrl store, const Clock& clock, CacheSettings settings);

    // Before the first read.
    void setGenerate(Generate generate) { m_generate = std::move(generate); }

    // How the settings of now are read from an open store; without it, those that the store keeps. Before the first
    // read.
    using ReadSettings = std::function<Result<Settings>(Database&)>;
    void setSettings(ReadSettings settings) { m_settings = std::move(settings); }

    // The first `limit` (0: as many as the set shows) factoids of one language (empty: the set's first, English where
    // it has English; two are never mixed). A language of which nothing is published is served its curated ones. Errors
    // (Cache): nothing published, nothing to generate from and no usable fallback.
    [[nodiscard]] Result<ServedFactoids> read(int limit, const QString& language = {},
                                              ReaderTakes takes = ReaderTakes::All);

    // What read() would give a reader to whom the levels `without` do not answer ("memory": one in another
    // process); nothing is made, counted, refreshed or moved.
    [[nodiscard]] ForeseenRead peek(int limit, const QString& language = {}, const QStringList& without = {});

    // The curated ones of one language (the published set's, where it has some) that hold today, past every level.
    // Errors (Cache): there are none.
    [[nodiscard]] Result<ServedFactoids> curated();

    // Puts the set that is published now in front of every level, after the transaction that proved and published it. A
    // set that changes meanwhile is put by whoever changes it.
    Result<void> publish(Database& db) { return putCurrent(db, Proving::Done); }
    // The same of what is live of it and proven today; its freshness begins anew.
    Result<void> refresh(Database& db) { return putCurrent(db, Proving::Now); }

    // What is wrong with what the store holds for readers, in a sentence; nullopt: nothing. Counts and mends nothing.
    [[nodiscard]] Result<std::optional<QString>> damage(Database& db) const { return damage(db, m_clock.now().date()); }
    [[nodiscard]] static Result<std::optional<QString>> damage(Database& db, const QDate& today);

    // A value as it is cached: with a seal, by which what another program wrote over it is known.
    [[nodiscard]] static QByteArray sealed(QJsonObject value);

    [[nodiscard]] TieredCache& tiers() { return m_tiers; }

    [[nodiscard]] static QString factoidsKey(const QString& slot, const QByteArray& dataHash);
    [[nodiscard]] static QString summariesKey(const QDate& date);
    // Where the curated ones are served under; also the key while nothing was ever published.
    [[nodiscard]] static QString fallbackKey();

  private:
    [[nodiscard]] static Result<ServedFactoids> servedFrom(const CacheRead& read, int limit, const QString& language);
    // Empty: of every language.
    [[nodiscard]] Result<QByteArray> fallback(const QString& language, ReaderTakes takes = ReaderTakes::All);
    using AskCurated = std::function<Result<CacheRead>(const QString& language)>;
    // Of what was read, or of the curated ones where that has nothing in the language.
    [[nodiscard]] static Result<ServedFactoids> inLanguage(const CacheRead& read, int limit, const QString& language,
                                                           const AskCurated& curated);
    // The key of the published set; looked up in the store whenever that has changed.
    [[nodiscard]] Result<QString> currentKey();
    [[nodiscard]] Result<QString> publishedKey();
    [[nodiscard]] Result<CacheMade> makeFirst(const CancelToken& cancel);
    enum class Proving { Done, Now };
    [[nodiscard]] static Result<CacheMade> madeFrom(Database& db, Proving proving = Proving::Now);
    Result<void> putCurrent(Database& db, Proving proving);
    Result<CacheRead> readTiers(const QString& language, ReaderTakes takes);
    void tellOutages(ServedFactoids& served) const;

    StoreUrl m_store;
    const Clock& m_clock;
    Generate m_generate;
    ReadSettings m_settings;
    std::mutex m_keyMutex;
    QString m_key;
    std::optional<qint64> m_keyOf; // the store's version when it was looked up
    std::chrono::milliseconds m_wait;
    TieredCache m_tiers; // last: it ends before what its recompute uses
};

} // namespace factoid
