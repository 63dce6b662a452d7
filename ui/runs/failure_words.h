// FailureWords: what the kinds of failure, the actions of the recovery table and their results are called in the
// window. Pure; any thread.
#pragma once

#include "ui/widgets/widgets.h"

#include <QStringList>

namespace factoid {

// "Key refused" for auth; a kind that is not known here reads as it is written.
[[nodiscard]] QString failureWords(const QString& kind);
// "another provider" for switch_provider.
[[nodiscard]] QString actionWords(const QString& action);
// "wait and ask again → another provider".
[[nodiscard]] QString stepsWords(const QStringList& steps);
// Of an action: "worked"; empty: none was taken.
[[nodiscard]] QString resultWords(const QString& result);
[[nodiscard]] State resultState(const QString& result);
// "primary" for provider:primary, "cache level store" for cache:store; else as it is.
[[nodiscard]] QString placeWords(const QString& name);

} // namespace factoid
