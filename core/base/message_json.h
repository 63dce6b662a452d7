// Messages within JSON that the store keeps, such as the result of a run: there as texts in the stored form, spoken
// where somebody reads them. Pure but for the translator; any thread.
#pragma once

#include "core/base/message.h"

#include <QJsonObject>

namespace factoid {

// The same with the sentence in place of each stored message, at any depth. Other texts stay as they are.
[[nodiscard]] QJsonObject spoken(const QJsonObject& json);

} // namespace factoid
