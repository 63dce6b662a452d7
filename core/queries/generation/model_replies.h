// Model replies: what language models answered, as it is kept, with the verdict on each sentence; and what many replies
// come to. What the queries on models share. Used by the thread that owns the database; does not write.
#pragma once

#include "core/queries/generation/spend_queries.h"

#include <vector>

namespace factoid {

struct RecordedReply {
    qint64 id = 0, run = 0;
    QDateTime at;
    QString provider, model, prompt;
    QString rules;       // the part of the prompt that does not depend on the facts, as eight digits of its hash
    QJsonArray verdicts; // one a sentence, as they are kept
    int sentences = 0, accepted = 0;
    qint64 tokensIn = 0, tokensOut = 0, latencyMs = 0, cost = 0;
    QString currency;
    // It came, holds a sentence, and every one was proven.
    [[nodiscard]] bool isClean() const { return sentences > 0 && accepted == sentences; }
};
// Oldest first, without those whose call was cancelled.
[[nodiscard]] Result<std::vector<RecordedReply>> repliesSince(Database& db, const QDateTime& since);

// A share with its exact 95 percent interval.
struct Rate {
    double ratio = 0, low = 0, high = 0;
    static auto fields()
    {
        return std::tuple{field("ratio", &Rate::ratio), field("low", &Rate::low), field("high", &Rate::high)};
    }
};

// What many replies come to. A reply is clean when it came, holds a sentence, and every one was proven; `pass` is the
// chance that N replies in a row are clean: C(clean, N) / C(replies, N) (unbiased; Yao and others, "tau-bench", 2024)
// with the interval of clean / replies to the power of N.
struct ReplyScore {
    int replies = 0, clean = 0, sentences = 0, accepted = 0;
    std::optional<Rate> acceptance; // none: of nothing
    std::optional<Rate> pass;       // none: fewer than N replies
    qint64 tokensIn = 0, tokensOut = 0;
    std::optional<qint64> latencyMs; // the median
    std::vector<CurrencyCost> costs; // also where nothing was paid
    [[nodiscard]] double cleanShare() const { return replies == 0 ? 0 : static_cast<double>(clean) / replies; }
    static auto fields()
    {
        return std::tuple{field("replies", &ReplyScore::replies),       field("clean", &ReplyScore::clean),
                          field("sentences", &ReplyScore::sentences),   field("accepted", &ReplyScore::accepted),
                          field("acceptance", &ReplyScore::acceptance), field("pass", &ReplyScore::pass),
                          field("tokens_in", &ReplyScore::tokensIn),    field("tokens_out", &ReplyScore::tokensOut),
                          field("latency_ms", &ReplyScore::latencyMs),  field("costs", &ReplyScore::costs)};
    }
};
[[nodiscard]] ReplyScore scoreOf(const std::vector<const RecordedReply*>& replies, int inARow);

// With the exact interval (Clopper and Pearson, 1934); none: of nothing.
[[nodiscard]] std::optional<Rate> shareOf(int good, int all);

} // namespace factoid
