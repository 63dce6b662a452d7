#include "core/factoids/verify/verifier.h"

#include "core/factoids/languages/languages.h"
#include "core/factoids/verify/claim_matcher.h"
#include "core/factoids/verify/comparison_rules.h"
#include "core/factoids/verify/text_reader.h"
#include "core/insights/claims/claim_math.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace factoid {

struct Verifier::Private {
    const Panel& panel;
    const Traits& traits;
    std::mutex mutex = {};
    std::map<QString, std::unique_ptr<TextReader>> readers = {}; // made when a text of the language comes

    // nullptr: texts in this language cannot be read.
    const TextReader* reader(const QString& language)
    {
        const std::scoped_lock lock(mutex);
        auto known = readers.find(language);
        if (known == readers.end()) {
            auto made = factoidLanguages().contains(language) ? TextReader::make(language, panel, traits)
                                                              : Result<std::unique_ptr<TextReader>>(nullptr);
            known = readers.emplace(language, made ? *std::move(made) : nullptr).first;
        }
        return known->second.get();
    }
};

namespace {

const QString kNotShown = u"the text does not show"_s;

// The claim's own numbers against the figures, before any word is read.
Result<void> recompute(const Panel& panel, const Claim& claim)
{
    if (claim.operands.empty())
        return fail(ErrorKind::Verification, u"a claim has no operands"_s);
    for (const Operand& operand : claim.operands) {
        const auto value = TRY(operandValue(panel, operand, claim.scope));
        if (value != operand.value) {
            return fail(ErrorKind::Verification,
                        u"the claim has %1 for %2 in %3, the figures have %4"_s.arg(
                            operand.value.toString(), operand.field, operand.year.label(), value.toString()));
        }
    }
    const auto computed = TRY(claimResult(panel, claim));
    if (computed.result != claim.result || computed.of != claim.of) {
        return fail(ErrorKind::Verification,
                    u"the claim's result %1 (of %2) should be %3 (of %4)"_s.arg(claim.result.toString())
                        .arg(claim.of)
                        .arg(computed.result.toString())
                        .arg(computed.of));
    }
    return {};
}

Result<void> formOf(const Factoid& factoid)
{
    if (wordCount(factoid.text) > kMostWords)
        return fail(ErrorKind::Verification,
                    u"the text has %1 words; %2 is the most"_s.arg(wordCount(factoid.text)).arg(kMostWords));
    if (!factoid.text.endsWith(QLatin1Char('.')))
        return fail(ErrorKind::Verification, u"the text does not end with a full stop"_s);
    return {};
}

Result<void> claimHolds(const Panel& panel, const Factoid& factoid, const Claim& claim)
{
    if (claim.shown.isEmpty())
        return fail(ErrorKind::Verification, u"a claim does not say what the text shows for it"_s);
    if (!factoid.text.contains(claim.shown))
        return fail(ErrorKind::Verification, kNotShown + u" “%1”"_s.arg(claim.shown));
    return recompute(panel, claim);
}

// In a text that cannot be read: every number that no claim shows and every name of nobody, so that each is found and
// not only the first.
std::vector<Fault> strays(const Factoid& factoid, const TextReading& reading)
{
    std::vector<Fault> found;
    for (const Token& token : reading.tokens) {
        if (!token.digits)
            continue;
        const bool year =
            token.text.size() == 4 || token.text.contains(QLatin1Char('/')) || token.text.contains(QLatin1Char('-'));
        const bool shown = std::ranges::any_of(factoid.claims, [&](const Claim& claim) {
            const qsizetype at = factoid.text.indexOf(claim.shown);
            return !claim.shown.isEmpty() && at >= 0 && at <= token.start && token.end <= at + claim.shown.size();
        });
        if (!year && !shown)
            found.push_back(
                {token.start, token.end - token.start, u"no claim supports the number “%1”"_s.arg(token.text)});
    }
    for (const Token& name : reading.strange)
        found.push_back({name.start, name.end - name.start, u"no claim is about “%1”"_s.arg(name.text)});
    return found;
}

} // namespace

Verifier::Verifier(const Panel& panel, const Traits& traits)
    : d(new Private{panel, traits})
{
}

Verifier::~Verifier() = default;

Verdict Verifier::verify(const Factoid& factoid) const
{
    if (factoid.claims.empty())
        return {false, u"there are no claims"_s};
    const auto found = faults(factoid);
    if (found.empty())
        return {true, {}};
    // What the figures say against a claim says more than what cannot be read.
    const auto known = std::ranges::find(found, false, &Fault::unread);
    return {false, (known == found.end() ? found.front() : *known).why};
}

std::vector<Fault> Verifier::faults(const Factoid& factoid) const
{
    const TextReader* reader = d->reader(factoid.language);
    if (!reader)
        return {{-1, 0, u"texts in the language “%1” cannot be proven"_s.arg(factoid.language)}};
    if (factoid.claims.empty())
        return {{-1, 0, u"there are no claims that could prove it"_s, true}};
    std::vector<Fault> found;
    if (const auto form = formOf(factoid); !form)
        found.push_back({-1, 0, form.error().message});
    for (const Claim& claim : factoid.claims) {
        const auto held = claimHolds(d->panel, factoid, claim);
        if (held)
            continue;
        const auto at = claim.shown.isEmpty() ? -1 : static_cast<int>(factoid.text.indexOf(claim.shown));
        found.push_back({at, at < 0 ? 0 : static_cast<int>(claim.shown.size()), held.error().message});
    }
    const TextReading reading = reader->read(factoid.text);
    if (reading.readings.empty()) {
        found.push_back({reading.start, reading.length, reading.why, true});
        for (Fault& fault : strays(factoid, reading)) {
            if (std::ranges::none_of(found, [&](const Fault& known) { return known.start == fault.start; }))
                found.push_back(std::move(fault));
        }
        return found;
    }
    // Each reading must hold; the one with the fewest faults says best what is wrong.
    std::vector<Fault> worst;
    for (const Said& said : reading.readings) {
        std::vector<Fault> faults;
        ClaimMatcher matcher(d->panel, d->traits, reader->lexicon(), factoid, reading.tokens);
        for (const Mismatch& each : matcher.mismatches(said))
            faults.push_back({each.start, each.length, each.why});
        const ComparisonRules rules(d->panel, d->traits, reader->lexicon());
        for (const QString& why : rules.broken(factoid, said))
            faults.push_back({-1, 0, why});
        if (!faults.empty() && (worst.empty() || faults.size() < worst.size()))
            worst = std::move(faults);
    }
    // What is not shown is said at the place where something else stands.
    const bool placed = std::ranges::any_of(worst, [](const Fault& fault) { return fault.start >= 0; });
    if (placed)
        std::erase_if(found, [&](const Fault& fault) { return fault.start < 0 && fault.why.startsWith(kNotShown); });
    for (Fault& fault : worst) {
        const bool known = fault.start >= 0 &&
                           std::ranges::any_of(found, [&](const Fault& other) { return other.start == fault.start; });
        if (!known)
            found.push_back(std::move(fault));
    }
    return found;
}

} // namespace factoid
