// TokenEstimate: how many tokens a text costs a model, without its vocabulary. Text is parted as published byte-pair
// tokenizers part it before merging (words with the blank before them, runs of up to three digits, runs of marks,
// line ends); a part costs by its length. docs/model.md has the rule. Pure; any thread.
#pragma once

#include <QString>

namespace factoid {

[[nodiscard]] int estimateTokens(const QString& text);

} // namespace factoid
