#include "ui/schedule/inline_choice.h"

#include "ui/widgets/widgets.h"

#include <QKeyEvent>
#include <QMenu>

namespace factoid {

InlineChoice::InlineChoice(const QString& name, const QString& other, QWidget* parent)
    : QWidget(parent)
    , m_button(linkButton({}, this))
    , m_line(new QLineEdit(this))
    , m_menu(new QMenu(this))
    , m_other(other)
{
    constexpr int kLineWidth = 90;
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button);
    layout->addWidget(m_line);
    m_button->setAccessibleName(name);
    m_button->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    m_line->setAccessibleName(name);
    m_line->setFixedWidth(kLineWidth);
    m_line->installEventFilter(this);
    m_line->hide();
    m_menu->setAccessibleName(name);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_menu->isEmpty())
            openLine();
        else
            m_menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height())));
    });
    connect(m_line, &QLineEdit::returnPressed, this, [this] { Q_EMIT chosen(m_line->text().trimmed()); });
}

void InlineChoice::setChoices(const std::vector<std::pair<QString, QString>>& choices)
{
    m_menu->clear();
    for (const auto& [value, words] : choices)
        m_menu->addAction(words, this, [this, picked = value] { Q_EMIT chosen(picked); });
    if (!m_other.isEmpty()) {
        m_menu->addSeparator();
        m_menu->addAction(m_other, this, &InlineChoice::openLine);
    }
}

void InlineChoice::setCurrent(const QString& words)
{
    m_button->setText(words + u" ▾"_s);
    m_button->setAccessibleDescription(words);
}

void InlineChoice::openLine()
{
    m_button->hide();
    m_line->clear();
    m_line->show();
    m_line->setFocus();
}

void InlineChoice::closeLine()
{
    const bool had = m_line->hasFocus();
    m_line->hide();
    m_button->show();
    if (had)
        m_button->setFocus();
}

bool InlineChoice::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        closeLine();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace factoid
