// What can be asked about the providers of language models. Sends requests, so it waits; a thread of a query, not the
// main one. Needs no store.
#pragma once

#include "core/base/cancel.h"
#include "core/chat/provider_probe.h"

#include <QJsonObject>

#include <vector>

namespace factoid {

// doctor --providers: each provider is asked for a tiny answer, all at once: {healthy, message, providers:
// [probeJson]}, in the order in which they are tried. Errors: Interrupted.
[[nodiscard]] Result<QJsonObject> providersQuery(ChatClient& client, const std::vector<Provider>& providers,
                                                 const TaskControl& control = {});

} // namespace factoid
