// EnglishReader: finds the mentions of an English text, pass by pass, the longest and surest first. Used by one
// thread for one text; readText() is its only caller.
#pragma once

#include "core/factoids/verifier_reader.h"

namespace factoid {

class EnglishReader final : public MentionReader {
  public:
    using MentionReader::MentionReader;

  private:
    void readMentions() override;

    // english_reader.cpp: groups, fixed phrases
    void readFixedPhrases();
    void readGroups();
    [[nodiscard]] bool readGroupAt(size_t at);
    void readBareModifiers();

    // english_reader_time.cpp: years, spans, streaks, records, tendencies
    void readYears();
    void readRelativeYears();
    void readRecords();
    void readSteps();
    void readCrossings();
    void readStreaks();
    void readSpans();
    void readTendencies();

    // english_reader_numbers.cpp: amounts and ratios
    void readRatios();
    [[nodiscard]] size_t ratioAt(size_t at, Mention* ratio) const;
    void readLimits();

    // english_reader_places.cpp: ranks, counts, directions
    void readRanks();
    [[nodiscard]] bool readComparative(size_t at);
    [[nodiscard]] bool readSuperlative(size_t at);
    void attachGroup(Mention* rank, size_t* at);
    void readOnly();
    void readTops();
    void readReported();
    void readChanges();
};

} // namespace factoid
