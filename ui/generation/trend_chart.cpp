#include "ui/generation/trend_chart.h"

#include "ui/base/formats.h"

#include <QDate>
#include <QLocale>

namespace factoid {

namespace {

constexpr size_t kRunsShown = 14; // as many as there are days

// "in the last 14 days", "in the newest 3 runs that asked a model".
QString spanText(const std::vector<TrendChart::Row>& rows, TrendBy by)
{
    const auto count = std::ssize(rows);
    if (by == TrendBy::Day)
        return TrendChart::tr("in the last %1").arg(countText(count, TrendChart::tr("day"), TrendChart::tr("days")));
    return TrendChart::tr("in the latest %1 that called a model")
        .arg(countText(count, TrendChart::tr("run"), TrendChart::tr("runs")));
}

ChartData empty(TrendBy by, const QString& value)
{
    ChartData chart;
    chart.labelTitle = by == TrendBy::Day ? TrendChart::tr("Day") : TrendChart::tr("Run");
    chart.valueTitle = value;
    return chart;
}

} // namespace

QString costsText(const std::vector<CurrencyCost>& costs)
{
    QStringList words;
    for (const CurrencyCost& cost : costs)
        words << amountText(cost.cost, cost.currency);
    return words.isEmpty() ? TrendChart::tr("free") : words.join(u" + "_s);
}

TrendChart::TrendChart(const QString& id, const QString& byDay, const QString& byRun, Draw draw, const Theme& theme,
                       UiState& state, QWidget* parent)
    : ChartCard(id, byDay, theme, state, parent)
    , m_byDay(byDay)
    , m_byRun(byRun)
    , m_draw(std::move(draw))
    , m_swap(linkButton(tr("By run"), this))
    , m_note(wrappedLabel({}, "note", this))
{
    body()->insertWidget(0, m_note);
    m_swap->setAccessibleName(byRun);
    addToHeading(m_swap);
    connect(m_swap, &QPushButton::clicked, this, [this] {
        m_by = m_by == TrendBy::Day ? TrendBy::Run : TrendBy::Day;
        setHeading(m_by == TrendBy::Day ? m_byDay : m_byRun);
        m_swap->setText(m_by == TrendBy::Day ? tr("By run") : tr("By day"));
        m_swap->setAccessibleName(m_by == TrendBy::Day ? m_byRun : m_byDay);
        show_();
    });
    connect(this, &ChartCard::pointClicked, this, [this](int, int point) {
        if (m_by == TrendBy::Run)
            Q_EMIT runWanted(m_rows.at(static_cast<size_t>(point)).run);
    });
}

void TrendChart::setTrend(const CallTrendAnswer& trend)
{
    if (trend == m_trend)
        return;
    m_trend = trend;
    show_();
}

void TrendChart::show_()
{
    m_rows.clear();
    if (m_by == TrendBy::Day) {
        for (const CallDay& day : m_trend.days)
            m_rows.push_back({QLocale::c().toString(QDate::fromString(day.date, Qt::ISODate), u"d MMM"_s), day, 0});
    } else {
        for (size_t i = std::min(m_trend.runs.size(), kRunsShown); i > 0; --i) {
            const CallRun& run = m_trend.runs[i - 1];
            m_rows.push_back({tr("run %1").arg(run.run), run, run.run});
        }
    }
    const Drawn drawn = m_draw(m_rows, m_by);
    m_note->setText(drawn.note);
    setData(drawn.data);
}

TrendChart::Drawn drawCalls(const std::vector<TrendChart::Row>& rows, TrendBy by)
{
    ChartData chart = empty(by, TrendChart::tr("Calls"));
    chart.kind = ChartKind::Histogram; // names as many days as there is room for
    ChartSeries calls{TrendChart::tr("Calls"), {}, 0};
    qint64 all = 0, failed = 0, in = 0, out = 0;
    for (const auto& [label, tally, run] : rows) {
        all += tally.calls;
        failed += tally.failed;
        in += tally.tokensIn;
        out += tally.tokensOut;
        const QString note =
            tally.calls == 0 ? QString()
                             : TrendChart::tr("%1 failed, %2 in, %3 out, %4")
                                   .arg(numberText(tally.failed),
                                        countText(tally.tokensIn, TrendChart::tr("token"), TrendChart::tr("tokens")),
                                        numberText(tally.tokensOut), costsText(tally.costs));
        calls.points.push_back({label, static_cast<double>(tally.calls), numberText(tally.calls), note});
    }
    chart.series.push_back(std::move(calls));
    const QString counted = countText(all, TrendChart::tr("call"), TrendChart::tr("calls"));
    chart.summary = TrendChart::tr("%1 %2, %3 failed; %4 in, %5 out.")
                        .arg(counted, spanText(rows, by), numberText(failed),
                             countText(in, TrendChart::tr("token"), TrendChart::tr("tokens")), numberText(out));
    return {chart, TrendChart::tr("%1, %2").arg(
                       counted, countText(in + out, TrendChart::tr("token"), TrendChart::tr("tokens")))};
}

TrendChart::Drawn drawAcceptance(const std::vector<TrendChart::Row>& rows, TrendBy by)
{
    constexpr double kPercent = 100;
    ChartData chart = empty(by, TrendChart::tr("Proven"));
    chart.labelEvery = true;
    ChartSeries proven{TrendChart::tr("Proven"), {}, 2};
    qint64 all = 0, accepted = 0;
    for (const auto& [label, tally, run] : rows) {
        const qint64 sentences = tally.sentences, held = tally.accepted;
        all += sentences;
        accepted += held;
        ChartPoint point{label, std::nullopt};
        if (sentences > 0) {
            const double part = static_cast<double>(held) / static_cast<double>(sentences);
            point.value = part * kPercent;
            point.shown = ratioText(part);
            point.note = TrendChart::tr("%1 of %2")
                             .arg(numberText(held),
                                  countText(sentences, TrendChart::tr("sentence"), TrendChart::tr("sentences")));
        }
        proven.points.push_back(std::move(point));
    }
    chart.series.push_back(std::move(proven));
    if (all == 0) {
        chart.summary = TrendChart::tr("No sentences written by a model are kept %1.").arg(spanText(rows, by));
        return {chart, TrendChart::tr("no data")};
    }
    const QString part = ratioText(static_cast<double>(accepted) / static_cast<double>(all));
    chart.summary =
        TrendChart::tr("%1 of %2 that models wrote %3 could be proven: %4.")
            .arg(numberText(accepted), countText(all, TrendChart::tr("sentence"), TrendChart::tr("sentences")),
                 spanText(rows, by), part);
    return {
        chart,
        TrendChart::tr("%1 of %2").arg(part, countText(all, TrendChart::tr("sentence"), TrendChart::tr("sentences")))};
}

} // namespace factoid
