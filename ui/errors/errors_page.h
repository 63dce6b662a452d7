// ErrorsPage: what goes wrong, in patterns and incidents, what was done about it and whether that helped; the circuit
// breakers and the recovery table, both an operator's to change. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec errorsPageSpec();

} // namespace factoid
