#include "core/pipeline/model_attempt.h"

#include "core/store/operations/model_store.h"

#include <QJsonDocument>

namespace factoid {

namespace {

class Attempt
{
  public:
    Attempt(JobContext& context, ChatClient& client, const SpendRules& rules, const Provider& provider)
        : m_context(context)
        , m_client(client)
        , m_rules(rules)
        , m_provider(provider)
    {
        m_report.provider = provider.name;
        m_report.model = provider.model;
    }

    Result<AttemptReport> run(const Traits& traits, const Panel& panel, const WriteRequest& request,
                              const PromptLimits& limits)
    {
        LlmWriter writer(
            m_provider.name, traits, [this](const LlmPrompt& prompt) { return ask(prompt); }, limits);
        auto written = writer.write(panel, request);
        if (m_storeError)
            return std::unexpected(*m_storeError);
        const ModelTranscript& transcript = writer.transcript();
        for (const PromptFact& each : transcript.prompt.facts)
            m_report.offered << each.fact.key();
        m_report.sentences = static_cast<int>(transcript.sentences.size());
        m_report.promptTokens = transcript.prompt.tokens;
        if (m_transcript != 0) {
            QJsonArray verdicts = toJson(transcript).value(u"sentences"_s).toArray();
            TRY(ModelStore(m_context.db).setVerdicts(m_transcript, verdicts));
        }
        if (written)
            m_report.written = std::move(*written);
        if (!m_report.failure && !m_report.cancelled && m_report.written.factoids.empty()) {
            // Before anything was asked: not one fact can be put to a model, whoever it is.
            const bool unreadable = !written && m_report.reached;
            m_report.failure =
                failureOf(unreadable ? FailureKind::Schema : FailureKind::Content, whyNothing(written, transcript));
        }
        return m_report;
    }

  private:
    static Message whyNothing(const Result<WriteResult>& written, const ModelTranscript& transcript)
    {
        if (!written)
            return written.error().told();
        for (const SentenceVerdict& sentence : transcript.sentences) {
            if (!sentence.rejections.empty())
                return Message("model.none_proven")
                    .count(std::ssize(transcript.sentences))
                    .arg(sentence.rejections.front().why);
        }
        return Message("model.no_sentence");
    }

    [[nodiscard]] Failure failureOf(FailureKind kind, const Message& sentence) const
    {
        Failure failure;
        failure.kind = kind;
        failure.provider = m_provider.name;
        failure.job = u"update-factoids"_s;
        failure.sentence = sentence;
        failure.run = m_context.run;
        return failure;
    }

    Result<LlmReply> storeFails(const Error& error)
    {
        m_storeError = error;
        return std::unexpected(error);
    }

    Result<LlmReply> ask(const LlmPrompt& prompt)
    {
        ModelStore models(m_context.db);
        const auto manner = models.manner(m_provider.identity());
        if (!manner)
            return storeFails(manner.error());
        ChatRequest request;
        request.messages = {{u"system"_s, prompt.system}, {u"user"_s, prompt.user}};
        request.schemaName = u"factoids"_s;
        request.schema = prompt.schema;
        request.maxTokens = replyTokensFor(m_provider, mannerFromJson(*manner));

        Ledger ledger(m_context.db, m_rules);
        const auto grant = ledger.reserve(wishFor(prompt, request), m_context.clock.now());
        if (!grant)
            return storeFails(grant.error());
        if (!grant->granted()) {
            m_report.failure = failureOf(FailureKind::Quota, grant->sentence);
            m_report.failure->detail = {{u"cap"_s, grant->refusedBy}};
            return fail(ErrorKind::Failed, grant->sentence);
        }
        m_report.call = grant->call;
        const ChatOutcome outcome =
            m_client.call(m_provider, request, mannerFromJson(*manner), m_context.control.cancel);
        if (auto booked = book(ledger, *grant, outcome); !booked)
            return storeFails(booked.error());
        if (outcome.next != mannerFromJson(*manner) || manner->isEmpty()) {
            if (auto kept = models.setManner(m_provider.identity(), mannerJson(outcome.next), m_context.clock.now());
                !kept)
                return storeFails(kept.error());
        }
        if (auto kept = keep(models, prompt, outcome); !kept)
            return storeFails(kept.error());
        return replyFrom(outcome);
    }

