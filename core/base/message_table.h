// The table of messages: each id with its English, the one place where the sentences that a store keeps are worded.
// Read-only; any thread.
#pragma once

#include <QByteArrayView>

#include <span>

namespace factoid {

struct MessageText {
    const char* id;
    const char* text;          // %1 … %9 are the arguments; the plural, where the message counts
    const char* one = nullptr; // the singular
};

inline constexpr const char* kMessageContext = "factoid::Message";

[[nodiscard]] std::span<const MessageText> messageTable();
// nullptr: there is no such message.
[[nodiscard]] const MessageText* messageText(QByteArrayView id);

} // namespace factoid
