// What the window knows of language models, beside endpoints that answer well and badly: how much of what they said could be
// proven, two of them side by side on the same facts, a probe of each, and what they cost.
#include "tests/window/model_window.h"
#include "core/queries/generation/model_pairs_query.h"
#include "core/queries/generation/spend_queries.h"
#include "ui/chart/chart_card.h"
#include "ui/table/data_table.h"

#include <QAbstractItemModelTester>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QTabBar>

using namespace factoid;
using namespace factoid::test;

namespace {

// Beside true sentences one without a slot.
QString chattyReply(const QJsonObject& request)
{
    QJsonObject reply = QJsonDocument::fromJson(plainReply(request).toUtf8()).object();
    QJsonArray list = reply.value(QStringLiteral("factoids")).toArray();
    list.append(QJsonObject{{QStringLiteral("facts"), QJsonArray{1}}, {QStringLiteral("text"), QStringLiteral("All is well.")}});
    reply.insert(QStringLiteral("factoids"), list);
    return QString::fromUtf8(QJsonDocument(reply).toJson());
}

void showTab(const Window& window, int tab)
{
    auto* tabs = window.wait<QTabBar>(QStringLiteral("What is shown beneath"));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    REQUIRE(tabs->currentIndex() == tab);
}

const int kCompareTab = 2, kProvidersTab = 3;

// Every text in the widgets that are shown.
QString shownTexts(const MainWindow& main)
{
    QStringList texts;
    for (const QWidget* widget : main.findChildren<QWidget*>()) {
        texts << widget->toolTip() << widget->accessibleName() << widget->accessibleDescription();
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            texts << label->text();
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace

TEST_CASE("how much of what a model wrote could be proven is charted by day and by run, with a table and a summary")
{
    ModelEndpoint endpoint;
    endpoint.setReply(chattyReply);
    const ModelDesk model({providerAt("chatty", endpoint.baseUrl())});
    (void)model.generate();
    (void)model.generate();
    Window window(model.desk, QStringLiteral("generation"), {}, false, model.config);
    const auto trend = window.engine().ask([](QueryContext& query) { return callTrendQuery(query, 14); });
    REQUIRE(trend);
    const QJsonArray runs = trend->value(QStringLiteral("runs")).toArray();
    REQUIRE(runs.size() == 2);
    qint64 sentences = 0, accepted = 0;
    for (const QJsonValue& run : runs) {
        sentences += run.toObject().value(QStringLiteral("sentences")).toInteger();
        accepted += run.toObject().value(QStringLiteral("accepted")).toInteger();
    }
    REQUIRE(sentences == accepted + 2);

    showTab(window, 1);
    auto* chart = window.wait<ChartCard>(QStringLiteral("Acceptance by day"));
    const QString counted = QStringLiteral("%1 of %2 sentences that models wrote").arg(accepted).arg(sentences);
    REQUIRE(window.waitsFor([&] { return chart->data().summary.contains(counted + QStringLiteral(" in the last 14 days could be proven")); }));
    CHECK(chart->data().series.front().points.size() == 14);
    CHECK(chart->picture()->accessibleName().contains(counted));
    // A day without a sentence is a gap and no zero.
    CHECK_FALSE(chart->data().series.front().points.front().value);
    window.click(QStringLiteral("Show Acceptance by day as a table"));
    CHECK(window.waitsFor([&] { return chart->table()->csv().contains(QStringLiteral("%1 of %2 sentences").arg(accepted).arg(sentences).toUtf8()); }));
    window.click(QStringLiteral("Show Acceptance by day as a chart"));

    window.click(QStringLiteral("Acceptance by run"));
    REQUIRE(window.waitsFor([&] { return chart->data().summary.contains(QStringLiteral("in the newest 2 runs that asked a model")); }));
    CHECK(chart->data().series.front().points.back().label == QStringLiteral("run %1").arg(runs.first().toObject().value(QStringLiteral("run")).toInteger()));
    CHECK(chart->data().series.front().points.back().value);
    // A refresh leaves what was chosen.
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    CHECK(chart->data().series.front().points.size() == 2);
    window.click(QStringLiteral("Acceptance by day"));
    window->resize(1280, 720);
    window.picture(QStringLiteral("generation-acceptance"));

    // From a bar to its run.
    window.click(QStringLiteral("Model calls by run"));
    auto* calls = window.wait<ChartCard>(QStringLiteral("Model calls by run"));
    auto* drawing = qobject_cast<QAbstractScrollArea*>(calls->picture());
    REQUIRE(drawing);
    const QPoint middle = drawing->viewport()->rect().center();
    QTest::mouseClick(drawing->viewport(), Qt::LeftButton, {}, QPoint(middle.x() * 3 / 2, middle.y()));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("Run %1: Generation").arg(runs.first().toObject().value(QStringLiteral("run")).toInteger())); }));

    // The caps are settings.
    showTab(window, 1);
    window.click(QStringLiteral("Change the caps"));
    CHECK(window.waitsFor([&] { return window->navigator().current().page == QStringLiteral("settings"); }));
    CHECK(window.waitsFor([&] { return window.find<QWidget>(QStringLiteral("Per day")) != nullptr || window.shows(QStringLiteral("Per day")); }));
}

