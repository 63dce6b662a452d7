// What the window knows of language models, beside endpoints that answer well and badly: how much of what they said
// could be proven, two of them side by side on the same facts, a probe of each, and what they cost.
#include "core/queries/generation/model_pairs_query.h"
#include "core/queries/generation/spend_queries.h"
#include "tests/window/model_window.h"
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
    QJsonArray list = reply.value(u"factoids"_s).toArray();
    list.append(QJsonObject{{u"facts"_s, QJsonArray{1}}, {u"text"_s, u"All is well."_s}});
    reply.insert(u"factoids"_s, list);
    return QString::fromUtf8(QJsonDocument(reply).toJson());
}

void showTab(const Window& window, int tab)
{
    auto* tabs = window.wait<QTabBar>(u"What is shown below"_s);
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
    Window window(model.desk, u"generation"_s, {}, false, model.config);
    const auto trend = window.engine().ask(
        [](QueryContext& query) -> Result<QJsonObject> { return toJson(TRY(callTrendQuery(query, 14))); });
    REQUIRE(trend);
    const QJsonArray runs = trend->value(u"runs"_s).toArray();
    REQUIRE(runs.size() == 2);
    qint64 sentences = 0, accepted = 0;
    for (const QJsonValue& run : runs) {
        sentences += run.toObject().value(u"sentences"_s).toInteger();
        accepted += run.toObject().value(u"accepted"_s).toInteger();
    }
    REQUIRE(sentences == accepted + 2);

    showTab(window, 1);
    auto* chart = window.wait<ChartCard>(u"Acceptance by day"_s);
    const QString counted = u"%1 of %2 sentences that models wrote"_s.arg(accepted).arg(sentences);
    REQUIRE(window.waitsFor(
        [&] { return chart->data().summary.contains(counted + u" in the last 14 days could be proven"_s); }));
    CHECK(chart->data().series.front().points.size() == 14);
    CHECK(chart->picture()->accessibleName().contains(counted));
    // A day without a sentence is a gap and no zero.
    CHECK_FALSE(chart->data().series.front().points.front().value);
    window.click(u"Show Acceptance by day as a table"_s);
    CHECK(window.waitsFor(
        [&] { return chart->table()->csv().contains(u"%1 of %2 sentences"_s.arg(accepted).arg(sentences).toUtf8()); }));
    window.click(u"Show Acceptance by day as a chart"_s);

    window.click(u"Acceptance by run"_s);
    REQUIRE(
        window.waitsFor([&] { return chart->data().summary.contains(u"in the latest 2 runs that called a model"_s); }));
    CHECK(chart->data().series.front().points.back().label ==
          u"run %1"_s.arg(runs.first().toObject().value(u"run"_s).toInteger()));
    CHECK(chart->data().series.front().points.back().value);
    // A refresh leaves what was chosen.
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    CHECK(chart->data().series.front().points.size() == 2);
    window.click(u"Acceptance by day"_s);
    window->resize(1280, 720);
    window.picture(u"generation-acceptance"_s);

    // From a bar to its run.
    window.click(u"Model calls by run"_s);
    auto* calls = window.wait<ChartCard>(u"Model calls by run"_s);
    auto* drawing = qobject_cast<QAbstractScrollArea*>(calls->picture());
    REQUIRE(drawing);
    const QPoint middle = drawing->viewport()->rect().center();
    QTest::mouseClick(drawing->viewport(), Qt::LeftButton, {}, QPoint(middle.x() * 3 / 2, middle.y()));
    CHECK(window.waitsFor([&] {
        return window.shows(u"Run %1: Generation"_s.arg(runs.first().toObject().value(u"run"_s).toInteger()));
    }));

    // The caps are settings.
    showTab(window, 1);
    window.click(u"Change the limits"_s);
    CHECK(window.waitsFor([&] { return window->navigator().current().page == u"settings"_s; }));
    CHECK(window.waitsFor([&] { return window.find<QWidget>(u"Per day"_s) != nullptr || window.shows(u"Per day"_s); }));
}

