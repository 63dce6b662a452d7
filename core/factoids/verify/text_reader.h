// TextReader: a text of one language to what it says, in every way in which it can be read. Immutable after
// construction; any thread.
#pragma once

#include "core/factoids/grammar/interpreter.h"
#include "core/factoids/grammar/parser.h"

namespace factoid {

struct TextReading {
    std::vector<Token> tokens;
    std::vector<Said> readings; // empty: it cannot be read
    QString why;                // then: why not
    int start = -1;             // and where, in characters
    int length = 0;
    std::vector<Token> strange; // then: names that are nobody's
};

class TextReader
{
  public:
    // Errors: no such language, or its files are not as they should be. Panel and traits must outlive the reader.
    [[nodiscard]] static Result<std::unique_ptr<TextReader>> make(const QString& language, const Panel& panel,
                                                                  const Traits& traits);
    [[nodiscard]] TextReading read(const QString& text) const;
    [[nodiscard]] const Lexicon& lexicon() const { return m_lexis->vocabulary().lexicon; }

  private:
    TextReader(const Panel& panel, const Traits& traits, std::unique_ptr<Lexis> lexis)
        : m_panel(panel)
        , m_traits(traits)
        , m_lexis(std::move(lexis))
    {
    }
    void explain(const Parses& parses, TextReading* reading) const;

    const Panel& m_panel;
    const Traits& m_traits;
    std::unique_ptr<Lexis> m_lexis;
    std::unique_ptr<Parser> m_parser; // of the lexis
};

} // namespace factoid
