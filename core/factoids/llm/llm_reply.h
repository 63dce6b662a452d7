// LlmReply: what a language model answered, and the reading of it. Plain values; any thread.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <vector>

namespace factoid {

struct LlmReply {
    QString content; // the message's text, as it came
};

struct ReplySentence {
    std::vector<int> facts; // numbers of the prompt
    QString text;           // with slots
    QString problem;        // this one has not the shape of the schema; empty: it has
};

// Errors (Input): no JSON in it (core/base/json_in_text.h), no list of factoids, more of them than anybody asked for.
// Keys beyond the schema's are passed over.
[[nodiscard]] Result<std::vector<ReplySentence>> parseReply(const LlmReply& reply);

// One objection to one sentence.
struct Rejection {
    QString sentence; // the text that start and length refer to: as the model wrote it, or as it was rendered
    QString word;     // what is wrong; may be empty when it is the whole
    int start = -1;   // in `sentence`; -1: the whole
    int length = 0;
    QString kind; // digit, counting, ordering, comparing, time, cause, judging, name, character, markup, word, slot,
                  // place, missing, repeated, shape, proof
    QString why;  // one sentence
};

} // namespace factoid
