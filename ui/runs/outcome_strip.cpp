#include "ui/runs/outcome_strip.h"

#include <QHash>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <ranges>

namespace factoid {

namespace {

constexpr int kCell = 9, kGap = 3, kHeight = 26;

} // namespace

QString outcomeWords(const QString& outcome)
{
    static const QHash<QString, const char*> words{
        {u"running"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "running")},
        {u"done"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "done")},
        {u"published"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "published")},
        {u"unchanged"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "unchanged")},
        {u"not_due"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "not due")},
        {u"due"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "scheduled")},
        {u"waiting"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "waiting")},
        {u"paused"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "paused")},
        {u"skipped"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "skipped")},
        {u"busy"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "another run was generating")},
        {u"failed"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "failed")},
        {u"fell_back"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "fell back")},
        {u"interrupted"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "interrupted")},
        {u"undone"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "undone")},
        {u"redone"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "redone")},
        {u"dry_run"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "dry run")},
        {u"schedule_saved"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "saved")},
        {u"not checked"_s, QT_TRANSLATE_NOOP("factoid::OutcomeStrip", "not checked")}};
    const char* known = words.value(outcome, nullptr);
    return known ? OutcomeStrip::tr(known) : outcome;
}

State outcomeState(const QString& outcome)
{
    if (outcome == "published"_L1 || outcome == "done"_L1)
        return State::Good;
    if (outcome == "failed"_L1)
        return State::Bad;
    if (outcome == "fell_back"_L1 || outcome == "interrupted"_L1)
        return State::Warning;
    return State::Idle;
}

OutcomeStrip::OutcomeStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("How the last slots ended"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void OutcomeStrip::setSlots(const std::vector<SlotRow>& slotRows)
{
    m_rows = slotRows;
    constexpr size_t kRead = 12;
    QStringList words;
    for (const SlotRow& row : m_rows | std::views::take(kRead))
        words << outcomeWords(row.outcome);
    setAccessibleDescription(words.isEmpty() ? tr("No slot has passed yet")
                                             : tr("Newest first: %1").arg(words.join(u", "_s)));
    update();
}

int OutcomeStrip::shown() const
{
    return std::min(static_cast<int>(m_rows.size()), (width() + kGap) / (kCell + kGap));
}

QSize OutcomeStrip::sizeHint() const
{
    return {240, kHeight};
}

int OutcomeStrip::rowAt(int x) const
{
    const int row = (width() - 1 - x) / (kCell + kGap);
    return x >= 0 && row >= 0 && row < shown() ? row : -1;
}

void OutcomeStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int row = 0; row < shown(); ++row) {
        const QString outcome = m_rows[static_cast<size_t>(row)].outcome;
        const QColor color = m_theme.color(toneOf(outcomeState(outcome)));
        const QRectF cell(width() - (row + 1) * kCell - row * kGap, 0, kCell, kHeight);
        // Never colour alone: what was passed over is hollow, what went wrong is full height with a notch.
        const bool hollow = outcome == "paused"_L1 || outcome == "skipped"_L1;
        const bool quiet = outcome == "unchanged"_L1;
        painter.setPen(hollow ? QPen(color, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(color));
        painter.drawRoundedRect(quiet ? cell.adjusted(0, kHeight / 2.0, 0, 0) : cell.adjusted(0.75, 0.75, -0.75, -0.75),
                                2, 2);
        if (outcomeState(outcome) == State::Bad) {
            painter.setPen(QPen(m_theme.color(Tone::Card), 1.5));
            painter.drawLine(cell.center() - QPointF(3, 3), cell.center() + QPointF(3, 3));
            painter.drawLine(cell.center() - QPointF(-3, 3), cell.center() + QPointF(-3, 3));
        }
    }
}

void OutcomeStrip::mousePressEvent(QMouseEvent* event)
{
    if (const int row = rowAt(event->pos().x()); row >= 0)
        Q_EMIT picked(row);
}

bool OutcomeStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const int row = rowAt(help->x()); row >= 0) {
        const SlotRow& slot = m_rows[static_cast<size_t>(row)];
        QToolTip::showText(help->globalPos(),
                           tr("%1: %2. %3")
                               .arg(QString(slot.local).replace(QLatin1Char('T'), QLatin1Char(' ')),
                                    outcomeWords(slot.outcome), slot.reason.text()),
                           this);
    }
    return true;
}

OutcomeLegend::OutcomeLegend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QHBoxLayout(this))
{
    setAccessibleName(tr("What the colours mean"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(metric::kSmall);
}

void OutcomeLegend::setCounts(const OutcomeCounts& counts)
{
    clearLayout(m_layout);
    for (const char* outcome : {"published", "unchanged", "paused", "skipped", "fell_back", "failed"}) {
        const auto count = counts.of(QLatin1String(outcome));
        if (count == 0)
            continue;
        auto* dot = new StateDot(m_theme, this);
        dot->set(outcomeState(QLatin1String(outcome)),
                 tr("%1 %2").arg(outcomeWords(QLatin1String(outcome))).arg(count));
        m_layout->addWidget(dot);
    }
    m_layout->addStretch(1);
}

} // namespace factoid
