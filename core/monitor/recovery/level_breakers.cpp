#include "core/monitor/recovery/level_breakers.h"

#include "core/monitor/recovery/breaker_store.h"
#include "core/monitor/recovery/recovery.h"

namespace factoid {

namespace {

constexpr size_t kMostUntold = 64; // of a level, while the store cannot be told

} // namespace

const std::atomic<bool>& LevelBreakers::isSound(const QString& level)
{
    const std::lock_guard lock(m_mutex);
    return m_levels[level].sound;
}

BreakerState LevelBreakers::state(const QString& level)
{
    const std::lock_guard lock(m_mutex);
    return m_levels[level].state;
}

// Call with the mutex held.
void LevelBreakers::settle(Level& level)
{
    level.sound = level.state.phase == BreakerPhase::Closed && level.state.force != BreakerForce::Open &&
                  level.state.failures.empty();
    m_news = std::ranges::any_of(m_levels, [](const auto& each) { return !each.second.untold.empty(); });
}

LevelLeave LevelBreakers::leave(const QString& level, const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    BreakerState asked = m_levels[level].state; // a copy: a question is no trial
    if (asked.force == BreakerForce::Open)
        return LevelLeave::ByHand;
    const BreakerAnswer answer = breakerAllow(asked, m_policy, now);
    if (!answer.allowed)
        return LevelLeave::LeftOut;
    return answer.trial ? LevelLeave::Trial : LevelLeave::Ask;
}

bool LevelBreakers::claimHere(const QString& level, const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    return breakerAllow(m_levels[level].state, m_policy, now).allowed;
}

Result<bool> LevelBreakers::claim(Database& db, const QString& level, const QDateTime& now)
{
    // The store's breaker must know of what opened it here, or it would allow anything.
    TRY(exchange(db, true));
    // Nobody who waits for a read waits behind a long import.
    const auto free = db.takesWrites();
    if (!free)
        return free;
    if (!*free || hasNews())
        return fail(ErrorKind::StoreBusy, Message("store.being_written"));
    BreakerStore breakers(db, m_policy);
    const auto answer = TRY(breakers.allow(BreakerStore::levelName(level), now));
    TRY(hear(db));
    return answer.allowed;
}

void LevelBreakers::report(Level& level, Report report)
{
    report.number = ++m_reports;
    if (level.untold.size() == kMostUntold)
        level.untold.erase(level.untold.begin());
    level.untold.push_back(std::move(report));
}

void LevelBreakers::worked(const QString& level, const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    Level& known = m_levels[level];
    const bool watched = known.state.phase != BreakerPhase::Closed || !known.state.failures.empty();
    const bool onTrial = known.state.phase == BreakerPhase::HalfOpen && !known.state.trials.empty();
    breakerSuccess(known.state, m_policy, now);
    // Worth a word: a trial, and that the last failure is long enough ago.
    if (onTrial || (watched && known.state.phase == BreakerPhase::Closed && known.state.failures.empty()))
        report(known, {0, true, now});
    settle(known);
}

void LevelBreakers::failed(const QString& level, const Error& error, const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    Level& known = m_levels[level];
    breakerFailure(known.state, m_policy, now);
    report(known, {0, false, now, error.told()});
    settle(known);
}

std::vector<std::pair<QString, LevelBreakers::Report>> LevelBreakers::untold()
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::pair<QString, Report>> all;
    for (const auto& [name, level] : m_levels) {
        for (const Report& report : level.untold)
            all.emplace_back(name, report);
    }
    return all;
}

void LevelBreakers::forget(const std::vector<std::pair<QString, Report>>& told)
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [name, report] : told) {
        Level& level = m_levels[name];
        std::erase_if(level.untold, [&](const Report& each) { return each.number == report.number; });
        settle(level);
    }
}

Result<void> LevelBreakers::tell(Database& db, const QString& level, const Report& report)
{
    const QString name = BreakerStore::levelName(level);
    BreakerStore breakers(db, m_policy);
    const auto state = TRY(report.worked ? breakers.success(name, report.at) : breakers.failure(name, report.at));
    if (report.worked) {
        if (state.phase != BreakerPhase::Closed || !state.failures.empty())
            return {};
        const auto over = IncidentLog(db).providerWorks(name, report.at);
        return over ? Result<void>() : std::unexpected(over.error());
    }
    Failure failure;
    failure.kind = FailureKind::CacheDown;
    failure.provider = name;
    failure.sentence = report.sentence;
    // The next level serves; what is left to be done is to call a person when the rule asks for one.
    const auto noted = Recovery(db).noteDone(failure, RecoveryAction::GiveUp, {}, report.at);
    return noted ? Result<void>() : std::unexpected(noted.error());
}

Result<void> LevelBreakers::hear(Database& db)
{
    const auto rows = TRY(BreakerStore(db, m_policy).list());
    const std::lock_guard lock(m_mutex);
    const QString prefix = BreakerStore::levelName({});
    for (const BreakerRow& row : rows) {
        if (!row.name.startsWith(prefix))
            continue;
        Level& level = m_levels[row.name.mid(prefix.size())];
        // What the store was not told yet it cannot know; an operator's word counts at once.
        if (level.untold.empty())
            level.state = row.state;
        else
            breakerForce(level.state, row.state.force, row.state.forceReason, row.state.forcedAt);
        settle(level);
    }
    return {};
}

Result<void> LevelBreakers::exchange(Database& db, bool mayWrite)
{
    const std::lock_guard once(m_exchanging);
    const auto news = mayWrite ? untold() : std::vector<std::pair<QString, Report>>();
    if (!news.empty()) {
        const auto free = TRY(db.takesWrites());
        if (free) {
            auto told = db.transaction<bool>([&]() -> Result<bool> {
                for (const auto& [name, report] : news) {
                    TRY(tell(db, name, report));
                }
                return true;
            });
            if (!told)
                return std::unexpected(told.error());
            forget(news);
        }
    }
    return hear(db);
}

} // namespace factoid
