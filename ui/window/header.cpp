#include "ui/window/header.h"

#include <QMenu>
#include <QToolButton>

#include <map>

namespace factoid {

namespace {

constexpr int kHeaderHeight = 48, kSearchWidth = 280;

QToolButton* toolButton(const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

} // namespace

Header::Header(const Theme& theme, ActionRegistry& actions, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_back(toolButton(tr("Back"), this))
    , m_forward(toolButton(tr("Forward"), this))
    , m_menuButton(toolButton(tr("Menu"), this))
    , m_group(roleLabel({}, "muted", this))
    , m_title(roleLabel({}, "", this))
    , m_search(new QPushButton(tr("Search or do anything"), this))
    , m_menu(new QMenu(this))
{
    setObjectName(u"header"_s);
    setAccessibleName(tr("Header"));
    setFixedHeight(Theme::scaled(kHeaderHeight));
    m_title->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    m_title->setAccessibleName(tr("Page"));
    m_group->setAccessibleName(tr("Group of pages"));
    m_search->setProperty("role", u"search"_s);
    m_search->setFixedWidth(kSearchWidth);
    auto* inside = new QHBoxLayout(m_search);
    inside->setContentsMargins(0, 0, metric::kSmall, 0);
    inside->addStretch(1);
    inside->addWidget(roleLabel(u"Ctrl+K"_s, "key", m_search), 0, Qt::AlignVCenter);
    m_menu->setAccessibleName(tr("Menu"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kLarge, 0, metric::kHuge, 0);
    layout->setSpacing(metric::kTiny);
    layout->addWidget(m_back);
    layout->addWidget(m_forward);
    layout->addSpacing(metric::kSmall);
    layout->addWidget(m_group);
    layout->addWidget(m_title);
    layout->addStretch(1);
    layout->addWidget(m_search);
    layout->addWidget(m_menuButton);
    connect(m_back, &QToolButton::clicked, this, &Header::backWanted);
    connect(m_forward, &QToolButton::clicked, this, &Header::forwardWanted);
    connect(m_search, &QPushButton::clicked, this, &Header::paletteWanted);
    connect(m_menuButton, &QToolButton::clicked, this, &Header::openMenu);
    connect(m_menu, &QMenu::aboutToShow, this, &Header::fillMenu);
    connect(&theme, &Theme::changed, this, &Header::reicon);
    reicon();
    setCanGo(false, false);
}

void Header::reicon()
{
    m_back->setIcon(m_theme.icon(u"back"_s));
    m_forward->setIcon(m_theme.icon(u"forward"_s));
    m_menuButton->setIcon(m_theme.icon(u"menu"_s));
    m_search->setIcon(m_theme.icon(u"search"_s));
}

void Header::setPlace(const QString& group, const QString& title)
{
    m_group->setText(group + u"  /"_s);
    m_title->setText(title);
}

void Header::setCanGo(bool back, bool forward)
{
    m_back->setEnabled(back);
    m_forward->setEnabled(forward);
}

void Header::openMenu()
{
    fillMenu();
    m_menu->popup(
        m_menuButton->mapToGlobal(QPoint(m_menuButton->width() - m_menu->sizeHint().width(), m_menuButton->height())));
}

// One submenu a group, in the order in which the groups were first registered.
void Header::fillMenu()
{
    m_menu->clear();
    std::map<QString, QMenu*> menus;
    for (const ActionSpec& spec : m_actions.specs()) {
        QMenu*& menu = menus[spec.group];
        if (!menu) {
            menu = m_menu->addMenu(spec.group);
            menu->setAccessibleName(spec.group);
        }
        menu->addAction(m_actions.find(spec.id));
    }
}

} // namespace factoid
