// ChatClient: one call to one provider's model. Waits, so it belongs on a thread of a job, not on the main one; many
// threads may call at once. Retries nothing but a request that was refused for how it was put (which costs
// nothing); when to try again, and where, is decided by who pays.
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/chat/chat_values.h"
#include "core/net/http_client.h"

namespace factoid {

class ChatClient
{
  public:
    // Keeps references: both outlive it.
    ChatClient(HttpClient& http, const Clock& clock)
        : m_http(http)
        , m_clock(clock)
    {
    }

    // `known`: what is remembered of this provider and model (ChatOutcome::next of the last call). The total deadline
    // of the provider's limits holds for the whole call. Never fails otherwise than by the outcome's kind.
    [[nodiscard]] ChatOutcome call(const Provider& provider, const ChatRequest& request, const ChatManner& known = {},
                                   const CancelToken& cancel = {});

  private:
    HttpClient& m_http;
    const Clock& m_clock;
};

} // namespace factoid
