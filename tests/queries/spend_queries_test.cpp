// What the books say to people: periods, currencies, days, runs, the shadow; and the patterns of failures.
#include "core/engine/engine.h"
#include "core/monitor/recovery/failure_book.h"
#include "core/monitor/recovery/recovery.h"
#include "core/monitor/spend/ledger.h"
#include "core/queries/errors/failure_queries.h"
#include "core/queries/generation/spend_queries.h"
#include "core/store/operations/model_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/time_text.h"

#include <catch2/catch.hpp>

#include <QJsonDocument>
#include <QSysInfo>
#include <QTemporaryDir>

using namespace factoid;

namespace {

QDateTime at(const char* iso)
{
    return QDateTime::fromString(QLatin1String(iso), Qt::ISODate).toUTC();
}

struct Place {
    QTemporaryDir folder;
    StoreUrl url{folder.filePath(QStringLiteral("store.db"))};
    Settings settings;
    FixedClock clock{at("2026-12-31T22:00:00Z")};
    std::unique_ptr<Database> db;

    explicit Place(const QByteArray& config = "{}")
    {
        REQUIRE(applyConfig(settings, QJsonDocument::fromJson(config).object()));
        auto opened = Database::open(url, OpenMode::ReadWrite);
        REQUIRE(opened);
        db = std::move(*opened);
    }
    void call(qint64 run, const char* provider, const char* when, qint64 in, qint64 out, const QString& outcome = QStringLiteral("ok"))
    {
        const auto rules = SpendRules::from(settings);
        REQUIRE(rules);
        Ledger ledger(*db, *rules);
        const auto grant = ledger.reserve({run, QLatin1String(provider), QStringLiteral("https://models.example"), QStringLiteral("m"), in, out, std::chrono::milliseconds(60'000)}, at(when));
        REQUIRE(grant);
        REQUIRE(grant->granted());
        REQUIRE(ledger.settle(grant->call, {outcome, in, out, 100 * run, true}));
    }
    QueryContext context() { return {*db, clock, settings}; }
};

QJsonObject must(const Result<QJsonObject>& answer)
{
    if (!answer)
        FAIL(answer.error().message.toStdString());
    return *answer;
}

const QByteArray kTwoCurrencies = R"({"spend": {"per_day": "1.00", "per_month": "9.00", "currency": "GBP",
    "prices": [{"provider": "pounds", "in": "1.00", "out": "2.00", "currency": "GBP"}, {"provider": "dollars", "in": "1.00", "out": "2.00", "currency": "USD"}],
    "exchange": [{"from": "USD", "to": "GBP", "rate": "0.80", "date": "2026-01-01"}]}})";

} // namespace

