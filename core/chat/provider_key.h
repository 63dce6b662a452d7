// The key of a provider: out of the environment, or of the system's keychain (Secret Service, KWallet). It goes into
// one header of one request and nowhere else. Any thread but the main one when a keychain is asked: it may wait for a
// person who unlocks it.
#pragma once

#include "core/base/cancel.h"
#include "core/chat/provider.h"

namespace factoid {

// The key; empty when the provider needs none. Errors: Failed, with a sentence that says where the key should be.
[[nodiscard]] Result<QString> readProviderKey(const Provider& provider, const CancelToken& cancel = {});

// Where the key is looked for, for a person: "the environment variable OPENAI_API_KEY", "none needed".
[[nodiscard]] Message keyPlace(const Provider& provider);

} // namespace factoid
