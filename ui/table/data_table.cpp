#include "ui/table/data_table.h"

#include "core/base/plain_file.h"
#include "ui/base/formats.h"
#include "ui/table/column_fit.h"
#include "ui/table/table_text.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QGraphicsOpacityEffect>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kRowHeight = 30, kCompactRowHeight = 28;
constexpr int kFilterDelay = 150; // ms between the last key and the filtering
constexpr int kRememberDelay = 500;

QToolButton* barButton(const Theme& theme, const QString& icon, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(theme.icon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    QObject::connect(&theme, &Theme::changed, button, [button, icon, &theme] { button->setIcon(theme.icon(icon)); });
    return button;
}

} // namespace

DataTable::DataTable(const QString& id, const QString& name, const Theme& theme, UiState& state, QWidget* parent)
    : QWidget(parent)
    , m_id(id)
    , m_theme(theme)
    , m_state(state)
    , m_proxy(new TableFilter(this))
    , m_view(new QTableView(this))
    , m_fit(new ColumnFit(m_view))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(tr("Nothing here yet."), this))
    , m_filterTimer(new QTimer(this))
    , m_rememberTimer(new QTimer(this))
    , m_error(new FormError(this))
{
    setAccessibleName(name);
    m_view->setAccessibleName(name);
    m_view->setObjectName(id);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setSortingEnabled(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(Theme::scaled(kRowHeight));
    m_view->verticalHeader()->setMinimumSectionSize(Theme::scaled(kCompactRowHeight));
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->horizontalHeader()->setAccessibleName(tr("Columns of %1").arg(name));
    m_view->verticalHeader()->setAccessibleName(tr("Rows of %1").arg(name));
    m_view->installEventFilter(this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSmall);
    makeBar();
    makeMenu();
    layout->addWidget(m_bar);
    layout->addWidget(m_error);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);

    m_filterTimer->setSingleShot(true);
    m_filterTimer->setInterval(kFilterDelay);
    connect(m_filterTimer, &QTimer::timeout, this, [this] { setFilterText(m_filter->text()); });
    m_rememberTimer->setSingleShot(true);
    m_rememberTimer->setInterval(kRememberDelay);
    connect(m_rememberTimer, &QTimer::timeout, this, &DataTable::remember);
    const auto later = [this] {
        if (!m_restoring)
            m_rememberTimer->start();
    };
    connect(m_view->horizontalHeader(), &QHeaderView::sectionResized, this, later);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionMoved, this, later);
    connect(m_view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, later);
    connect(m_view->horizontalHeader(), &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint& at) { showColumnFilter(m_view->horizontalHeader()->logicalIndexAt(at)); });
    connect(m_view, &QTableView::customContextMenuRequested, this,
            [this](const QPoint& at) { m_menu->popup(m_view->viewport()->mapToGlobal(at)); });
    connect(m_view, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT activated(sourceRow(index.row())); });
}

DataTable::~DataTable()
{
    if (m_rememberTimer->isActive())
        remember();
}

void DataTable::makeBar()
{
    constexpr int kFilterWidth = 220;
    m_bar = new QWidget(this);
    m_barLayout = new QHBoxLayout(m_bar);
    m_barLayout->setContentsMargins(0, 0, 0, 0);
    m_barLayout->setSpacing(metric::kSmall);
    m_filter = new QLineEdit(m_bar);
    m_filter->setPlaceholderText(tr("Type to filter"));
    m_filter->setAccessibleName(tr("Filter of %1").arg(accessibleName()));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(kFilterWidth);
    m_filter->installEventFilter(this);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(metric::kTiny);
    m_count = roleLabel({}, "note", m_bar);
    QToolButton* columns = barButton(m_theme, u"columns"_s, tr("Choose columns"), m_bar);
    QToolButton* exporting = barButton(m_theme, u"export"_s, tr("Export as CSV"), m_bar);
    connect(columns, &QToolButton::clicked, this, &DataTable::showColumnChooser);
    connect(exporting, &QToolButton::clicked, this, &DataTable::exportFile);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_filterTimer->start(); });
    m_barLayout->addWidget(m_filter);
    m_barLayout->addLayout(m_chips);
    m_barLayout->addStretch(1);
    m_barLayout->addWidget(m_count);
    m_barLayout->addWidget(columns);
    m_barLayout->addWidget(exporting);
}

void DataTable::makeMenu()
{
    m_menu = new QMenu(this);
    m_menu->setAccessibleName(tr("Actions on rows"));
    const auto copy = [this](bool markdown) { copySelected(markdown); };
    m_menu->addAction(tr("Copy as CSV"), this, [copy] { copy(false); });
    m_menu->addAction(tr("Copy as Markdown"), this, [copy] { copy(true); });
    m_menu->addAction(tr("Select all"), m_view, &QTableView::selectAll);
    m_menu->addSeparator();
    m_menu->addAction(tr("Filter this column…"), this, [this] { showColumnFilter(m_view->currentIndex().column()); });
    m_menu->addAction(tr("Choose columns…"), this, &DataTable::showColumnChooser);
    m_menu->addAction(tr("Export as CSV…"), this, &DataTable::exportFile);
}

