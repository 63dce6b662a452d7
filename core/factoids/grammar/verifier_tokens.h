// Verifier's tokens: a factoid's text cut into words, numbers and marks, after a check that it is
// plain text. Shares nothing with the writers. Pure; any thread.
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace factoid {

struct Token {
    QString text; // as it stands
    QString lower;
    int start = 0;       // first character
    int end = 0;         // past the last one
    bool word = false;   // letters (with inner hyphens)
    bool digits = false; // holds a digit
    bool spaceBefore = false;
};

// Errors (Verification) that name the character: markup, control and invisible characters, letters
// outside the Latin script, digits other than 0 to 9, combining marks, quotation marks, "!" and
// "?".
[[nodiscard]] Result<std::vector<Token>> tokenise(const QString& text);

// A phrase of the word lists in the same cut: "children's" -> children, 's.
[[nodiscard]] QStringList phraseTokens(const QString& phrase);

} // namespace factoid
