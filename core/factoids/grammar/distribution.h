// Distribution: a clause with lists ("Kent and Devon owed £301 million and £152 million respectively") says as many
// things as a list has members, each with its own member of every list and all that stands beside the lists.
#pragma once

#include "core/base/result.h"
#include "core/factoids/grammar/parse_tree.h"

namespace factoid {

// The clauses that the clause stands for, made in the forest; itself alone when it has no list. Errors (Verification):
// the lists are not equally long, or nothing says in which order they belong together.
[[nodiscard]] Result<std::vector<const Node*>> distributed(const Node& clause, Forest* forest);

} // namespace factoid
