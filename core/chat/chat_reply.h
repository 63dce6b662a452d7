// What came back from a chat-completions endpoint, read and classified into the kinds of docs/errors.md, “Kinds”. Pure;
// any thread.
#pragma once

#include "core/chat/chat_values.h"

namespace factoid {

// Reads an answer of any status. `now` for a Retry-After that is a date,
// where the server does not tell its own time. Sets everything but `used`, `next`, `requests`.
[[nodiscard]] ChatOutcome readChatReply(const Provider& provider, const ChatRequest& request, const HttpReply& reply,
                                        const QString& key, const QDateTime& now);
// What kept an answer from arriving, as an outcome.
[[nodiscard]] ChatOutcome chatFailure(const Provider& provider, const HttpFailure& failure, const QString& key);

// How to speak after this answer: the next manner when the provider refuses a field or a role by name; nothing when
// another manner would not help.
[[nodiscard]] std::optional<ChatManner> gentlerManner(const ChatManner& used, const ChatRequest& request,
                                                      const HttpReply& reply);

} // namespace factoid
