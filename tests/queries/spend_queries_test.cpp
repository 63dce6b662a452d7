// What the books say to people: periods, currencies, days, runs, the shadow; and the patterns of failures.
#include "core/engine/engine.h"
#include "core/monitor/recovery/incident_log.h"
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
    StoreUrl url{folder.filePath(u"store.db"_s)};
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
    void call(qint64 run, const char* provider, const char* when, qint64 in, qint64 out,
              const QString& outcome = u"ok"_s)
    {
        const auto rules = SpendRules::from(settings);
        REQUIRE(rules);
        Ledger ledger(*db, *rules);
        const auto grant = ledger.reserve({run, QLatin1String(provider), u"https://models.example"_s, u"m"_s, in, out,
                                           std::chrono::milliseconds(60'000)},
                                          at(when));
        REQUIRE(grant);
        REQUIRE(grant->granted());
        REQUIRE(ledger.settle(grant->call, {outcome, in, out, 100 * run, true}));
    }
    QueryContext context() { return {*db, clock, settings}; }
};

template <class T>
T must(const Result<T>& answer)
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
    place.call(3, "pounds", "2026-12-31T21:01:00Z", 0, 0, u"timeout"_s);
    QueryContext context = place.context();
    const QJsonObject spend = toJson(must(spendQuery(context)));
    const QJsonObject month = spend.value(u"month"_s).toObject();
    CHECK(month.value(u"booked"_s).toString() == u"0.0036"_s);
    CHECK(month.value(u"left"_s).toString() == u"8.9964"_s);
    CHECK(month.value(u"calls"_s).toInt() == 3);
    CHECK(month.value(u"failed"_s).toInt() == 1);
    CHECK(QJsonDocument(month.value(u"costs"_s).toArray()).toJson(QJsonDocument::Compact) ==
          R"([{"cost":"0.002","currency":"GBP"},{"cost":"0.002","currency":"USD"}])");
    const QJsonObject today = spend.value(u"today"_s).toObject();
    CHECK(today.value(u"booked"_s).toString() == u"0.0016"_s);
    CHECK(today.value(u"tokens_in"_s).toInt() == 1'000);
    CHECK(spend.value(u"providers"_s).toArray().size() == 2);

    const QJsonObject trend = toJson(must(callTrendQuery(context, 32)));
    const QJsonArray days = trend.value(u"days"_s).toArray();
    REQUIRE(days.size() == 32);
    CHECK(days[0].toObject().value(u"date"_s).toString() == u"2026-11-30"_s);
    CHECK(days[0].toObject().value(u"booked"_s).toString() == u"0.001"_s);
    CHECK(days[31].toObject().value(u"calls"_s).toInt() == 2);
    CHECK(days[2].toObject().value(u"latency_ms"_s).isNull());
    const QJsonArray runs = trend.value(u"runs"_s).toArray();
    REQUIRE(runs.size() == 3);
    CHECK(runs[0].toObject().value(u"run"_s).toInt() == 3);
    CHECK(runs[0].toObject().value(u"providers"_s).toArray().size() == 2);

    CallFilter filter;
    filter.provider = u"dollars"_s;
    const QJsonObject calls = toJson(must(callsQuery(context, filter)));
    CHECK(calls.value(u"total"_s).toInt() == 1);
    CHECK(calls.value(u"calls"_s).toArray()[0].toObject().value(u"currency"_s).toString() == u"USD"_s);
}

TEST_CASE("the shadow is refreshes times what a paid run cost")
{
    Place place(kTwoCurrencies);
    QueryContext context = place.context();
    CHECK(toJson(must(spendQuery(context))).value(u"shadow"_s).toObject().value(u"would_have_cost"_s).isNull());
    place.call(1, "pounds", "2026-12-31T10:00:00Z", 10'000, 0);
    place.call(2, "pounds", "2026-12-31T12:00:00Z", 20'000, 0);
    REQUIRE(place.db->run(
        u"INSERT INTO sets(run_id, published_at, slot, data_hash, generator, on_show) VALUES(1, '2026-12-31T10:00:00.000Z', '10:30', 'h', 'primary', 3)"_s));
    const QJsonObject shadow = toJson(must(spendQuery(context))).value(u"shadow"_s).toObject();
    CHECK(shadow.value(u"refreshes"_s).toInt() == 24);
    CHECK(shadow.value(u"cost_each"_s).toString() == u"0.015"_s);
    CHECK(shadow.value(u"would_have_cost"_s).toString() == u"0.36"_s);
    CHECK(shadow.value(u"spent"_s).toString() == u"0.03"_s);
    CHECK(shadow.value(u"saved_percent"_s).toString() == u"91.7"_s);
}

TEST_CASE("patterns name kind, provider, field and hour")
{
    Place place;
    IncidentLog book(*place.db);
    const auto note = [&](FailureKind kind, const char* provider, const char* field, const char* when) {
        Failure failure;
        failure.kind = kind;
        failure.provider = QLatin1String(provider);
        failure.field = QLatin1String(field);
        failure.job = u"update-factoids"_s;
        failure.sentence = Message::verbatim(u"it failed"_s);
        REQUIRE(book.note(failure, at(when)));
    };
    for (int i = 0; i < 14; ++i)
        note(FailureKind::Auth, "primary", "",
             timeText(at("2026-12-31T09:12:00Z").addSecs(600 * i)).toLatin1().constData());
    for (const char* day : {"2026-12-29", "2026-12-30", "2026-12-31"})
        note(FailureKind::Rate, "second", "", (QByteArray(day) + "T14:05:00Z").constData());
    note(FailureKind::BadData, "", "total_debt", "2026-12-31T20:00:00Z");
    QueryContext context = place.context();
    const ErrorsAnswer errors = must(errorsQuery(context, {}));
    QStringList sentences;
    for (const FailurePattern& pattern : errors.patterns)
        sentences << pattern.sentence;
    INFO(sentences.join(QLatin1Char('\n')).toStdString());
    CHECK(sentences.contains(u"14 rejected keys at primary since 09:12"_s));
    CHECK(sentences.contains(u"3 of 3 calls too many at second between 14:00 and 15:00"_s));
    CHECK(sentences.contains(u"1 read of unusable data in total_debt since 20:00"_s));
    CHECK(sentences.first() == u"14 rejected keys at primary since 09:12"_s);
    // Kind by hour of the local day, the most frequent first.
    REQUIRE(errors.byHour.size() == 3);
    CHECK(errors.byHour[0].kind == u"auth"_s);
    CHECK(errors.byHour[0].all == 14);
    CHECK(errors.byHour[0].hours[9] == 5);
    CHECK(errors.byHour[1].hours[14] == 3);
    CHECK(errors.zone == u"Europe/London"_s);
    for (const auto& [hour, incidents] : {std::pair(10, 1), std::pair(14, 1), std::pair(20, 1), std::pair(3, 0)}) {
        FailureFilter met;
        met.hour = hour;
        const ErrorsAnswer then = must(errorsQuery(context, met));
        INFO(hour);
        CHECK(then.total == incidents);
        CHECK(std::ssize(then.incidents) == incidents);
        CHECK(then.patterns.size() == errors.patterns.size());
    }
    for (const int hour : {-2, 24}) {
        FailureFilter wrong;
        wrong.hour = hour;
        CHECK_FALSE(errorsQuery(context, wrong));
    }
    FailureFilter filter;
    filter.provider = u"second"_s;
    CHECK(must(errorsQuery(context, filter)).patterns.size() == 2);
    REQUIRE(book.providerWorks(u"primary"_s, at("2026-12-31T21:00:00Z")));
    CHECK(must(errorsQuery(context, {})).patterns.front().sentence ==
          u"3 calls too many at second since 29 Dec 14:05"_s);
    CHECK(must(errorsBrief(context)).open == 2);
}

TEST_CASE("what models said is kept, and pruned before the calls and failures are")
{
    Place place(kTwoCurrencies);
    ModelStore models(*place.db);
    CHECK(models.manner(u"https://x m"_s)->isEmpty());
    REQUIRE(models.setManner(u"https://x m"_s, {{u"mode"_s, u"text"_s}}, place.clock.now()));
    CHECK(models.manner(u"https://x m"_s)->value(u"mode"_s).toString() == u"text"_s);
    place.call(7, "pounds", "2026-10-01T09:00:00Z", 10, 10);
    const auto id =
        models.addTranscript({0, 1, 7, at("2026-10-01T09:00:00Z"), u"pounds"_s, u"m"_s, u"facts"_s, u"words"_s, {}});
    REQUIRE(id);
    REQUIRE(models.setVerdicts(*id, {QJsonObject{{u"accepted"_s, true}}}));
    QueryContext context = place.context();
    // How much of it could be proven, by day and by run.
    const QJsonObject trend = toJson(must(callTrendQuery(context, 92)));
    const QJsonObject run = trend.value(u"runs"_s).toArray()[0].toObject();
    const QJsonObject day = trend.value(u"days"_s).toArray()[0].toObject();
    CHECK(day.value(u"date"_s).toString() == u"2026-10-01"_s);
    for (const QJsonObject& row : {run, day}) {
        CHECK(row.value(u"sentences"_s).toInt() == 1);
        CHECK(row.value(u"accepted"_s).toInt() == 1);
    }
    CHECK(trend.value(u"days"_s).toArray()[1].toObject().value(u"sentences"_s).toInt(-1) == 0);
    CHECK(must(transcriptsQuery(context, 7)).transcripts.front().verdicts.size() == 1);
    REQUIRE(models.setServed({7, at("2026-10-01T09:00:00Z"), u"provider:pounds"_s, {}}));
    REQUIRE(models.setServed(
        {7, at("2026-10-01T09:01:00Z"), u"statistics"_s, Message::verbatim(u"nothing it said held"_s)}));
    const std::vector<ServedLink> links = must(servedLinksQuery(context, 10)).links;
    REQUIRE(links.size() == 1);
    CHECK(links[0].link == u"statistics"_s);
    EngineOptions options;
    options.store = place.url;
    options.now = place.clock.now();
    auto engine = Engine::make(options);
    REQUIRE(engine);
    const auto pruned = (*engine)->jobs().runHere(u"prune"_s, {});
    REQUIRE(pruned);
    CHECK(pruned->result.value(u"transcripts"_s).toInt() == 1);
    CHECK(pruned->result.value(u"model_calls"_s).toInt() == 0);
}

TEST_CASE("a run whose process died is a failure, and what it left waiting is ended")
{
    Place place(kTwoCurrencies);
    RunRecord run;
    run.job = u"update-factoids"_s;
    run.trigger = u"schedule"_s;
    run.startedAt = at("2026-12-31T21:00:00Z");
    run.host = QSysInfo::machineHostName();
    run.pid = 999'999'999; // no process has this number
    const auto id = RunStore(*place.db).begin(run);
    REQUIRE(id);
    const auto rules = SpendRules::from(place.settings);
    REQUIRE(rules);
    const auto grant = Ledger(*place.db, *rules)
                           .reserve({*id, u"pounds"_s, u"https://models.example"_s, u"m"_s, 100, 100,
                                     std::chrono::milliseconds(60'000)},
                                    run.startedAt);
    REQUIRE((grant && grant->granted()));
    const auto advice = Recovery(*place.db).met(
        {FailureKind::Rate, u"pounds"_s, {}, run.job, Message::verbatim(u"429"_s), {}, {}, *id}, {}, {}, run.startedAt);
    REQUIRE(advice);
    EngineOptions options;
    options.store = place.url;
    options.now = place.clock.now();
    auto engine = Engine::make(options);
    REQUIRE(engine);
    REQUIRE((*engine)->jobs().runHere(u"prune"_s, {}));
    QueryContext context = place.context();
    const ErrorsAnswer errors = must(errorsQuery(context, {}));
    QStringList said;
    for (const Incident& incident : errors.incidents)
        said << incident.sentence.text();
    CHECK(said.contains(u"its process ended without reporting"_s));
    CHECK(errors.actions.front().result == u"failed"_s);
    const QJsonObject died = toJson(must(spendQuery(context))).value(u"died"_s).toObject();
    CHECK(died.value(u"calls"_s).toInt() == 1);
    CHECK(died.value(u"at_most"_s).toString() == u"0.0003"_s);
    CHECK(toJson(must(spendQuery(context))).value(u"month"_s).toObject().value(u"booked"_s).toString() == u"0.0003"_s);
}