TEST_CASE("two providers stand side by side on the same facts, by the replies that are kept and without asking anybody")
{
    ModelEndpoint good, bad;
    good.setReply(plainReply);
    bad.setReply(chattyReply);
    const ModelDesk model({providerAt("careful", good.baseUrl()), providerAt("chatty", bad.baseUrl())});
    for (int run = 0; run < 2; ++run) {
        for (const char* provider : {"careful", "chatty"})
            (void)model.ask({QStringLiteral("update-factoids"), QStringLiteral("--force"), QStringLiteral("--generator"), QLatin1String(provider)});
    }
    const auto asked = good.seen().size() + bad.seen().size();
    Window window(model.desk, QStringLiteral("generation"), {}, false, model.config);
    ModelPairFilter filter;
    filter.inARow = 1;
    filter.left.provider = QStringLiteral("careful");
    filter.right.provider = QStringLiteral("chatty");
    const auto pairs = window.engine().ask([&](QueryContext& query) { return modelPairsQuery(query, filter); });
    REQUIRE(pairs);
    const int facts = pairs->value(QStringLiteral("facts")).toInt();
    REQUIRE(facts > 1);
    const QJsonObject left = pairs->value(QStringLiteral("left")).toObject(), right = pairs->value(QStringLiteral("right")).toObject();
    CHECK(left.value(QStringLiteral("on_facts")).toObject().value(QStringLiteral("acceptance")).toObject().value(QStringLiteral("ratio")).toDouble() == 1.0);
    CHECK(right.value(QStringLiteral("clean")).toInt() == 0);
    CHECK(left.value(QStringLiteral("replies")).toInt() == 2);

    showTab(window, kCompareTab);
    auto* leftBox = window.wait<QComboBox>(QStringLiteral("Who stands on the left"));
    auto* rightBox = window.wait<QComboBox>(QStringLiteral("Who stands on the right"));
    REQUIRE(window.waitsFor([&] { return rightBox->count() == 2; }));
    CHECK(leftBox->currentText() != rightBox->currentText());
    if (leftBox->currentText() != QStringLiteral("careful, little-2026-01-01")) {
        leftBox->setCurrentIndex(leftBox->findText(QStringLiteral("careful, little-2026-01-01")));
        rightBox->setCurrentIndex(rightBox->findText(QStringLiteral("chatty, little-2026-01-01")));
    }
    auto* scores = window.wait<DataTable>(QStringLiteral("Measures side by side"));
    auto* inARow = window.wait<QComboBox>(QStringLiteral("How many replies in a row must hold"));
    inARow->setCurrentIndex(0);
    (void)window.waitsFor([&] { return scores->csv().contains("pass^1"); });
    INFO(scores->csv().toStdString());
    REQUIRE(window.waitsFor([&] { return scores->csv().contains("A reply holds (pass^1),100 % (16 to 100),0 % (0 to 84)"); }));
    CHECK(scores->csv().contains("Replies,2,2"));
    CHECK(scores->csv().contains("Tokens out"));
    CHECK(scores->csv().contains("Cost,£0,£0"));
    CHECK(scores->csv().contains("Half answer within"));
    inARow->setCurrentIndex(2);
    CHECK(window.waitsFor([&] { return scores->csv().contains("3 in a row hold (pass^3),too few replies,too few replies"); }));
    inARow->setCurrentIndex(0);
    auto* table = window.wait<DataTable>(QStringLiteral("Sentences side by side"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == facts; }));
    QAbstractItemModelTester tester(table->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(table->csv().contains("proven"));
    window.picture(QStringLiteral("generation-compare"));

    // The refused sentence with its word and why, by keys.
    QString why;
    int refused = 0;
    for (const QJsonValue& pair : pairs->value(QStringLiteral("pairs")).toArray()) {
        bool any = false;
        for (const QJsonValue& sentence : pair.toObject().value(QStringLiteral("right")).toArray()) {
            const QJsonArray rejections = sentence.toObject().value(QStringLiteral("rejections")).toArray();
            any = any || !rejections.isEmpty();
            if (!rejections.isEmpty())
                why = rejections.first().toObject().value(QStringLiteral("why")).toString();
        }
        refused += any ? 1 : 0;
    }
    REQUIRE(refused > 0);
    REQUIRE_FALSE(why.isEmpty());
    table->setFilterText(QStringLiteral("refused"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == refused; }));
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("All is well.")); }));
    CHECK(window.waitsFor([&] { return window.shows(why); }));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("✓ proven")); }));
    window.picture(QStringLiteral("generation-compare-pair"));
    window.theme().choose(QStringLiteral("dark"));
    window->resize(1280, 720);
    window.picture(QStringLiteral("generation-compare-dark-720"));
    window.theme().choose(QStringLiteral("light"));
    // What is picked stays when the page hears of news; the same twice says what is needed.
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    CHECK(leftBox->currentText() == QStringLiteral("careful, little-2026-01-01"));
    rightBox->setCurrentIndex(rightBox->findText(QStringLiteral("careful, little-2026-01-01")));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("Two different ones can be compared.")); }));
    CHECK(good.seen().size() + bad.seen().size() == asked);
}

