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

Result<void> formOf(const Factoid& factoid) {
    if (wordCount(factoid.text) > kMostWords)
        return fail(ErrorKind::Verification, QStringLiteral("the text has %1 words; %2 is the most")
                                                 .arg(wordCount(factoid.text))
                                                 .arg(kMostWords));
    if (!factoid.text.endsWith(QLatin1Char('.')))
        return fail(ErrorKind::Verification,
                    QStringLiteral("the text does not end with a full stop"));
    return {};
}

Result<void> claimHolds(const Panel& panel, const Factoid& factoid, const Claim& claim) {
    if (claim.shown.isEmpty())
        return fail(ErrorKind::Verification,
                    QStringLiteral("a claim does not say what the text shows for it"));
    if (!factoid.text.contains(claim.shown))
        return fail(ErrorKind::Verification,
                    QStringLiteral("the text does not show “%1”").arg(claim.shown));
    return recompute(panel, claim);
}

// A text that could not be read: at the first character, or the name in the message, that was in the way.
Fault placeOf(const QString& text, const QString& why) {
    const qsizetype open = why.indexOf(QChar(0x201C));
    const qsizetype close = why.indexOf(QChar(0x201D));
    if (open >= 0 && close > open) {
        const QString name = why.mid(open + 1, close - open - 1);
        if (const qsizetype at = text.indexOf(name); at >= 0)
            return {static_cast<int>(at), static_cast<int>(name.size()), why};
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != u' ' && text.at(i) != u'&' && !tokenise(text.mid(i, 1)))
            return {static_cast<int>(i), 1, why};
    }
    return {-1, 0, why};
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
    if (const auto form = formOf(factoid); !form)
        return refused(form.error().message);
    for (const Claim& claim : factoid.claims) {
        if (const auto held = claimHolds(d->panel, factoid, claim); !held)
            return refused(held.error().message);
    }
    const auto reading = readText(vocabulary->second, factoid.text);
    if (!reading)
        return refused(reading.error().message);
    TextProof proof(d->panel, d->traits, vocabulary->second, factoid, *reading);
    if (const auto held = proof.run(); !held)
        return refused(held.error().message);
    return {true, {}};
}

std::vector<Fault> Verifier::faults(const Factoid& factoid) const {
    const auto vocabulary = d->languages.find(factoid.language);
    if (vocabulary == d->languages.end())
        return {{-1, 0, QStringLiteral("texts in the language “%1” cannot be proven").arg(factoid.language)}};
    std::vector<Fault> found;
    if (const auto form = formOf(factoid); !form)
        found.push_back({-1, 0, form.error().message});
    for (const Claim& claim : factoid.claims) {
        const auto held = claimHolds(d->panel, factoid, claim);
        if (held)
            continue;
        const auto at = claim.shown.isEmpty() ? -1 : static_cast<int>(factoid.text.indexOf(claim.shown));
        found.push_back({at, at < 0 ? 0 : static_cast<int>(claim.shown.size()), held.error().message, at < 0});
    }
    const auto reading = readText(vocabulary->second, factoid.text);
    if (!reading) {
        found.push_back(placeOf(factoid.text, reading.error().message));
        return found;
    }
    TextProof proof(d->panel, d->traits, vocabulary->second, factoid, *reading);
    for (Fault& fault : factoid.claims.empty() ? proof.needsProof() : proof.faults()) {
        // One place, one reason: the first is the plainest.
        const bool known = fault.start >= 0 && std::ranges::any_of(found, [&](const Fault& other) { return other.start == fault.start; });
        if (!known)
            found.push_back(std::move(fault));
    }
    return found;
}

} // namespace factoid
