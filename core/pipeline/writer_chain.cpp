#include "core/pipeline/writer_chain.h"

#include "core/base/log.h"
#include "core/monitor/recovery/breaker_store.h"
#include "core/monitor/recovery/recovery.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QThread>

namespace factoid {

namespace {

// All calls and waits of one set: well within the hour in which a change has to be published.
constexpr std::chrono::milliseconds kWritingTime{300'000};
constexpr std::chrono::milliseconds kLookEvery{50}; // for a cancel while waiting
constexpr std::chrono::seconds kCallMargin{30};
constexpr int kMostLessons = 3; // of one provider in one set; each is a call that is paid for

class Chain
{
  public:
    Chain(JobContext& context, const Traits& traits, const Panel& panel, const WriteRequest& request,
          const std::function<void(std::chrono::seconds)>& keepAlive)
        : m_context(context)
        , m_traits(traits)
        , m_panel(panel)
        , m_request(request)
        , m_keepAlive(keepAlive)
        , m_breakers(context.db)
        , m_recovery(context.db)
    {
        m_spent.start();
    }

    Result<Writing> run(std::vector<Provider> providers, const Message& whyNone)
    {
        m_left = std::move(providers);
        m_writing.reason = whyNone;
        TRY(askModels());
        TRY(fillByStatistics());
        return std::move(m_writing);
    }

  private:
    enum class Next { Again, Another, Statistics };

    // Until one of them has given a proven sentence, or there is nobody left to ask.
    Result<void> askModels()
    {
        if (m_left.empty())
            return {};
        const auto rules = TRY(SpendRules::from(m_context.settings));
        while (!m_left.empty()) {
            const Provider provider = m_left.front();
            const auto left = TRY(leftAlone(provider));
            if (left)
                continue;
            const auto allowed =
                TRY(m_breakers.allow(BreakerStore::providerName(provider.name), m_context.clock.now()));
            if (!allowed.allowed) {
                passBy(provider, u"breaker_open"_s, allowed.sentence);
                continue;
            }
            const auto next = TRY(askOne(provider, rules));
            if (next == Next::Statistics)
                return {};
            if (next == Next::Another)
                leave();
        }
        return {};
    }

    // What a provider asked for counts across runs: until then it is not asked, unless an operator keeps its breaker
    // closed.
    Result<bool> leftAlone(const Provider& provider)
    {
        if (m_attempts > 0)
            return false; // it was waited for in this run
        const auto until = TRY(m_recovery.askedToWaitUntil(provider.name, m_context.clock.now()));
        const auto row = TRY(m_breakers.find(BreakerStore::providerName(provider.name)));
        if (!until.isValid() || row.state.force == BreakerForce::Closed)
            return false;
        const Message asked = Message("chain.asked_to_wait")
                                  .arg(until.toUTC(), Message::Form::UtcTime)
                                  .arg(until.toUTC(), Message::Form::Day);
        passBy(provider, u"asked_to_wait"_s, asked);
        return true;
    }

    void passBy(const Provider& provider, const QString& outcome, const Message& sentence)
    {
        m_writing.attempts.append(QJsonObject{{u"provider"_s, provider.name},
                                              {u"outcome"_s, outcome},
                                              {u"sentence"_s, sentence.stored()},
                                              {u"action"_s, u"switch_provider"_s}});
        noteReason(provider.name, sentence);
        leave();
    }

    Result<Next> askOne(const Provider& provider, const SpendRules& rules)
    {
        m_keepAlive(std::chrono::duration_cast<std::chrono::seconds>(provider.limits.total) + kCallMargin);
        ++m_attempts;
        auto report =
            attemptModel(m_context, m_context.models->chat(), rules, provider, m_traits, m_panel, m_request, m_limits);
        if (!report) {
            (void)m_breakers.untried(BreakerStore::providerName(provider.name), m_context.clock.now());
            return std::unexpected(report.error());
        }
        TRY(tellBreaker(provider, *report));
        TRY(endStep(!report->failure));
        QJsonObject row = report->toJson();
        if (report->cancelled) {
            m_writing.attempts.append(row);
            return std::unexpected(CancelToken::error());
        }
        if (!report->failure) {
            m_writing.attempts.append(row);
            return take(*std::move(report));
        }
        // It said how it wants to be asked: that is a lesson, not yet a failure.
        if (report->taught && m_lessons < kMostLessons && std::chrono::milliseconds(m_spent.elapsed()) < kWritingTime) {
            ++m_lessons;
            row.insert(u"action"_s, u"ask_otherwise"_s);
            row.insert(u"why"_s, Message("chain.asked_otherwise").stored());
            m_writing.attempts.append(row);
            return Next::Again;
        }
        noteReason(provider.name, report->failure->sentence);
        auto next = whatNext(provider, *report, &row);
        m_writing.attempts.append(row);
        return next;
    }

    // A provider that answered has done its part, whatever its words are worth; a cap of ours says nothing about it.
    Result<void> tellBreaker(const Provider& provider, const AttemptReport& report)
    {
        const QString name = BreakerStore::providerName(provider.name);
        const QDateTime now = m_context.clock.now();
        const auto state = report.reached                                          ? m_breakers.success(name, now)
                           : report.call == 0 || report.cancelled || report.taught ? m_breakers.untried(name, now)
                                                                                   : m_breakers.failure(name, now);
        return state ? Result<void>() : std::unexpected(state.error());
    }

    Result<Next> take(AttemptReport report)
    {
        TRY(IncidentLog(m_context.db).providerWorks(report.provider, m_context.clock.now()));
        m_writing.generator = report.provider;
        m_writing.link = u"provider:"_s + report.provider;
        m_writing.call = report.call;
        m_writing.reason = Message::list(QList<Message>{Message("chain.answered").arg(report.provider)} + m_reasons);
        m_byModel = std::move(report.written);
        // One sentence may tell two facts: what was offered and not refused is told.
        m_told = QSet<QString>(report.offered.begin(), report.offered.end());
        for (const Refusal& refusal : m_byModel.refused)
            m_told.remove(refusal.factKey);
        return Next::Statistics;
    }

    Result<Next> whatNext(const Provider& provider, AttemptReport& report, QJsonObject* row)
    {
        report.failure->inputHash = m_request.dataHash;
        const auto state = TRY(stateFor(provider, report));
        const auto advice = TRY(m_recovery.met(*report.failure, state, m_request.dataHash, m_context.clock.now()));
        row->insert(u"action"_s, recoveryActionName(advice.decision.action));
        row->insert(u"why"_s, advice.decision.reason.stored());
        m_step = advice.step;
        return carryOut(provider, advice.decision);
    }

    Result<Next> carryOut(const Provider& provider, const RecoveryDecision& decision)
    {
        if (decision.takesRetry) {
            TRY(m_breakers.takeRetry(BreakerStore::providerName(provider.name), m_context.clock.now()));
        }
        switch (decision.action) {
        case RecoveryAction::Wait:
            if (!rest(decision.wait))
                return std::unexpected(CancelToken::error());
            return Next::Again;
        case RecoveryAction::ShrinkPrompt:
            m_limits.fields = std::max(1, m_limits.fields / 2);
            return Next::Again;
        case RecoveryAction::SwitchProvider:
            return Next::Another;
        case RecoveryAction::ServeStale:
        case RecoveryAction::ServeFallback:
            (void)endStep(true);
            return fail(ErrorKind::Failed, Message("chain.set_stays").arg(Message::list(m_reasons)));
        default:
            (void)endStep(true);
            return Next::Statistics;
        }
    }

    Result<RecoveryState> stateFor(const Provider& provider, const AttemptReport& report)
    {
        const QDateTime now = m_context.clock.now();
        const auto row = TRY(m_breakers.find(BreakerStore::providerName(provider.name)));
        RecoveryState state;
        state.attempts = m_attempts;
        state.budget = row.budget;
        state.retryAfter = report.retryAfter;
        state.timeLeft =
            std::max(std::chrono::milliseconds(0), kWritingTime - std::chrono::milliseconds(m_spent.elapsed()));
        const auto again = TRY(m_breakers.wouldAllow(row.name, now));
        state.retryAllowed = again && *state.timeLeft > std::chrono::milliseconds(0);
        for (size_t i = 1; i < m_left.size() && !state.anotherProvider; ++i) {
            const auto other = TRY(m_breakers.wouldAllow(BreakerStore::providerName(m_left[i].name), now));
            state.anotherProvider = other;
        }
        state.canShrink = m_limits.fields > 1 && report.offered.size() > 1 && report.shrinkMayHelp;
        state.canWriteByStatistics = true;
        state.seed = static_cast<quint64>(m_context.run);
        return state;
    }

    // What came of the action that led to this attempt.
    Result<void> endStep(bool worked)
    {
        if (m_step == 0)
            return {};
        const qint64 step = std::exchange(m_step, 0);
        return m_recovery.ended(step, worked ? u"worked"_s : u"failed"_s, {}, m_context.clock.now());
    }

    [[nodiscard]] bool rest(std::chrono::milliseconds time) const
    {
        QElapsedTimer timer;
        timer.start();
        while (std::chrono::milliseconds(timer.elapsed()) < time) {
            if (m_context.control.cancel.requested())
                return false;
            QThread::msleep(static_cast<unsigned long>(std::min(kLookEvery, time).count()));
        }
        return !m_context.control.cancel.requested();
    }

    Result<void> fillByStatistics()
    {
        if (m_step != 0) {
            // The last provider was given up for this.
            if (auto ended = endStep(true); !ended)
                return ended;
        }
        auto writer = TRY(makeStatisticsWriter(m_traits));
        WriteRequest rest = m_request;
        std::erase_if(rest.facts, [&](const Fact& fact) { return m_told.contains(fact.key()); });
        auto written = TRY(writer->write(m_panel, rest));
        if (m_byModel.factoids.empty()) {
            m_writing.generator = writer->name();
            m_writing.link = u"statistics"_s;
            if (!m_reasons.isEmpty())
                m_writing.reason = Message::list(m_reasons);
        }
        inOrder(std::move(written.factoids));
        m_writing.refused = std::move(written.refused);
        m_writing.refused.insert(m_writing.refused.end(), m_byModel.refused.begin(), m_byModel.refused.end());
        return {};
    }

    void inOrder(std::vector<Factoid> byStatistics)
    {
        QHash<QString, qsizetype> rank;
        for (const Fact& fact : m_request.facts)
            rank.insert(fact.key(), rank.size());
        auto& all = m_writing.factoids;
        all = std::move(m_byModel.factoids);
        all.insert(all.end(), std::make_move_iterator(byStatistics.begin()),
                   std::make_move_iterator(byStatistics.end()));
        std::ranges::stable_sort(all, {}, [&](const Factoid& factoid) { return rank.value(factoid.factKey); });
    }

    void noteReason(const QString& provider, const Message& sentence)
    {
        const Message reason = Message("chain.of_provider").arg(provider).arg(sentence);
        if (!m_reasons.contains(reason))
            m_reasons << reason;
    }

    void leave()
    {
        m_left.erase(m_left.begin());
        m_attempts = 0;
        m_lessons = 0;
        m_limits = {};
    }

    JobContext& m_context;
    const Traits& m_traits;
    const Panel& m_panel;
    const WriteRequest& m_request;
    const std::function<void(std::chrono::seconds)>& m_keepAlive;
    BreakerStore m_breakers;
    Recovery m_recovery;
    std::vector<Provider> m_left; // the first is being asked
    PromptLimits m_limits;
    int m_attempts = 0; // of the first
    int m_lessons = 0;  // among them
    qint64 m_step = 0;  // an action whose result is not known yet
    QList<Message> m_reasons;
    WriteResult m_byModel;
    QSet<QString> m_told; // keys of the facts that it tells
    Writing m_writing;
    QElapsedTimer m_spent;
};

Message whyNotAsked(const std::optional<Money>& most)
{
    return most ? Message("chain.dry_run").arg(most->words()) : Message("chain.dry_run_no_price");
}

// What a rehearsal says in place of asking: it spends nothing.
Result<QJsonObject> notAsked(JobContext& context, const Provider& provider, const Traits& traits, const Panel& panel,
                             const WriteRequest& request)
{
    QJsonObject row{{u"provider"_s, provider.name}, {u"model"_s, provider.model}, {u"outcome"_s, u"not_asked"_s}};
    const auto prompt = buildLlmPrompt(panel, traits, request);
    if (!prompt) {
        row.insert(u"sentence"_s, prompt.error().message);
        return row;
    }
    const auto rules = TRY(SpendRules::from(context.settings));
    row.insert(u"offered"_s, static_cast<qint64>(prompt->facts.size()));
    row.insert(u"prompt_tokens_estimated"_s, prompt->tokens);
    const auto price = rules.prices().find(provider.name, provider.baseUrl, provider.model, context.clock.now().date());
    const auto most = price ? costOf(*price, prompt->tokens, replyTokensFor(provider, {})) : std::nullopt;
    row.insert(u"cost_at_most"_s, most ? QJsonValue(Money{*most, price->currency}.words()) : QJsonValue());
    row.insert(u"sentence"_s, whyNotAsked(most ? std::optional(Money{*most, price->currency}) : std::nullopt).stored());
    return row;
}

} // namespace

bool isGenerator(const LlmAccess* models, const QString& generator)
{
    if (generator == "auto"_L1 || generator == "statistics"_L1)
        return true;
    return models &&
           std::ranges::any_of(models->providers, [&](const Provider& provider) { return provider.name == generator; });
}

Result<Writing> writeByChain(JobContext& context, const Traits& traits, const Panel& panel, const WriteRequest& request,
                             const QString& generator, const std::function<void(std::chrono::seconds)>& keepAlive)
{
    std::vector<Provider> providers;
    if (context.models && generator != "statistics"_L1) {
        for (const Provider& provider : context.models->providers) {
            if (generator == "auto"_L1 || generator == provider.name)
                providers.push_back(provider);
        }
    }
    if (context.run == 0 && !providers.empty()) {
        const auto row = TRY(notAsked(context, providers.front(), traits, panel, request));
        auto writing = Chain(context, traits, panel, request, keepAlive)
                           .run({}, Message::fromStored(row.value(u"sentence"_s).toString()));
        if (writing)
            writing->attempts.append(row);
        return writing;
    }
    const Message whyNone(generator == "statistics"_L1 ? "generation.asked_for" : "chain.no_provider");
    return Chain(context, traits, panel, request, keepAlive).run(std::move(providers), whyNone);
}

} // namespace factoid
