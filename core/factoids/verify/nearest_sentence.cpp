#include "core/factoids/verify/nearest_sentence.h"

#include "core/factoids/languages/languages.h"
#include "core/insights/claims/claim_math.h"

#include <algorithm>
#include <numeric>

namespace factoid {

namespace {

constexpr size_t kMostClaims = 4; // as many as any pattern says

// How many words differ: put in, left out or exchanged (Levenshtein, 1966).
int wordsApart(const QString& a, const QString& b)
{
    const QStringList from = a.split(QLatin1Char(' '));
    const QStringList to = b.split(QLatin1Char(' '));
    std::vector<int> row(static_cast<size_t>(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        int corner = row[0];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const int exchanged = corner + (from.at(i - 1) != to.at(j - 1));
            corner = row[at];
            row[at] = std::min({exchanged, row[at] + 1, row[at - 1] + 1});
        }
    }
    return row.back();
}

// The pattern with the claims in one order, in as few digits as keep it true.
std::optional<Factoid> said(const NameFormatter& formatter, const Verifier& verifier, const Factoid& refused,
                            const Fact& fact, const QString& pattern)
{
    for (int extra = 0; extra <= kMostExtraDigits; ++extra) {
        auto sentence = fillPattern(formatter, fact, pattern, extra);
        if (!sentence || sentence->claims.size() != fact.claims.size())
            return std::nullopt;
        Factoid made = refused;
        made.text = std::move(sentence->text);
        made.claims = std::move(sentence->claims);
        if (verifier.verify(made).supported)
            return made;
    }
    return std::nullopt;
}

} // namespace

std::optional<Factoid> nearestProven(const Panel& panel, const Traits& traits, const Verifier& verifier,
                                     const Factoid& refused)
{
    const auto lexicon = Lexicon::load(refused.language, panel.profile());
    if (!lexicon || refused.claims.empty() || refused.claims.size() > kMostClaims)
        return std::nullopt;
    Fact fact;
    for (const Claim& claim : refused.claims) {
        auto today = completed(panel, claim);
        if (!today || today->result != claim.result)
            return std::nullopt;
        fact.claims.push_back(*std::move(today));
    }
    const NameFormatter formatter(panel, traits, *lexicon);
    std::vector<size_t> order(fact.claims.size());
    std::iota(order.begin(), order.end(), 0);
    const std::vector<Claim> claims = fact.claims;
    std::optional<Factoid> best;
    int fewest = 0;
    do {
        for (size_t i = 0; i < order.size(); ++i)
            fact.claims[i] = claims[order[i]];
        for (const QString& pattern : lexicon->allPatterns()) {
            auto made = said(formatter, verifier, refused, fact, pattern);
            const int apart = made ? wordsApart(refused.text, made->text) : 0;
            if (!made || (best && apart >= fewest))
                continue;
            best = std::move(made);
            fewest = apart;
        }
    } while (std::ranges::next_permutation(order).found);
    return best;
}

} // namespace factoid
