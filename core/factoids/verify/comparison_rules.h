// Rules of comparison (docs/house-style.md): what may be set beside what, and what has to be said with it, whatever the
// words are. They look at claims and figures, and at which of the things to be said the text says. Pure; any thread.
#pragma once

#include "core/factoids/grammar/statement.h"
#include "core/factoids/words/amount_text.h"
#include "core/factoids/words/factoid.h"
#include "core/factoids/words/lexicon.h"
#include "core/figures/panel.h"

namespace factoid {

class ComparisonRules
{
  public:
    ComparisonRules(const Panel& panel, const Traits& traits, const Lexicon& lexicon)
        : m_panel(panel)
        , m_traits(traits)
        , m_lexicon(lexicon)
    {
    }
    // One sentence for each rule that is broken.
    [[nodiscard]] QStringList broken(const Factoid& factoid, const Said& said) const;

  private:
    using Rule = QString (ComparisonRules::*)(const std::vector<Claim>& claims, const Said& said) const;
    QString definitionIsOne(const std::vector<Claim>& claims, const Said& said) const;
    QString likeWithLike(const std::vector<Claim>& claims, const Said& said) const;
    QString comparableField(const std::vector<Claim>& claims, const Said& said) const;
    QString inflationIsSaid(const std::vector<Claim>& claims, const Said& said) const;
    QString gapsAreSaid(const std::vector<Claim>& claims, const Said& said) const;
    QString statusIsSaid(const std::vector<Claim>& claims, const Said& said) const;
    QString differencesAddUp(const std::vector<Claim>& claims, const Said& said) const;

    [[nodiscard]] Unit unitOf(const Operand& operand) const;

    const Panel& m_panel;
    const Traits& m_traits;
    const Lexicon& m_lexicon;
};

} // namespace factoid
