// ModelAttempt: one call of one provider with everything that belongs to it (docs/contract.md, “Language models”):
// money reserved before and booked after, how the provider wants to be spoken to remembered, prompt and reply kept with
// the verdict on each sentence. It decides nothing: what is done about a failure is the chain's business. Used by the
// thread of its job.
#pragma once

#include "core/chat/llm_access.h"
#include "core/factoids/llm/llm_writer.h"
#include "core/monitor/recovery/failure.h"
#include "core/monitor/spend/ledger.h"
#include "core/runner/job.h"

namespace factoid {

struct AttemptReport {
    QString provider, model;
    WriteResult written;            // only proven sentences
    std::optional<Failure> failure; // nullopt: at least one sentence is proven
    bool reached = false;           // the provider did its part, whatever the words are worth
    bool taught = false;            // it failed and showed how to be asked, which is remembered
    bool shrinkMayHelp = true;      // a shorter prompt could be answered
    bool cancelled = false;
    std::optional<std::chrono::milliseconds> retryAfter;
    qint64 call = 0;      // in the books; 0: none was allowed
    QStringList offered;  // keys of the facts in the prompt
    int sentences = 0;    // that came back
    int promptTokens = 0; // as estimated
    ChatUsage usage;
    Money cost;
    qint64 milliseconds = 0;
    [[nodiscard]] QJsonObject toJson() const;
};

// Errors: the store's. All else is in the report.
[[nodiscard]] Result<AttemptReport> attemptModel(JobContext& context, ChatClient& client, const SpendRules& rules,
                                                 const Provider& provider, const Traits& traits, const Panel& panel,
                                                 const WriteRequest& request, const PromptLimits& limits);

} // namespace factoid
