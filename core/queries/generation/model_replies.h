// Model replies: what language models answered, as it is kept, with the verdict on each sentence; and what many replies
// come to. What the queries on models share. Used by the thread that owns the database; does not write.
#pragma once

#include "core/queries/queries.h"

#include <map>
#include <vector>

namespace factoid {

struct RecordedReply {
    qint64 id = 0, run = 0;
    QDateTime at;
    QString provider, model, prompt;
    QString rules;       // the part of the prompt that does not depend on the facts, as eight digits of its hash
    QJsonArray verdicts; // one a sentence
    int sentences = 0, accepted = 0;
    qint64 tokensIn = 0, tokensOut = 0, latencyMs = 0, cost = 0;
    QString currency;
    // It came, holds a sentence, and every one was proven.
    [[nodiscard]] bool isClean() const { return sentences > 0 && accepted == sentences; }
};
// Oldest first, without those whose call was cancelled.
[[nodiscard]] Result<std::vector<RecordedReply>> repliesSince(Database& db, const QDateTime& since);

class ReplyScore
{
  public:
    void add(const RecordedReply& reply);
    [[nodiscard]] double cleanShare() const { return m_replies == 0 ? 0 : static_cast<double>(m_clean) / m_replies; }
    // {replies, clean, sentences, accepted, acceptance: rate, pass: rate, tokens_in, tokens_out, latency_ms, costs} as
    // modelScoresQuery says (model_score_query.h).
    [[nodiscard]] QJsonObject toJson(int inARow) const;

  private:
    int m_replies = 0, m_clean = 0, m_sentences = 0, m_accepted = 0;
    qint64 m_tokensIn = 0, m_tokensOut = 0;
    std::vector<qint64> m_latencies;
    std::map<QString, qint64> m_costs;
};

// {ratio, low, high} with the exact 95 percent interval (Clopper and Pearson, 1934); null of nothing.
[[nodiscard]] QJsonValue shareOf(int good, int all);

} // namespace factoid
