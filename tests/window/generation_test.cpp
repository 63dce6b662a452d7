// The Generation page on a real store: runs of other processes, one run whole, cancelling, ten thousand runs.
#include "tests/window/model_window.h"
#include "core/queries/generation/spend_queries.h"
#include "core/store/operations/run_store.h"
#include "ui/chart/chart_card.h"
#include "ui/runs/stage_bar.h"
#include "ui/table/data_table.h"
#include "ui/table/windowed_model.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QProcess>
#include <QSet>
#include <QTabBar>

#include <csignal>

using namespace factoid;
using namespace factoid::test;

namespace {

// So many figures that a run can be watched: finding facts in them takes seconds.
void writeMuchData(const Desk& desk)
{
    constexpr int kCouncils = 120, kFields = 240, kYears = 9;
    QByteArray councils = "code,name,type,nation,region,active_from,active_to,successor\n";
    for (int i = 0; i < kCouncils; ++i)
        councils += "E0700" + QByteArray::number(1000 + i) + ",Council " + QByteArray::number(i) + "," + (i % 3 ? "District" : "County") + ",England,Region " + QByteArray::number(i % 9) + ",,,\n";
    QByteArray fields = "slug,name,unit,description,comparison,polarity,per_head_of\n";
    QByteArray figures = "council_code,field_slug,year,value\n";
    quint32 noise = 12345;
    for (int field = 0; field < kFields; ++field) {
        const QByteArray slug = "field_" + QByteArray::number(field);
        fields += slug + ",Field " + QByteArray::number(field) + ",GBP,,yes,neutral,\n";
        for (int year = 2010; year < 2010 + kYears; ++year) {
            const QByteArray label = QByteArray::number(year) + "/" + QByteArray::number((year + 1) % 100).rightJustified(2, '0');
            for (int i = 0; i < kCouncils; ++i) {
                noise = noise * 1'664'525u + 1'013'904'223u;
                figures += "E0700" + QByteArray::number(1000 + i) + "," + slug + "," + label + "," + QByteArray::number(1'000'000 + (noise >> 10)) + "\n";
            }
        }
    }
    desk.write(QStringLiteral("data/councils.csv"), councils);
    desk.write(QStringLiteral("data/fields.csv"), fields);
    desk.write(QStringLiteral("data/figures.csv"), figures);
}

DataTable* runsTable(const Window& window)
{
    return window.wait<DataTable>(QStringLiteral("Runs"));
}

} // namespace

TEST_CASE("a headless run appears by itself and is watched through its stages")
{
    Desk desk;
    writeMuchData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Window window(desk, QStringLiteral("generation"));
    REQUIRE(window.waitsFor([&] { return runsTable(window)->view()->model()->rowCount() == 1; }));
    CHECK(window.comesToShow(QStringLiteral("Nothing is running")));

    QProcess process;
    QElapsedTimer timer;
    process.start(QStringLiteral(FACTOID_BINARY), desk.arguments({QStringLiteral("update-factoids")}));
    REQUIRE(process.waitForStarted());
    timer.start();
    REQUIRE(window.comesToShow(QStringLiteral("update-factoids, run 2")));
    INFO("shown after " << timer.elapsed() << " ms"); // the target of 2 seconds is measured by the window's benchmark
    // The bar moves: its stages in words differ from look to look, and more and more of them are over.
    QSet<QString> moments, names;
    (void)window.waitsFor([&] {
        if (const auto* bar = window.find<StageBar>(QStringLiteral("Stages")); bar && !bar->segments().empty()) {
            moments.insert(bar->accessibleDescription());
            for (const StageSegment& segment : bar->segments())
                names.insert(segment.name);
        }
        window.picture(QStringLiteral("generation-live"));
        return process.state() == QProcess::NotRunning;
    }, 2 * kPatience);
    INFO(QStringList(moments.values()).join(QLatin1Char('|')).toStdString());
    // How many looks fall into a run of a second is the machine's affair.
    CHECK_FALSE(moments.isEmpty());
    CHECK(names.size() >= 3);
    CHECK(process.exitCode() == 0);
    CHECK(window.comesToShow(QStringLiteral("Nothing is running")));
    CHECK(window.waitsFor([&] { return runsTable(window)->view()->model()->rowCount() == 2; }));
    CHECK(window.waitsFor([&] { return runsTable(window)->csv().contains("published"); }));
}

