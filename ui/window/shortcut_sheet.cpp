#include "ui/window/shortcut_sheet.h"

#include "ui/window/fuzzy.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QTableWidget>

namespace factoid {

namespace {

constexpr int kSheetWidth = 640, kSheetHeight = 520, kSheetTop = 60;

} // namespace

ShortcutSheet::ShortcutSheet(ActionRegistry& actions, QWidget* window)
    : QFrame(window)
    , m_actions(actions)
    , m_filter(new QLineEdit(this))
    , m_table(new QTableWidget(0, 3, this))
    , m_keys(new QKeySequenceEdit(this))
    , m_set(new QPushButton(tr("Set"), this))
    , m_reset(new QPushButton(tr("Reset"), this))
    , m_clear(new QPushButton(tr("No keys"), this))
    , m_error(new FormError(this))
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Keyboard shortcuts"));
    setFixedSize(kSheetWidth, kSheetHeight);
    m_filter->setPlaceholderText(tr("Type to filter"));
    m_filter->setAccessibleName(tr("Filter of the shortcuts"));
    m_table->setAccessibleName(tr("Shortcuts"));
    m_table->setHorizontalHeaderLabels({tr("Action"), tr("Where"), tr("Keys")});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setAccessibleName(tr("Columns of the shortcuts"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setAccessibleName(tr("Rows of the shortcuts"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_keys->setAccessibleName(tr("New keys for the chosen action"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kLarge, metric::kLarge, metric::kLarge, metric::kLarge);
    layout->addWidget(roleLabel(tr("Keyboard shortcuts"), "section", this));
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(roleLabel(tr("New keys"), "muted", this));
    row->addWidget(m_keys, 1);
    for (QPushButton* button : {m_set, m_reset, m_clear})
        row->addWidget(button);
    layout->addLayout(row);
    layout->addWidget(m_error);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutSheet::fill);
    connect(m_table, &QTableWidget::currentCellChanged, this, &ShortcutSheet::edit);
    connect(m_set, &QPushButton::clicked, this, &ShortcutSheet::apply);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const auto* item = m_table->item(m_table->currentRow(), 0))
            m_actions.resetShortcut(item->data(Qt::UserRole).toString());
        fill();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        if (const auto* item = m_table->item(m_table->currentRow(), 0))
            m_actions.setShortcut(item->data(Qt::UserRole).toString(), {});
        fill();
    });
    hide();
}

void ShortcutSheet::summon()
{
    m_filter->clear();
    fill();
    move((parentWidget()->width() - width()) / 2, kSheetTop);
    show();
    raise();
    m_filter->setFocus();
}

void ShortcutSheet::fill()
{
    const QString typed = fuzzyForm(m_filter->text());
    const int row = std::max(0, m_table->currentRow());
    m_table->setRowCount(0);
    for (const ActionSpec& spec : m_actions.specs()) {
        QString text = m_actions.find(spec.id)->text();
        text.remove(QLatin1Char('&'));
        if (!fuzzyScoreOfForms(typed, fuzzyForm(text + QLatin1Char(' ') + spec.group)))
            continue;
        const int at = m_table->rowCount();
        m_table->insertRow(at);
        auto* name = new QTableWidgetItem(text);
        name->setData(Qt::UserRole, spec.id);
        m_table->setItem(at, 0, name);
        m_table->setItem(at, 1, new QTableWidgetItem(spec.group));
        m_table->setItem(at, 2, new QTableWidgetItem(m_actions.shortcut(spec.id).toString(QKeySequence::NativeText)));
    }
    if (m_table->rowCount() > 0)
        m_table->selectRow(std::min(row, m_table->rowCount() - 1));
}

void ShortcutSheet::edit()
{
    m_error->say({});
    const auto* item = m_table->item(m_table->currentRow(), 0);
    for (QPushButton* button : {m_set, m_reset, m_clear})
        button->setEnabled(item != nullptr);
    if (item)
        m_keys->setKeySequence(m_actions.shortcut(item->data(Qt::UserRole).toString()));
}

void ShortcutSheet::apply()
{
    const auto* item = m_table->item(m_table->currentRow(), 0);
    if (!item)
        return;
    const QString id = item->data(Qt::UserRole).toString();
    const QKeySequence keys = m_keys->keySequence();
    if (const auto other = m_actions.clash(id, keys)) {
        QString text = m_actions.find(*other)->text();
        text.remove(QLatin1Char('&'));
        m_error->say(tr("%1 is already used for “%2”. Remove it there first, or choose other keys.")
                         .arg(keys.toString(QKeySequence::NativeText), text),
                     m_keys);
        return;
    }
    m_actions.setShortcut(id, keys);
    m_error->say({});
    fill();
}

void ShortcutSheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace factoid