TEST_CASE("two providers stand side by side on the same facts, by the replies that are kept and without asking anybody")
{
    ModelEndpoint good, bad;
    good.setReply(plainReply);
    bad.setReply(chattyReply);
    const ModelDesk model({providerAt("careful", good.baseUrl()), providerAt("chatty", bad.baseUrl())});
    for (int run = 0; run < 2; ++run) {
        for (const char* provider : {"careful", "chatty"})
            (void)model.ask({u"update-factoids"_s, u"--force"_s, u"--generator"_s, QLatin1String(provider)});
    }
    const auto asked = good.seen().size() + bad.seen().size();
    Window window(model.desk, u"generation"_s, {}, false, model.config);
    ModelPairFilter filter;
    filter.inARow = 1;
    filter.left.provider = u"careful"_s;
    filter.right.provider = u"chatty"_s;
    const auto pairs = window.engine().ask(
        [&](QueryContext& query) -> Result<QJsonObject> { return toJson(TRY(modelPairsQuery(query, filter))); });
    REQUIRE(pairs);
    const int facts = pairs->value(u"facts"_s).toInt();
    REQUIRE(facts > 1);
    const QJsonObject left = pairs->value(u"left"_s).toObject(), right = pairs->value(u"right"_s).toObject();
    CHECK(left.value(u"on_facts"_s).toObject().value(u"acceptance"_s).toObject().value(u"ratio"_s).toDouble() == 1.0);
    CHECK(right.value(u"clean"_s).toInt() == 0);
    CHECK(left.value(u"replies"_s).toInt() == 2);

    showTab(window, kCompareTab);
    auto* leftBox = window.wait<QComboBox>(u"Model on the left"_s);
    auto* rightBox = window.wait<QComboBox>(u"Model on the right"_s);
    REQUIRE(window.waitsFor([&] { return rightBox->count() == 2; }));
    CHECK(leftBox->currentText() != rightBox->currentText());
    if (leftBox->currentText() != u"careful, little-2026-01-01"_s) {
        leftBox->setCurrentIndex(leftBox->findText(u"careful, little-2026-01-01"_s));
        rightBox->setCurrentIndex(rightBox->findText(u"chatty, little-2026-01-01"_s));
    }
    auto* scores = window.wait<DataTable>(u"Measures side by side"_s);
    auto* inARow = window.wait<QComboBox>(u"How many replies in a row must pass"_s);
    inARow->setCurrentIndex(0);
    (void)window.waitsFor([&] { return scores->csv().contains("pass^1"); });
    INFO(scores->csv().toStdString());
    REQUIRE(window.waitsFor(
        [&] { return scores->csv().contains("A reply passes (pass^1),100 % (16 to 100),0 % (0 to 84)"); }));
    CHECK(scores->csv().contains("Replies,2,2"));
    CHECK(scores->csv().contains("Tokens out"));
    CHECK(scores->csv().contains("Cost,£0,£0"));
    CHECK(scores->csv().contains("Median time to answer"));
    inARow->setCurrentIndex(2);
    CHECK(window.waitsFor(
        [&] { return scores->csv().contains("3 in a row pass (pass^3),too few replies,too few replies"); }));
    inARow->setCurrentIndex(0);
    auto* table = window.wait<DataTable>(u"Sentences side by side"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == facts; }));
    QAbstractItemModelTester tester(table->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(table->csv().contains("proven"));
    window.picture(u"generation-compare"_s);

    // The refused sentence with its word and why, by keys.
    QString why;
    int refused = 0;
    for (const QJsonValue& pair : pairs->value(u"pairs"_s).toArray()) {
        bool any = false;
        for (const QJsonValue& sentence : pair.toObject().value(u"right"_s).toArray()) {
            const QJsonArray rejections = sentence.toObject().value(u"rejections"_s).toArray();
            any = any || !rejections.isEmpty();
            if (!rejections.isEmpty())
                why = rejections.first().toObject().value(u"why"_s).toString();
        }
        refused += any ? 1 : 0;
    }
    REQUIRE(refused > 0);
    REQUIRE_FALSE(why.isEmpty());
    table->setFilterText(u"rejected"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == refused; }));
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    REQUIRE(window.waitsFor([&] { return window.shows(u"All is well."_s); }));
    CHECK(window.waitsFor([&] { return window.shows(why); }));
    CHECK(window.waitsFor([&] { return window.shows(u"✓ proven"_s); }));
    window.picture(u"generation-compare-pair"_s);
    window.theme().choose(u"dark"_s);
    window->resize(1280, 720);
    window.picture(u"generation-compare-dark-720"_s);
    window.theme().choose(u"light"_s);
    // What is picked stays when the page hears of news; the same twice says what is needed.
    window->currentPage()->refresh();
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    CHECK(leftBox->currentText() == u"careful, little-2026-01-01"_s);
    rightBox->setCurrentIndex(rightBox->findText(u"careful, little-2026-01-01"_s));
    CHECK(window.waitsFor([&] { return window.shows(u"Two different ones can be compared."_s); }));
    CHECK(good.seen().size() + bad.seen().size() == asked);
}

