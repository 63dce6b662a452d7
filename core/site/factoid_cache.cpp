#include "core/site/factoid_cache.h"

#include "core/base/clock.h"
#include "core/base/languages.h"
#include "core/base/log.h"
#include "core/base/sha256.h"
#include "core/site/fallback_standing.h"
#include "core/site/proof.h"
#include "core/store/data/cell_store.h"
#include "core/store/operations/lease_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/fallback_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QThread>

#include <algorithm>

namespace factoid {

namespace {

const QString kFactoidsPrefix = u"sitewide_factoids:"_s;
const QString kSeal = u"seal"_s, kStanding = u"standing"_s, kFigures = u"figures"_s;
constexpr unsigned long kPollMs = 50;
constexpr int kRefreshTries = 5; // of a set that changes meanwhile

QString sealOf(const QJsonObject& value)
{
    return QString::fromLatin1(Sha256::hash(QJsonDocument(value).toJson(QJsonDocument::Compact)).toHex());
}

// What a value was proven from: the set with its withdrawals, and the figures.
struct ProvenFrom {
    QByteArray standing;
    QByteArray figures;
};

// `languages`: of the set, its first one first.
QByteArray valueOf(const QString& slot, const QDateTime& publishedAt, const QByteArray& dataHash, int onShow,
                   const QStringList& languages, const std::vector<Factoid>& factoids, const ProvenFrom& from = {})
{
    QJsonArray list;
    for (const Factoid& factoid : factoids)
        list.append(toJson(factoid));
    return FactoidCache::sealed({{u"slot"_s, slot},
                                 {u"published_at"_s, timeText(publishedAt)},
                                 {u"data_hash"_s, QString::fromLatin1(dataHash)},
                                 {u"on_show"_s, onShow},
                                 {u"languages"_s, QJsonArray::fromStringList(languages)},
                                 {kStanding, QString::fromLatin1(from.standing)},
                                 {kFigures, QString::fromLatin1(from.figures)},
                                 {u"factoids"_s, list}});
}

// Whom a reader means who names no language.
QString firstLanguage(const QJsonObject& value)
{
    return value.value(u"languages"_s).toArray().first().toString();
}

CacheRead curatedRead(const QByteArray& value)
{
    CacheRead read;
    read.value = value;
    read.level = u"curated"_s;
    read.source = CacheSource::Fallback;
    return read;
}

// That of the published set first, where there are curated ones of it.
QStringList fallbackLanguages(const PublishedSet& set, const std::vector<Factoid>& curated)
{
    QStringList languages;
    for (const Factoid& factoid : curated)
        languages << factoid.language;
    languages = inLanguageOrder(languages);
    const QString first = set.languages().value(0);
    if (languages.removeAll(first) > 0)
        languages.prepend(first);
    return languages;
}

// What a value of before says nothing of.
QJsonObject withExtent(QJsonObject factoid)
{
    if (!factoid.contains(u"extent"_s))
        factoid.insert(u"extent"_s, factoid.value(u"claims"_s).toArray().isEmpty() ? kNotChecked : kProvenWhole);
    return factoid;
}

// Of what is published now; empty when nothing is.
Result<QString> keyOfSet(Database& db)
{
    const auto set = TRY(SetStore(db).currentMark());
    return set ? kFactoidsPrefix + set->slot + u':' + set->dataHash : QString();
}

CacheFault damaged(const QString& what)
{
    return {CacheFault::Damaged, what};
}

// What can be told of an entry by itself: whether it is what this program put there.
std::optional<CacheFault> faultInside(const CacheEntry& entry, const QJsonObject& value)
{
    if (value.isEmpty())
        return damaged(u"it is no JSON object"_s);
    QJsonObject unsealed = value;
    const QString seal = unsealed.take(kSeal).toString();
    if (seal != sealOf(unsealed))
        return damaged(u"another program has written over it"_s);
    if (!entry.key.startsWith(kFactoidsPrefix))
        return std::nullopt;
    if (value.value(u"factoids"_s).toArray().isEmpty())
        return damaged(u"it holds no factoids"_s);
    if (value.value(u"data_hash"_s).toString().toLatin1() != entry.dataHash)
        return damaged(u"it is of other figures than it says"_s);
    return std::nullopt;
}

// A seal can be forged: what counts is that each text, with its claims, is one of the set that is published.
std::optional<CacheFault> faultAgainst(const SetStanding& set, const QJsonObject& value)
{
    for (const QJsonValue& each : value.value(u"factoids"_s).toArray()) {
        const QJsonObject factoid = each.toObject();
        const auto body = set.live.constFind(factoid.value(u"id"_s).toString());
        const auto live = body == set.live.cend() ? Result<Factoid>(std::unexpected(Error()))
                                                  : factoidFromJson(QJsonDocument::fromJson(body->toUtf8()).object());
        if (!live || toJson(*live) != factoid)
            return damaged(
                u"it holds a text that is not of the published set: “%1”"_s.arg(factoid.value(u"text"_s).toString()));
    }
    return std::nullopt;
}

Result<std::optional<CacheFault>> whatIsWrong(Database& db, const CacheEntry& entry, CacheUse use)
{
    const QJsonObject value = QJsonDocument::fromJson(entry.value).object();
    if (auto fault = faultInside(entry, value))
        return fault;
    if (!entry.key.startsWith(kFactoidsPrefix))
        return std::optional<CacheFault>();
    const auto set = TRY(SetStore(db).standing());
    if (value.value(kStanding).toString().toLatin1() != set.digest)
        return CacheFault{CacheFault::Outdated,
                          u"the published set is another one since, or something of it was withdrawn"_s};
    if (auto fault = faultAgainst(set, value))
        return fault;
    if (use == CacheUse::Serve)
        return std::optional<CacheFault>();
    const auto figures = TRY(CellStore(db).siteHash());
    if (value.value(kFigures).toString().toLatin1() != figures)
        return CacheFault{CacheFault::Outdated, u"figures have changed since it was proven"_s};
    return std::optional<CacheFault>();
}

CacheSettings withCheck(CacheSettings settings)
{
    settings.check = whatIsWrong;
    return settings;
}

} // namespace

QJsonObject ServedFactoids::toJson() const
{
    QJsonObject json{
        {u"source"_s, cacheSourceName(source)},
        {u"level"_s, level},
        {u"age_seconds"_s, ageSeconds},
        {u"data_hash"_s, QString::fromLatin1(dataHash)},
        {u"slot"_s, slot},
        {u"published_at"_s, publishedAt.isEmpty() ? QJsonValue() : QJsonValue(publishedAt)},
        {u"factoids"_s, factoids},
    };
    if (!rehearsed.isEmpty())
        json.insert(u"rehearsed"_s, QJsonArray::fromStringList(rehearsed));
    if (!leftOut.isEmpty())
        json.insert(u"left_out"_s, QJsonArray::fromStringList(leftOut));
    return json;
}

FactoidCache::FactoidCache(StoreUrl store, const Clock& clock, CacheSettings settings)
    : m_store(std::move(store))
    , m_clock(clock)
    , m_wait(settings.wait)
    , m_tiers(m_store, clock, withCheck(std::move(settings)))
{
}

QString FactoidCache::factoidsKey(const QString& slot, const QByteArray& dataHash)
{
    return kFactoidsPrefix + slot + u':' + QString::fromLatin1(dataHash);
}

QString FactoidCache::summariesKey(const QDate& date)
{
    return u"sitewide_summaries:%1"_s.arg(date.toString(Qt::ISODate));
}

QString FactoidCache::fallbackKey()
{
    return u"sitewide_factoids:fallback"_s;
}

QByteArray FactoidCache::sealed(QJsonObject value)
{
    value.insert(kSeal, sealOf(value));
    return QJsonDocument(value).toJson(QJsonDocument::Compact);
}

// The set, what it says of itself and the figures that it is proven by are of one moment.
Result<CacheMade> FactoidCache::madeFrom(Database& db, Proving proving)
{
    return db.snapshot<CacheMade>([&]() -> Result<CacheMade> {
        const auto current = TRY(SetStore(db).current());
        const auto standing = TRY(SetStore(db).standing());
        const auto figures = TRY(CellStore(db).siteHash());
        std::vector<Factoid> live = current.allLive();
        if (proving == Proving::Now) {
            // To be called fresh again, each has to hold today.
            const auto proof = TRY(Proof::of(db, live));
            std::erase_if(live, [&](const Factoid& factoid) { return !proof->verify(factoid).supported; });
        }
        if (live.empty())
            return fail(ErrorKind::Cache, Message("site.nothing_published"));
        return CacheMade{valueOf(current.slot, current.publishedAt, current.dataHash, current.onShow,
                                 current.languages(), live, {standing.digest, figures}),
                         current.dataHash};
    });
}

Result<QString> FactoidCache::publishedKey()
{
    StoreLevel& level = m_tiers.storeLevel();
    if (!m_key.isEmpty()) {
        if (auto key = level.worker().ask<QString>(level.budgets().read, keyOfSet))
            return key;
    }
    auto db = TRY(Database::open(m_store, OpenMode::ReadOnly));
    return keyOfSet(*db);
}

Result<QString> FactoidCache::currentKey()
{
    const std::lock_guard lock(m_keyMutex);
    const auto version = m_tiers.storeVersion(); // before the key, so that what changes in between is looked up again
    if (!m_key.isEmpty() && version && m_keyOf == version)
        return m_key;
    auto key = publishedKey();
    if (!key) {
        // A store that cannot be reached for a moment does not take the memory's set from readers.
        if (!m_key.isEmpty() && key.error().kind != ErrorKind::StoreTooNew)
            return m_key;
        return key;
    }
    m_key = *key;
    m_keyOf = version;
    return key;
}

// Nothing was ever published: a set is made, by this process or by the one that is at it already.
Result<CacheMade> FactoidCache::makeFirst(const CancelToken& cancel)
{
    const QDeadlineTimer deadline(m_wait);
    for (;;) {
        auto db = TRY(Database::open(m_store, OpenMode::ReadOnly));
        auto made = madeFrom(*db);
        if (made || !m_generate)
            return made;
        const auto figures = TRY(CellStore(*db).siteHash());
        if (figures.isEmpty())
            return fail(ErrorKind::Cache, Message("site.no_figures"));
        const auto generating = TRY(LeaseStore(*db).holderOf(QLatin1String(kGenerationLease), machineNow()));
        if (!generating) {
            TRY(m_generate());
            made = madeFrom(*db);
            const auto another = LeaseStore(*db).holderOf(QLatin1String(kGenerationLease), machineNow());
            if (made || !another || !*another)
                return made;
        }
        if (cancel.requested())
            return CancelToken::error();
        if (deadline.hasExpired())
            return made;
        QThread::msleep(kPollMs);
    }
}

Result<CacheRead> FactoidCache::readTiers(const QString& language, ReaderTakes takes)
{
    const auto key = TRY(currentKey());
    const auto curated = [&] { return fallback(language, takes); };
    if (key.isEmpty())
        return m_tiers.read(
            fallbackKey() + u":cold"_s, [this](const CancelToken& cancel) { return makeFirst(cancel); }, curated);
    return m_tiers.read(
        key,
        [this](const CancelToken&) -> Result<CacheMade> {
            auto db = TRY(Database::open(m_store, OpenMode::ReadOnly));
            return madeFrom(*db);
        },
        curated);
}

Result<ServedFactoids> FactoidCache::read(int limit, const QString& language, ReaderTakes takes)
{
    const auto read = TRY(readTiers(language, takes));
    auto served = inLanguage(read, limit, language, [this, takes](const QString& wanted) {
        return m_tiers.readCurated(fallbackKey(), [&] { return fallback(wanted, takes); });
    });
    if (served && takes == ReaderTakes::CheckedOnly) {
        QJsonArray checked;
        std::ranges::copy_if(served->factoids, std::back_inserter(checked), [](const QJsonValue& factoid) {
            return factoid.toObject().value(u"extent"_s).toString() != kNotChecked;
        });
        if (checked.isEmpty())
            return fail(ErrorKind::Cache, Message("site.nothing_checked"));
        served->factoids = checked;
    }
    if (served)
        tellOutages(*served);
    return served;
}

void FactoidCache::tellOutages(ServedFactoids& served) const
{
    for (const Rehearsal& rehearsal : m_tiers.rehearsals())
        served.rehearsed << rehearsal.level;
    served.leftOut = m_tiers.leftOut();
}

Result<ServedFactoids> FactoidCache::curated()
{
    const auto value = TRY(fallback({}));
    return servedFrom(curatedRead(value), 0, {});
}

Result<ServedFactoids> FactoidCache::servedFrom(const CacheRead& read, int limit, const QString& language)
{
    const QJsonObject value = QJsonDocument::fromJson(read.value).object();
    ServedFactoids served;
    served.source = read.source;
    served.level = read.level;
    served.ageSeconds = read.ageSeconds;
    served.dataHash = value.value(u"data_hash"_s).toString().toLatin1();
    served.slot = value.value(u"slot"_s).toString();
    served.publishedAt = value.value(u"published_at"_s).toString();
    const QString spoken = language.isEmpty() ? firstLanguage(value) : language;
    const int wanted = limit > 0 ? limit : value.value(u"on_show"_s).toInt();
    for (const QJsonValue& factoid : value.value(u"factoids"_s).toArray()) {
        if (served.factoids.size() == wanted)
            break;
        if (factoid.toObject().value(u"language"_s).toString() == spoken)
            served.factoids.append(withExtent(factoid.toObject()));
    }
    if (served.factoids.isEmpty())
        return fail(ErrorKind::Cache, Message("site.nothing_in").arg(languageName(spoken)));
    return served;
}

Result<ServedFactoids> FactoidCache::inLanguage(const CacheRead& read, int limit, const QString& language,
                                                const AskCurated& curated)
{
    auto served = servedFrom(read, limit, language);
    if (served || read.source == CacheSource::Fallback)
        return served;
    const QString spoken = language.isEmpty() ? firstLanguage(QJsonDocument::fromJson(read.value).object()) : language;
    const auto instead = curated(spoken);
    if (!instead)
        return fail(ErrorKind::Cache, Message("site.both").arg(served.error().told()).arg(instead.error().told()));
    return servedFrom(*instead, limit, spoken);
}

// The way of readTiers(), step by step, with a look where that one acts.
ForeseenRead FactoidCache::peek(int limit, const QString& language, const QStringList& without)
{
    ForeseenRead foreseen;
    const auto curated = [&](const QString& wanted) -> Result<CacheRead> {
        if (without.contains(u"curated"_s) || m_tiers.isPassedBy(u"curated"_s))
            return fail(ErrorKind::Cache, Message("site.no_level"));
        const auto value = TRY(fallback(wanted));
        return curatedRead(value);
    };
    const auto give = [&](const Result<CacheRead>& read) {
        const auto served = read ? inLanguage(*read, limit, language, curated) : std::unexpected(read.error());
        if (served)
            foreseen.served = *served;
        else
            foreseen.problem = served.error().sentence();
        if (foreseen.served)
            tellOutages(*foreseen.served);
        return foreseen;
    };
    auto db = Database::open(m_store, OpenMode::ReadOnly);
    if (!db)
        return give(std::unexpected(db.error()));
    if (auto looked = m_tiers.lookForOutages(); !looked)
        return give(std::unexpected(looked.error()));
    const auto key = keyOfSet(**db);
    if (!key)
        return give(std::unexpected(key.error()));
    const bool published = !key->isEmpty();
    foreseen.key = published ? *key : fallbackKey() + u":cold"_s;
    const bool storeAnswers = !without.contains(u"store"_s) && !m_tiers.isPassedBy(u"store"_s);

    const auto found = m_tiers.peek(foreseen.key, without);
    if (found && *found) {
        foreseen.refreshes = (*found)->source == CacheSource::Stale && storeAnswers;
        return give(**found);
    }
    if (storeAnswers) {
        if (const auto made = madeFrom(**db)) {
            foreseen.makes = true;
            CacheRead read;
            read.value = made->value;
            read.dataHash = made->dataHash;
            read.level = u"store"_s; // where it is put for this reader
            return give(read);
        }
        const auto figures = CellStore(**db).siteHash();
        if (!published && figures && !figures->isEmpty()) {
            foreseen.generates = true;
            return foreseen;
        }
    }
    return give(curated(language));
}

Result<QByteArray> FactoidCache::fallback(const QString& language, ReaderTakes takes)
{
    auto db = TRY(Database::open(m_store, OpenMode::ReadOnly));
    const auto fallbacks = TRY(FallbackStore(*db).list());
    const auto hash = TRY(CellStore(*db).siteHash());
    const auto settings = TRY(m_settings ? m_settings(*db) : SettingsStore(*db).load());
    std::vector<Fallback> candidates;
    std::vector<Factoid> factoids;
    for (const Fallback& curated : fallbacks) {
        if (!curated.usableOn(m_clock.now().date()) || (!language.isEmpty() && curated.language != language))
            continue;
        candidates.push_back(curated);
        factoids.push_back(curated.toFactoid(hash));
    }
    const auto proof = TRY(Proof::of(*db, factoids));
    // What the figures no longer bear out is not served, whoever wrote it; what is not checked only where somebody
    // keeps it so.
    std::vector<Factoid> usable;
    int leftOut = 0;
    for (size_t i = 0; i < factoids.size(); ++i) {
        const DraftReport report = proof->check(factoids[i], siteNames(settings));
        const bool unchecked = report.extent == ProofExtent::None;
        if (!mayBeServed(candidates[i], report, settings) || (unchecked && takes == ReaderTakes::CheckedOnly)) {
            leftOut += unchecked ? 1 : 0;
            continue;
        }
        factoids[i].extent = proofExtentName(report.extent);
        usable.push_back(std::move(factoids[i]));
    }
    if (usable.empty()) {
        const QString unchecked =
            leftOut == 0 ? QString()
                         : u" (%1)"_s.arg(leftOut == 1 ? u"one that is not checked is left out"_s
                                                       : u"%1 that are not checked are left out"_s.arg(leftOut));
        return fail(ErrorKind::Cache,
                    (language.isEmpty() ? u"there is no usable fallback either"_s
                                        : u"there is no usable fallback in %1 either"_s.arg(languageName(language))) +
                        unchecked);
    }
    const auto set = TRY(SetStore(*db).current());
    return valueOf(u"fallback"_s, {}, hash, static_cast<int>(usable.size()), fallbackLanguages(set, usable), usable);
}

Result<std::optional<QString>> FactoidCache::damage(Database& db, const QDate& today)
{
    const auto current = TRY(keyOfSet(db));
    QStringList keys{summariesKey(today)};
    if (!current.isEmpty())
        keys.prepend(current);
    for (const QString& key : keys) {
        const auto row = TRY(CacheStore(db).get(key));
        if (!row || row->isRemoved())
            continue; // the next reader has it made
        const auto fault = TRY(whatIsWrong(db, {key, row->value, row->dataHash, 0, {}, {}, {}}, CacheUse::Serve));
        if (fault && fault->kind == CacheFault::Damaged)
            return std::optional(u"what the store holds under %1 cannot be served: %2"_s.arg(key, fault->what));
    }
    return std::optional<QString>();
}

Result<void> FactoidCache::putCurrent(Database& db, Proving proving)
{
    for (int attempt = 1; attempt <= kRefreshTries; ++attempt) {
        const auto made = madeFrom(db, proving);
        if (!made && made.error().kind == ErrorKind::Cache)
            return {}; // nothing is live
        if (!made)
            return std::unexpected(made.error());
        const QString slot = QJsonDocument::fromJson(made->value).object().value(u"slot"_s).toString();
        const auto version = TRY(m_tiers.put(factoidsKey(slot, made->dataHash), made->value, made->dataHash));
        if (version > 0)
            return {};
    }
    qCInfo(logCache, "the published set kept changing; the next reader has it put in front");
    return {};
}

} // namespace factoid