void DataTable::setModel(QAbstractItemModel* model, const std::vector<Column>& columns)
{
    m_model = model;
    m_columns = columns;
    m_filtering = dynamic_cast<FilteringModel*>(model);
    m_keyed = dynamic_cast<const TableModel*>(model);
    m_restoring = true;
    if (m_filtering) {
        m_view->setModel(model);
    } else {
        m_proxy->setSourceModel(model);
        m_view->setModel(m_proxy);
    }
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (m_keeping)
                    return;
                noteSelection();
                Q_EMIT currentRowChanged(current.isValid() ? sourceRow(current.row()) : -1);
            });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_keeping)
            return;
        noteSelection();
        Q_EMIT selectionChanged();
    });
    const QAbstractItemModel* shown = m_view->model();
    connect(shown, &QAbstractItemModel::modelReset, this, &DataTable::updateEmpty);
    if (m_keyed)
        connect(m_keyed, &TableModel::answered, this, &DataTable::updateEmpty);
    connect(shown, &QAbstractItemModel::modelReset, this, &DataTable::keepSelection);
    connect(shown, &QAbstractItemModel::dataChanged, this, &DataTable::keepSelection);
    connect(shown, &QAbstractItemModel::rowsInserted, this, &DataTable::updateEmpty);
    connect(shown, &QAbstractItemModel::rowsRemoved, this, &DataTable::updateEmpty);
    connect(shown, &QAbstractItemModel::dataChanged, this, &DataTable::updateCount);
    resetColumns();
    restore();
    std::vector<int> widths;
    for (const Column& column : columns)
        widths.push_back(column.width);
    m_fit->attach(widths);
    m_restoring = false;
    updateEmpty();
}

void DataTable::resetColumns()
{
    QHeaderView* header = m_view->horizontalHeader();
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    for (size_t i = 0; i < m_columns.size(); ++i) {
        const auto column = static_cast<int>(i);
        header->setSectionHidden(column, !m_columns[i].shownAtFirst);
        if (m_columns[i].width > 0)
            header->resizeSection(column, m_columns[i].width);
    }
    m_fit->setByHand(false);
}

void DataTable::restore()
{
    const QString base = u"view/tables/%1/"_s.arg(m_id);
    const QByteArray header = m_state.value(base + u"header"_s).toByteArray();
    const bool sameColumns = m_state.value(base + u"columns"_s).toInt() == m_view->model()->columnCount();
    if (!header.isEmpty() && sameColumns && m_view->horizontalHeader()->restoreState(header)) {
        m_view->horizontalHeader()->setStretchLastSection(true);
        m_fit->setByHand(m_state.value(base + u"by_hand"_s).toBool());
        const int sorted = m_view->horizontalHeader()->sortIndicatorSection();
        if (sorted >= 0 && sorted < m_view->model()->columnCount())
            m_view->sortByColumn(sorted, m_view->horizontalHeader()->sortIndicatorOrder());
    }
    const QString own = m_state.ofStore(m_id);
    if (const QString text = m_state.value(own + u"/filter"_s).toString(); !text.isEmpty())
        m_filter->setText(text);
    const QVariantMap filters = m_state.value(own + u"/column_filters"_s).toMap();
    for (auto filter = filters.begin(); filter != filters.end(); ++filter)
        setColumnFilter(filter.key().toInt(), filter.value().toString());
}

void DataTable::remember()
{
    if (!m_model || !m_view->model())
        return; // a model that the page holds itself is gone before the table
    const QString base = u"view/tables/%1/"_s.arg(m_id);
    m_state.set(base + u"header"_s, m_view->horizontalHeader()->saveState());
    m_state.set(base + u"by_hand"_s, m_fit->isByHand());
    m_state.set(base + u"columns"_s, m_view->model()->columnCount());
    const QString own = m_state.ofStore(m_id);
    m_state.set(own + u"/filter"_s, m_filter->text());
    QVariantMap filters;
    for (const auto& [column, text] : m_columnFilters)
        filters.insert(QString::number(column), text);
    m_state.set(own + u"/column_filters"_s, filters);
}

void DataTable::setEmptyState(const QString& sentence, const QString& action, const std::function<void()>& run)
{
    m_empty->setSentence(sentence);
    if (!action.isEmpty())
        m_empty->addAction(action, run);
    updateEmpty();
}

void DataTable::addToBar(QWidget* widget)
{
    m_barLayout->insertWidget(1, widget);
}

