// NameFormatter: councils, groups of councils and years by the names that a sentence uses. The one place
// where the register's names become spoken ones. Holds references; any thread.
#pragma once

#include "core/factoids/words/lexicon.h"
#include "core/figures/panel.h"
#include "core/insights/claims/claim.h"

#include <optional>

namespace factoid {

// A group of councils before it is put into the words of a language: its kind and, where that alone does not say it,
// the place.
struct SaidGroup {
    GroupWords words;
    std::optional<PlaceWords> place;
};

// A group of councils in English words.
struct GroupName {
    QString one;       // "district"
    QString many;      // "districts"
    QString oneIn;     // "district in England"; the place is left out where the kind implies it
    QString manyIn;    // "districts in England"
    QString oneOf;     // "English district"
    QString manyOf;    // "English districts"
    QString placeOwns; // "England's", "the UK's"; empty: say "the"
};

class NameFormatter
{
  public:
    NameFormatter(const Panel& panel, const Traits& traits, const Lexicon& lexicon)
        : m_panel(panel)
        , m_traits(traits)
        , m_lexicon(lexicon)
    {
    }

    [[nodiscard]] const Panel& panel() const { return m_panel; }
    [[nodiscard]] const Lexicon& lexicon() const { return m_lexicon; }
    [[nodiscard]] const Traits& traits() const { return m_traits; }

    // "Devon", "the Isle of Wight", "Bedford (the former district)" where the name alone is not clear, "Springfield
    // (the city in Illinois)" where its kind is not either. Empty: nothing tells it from another.
    [[nodiscard]] QString council(int index) const;
    // The name needs its kind: another council has it, or a region.
    [[nodiscard]] bool isAmbiguous(int index) const;
    [[nodiscard]] std::optional<SaidGroup> saidGroup(const Scope& scope, int field, Year year) const;
    // nullopt when the councils with a figure are neither one nation nor all of them, or have no name in common.
    [[nodiscard]] std::optional<GroupName> group(const Scope& scope, int field, Year year) const;
    // In English: "March 2020", "2019/20", "April 2019", "mid-2019"; always after "in".
    [[nodiscard]] QString year(const QString& field, Moment moment, Year year) const;

  private:
    // No other council has its name and kind, and is in the same place.
    [[nodiscard]] bool isApart(int index, QString Council::*place) const;

    const Panel& m_panel;
    const Traits& m_traits;
    const Lexicon& m_lexicon;
};

// "Devon's", "St Helens'"
[[nodiscard]] QString possessive(const QString& name);

} // namespace factoid
