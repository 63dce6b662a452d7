// LlmWriter: the Writer that has a language model phrase the facts. The model is a callable: network, budget and
// retries are its business. Whatever it answers, only sentences that are slots and connectives, filled by this program
// and proven by the verifier, come out; one bad sentence costs one sentence. One thread at a time.
#pragma once

#include "core/factoids/llm/llm_prompt.h"
#include "core/factoids/llm/llm_reply.h"
#include "core/factoids/write/writer.h"

#include <functional>

namespace factoid {

struct SentenceVerdict {
    ReplySentence written; // by the model
    QString rendered;      // filled; empty when it was refused before
    bool accepted = false;
    std::vector<Rejection> rejections;
};

// What happened in one call, for the prompt inspector.
struct ModelTranscript {
    LlmPrompt prompt;
    LlmReply reply;
    QString problem; // why there was no reply, or none that could be read; empty otherwise
    std::vector<SentenceVerdict> sentences;
    [[nodiscard]] int accepted() const;
};
[[nodiscard]] QJsonObject toJson(const Rejection& rejection);
[[nodiscard]] QJsonObject toJson(const ModelTranscript& transcript);

// An error is handed through as it is.
using AskModel = std::function<Result<LlmReply>(const LlmPrompt&)>;

class LlmWriter final : public Writer
{
  public:
    // `name`: of the provider, as factoids show it in `generator`.
    LlmWriter(QString name, Traits traits, AskModel ask, PromptLimits limits = {});
    [[nodiscard]] QString name() const override { return m_name; }
    // Errors: those of buildModelPrompt, of the callable, and Input when the reply cannot be read. Facts that no
    // accepted sentence tells are in `refused`.
    [[nodiscard]] Result<WriteResult> write(const Panel& panel, const WriteRequest& request) override;
    // Of the last write().
    [[nodiscard]] const ModelTranscript& transcript() const { return m_transcript; }

  private:
    QString m_name;
    Traits m_traits;
    AskModel m_ask;
    PromptLimits m_limits;
    ModelTranscript m_transcript;
};

// The reply to a prompt, judged: for the writer, and for a bench that replays recorded replies.
[[nodiscard]] Result<WriteResult> writeFromReply(const Panel& panel, const Traits& traits, const QString& generator,
                                                 const WriteRequest& request, ModelTranscript* transcript);

} // namespace factoid
