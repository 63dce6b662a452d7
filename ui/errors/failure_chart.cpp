#include "ui/errors/failure_chart.h"

#include "ui/base/formats.h"
#include "ui/runs/failure_words.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <map>

namespace factoid {

namespace {

constexpr size_t kKindsShown = 5; // the rest is one series: more colours cannot be told apart

qint64 countOf(const FailureDay& day, const QString& kind)
{
    const auto found = day.kinds.find(kind);
    return found == day.kinds.end() ? 0 : found->second;
}

std::vector<std::pair<QString, qint64>> kindsByCount(const std::vector<FailureDay>& trend)
{
    std::map<QString, qint64> counts;
    for (const FailureDay& day : trend) {
        for (const auto& [kind, count] : day.kinds)
            counts[kind] += count;
    }
    std::vector<std::pair<QString, qint64>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

ChartPoint pointOf(const FailureDay& day, qint64 count)
{
    return {QLocale::c().toString(day.date, u"d MMM"_s), static_cast<double>(count), numberText(count)};
}

} // namespace

FailureChart::FailureChart(const Theme& theme, UiState& state, QWidget* parent)
    : ChartCard(u"failures"_s, tr("Failures by day"), theme, state, parent)
    , m_legend(new SeriesLegend(theme, this))
{
    body()->insertWidget(0, m_legend);
}

void FailureChart::setTrend(const std::vector<FailureDay>& trend)
{
    if (trend == m_shown)
        return;
    m_shown = trend;
    const auto kinds = kindsByCount(trend);
    ChartData data;
    data.kind = ChartKind::Histogram; // which names as many days as there is room for
    data.labelTitle = tr("Day");
    data.valueTitle = tr("Failures");
    qint64 all = 0;
    QStringList words;
    for (size_t i = 0; i < std::min(kinds.size(), kKindsShown); ++i) {
        ChartSeries series{failureWords(kinds[i].first), {}, static_cast<int>(i)};
        for (const FailureDay& day : trend)
            series.points.push_back(pointOf(day, countOf(day, kinds[i].first)));
        words << tr("%1 %2").arg(series.name, numberText(kinds[i].second));
        data.series.push_back(std::move(series));
    }
    for (const auto& [kind, count] : kinds)
        all += count;
    if (kinds.size() > kKindsShown) {
        ChartSeries rest{tr("All other kinds"), {}, static_cast<int>(kKindsShown)};
        for (const FailureDay& day : trend) {
            qint64 count = day.all;
            for (size_t i = 0; i < kKindsShown; ++i)
                count -= countOf(day, kinds[i].first);
            rest.points.push_back(pointOf(day, count));
        }
        data.series.push_back(std::move(rest));
    }
    if (kinds.empty()) {
        ChartSeries none{tr("Failures"), {}, 0};
        for (const FailureDay& day : trend)
            none.points.push_back(pointOf(day, 0));
        data.series.push_back(std::move(none));
    }
    const QString days = countText(std::ssize(trend), tr("day"), tr("days"));
    data.summary = all == 0 ? tr("Nothing failed in the last %1.").arg(days)
                            : tr("%1 in the last %2: %3.")
                                  .arg(countText(all, tr("failure"), tr("failures")), days, words.join(u", "_s));
    m_legend->setSeries(kinds.empty() ? std::vector<ChartSeries>() : data.series);
    setNote(all == 0 ? tr("none in %1").arg(days) : tr("%1 in %2").arg(numberText(all), days));
    setData(data);
}

SeriesLegend::SeriesLegend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(tr("Colours of the chart"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SeriesLegend::setSeries(const std::vector<ChartSeries>& series)
{
    m_names.clear();
    QStringList words;
    for (const ChartSeries& each : series) {
        m_names.emplace_back(each.name, each.color);
        words << each.name;
    }
    setVisible(!m_names.empty());
    setAccessibleDescription(words.join(u", "_s));
    setToolTip(words.join(u", "_s));
    update();
}

QSize SeriesLegend::sizeHint() const
{
    return {0, QFontMetrics(Theme::font(metric::kCaption)).height() + metric::kTiny};
}

void SeriesLegend::paintEvent(QPaintEvent*)
{
    constexpr double kSquare = 9;
    QPainter painter(this);
    painter.setFont(Theme::font(metric::kCaption));
    double left = 0;
    for (const auto& [name, color] : m_names) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.series(color));
        painter.drawRect(QRectF(left, (height() - kSquare) / 2, kSquare, kSquare));
        left += kSquare + metric::kTiny;
        painter.setPen(m_theme.color(Tone::Muted));
        const double room = width() - left;
        const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideRight, static_cast<int>(room));
        painter.drawText(QRectF(left, 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
        left += painter.fontMetrics().horizontalAdvance(shown) + metric::kMedium;
        if (left > width())
            return;
    }
}

} // namespace factoid