TEST_CASE("a provider is probed from the window, which says what it found and never the key, and stops asking when told to")
{
    constexpr const char* kVariable = "FACTOID_TEST_WINDOW_KEY";
    const QByteArray key = "sk-planted-window-9Qz4Lm";
    qputenv(kVariable, key);
    EndpointOptions locked;
    locked.key = QString::fromLatin1(key);
    ModelEndpoint endpoint(locked);
    QJsonObject works = providerAt("works", endpoint.baseUrl()), refuses = providerAt("refuses", endpoint.baseUrl(QStringLiteral("401"))), hangs = providerAt("hangs", endpoint.baseUrl(QStringLiteral("stall")));
    hangs.insert(QStringLiteral("idle_seconds"), 60);
    for (QJsonObject* provider : {&works, &refuses, &hangs})
        provider->insert(QStringLiteral("api_key_env"), QLatin1String(kVariable));
    const ModelDesk model({works, refuses, hangs});
    Window window(model.desk, QStringLiteral("generation"), {}, false, model.config);
    showTab(window, kProvidersTab);
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("not probed yet")); }));
    CHECK(endpoint.seen().empty());

    window.click(QStringLiteral("Probe works"));
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("Reachable · key: the environment variable FACTOID_TEST_WINDOW_KEY")); }));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("answers by strict schema")); }));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("no way of asking remembered yet")); }));
    window.click(QStringLiteral("Probe refuses"));
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("reached, but does not answer")); }));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("What helps: look at the key in the environment variable")); }));

    // By keys, and stopped: nobody waits a minute.
    auto* probe = window.wait<QAbstractButton>(QStringLiteral("Probe hangs"));
    probe->setFocus();
    QTest::keyClick(probe, Qt::Key_Space);
    REQUIRE(window.waitsFor([&] { return window.find<QAbstractButton>(QStringLiteral("Stop asking hangs")) != nullptr; }));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("being asked")); }));
    REQUIRE(window.waitsFor([&] { return std::ranges::any_of(endpoint.seen(), [](const SeenRequest& request) { return request.fault == QStringLiteral("stall"); }); }));
    window.picture(QStringLiteral("generation-probing"));
    // News of the store takes nothing away of what is going on.
    const QString before = window->currentPage()->sentence();
    (void)model.desk.run(words("invalidate"));
    REQUIRE(window.waitsFor([&] { return window->currentPage()->sentence() != before; }));
    window.click(QStringLiteral("Stop asking hangs"));
    REQUIRE(window.waitsFor([&] { return window.shows(QStringLiteral("It was not waited for.")); }));
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(QStringLiteral("Probe hangs")) != nullptr; }));
    REQUIRE(window.waitForJobs());
    window.picture(QStringLiteral("generation-providers"));
    window.theme().choose(QStringLiteral("dark"));
    window->resize(1280, 720);
    window.picture(QStringLiteral("generation-providers-dark-720"));
    window.theme().choose(QStringLiteral("light"));
    CHECK_FALSE(shownTexts(*window).contains(QString::fromLatin1(key)));

    // What was found outlives the window.
    window.restart(QStringLiteral("generation"));
    showTab(window, kProvidersTab);
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("answers by strict schema")); }));
    // What is remembered comes from real calls.
    (void)model.ask({QStringLiteral("update-factoids"), QStringLiteral("--force"), QStringLiteral("--generator"), QStringLiteral("works")});
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("remembered: strict schema")); }));
    qunsetenv(kVariable);
}

