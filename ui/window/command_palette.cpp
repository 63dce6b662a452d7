#include "ui/window/command_palette.h"

#include "ui/window/fuzzy.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kPaletteWidth = 620, kPaletteHeight = 420, kPaletteTop = 72;
constexpr int kShown = 60;
constexpr int kItemRole = Qt::UserRole + 10, kNoteRole = Qt::UserRole + 11, kKindRole = Qt::UserRole + 12;
constexpr int kActionBonus = 30, kPageBonus = 40, kFactoidMalus = -60;

// Title on the left, note in small behind it, kind at the right.
class ItemDelegate : public QStyledItemDelegate
{
  public:
    ItemDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, m_theme.color(Tone::Selection));
        QRect rest = option.rect.adjusted(metric::kMedium, 0, -metric::kMedium, 0);
        const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter, QRect(rest.left(), rest.center().y() - metric::kIcon / 2, metric::kIcon, metric::kIcon));
        rest.setLeft(rest.left() + metric::kIcon + metric::kMedium);
        const QString kind = index.data(kKindRole).toString();
        painter->setFont(Theme::font(metric::kCaption));
        painter->setPen(m_theme.color(Tone::Muted));
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, kind);
        rest.setRight(rest.right() - painter->fontMetrics().horizontalAdvance(kind) - metric::kMedium);
        painter->setFont(Theme::font(metric::kBody));
        painter->setPen(m_theme.color(Tone::Text));
        const QString title =
            painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, rest.width());
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, title);
        rest.setLeft(rest.left() + painter->fontMetrics().horizontalAdvance(title) + metric::kSmall);
        painter->setFont(Theme::font(metric::kCaption));
        painter->setPen(m_theme.color(Tone::Muted));
        painter->drawText(
            rest, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data(kNoteRole).toString(), Qt::ElideRight, rest.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        constexpr int kRow = 34;
        return {0, kRow}; // as wide as the list is
    }

  private:
    const Theme& m_theme;
};

} // namespace

