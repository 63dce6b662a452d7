// A chat completion that came as a stream of events though none was asked for (text/event-stream), put together as the
// whole answer that it stands for. Pure; any thread.
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace factoid {

struct StreamedReply {
    QJsonObject json;   // as one chat.completion, or {"error": …}
    bool ended = false; // it said that it was over
};

// Nothing when the body is no such stream.
[[nodiscard]] std::optional<StreamedReply> wholeOfStream(const QByteArray& body);

} // namespace factoid
