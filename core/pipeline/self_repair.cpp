#include "core/pipeline/self_repair.h"

#include "core/base/log.h"
#include "core/pipeline/cache_filling.h"
#include "core/pipeline/summary_building.h"
#include "core/runner/run_failure.h"
#include "core/site/factoid_cache.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/summary_store.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

namespace {

const QString kJob = u"update-factoids"_s;
const QString kLevel = u"cache:store"_s;

// "the summary of total_borrowing for 2023/24 cannot be read, and 2 more of the field".
Message damageWords(const std::vector<DamagedSummary>& damaged, const QString& field)
{
    Message words;
    qsizetype more = -1;
    for (const DamagedSummary& each : damaged) {
        if (each.field != field)
            continue;
        if (++more == 0)
            words = Message("repair.summary").arg(field).arg(each.year.label()).arg(each.what);
    }
    return more > 0 ? Message("repair.and_more").arg(words).arg(more) : words;
}

} // namespace

Result<RecoveryState> SelfRepair::stateNow()
{
    const auto current = TRY(SetStore(m_context.db).current());
    RecoveryState state;
    state.retryAllowed = false; // looking again changes nothing
    state.hasStale = !current.live().empty();
    state.hasFallback = !state.hasStale && m_context.cache.curated().has_value();
    state.seed = static_cast<quint64>(m_context.run);
    return state;
}

Result<bool> SelfRepair::noteRepair(const Recovery::Advice& advice, const QString& subject, const Result<void>& done)
{
    const QString action = recoveryActionName(advice.decision.action);
    const QString result = done ? u"worked"_s : u"failed"_s;
    const QDateTime now = m_context.clock.now();
    TRY(m_recovery.ended(advice.step, result, done ? Message() : done.error().told(), now));
    TRY(SettingsStore(m_context.db)
            .audit(now, u"recovery"_s, Message::verbatim(action),
                   {{u"subject"_s, subject}, {u"result"_s, result}, {u"run"_s, m_context.run}}));
    if (!done)
        return true;
    const Message by(advice.decision.action == RecoveryAction::RebuildCache ? "incident.cache_refilled"
                                                                            : "incident.summary_rebuilt");
    TRY(FailureStore(m_context.db).resolveOne(advice.incident.id, now, by));
    return true;
}

Result<void> SelfRepair::carryOut(const Recovery::Advice& advice, const QString& subject, const Rebuild& rebuild)
{
    Result<void> done;
    Result<bool> noted = true;
    // What is mended in the store is noted with the mending; the cache has connections of its own.
    const bool inStore = advice.decision.action == RecoveryAction::RebuildSummary;
    if (inStore) {
        noted = m_context.db.transaction<bool>([&]() -> Result<bool> {
            done = rebuild();
            return done ? noteRepair(advice, subject, done) : std::unexpected(done.error());
        });
    } else {
        done = rebuild();
    }
    if (!inStore || !done)
        noted = m_context.db.transaction<bool>([&] { return noteRepair(advice, subject, done); });
    if (!noted)
        return std::unexpected(noted.error());
    m_done.append(QJsonObject{{u"action"_s, recoveryActionName(advice.decision.action)},
                              {u"subject"_s, subject},
                              {u"result"_s, done ? u"worked"_s : u"failed"_s},
                              {u"words"_s, done ? QString() : done.error().told().stored()}});
    return done;
}

// True: the failure is mended. False: what the table says beside is what readers have anyway.
Result<bool> SelfRepair::answer(const Failure& failure, RecoveryAction action, const QString& subject,
                                const Rebuild& rebuild)
{
    auto state = TRY(stateNow());
    state.canRebuildSummary = action == RecoveryAction::RebuildSummary;
    state.canRebuildCache = action == RecoveryAction::RebuildCache && !m_cacheRebuilt;
    auto advice = m_recovery.met(failure, state, failure.inputHash, m_context.clock.now());
    if (!advice)
        return std::unexpected(advice.error());
    if (advice->decision.action == action) {
        if (carryOut(*advice, subject, rebuild))
            return true;
        state.canRebuildSummary = state.canRebuildCache = false;
        advice = m_recovery.next(advice->incident, state, m_context.clock.now(), m_context.run);
        if (!advice)
            return std::unexpected(advice.error());
    }
    const bool serves = advice->decision.action != RecoveryAction::GiveUp;
    TRY(m_recovery.ended(advice->step, serves ? u"worked"_s : u"failed"_s, {}, m_context.clock.now()));
    return false;
}