TEST_CASE(
    "a provider is probed from the window, which says what it found and never the key, and stops asking when told to")
{
    constexpr const char* kVariable = "FACTOID_TEST_WINDOW_KEY";
    const QByteArray key = "sk-planted-window-9Qz4Lm";
    qputenv(kVariable, key);
    EndpointOptions locked;
    locked.key = QString::fromLatin1(key);
    ModelEndpoint endpoint(locked);
    QJsonObject works = providerAt("works", endpoint.baseUrl()),
                refuses = providerAt("refuses", endpoint.baseUrl(u"401"_s)),
                hangs = providerAt("hangs", endpoint.baseUrl(u"stall"_s));
    hangs.insert(u"idle_seconds"_s, 60);
    for (QJsonObject* provider : {&works, &refuses, &hangs})
        provider->insert(u"api_key_env"_s, QLatin1String(kVariable));
    const ModelDesk model({works, refuses, hangs});
    Window window(model.desk, u"generation"_s, {}, false, model.config);
    showTab(window, kProvidersTab);
    REQUIRE(window.waitsFor([&] { return window.shows(u"not probed yet"_s); }));
    CHECK(endpoint.seen().empty());

    window.click(u"Probe works"_s);
    REQUIRE(window.waitsFor(
        [&] { return window.shows(u"Reachable · key: the environment variable FACTOID_TEST_WINDOW_KEY"_s); }));
    CHECK(window.waitsFor([&] { return window.shows(u"reply format: strict schema"_s); }));
    CHECK(window.waitsFor([&] { return window.shows(u"reply format not known yet"_s); }));
    window.click(u"Probe refuses"_s);
    REQUIRE(window.waitsFor([&] { return window.shows(u"reached, but does not answer"_s); }));
    CHECK(window.waitsFor([&] { return window.shows(u"Suggestion: check the key in the environment variable"_s); }));

    // By keys, and stopped: nobody waits a minute.
    auto* probe = window.wait<QAbstractButton>(u"Probe hangs"_s);
    probe->setFocus();
    QTest::keyClick(probe, Qt::Key_Space);
    REQUIRE(window.waitsFor([&] { return window.find<QAbstractButton>(u"Stop probing hangs"_s) != nullptr; }));
    CHECK(window.waitsFor([&] { return window.shows(u"being probed"_s); }));
    REQUIRE(window.waitsFor([&] {
        return std::ranges::any_of(endpoint.seen(),
                                   [](const SeenRequest& request) { return request.fault == u"stall"_s; });
    }));
    window.picture(u"generation-probing"_s);
    // News of the store takes nothing away of what is going on.
    const QString before = window->currentPage()->sentence();
    (void)model.desk.run(words("invalidate"));
    REQUIRE(window.waitsFor([&] { return window->currentPage()->sentence() != before; }));
    window.click(u"Stop probing hangs"_s);
    REQUIRE(window.waitsFor([&] { return window.shows(u"Cancelled before it answered."_s); }));
    CHECK(window.waitsFor([&] { return window.find<QAbstractButton>(u"Probe hangs"_s) != nullptr; }));
    REQUIRE(window.waitForJobs());
    window.picture(u"generation-providers"_s);
    window.theme().choose(u"dark"_s);
    window->resize(1280, 720);
    window.picture(u"generation-providers-dark-720"_s);
    window.theme().choose(u"light"_s);
    CHECK_FALSE(shownTexts(*window).contains(QString::fromLatin1(key)));

    // What was found outlives the window.
    window.restart(u"generation"_s);
    showTab(window, kProvidersTab);
    CHECK(window.waitsFor([&] { return window.shows(u"reply format: strict schema"_s); }));
    // What is remembered comes from real calls.
    (void)model.ask({u"update-factoids"_s, u"--force"_s, u"--generator"_s, u"works"_s});
    CHECK(window.waitsFor([&] { return window.shows(u"reply format: strict schema"_s); }));
    qunsetenv(kVariable);
}

