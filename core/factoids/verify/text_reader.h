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
    // What is read with is kept for the next reader of the same language and register, whatever the figures.
    [[nodiscard]] static Result<std::unique_ptr<TextReader>> make(const QString& language, const Panel& panel,
                                                                  const Traits& traits);
    [[nodiscard]] TextReading read(const QString& text) const;
    [[nodiscard]] const Lexicon& lexicon() const { return m_words->lexis->vocabulary().lexicon; }

  private:
    // A language's words for a register, and its grammar with them.
    struct Words {
        Panel panel; // the register alone, without figures
        Traits traits;
        std::unique_ptr<Lexis> lexis; // of both
        std::unique_ptr<Parser> parser;
    };
    [[nodiscard]] static Result<std::shared_ptr<const Words>> makeWords(const QString& language, const Panel& panel,
                                                                        const Traits& traits);
    [[nodiscard]] static Result<std::shared_ptr<const Words>> wordsFor(const QString& language, const Panel& panel,
                                                                       const Traits& traits);

    TextReader(const Panel& panel, const Traits& traits, std::shared_ptr<const Words> words)
        : m_panel(panel)
        , m_traits(traits)
        , m_words(std::move(words))
    {
    }
    void explain(const Parses& parses, TextReading* reading) const;

    const Panel& m_panel;
    const Traits& m_traits;
    std::shared_ptr<const Words> m_words;
};

} // namespace factoid