Result<void> SelfRepair::rebuildField(const QString& field)
{
    const QDateTime now = m_context.clock.now();
    auto built = m_context.db.transaction<bool>([&]() -> Result<bool> {
        const auto damaged = TRY(SummaryStore(m_context.db).damaged(now.date()));
        // A summary is written when its hash is another than the recorded one.
        for (const DamagedSummary& each : damaged) {
            if (each.field != field)
                continue;
            TRY(CellStore(m_context.db).forgetSummary(each.key));
        }
        TRY(buildSummaries(m_context.db, now, {true, field, {}}, m_context.control));
        const auto after = TRY(SummaryStore(m_context.db).damaged(now.date()));
        if (const Message words = damageWords(after, field); !words.isEmpty())
            return fail(ErrorKind::Store, Message("repair.still_damaged").arg(words));
        return true;
    });
    return built ? Result<void>() : std::unexpected(built.error());
}

Result<void> SelfRepair::mendSummaries()
{
    if (m_summariesSeen)
        return {};
    m_summariesSeen = true;
    const Stage stage(m_context, u"checking summaries"_s);
    const auto damaged = TRY(SummaryStore(m_context.db).damaged(m_context.clock.now().date()));
    if (damaged.empty())
        return {};
    const auto hash = TRY(CellStore(m_context.db).siteHash());
    QStringList fields;
    for (const DamagedSummary& each : damaged) {
        if (!fields.contains(each.field))
            fields << each.field;
    }
    Message left;
    for (const QString& field : fields) {
        Failure failure;
        failure.kind = FailureKind::BadData;
        failure.field = field;
        failure.job = kJob;
        failure.sentence = damageWords(damaged, field);
        failure.inputHash = hash;
        failure.run = m_context.run;
        const auto mended = answer(failure, RecoveryAction::RebuildSummary, field, [&] { return rebuildField(field); });
        if (!mended && mended.error().kind == ErrorKind::Interrupted)
            return std::unexpected(mended.error());
        if (!mended)
            qCWarning(logJobs, "what was done about a damaged summary could not be noted: %s",
                      qUtf8Printable(mended.error().message));
        if ((!mended || !*mended) && left.isEmpty())
            left = failure.sentence;
    }
    if (m_context.control.cancel.requested())
        return CancelToken::error();
    if (left.isEmpty())
        return {};
    m_context.failureNoted = true;
    return fail(ErrorKind::Store, Message("repair.not_repaired").arg(left));
}

// The cache is filled from the published set as by the job of that name.
Result<void> SelfRepair::refillCache()
{
    m_cacheRebuilt = true;
    TRY(fillCache(m_context));
    const auto left = TRY(m_context.cache.damage(m_context.db));
    if (left)
        return fail(ErrorKind::Cache, Message("repair.still_not_filled").arg(*left));
    return {};
}

void SelfRepair::mendCache()
{
    const auto damage = m_context.cache.damage(m_context.db);
    if (!damage)
        qCWarning(logJobs, "the cache could not be looked at: %s", qUtf8Printable(damage.error().message));
    else if (*damage)
        answerForCache({ErrorKind::Cache, **damage});
}

void SelfRepair::cacheFailed(const Error& error)
{
    answerForCache(error);
}

void SelfRepair::cacheWorks()
{
    noteWorks(m_context, kLevel);
}

void SelfRepair::answerForCache(const Error& error)
{
    if (m_context.run == 0)
        return;
    Failure failure;
    failure.kind = FailureKind::CacheDown;
    failure.provider = kLevel;
    failure.job = kJob;
    failure.sentence = error.told();
    failure.run = m_context.run;
    const auto mended = answer(failure, RecoveryAction::RebuildCache, kLevel, [this] { return refillCache(); });
    if (!mended)
        qCWarning(logJobs, "what was done about the cache could not be noted: %s",
                  qUtf8Printable(mended.error().message));
    else if (*mended)
        cacheWorks(); // what readers met of it is over as well
    else
        qCWarning(logJobs, "the cache could not be repaired: %s", qUtf8Printable(error.message));
}

} // namespace factoid
