// Writer: facts to factoids. One of the four seams. The statistics writer is the embedded default:
// hand-written patterns, no network. Any thread.
#pragma once

#include "core/base/clock.h"
#include "core/factoids/words/factoid.h"
#include "core/figures/panel.h"
#include "core/insights/claims/fact.h"
#include "core/insights/mine/miner.h"

#include <memory>

namespace factoid {

struct WriteRequest {
    std::vector<Fact> facts; // in the order in which they are wanted
    QString language = u"en"_s;
    QByteArray dataHash; // site hash
    QDateTime generatedAt;
};

struct Refusal {
    QString factKey;
    QString text; // may be empty when no sentence could be formed
    QString reason;
};

struct WriteResult {
    std::vector<Factoid> factoids; // only sentences that the verifier accepted, in order of the facts
    std::vector<Refusal> refused;  // one bad sentence costs one sentence
};

class Writer
{
  public:
    virtual ~Writer() = default;
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual Result<WriteResult> write(const Panel& panel, const WriteRequest& request) = 0;
};

// Patterns of resources/words; which of a kind's patterns is used depends on the fact and the data
// hash only (the same data gives the same words; new data may give another pattern).
[[nodiscard]] Result<std::unique_ptr<Writer>> makeStatisticsWriter(const Traits& traits);

// Every sentence for the fact that the verifier proves, as a whole factoid, the one that write() would give first.
[[nodiscard]] std::vector<Factoid> provenVariants(const Panel& panel, const Traits& traits, const Fact& fact,
                                                  const WriteRequest& request);

// For tests and review: every pattern's sentence for the fact, refused ones with the reason.
[[nodiscard]] std::vector<std::pair<QString, QString>> allVariants(const Panel& panel, const Traits& traits,
                                                                   const Fact& fact, const QString& language);

// allVariants for many facts, with the language's words and grammar read once. One thread; the panel and the traits
// must outlive it.
class PatternTrial
{
  public:
    PatternTrial(const Panel& panel, const Traits& traits, const QString& language);
    ~PatternTrial();
    [[nodiscard]] std::vector<std::pair<QString, QString>> variants(const Fact& fact) const;

  private:
    struct Private;
    QString m_language;
    std::unique_ptr<Private> d; // none: there is no such language
};

} // namespace factoid