TEST_CASE("a run of this window and one of another process are cancelled from the page")
{
    Desk desk;
    writeMuchData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Window window(desk, QStringLiteral("generation"));
    (void)runsTable(window);
    window.click(QStringLiteral("Make a set now"));
    window.click(QStringLiteral("Cancel this run"));
    REQUIRE(window.waitForJobs());
    CHECK(window.waitsFor([&] { return runsTable(window)->csv().contains("interrupted"); }));
    CHECK(desk.ask(words("status")).value(QStringLiteral("published")).toObject().isEmpty());

    QProcess process;
    process.start(QStringLiteral(FACTOID_BINARY), desk.arguments({QStringLiteral("update-factoids")}));
    REQUIRE(process.waitForStarted());
    // Stopped where it holds nothing, so that the window has all the time it needs.
    const auto pid = static_cast<pid_t>(process.processId());
    qint64 run = 0;
    const auto isHeld = [&] {
        auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
        REQUIRE(db);
        REQUIRE((*db)->doNotLinger());
        const auto runs = RunStore(**db).list(1);
        if (!runs || runs->front().pid != pid)
            return false;
        run = runs->front().id;
        ::kill(pid, SIGSTOP);
        if ((*db)->transaction<bool>([]() -> Result<bool> { return true; }))
            return true;
        ::kill(pid, SIGCONT);
        return false;
    };
    REQUIRE(window.waitsFor(isHeld));
    REQUIRE(window.comesToShow(QStringLiteral("update-factoids, run %1").arg(run)));
    window.click(QStringLiteral("Cancel this run"));
    CHECK(window.waitsFor([&] { return !window.find<QAbstractButton>(QStringLiteral("Cancel this run"))->isEnabled(); }));
    ::kill(pid, SIGCONT);
    REQUIRE(window.waitsFor([&] { return process.state() == QProcess::NotRunning; }, 2 * kPatience));
    CHECK(process.exitCode() == 130);
    CHECK(desk.ask(words("status")).value(QStringLiteral("published")).toObject().isEmpty());
}

TEST_CASE("one run is shown whole: stages, facts, and the set before and after")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids"));
    writeSmallData(desk, 900'000'000);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids"));
    (void)desk.run(words("invalidate"));
    Window window(desk, QStringLiteral("generation"));
    DataTable* table = runsTable(window);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 5; }));
    // By keys: down to the generation, its details follow.
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Down);
    CHECK(window.comesToShow(QStringLiteral("Run 4: Generation")));
    CHECK(window.comesToShow(QStringLiteral("The set, before and after")));
    CHECK(window.comesToShow(QStringLiteral("Found")));
    CHECK(window.wait<StageBar>(QStringLiteral("Stages")));
    QTest::qWait(100);
    window.picture(QStringLiteral("generation-light"));
    window.theme().choose(QStringLiteral("dark"));
    window.picture(QStringLiteral("generation-dark"));
    window->resize(1280, 720);
    QTest::qWait(100);
    window.picture(QStringLiteral("generation-dark-720"));
    window.theme().choose(QStringLiteral("light"));
    // Filters: by outcome, by text.
    window.wait<QComboBox>(QStringLiteral("Which runs"))->setCurrentIndex(2);
    CHECK(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    window.wait<QComboBox>(QStringLiteral("Which runs"))->setCurrentIndex(0);
    QTest::keyClicks(table->filterLine(), QStringLiteral("import"));
    CHECK(window.waitsFor([&] { return table->view()->model()->rowCount() == 2; }));
    // A link to a run opens it.
    window->navigator().go({QStringLiteral("generation"), {{QStringLiteral("run"), QStringLiteral("2")}}});
    CHECK(window.comesToShow(QStringLiteral("Run 2: Generation")));
}

