// Money through the real program: what a server says of tokens, what a kill leaves behind, and that the cap holds.
#include "tests/support/model_endpoint.h"
#include "tests/support/plain_model.h"
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <memory>
#include <random>
#include <thread>

#include <csignal>

using namespace factoid::test;

namespace {

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

qint64 micros(const QString& amount)
{
    return qRound64(amount.toDouble() * 1e6);
}

// A desk whose only model costs money, with a cap of the day.
struct PaidDesk {
    PaidDesk(const QString& baseUrl, const QString& perDay)
    {
        writeSmallData(desk);
        (void)desk.ask({"import", desk.path("data")});
        const QJsonArray prices{
            QJsonObject{{"provider", "paid"}, {"in", "1.00"}, {"out", "1.00"}, {"currency", "GBP"}}};
        const QJsonArray providers{QJsonObject{
            {"name", "paid"}, {"base_url", baseUrl}, {"model", "little"}, {"idle_seconds", 60}, {"total_seconds", 60}}};
        const QJsonObject spend{
            {"prices", prices}, {"per_day", perDay}, {"per_run", ""}, {"per_month", ""}, {"currency", "GBP"}};
        desk.write("config.json", QJsonDocument(QJsonObject{{"providers", providers}, {"spend", spend}}).toJson());
    }
    [[nodiscard]] QStringList with(const QStringList& command) const
    {
        return QStringList{"--config", desk.path("config.json")} + command;
    }
    [[nodiscard]] QJsonObject ask(const QStringList& command) const { return desk.ask(with(command)); }
    [[nodiscard]] QJsonObject generate() const { return ask({"update-factoids", "--force"}); }
    [[nodiscard]] QJsonArray calls() const { return ask({"spend", "calls"}).value("calls").toArray(); }

    Desk desk;
};

} // namespace

TEST_CASE("a report of tokens that cannot be never makes a call cheaper than its worst case")
{
    const char* fault = GENERATE("usage-negative", "usage-half-negative", "usage-zero", "usage-no-answer",
                                 "usage-fraction", "usage-huge", "usage-long", "usage-many-times",
                                 "usage-prompt-many-times", "usage-text", "usage-null", "no-usage");
    INFO(fault);
    ModelEndpoint endpoint;
    endpoint.setReply(plainReply);
    endpoint.always(fault);
    // Enough for one call at its worst and not for two.
    const PaidDesk desk(endpoint.baseUrl(), "0.0090");
    CHECK(text(desk.generate(), "link") == "provider:paid");
    const QJsonArray calls = desk.calls();
    REQUIRE(calls.size() == 1);
    CHECK(text(calls[0].toObject(), "booked") == text(calls[0].toObject(), "reserved"));
    CHECK(micros(text(calls[0].toObject(), "booked")) > 4'500);
    CHECK(calls[0].toObject().value("tokens_in").isNull());
    for (int run = 0; run < 3; ++run)
        CHECK(text(desk.generate(), "link") == "statistics");
    CHECK(endpoint.seen().size() == 1);
}

TEST_CASE("a run that is killed in a call frees the lease at once and keeps its worst case booked")
{
    ModelEndpoint endpoint;
    endpoint.setReply(plainReply);
    endpoint.script({"stall-headers"});
    const PaidDesk desk(endpoint.baseUrl(), "0.0090");
    QProcess process;
    process.start(deskBinary(), desk.desk.arguments(desk.with({"update-factoids", "--force"})));
    REQUIRE(process.waitForStarted());
    for (int i = 0; i < 6'000 && endpoint.seen().empty(); ++i)
        QThread::msleep(10);
    REQUIRE(endpoint.seen().size() == 1);
    // While it lives nobody else generates.
    CHECK(text(desk.generate(), "outcome") == "busy");
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    // Not waited for: it may be dead and still in the list of processes.
    QElapsedTimer since;
    since.start();
    QJsonObject made;
    do {
        made = desk.generate();
    } while (text(made, "outcome") == "busy" && since.elapsed() < 60'000);
    CHECK(text(made, "outcome") == "published");
    // The cap has no room beside what the dead one may have spent.
    CHECK(text(made, "link") == "statistics");
    CHECK(text(made, "link_reason").contains("the spending limit for the day"));
    CHECK(endpoint.seen().size() == 1);
    const QJsonObject spend = desk.ask({"spend"});
    CHECK(spend.value("died").toObject().value("calls").toInt() == 1);
    CHECK(text(spend.value("today").toObject(), "booked") == text(spend.value("died").toObject(), "at_most"));
    const Answer said = desk.desk.run(desk.with({"spend"}));
    CHECK(said.out.contains("call whose process died is booked at the most that may have been billed"));
    REQUIRE(process.waitForFinished(60'000));
}

TEST_CASE("however many runs share a store and are killed, booked and reserved never pass the cap")
{
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    constexpr qint64 kCap = 40'000; // millionths
    EndpointOptions options;
    options.pause = 60;
    ModelEndpoint endpoint(options);
    endpoint.setReply(plainReply);
    QStringList faults;
    const QStringList kinds{
        "ok",         "slow-headers", "slow-body", "stall-headers", "usage-negative",  "usage-zero",
        "usage-huge", "no-usage",     "500",       "reset-body",    "thinks-for-ever", "early-hints"};
    for (int i = 0; i < 200; ++i)
        faults << kinds[static_cast<qsizetype>(random() % static_cast<unsigned>(kinds.size()))];
    endpoint.script(faults);
    const PaidDesk desk(endpoint.baseUrl(), "0.0400");
    int killed = 0;
    for (int round = 0; round < 8; ++round) {
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int i = 0; i < 2; ++i) {
            processes.push_back(std::make_unique<QProcess>());
            processes.back()->start(deskBinary(), desk.desk.arguments(desk.with({"update-factoids", "--force"})));
            REQUIRE(processes.back()->waitForStarted());
        }
        // Into the midst of a call, or of whatever comes before and after it.
        const auto asked = endpoint.seen().size();
        const bool inCall = random() % 4 != 0;
        const auto over = [&] {
            return std::ranges::all_of(processes, [](const auto& process) {
                process->waitForFinished(0);
                return process->state() == QProcess::NotRunning;
            });
        };
        while (inCall && endpoint.seen().size() == asked && !over())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
        for (auto& process : processes) {
            if (process->state() == QProcess::Running && random() % 4 != 0) {
                process->kill();
                ++killed;
            } else if (process->state() == QProcess::Running) {
                ::kill(static_cast<pid_t>(process->processId()), SIGINT);
            }
        }
        for (auto& process : processes)
            REQUIRE((process->state() == QProcess::NotRunning || process->waitForFinished(120'000)));
        CHECK(micros(text(desk.ask({"spend"}).value("today").toObject(), "booked")) <= kCap);
    }
    INFO(killed << " killed, " << endpoint.seen().size() << " requests");
    qint64 booked = 0, unknown = 0;
    const QJsonArray calls = desk.ask({"spend", "calls", "--limit", "500"}).value("calls").toArray();
    for (const QJsonValue& call : calls) {
        booked += micros(text(call.toObject(), "booked"));
        const bool free = text(call.toObject(), "state") == "released";
        unknown += !free && call.toObject().value("tokens_in").isNull() ? 1 : 0;
        if (!free && call.toObject().value("tokens_in").isNull())
            CHECK(text(call.toObject(), "booked") == text(call.toObject(), "reserved"));
    }
    INFO(calls.size() << " calls, " << unknown << " of which nobody knows what they took");
    CHECK(booked <= kCap);
    CHECK(calls.size() > 0);
}
