// LlmAccess: what a job needs to have language models asked: who they are, in order, and who calls. Owned by the
// engine.
#pragma once

#include "core/chat/chat_client.h"

#include <functional>
#include <vector>

namespace factoid {

struct LlmAccess {
    std::vector<Provider> providers;
    std::function<ChatClient&()> chat; // made with the first use
};

} // namespace factoid
