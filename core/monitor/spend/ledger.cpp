#include "core/monitor/spend/ledger.h"

#include "core/base/clock.h"

namespace factoid {

namespace {

constexpr int kSettleTries = 5; // each waits as long as the database waits for others
constexpr int kReservationLives = 2;

// Some models are billed for more than they were allowed, for their thoughts above all; a report of more than this many
// times as much is none.
constexpr qint64 kMostOverrun = 8;

bool canBe(const CallReservation& plan, const CallEnd& end)
{
    if (!end.tokensIn || !end.tokensOut || *end.tokensIn < 1 || *end.tokensOut < 0)
        return false;
    return *end.tokensIn <= plan.mostIn && *end.tokensOut / kMostOverrun <= plan.mostOut;
}

Message capWords(const SpendStore::Refusal& refusal, const QString& currency, qint64 amount)
{
    if (!refusal.unknownCurrency.isEmpty())
        return Message("spend.no_rate_for_limit").arg(refusal.unknownCurrency).arg(refusal.cap).arg(currency);
    return Message("spend.limit")
        .arg(refusal.cap)
        .arg(Money{refusal.most, currency}.words())
        .arg(Money{refusal.booked, currency}.words())
        .arg(Money{amount, currency}.words());
}

} // namespace

Result<Grant> Ledger::reserve(const CallWish& wish, const QDateTime& at)
{
    const QDate day = at.toTimeZone(m_rules.zone()).date();
    const auto price = m_rules.prices().find(wish.provider, wish.baseUrl, wish.model, day);
    if (!price) {
        return Grant{0, {}, u"price"_s, Message("spend.no_price").arg(wish.model).arg(wish.provider)};
    }
    const auto amount = costOf(*price, wish.mostTokensIn, wish.mostTokensOut);
    if (!amount)
        return Grant{0, {}, u"price"_s, Message("spend.too_much")};
    const auto booked = m_rules.exchange(*amount, price->currency, day);
    if (!booked) {
        return Grant{0,
                     {},
                     u"exchange"_s,
                     Message("spend.no_rate").arg(wish.provider).arg(price->currency).arg(m_rules.currency())};
    }
    CallReservation plan;
    plan.run = wish.run;
    plan.provider = wish.provider;
    plan.model = wish.model;
    plan.at = at;
    plan.price = *price;
    plan.mostIn = wish.mostTokensIn;
    plan.mostOut = wish.mostTokensOut;
    plan.amount = *amount;
    plan.booked = {*booked, m_rules.currency()};
    const QDateTime machine = machineNow();
    plan.expiresAt = machine.addMSecs(kReservationLives * wish.deadline.count());
    const auto exchange = [&](qint64 micros, const QString& from) { return m_rules.exchange(micros, from, day); };
    const auto verdict =
        TRY(SpendStore(m_db).reserve(plan, m_rules.capsFor(wish.provider, wish.run, at), exchange, machine));
    if (verdict.refusal)
        return Grant{0,
                     {*amount, price->currency},
                     verdict.refusal->cap,
                     capWords(*verdict.refusal, m_rules.currency(), *booked)};
    return Grant{verdict.call, {*amount, price->currency}, {}, {}};
}

Result<Money> Ledger::settle(qint64 call, const CallEnd& end)
{
    SpendStore store(m_db);
    Result<Money> done = fail(ErrorKind::StoreBusy, QString());
    for (int attempt = 0; attempt < kSettleTries && !done && done.error().kind == ErrorKind::StoreBusy; ++attempt) {
        done = m_db.transaction<Money>([&]() -> Result<Money> {
            const auto found = TRY(store.find(call));
            if (!found)
                return fail(ErrorKind::Input, Message("spend.no_call").arg(call));
            const CallReservation& plan = found->plan;
            CallEnd known = end;
            if (!canBe(plan, end))
                known.tokensIn = known.tokensOut = std::nullopt;
            const qint64 cost = known.tokensIn
                                    ? costOf(plan.price, *known.tokensIn, *known.tokensOut).value_or(plan.amount)
                                    : plan.amount;
            // The same rate as the reservation, whatever the config says by now.
            const auto booked =
                plan.amount == 0 ? std::optional<qint64>(cost) : multipliedUp(cost, plan.booked.micros, plan.amount);
            TRY(store.settle(call, known, cost, booked.value_or(plan.booked.micros), machineNow()));
            return Money{cost, plan.price.currency};
        });
    }
    return done;
}

Result<void> Ledger::release(qint64 call, const QString& outcome)
{
    return SpendStore(m_db).release(call, outcome, machineNow());
}

} // namespace factoid
