// MentionReader: what the readers of all languages share: names, fields, amounts, and the book of tokens, each of which
// belongs to one mention at most. A language adds its passes. Used by one thread for one text; readText() is its only
// caller.
#pragma once

#include "core/factoids/verifier_mentions.h"

#include <initializer_list>

namespace factoid {

// How a language writes what stands around a number.
struct QuantityWords {
    struct Scale {
        const char* word;
        int exponent;
    };
    std::array<Scale, 3> scales;
    std::vector<std::vector<const char*>> percent; // each a run of words
    std::vector<std::vector<const char*>> points;
    QChar pence; // after the digits
    const char* minus;
    const char* about;
};

class MentionReader {
  public:
    MentionReader(const Vocabulary& vocabulary, std::vector<Token> tokens);
    virtual ~MentionReader() = default;
    MentionReader(const MentionReader&) = delete;
    MentionReader& operator=(const MentionReader&) = delete;
    // Errors (Verification): a name that does not say which council is meant.
    [[nodiscard]] Result<Reading> read();

  protected:
    // Everything but names and fields, which have been read.
    virtual void readMentions() = 0;

    void readPhrase(std::initializer_list<const char*> words, Mention::Kind kind);
    [[nodiscard]] size_t placeAt(size_t at, Mention* group) const;
    [[nodiscard]] size_t kindAt(size_t at, Mention* group) const;
    [[nodiscard]] size_t skipTerm(size_t at) const;
    [[nodiscard]] const Mention* lastBefore(size_t at, Mention::Kind kind) const;

    // verifier_reader_numbers.cpp
    void readQuantities(const QuantityWords& words);
    [[nodiscard]] bool readQuantityAt(size_t at, const QuantityWords& words);
    [[nodiscard]] bool readSymbol(size_t* at, Mention* quantity) const;
    [[nodiscard]] size_t runAt(size_t at, const std::vector<std::vector<const char*>>& runs) const;
    [[nodiscard]] std::optional<int> tenthsAt(size_t at) const; // "1.7" -> 17
    // verifier_reader_years.cpp
    [[nodiscard]] std::optional<int> calendarYearAt(size_t at) const;
    [[nodiscard]] bool readLabelAt(size_t at);
    void addYearFrom(const Mention& base, int years, size_t first, size_t last);

    [[nodiscard]] bool isFree(size_t at) const { return at < m.tokens.size() && !m.used[at]; }
    [[nodiscard]] bool is(size_t at, const char* word) const;
    [[nodiscard]] bool isAny(size_t at, std::initializer_list<const char*> words) const;
    [[nodiscard]] bool are(size_t at, std::initializer_list<const char*> words) const;
    // A whole number in digits or one word; nullopt for anything else.
    [[nodiscard]] std::optional<int> wholeAt(size_t at) const;
    [[nodiscard]] int mentionStarting(size_t at, Mention::Kind kind) const;
    [[nodiscard]] int mentionEnding(size_t before, Mention::Kind kind) const;
    int add(Mention mention, size_t first, size_t last);
    void use(size_t first, size_t last);

    const Vocabulary& v;
    Reading m;

  private:
    [[nodiscard]] Result<void> readCouncils();
    void readTerms();
};

} // namespace factoid
