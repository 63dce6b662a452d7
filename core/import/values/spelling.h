// Spelling: what makes a council's or field's texts acceptable, and how spellings of
// types and nations are joined. Shared by tidy files and mappings. Pure; any thread.
#pragma once

#include "core/figures/register.h"

#include <QHash>

#include <optional>

namespace factoid {

// "GBP", "percent", "count", "GBP_per_dwelling" in the spelling kept here, from any case; nullopt: no unit.
[[nodiscard]] std::optional<QString> normalisedUnit(const QString& text);
[[nodiscard]] bool isSlug(QStringView text); // [a-z0-9_]+
// yes, no, true, false, 1, 0, y, n; nullopt otherwise. Empty is no.
[[nodiscard]] std::optional<bool> yesOrNo(const QString& text);
// Control characters, and marks that turn the direction of writing.
[[nodiscard]] bool hasControlCharacters(QStringView text);
// Case folded, white space single: what two spellings of one word share.
[[nodiscard]] QString spellingKey(QStringView text);
// A council's name for comparing: case folded, "&" as "and", punctuation dropped, the endings taken off.
[[nodiscard]] QString nameKey(QStringView name, const QStringList& endings = {});
// Two different words that are probably meant to be one: one letter or so apart, a plural, or one
// holding the other as its beginning ("unitary", "Unitary authority").
[[nodiscard]] bool nearlySame(const QString& keyA, const QString& keyB);

// Chooses one spelling for each word of a column: a declared join, else a spelling already known, else the
// most common one (of equals the first seen).
class SpellingJoiner
{
  public:
    explicit SpellingJoiner(const QHash<QString, QString>& joins);
    void known(const QString& spelling);
    void seen(const QString& spelling);
    // After everything was seen.
    [[nodiscard]] QString chosen(const QString& spelling) const;
    // Pairs of chosen spellings that are nearly the same, at least one of them newly seen.
    [[nodiscard]] std::vector<std::pair<QString, QString>> nearDuplicates() const;

  private:
    struct Word {
        std::vector<std::pair<QString, int>> spellings; // in order of appearance
        bool known = false;
    };
    [[nodiscard]] QString joined(const QString& spelling) const;
    [[nodiscard]] static QString best(const Word& word);

    QHash<QString, QString> m_joins;
    QHash<QString, Word> m_words;
    QStringList m_order;
};

} // namespace factoid
