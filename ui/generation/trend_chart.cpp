#include "ui/generation/trend_chart.h"

#include "ui/base/formats.h"

#include <QDate>
#include <QLocale>

namespace factoid {

namespace {

constexpr qsizetype kRunsShown = 14; // as many as there are days

qint64 number(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toInteger();
}

QString labelOf(const QJsonObject& row, TrendBy by)
{
    if (by == TrendBy::Run)
        return TrendChart::tr("run %1").arg(number(row, "run"));
    return QLocale::c().toString(QDate::fromString(row.value(u"date"_s).toString(), Qt::ISODate), u"d MMM"_s);
}

// "in the last 14 days", "in the newest 3 runs that asked a model".
QString spanText(const QJsonArray& rows, TrendBy by)
{
    if (by == TrendBy::Day)
        return TrendChart::tr("in the last %1")
            .arg(countText(rows.size(), TrendChart::tr("day"), TrendChart::tr("days")));
    return TrendChart::tr("in the newest %1 that asked a model")
        .arg(countText(rows.size(), TrendChart::tr("run"), TrendChart::tr("runs")));
}

ChartData empty(TrendBy by, const QString& value)
{
    ChartData chart;
    chart.labelTitle = by == TrendBy::Day ? TrendChart::tr("Day") : TrendChart::tr("Run");
    chart.valueTitle = value;
    return chart;
}

} // namespace

QString costsText(const QJsonArray& costs)
{
    QStringList words;
    for (const QJsonValue& value : costs) {
        const QJsonObject cost = value.toObject();
        words << amountText(cost.value(u"cost"_s).toString(), cost.value(u"currency"_s).toString());
    }
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
            Q_EMIT runWanted(number(m_rows.at(point).toObject(), "run"));
    });
}

void TrendChart::setTrend(const QJsonObject& trend)
{
    if (trend == m_trend)
        return;
    m_trend = trend;
    show_();
}

void TrendChart::show_()
{
    if (m_by == TrendBy::Day) {
        m_rows = m_trend.value(u"days"_s).toArray();
    } else {
        const QJsonArray newest = m_trend.value(u"runs"_s).toArray();
        m_rows = {};
        for (qsizetype i = std::min(newest.size(), kRunsShown); i > 0; --i)
            m_rows.append(newest.at(i - 1));
    }
    const Drawn drawn = m_draw(m_rows, m_by);
    m_note->setText(drawn.note);
    setData(drawn.data);
}

TrendChart::Drawn drawCalls(const QJsonArray& rows, TrendBy by)
{
    ChartData chart = empty(by, TrendChart::tr("Calls"));
    chart.kind = ChartKind::Histogram; // names as many days as there is room for
    ChartSeries calls{TrendChart::tr("Calls"), {}, 0};
    qint64 all = 0, failed = 0, in = 0, out = 0;
    for (const QJsonValue& value : rows) {
        const QJsonObject row = value.toObject();
        const qint64 count = number(row, "calls");
        all += count;
        failed += number(row, "failed");
        in += number(row, "tokens_in");
        out += number(row, "tokens_out");
        const QString note =
            count == 0
                ? QString()
                : TrendChart::tr("%1 failed, %2 in, %3 out, %4")
                      .arg(numberText(number(row, "failed")),
                           countText(number(row, "tokens_in"), TrendChart::tr("token"), TrendChart::tr("tokens")),
                           numberText(number(row, "tokens_out")), costsText(row.value(u"costs"_s).toArray()));
        calls.points.push_back({labelOf(row, by), static_cast<double>(count), numberText(count), note});
    }
    chart.series.push_back(std::move(calls));
    const QString counted = countText(all, TrendChart::tr("call"), TrendChart::tr("calls"));
    chart.summary = TrendChart::tr("%1 %2, %3 failed; %4 in, %5 out.")
                        .arg(counted, spanText(rows, by), numberText(failed),
                             countText(in, TrendChart::tr("token"), TrendChart::tr("tokens")), numberText(out));
    return {chart, TrendChart::tr("%1, %2").arg(
                       counted, countText(in + out, TrendChart::tr("token"), TrendChart::tr("tokens")))};
}

TrendChart::Drawn drawAcceptance(const QJsonArray& rows, TrendBy by)
{
    constexpr double kPercent = 100;
    ChartData chart = empty(by, TrendChart::tr("Proven"));
    chart.labelEvery = true;
    ChartSeries proven{TrendChart::tr("Proven"), {}, 2};
    qint64 all = 0, accepted = 0;
    for (const QJsonValue& value : rows) {
        const QJsonObject row = value.toObject();
        const qint64 sentences = number(row, "sentences"), held = number(row, "accepted");
        all += sentences;
        accepted += held;
        ChartPoint point{labelOf(row, by), std::nullopt};
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
        chart.summary = TrendChart::tr("No sentence of a model is kept %1.").arg(spanText(rows, by));
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
