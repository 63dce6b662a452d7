// Failure: what can go wrong, in the kinds of docs/errors.md, “Kinds”, and what makes two failures one incident. Pure;
// any thread.
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <span>

namespace factoid {

enum class FailureKind {
    Auth,      // the key is missing, wrong or not allowed (401, 403)
    Quota,     // the account or a cap of ours is used up (402, insufficient_quota)
    Rate,      // too many calls (429)
    Timeout,   // no answer in time (408, 504, a stall)
    Transport, // no connection, a reset, a bad certificate, 5xx
    Refusal,   // the model would not answer
    Schema,    // the reply is not of the shape that was asked for
    Content,   // the reply, or the set, holds what cannot be proven
    StoreBusy,
    DiskFull,
    CacheDown,
    BadData, // what was read cannot be used
    Other,   // none of these: a damaged store, a file that cannot be written
};

[[nodiscard]] std::span<const FailureKind> failureKinds();
[[nodiscard]] QString failureKindName(FailureKind kind); // "auth", "store_busy", …
[[nodiscard]] std::optional<FailureKind> failureKindFromName(const QString& name);
// For a job's error. nullopt: that is no failure of the system (wrong usage, an operator's cancel).
[[nodiscard]] std::optional<FailureKind> failureKindOf(ErrorKind kind);

// Of Failure::detail: how long the other side asked to be left alone.
inline constexpr auto kRetryAfterKey = "retry_after_ms";

struct Failure {
    FailureKind kind = FailureKind::Other;
    QString provider; // that failed: a provider's name, or "cache:LEVEL"; empty: neither
    QString field;    // slug; empty: not about one
    QString job;
    Message sentence;
    QJsonObject detail = {};   // status code, retry_after_ms …; never a key
    QByteArray inputHash = {}; // the site hash that it failed on
    qint64 run = 0;
};

// The sentence with numbers, hashes, ids, times, addresses and paths replaced by marks, so that what is said of the
// same thing twice is the same.
[[nodiscard]] QString normalisedSentence(const QString& sentence);
// Hex; the same for two failures of one incident: kind, provider, field, job and the normalised sentence as the store
// keeps it, whatever the language.
[[nodiscard]] QString failureFingerprint(const Failure& failure);

} // namespace factoid
