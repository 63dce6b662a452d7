// WriterChain: facts to proven sentences by the first link that can (docs/contract.md, “Language models”): the
// providers in their order, then the statistics writer, which always stands ready. A model phrases what fits its
// prompt; what it leaves out, or what does not hold, the statistics writer says. Which link is asked again, and when,
// is decided by Recovery; breakers and books are in the store, so that all processes on it act as one. Used by the
// thread of its job.
#pragma once

#include "core/pipeline/model_attempt.h"

namespace factoid {

struct Writing {
    std::vector<Factoid> factoids; // proven, in the order of the facts
    std::vector<Refusal> refused;
    QString generator;   // "statistics", or the provider that phrased at least one
    QString link;        // "provider:NAME" or "statistics"
    Message reason;      // why it is this link, for people
    qint64 call = 0;     // whose words are among the factoids; 0: no model's
    QJsonArray attempts; // of AttemptReport::toJson, with `action`: what was done next
};

// auto, statistics, or the name of a provider.
[[nodiscard]] bool isGenerator(const LlmAccess* models, const QString& generator);

// `generator`: auto (all providers, then statistics), statistics, or the name of one provider. `keepAlive`: called
// before each call with how long it may take at most. Errors: Interrupted, the store's, and Failed when the recovery
// table says that the published set is to stay.
[[nodiscard]] Result<Writing> writeByChain(JobContext& context, const Traits& traits, const Panel& panel,
                                           const WriteRequest& request, const QString& generator,
                                           const std::function<void(std::chrono::seconds)>& keepAlive);

} // namespace factoid
