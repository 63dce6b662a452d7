// Failures, breakers, the recovery table and spending through the real program, each command a life of its own.
#include "tests/support/small_data.h"

using namespace factoid::test;

namespace {

QJsonObject errorsOf(const Desk& desk, const QStringList& more = {})
{
    return desk.ask(QStringList{QStringLiteral("errors")} + more);
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
        desk.setNow(QStringLiteral("2026-06-01T09:%1:00Z").arg(minute * 10, 2, 10, QLatin1Char('0')));
        CHECK(desk.run(words("update-factoids --force")).code == 1);
        (void)errorsOf(desk);
        (void)desk.ask(words("status"));
    }
    const QJsonObject errors = errorsOf(desk);
    const QJsonObject incident = only(errors, "incidents");
    CHECK(text(incident, "kind") == QStringLiteral("content"));
    CHECK(text(incident, "job") == QStringLiteral("update-factoids"));
    CHECK(incident.value(QStringLiteral("count")).toInt() == 5);
    CHECK(incident.value(QStringLiteral("open")).toBool());
    CHECK(text(only(errors, "patterns"), "sentence") == QStringLiteral("content since 10:00, 5 times"));
    CHECK(text(errors, "sentence") == QStringLiteral("content since 10:00, 5 times"));
    // Called for once, at the fifth.
    CHECK(errors.value(QStringLiteral("alerts")).toArray().size() == 1);
    CHECK(desk.ask(words("status")).value(QStringLiteral("errors")).toObject().value(QStringLiteral("open")).toInt() == 1);
    const QJsonArray hours = desk.ask(words("errors 1")).value(QStringLiteral("hours")).toArray();
    REQUIRE(hours.size() == 1);
    CHECK(hours.first().toObject().value(QStringLiteral("count")).toInt() == 5);
    const QJsonArray trend = errors.value(QStringLiteral("trend")).toArray();
    REQUIRE(trend.size() == 7);
    CHECK(trend.last().toObject().value(QStringLiteral("kinds")).toObject().value(QStringLiteral("content")).toInt() == 5);
    CHECK(trend.first().toObject().value(QStringLiteral("all")).toInt() == 0);

    // It works: the incident is over.
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    CHECK(text(desk.ask(words("update-factoids")), "outcome") == QStringLiteral("published"));
    const QJsonObject after = errorsOf(desk);
    CHECK_FALSE(only(after, "incidents").value(QStringLiteral("open")).toBool());
    CHECK(after.value(QStringLiteral("alerts")).toArray().isEmpty());
}

TEST_CASE("fault_18 a fallback is a failure that was survived, and wrong usage is none")
{
    Desk desk;
    desk.setNow(QStringLiteral("2026-06-01T09:00:00Z"));
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("add"), QStringLiteral("--text"), QStringLiteral("We are updating this page.")});
    const Answer fell = desk.run(words("--json update-factoids --force"));
    CHECK(fell.json().value(QStringLiteral("outcome")).toString() == QStringLiteral("fell_back"));
    const QJsonObject errors = errorsOf(desk);
    CHECK(text(only(errors, "incidents"), "kind") == QStringLiteral("content"));
    const QJsonObject action = only(errors, "actions");
    CHECK(text(action, "action") == QStringLiteral("serve_fallback"));
    CHECK(text(action, "result") == QStringLiteral("worked"));
    CHECK(desk.run(words("update-factoids --generator nobody")).code == 2);
    CHECK(desk.run(words("import /nowhere/at/all.csv")).code != 0);
    const QJsonArray incidents = errorsOf(desk).value(QStringLiteral("incidents")).toArray();
    REQUIRE(incidents.size() == 2);
    CHECK(text(incidents.first().toObject(), "kind") == QStringLiteral("bad_data"));
    CHECK(errorsOf(desk, words("--kind bad_data")).value(QStringLiteral("total")).toInt() == 1);
    CHECK(desk.run(words("errors --kind weather")).code == 2);
    CHECK(desk.run(words("errors 99")).code == 3);
}

