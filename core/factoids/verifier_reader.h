// TextReader: finds the mentions of an English text, pass by pass, the longest and surest first. A
// token belongs to one mention at most. Used by one thread for one text; readText() is its only
// caller.
#pragma once

#include "core/factoids/verifier_mentions.h"

#include <initializer_list>

namespace factoid {

class TextReader {
  public:
    TextReader(const Vocabulary& vocabulary, std::vector<Token> tokens);
    [[nodiscard]] Result<Reading> read();

  private:
    // verifier_reader.cpp: names, fields, groups, fixed phrases
    [[nodiscard]] Result<void> readCouncils();
    void readTerms();
    void readFixedPhrases();
    void readGroups();
    [[nodiscard]] bool readGroupAt(size_t at);
    void readBareModifiers();
    [[nodiscard]] size_t placeAt(size_t at, Mention* group) const;
    [[nodiscard]] size_t kindAt(size_t at, Mention* group) const;

    // verifier_reader_time.cpp: years, spans, streaks, records, tendencies
    void readYears();
    void readRelativeYears();
    void readRecords();
    void readSteps();
    void readCrossings();
    void readStreaks();
    void readSpans();
    void readTendencies();

    // verifier_reader_numbers.cpp: amounts and ratios
    void readRatios();
    void readQuantities();
    [[nodiscard]] size_t ratioAt(size_t at, Mention* ratio) const;
    [[nodiscard]] bool readQuantityAt(size_t at);
    [[nodiscard]] bool readSymbol(size_t* at, Mention* quantity) const;
    void readLimits();

    // verifier_reader_places.cpp: ranks, counts, directions
    void readRanks();
    [[nodiscard]] bool readComparative(size_t at);
    [[nodiscard]] bool readSuperlative(size_t at);
    [[nodiscard]] size_t skipTerm(size_t at) const;
    void attachGroup(Mention* rank, size_t* at);
    void readOnly();
    void readTops();
    void readReported();
    void readChanges();

    // Shared by the passes.
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
};

} // namespace factoid
