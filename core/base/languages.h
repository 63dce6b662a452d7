// Languages: what a set can be published in, and what the setting factoids.language means by it. A set keeps English
// first. Plain functions; any thread.
#pragma once

#include <QString>
#include <QStringList>

namespace factoid {

// The value of the setting that asks for all of them.
inline constexpr auto kBothLanguages = "both";

// In the order of a set: en, cy.
[[nodiscard]] QStringList knownLanguages();
// Those that a value of the setting asks for: en, cy or both; empty for any other text.
[[nodiscard]] QStringList languagesOf(const QString& setting);
// "English"; what is not known goes by its code.
[[nodiscard]] QString languageName(const QString& language);
// Each once, in the order of a set; what is not known stands last, in the order given.
[[nodiscard]] QStringList inLanguageOrder(const QStringList& languages);

} // namespace factoid
