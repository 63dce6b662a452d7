#include "ui/widgets/side_panel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QKeyEvent>
#include <QTimer>
#include <QToolButton>

namespace factoid {

namespace {

constexpr int kWidth = 340;
constexpr int kTries = 20, kTryEvery = 20; // ms

} // namespace

SidePanel::SidePanel(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_title(roleLabel({}, "section", this))
    , m_body(new QVBoxLayout)
{
    setObjectName(u"card"_s);
    setAccessibleName(tr("Details"));
    setMinimumWidth(kWidth);
    setMaximumWidth(kWidth + kWidth / 4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kLarge, metric::kMedium, metric::kMedium, metric::kMedium);
    auto* top = new QHBoxLayout;
    m_title->setWordWrap(true);
    auto* close = new QToolButton(this);
    close->setIcon(theme.icon(u"close"_s));
    close->setToolTip(tr("Close the details (Esc)"));
    close->setAccessibleName(tr("Close the details"));
    connect(&theme, &Theme::changed, close, [close, &theme] { close->setIcon(theme.icon(u"close"_s)); });
    const auto hideAndTell = [this] {
        hide();
        Q_EMIT closed();
    };
    connect(close, &QToolButton::clicked, this, hideAndTell);
    top->addWidget(m_title, 1);
    top->addWidget(close, 0, Qt::AlignTop);
    layout->addLayout(top);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Details"));
    auto* inside = new QWidget(scroll);
    m_body->setContentsMargins(0, 0, metric::kTiny, 0);
    m_body->setSpacing(metric::kSmall);
    auto* outer = new QVBoxLayout(inside);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addLayout(m_body);
    outer->addStretch(1);
    scroll->setWidget(inside);
    layout->addWidget(scroll, 1);
    hide();
}

void SidePanel::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(tr("Details: %1").arg(title));
}

// By its object's name where it has one: what a button says may follow from what it did.
QString SidePanel::callName(const QWidget* control)
{
    if (!control->objectName().isEmpty())
        return control->objectName();
    const auto* button = qobject_cast<const QAbstractButton*>(control);
    return control->accessibleName().isEmpty() && button ? button->text() : control->accessibleName();
}

void SidePanel::clear()
{
    const QWidget* focus = QApplication::focusWidget();
    if (focus && focus != this && isAncestorOf(focus)) {
        m_hadFocus = callName(focus);
        setFocus(Qt::OtherFocusReason);
        // The new content is laid out first, and part of it waits for an answer.
        for (int again = 0; again < kTries; ++again)
            QTimer::singleShot(again * kTryEvery, this, &SidePanel::giveBackFocus);
    }
    clearLayout(m_body);
}

void SidePanel::giveBackFocus()
{
    if (!hasFocus() || m_hadFocus.isEmpty())
        return;
    for (QWidget* control : findChildren<QWidget*>()) {
        if (control->isVisible() && control->isEnabled() && (control->focusPolicy() & Qt::TabFocus) &&
            callName(control) == m_hadFocus)
            return control->setFocus(Qt::OtherFocusReason);
    }
}

void SidePanel::addHeading(const QString& text)
{
    m_body->addSpacing(metric::kSmall);
    m_body->addWidget(roleLabel(text, "section"));
}

QLabel* SidePanel::addRow(const QString& name, const QString& value, const QString& note)
{
    auto* row = new QWidget;
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, metric::kTiny, 0, metric::kTiny);
    layout->setSpacing(0);
    auto* top = new QHBoxLayout;
    auto* label = wrappedLabel(name, "", row);
    auto* shown = wrappedLabel(value, "", row);
    shown->setAlignment(Qt::AlignRight | Qt::AlignTop);
    shown->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    top->addWidget(label, 1);
    top->addWidget(shown, 1);
    layout->addLayout(top);
    if (!note.isEmpty())
        layout->addWidget(wrappedLabel(note, "note", row));
    m_body->addWidget(row);
    m_body->addWidget(separatorLine());
    return shown;
}

void SidePanel::addText(const QString& text, const char* role)
{
    m_body->addWidget(wrappedLabel(text, role));
}

void SidePanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QFrame::keyPressEvent(event);
        return;
    }
    hide();
    Q_EMIT closed();
}

} // namespace factoid
