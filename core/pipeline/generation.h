// The making of a set, without deciding whether one is due or publishing it. Used by the database's thread.
#pragma once

#include "core/factoids/write/writer.h"
#include "core/insights/mine/mining_memory.h"
#include "core/runner/job.h"
#include "core/store/site/set_store.h"

#include <chrono>
#include <functional>

namespace factoid {

struct GenerationOptions {
    QDateTime now;
    QString slot;
    int onShow = 3;
    int reserve = 0;
    QStringList languages{u"en"_s}; // in the order of a set
    QString generator = u"auto"_s;  // or statistics, or a provider's name
    // Called before what may take long, with how long at most.
    std::function<void(std::chrono::seconds)> keepAlive = [](std::chrono::seconds) {};
};

// What came of one language of a set.
struct LanguageTexts {
    QString language;
    Message problem; // why there is not one text; empty: there are some
    int written = 0, chosen = 0,
        byModel = 0; // put into proven words; in the set with its reserve; of those, phrased by a model
    std::vector<Refusal> refused;
    QString generator, link; // which link of the chain wrote it: "provider:NAME" or "statistics"
    Message linkReason;      // why
    qint64 call = 0;         // of the model whose words are in it; 0: none
    QJsonArray attempts;     // calls of models, as WriterChain tells them, each with its language
    // {language, problem, written, chosen, by_model, refused: how many, generator, link, link_reason}
    [[nodiscard]] QJsonObject toJson() const;
};

struct GeneratedSet {
    PublishedSet set;
    QSet<QString> badExamples; // fact keys
    qint64 choicesVersion = 0; // of the operator's choices that it was made with
    qint64 newestChange = 0;   // changes up to this one are in the figures that the set was made from
    MiningMemory memory;       // for the next mining: to be kept with the set
    // For the run's record: facts kept by the miner, and offered to the writers of each language.
    int found = 0, offered = 0;
    std::vector<LanguageTexts> texts; // as asked for; at least one of them without a problem
    // The first language that has texts: what the set as a whole is said to be written by.
    [[nodiscard]] const LanguageTexts& first() const;
    [[nodiscard]] Message linkReason() const;      // of every language, where they differ
    [[nodiscard]] QJsonArray attempts() const;     // of every language
    [[nodiscard]] QList<Message> warnings() const; // a sentence for each language without a text
    // {found, offered, written, chosen, by_model, refused: [{fact, language, text, reason}], languages:
    // [LanguageTexts]}; written, chosen and by_model are sums over the languages.
    [[nodiscard]] QJsonObject factsJson() const;
};

// Reads the figures in one snapshot, mines, selects, and has the same facts written and proven in each language, each
// through the whole chain. A language in which nothing can be said stops no other. Errors: Failed, when not one
// factoid can be proven in any, or the recovery table says that the published set is to stay; Interrupted; the store's.
[[nodiscard]] Result<GeneratedSet> generateSet(JobContext& context, const GenerationOptions& options);

} // namespace factoid