void DataTable::setScrolling(bool scrolling)
{
    m_fit->setScrolling(scrolling);
}

void DataTable::setCompact(bool compact)
{
    m_bar->setVisible(!compact);
    m_view->verticalHeader()->setDefaultSectionSize(Theme::scaled(compact ? kCompactRowHeight : kRowHeight));
}

int DataTable::sourceRow(int viewRow) const
{
    if (m_filtering || viewRow < 0)
        return viewRow;
    return m_proxy->mapToSource(m_proxy->index(viewRow, 0)).row();
}

QList<int> DataTable::selectedRows() const
{
    QList<int> shown;
    if (!m_view->selectionModel())
        return shown;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        shown << index.row();
    std::ranges::sort(shown);
    QList<int> rows;
    for (const int row : shown)
        rows << sourceRow(row);
    return rows;
}

int DataTable::currentRow() const
{
    return m_view->currentIndex().isValid() ? sourceRow(m_view->currentIndex().row()) : -1;
}

void DataTable::selectRow(int row)
{
    const QModelIndex index = m_filtering ? m_model->index(row, 0) : m_proxy->mapFromSource(m_model->index(row, 0));
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    m_view->selectRow(index.row());
    m_view->scrollTo(index);
}

void DataTable::setFilterText(const QString& text)
{
    m_filterTimer->stop();
    if (m_filter->text() != text) {
        const QSignalBlocker blocker(m_filter);
        m_filter->setText(text);
    }
    if (m_filtering)
        m_filtering->setFilterText(text);
    else
        m_proxy->setFilterText(text);
    updateEmpty();
    if (!m_restoring)
        m_rememberTimer->start();
}

void DataTable::setColumnFilter(int column, const QString& text)
{
    if (!m_model || column < 0 || column >= m_model->columnCount())
        return;
    if (text.trimmed().isEmpty())
        m_columnFilters.erase(column);
    else
        m_columnFilters[column] = text.trimmed();
    if (m_filtering)
        m_filtering->setColumnFilter(column, text.trimmed());
    else
        m_proxy->setColumnFilter(column, text);
    showFilterChips();
    updateEmpty();
    if (!m_restoring)
        m_rememberTimer->start();
}

void DataTable::showFilterChips()
{
    clearLayout(m_chips);
    for (const auto& [column, text] : m_columnFilters) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        auto* button = new QPushButton(u"%1: %2  ×"_s.arg(title, text), m_bar);
        button->setProperty("role", u"link"_s);
        button->setAccessibleName(tr("Remove the filter %1: %2").arg(title, text));
        connect(button, &QPushButton::clicked, this, [this, at = column] { setColumnFilter(at, {}); });
        m_chips->addWidget(button);
    }
}

void DataTable::showColumnFilter(int column)
{
    if (!m_model || column < 0)
        return;
    const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setObjectName(u"palette"_s);
    popup->setAccessibleName(tr("Filter of the column %1").arg(title));
    auto* layout = new QVBoxLayout(popup);
    layout->addWidget(roleLabel(tr("%1 contains, or > < = and 5..9").arg(title), "note", popup));
    auto* line = new QLineEdit(m_columnFilters.contains(column) ? m_columnFilters[column] : QString(), popup);
    line->setAccessibleName(popup->accessibleName());
    layout->addWidget(line);
    connect(line, &QLineEdit::returnPressed, popup, [this, popup, line, column] {
        setColumnFilter(column, line->text());
        popup->close();
        m_view->setFocus();
    });
    QHeaderView* header = m_view->horizontalHeader();
    popup->move(header->mapToGlobal(QPoint(header->sectionViewportPosition(column), header->height())));
    popup->show();
    line->setFocus();
    line->selectAll();
}

void DataTable::showColumnChooser()
{
    if (!m_model)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Columns"));
    QHeaderView* header = m_view->horizontalHeader();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QAction* action = menu->addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, this, [this, header, column, action](bool shown) {
            // The last one stays: an empty table would have nothing to bring it back.
            if (!shown && shownColumns().size() == 1) {
                const QSignalBlocker quiet(action);
                action->setChecked(true);
                return;
            }
            header->setSectionHidden(column, !shown);
            m_fit->later();
            m_rememberTimer->start();
        });
    }
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, &DataTable::resetColumns);
    menu->popup(m_bar->mapToGlobal(QPoint(m_bar->width() - menu->sizeHint().width(), m_bar->height())));
}

QList<int> DataTable::shownColumns() const
{
    QList<int> columns;
    const QHeaderView* header = m_view->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!header->isSectionHidden(column))
            columns << column;
    }
    return columns;
}

QString DataTable::copyText(bool markdown) const
{
    if (!m_model)
        return {};
    const QList<int> rows = selectedRows();
    return markdown ? tableMarkdown(*m_model, rows, shownColumns())
                    : QString::fromUtf8(tableCsv(*m_model, rows, shownColumns()));
}

