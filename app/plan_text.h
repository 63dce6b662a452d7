// What is planned, running and served, in words for a terminal. Pure; any thread.
#pragma once

#include <QJsonObject>
#include <QString>

namespace factoid {

[[nodiscard]] QString scheduleText(const QJsonObject& schedule);
[[nodiscard]] QString comingText(const QJsonObject& coming);
[[nodiscard]] QString sleepText(const QJsonObject& sleep);
[[nodiscard]] QString previewText(const QJsonObject& preview);
[[nodiscard]] QString slotHistoryText(const QJsonObject& history);
[[nodiscard]] QString runsText(const QJsonObject& runs);
[[nodiscard]] QString runText(const QJsonObject& run);
[[nodiscard]] QString runTrendText(const QJsonObject& trend);
[[nodiscard]] QString cacheText(const QJsonObject& cache);
[[nodiscard]] QString cacheKeysText(const QJsonObject& keys);
[[nodiscard]] QString servedText(const QJsonObject& served);
[[nodiscard]] QString invalidationText(const QJsonObject& invalidation);
[[nodiscard]] QString bundlesText(const QJsonObject& bundles);
[[nodiscard]] QString bundleContentText(const QJsonObject& content);
[[nodiscard]] QString bundleCheckText(const QJsonObject& check);

} // namespace factoid
