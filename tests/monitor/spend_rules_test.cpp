// Prices, caps, exchange rates and the calendar of spending.
#include "tests/monitor/monitor_support.h"

using namespace factoid;
using namespace factoid::test;

TEST_CASE("fault_20 days and months begin and end where the calendar of the zone says")
{
    for (const QStringList& row : caseRows("periods.csv")) {
        INFO(row.join(QLatin1Char(' ')).toStdString());
        const QDateTime instant = QDateTime::fromString(row[0], Qt::ISODate);
        const QTimeZone zone(row[1].toLatin1());
        REQUIRE(zone.isValid());
        const auto text = [](const QDateTime& time) { return time.toString(Qt::ISODate); };
        CHECK(text(spendDay(instant, zone).from) == row[2]);
        CHECK(text(spendDay(instant, zone).to) == row[3]);
        CHECK(text(spendMonth(instant, zone).from) == row[4]);
        CHECK(text(spendMonth(instant, zone).to) == row[5]);
    }
}

TEST_CASE("costs are exact and rounded up to a millionth")
{
    for (const QStringList& row : caseRows("costs.csv")) {
        INFO(row.join(QLatin1Char(' ')).toStdString());
        const ModelPrice price{must(Money::parseMicros(row[0])), must(Money::parseMicros(row[1])), u"USD"_s, {}, {}};
        const auto cost = costOf(price, row[2].toLongLong(), row[3].toLongLong());
        REQUIRE(cost);
        CHECK(Money::text(*cost) == row[4]);
    }
    const ModelPrice most{std::numeric_limits<qint64>::max(), 0, u"USD"_s, {}, {}};
    CHECK_FALSE(costOf(most, std::numeric_limits<qint64>::max(), 0));
    CHECK_FALSE(costOf(most, -1, 0));
}

TEST_CASE("amounts are read exactly or refused")
{
    CHECK(must(Money::parseMicros(u"2"_s)) == 2'000'000);
    CHECK(must(Money::parseMicros(u"0.000001"_s)) == 1);
    CHECK(must(Money::parseMicros(u"9223372036854.775807"_s)) == std::numeric_limits<qint64>::max());
    for (const char* wrong :
         {"", ".", "1.", ".5", "-1", "1e3", "1,00", "0.0000001", "9223372036854.775808", "£2", "NaN", " 1"}) {
        INFO(wrong);
        CHECK_FALSE(Money::parseMicros(QString::fromUtf8(wrong)));
    }
    CHECK(Money{2'000'000, u"GBP"_s}.words() == u"2.00 GBP"_s);
    CHECK(Money::text(125) == u"0.000125"_s);
}

