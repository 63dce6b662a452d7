// SpendStore: every call of a model with its money, from before it is made. A reservation checks all caps and books
// its worst case in one transaction, so that many processes on one store never pass a cap; settling books what it cost.
// Used by the thread that owns the database. monitor/spend/ledger.h knows prices, caps and calendars.
#pragma once

#include "core/base/money.h"
#include "core/store/sql/database.h"

#include <QDate>
#include <QDateTime>
#include <QJsonObject>

#include <functional>
#include <optional>
#include <vector>

namespace factoid {

// What a million tokens cost, in millionths of the currency.
struct ModelPrice {
    qint64 in = 0, out = 0;
    QString currency;
    QDate from;     // valid from this day on; invalid: always
    QString source; // "config", "table", "local"
};

// Most that may be booked among the calls that fit: at `from` <= call < `to`, by the provider, in the run.
struct SpendCap {
    QString name;       // "run", "day", "month", "provider day", "provider month"
    QDateTime from, to; // invalid: open
    QString provider;   // empty: all
    qint64 run = -1;    // -1: all
    qint64 most = 0;    // millionths of the caps' currency
};

struct CallReservation {
    qint64 run = 0;
    QString provider, model;
    QDateTime at; // by the run's clock: the day it counts in
    ModelPrice price;
    qint64 mostIn = 0, mostOut = 0; // tokens at the worst
    qint64 amount = 0;              // their price, in the price's currency
    Money booked;                   // the same in the caps' currency
    QDateTime expiresAt;            // by the machine's clock
};

struct CallEnd {
    QString outcome = u"ok"_s; // or the kind of failure
    std::optional<qint64> tokensIn, tokensOut;
    qint64 latencyMs = 0;
    bool served = false; // its words are in the published set
};

// A row of the books.
struct ModelCall {
    qint64 id = 0;
    CallReservation plan;
    QString state;     // reserved, settled, released, expired
    qint64 cost = 0;   // in the price's currency
    qint64 booked = 0; // in the caps' currency, as it counts now
    CallEnd end;
    QDateTime settledAt;
    [[nodiscard]] QJsonObject toJson() const;
};

// Which calls are looked for.
struct CallFilter {
    qint64 run = -1;                  // -1: all
    QString provider, outcome, state; // empty: all
    QDateTime from, to;               // from <= at < to; invalid: open
    qint64 limit = 100, offset = 0;   // newest first
};

class SpendStore
{
  public:
    explicit SpendStore(Database& db)
        : m_db(db)
    {
    }

    // Millionths of `from` as the caps' currency, rounded up; nullopt: no rate is known.
    using Exchange = std::function<std::optional<qint64>(qint64 micros, const QString& from)>;
    struct Refusal {
        QString cap;
        qint64 booked = 0, most = 0; // in millionths; booked + amount would pass most
        QString unknownCurrency;     // what was booked in another currency and cannot be counted
    };
    struct Verdict {
        qint64 call = 0; // 0: refused
        std::optional<Refusal> refusal;
    };
    // Expires what died, checks each cap and books, in one transaction. `machine`: machineNow().
    [[nodiscard]] Result<Verdict> reserve(const CallReservation& wish, const std::vector<SpendCap>& caps,
                                          const Exchange& exchange, const QDateTime& machine);
    // Books what it cost, in place of what was reserved. Also for one that had expired: now it is known. Errors: Input,
    // no such call or it is settled.
    Result<void> settle(qint64 call, const CallEnd& end, qint64 cost, qint64 booked, const QDateTime& machine);
    // It was never sent: nothing was spent.
    Result<void> release(qint64 call, const QString& outcome, const QDateTime& machine);
    Result<void> markServed(qint64 call);
    // Reservations of dead processes; gives their number. reserve() does it too. Nobody knows what became of the call,
    // so its worst case stays booked.
    Result<qint64> expire(const QDateTime& machine);
    // Those of runs that are over; for when runs of dead processes were closed, before their time is up.
    Result<qint64> expireOfEndedRuns(const QDateTime& machine);

    [[nodiscard]] Result<std::optional<ModelCall>> find(qint64 call);
    // Booked now under the cap, in the caps' currency.
    struct Booked {
        qint64 micros = 0;
        QString unknownCurrency;
    };
    [[nodiscard]] Result<Booked> booked(const SpendCap& cap, const QString& currency, const Exchange& exchange);

    // What the calls of one currency come to.
    struct Total {
        QString currency;
        qint64 calls = 0, failed = 0, tokensIn = 0, tokensOut = 0;
        qint64 cost = 0; // millionths of the currency
    };
    // from <= at < to, at the provider (empty: any).
    [[nodiscard]] Result<std::vector<Total>> totals(const QDateTime& from, const QDateTime& to,
                                                    const QString& provider = {});
    [[nodiscard]] Result<QStringList> providersSince(const QDateTime& from);
    // The newest runs that were paid for in the caps' currency: how many of at most `limit`, and what they cost.
    struct Paid {
        qint64 runs = 0, spent = 0;
    };
    [[nodiscard]] Result<Paid> paidRuns(const QString& currency, int limit);
    // Calls that wait for their end, and those of which nobody knows what became; from <= at < to.
    struct Unsettled {
        qint64 waiting = 0, waitingBooked = 0, died = 0, diedAtMost = 0;
    };
    [[nodiscard]] Result<Unsettled> unsettled(const QDateTime& from, const QDateTime& to);
    struct Found {
        std::vector<ModelCall> calls; // newest first
        qint64 total = 0;             // without limit and offset
    };
    [[nodiscard]] Result<Found> find(const CallFilter& filter);
    // What there is to filter by, in order.
    struct Words {
        QStringList providers, outcomes;
    };
    [[nodiscard]] Result<Words> words();
    // Oldest first.
    [[nodiscard]] Result<std::vector<ModelCall>> since(const QDateTime& from);

  private:
    [[nodiscard]] Result<std::vector<ModelCall>> read(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