TEST_CASE("what models cost stands in the window with its date and source, and what is not known says so")
{
    ModelEndpoint endpoint;
    QJsonObject dear = providerAt("dear", endpoint.baseUrl()),
                known = providerAt("known", u"https://api.openai.com/v1"_s),
                strange = providerAt("strange", u"https://models.example/v1"_s);
    known.insert(u"model"_s, u"gpt-4o-mini"_s);
    const QJsonArray prices{QJsonObject{{u"provider"_s, u"dear"_s},
                                        {u"in"_s, u"0.40"_s},
                                        {u"out"_s, u"1.20"_s},
                                        {u"currency"_s, u"GBP"_s},
                                        {u"from"_s, u"2026-01-01"_s}}};
    const QJsonArray rates{
        QJsonObject{{u"from"_s, u"USD"_s}, {u"to"_s, u"GBP"_s}, {u"rate"_s, u"0.79"_s}, {u"date"_s, u"2026-11-01"_s}}};
    QJsonObject spend{{u"prices"_s, prices}, {u"currency"_s, u"GBP"_s}};
    spend.insert(u"exchange"_s, rates);
    const ModelDesk model({dear, known, strange}, spend);
    Window window(model.desk, u"generation"_s, u"2026-11-24T15:00:00.000Z"_s, false, model.config);
    showTab(window, kProvidersTab);
    auto* table = window.wait<DataTable>(u"Prices of the models"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 3; }));
    QAbstractItemModelTester tester(table->view()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QByteArray csv = table->csv();
    INFO(csv.toStdString());
    CHECK(csv.contains("dear,little,"));
    CHECK(csv.contains("2026-01-01,your configuration"));
    CHECK(csv.contains("2024-07-18,\"the built-in table; 0.79 GBP for 1 USD since 2026-11-01\""));
    CHECK(csv.contains("no price: it is not called until one is configured"));
    CHECK(window.waitsFor([&] { return window.shows(u"The cost of 1 model cannot be given in GBP: not called."_s); }));
    CHECK(window.waitsFor([&] { return window.shows(u"1 USD is 0.79 GBP since 2026-11-01"_s); }));
    CHECK(window.waitsFor([&] { return window.shows(u"was checked in 2026-11 against"_s); }));
    window.picture(u"generation-prices"_s);
    // The command line says the same.
    const QJsonArray said = model.ask({u"spend"_s, u"prices"_s}).value(u"providers"_s).toArray();
    REQUIRE(said.size() == 3);
    CHECK(said[0].toObject().value(u"price"_s).toObject().value(u"source"_s).toString() == u"config"_s);
    CHECK(said[2].toObject().value(u"price"_s).isNull());
}
