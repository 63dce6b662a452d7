// Failures, breakers, the recovery table and spending through the real program, each command a life of its own.
#include "tests/support/small_data.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject errorsOf(const Desk& desk, const QStringList& more = {})
{
    return desk.ask(QStringList{u"errors"_s} + more);
}

QJsonObject only(const QJsonObject& json, const char* list)
{
    const QJsonArray rows = json.value(QLatin1String(list)).toArray();
    REQUIRE(rows.size() == 1);
    return rows.first().toObject();
}

QString text(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toVariant().toString();
}

} // namespace

TEST_CASE("fault_19 five failing checks are one incident, and looking at it changes nothing")
{
    Desk desk;
    for (int minute = 0; minute < 5; ++minute) {
        desk.setNow(u"2026-06-01T09:%1:00Z"_s.arg(minute * 10, 2, 10, QLatin1Char('0')));
        CHECK(desk.run(words("update-factoids --force")).code == 1);
        (void)errorsOf(desk);
        (void)desk.ask(words("status"));
    }
    const QJsonObject errors = errorsOf(desk);
    const QJsonObject incident = only(errors, "incidents");
    CHECK(text(incident, "kind") == u"content"_s);
    CHECK(text(incident, "job") == u"update-factoids"_s);
    CHECK(incident.value(u"count"_s).toInt() == 5);
    CHECK(incident.value(u"open"_s).toBool());
    CHECK(text(only(errors, "patterns"), "sentence") == u"5 texts not supported by the figures since 10:00"_s);
    CHECK(text(errors, "sentence") == u"5 texts not supported by the figures since 10:00"_s);
    // Called for once, at the fifth.
    CHECK(errors.value(u"alerts"_s).toArray().size() == 1);
    CHECK(desk.ask(words("status")).value(u"errors"_s).toObject().value(u"open"_s).toInt() == 1);
    const QJsonArray hours = desk.ask(words("errors 1")).value(u"hours"_s).toArray();
    REQUIRE(hours.size() == 1);
    CHECK(hours.first().toObject().value(u"count"_s).toInt() == 5);
    const QJsonArray trend = errors.value(u"trend"_s).toArray();
    REQUIRE(trend.size() == 7);
    CHECK(trend.last().toObject().value(u"kinds"_s).toObject().value(u"content"_s).toInt() == 5);
    CHECK(trend.first().toObject().value(u"all"_s).toInt() == 0);

    // It works: the incident is over.
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    CHECK(text(desk.ask(words("update-factoids")), "outcome") == u"published"_s);
    const QJsonObject after = errorsOf(desk);
    CHECK_FALSE(only(after, "incidents").value(u"open"_s).toBool());
    CHECK(after.value(u"alerts"_s).toArray().isEmpty());
}

TEST_CASE("fault_18 a fallback is a failure that was survived, and wrong usage is none")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--text"_s, u"We are updating this page."_s});
    const Answer fell = desk.run(words("--json update-factoids --force"));
    CHECK(fell.json().value(u"outcome"_s).toString() == u"fell_back"_s);
    const QJsonObject errors = errorsOf(desk);
    CHECK(text(only(errors, "incidents"), "kind") == u"content"_s);
    const QJsonObject action = only(errors, "actions");
    CHECK(text(action, "action") == u"serve_fallback"_s);
    CHECK(text(action, "result") == u"worked"_s);
    CHECK(desk.run(words("update-factoids --generator nobody")).code == 2);
    CHECK(desk.run(words("import /nowhere/at/all.csv")).code != 0);
    const QJsonArray incidents = errorsOf(desk).value(u"incidents"_s).toArray();
    REQUIRE(incidents.size() == 2);
    CHECK(text(incidents.first().toObject(), "kind") == u"bad_data"_s);
    CHECK(errorsOf(desk, words("--kind bad_data")).value(u"total"_s).toInt() == 1);
    CHECK(desk.run(words("errors --kind weather")).code == 2);
    CHECK(desk.run(words("errors 99")).code == 3);
}

