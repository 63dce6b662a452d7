// Whether a request of the chat-completions API is one that the makers' own servers would take: field names and types
// as published, ranges, and the rules of strict JSON Schema. For the test endpoint; pure, any thread.
#pragma once

#include "core/base/literals.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace factoid::test {

struct ApiFault {
    int status = 400;
    QString message = {};
    QString type = u"invalid_request_error"_s;
    QString param = {}, code = {};
    [[nodiscard]] QJsonObject toJson() const;
};

[[nodiscard]] std::optional<ApiFault> chatRequestFault(const QJsonObject& body);
// The strict subset of JSON Schema: what is wrong, as OpenAI says it; empty when nothing is.
[[nodiscard]] QString strictSchemaFault(const QJsonObject& schema);
// A smallest value that fits the schema (a string is "text", a list has its least length).
[[nodiscard]] QJsonValue exampleOf(const QJsonObject& schema);

} // namespace factoid::test