CommandPalette::CommandPalette(PageContext& context, const std::vector<PageSpec>& pages, QWidget* window)
    : QFrame(window)
    , m_context(context)
    , m_pages(pages)
    , m_line(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_hint(roleLabel({}, "note", this))
    , m_model(new QStandardItemModel(this))
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Search or do anything"));
    setFixedSize(kPaletteWidth, kPaletteHeight);
    m_line->setPlaceholderText(tr("An action, a page, a council, a field, a year, a factoid"));
    m_line->setAccessibleName(tr("Search or do anything"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ItemDelegate(context.theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kMedium, metric::kMedium, metric::kMedium, metric::kSmall);
    layout->setSpacing(metric::kSmall);
    layout->addWidget(m_line);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::summon(const QString& typed)
{
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    if (!m_namesKnown)
        askNames();
    collect();
    m_line->setText(typed);
    move((parentWidget()->width() - width()) / 2, kPaletteTop);
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
    filter();
}

void CommandPalette::askNames()
{
    m_namesKnown = true;
    m_asking.ask(m_context.reader, searchEntries, [this](const Result<std::vector<SearchEntry>>& names) {
        m_namesKnown = names.has_value();
        if (!names)
            return;
        m_names = *names;
        if (!isVisible())
            return;
        collect();
        filter();
    });
}

void CommandPalette::collect()
{
    m_items.clear();
    for (const PageSpec& page : m_pages) {
        m_items.push_back({page.title, page.group, tr("page"), fuzzyForm(page.title + QLatin1Char(' ') + page.group),
                           page.icon, kPageBonus, [this, id = page.id] { m_context.navigator.go({id}); }});
    }
    for (const ActionSpec& spec : m_context.actions.specs()) {
        QAction* action = m_context.actions.find(spec.id);
        if (!action->isEnabled())
            continue;
        QString text = action->text();
        text.remove(QLatin1Char('&'));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        Item item{text,
                  keys.isEmpty() ? spec.group : spec.group + u" · "_s + keys,
                  tr("action"),
                  fuzzyForm(text + QLatin1Char(' ') + spec.group),
                  spec.icon.isEmpty() ? u"play"_s : spec.icon,
                  kActionBonus,
                  [action] { action->trigger(); }};
        item.isHere = spec.id.section(QLatin1Char('.'), 0, 0) == m_context.navigator.current().page;
        // "Undo: a set published" is found by "undo", not by what would be undone.
        if (spec.care == Care::TakesAway)
            item.dangerous = fuzzyForm(text.section(u": "_s, 0, 0));
        m_items.push_back(std::move(item));
    }
    addNames(m_names);
}

void CommandPalette::addNames(const std::vector<SearchEntry>& entries)
{
    for (const SearchEntry& entry : entries) {
        Item item{entry.title, entry.note, {}, fuzzyForm(entry.title + QLatin1Char(' ') + entry.note), {}, 0, {}};
        Place place;
        switch (entry.kind) {
        case SearchEntry::Kind::Council:
            item.kind = tr("council");
            item.icon = u"council"_s;
            place = {u"figures"_s, {{u"council"_s, entry.id}}};
            break;
        case SearchEntry::Kind::Field:
            item.kind = tr("field");
            item.icon = u"figures"_s;
            place = {u"summaries"_s, {{u"field"_s, entry.id}}};
            break;
        case SearchEntry::Kind::Year:
            item.kind = tr("year");
            item.icon = u"year"_s;
            place = {u"figures"_s, {{u"year"_s, entry.id}}};
            break;
        case SearchEntry::Kind::Factoid:
            item.kind = tr("factoid");
            item.icon = u"factoids"_s;
            item.bonus = kFactoidMalus;
            place = {u"factoids"_s, {{u"id"_s, entry.id}}};
            break;
        }
        item.run = [this, place] { m_context.navigator.go(place); };
        m_items.push_back(std::move(item));
    }
}

void CommandPalette::filter()
{
    const QString typed = fuzzyForm(m_line->text());
    struct Found {
        Rank rank;
        int score;
        size_t at;
    };
    std::vector<Found> found;
    for (size_t i = 0; i < m_items.size(); ++i) {
        const auto score = fuzzyScoreOfForms(typed, m_items[i].form);
        const auto rank = score ? rankOf(m_items[i], typed) : std::nullopt;
        if (rank)
            found.push_back({*rank, -(*score + m_items[i].bonus), i});
    }
    const size_t all = found.size();
    // An empty line shows pages and actions in their own order.
    if (!typed.isEmpty())
        std::ranges::stable_sort(found, {}, [](const Found& each) { return std::pair(each.rank, each.score); });
    if (found.size() > kShown)
        found.resize(kShown);
    m_model->clear();
    for (const auto& [rank, score, at] : found) {
        const Item& item = m_items[at];
        auto* row = new QStandardItem(m_context.theme.icon(item.icon), item.title);
        row->setData(static_cast<qint64>(at), kItemRole);
        row->setData(item.note, kNoteRole);
        row->setData(item.kind, kKindRole);
        row->setData(u"%1, %2, %3"_s.arg(item.title, item.kind, item.note), Qt::AccessibleTextRole);
        m_model->appendRow(row);
    }
    if (!found.empty())
        m_list->setCurrentIndex(m_model->index(0, 0));
    m_hint->setText(all == 0 ? tr("No matches. Try fewer letters.")
                             : tr("%1 found. Enter opens, Esc closes.").arg(all));
}

std::optional<CommandPalette::Rank> CommandPalette::rankOf(const Item& item, const QString& typed)
{
    if (!item.dangerous.isEmpty()) {
        if (!matchesWords(typed, item.dangerous))
            return std::nullopt;
        const bool isMeant = item.dangerous.startsWith(typed);
        return !isMeant ? Rank::Dangerous : item.isHere ? Rank::Here : Rank::Words;
    }
    if (!matchesWords(typed, item.form))
        return Rank::Letters;
    const bool isNamed = fuzzyForm(item.title) == typed;
    return item.isHere || isNamed ? Rank::Here : Rank::Words;
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const auto run = m_items[static_cast<size_t>(index.data(kItemRole).toLongLong())].run;
    // What is done is done where the keyboard was.
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    hide();
    run();
}

void CommandPalette::step(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int next = std::clamp(m_list->currentIndex().row() + rows, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(next, 0));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    constexpr int kPageStep = 8;
    if (event->type() == QEvent::FocusOut && isVisible()) {
        hide();
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // typing here is typing, whatever letter an action listens to
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(kPageStep);
        return true;
    case Qt::Key_PageUp:
        step(-kPageStep);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        hide();
        if (m_focusBefore)
            m_focusBefore->setFocus();
        return true;
    default:
        return false;
    }
}

} // namespace factoid
