// Shared by the tests of words: the real figures, and facts built by hand as detectors would build
// them.
#pragma once

#include "core/factoids/verify/verifier.h"
#include "core/factoids/words/lexicon.h"
#include "core/factoids/write/writer.h"
#include "core/insights/claims/claim_math.h"
#include "core/insights/claims/fact.h"
#include "tests/figures/tidy_panel.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

namespace factoid::test {

inline const Traits& wordTraits()
{
    static const Traits traits = [] {
        auto read = loadTraits();
        return read ? *read : Traits();
    }();
    return traits;
}

// All of the real figures; nullptr (with a message) where FACTOID_SHARED_DATA does not say where
// they are.
inline const Panel* sharedPanel()
{
    static const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    static const Panel panel = folder.isEmpty() ? Panel() : tidyPanel(folder + u"/tidy"_s);
    if (folder.isEmpty())
        WARN("skipped: FACTOID_SHARED_DATA is not set");
    return folder.isEmpty() ? nullptr : &panel;
}

// The cut of real figures that comes with the program.
inline const Panel& samplePanel()
{
    static const Panel panel = tidyPanel(sourcePath(u"resources/sample"_s));
    return panel;
}

inline Operand ofCouncil(const char* field, int start, const QString& code, Measure measure = Measure::Value)
{
    Operand operand;
    operand.field = QString::fromLatin1(field);
    operand.year = Year::financial(start);
    operand.measure = measure;
    operand.council = code;
    return operand;
}

inline Operand ofAll(const char* field, int start, Measure measure)
{
    Operand operand = ofCouncil(field, start, {}, measure);
    operand.all = true;
    return operand;
}

inline Claim claimOf(Operation operation, std::vector<Operand> operands, const char* shown = "",
                     Direction direction = Direction::None, const Scope& scope = {})
{
    Claim claim;
    claim.operation = operation;
    claim.operands = std::move(operands);
    claim.shown = QString::fromUtf8(shown);
    claim.direction = direction;
    claim.scope = scope;
    return claim;
}

inline Scope scopeOf(const char* type, const char* nation = "")
{
    return {QString::fromLatin1(type), QString::fromLatin1(nation), {}};
}

// Every claim filled from the figures; the test ends when one does not hold.
inline std::vector<Claim> filled(const Panel& panel, const std::vector<Claim>& claims)
{
    std::vector<Claim> made;
    for (const Claim& claim : claims) {
        auto whole = completed(panel, claim);
        if (!whole)
            FAIL(whole.error().message.toStdString());
        made.push_back(*whole);
    }
    return made;
}

inline Factoid factoidOf(const QString& text, std::vector<Claim> claims)
{
    Factoid factoid;
    factoid.text = text;
    factoid.claims = std::move(claims);
    return factoid;
}

inline Fact factOf(const char* kind, const char* field, int start, std::vector<Claim> claims, const Scope& scope = {})
{
    Fact fact;
    fact.kind = QString::fromLatin1(kind);
    fact.field = QString::fromLatin1(field);
    fact.year = Year::financial(start);
    fact.scope = scope;
    fact.claims = std::move(claims);
    for (const Claim& claim : fact.claims) {
        for (const Operand& operand : claim.operands) {
            if (!operand.council.isEmpty() && !fact.councils.contains(operand.council))
                fact.councils.append(operand.council);
        }
    }
    return fact;
}

// The sample has no two nations whose councils differ for sure; the sentence is the same for any two.
inline Fact nationsCompared(const Panel& panel)
{
    const auto nation = [](const char* name) {
        Operand operand;
        operand.field = u"total_investments"_s;
        operand.year = Year::financial(2019);
        operand.measure = Measure::PerHead;
        operand.groupBy = GroupBy::Nation;
        operand.group = QString::fromLatin1(name);
        return operand;
    };
    Fact fact;
    fact.kind = u"nation_comparison"_s;
    fact.field = u"total_investments"_s;
    fact.year = Year::financial(2019);
    Operand high = nation("England"), low = nation("Wales");
    for (Claim claim :
         {Claim{Operation::Value, {high}, {}, {}, {}, {}, 0}, Claim{Operation::Value, {low}, {}, {}, {}, {}, 0},
          Claim{Operation::Ratio, {high, low}, {}, {}, {}, {}, 0}}) {
        auto made = completed(panel, claim);
        REQUIRE(made);
        fact.claims.push_back(*made);
    }
    return fact;
}

} // namespace factoid::test
