// Probe: whether a provider can be used, found out by a tiny call. Waits; belongs on a thread of its own.
#pragma once

#include "core/chat/chat_client.h"

#include <QJsonObject>

namespace factoid {

struct ProbeResult {
    QString provider, model, host;
    bool keyPresent = false; // or none needed
    QString keyPlace;        // where it is, or should be
    bool reachable = false;  // an HTTP answer came, of whatever status
    ChatOutcome outcome;     // of the call; the manner that works is outcome.next
    QString remedy;          // what to do; empty when it works
};

[[nodiscard]] ProbeResult probeProvider(ChatClient& client, const Provider& provider, const CancelToken& cancel = {});

// {name, model, host, ok, key, key_place, reachable, kind, cause, message, remedy, mode, http_status, milliseconds,
//  requests, prompt_tokens, completion_tokens, reported_model}; numbers that nobody measured are null.
[[nodiscard]] QJsonObject probeJson(const ProbeResult& result);

} // namespace factoid
