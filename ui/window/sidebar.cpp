#include "ui/window/sidebar.h"

#include "ui/base/formats.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QToolButton>

namespace factoid {

namespace {

constexpr int kWide = 208, kNarrow = 56;
constexpr int kStripe = 4;

} // namespace

Sidebar::Sidebar(const Theme& theme, const std::vector<PageSpec>& pages, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_name(roleLabel(tr("Factoid Desk"), "section", this))
    , m_profile(linkButton({}, this))
    , m_stripe(new QFrame(this))
    , m_fold(new QToolButton(this))
    , m_group(new QButtonGroup(this))
{
    setObjectName(u"sidebar"_s);
    setAccessibleName(tr("Pages"));
    setFixedWidth(kWide);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 1, 0);
    outer->setSpacing(0);
    m_stripe->setFixedHeight(kStripe);
    m_stripe->hide();
    outer->addWidget(m_stripe);
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(metric::kSmall, metric::kMedium, metric::kSmall, metric::kSmall);
    layout->setSpacing(1);
    outer->addLayout(layout, 1);
    m_name->setContentsMargins(metric::kSmall, 0, 0, 0);
    layout->addWidget(m_name);
    m_profile->hide();
    connect(m_profile, &QPushButton::clicked, this, &Sidebar::profileClicked);
    layout->addWidget(m_profile);

    QString group;
    std::vector<PageSpec> last;
    for (const PageSpec& page : pages) {
        if (page.id == "settings"_L1) {
            last.push_back(page);
            continue;
        }
        if (page.group != group) {
            group = page.group;
            QLabel* heading = roleLabel(group.toUpper(), "caption", this);
            heading->setContentsMargins(metric::kSmall + 2, metric::kSmall, 0, metric::kTiny);
            m_headings.push_back(heading);
            layout->addWidget(heading);
        }
        addEntry(page, layout);
    }
    layout->addStretch(1);
    for (const PageSpec& page : last)
        addEntry(page, layout);
    m_fold->setToolTip(tr("Fold the sidebar"));
    m_fold->setAccessibleName(tr("Fold the sidebar"));
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    layout->addWidget(m_fold, 0, Qt::AlignRight);
    connect(&theme, &Theme::changed, this, &Sidebar::reicon);
    reicon();
}

void Sidebar::addEntry(const PageSpec& page, QVBoxLayout* layout)
{
    auto* button = new QPushButton(page.title, this);
    button->setProperty("role", u"nav"_s);
    button->setCheckable(true);
    button->setAccessibleName(page.title);
    button->setToolTip(page.title);
    auto* inside = new QHBoxLayout(button);
    inside->setContentsMargins(0, 0, metric::kSmall, 0);
    inside->addStretch(1);
    QLabel* badge = chip({}, "warning", button);
    badge->setAttribute(Qt::WA_TransparentForMouseEvents);
    badge->hide();
    inside->addWidget(badge);
    m_group->addButton(button);
    connect(button, &QPushButton::clicked, this, [this, id = page.id] { Q_EMIT chosen(id); });
    layout->addWidget(button);
    m_order.push_back(page.id);
    m_entries[page.id] = {button, badge, page.title, page.icon};
}

void Sidebar::reicon()
{
    for (auto& [id, entry] : m_entries)
        entry.button->setIcon(m_theme.icon(entry.icon, entry.button->isChecked() ? Tone::Accent : Tone::Muted));
    m_fold->setIcon(m_theme.icon(m_folded ? u"expand"_s : u"collapse"_s));
}

void Sidebar::setCurrent(const QString& page)
{
    const auto found = m_entries.find(page);
    if (found != m_entries.end()) {
        found->second.button->setChecked(true);
        // The window opens with the keyboard where one is, and a ring in the list goes along.
        const QWidget* focused = window()->focusWidget();
        if (!focused || (focused != found->second.button && isAncestorOf(focused)))
            found->second.button->setFocus();
    }
    reicon();
}

void Sidebar::setBadge(const QString& page, qint64 count, const char* tone)
{
    const auto found = m_entries.find(page);
    if (found == m_entries.end())
        return;
    const Entry& entry = found->second;
    entry.badge->setText(numberText(count));
    setChipTone(entry.badge, tone);
    entry.badge->setVisible(count > 0 && !m_folded);
    entry.badge->setProperty("count", count);
    entry.button->setAccessibleName(count > 0 ? tr("%1, %2 need attention").arg(entry.title, numberText(count))
                                              : entry.title);
}

void Sidebar::setFolded(bool folded)
{
    m_folded = folded;
    setFixedWidth(folded ? kNarrow : kWide);
    m_name->setVisible(!folded);
    m_profile->setVisible(!folded && !m_profile->text().isEmpty());
    for (QLabel* heading : m_headings)
        heading->setVisible(!folded);
    for (auto& [id, entry] : m_entries) {
        entry.button->setText(folded ? QString() : entry.title);
        entry.badge->setVisible(!folded && entry.badge->property("count").toLongLong() > 0);
    }
    m_fold->setToolTip(folded ? tr("Unfold the sidebar") : tr("Fold the sidebar"));
    reicon();
}

void Sidebar::setProfile(const QString& name, const QColor& color, bool readOnly)
{
    m_profile->setText(readOnly ? tr("%1 (read only)").arg(name) : name);
    m_profile->setAccessibleName(tr("Connection: %1").arg(m_profile->text()));
    m_profile->setVisible(!m_folded && !name.isEmpty());
    m_stripe->setVisible(color.isValid());
    m_stripe->setStyleSheet(u"background: %1; border: none;"_s.arg(color.name()));
}

// Up and down walk through the pages as in a list.
void Sidebar::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0) {
        QFrame::keyPressEvent(event);
        return;
    }
    for (size_t i = 0; i < m_order.size(); ++i) {
        if (!m_entries[m_order[i]].button->hasFocus())
            continue;
        const auto next = static_cast<qsizetype>(i) + step;
        if (next >= 0 && next < static_cast<qsizetype>(m_order.size()))
            m_entries[m_order[static_cast<size_t>(next)]].button->setFocus(Qt::TabFocusReason);
        return;
    }
}

} // namespace factoid
