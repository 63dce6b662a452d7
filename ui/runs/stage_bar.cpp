#include "ui/runs/stage_bar.h"

#include "ui/base/formats.h"
#include "ui/table/row_model.h"
#include "ui/widgets/widgets.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr double kMs = 1'000;
constexpr double kLeast = 2; // pixels, so that a short stage is seen
constexpr int kThick = 10;

double total(const std::vector<StageSegment>& segments)
{
    double sum = 0;
    for (const StageSegment& segment : segments)
        sum += segment.seconds;
    return sum;
}

} // namespace

std::vector<StageSegment> segmentsOf(const std::vector<StageTime>& stages)
{
    std::vector<StageSegment> segments;
    for (const StageTime& stage : stages)
        segments.push_back({stage.name, stage.seconds});
    return segments;
}

std::vector<StageSegment> segmentsOfPlan(const std::vector<StagePlanRow>& plan)
{
    using Row = StagePlanRow::State;
    std::vector<StageSegment> segments;
    for (const StagePlanRow& row : plan) {
        const double expected = row.expected.value_or(0);
        if (row.state == Row::Coming)
            segments.push_back({row.name, expected, StageSegment::State::Coming});
        else
            segments.push_back({row.name, row.seconds,
                                row.state == Row::Current ? StageSegment::State::Current : StageSegment::State::Over});
        // What is left of the stage that is going on.
        if (row.state == Row::Current && expected > row.seconds)
            segments.push_back({row.name, expected - row.seconds, StageSegment::State::Coming});
    }
    return segments;
}

int stageSeries(const QString& name)
{
    static const std::array<const char*, 6> known{"summaries",  "finding facts",   "writing and proving",
                                                  "publishing", "reading figures", "comparing hashes"};
    for (size_t i = 0; i < known.size(); ++i) {
        if (name == QLatin1String(known[i]))
            return static_cast<int>(i);
    }
    int sum = 0;
    for (const QChar letter : name)
        sum += letter.unicode();
    return sum;
}

QString stageTimeText(double seconds)
{
    return seconds < 1 ? StageBar::tr("%1 ms").arg(static_cast<int>(std::lround(seconds * kMs)))
                       : durationText(static_cast<qint64>(seconds * kMs));
}

QString stagesText(const std::vector<StageSegment>& segments)
{
    QStringList words;
    for (const StageSegment& segment : segments) {
        const QString time = stageTimeText(segment.seconds);
        if (segment.state == StageSegment::State::Coming)
            words << StageBar::tr("%1 expected %2").arg(segment.name, time);
        else
            words << StageBar::tr("%1 %2").arg(segment.name, time);
    }
    return words.join(u", "_s);
}

void paintStages(QPainter& painter, const QRectF& area, const std::vector<StageSegment>& segments, const Theme& theme)
{
    const double all = total(segments);
    if (segments.empty())
        return;
    double left = area.left();
    const double room = std::max(0.0, area.width() - kLeast * static_cast<double>(segments.size()));
    for (const StageSegment& segment : segments) {
        const double wide =
            kLeast + (all > 0 ? room * segment.seconds / all : room / static_cast<double>(segments.size()));
        const QRectF place(left, area.top(), std::max(1.0, wide - 1), area.height());
        const QColor color = theme.series(stageSeries(segment.name));
        if (segment.state == StageSegment::State::Coming) {
            painter.setPen(QPen(color, 1, Qt::DotLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
        } else {
            painter.fillRect(place, color);
            if (segment.state == StageSegment::State::Current)
                painter.fillRect(place, QBrush(theme.color(Tone::Card), Qt::BDiagPattern));
        }
        left += wide;
    }
}

StageBar::StageBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Stages"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StageBar::setSegments(const std::vector<StageSegment>& segments)
{
    m_segments = segments;
    setAccessibleDescription(stagesText(segments));
    update();
}

QSize StageBar::sizeHint() const
{
    return {240, kThick + 4};
}

void StageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintStages(painter, QRectF(0, 2, width(), height() - 4), m_segments, m_theme);
}

bool StageBar::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), stagesText(m_segments), this);
    return true;
}

StageLine::StageLine(const StagePlanRow& row, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    constexpr int kSquareRoom = 18;
    m_segment = {row.name, row.seconds,
                 row.state == StagePlanRow::State::Coming    ? StageSegment::State::Coming
                 : row.state == StagePlanRow::State::Current ? StageSegment::State::Current
                                                             : StageSegment::State::Over};
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kSquareRoom, 0, 0, 0);
    layout->addWidget(roleLabel(m_segment.name, m_segment.state == StageSegment::State::Coming ? "muted" : "", this));
    layout->addStretch(1);
    if (row.expected)
        layout->addWidget(roleLabel(tr("usually %1").arg(stageTimeText(*row.expected)), "note", this));
    QLabel* time = roleLabel(
        m_segment.state == StageSegment::State::Coming ? tr("to come") : stageTimeText(m_segment.seconds), "", this);
    time->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    layout->addWidget(time);
    setAccessibleName(tr("Stage %1").arg(stagesText({m_segment})));
}

void StageLine::paintEvent(QPaintEvent*)
{
    constexpr double kSquare = 10;
    QPainter painter(this);
    paintStages(painter, QRectF(0, (height() - kSquare) / 2, kSquare + 1, kSquare), {m_segment}, m_theme);
}

StageDelegate::StageDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void StageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    // The row's own look (selection, line) without the text, which is there for readers and for copying.
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    const QWidget* widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &plain, painter, widget);
    const std::vector<StageSegment> segments = segmentsOf(index.data(RowRole).value<RunRow>().stages);
    if (segments.empty())
        return;
    constexpr int kEdge = 8;
    constexpr double kShortest = 16;
    const QRectF cell = option.rect.adjusted(kEdge, 0, -kEdge, 0);
    const double share = m_longest > 0 ? std::min(1.0, total(segments) / m_longest) : 1;
    const QRectF area(cell.left(), cell.center().y() - kThick / 2.0, std::max(kShortest, cell.width() * share), kThick);
    painter->save();
    paintStages(*painter, area, segments, m_theme);
    painter->restore();
}

} // namespace factoid
