// ReplyCheck: a sentence from a language model before it is filled: slots of the facts that it lists, and between them
// nothing but the connectives of the language. Names every word that has no place and says why. Immutable; any thread.
#pragma once

#include "core/factoids/llm/llm_prompt.h"
#include "core/factoids/llm/llm_reply.h"
#include "core/factoids/llm/reply_grammar.h"

#include <QMap>

namespace factoid {

struct CheckedSentence {
    std::vector<CheckedPart> parts;    // empty when anything was objected to
    std::vector<Rejection> rejections; // the plainest first
};

class ReplyCheck
{
  public:
    // The words and the prompt must outlive the check; the councils' names are taken from the panel.
    ReplyCheck(const Panel& panel, const ReplyWords& words, const LlmPrompt& prompt);
    [[nodiscard]] CheckedSentence check(const ReplySentence& sentence) const;

  private:
    [[nodiscard]] bool readSlots(const ReplySentence& sentence, std::vector<ReplyPiece>* pieces,
                                 CheckedSentence* out) const;
    void judgeCharacters(const QString& text, const std::vector<ReplyPiece>& pieces, CheckedSentence* out) const;
    void judgeWords(const QString& text, const std::vector<ReplyPiece>& pieces, CheckedSentence* out) const;
    void judgeJoints(const ReplySentence& sentence, const std::vector<ReplyPiece>& pieces, CheckedSentence* out) const;
    [[nodiscard]] QString nameLike(const QString& word) const;

    const ReplyWords& m_words;
    const LlmPrompt& m_prompt;
    QMap<QString, QString> m_nameWords; // in lower case -> the council's name
};

} // namespace factoid
