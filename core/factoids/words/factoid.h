// Factoid: one or more facts in words, as published. Plain value; any thread.
#pragma once

#include "core/insights/claims/claim.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace factoid {

struct Factoid {
    QString id;                       // "f" + 16 hex digits of SHA-256 over language, text and claims
    QString text;                     // plain text, at most 30 words
    QString language = u"en"_s;       // "en" or "cy"
    QString insightType;              // the fact's kind
    std::optional<double> confidence; // 0 to 1: 1 − q-value of the finding; nullopt: its kind has no test
    std::vector<Claim> claims;        // every one with `shown` filled
    QByteArray dataHash;              // site hash of the figures that it was proven against
    QDateTime generatedAt;            // UTC
    QString generator;                // "statistics", "curated", or the name of a model provider
    QString factKey;                  // Fact::key()
    QString field;                    // slug
    QStringList councils;             // codes
    double score = 0;
    // Of a text without claims: "notice" where it was read as one; otherwise nothing proves it.
    QString extent;
};

// How far a text is proven: "whole", word by word by its claims; "notice", a sentence of the closed grammar of notices;
// "none", not at all.
inline constexpr QLatin1String kProvenWhole("whole"), kIsNotice("notice"), kNotChecked("none");
[[nodiscard]] QString extentOf(const Factoid& factoid);

// A text longer than this is refused, never cut.
constexpr int kMostWords = 30;
// Words as a reader counts them: what blanks part.
[[nodiscard]] int wordCount(const QString& text);

[[nodiscard]] QString factoidId(const QString& language, const QString& text, const std::vector<Claim>& claims);
// Keys (docs/contract.md, “Factoids”): id text language insight_type confidence claims data_hash generated_at
// generator, and fact_key field councils score extent. The way back believes no `extent`: it is found, not told.
[[nodiscard]] QJsonObject toJson(const Factoid& factoid);
[[nodiscard]] Result<Factoid> factoidFromJson(const QJsonObject& json);

} // namespace factoid
