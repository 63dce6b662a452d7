// Redaction: what came from a provider, or is said about it, without the key that was sent to it. Pure; any thread.
#pragma once

#include "core/base/message.h"

#include <QString>

namespace factoid {

// Replaces `key` by "[key]" in each form in which a server may echo it: as it is, in another case, reversed, with
// blanks or line breaks between, escaped, in hexadecimal, decimal codes or Base64 (alone or with a user's name), masked
// in the middle; and each part of it of eight letters and digits or more. Nothing else changes.
[[nodiscard]] QString withoutKey(QString text, const QString& key);
// For messages: the same, and whatever follows "Bearer" or looks like a key of a known maker; control characters and
// those that turn the direction of writing become spaces.
[[nodiscard]] QString withoutSecrets(QString text, const QString& key);
[[nodiscard]] inline Message withoutSecrets(const Message& message, const QString& key)
{
    return message.withTexts([&](const QString& text) { return withoutSecrets(text, key); });
}

} // namespace factoid