TEST_CASE("breakers and the recovery table are changed with a reason, audited, and undone in another life")
{
    Desk desk;
    CHECK(desk.ask(words("breakers")).value(QStringLiteral("breakers")).toArray().isEmpty());
    CHECK(desk.run(words("breakers open primary")).code == 2);
    CHECK(desk.run(words("breakers shut primary")).code == 2);
    CHECK(desk.run({QStringLiteral("breakers"), QStringLiteral("open"), QStringLiteral("what:ever"), QStringLiteral("--reason"), QStringLiteral("r")}).code == 2);
    (void)desk.ask({QStringLiteral("breakers"), QStringLiteral("open"), QStringLiteral("primary"), QStringLiteral("--reason"), QStringLiteral("bill unpaid")});
    QJsonObject breaker = only(desk.ask(words("breakers")), "breakers");
    CHECK(text(breaker, "name") == QStringLiteral("provider:primary"));
    CHECK(text(breaker, "force") == QStringLiteral("open"));
    CHECK_FALSE(breaker.value(QStringLiteral("allowed")).toBool());
    CHECK(text(breaker, "sentence").contains(QStringLiteral("bill unpaid")));
    CHECK(text(only(desk.ask(words("audit --search breaker")), "entries"), "action") == QStringLiteral("breaker open"));
    (void)desk.ask(words("undo"));
    breaker = only(desk.ask(words("breakers")), "breakers");
    CHECK(text(breaker, "force") == QStringLiteral("none"));
    CHECK(breaker.value(QStringLiteral("allowed")).toBool());
    (void)desk.ask(words("redo"));
    CHECK(text(only(desk.ask(words("breakers")), "breakers"), "force_reason") == QStringLiteral("bill unpaid"));

    const auto ruleOf = [&](const QString& pattern) {
        for (const QJsonValue& value : desk.ask(words("recovery")).value(QStringLiteral("rules")).toArray()) {
            if (text(value.toObject(), "pattern") == pattern)
                return value.toObject();
        }
        return QJsonObject();
    };
    const QJsonObject before = ruleOf(QStringLiteral("rate"));
    CHECK_FALSE(before.value(QStringLiteral("own")).toBool());
    (void)desk.ask(words("recovery set rate --attempts 7"));
    CHECK(ruleOf(QStringLiteral("rate")).value(QStringLiteral("rule")).toObject().value(QStringLiteral("wait")).toObject().value(QStringLiteral("attempts")).toInt() == 7);
    CHECK(ruleOf(QStringLiteral("rate")).value(QStringLiteral("rule")).toObject().value(QStringLiteral("steps"))
          == before.value(QStringLiteral("rule")).toObject().value(QStringLiteral("steps")));
    CHECK(ruleOf(QStringLiteral("rate")).value(QStringLiteral("own")).toBool());
    (void)desk.ask(words("undo"));
    CHECK(ruleOf(QStringLiteral("rate")) == before);
    for (const char* wrong : {"recovery set rate", "recovery set rate --steps pray", "recovery set weather --steps wait", "recovery set", "recovery mend rate"}) {
        INFO(wrong);
        CHECK(desk.run(words(wrong)).code == 2);
    }
}

TEST_CASE("spend shows caps in their currency, refuses nonsense, and knows that nothing was spent")
{
    Desk desk;
    desk.setNow(QStringLiteral("2026-12-31T23:30:00Z"));
    desk.write(QStringLiteral("config.json"), R"({"spend": {"per_run": "0.10", "per_day": "0.50", "per_month": "5.00", "currency": "EUR", "per_provider": {"primary": {"per_day": "0.25"}}}})");
    const QStringList config{QStringLiteral("--config"), desk.path(QStringLiteral("config.json"))};
    const QJsonObject spend = desk.ask(config + words("spend"));
    CHECK(text(spend, "currency") == QStringLiteral("EUR"));
    CHECK(text(spend, "per_run_cap") == QStringLiteral("0.10"));
    const QJsonObject month = spend.value(QStringLiteral("month")).toObject();
    CHECK(text(month, "from") == QStringLiteral("2026-12-01T00:00:00.000Z"));
    CHECK(text(month, "to") == QStringLiteral("2027-01-01T00:00:00.000Z"));
    CHECK(text(month, "cap") == QStringLiteral("5.00"));
    CHECK(text(month, "left") == QStringLiteral("5.00"));
    CHECK(text(only(spend, "providers").value(QStringLiteral("today")).toObject(), "cap") == QStringLiteral("0.25"));
    CHECK(spend.value(QStringLiteral("shadow")).toObject().value(QStringLiteral("would_have_cost")).isNull());
    CHECK(desk.ask(words("spend days --days 3")).value(QStringLiteral("days")).toArray().size() == 3);
    CHECK(desk.ask(words("spend calls")).value(QStringLiteral("total")).toInt() == 0);
    CHECK(desk.ask(words("status")).value(QStringLiteral("spend")).toObject().contains(QStringLiteral("month")));
    (void)desk.ask(words("settings set spend.per_day=0.75"));
    CHECK(text(desk.ask(words("spend")).value(QStringLiteral("today")).toObject(), "cap") == QStringLiteral("0.75"));
    for (const char* wrong : {"settings set spend.per_day=plenty", "settings set spend.currency=pounds", "settings set spend.per_day=-1"}) {
        INFO(wrong);
        CHECK(desk.run(words(wrong)).code == 2);
    }
    desk.write(QStringLiteral("config.json"), R"({"spend": {"per_week": "1.00"}})");
    CHECK(desk.run(config + words("spend")).code == 2);
}