TEST_CASE("fault_20 December's spending is told to the millionth, each currency as itself")
{
    Place place(kTwoCurrencies);
    place.call(1, "pounds", "2026-11-30T23:59:59Z", 1'000, 0);
    place.call(2, "pounds", "2026-12-01T00:00:00Z", 1'000, 500);
    place.call(3, "dollars", "2026-12-31T21:00:00Z", 1'000, 500);
    place.call(3, "pounds", "2026-12-31T21:01:00Z", 0, 0, QStringLiteral("timeout"));
    QueryContext context = place.context();
    const QJsonObject spend = must(spendQuery(context));
    const QJsonObject month = spend.value(QStringLiteral("month")).toObject();
    CHECK(month.value(QStringLiteral("booked")).toString() == QStringLiteral("0.0036"));
    CHECK(month.value(QStringLiteral("left")).toString() == QStringLiteral("8.9964"));
    CHECK(month.value(QStringLiteral("calls")).toInt() == 3);
    CHECK(month.value(QStringLiteral("failed")).toInt() == 1);
    CHECK(QJsonDocument(month.value(QStringLiteral("costs")).toArray()).toJson(QJsonDocument::Compact)
          == R"([{"cost":"0.002","currency":"GBP"},{"cost":"0.002","currency":"USD"}])");
    const QJsonObject today = spend.value(QStringLiteral("today")).toObject();
    CHECK(today.value(QStringLiteral("booked")).toString() == QStringLiteral("0.0016"));
    CHECK(today.value(QStringLiteral("tokens_in")).toInt() == 1'000);
    CHECK(spend.value(QStringLiteral("providers")).toArray().size() == 2);

    const QJsonObject trend = must(callTrendQuery(context, 32));
    const QJsonArray days = trend.value(QStringLiteral("days")).toArray();
    REQUIRE(days.size() == 32);
    CHECK(days[0].toObject().value(QStringLiteral("date")).toString() == QStringLiteral("2026-11-30"));
    CHECK(days[0].toObject().value(QStringLiteral("booked")).toString() == QStringLiteral("0.001"));
    CHECK(days[31].toObject().value(QStringLiteral("calls")).toInt() == 2);
    CHECK(days[2].toObject().value(QStringLiteral("latency_ms")).isNull());
    const QJsonArray runs = trend.value(QStringLiteral("runs")).toArray();
    REQUIRE(runs.size() == 3);
    CHECK(runs[0].toObject().value(QStringLiteral("run")).toInt() == 3);
    CHECK(runs[0].toObject().value(QStringLiteral("providers")).toArray().size() == 2);

    CallFilter filter;
    filter.provider = QStringLiteral("dollars");
    const QJsonObject calls = must(callsQuery(context, filter));
    CHECK(calls.value(QStringLiteral("total")).toInt() == 1);
    CHECK(calls.value(QStringLiteral("calls")).toArray()[0].toObject().value(QStringLiteral("currency")).toString() == QStringLiteral("USD"));
}

TEST_CASE("the shadow is refreshes times what a paid run cost")
{
    Place place(kTwoCurrencies);
    QueryContext context = place.context();
    CHECK(must(spendQuery(context)).value(QStringLiteral("shadow")).toObject().value(QStringLiteral("would_have_cost")).isNull());
    place.call(1, "pounds", "2026-12-31T10:00:00Z", 10'000, 0);
    place.call(2, "pounds", "2026-12-31T12:00:00Z", 20'000, 0);
    REQUIRE(place.db->run(QStringLiteral("INSERT INTO sets(run_id, published_at, slot, data_hash, generator, on_show) VALUES(1, '2026-12-31T10:00:00.000Z', '10:30', 'h', 'primary', 3)")));
    const QJsonObject shadow = must(spendQuery(context)).value(QStringLiteral("shadow")).toObject();
    CHECK(shadow.value(QStringLiteral("refreshes")).toInt() == 24);
    CHECK(shadow.value(QStringLiteral("cost_each")).toString() == QStringLiteral("0.015"));
    CHECK(shadow.value(QStringLiteral("would_have_cost")).toString() == QStringLiteral("0.36"));
    CHECK(shadow.value(QStringLiteral("spent")).toString() == QStringLiteral("0.03"));
    CHECK(shadow.value(QStringLiteral("saved_percent")).toString() == QStringLiteral("91.7"));
}

TEST_CASE("patterns name kind, provider, field and hour")
{
    Place place;
    FailureBook book(*place.db);
    const auto note = [&](FailureKind kind, const char* provider, const char* field, const char* when) {
        Failure failure;
        failure.kind = kind;
        failure.provider = QLatin1String(provider);
        failure.field = QLatin1String(field);
        failure.job = QStringLiteral("update-factoids");
        failure.sentence = QStringLiteral("it failed");
        REQUIRE(book.note(failure, at(when)));
    };
    for (int i = 0; i < 14; ++i)
        note(FailureKind::Auth, "primary", "", timeText(at("2026-12-31T09:12:00Z").addSecs(600 * i)).toLatin1().constData());
    for (const char* day : {"2026-12-29", "2026-12-30", "2026-12-31"})
        note(FailureKind::Rate, "second", "", (QByteArray(day) + "T14:05:00Z").constData());
    note(FailureKind::BadData, "", "total_debt", "2026-12-31T20:00:00Z");
    QueryContext context = place.context();
    const QJsonObject errors = must(errorsQuery(context, {}));
    QStringList sentences;
    for (const QJsonValue& value : errors.value(QStringLiteral("patterns")).toArray())
        sentences << value.toObject().value(QStringLiteral("sentence")).toString();
    INFO(sentences.join(QLatin1Char('\n')).toStdString());
    CHECK(sentences.contains(QStringLiteral("auth at primary since 09:12, 14 times")));
    CHECK(sentences.contains(QStringLiteral("rate at second between 14:00 and 15:00: 3 of 3 times")));
    CHECK(sentences.contains(QStringLiteral("bad_data in total_debt since 20:00, once")));
    CHECK(sentences.first() == QStringLiteral("auth at primary since 09:12, 14 times"));
    // Kind by hour of the local day, the most frequent first.
    const QJsonArray byHour = errors.value(QStringLiteral("by_hour")).toArray();
    REQUIRE(byHour.size() == 3);
    CHECK(byHour[0].toObject().value(QStringLiteral("kind")).toString() == QStringLiteral("auth"));
    CHECK(byHour[0].toObject().value(QStringLiteral("all")).toInt() == 14);
    CHECK(byHour[0].toObject().value(QStringLiteral("hours")).toArray()[9].toInt() == 5);
    CHECK(byHour[1].toObject().value(QStringLiteral("hours")).toArray()[14].toInt() == 3);
    CHECK(errors.value(QStringLiteral("zone")).toString() == QStringLiteral("Europe/London"));
    for (const auto& [hour, incidents] : {std::pair(10, 1), std::pair(14, 1), std::pair(20, 1), std::pair(3, 0)}) {
        FailureFilter met;
        met.hour = hour;
        const QJsonObject then = must(errorsQuery(context, met));
        INFO(hour);
        CHECK(then.value(QStringLiteral("total")).toInt() == incidents);
        CHECK(then.value(QStringLiteral("incidents")).toArray().size() == incidents);
        CHECK(then.value(QStringLiteral("patterns")).toArray().size() == errors.value(QStringLiteral("patterns")).toArray().size());
    }
    for (const int hour : {-2, 24}) {
        FailureFilter wrong;
        wrong.hour = hour;
        CHECK_FALSE(errorsQuery(context, wrong));
    }
    FailureFilter filter;
    filter.provider = QStringLiteral("second");
    CHECK(must(errorsQuery(context, filter)).value(QStringLiteral("patterns")).toArray().size() == 2);
    REQUIRE(book.providerWorks(QStringLiteral("primary"), at("2026-12-31T21:00:00Z")));
    CHECK(must(errorsQuery(context, {})).value(QStringLiteral("patterns")).toArray().first().toObject().value(QStringLiteral("sentence")).toString() == QStringLiteral("rate at second since 29 Dec 14:05, 3 times"));
    CHECK(must(errorsBrief(context)).value(QStringLiteral("open")).toInt() == 2);
}

TEST_CASE("what models said is kept, and pruned before the calls and failures are")
{
    Place place(kTwoCurrencies);
    ModelStore models(*place.db);
    CHECK(models.manner(QStringLiteral("https://x m"))->isEmpty());
    REQUIRE(models.setManner(QStringLiteral("https://x m"), {{QStringLiteral("mode"), QStringLiteral("text")}}, place.clock.now()));
    CHECK(models.manner(QStringLiteral("https://x m"))->value(QStringLiteral("mode")).toString() == QStringLiteral("text"));
    place.call(7, "pounds", "2026-10-01T09:00:00Z", 10, 10);
    const auto id = models.addTranscript({0, 1, 7, at("2026-10-01T09:00:00Z"), QStringLiteral("pounds"), QStringLiteral("m"), QStringLiteral("facts"), QStringLiteral("words"), {}});
    REQUIRE(id);
    REQUIRE(models.setVerdicts(*id, {QJsonObject{{QStringLiteral("accepted"), true}}}));
    QueryContext context = place.context();
    // How much of it could be proven, by day and by run.
    const QJsonObject trend = must(callTrendQuery(context, 92));
    const QJsonObject run = trend.value(QStringLiteral("runs")).toArray()[0].toObject();
    const QJsonObject day = trend.value(QStringLiteral("days")).toArray()[0].toObject();
    CHECK(day.value(QStringLiteral("date")).toString() == QStringLiteral("2026-10-01"));
    for (const QJsonObject& row : {run, day}) {
        CHECK(row.value(QStringLiteral("sentences")).toInt() == 1);
        CHECK(row.value(QStringLiteral("accepted")).toInt() == 1);
    }
    CHECK(trend.value(QStringLiteral("days")).toArray()[1].toObject().value(QStringLiteral("sentences")).toInt(-1) == 0);
    CHECK(must(transcriptsQuery(context, 7)).value(QStringLiteral("transcripts")).toArray()[0].toObject().value(QStringLiteral("verdicts")).toArray().size() == 1);
    REQUIRE(models.setServed({7, at("2026-10-01T09:00:00Z"), QStringLiteral("provider:pounds"), {}}));
    REQUIRE(models.setServed({7, at("2026-10-01T09:01:00Z"), QStringLiteral("statistics"), QStringLiteral("nothing it said held")}));
    const QJsonArray links = must(servedLinksQuery(context, 10)).value(QStringLiteral("links")).toArray();
    REQUIRE(links.size() == 1);
    CHECK(links[0].toObject().value(QStringLiteral("link")).toString() == QStringLiteral("statistics"));
    EngineOptions options;
    options.store = place.url;
    options.now = place.clock.now();
    auto engine = Engine::make(options);
    REQUIRE(engine);
    const auto pruned = (*engine)->jobs().runHere(QStringLiteral("prune"), {});
    REQUIRE(pruned);
    CHECK(pruned->result.value(QStringLiteral("transcripts")).toInt() == 1);
    CHECK(pruned->result.value(QStringLiteral("model_calls")).toInt() == 0);
}

TEST_CASE("a run whose process died is a failure, and what it left waiting is ended")
{
    Place place(kTwoCurrencies);
    RunRecord run;
    run.job = QStringLiteral("update-factoids");
    run.trigger = QStringLiteral("schedule");
    run.startedAt = at("2026-12-31T21:00:00Z");
    run.host = QSysInfo::machineHostName();
    run.pid = 999'999'999; // no process has this number
    const auto id = RunStore(*place.db).begin(run);
    REQUIRE(id);
    const auto rules = SpendRules::from(place.settings);
    REQUIRE(rules);
    const auto grant = Ledger(*place.db, *rules).reserve({*id, QStringLiteral("pounds"), QStringLiteral("https://models.example"), QStringLiteral("m"), 100, 100, std::chrono::milliseconds(60'000)}, run.startedAt);
    REQUIRE((grant && grant->granted()));
    const auto advice = Recovery(*place.db).met({FailureKind::Rate, QStringLiteral("pounds"), {}, run.job, QStringLiteral("429"), {}, {}, *id}, {}, {}, run.startedAt);
    REQUIRE(advice);
    EngineOptions options;
    options.store = place.url;
    options.now = place.clock.now();
    auto engine = Engine::make(options);
    REQUIRE(engine);
    REQUIRE((*engine)->jobs().runHere(QStringLiteral("prune"), {}));
    QueryContext context = place.context();
    const QJsonObject errors = must(errorsQuery(context, {}));
    QStringList said;
    for (const QJsonValue& value : errors.value(QStringLiteral("incidents")).toArray())
        said << value.toObject().value(QStringLiteral("sentence")).toString();
    CHECK(said.contains(QStringLiteral("its process ended without a word")));
    CHECK(errors.value(QStringLiteral("actions")).toArray()[0].toObject().value(QStringLiteral("result")).toString() == QStringLiteral("failed"));
    const QJsonObject died = must(spendQuery(context)).value(QStringLiteral("died")).toObject();
    CHECK(died.value(QStringLiteral("calls")).toInt() == 1);
    CHECK(died.value(QStringLiteral("at_most")).toString() == QStringLiteral("0.0003"));
    CHECK(must(spendQuery(context)).value(QStringLiteral("month")).toObject().value(QStringLiteral("booked")).toString() == QStringLiteral("0.0003"));
}
