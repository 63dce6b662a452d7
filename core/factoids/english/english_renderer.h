// EnglishRenderer: the slots of English sentence patterns (docs/house-style.md). Used by one thread for one sentence.
#pragma once

#include "core/factoids/grammar/sentence_renderer.h"

namespace factoid {

class EnglishRenderer final : public SentenceRenderer
{
  public:
    using SentenceRenderer::SentenceRenderer;

  private:
    using Slot = Words (EnglishRenderer::*)(const QString& argument);
    static const QHash<QString, Slot> kSlots;
    [[nodiscard]] Words slot(const QString& name, const QString& argument, bool* known) override;
    [[nodiscard]] Words tail() const override;

    // english_renderer.cpp
    [[nodiscard]] std::optional<GroupName> groupOf(int claim) const;
    [[nodiscard]] Words returnsTail() const;

    // english_renderer_subjects.cpp: who and how much
    Words subject(int claim) const;
    Words name(const QString& argument);
    Words owner(const QString& argument);
    Words did(const QString& argument);
    Words didAgain(const QString& argument);
    Words amount(const QString& argument);
    Words each(const QString& argument);
    Words when(const QString& argument);
    Words year(const QString& argument);
    Words topic(const QString& argument);
    Words noun(const QString& argument);
    Words nounBy(const QString& argument);
    Words was(const QString& argument);
    Words it(const QString& argument);

    // english_renderer_ranks.cpp: places among others and over the years
    [[nodiscard]] Words rankedAmong(int claim) const;
    Words superlative(int claim, const QString& high, const QString& low, bool sayPerHead);
    Words more(const QString& argument);
    Words most(const QString& argument);
    Words highest(const QString& argument);
    Words placeOnly(const QString& argument);
    Words among(const QString& argument);
    Words didMost(const QString& argument);
    Words record(const QString& argument);
    Words recordMore(const QString& argument);
    Words recordHigher(const QString& argument);

    // english_renderer_changes.cpp: ratios, shares, differences, change over time
    Words ratioText(int claim);
    Words times(const QString& argument);
    Words asMuch(const QString& argument);
    Words multiplied(const QString& argument);
    Words share(const QString& argument);
    Words than(const QString& argument);
    Words moreThan(const QString& argument);
    Words span(const QString& argument);
    Words stepped(const QString& argument);
    Words run(const QString& argument);
    Words above(const QString& argument);
    Words firstTime(const QString& argument);
    Words streak(const QString& argument);
    Words moves(const QString& argument);
    Words tended(const QString& argument);
    Words relation(const QString& argument);
    Words points(const QString& argument) override;

    // english_renderer_groups.cpp: counts, groups and wholes
    [[nodiscard]] QString reporting(const GroupName& group, const Returns& returns) const;
    [[nodiscard]] QString everyone(int claim, const GroupName& group) const;
    [[nodiscard]] Words counted(const GroupName& group, int number, const Returns& returns) const;
    Words top(const QString& argument);
    Words theAll(const QString& argument);
    Words theReporting(const QString& argument);
    Words theDue(const QString& argument);
    Words held(const QString& argument);
    Words heldBy(const QString& argument);
    Words ofReporting(const QString& argument);
    Words allNoun(const QString& argument);
    Words many(const QString& argument);
    Words lift(const QString& argument);
    Words only(const QString& argument);
    Words condition(const QString& argument);
    Words count(const QString& argument);
    Words part(const QString& argument);
    Words pound(const QString& argument);
    Words wholeBy(const QString& argument);
    Words whole(const QString& argument);
};

} // namespace factoid
