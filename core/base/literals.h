// Literals: u"…"_s is a QString, "…"_L1 a QLatin1String, in all of the program.
#pragma once

#include <QString>

namespace factoid {

using namespace Qt::StringLiterals;

} // namespace factoid
