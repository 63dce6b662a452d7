// What a person reads of errors, breakers, recovery and spending on the terminal. Pure; any thread.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace factoid {

[[nodiscard]] QString errorsText(const QJsonObject& errors);
[[nodiscard]] QString incidentText(const QJsonObject& incident);
[[nodiscard]] QString breakersText(const QJsonObject& breakers);
[[nodiscard]] QString recoveryText(const QJsonObject& recovery);
[[nodiscard]] QString spendText(const QJsonObject& spend);
[[nodiscard]] QString callsText(const QJsonObject& calls);
[[nodiscard]] QString callTrendText(const QJsonObject& trend);
[[nodiscard]] QString pricesText(const QJsonObject& prices);
[[nodiscard]] QString modelsText(const QJsonObject& models);
// Two lines for status.
[[nodiscard]] QString spendAndErrorsText(const QJsonObject& spend, const QJsonObject& errors);

} // namespace factoid
