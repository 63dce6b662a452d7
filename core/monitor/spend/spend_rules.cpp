#include "core/monitor/spend/spend_rules.h"

#include <algorithm>

namespace factoid {

namespace {

SpendPeriod between(const QDate& first, const QDate& next, const QTimeZone& zone)
{
    // Midnight may not exist where the clocks change at it; startOfDay() knows.
    return {first.startOfDay(zone).toUTC(), next.startOfDay(zone).toUTC()};
}

Result<std::optional<qint64>> capFrom(const QJsonValue& value)
{
    if (value.isUndefined() || (value.isString() && value.toString().isEmpty()))
        return std::optional<qint64>();
    const auto micros = TRY(Money::parseMicros(value.toString()));
    return std::optional<qint64>(micros);
}

std::unexpected<Error> wrongPrice(const QString& message)
{
    return fail(ErrorKind::Usage, message);
}

} // namespace

SpendPeriod spendDay(const QDateTime& at, const QTimeZone& zone)
{
    const QDate day = at.toTimeZone(zone).date();
    return between(day, day.addDays(1), zone);
}

SpendPeriod spendMonth(const QDateTime& at, const QTimeZone& zone)
{
    const QDate day = at.toTimeZone(zone).date();
    const QDate first(day.year(), day.month(), 1);
    return between(first, first.addMonths(1), zone);
}

Result<SpendRules> SpendRules::from(const Settings& settings)
{
    SpendRules rules;
    rules.m_currency = settings.spendCurrency;
    rules.m_zone = QTimeZone(settings.scheduleZone.toLatin1());
    if (!rules.m_zone.isValid())
        rules.m_zone = QTimeZone::utc();
    for (const auto& [text, member] : {std::pair{&settings.spendPerRun, &SpendRules::m_perRun},
                                       std::pair{&settings.spendPerDay, &SpendRules::m_perDay},
                                       std::pair{&settings.spendPerMonth, &SpendRules::m_perMonth}}) {
        const auto cap = TRY(capFrom(*text));
        rules.*member = cap;
    }
    const QJsonValue prices = settings.spendTables.value(u"prices"_s);
    if (!prices.isUndefined() && !prices.isArray())
        return wrongPrice(u"spend.prices must be a list"_s);
    auto table = TRY(PriceTable::make(prices.toArray()));
    rules.m_prices = std::move(table);

    const QJsonObject providers = settings.spendTables.value(u"per_provider"_s).toObject();
    for (auto provider = providers.begin(); provider != providers.end(); ++provider) {
        const auto day = TRY(capFrom(provider.value().toObject().value(u"per_day"_s)));
        const auto month = TRY(capFrom(provider.value().toObject().value(u"per_month"_s)));
        rules.m_providers[provider.key()] = {day, month};
    }
    const QJsonValue exchange = settings.spendTables.value(u"exchange"_s);
    if (!exchange.isUndefined() && !exchange.isArray())
        return wrongPrice(u"spend.exchange must be a list of {from, to, rate, date}"_s);
    for (const QJsonValue& value : exchange.toArray()) {
        const QJsonObject json = value.toObject();
        const QString from = json.value(u"from"_s).toString();
        const QString to = json.value(u"to"_s).toString();
        const QDate date = QDate::fromString(json.value(u"date"_s).toString(), Qt::ISODate);
        const auto rate = Money::parseMicros(json.value(u"rate"_s).toString());
        if (!isCurrency(from) || !isCurrency(to) || !date.isValid() || !rate || *rate == 0)
            return wrongPrice(
                u"an exchange rate needs from, to, rate and date: {\"from\": \"USD\", \"to\": \"GBP\", \"rate\": \"0.79\", \"date\": \"2026-11-01\"}"_s);
        if (to == rules.m_currency)
            rules.m_rates[from].push_back({date, *rate});
    }
    for (auto& [from, rates] : rules.m_rates)
        std::ranges::stable_sort(rates, {}, &Rate::from);
    return rules;
}

std::vector<SpendCap> SpendRules::allCaps(const QDateTime& at) const
{
    std::vector<SpendCap> caps;
    const SpendPeriod day = spendDay(at, m_zone);
    const SpendPeriod month = spendMonth(at, m_zone);
    if (m_perDay)
        caps.push_back({u"day"_s, day.from, day.to, {}, -1, *m_perDay});
    if (m_perMonth)
        caps.push_back({u"month"_s, month.from, month.to, {}, -1, *m_perMonth});
    for (const auto& [name, own] : m_providers) {
        if (own.perDay)
            caps.push_back({u"provider day"_s, day.from, day.to, name, -1, *own.perDay});
        if (own.perMonth)
            caps.push_back({u"provider month"_s, month.from, month.to, name, -1, *own.perMonth});
    }
    return caps;
}

std::vector<SpendCap> SpendRules::capsFor(const QString& provider, qint64 run, const QDateTime& at) const
{
    std::vector<SpendCap> caps;
    if (m_perRun && run > 0) // a probe belongs to no run
        caps.push_back({u"run"_s, {}, {}, {}, run, *m_perRun});
    for (const SpendCap& cap : allCaps(at)) {
        if (cap.provider.isEmpty() || cap.provider == provider)
            caps.push_back(cap);
    }
    return caps;
}

std::optional<SpendRules::Rate> SpendRules::rateOn(const QString& from, const QDate& day) const
{
    std::optional<Rate> rate;
    const auto rates = m_rates.find(from);
    for (const Rate& each : rates == m_rates.end() ? std::vector<Rate>() : rates->second) {
        if (each.from <= day)
            rate = each;
    }
    return rate;
}

std::optional<qint64> SpendRules::exchange(qint64 micros, const QString& from, const QDate& day) const
{
    if (from == m_currency || micros == 0)
        return micros;
    const auto rate = rateOn(from, day);
    return rate ? multipliedUp(micros, rate->micros, Money::kMicrosPerUnit) : std::nullopt;
}

} // namespace factoid