TEST_CASE("a price is the operator's, then that of the table on that day, then nothing on this machine, else unknown")
{
    const auto rules = must(SpendRules::from(settingsOf(R"({"spend": {"prices": [
        {"provider": "house", "in": "1.00", "out": "2.00", "currency": "GBP"},
        {"provider": "house", "model": "big", "in": "9.00", "out": "9.00", "currency": "GBP", "from": "2026-06-01"},
        {"provider": "house", "model": "big", "in": "8.00", "out": "8.00", "currency": "GBP", "from": "2026-01-01"},
        {"provider": "gift", "free": true}]}})")));
    const auto find = [&](const char* provider, const char* url, const char* model, const char* day) {
        return rules.prices().find(QLatin1String(provider), QLatin1String(url), QLatin1String(model),
                                   QDate::fromString(QLatin1String(day), Qt::ISODate));
    };
    CHECK(find("house", "https://x.example/v1", "small", "2026-11-24")->in == 1'000'000);
    CHECK(find("house", "https://x.example/v1", "big", "2026-11-24")->in == 9'000'000);
    CHECK(find("house", "https://x.example/v1", "big", "2026-05-31")->in == 8'000'000);
    CHECK(find("house", "https://x.example/v1", "big", "2025-12-31")->in == 1'000'000);
    CHECK(find("gift", "https://x.example/v1", "any", "2026-11-24")->in == 0);
    const auto listed = find("p", "https://api.openai.com/v1", "gpt-4o-mini", "2026-11-24");
    REQUIRE(listed);
    CHECK(listed->in == 150'000);
    CHECK(listed->currency == u"USD"_s);
    CHECK(listed->source == u"table"_s);
    CHECK(find("p", "https://api.openai.com/v1", "gpt-4o-mini-2024-07-18", "2026-11-24")->out == 600'000);
    // Prices have dates.
    CHECK(find("p", "https://api.openai.com/v1", "gpt-4o", "2024-10-01")->in == 5'000'000);
    CHECK(find("p", "https://api.openai.com/v1", "gpt-4o", "2024-10-02")->in == 2'500'000);
    CHECK_FALSE(find("p", "https://api.openai.com/v1", "gpt-4o-mini", "2024-07-17"));
    CHECK_FALSE(find("p", "https://api.openai.com/v1", "gpt-4o-minimal", "2026-11-24"));
    CHECK_FALSE(find("p", "https://elsewhere.example/v1", "gpt-4o-mini", "2026-11-24"));
    CHECK(find("p", "http://127.0.0.1:8080/v1", "llama", "2026-11-24")->source == u"local"_s);
    CHECK(find("p", "http://[::1]:8080/v1", "llama", "2026-11-24")->in == 0);
    CHECK(find("p", "http://localhost:4000/v1", "gpt-4o-mini", "2026-11-24")->in == 150'000);
    CHECK_FALSE(find("p", "http://127.0.0.1.example/v1", "llama", "2026-11-24"));
}

TEST_CASE("fault_20 a dollar becomes a pound only by a rate with a date")
{
    const auto rules = must(SpendRules::from(settingsOf(R"({"spend": {"currency": "GBP", "exchange": [
        {"from": "USD", "to": "GBP", "rate": "0.80", "date": "2026-06-01"}, {"from": "USD", "to": "GBP", "rate": "0.75", "date": "2026-01-01"},
        {"from": "EUR", "to": "USD", "rate": "1.10", "date": "2026-01-01"}]}})")));
    CHECK(rules.exchange(100, u"GBP"_s, QDate(2026, 1, 1)) == 100);
    CHECK(rules.exchange(100, u"USD"_s, QDate(2026, 6, 1)) == 80);
    CHECK(rules.exchange(101, u"USD"_s, QDate(2026, 6, 1)) == 81);
    CHECK(rules.exchange(100, u"USD"_s, QDate(2026, 5, 31)) == 75);
    CHECK_FALSE(rules.exchange(100, u"USD"_s, QDate(2025, 12, 31)));
    CHECK_FALSE(rules.exchange(100, u"EUR"_s, QDate(2026, 6, 1)));
    CHECK(rules.exchange(0, u"JPY"_s, QDate(2026, 6, 1)) == 0);
}

TEST_CASE("a config of spending that makes no sense is refused with a sentence")
{
    for (const char* config :
         {R"({"spend": {"per_day": "two"}})", R"({"spend": {"per_day": 2.5}})", R"({"spend": {"per_day": true}})",
          R"({"spend": {"currency": "pounds"}})", R"({"spend": {"per_week": "2.00"}})", R"({"spend": []})",
          R"({"spend": {"prices": {}}})", R"({"spend": {"prices": [{"in": "1", "currency": "GBP"}]}})",
          R"({"spend": {"prices": [{"in": "1", "out": "2"}]}})",
          R"({"spend": {"prices": [{"in": 1, "out": "2", "currency": "GBP"}]}})",
          R"({"spend": {"exchange": [{"from": "USD", "to": "GBP", "rate": "0.8"}]}})",
          R"({"spend": {"per_provider": {"p": {"per_day": "x"}}}})",
          R"({"spend": {"exchange": [{"from": "USD", "to": "GBP", "rate": "0", "date": "2026-01-01"}]}})"}) {
        INFO(config);
        Settings settings;
        const auto applied = applyConfig(settings, QJsonDocument::fromJson(config).object());
        const auto rules = applied ? SpendRules::from(settings) : std::unexpected(applied.error());
        REQUIRE_FALSE(rules);
        CHECK(rules.error().kind == ErrorKind::Usage);
        CHECK_FALSE(rules.error().message.isEmpty());
    }
}