TEST_CASE("what models cost stands in the window with its date and source, and what is not known says so")
{
    ModelEndpoint endpoint;
    QJsonObject dear = providerAt("dear", endpoint.baseUrl()), known = providerAt("known", QStringLiteral("https://api.openai.com/v1")), strange = providerAt("strange", QStringLiteral("https://models.example/v1"));
    known.insert(QStringLiteral("model"), QStringLiteral("gpt-4o-mini"));
    const QJsonArray prices{QJsonObject{{QStringLiteral("provider"), QStringLiteral("dear")}, {QStringLiteral("in"), QStringLiteral("0.40")}, {QStringLiteral("out"), QStringLiteral("1.20")}, {QStringLiteral("currency"), QStringLiteral("GBP")}, {QStringLiteral("from"), QStringLiteral("2026-01-01")}}};
    const QJsonArray rates{QJsonObject{{QStringLiteral("from"), QStringLiteral("USD")}, {QStringLiteral("to"), QStringLiteral("GBP")}, {QStringLiteral("rate"), QStringLiteral("0.79")}, {QStringLiteral("date"), QStringLiteral("2026-11-01")}}};
    QJsonObject spend{{QStringLiteral("prices"), prices}, {QStringLiteral("currency"), QStringLiteral("GBP")}};
    spend.insert(QStringLiteral("exchange"), rates);
    const ModelDesk model({dear, known, strange}, spend);
    Window window(model.desk, QStringLiteral("generation"), QStringLiteral("2026-11-24T15:00:00.000Z"), false, model.config);
    showTab(window, kProvidersTab);
    auto* table = window.wait<DataTable>(QStringLiteral("Prices of the models"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 3; }));
    QAbstractItemModelTester tester(table->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QByteArray csv = table->csv();
    INFO(csv.toStdString());
    CHECK(csv.contains("dear,little,"));
    CHECK(csv.contains("2026-01-01,your configuration"));
    CHECK(csv.contains("2024-07-18,\"the program's table; 0.79 GBP for 1 USD since 2026-11-01\""));
    CHECK(csv.contains("no price: it is not called until one is configured"));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("What 1 model costs cannot be told in GBP: it is not called.")); }));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("1 USD is 0.79 GBP since 2026-11-01")); }));
    CHECK(window.waitsFor([&] { return window.shows(QStringLiteral("was checked in 2026-11 against")); }));
    window.picture(QStringLiteral("generation-prices"));
    // The command line says the same.
    const QJsonArray said = model.ask({QStringLiteral("spend"), QStringLiteral("prices")}).value(QStringLiteral("providers")).toArray();
    REQUIRE(said.size() == 3);
    CHECK(said[0].toObject().value(QStringLiteral("price")).toObject().value(QStringLiteral("source")).toString() == QStringLiteral("config"));
    CHECK(said[2].toObject().value(QStringLiteral("price")).isNull());
}
