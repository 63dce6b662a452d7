// SlotTable: what a language model may put into a sentence, by kind of fact (resources/words/slots_<language>.json).
// Each slot is a piece of a sentence pattern that the SentenceRenderer turns into true words; a slot without true words
// for a fact is not offered. Immutable once loaded; any thread.
#pragma once

#include "core/factoids/words/name_formatter.h"
#include "core/insights/claims/fact.h"

namespace factoid {

struct SlotWords {
    QString name;      // "rank_among"
    QString type;      // "remark": what may stand beside it (reply_words.h)
    QString says;      // for the prompt: “the most of any county council”
    QString fill;      // "{most:1}": a piece of a pattern (filler.h)
    QStringList needs; // slots without which it says nothing: "to", or one of several: "to|did"
    int words = 0;     // when filled for this fact, as far as that can be told alone
};

class SlotTable
{
  public:
    // Errors: Usage (no such language), Input (the table is not as it should be).
    [[nodiscard]] static Result<SlotTable> load(const QString& language);
    // All slots of the fact's kind, in the order of the table.
    [[nodiscard]] const std::vector<SlotWords>& ofKind(const Fact& fact) const;

  private:
    QHash<QString, std::vector<SlotWords>> m_kinds;
};

// Those of its slots that have true words for this fact.
[[nodiscard]] std::vector<SlotWords> slotsFor(const NameFormatter& formatter, const SlotTable& table, const Fact& fact);

// Which words of direction the fact may be told with: "rise" or "fall"; empty: none.
[[nodiscard]] QString licenceOf(const NameFormatter& formatter, const Fact& fact);

// A fact as a sentence pattern names its kind: one council below a threshold has patterns of its own.
[[nodiscard]] QString patternKind(const Fact& fact);

} // namespace factoid
