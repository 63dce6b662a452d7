// Known words: what the register lets one recognise in a foreign file: codes, names, types and fields. Built once
// per look at a file; the register must outlive it. One thread.
#pragma once

#include "core/figures/register.h"

#include <QHash>
#include <QSet>

namespace factoid {

class KnownWords
{
  public:
    explicit KnownWords(const Register& known);

    [[nodiscard]] const Register& known() const { return m_known; }
    [[nodiscard]] bool isCode(const QString& text) const { return m_known.council(text.toUtf8()) >= 0; }
    // With the endings that publishers add to names ("UA", "MBC") and without.
    [[nodiscard]] bool isName(const QString& text) const;
    [[nodiscard]] bool isType(const QString& text) const;
    // Position of the field that has this slug or name; -1: none.
    [[nodiscard]] int field(const QString& text) const;

    // The field that a column's heading means, and how sure that is.
    struct FieldGuess {
        int field = -1;
        bool exact = false;
    };
    [[nodiscard]] FieldGuess guessField(const QString& heading) const;

  private:
    const Register& m_known;
    QSet<QString> m_names;
    QSet<QString> m_types;
    QHash<QString, int> m_fields; // by spelling key of slug and of name
    std::vector<QSet<QString>> m_fieldWords;
};

// "E06000022": the nine characters of an ONS/GSS code.
[[nodiscard]] bool looksLikeCode(QStringView text);
// Words that publishers add to council names.
[[nodiscard]] const QStringList& commonNameEndings();

} // namespace factoid