void DataTable::copySelected(bool markdown)
{
    const auto copy = [this, markdown] { QApplication::clipboard()->setText(copyText(markdown)); };
    if (m_filtering)
        m_filtering->whenLoaded(selectedRows(), copy);
    else
        copy();
}

QByteArray DataTable::csv() const
{
    if (!m_model)
        return {};
    QList<int> rows;
    for (int row = 0; row < m_view->model()->rowCount(); ++row)
        rows << sourceRow(row);
    return tableCsv(*m_model, rows, shownColumns());
}

void DataTable::exportFile()
{
    auto* dialog = new QFileDialog(this, tr("Export as CSV"), QString(), tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(m_id + u".csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (m_filtering && m_filtering->writeTo(path))
            return;
        const auto written = writeWholeFile(path, csv());
        m_error->say(written ? QString() : tr("Could not be written: %1").arg(written.error().sentence()));
        if (written)
            m_count->setText(tr("Written to %1").arg(path));
    });
    dialog->open();
}

// What is chosen is told by its keys: rows come and go, and others take their places.
void DataTable::noteSelection()
{
    if (!m_keyed)
        return;
    m_currentKey = m_keyed->keyOf(currentRow());
    m_selectedKeys.clear();
    for (const int row : selectedRows())
        m_selectedKeys << m_keyed->keyOf(row);
}

// Puts the selection where its rows are now. What is gone is chosen no longer, and nothing else in its place.
void DataTable::keepSelection()
{
    if (!m_keyed || m_keeping || m_currentKey.isEmpty() || m_keyed->keyOf(currentRow()) == m_currentKey)
        return;
    const auto shownAt = [this](const QString& key) {
        const int row = key.isEmpty() ? -1 : m_keyed->find(key);
        const QModelIndex index = row < 0 ? QModelIndex() : m_model->index(row, 0);
        return m_filtering || !index.isValid() ? index : m_proxy->mapFromSource(index);
    };
    m_keeping = true;
    QItemSelectionModel* selection = m_view->selectionModel();
    const QModelIndex current = shownAt(m_currentKey);
    if (current.isValid())
        selection->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    else
        selection->clearCurrentIndex();
    selection->clearSelection();
    for (const QString& key : m_selectedKeys) {
        if (const QModelIndex index = shownAt(key); index.isValid())
            selection->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    m_keeping = false;
    if (current.isValid())
        return;
    noteSelection();
    Q_EMIT currentRowChanged(-1);
    Q_EMIT selectionChanged();
}

// No rows while they are being asked for say nothing.
bool DataTable::isKnown() const
{
    return !m_busy && (!m_keyed || m_keyed->isAnswered());
}

void DataTable::updateCount()
{
    if (!m_model)
        return;
    if (!isKnown() && m_view->model()->rowCount() == 0) {
        m_count->setText(tr("Loading…"));
        return;
    }
    if (m_filtering) {
        m_count->setText(m_filtering->countText());
        return;
    }
    const int shown = m_proxy->rowCount(), all = m_model->rowCount();
    m_count->setText(shown == all ? countText(all, tr("row"), tr("rows"))
                                  : tr("%1 of %2").arg(numberText(shown), countText(all, tr("row"), tr("rows"))));
}

void DataTable::updateEmpty()
{
    if (!m_model)
        return;
    const bool filtered = !m_columnFilters.empty() || !m_filter->text().trimmed().isEmpty();
    const bool isEmpty = m_view->model()->rowCount() == 0 && !filtered && isKnown();
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_view);
    updateCount();
}

void DataTable::setBusy(bool busy)
{
    m_busy = busy;
    updateEmpty();
    if (!busy) {
        m_view->viewport()->setGraphicsEffect(nullptr);
        return;
    }
    constexpr double kDimmed = 0.5;
    auto* effect = new QGraphicsOpacityEffect(m_view->viewport());
    effect->setOpacity(kDimmed);
    m_view->viewport()->setGraphicsEffect(effect);
}

bool DataTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_filter) {
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return) {
            setFilterText(m_filter->text());
            m_view->setFocus();
            if (!m_view->currentIndex().isValid() && m_view->model() && m_view->model()->rowCount() > 0)
                m_view->selectRow(0);
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            m_filter->clear();
            return true;
        }
        return false;
    }
    if (key->matches(QKeySequence::Copy)) {
        copySelected(false);
        return true;
    }
    if (key->key() == Qt::Key_C && key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        copySelected(true);
        return true;
    }
    // Typing in the table types into its filter.
    const QString text = key->text();
    if (m_bar->isVisible() && !text.isEmpty() && text[0].isPrint() && !text[0].isSpace() &&
        !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        m_filter->setFocus();
        m_filter->setText(m_filter->text() + text);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace factoid