TEST_CASE("without a provider the page says who writes, in one sentence")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Window window(desk, QStringLiteral("generation"));
    CHECK(window.comesToShow(QStringLiteral("Factoids are written by statistics, without a language model")));
    CHECK_FALSE(window.shows(QStringLiteral("Model calls by day")));
}

TEST_CASE("a run says which link served and why, and the inspector shows the word that was refused")
{
    ModelEndpoint endpoint;
    // Beside true sentences one that states a number of its own.
    endpoint.setReply([](const QJsonObject& request) {
        QJsonObject reply = QJsonDocument::fromJson(plainReply(request).toUtf8()).object();
        QJsonArray factoids = reply.value(QStringLiteral("factoids")).toArray();
        factoids.append(QJsonObject{{QStringLiteral("facts"), QJsonArray{1}}, {QStringLiteral("text"), QStringLiteral("<b>{f1.name}</b> owes 77 times as much.")}});
        reply.insert(QStringLiteral("factoids"), factoids);
        return QString::fromUtf8(QJsonDocument(reply).toJson(QJsonDocument::Compact));
    });
    const QJsonArray prices{QJsonObject{{QStringLiteral("provider"), QStringLiteral("second")}, {QStringLiteral("in"), QStringLiteral("0.40")}, {QStringLiteral("out"), QStringLiteral("1.20")}, {QStringLiteral("currency"), QStringLiteral("GBP")}},
                            QJsonObject{{QStringLiteral("free"), true}, {QStringLiteral("currency"), QStringLiteral("GBP")}}};
    const ModelDesk model({providerAt("first", endpoint.baseUrl(QStringLiteral("402"))), providerAt("second", endpoint.baseUrl())},
                          {{QStringLiteral("prices"), prices}, {QStringLiteral("per_month"), QStringLiteral("20.00")}, {QStringLiteral("currency"), QStringLiteral("GBP")}});
    (void)model.generate();
    Window window(model.desk, {}, {}, false, model.config);
    const auto kept = window.engine().ask([](QueryContext& query) { return transcriptsQuery(query, 2); });
    REQUIRE(kept);
    QString word, why;
    for (const QJsonValue& transcript : kept->value(QStringLiteral("transcripts")).toArray()) {
        for (const QJsonValue& verdict : transcript.toObject().value(QStringLiteral("verdicts")).toArray()) {
            const QJsonArray rejections = verdict.toObject().value(QStringLiteral("rejections")).toArray();
            if (word.isEmpty() && !rejections.isEmpty()) {
                word = rejections.first().toObject().value(QStringLiteral("word")).toString();
                why = rejections.first().toObject().value(QStringLiteral("why")).toString();
            }
        }
    }
    REQUIRE_FALSE(word.isEmpty());

    window->navigator().go({QStringLiteral("generation"), {{QStringLiteral("run"), QStringLiteral("2")}}});
    REQUIRE(window.comesToShow(QStringLiteral("Run 2: Generation")));
    CHECK(window.comesToShow(QStringLiteral("Who wrote it")));
    CHECK(window.comesToShow(QStringLiteral("first: Money used up")));
    CHECK(window.comesToShow(QStringLiteral("Then: another provider")));
    CHECK(window.comesToShow(QStringLiteral("second answered")));
    CHECK(window.comesToShow(QStringLiteral("“%1”: %2").arg(word, why)));
    // Text is text: what a model says is never read as markup.
    CHECK(window.comesToShow(QStringLiteral("<b>")));
    for (const QLabel* label : window->findChildren<QLabel*>())
        CHECK((!label->text().contains(QStringLiteral("<b>")) || label->textFormat() == Qt::PlainText));
    CHECK_FALSE(window.find<QLabel>(QStringLiteral("transcript")));
    window.click(QStringLiteral("Show the prompt to second"));
    window.click(QStringLiteral("Show the reply of second"));
    CHECK(window.comesToShow(QStringLiteral("owes 77 times")));
    window.picture(QStringLiteral("generation-model"));

    // The card: calls, tokens and money, with the table twin and the cap.
    auto* tabs = window.wait<QTabBar>(QStringLiteral("What is shown beneath"));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    CHECK(window.comesToShow(QStringLiteral("Spent beside the caps")));
    CHECK(window.comesToShow(QStringLiteral("of £20")));
    window.picture(QStringLiteral("generation-calls"));
    auto* calls = window.wait<ChartCard>(QStringLiteral("Model calls by day"));
    CHECK(calls->data().summary.contains(QStringLiteral("2 calls in the last 14 days")));
    window.click(QStringLiteral("Show Model calls by day as a table"));
    CHECK(window.waitsFor([&] { return calls->table()->csv().contains("tokens in"); }));
    window.theme().choose(QStringLiteral("dark"));
    window->resize(1280, 720);
    window.picture(QStringLiteral("generation-model-dark-720"));
    window.theme().choose(QStringLiteral("light"));
    // The overview counts the same.
    (void)model.desk.ask({QStringLiteral("export"), QStringLiteral("--out"), model.desk.path(QStringLiteral("bundles"))});
    window->navigator().go({QStringLiteral("overview")});
    CHECK(window.comesToShow(QStringLiteral("of £20")));
}

