#include "ui/overview/tile.h"

#include <QKeyEvent>

namespace factoid {

Tile::Tile(const QString& caption, int series, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_name(caption)
    , m_figure(roleLabel(u"…"_s, "figure", this))
    , m_note(wrappedLabel({}, "note", this))
    , m_line(new SparkLine(theme, series, this))
{
    setObjectName(u"card"_s);
    setAccessibleName(caption);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    m_line->setAccessibleName(tr("%1, the last 14 days").arg(caption));
    m_note->setTextInteractionFlags(Qt::NoTextInteraction);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kLarge, metric::kMedium, metric::kLarge, metric::kMedium);
    layout->setSpacing(2);
    layout->addWidget(roleLabel(caption.toUpper(), "caption", this));
    layout->addWidget(m_figure);
    layout->addWidget(m_note);
    layout->addStretch(1);
    layout->addWidget(m_line);
}

void Tile::set(const QString& figure, const QString& note, const std::vector<std::optional<double>>& values,
               const QString& summary)
{
    m_figure->setText(figure);
    m_note->setText(note);
    m_line->set(values, summary);
    setAccessibleName(u"%1: %2. %3"_s.arg(m_name, figure, note));
}

void Tile::setBad(bool bad)
{
    setStyleProperty(m_figure, "tone", bad ? u"bad"_s : QString());
    m_figure->setAccessibleDescription(bad ? tr("Needs attention") : QString());
}

void Tile::mouseReleaseEvent(QMouseEvent* event)
{
    if (rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void Tile::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
        Q_EMIT clicked();
    else
        QFrame::keyPressEvent(event);
}

void Tile::focusInEvent(QFocusEvent* event)
{
    setStyleProperty(this, "selected", true);
    QFrame::focusInEvent(event);
}

void Tile::focusOutEvent(QFocusEvent* event)
{
    setStyleProperty(this, "selected", false);
    QFrame::focusOutEvent(event);
}

} // namespace factoid
