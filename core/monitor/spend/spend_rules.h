// SpendRules: prices, caps and exchange rates as the settings have them, and the calendar they count in. A dollar is
// never taken for a pound: a rate holds only if the operator wrote it down with its date. Plain value; any thread.
#pragma once

#include "core/base/settings.h"
#include "core/monitor/spend/price_table.h"

#include <QTimeZone>

#include <map>

namespace factoid {

// From the first instant of a local day or month to the first of the next.
struct SpendPeriod {
    QDateTime from, to; // UTC
};
[[nodiscard]] SpendPeriod spendDay(const QDateTime& at, const QTimeZone& zone);
[[nodiscard]] SpendPeriod spendMonth(const QDateTime& at, const QTimeZone& zone);

class SpendRules
{
  public:
    // Errors: Usage, a table of the config's section `spend` that makes no sense.
    [[nodiscard]] static Result<SpendRules> from(const Settings& settings);

    [[nodiscard]] const PriceTable& prices() const { return m_prices; }
    [[nodiscard]] const QString& currency() const { return m_currency; }
    [[nodiscard]] const QTimeZone& zone() const { return m_zone; }
    // The caps that a call of this provider in this run at this instant must keep.
    [[nodiscard]] std::vector<SpendCap> capsFor(const QString& provider, qint64 run, const QDateTime& at) const;
    // The same for everybody: day, month and those of each provider, without that of a run.
    [[nodiscard]] std::vector<SpendCap> allCaps(const QDateTime& at) const;
    [[nodiscard]] std::optional<qint64> perRun() const { return m_perRun; }

    // Millionths in the caps' currency, rounded up, by the rate that holds on the day; nullopt: there is none.
    [[nodiscard]] std::optional<qint64> exchange(qint64 micros, const QString& from, const QDate& day) const;

    struct Rate {
        QDate from;
        qint64 micros = 0; // of the caps' currency for one unit
    };
    // The one that holds on the day; nullopt: there is none.
    [[nodiscard]] std::optional<Rate> rateOn(const QString& from, const QDate& day) const;

  private:
    struct ProviderCaps {
        std::optional<qint64> perDay, perMonth;
    };
    PriceTable m_prices;
    QString m_currency;
    QTimeZone m_zone;
    std::optional<qint64> m_perRun, m_perDay, m_perMonth;
    std::map<QString, ProviderCaps> m_providers;
    std::map<QString, std::vector<Rate>> m_rates; // oldest first
};

} // namespace factoid