    [[nodiscard]] CallWish wishFor(const LlmPrompt& prompt, const ChatRequest& request) const
    {
        CallWish wish;
        wish.run = m_context.run;
        wish.provider = m_provider.name;
        wish.baseUrl = m_provider.baseUrl;
        wish.model = m_provider.model;
        // A token is at least a byte. The schema is sent beside the messages, and providers put marks around each.
        constexpr qint64 kMarks = 64;
        wish.mostTokensIn = kMarks;
        for (const ChatMessage& message : request.messages)
            wish.mostTokensIn += message.content.toUtf8().size();
        wish.mostTokensIn += QJsonDocument(prompt.schema).toJson(QJsonDocument::Compact).size();
        wish.mostTokensOut = request.maxTokens;
        wish.deadline = m_provider.limits.total;
        return wish;
    }

    Result<void> book(Ledger& ledger, const Grant& grant, const ChatOutcome& outcome)
    {
        m_report.usage = outcome.usage;
        m_report.milliseconds = outcome.took.count();
        if (!outcome.mayBeBilled && !outcome.answered())
            return ledger.release(grant.call, outcome.cause);
        CallEnd end;
        end.outcome = outcome.answered() ? u"ok"_s : chatKindName(outcome.kind);
        if (outcome.usage.reported) {
            end.tokensIn = outcome.usage.promptTokens;
            end.tokensOut = outcome.usage.completionTokens;
        }
        end.latencyMs = outcome.took.count();
        const auto cost = TRY(ledger.settle(grant.call, end));
        m_report.cost = cost;
        return {};
    }

    Result<void> keep(ModelStore& models, const LlmPrompt& prompt, const ChatOutcome& outcome)
    {
        Transcript transcript;
        transcript.call = m_report.call;
        transcript.run = m_context.run;
        transcript.at = m_context.clock.now();
        transcript.provider = m_provider.name;
        transcript.model = outcome.model.isEmpty() ? m_provider.model : outcome.model;
        transcript.prompt = prompt.system + u"\n\n"_s + prompt.user;
        transcript.reply = outcome.text.isEmpty() ? outcome.sentence.text() : outcome.text;
        const auto id = TRY(models.addTranscript(transcript));
        m_transcript = id;
        return {};
    }

    Result<LlmReply> replyFrom(const ChatOutcome& outcome)
    {
        if (outcome.kind == ChatKind::Cancelled) {
            m_report.cancelled = true;
            return std::unexpected(CancelToken::error());
        }
        m_report.retryAfter = outcome.retryAfter;
        m_report.taught = outcome.taught();
        m_report.shrinkMayHelp = outcome.cause != QLatin1String(kThoughtTooLong);
        if (!outcome.answered()) {
            const auto kind = failureKindFromName(chatKindName(outcome.kind));
            m_report.failure = failureOf(kind.value_or(FailureKind::Transport), outcome.sentence);
            m_report.failure->detail = {{u"cause"_s, outcome.cause}, {u"status"_s, outcome.httpStatus}};
            if (outcome.retryAfter)
                m_report.failure->detail.insert(QLatin1String(kRetryAfterKey),
                                                static_cast<qint64>(outcome.retryAfter->count()));
            return fail(ErrorKind::Failed, outcome.sentence);
        }
        m_report.reached = true;
        return LlmReply{outcome.text};
    }

    JobContext& m_context;
    ChatClient& m_client;
    const SpendRules& m_rules;
    const Provider& m_provider;
    AttemptReport m_report;
    qint64 m_transcript = 0;
    std::optional<Error> m_storeError;
};

} // namespace

QJsonObject AttemptReport::toJson() const
{
    constexpr double kMs = 1e3;
    return {
        {u"provider"_s, provider},
        {u"model"_s, model},
        {u"call"_s, call},
        {u"outcome"_s, failure ? failureKindName(failure->kind) : u"ok"_s},
        {u"sentence"_s, failure ? failure->sentence.stored() : QString()},
        {u"offered"_s, offered.size()},
        {u"sentences"_s, sentences},
        {u"accepted"_s, static_cast<qint64>(written.factoids.size())},
        {u"prompt_tokens_estimated"_s, promptTokens},
        {u"tokens_in"_s, usage.reported ? QJsonValue(usage.promptTokens) : QJsonValue()},
        {u"tokens_out"_s, usage.reported ? QJsonValue(usage.completionTokens) : QJsonValue()},
        {u"cost"_s, cost.currency.isEmpty() ? QJsonValue() : QJsonValue(cost.words())},
        {u"seconds"_s, static_cast<double>(milliseconds) / kMs},
    };
}

Result<AttemptReport> attemptModel(JobContext& context, ChatClient& client, const SpendRules& rules,
                                   const Provider& provider, const Traits& traits, const Panel& panel,
                                   const WriteRequest& request, const PromptLimits& limits)
{
    return Attempt(context, client, rules, provider).run(traits, panel, request, limits);
}

} // namespace factoid
