// ReplyGrammar: reads one text of a reply, slot by slot. What stands between two slots must be one of the connectives
// that the language has for their types, every clause has one subject and a predicate, nothing is said twice and the
// newest year is named. On the way the patterns are put together: sentences on one fact stay together, another fact
// starts another part. One object per text; one thread.
#pragma once

#include "core/factoids/llm/llm_prompt.h"
#include "core/factoids/llm/reply_words.h"

namespace factoid {

// A slot, with the words before it; the last piece has no slot.
struct ReplyPiece {
    qsizetype from = 0; // of the words before the slot
    qsizetype to = 0;   // where the slot starts
    qsizetype end = 0;  // after the slot
    int fact = 0;       // 0: the end of the text
    const SlotWords* slot = nullptr;
};

// Consecutive sentences on one fact, as a pattern for the SentenceRenderer.
struct CheckedPart {
    int fact = 0; // number of the prompt
    QString pattern;
};

// Why a piece may not stand there: kind of the rejection (nullptr: it may) and one sentence.
struct ConnectiveFault {
    const char* kind = nullptr;
    QString why;
};

class ReplyGrammar
{
  public:
    // All must outlive the grammar.
    ReplyGrammar(const ReplyWords& words, const LlmPrompt& prompt, const QString& text)
        : m_words(words)
        , m_prompt(prompt)
        , m_text(text)
    {
    }

    [[nodiscard]] ConnectiveFault take(const ReplyPiece& piece);
    // What the last part leaves unsaid; empty: nothing.
    [[nodiscard]] QString unsaid() const;
    // After the last piece.
    [[nodiscard]] std::vector<CheckedPart> parts() const;

  private:
    [[nodiscard]] QString changeFact(const ReplyPiece& piece);
    [[nodiscard]] QString clause(const QString& next);
    [[nodiscard]] bool saysAgain(const SlotWords& slot) const;
    [[nodiscard]] bool isOfNewestYear(const QString& said) const;
    [[nodiscard]] QString agreed(const QString& say) const;
    void append(const ReplyPiece& piece);

    const ReplyWords& m_words;
    const LlmPrompt& m_prompt;
    const QString& m_text;
    QString m_say; // the words before the slot being read
    QString m_before = u"start"_s;
    int m_fact = 0;
    QString m_pattern;
    QString m_topic;
    bool m_subject = false;                           // of this clause
    bool m_predicate = false;                         // of this clause
    bool m_dated = false;                             // this part, with the newest year of its fact
    QSet<QString> m_said;                             // slots, amounts and dates of this part
    std::vector<std::pair<QString, QString>> m_needs; // slot, and what it needs in this part
    QSet<int> m_done;
    std::vector<CheckedPart> m_parts;
};

} // namespace factoid
