// LlmPrompt: facts as a language model is asked to phrase them (docs/model.md, “The prompt”). It lists numbered facts
// with typed slots and holds no figure and no word of a data file: no council's name, no field's name that the
// program's own words do not know. So its size does not depend on the data, and a name cannot give orders. Plain value;
// any thread.
#pragma once

#include "core/factoids/write/slot_table.h"
#include "core/factoids/write/writer.h"

#include <QJsonObject>

namespace factoid {

struct PromptLimits {
    int fields = 8;          // different fields
    int councilsEachWay = 3; // of one field: councils named as its high ones, and as its low ones
    int tokens = 1200;       // of everything that is sent
};

struct PromptFact {
    int number = 0; // as the prompt numbers it, from 1
    Fact fact;
    std::vector<SlotWords> offered;
    QString licence; // "rise", "fall" or empty: words of direction that may stand outside slots
    [[nodiscard]] const SlotWords* slot(const QString& name) const;
};

struct LeftOut {
    QString factKey;
    QString why;
};

struct LlmPrompt {
    QString language;
    QString system;     // the rules
    QString user;       // the facts
    QJsonObject schema; // JSON schema of the reply, legal for strict mode
    int tokens = 0;     // estimate of system, user and schema
    std::vector<PromptFact> facts;
    std::vector<LeftOut> leftOut;
    [[nodiscard]] const PromptFact* fact(int number) const;
};

// The facts of the request, best first, as far as they fit. Errors: Usage (no words for the language), Input (the
// table of slots), Verification (no fact can be offered).
[[nodiscard]] Result<LlmPrompt> buildLlmPrompt(const Panel& panel, const Traits& traits, const WriteRequest& request,
                                               const PromptLimits& limits = {});

} // namespace factoid
