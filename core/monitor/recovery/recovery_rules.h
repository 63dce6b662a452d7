// RecoveryRules: the table of pattern and actions (docs/contract.md, “Errors and recovery”), as data: that of
// resources/recovery, with the operator's rows over it. A pattern is a kind of failure, or "kind@provider". Plain
// values; any thread.
#pragma once

#include "core/monitor/recovery/failure.h"
#include "core/net/retry_policy.h"

#include <map>
#include <vector>

namespace factoid {

enum class RecoveryAction {
    Wait, // and try the same again
    SwitchProvider,
    ShrinkPrompt,
    WriteByStatistics,
    RebuildSummary,
    RebuildCache,
    ServeStale,    // the set that is published stays
    ServeFallback, // the curated factoids
    RaiseAlert,    // a person must look; what follows it is done as well
    GiveUp,        // in no table: nothing of it can be done
};
[[nodiscard]] QString recoveryActionName(RecoveryAction action); // "wait", "switch_provider", …
[[nodiscard]] std::optional<RecoveryAction> recoveryActionFromName(const QString& name);
[[nodiscard]] QStringList recoveryActionNames(); // those of a table

constexpr int kLongestWaitMs = 3'600'000; // of each wait of a rule
constexpr int kMostAttempts = 20;
constexpr int kMostMeetings = 1'000'000; // before a person is called

struct RecoveryRule {
    std::vector<RecoveryAction> steps; // in order of preference
    RetryPolicy wait;
    int alertAfter = 1;           // raise_alert from so many times of the incident on
    bool retryOnNewInput = false; // tried again at once when the figures have changed
    friend bool operator==(const RecoveryRule& a, const RecoveryRule& b) { return a.toJson() == b.toJson(); }
    [[nodiscard]] QJsonObject toJson() const;
    // Errors: Usage, with the sentence.
    [[nodiscard]] static Result<RecoveryRule> fromJson(const QJsonObject& json);
};

class RecoveryRules
{
  public:
    // The program's own.
    [[nodiscard]] static const RecoveryRules& standard();
    // Errors: Usage, no such kind.
    [[nodiscard]] static Result<void> checkPattern(const QString& pattern);

    void set(const QString& pattern, const RecoveryRule& rule) { m_rules[pattern] = rule; }
    // The rule that says most about it.
    [[nodiscard]] const RecoveryRule& find(FailureKind kind, const QString& provider) const;
    [[nodiscard]] const std::map<QString, RecoveryRule>& all() const { return m_rules; }

  private:
    std::map<QString, RecoveryRule> m_rules;
};

} // namespace factoid
