// WelshReader: finds the mentions of a Welsh text, pass by pass, the longest and surest first. Words that mutate are
// known in all their forms. Used by one thread for one text; readText() is its only caller.
#pragma once

#include "core/factoids/verifier_reader.h"

namespace factoid {

class WelshReader final : public MentionReader {
  public:
    using MentionReader::MentionReader;

  private:
    void readMentions() override;

    // welsh_reader.cpp: groups, fixed phrases
    void readFixedPhrases();
    void readGroups();
    [[nodiscard]] bool readGroupAt(size_t at);
    void readBareModifiers();
    void readLinks();
    void readNames();
    void giveBackOthers();
    [[nodiscard]] bool isArticle(size_t at) const; // y, yr, or the r of 'r
    [[nodiscard]] size_t ofTheAt(size_t at) const; // "o'r", "o" before an article or none: its length

    // welsh_reader_time.cpp: years, spans, streaks, records, tendencies
    void readYears();
    void readRelativeYears();
    [[nodiscard]] std::optional<int> yearsAt(size_t at, size_t* past) const; // "blwyddyn", "naw mlynedd"
    [[nodiscard]] int yearSince(size_t at) const; // "ers o leiaf mis Mawrth 2012": the year's mention, -1: none
    void readRecords();
    void readSteps();
    void readCrossings();
    void readStreaks();
    void readSpans();
    void readTendencies();
    void readRelations();

    // welsh_reader_numbers.cpp: ratios, limits, comparisons
    [[nodiscard]] size_t ratioAt(size_t at, Mention* ratio) const;
    void readRatios();
    void readLimits();

    // welsh_reader_places.cpp: ranks, counts, directions
    [[nodiscard]] bool isHigher(size_t at) const;
    [[nodiscard]] bool isLower(size_t at) const;
    void readRanks();
    [[nodiscard]] bool readComparative(size_t at);
    [[nodiscard]] bool readSuperlative(size_t at);
    [[nodiscard]] bool attachGroup(Mention* mention, size_t* at, bool others = false);
    void readOnly();
    void readTops();
    void readReported();
    void readChanges();
};

} // namespace factoid
