#include "core/factoids/verifier.h"

#include "core/factoids/verifier_proof.h"
#include "core/insights/claim_math.h"

namespace factoid {

struct Verifier::Private {
    const Panel& panel;
    const Traits& traits;
    std::map<QString, Vocabulary> languages;
};

namespace {

Verdict refused(const QString& reason) {
    return {false, reason};
}

// The claim's own numbers against the figures, before any word is read.
Result<void> recompute(const Panel& panel, const Claim& claim) {
    if (claim.operands.empty())
        return fail(ErrorKind::Verification, QStringLiteral("a claim has no operands"));
    for (const Operand& operand : claim.operands) {
        const auto value = operandValue(panel, operand, claim.scope);
        if (!value)
            return std::unexpected(value.error());
        if (*value != operand.value) {
            return fail(ErrorKind::Verification,
                        QStringLiteral("the claim has %1 for %2 in %3, the figures have %4")
                            .arg(operand.value.toString(), operand.field, operand.year.label(),
                                 value->toString()));
        }
    }
    const auto computed = claimResult(panel, claim);
    if (!computed)
        return std::unexpected(computed.error());
    if (computed->result != claim.result || computed->of != claim.of) {
        return fail(ErrorKind::Verification,
                    QStringLiteral("the claim's result %1 (of %2) should be %3 (of %4)")
                        .arg(claim.result.toString())
                        .arg(claim.of)
                        .arg(computed->result.toString())
                        .arg(computed->of));
    }
    return {};
}

} // namespace

Verifier::Verifier(const Panel& panel, const Traits& traits)
    : d(std::make_unique<Private>(Private{panel, traits, {}})) {
    for (const QString& language : {QStringLiteral("en"), QStringLiteral("cy")}) {
        if (auto lexicon = Lexicon::load(language))
            d->languages.emplace(language, Vocabulary(panel, traits, *std::move(lexicon)));
    }
}

Verifier::~Verifier() = default;

Verdict Verifier::verify(const Factoid& factoid) const {
    const auto vocabulary = d->languages.find(factoid.language);
    if (vocabulary == d->languages.end())
        return refused(
            QStringLiteral("texts in the language “%1” cannot be proven").arg(factoid.language));
    if (factoid.claims.empty())
        return refused(QStringLiteral("there are no claims"));
    if (wordCount(factoid.text) > kMostWords)
        return refused(QStringLiteral("the text has %1 words; %2 is the most")
                           .arg(wordCount(factoid.text))
                           .arg(kMostWords));
    if (!factoid.text.endsWith(QLatin1Char('.')))
        return refused(QStringLiteral("the text does not end with a full stop"));
    for (const Claim& claim : factoid.claims) {
        if (claim.shown.isEmpty())
            return refused(QStringLiteral("a claim does not say what the text shows for it"));
        if (!factoid.text.contains(claim.shown))
            return refused(QStringLiteral("the text does not show “%1”").arg(claim.shown));
        if (const auto held = recompute(d->panel, claim); !held)
            return refused(held.error().message);
    }
    const auto reading = readText(vocabulary->second, factoid.text);
    if (!reading)
        return refused(reading.error().message);
    Proof proof(d->panel, d->traits, vocabulary->second, factoid, *reading);
    if (const auto held = proof.run(); !held)
        return refused(held.error().message);
    return {true, {}};
}

} // namespace factoid