TEST_CASE("ten thousand runs are a window into the store and the model keeps to the rules of models")
{
    Desk desk;
    {
        auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
        REQUIRE(db);
        REQUIRE((*db)->transaction<bool>([&]() -> Result<bool> {
            RunStore runs(**db);
            for (int i = 0; i < 10'000; ++i) {
                RunRecord run;
                run.job = i % 3 ? QStringLiteral("update-factoids") : QStringLiteral("import");
                run.startedAt = run.finishedAt = QDateTime::currentDateTimeUtc().addSecs(i - 10'000);
                run.outcome = i % 50 ? QStringLiteral("published") : QStringLiteral("failed");
                run.message = QStringLiteral("message %1").arg(i);
                const auto id = runs.begin(run);
                if (!id)
                    return std::unexpected(id.error());
                run.id = *id;
                if (auto done = runs.finish(run); !done)
                    return std::unexpected(done.error());
            }
            return true;
        }));
    }
    Window window(desk, QStringLiteral("generation"));
    DataTable* table = runsTable(window);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 10'000; }));
    QAbstractItemModel* model = table->view()->model();
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto message = [&](int row) { return model->index(row, 5).data().toString(); };
    CHECK(message(0) == QStringLiteral("message 9999"));
    table->view()->scrollToBottom();
    CHECK(window.waitsFor([&] { return message(9'999) == QStringLiteral("message 0"); }));
    table->view()->scrollTo(model->index(5'000, 0));
    CHECK(window.waitsFor([&] { return message(5'000) == QStringLiteral("message 4999"); }));
    table->setFilterText(QStringLiteral("message 77"));
    REQUIRE(window.waitsFor([&] { return model->rowCount() == 111; }));
    table->setFilterText({});
    REQUIRE(window.waitsFor([&] { return model->rowCount() == 10'000; }));
    // A new run on top moves nothing else.
    table->view()->selectRow(0);
    (void)desk.run(words("invalidate"));
    REQUIRE(window.waitsFor([&] { return model->rowCount() == 10'001; }));
    CHECK(table->view()->currentIndex().row() == 1);
    CHECK(message(1) == QStringLiteral("message 9999"));
}
