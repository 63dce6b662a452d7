// WelshRenderer: the slots of Welsh sentence patterns (docs/house-style.md). The verb comes first and carries the name
// with it, so a slot gives the whole clause: "roedd gan Kent £301 miliwn mewn cronfeydd clustnodedig". Used by one
// thread for one sentence.
#pragma once

#include "core/factoids/grammar/sentence_renderer.h"

namespace factoid {

class WelshRenderer final : public SentenceRenderer
{
  public:
    using SentenceRenderer::SentenceRenderer;

  private:
    using Slot = Words (WelshRenderer::*)(const QString& argument);
    static const QHash<QString, Slot> kSlots;
    [[nodiscard]] Words slot(const QString& name, const QString& argument, bool* known) override;
    [[nodiscard]] Words tail() const override;

    // A group of councils, with its place inside it or after it.
    struct Group {
        GroupWords words;
        QString in;                                                   // " yn Lloegr"; empty: the kind says it
        QString of;                                                   // " Lloegr"
        [[nodiscard]] QString all() const { return words.many + of; } // "cynghorau sir Lloegr"
    };
    // Who a clause is about; names that are not Welsh do not mutate.
    struct Subject {
        QString text;
        bool mutates = false;
    };

    // welsh_renderer.cpp
    [[nodiscard]] std::optional<Group> groupOf(int claim) const;
    [[nodiscard]] std::optional<Subject> subject(int claim) const;
    [[nodiscard]] Subject everyone(int claim, const Group& group) const;
    [[nodiscard]] QString reporting(const Group& group, const Returns& returns) const;
    [[nodiscard]] Words counted(const Group& group, int number, const Returns& returns) const;
    [[nodiscard]] Words returnsTail() const;
    [[nodiscard]] Words clause(const Operand& of, const Subject& who, const QString& printed, bool shorter) const;

    // welsh_renderer_subjects.cpp: who, how much and when
    Words said(const QString& argument);
    Words saidAgain(const QString& argument);
    Words name(const QString& argument);
    Words with(const QString& argument);
    Words na(const QString& argument);
    Words amount(const QString& argument);
    Words each(const QString& argument);
    Words when(const QString& argument);
    Words topic(const QString& argument);
    Words noun(const QString& argument);
    Words nounAspirate(const QString& argument);

    // welsh_renderer_ranks.cpp: places among others and over the years
    [[nodiscard]] bool isHighOrLow(const Claim& claim) const; // and not much or little
    [[nodiscard]] Words rankedAmong(int claim) const;
    Words superlative(int claim, const QString& high, const QString& low, bool sayPerHead) const;
    Words more(const QString& argument);
    Words most(const QString& argument);
    Words highest(const QString& argument);
    Words placeOnly(const QString& argument);
    Words placeOnlyElided(const QString& argument);
    Words record(const QString& argument);
    Words recordMore(const QString& argument);
    Words recordHigher(const QString& argument);
    Words recordThan(const QString& argument, const QString& high, const QString& low);

    // welsh_renderer_changes.cpp: ratios, shares, differences, change over time
    Words ratioText(int claim);
    Words times(const QString& argument);
    Words asMuch(const QString& argument);
    Words multiplied(const QString& argument);
    Words share(const QString& argument);
    Words shareSoft(const QString& argument);
    Words shareText(int claim, bool soft);
    Words than(const QString& argument);
    Words span(const QString& argument);
    Words streak(const QString& argument);
    Words moves(const QString& argument);
    Words run(const QString& argument);
    Words movesText(int claim, bool turned);
    Words tended(const QString& argument);
    Words relation(const QString& argument);
    Words stepped(const QString& argument);
    Words above(const QString& argument);
    Words firstTime(const QString& argument);
    Words points(const QString& argument) override;

    // welsh_renderer_groups.cpp: counts, groups and wholes
    Words top(const QString& argument);
    Words theAll(const QString& argument);
    Words theReporting(const QString& argument);
    Words theDue(const QString& argument);
    Words allNoun(const QString& argument);
    Words lift(const QString& argument);
    Words only(const QString& argument);
    Words bound(int claim, const QString& wording) const;
    Words condition(const QString& argument);
    [[nodiscard]] Words countPhrase(int claim) const;
    [[nodiscard]] Words boundClause(int claim, const QString& who);
    Words countedDidOf(const QString& argument);
    Words countedDid(const QString& argument);
    Words count(const QString& argument);
    Words countOnly(const QString& argument);
    Words partSoft(const QString& argument);
    Words pound(const QString& argument);
    Words whole(const QString& argument);
};

} // namespace factoid
