// The making of a set, without deciding whether one is due or publishing it. Used by the database's thread.
#pragma once

#include "core/factoids/writer.h"
#include "core/jobs/job.h"
#include "core/store/set_store.h"

#include <chrono>
#include <functional>

namespace factoid {

// The lease of whoever generates (SPEC 8).
inline constexpr auto kGenerationLease = "generation";

struct GenerationOptions {
    QDateTime now;
    QString slot;
    int onShow = 3;
    int reserve = 0;
    QString language = QStringLiteral("en");
    QString generator = QStringLiteral("auto"); // or statistics, or a provider's name
    // Called before what may take long, with how long at most.
    std::function<void(std::chrono::seconds)> keepAlive = [](std::chrono::seconds) {};
};

struct GeneratedSet {
    PublishedSet set;
    QSet<QString> badExamples; // fact keys
    qint64 choicesVersion = 0; // of the operator's choices that it was made with
    qint64 newestChange = 0;   // changes up to this one are in the figures that the set was made from
    std::vector<Refusal> refused;
    // For the run's record: facts kept by the miner, offered to the writer, and put into proven words.
    int found = 0, offered = 0, written = 0;
    QString link, linkReason; // which link of the chain wrote it: "provider:NAME" or "statistics", and why
    qint64 call = 0;          // of the model whose words are in it; 0: none
    QJsonArray attempts;      // calls of models, as WritingChain tells them
    // {found, offered, written, chosen, refused: [{fact, text, reason}]}; chosen: the set with its reserve. How many of the
    // chosen a model phrased is `by_model`.
    [[nodiscard]] QJsonObject factsJson() const;
};

// What mining looks at: the comparison fields, and what they are shares or heads of. `more`: further slugs.
[[nodiscard]] QStringList minedFields(const std::vector<Field>& fields, const Traits& traits, const QStringList& more = {});

// Reads the figures in one snapshot, mines, selects, writes, proves. Errors: Failed, when not one
// factoid can be proven; Interrupted; the store's.
[[nodiscard]] Result<GeneratedSet> generateSet(JobContext& context, const GenerationOptions& options);

} // namespace factoid