TEST_CASE("breakers and the recovery table are changed with a reason, audited, and undone in another life")
{
    Desk desk;
    CHECK(desk.ask(words("breakers")).value(u"breakers"_s).toArray().isEmpty());
    CHECK(desk.run(words("breakers open primary")).code == 2);
    CHECK(desk.run(words("breakers shut primary")).code == 2);
    CHECK(desk.run({u"breakers"_s, u"open"_s, u"what:ever"_s, u"--reason"_s, u"r"_s}).code == 2);
    (void)desk.ask({u"breakers"_s, u"open"_s, u"primary"_s, u"--reason"_s, u"bill unpaid"_s});
    QJsonObject breaker = only(desk.ask(words("breakers")), "breakers");
    CHECK(text(breaker, "name") == u"provider:primary"_s);
    CHECK(text(breaker, "force") == u"open"_s);
    CHECK_FALSE(breaker.value(u"allowed"_s).toBool());
    CHECK(text(breaker, "sentence").contains(u"bill unpaid"_s));
    CHECK(text(only(desk.ask(words("audit --search breaker")), "entries"), "action") == u"breaker open"_s);
    (void)desk.ask(words("undo"));
    breaker = only(desk.ask(words("breakers")), "breakers");
    CHECK(text(breaker, "force") == u"none"_s);
    CHECK(breaker.value(u"allowed"_s).toBool());
    (void)desk.ask(words("redo"));
    CHECK(text(only(desk.ask(words("breakers")), "breakers"), "force_reason") == u"bill unpaid"_s);

    const auto ruleOf = [&](const QString& pattern) {
        for (const QJsonValue& value : desk.ask(words("recovery")).value(u"rules"_s).toArray()) {
            if (text(value.toObject(), "pattern") == pattern)
                return value.toObject();
        }
        return QJsonObject();
    };
    const QJsonObject before = ruleOf(u"rate"_s);
    CHECK_FALSE(before.value(u"own"_s).toBool());
    (void)desk.ask(words("recovery set rate --attempts 7"));
    CHECK(ruleOf(u"rate"_s).value(u"rule"_s).toObject().value(u"wait"_s).toObject().value(u"attempts"_s).toInt() == 7);
    CHECK(ruleOf(u"rate"_s).value(u"rule"_s).toObject().value(u"steps"_s) ==
          before.value(u"rule"_s).toObject().value(u"steps"_s));
    CHECK(ruleOf(u"rate"_s).value(u"own"_s).toBool());
    (void)desk.ask(words("undo"));
    CHECK(ruleOf(u"rate"_s) == before);
    for (const char* wrong : {"recovery set rate", "recovery set rate --steps pray",
                              "recovery set weather --steps wait", "recovery set", "recovery mend rate"}) {
        INFO(wrong);
        CHECK(desk.run(words(wrong)).code == 2);
    }
}

TEST_CASE("spend shows caps in their currency, refuses nonsense, and knows that nothing was spent")
{
    Desk desk;
    desk.setNow(u"2026-12-31T23:30:00Z"_s);
    desk.write(
        u"config.json"_s,
        R"({"spend": {"per_run": "0.10", "per_day": "0.50", "per_month": "5.00", "currency": "EUR", "per_provider": {"primary": {"per_day": "0.25"}}}})");
    const QStringList config{u"--config"_s, desk.path(u"config.json"_s)};
    const QJsonObject spend = desk.ask(config + words("spend"));
    CHECK(text(spend, "currency") == u"EUR"_s);
    CHECK(text(spend, "per_run_cap") == u"0.10"_s);
    const QJsonObject month = spend.value(u"month"_s).toObject();
    CHECK(text(month, "from") == u"2026-12-01T00:00:00.000Z"_s);
    CHECK(text(month, "to") == u"2027-01-01T00:00:00.000Z"_s);
    CHECK(text(month, "cap") == u"5.00"_s);
    CHECK(text(month, "left") == u"5.00"_s);
    CHECK(text(only(spend, "providers").value(u"today"_s).toObject(), "cap") == u"0.25"_s);
    CHECK(spend.value(u"shadow"_s).toObject().value(u"would_have_cost"_s).isNull());
    CHECK(desk.ask(words("spend days --days 3")).value(u"days"_s).toArray().size() == 3);
    CHECK(desk.ask(words("spend calls")).value(u"total"_s).toInt() == 0);
    CHECK(desk.ask(words("status")).value(u"spend"_s).toObject().contains(u"month"_s));
    (void)desk.ask(words("settings set spend.per_day=0.75"));
    CHECK(text(desk.ask(words("spend")).value(u"today"_s).toObject(), "cap") == u"0.75"_s);
    for (const char* wrong :
         {"settings set spend.per_day=plenty", "settings set spend.currency=pounds", "settings set spend.per_day=-1"}) {
        INFO(wrong);
        CHECK(desk.run(words(wrong)).code == 2);
    }
    desk.write(u"config.json"_s, R"({"spend": {"per_week": "1.00"}})");
    CHECK(desk.run(config + words("spend")).code == 2);
}
