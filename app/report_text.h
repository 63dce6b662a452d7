// What a person reads of a result on the terminal. Pure; any thread.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace factoid {

[[nodiscard]] QString statusText(const QJsonObject& status);
[[nodiscard]] QString sampleText(const QJsonObject& sample);
[[nodiscard]] QString factsText(const QJsonObject& facts);
[[nodiscard]] QString nullMirrorText(const QJsonObject& mirror);
[[nodiscard]] QString importText(const QJsonObject& report);
[[nodiscard]] QString importPreviewText(const QJsonObject& preview);
[[nodiscard]] QString fieldTreeText(const QJsonObject& tree);
[[nodiscard]] QString figureMatrixText(const QJsonObject& matrix);
[[nodiscard]] QString figureText(const QJsonObject& history);
[[nodiscard]] QString factoidsText(const QJsonArray& factoids);
[[nodiscard]] QString doctorText(const QJsonObject& report);
[[nodiscard]] QString providersText(const QJsonObject& report);
[[nodiscard]] QString fallbacksText(const QJsonObject& fallbacks);
// Lines that say where each number of a factoid came from.
[[nodiscard]] QString sourcesText(const QJsonArray& sources);

} // namespace factoid
