// Ledger: the money of model calls. Ask it before a call, tell it after: it knows the price, the caps and the calendar,
// and keeps the books in the store (store/operations/spend_store.h). A call without a known price is refused. Lives
// with a database and its thread.
#pragma once

#include "core/monitor/spend/spend_rules.h"

#include <chrono>

namespace factoid {

struct CallWish {
    qint64 run = 0;
    QString provider, baseUrl, model;
    qint64 mostTokensIn = 0;                     // no call may bill more: the prompt's UTF-8 bytes are a safe count
    qint64 mostTokensOut = 0;                    // max_tokens
    std::chrono::milliseconds deadline{120'000}; // the call's total time; the reservation lives twice as long
};

struct Grant {
    qint64 call = 0;   // 0: refused
    Money reserved;    // in the price's currency
    QString refusedBy; // "run", "day", "month", "provider day", "provider month", "price", "exchange"
    Message sentence;  // why not, for people
    [[nodiscard]] bool granted() const { return call != 0; }
};

class Ledger
{
  public:
    Ledger(Database& db, const SpendRules& rules)
        : m_db(db)
        , m_rules(rules)
    {
    }

    // `at`: by the run's clock, the day that it counts in. Errors: the store's. A refusal is no error.
    [[nodiscard]] Result<Grant> reserve(const CallWish& wish, const QDateTime& at);
    // What it cost, in the price's currency. Without counts, or with counts that cannot be (no tokens at all, more of
    // the prompt than it has bytes, many times what was allowed), the worst is booked: it was sent, and may be billed.
    // Tries again while the store is busy, for what was spent must be booked.
    Result<Money> settle(qint64 call, const CallEnd& end);
    // It was never sent.
    Result<void> release(qint64 call, const QString& outcome);

  private:
    Database& m_db;
    const SpendRules& m_rules;
};

} // namespace factoid
