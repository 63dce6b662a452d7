// What the window knows of language models, beside endpoints that answer well and badly: how much of what they said could be
// proven, by day and by run.
#include "tests/window/model_window.h"
#include "core/jobs/spend_queries.h"
#include "ui/base/chart_card.h"
#include "ui/base/data_table.h"

#include <QAbstractScrollArea>
#include <QLineEdit>
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
