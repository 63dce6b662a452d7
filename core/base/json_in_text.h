// The JSON that a language model was asked for, found in what it said: beside its thoughts, in a code fence, among
// sentences with braces of their own. The one reader of such texts, for whoever asks and for whoever judges. Pure; any
// thread.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace factoid {

struct WantedJson {
    QStringList keys;  // that the object must have
    QStringList lists; // those of them that must be lists
    // Of the wanted keys, those that the object has not, or not as a list.
    [[nodiscard]] QStringList missingIn(const QJsonObject& object) const;
};

// The whole text when it is an object, whatever its keys; else the last object in it that has all wanted keys, what
// stands after a model's thoughts first. Where one list is all that is wanted, a bare list of objects stands for it.
[[nodiscard]] std::optional<QJsonObject> jsonInText(const QString& text, const WantedJson& wanted = {});

} // namespace factoid
