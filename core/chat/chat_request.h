// The request of the chat-completions protocol, in three modes: by strict JSON Schema, as any JSON object with the
// schema in words, or in plain words. Pure; any thread.
#pragma once

#include "core/chat/chat_values.h"

namespace factoid {

// The body, without a key: what a person may look at and what may be recorded.
[[nodiscard]] QJsonObject chatBody(const Provider& provider, const ChatRequest& request, const ChatManner& manner);
// The whole request. The key goes into its header and nowhere else.
[[nodiscard]] HttpRequest chatHttpRequest(const Provider& provider, const QString& key, const ChatRequest& request,
                                          const ChatManner& manner);

} // namespace factoid
