#include "ui/changes/changes_page.h"

#include "ui/base/formats.h"
#include "ui/changes/change_filter_bar.h"
#include "ui/changes/change_log_model.h"
#include "ui/changes/change_panel.h"
#include "ui/changes/day_brush.h"
#include "ui/table/data_table.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QProgressBar>
#include <QSplitter>

namespace factoid {

namespace {

constexpr int kFirstRows = 300; // shown before the log is read as a whole
constexpr int kStoryDelay = 60; // ms: holding an arrow key down asks for where it ends
constexpr int kGroupsWidth = 290;

struct Found {
    ChangeSelection selection;
    std::vector<ChangeView> first; // rows of the first block
};

Result<Found> withRows(QueryContext& query, Result<ChangeSelection> selection)
{
    if (!selection)
        return std::unexpected(selection.error());
    const std::span<const qint64> ids(*selection->ids);
    auto rows = TRY(readChanges(query, ids.first(std::min<size_t>(ids.size(), ChangeLogModel::kBlock))));
    return Found{std::move(*selection), std::move(rows)};
}

struct GroupRow {
    QString title;
    QString value; // what narrows the filter to the group; empty: changes without one
    qint64 changes = 0, open = 0;
};

class ChangesPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::changesPageSpec();

  public:
    ChangesPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Changes"), false, parent)
        , m_index(std::make_shared<ChangeIndex>())
        , m_bar(new ChangeFilterBar(this))
        , m_brush(new DayBrush(context.theme, this))
        , m_model(new ChangeLogModel(context.reader, context.theme, this))
        , m_table(new DataTable(u"changes"_s, tr("Change log"), context.theme, context.state, this))
        , m_groupModel(new RowModel<GroupRow>(
              {columnOf<GroupRow>(u"title"_s, tr("Group"), ColumnKind::Text, &GroupRow::title).wide(150),
               columnOf<GroupRow>(u"changes"_s, tr("Changes"), ColumnKind::Number, &GroupRow::changes).wide(75),
               columnOf<GroupRow>(u"open"_s, tr("Open"), ColumnKind::Number, &GroupRow::open)},
              context.theme, &GroupRow::title, this))
        , m_groups(new DataTable(u"change_groups"_s, tr("Groups of changes"), context.theme, context.state, this))
        , m_exporting(new QWidget(this))
        , m_exportBar(new QProgressBar(m_exporting))
        , m_exportWords(roleLabel({}, "note", m_exporting))
    {
        setSentence(tr("Reading the change log"));
        addButton(u"changes.export"_s);
        body()->setSpacing(metric::kMedium);
        body()->addWidget(m_bar);
        body()->addWidget(m_brush);
        auto* split = new QSplitter(Qt::Horizontal, this);
        split->setAccessibleName(tr("Groups and changes"));
        split->setChildrenCollapsible(false);
        split->addWidget(m_groups);
        split->addWidget(m_table);
        split->setStretchFactor(1, 1);
        split->setSizes({kGroupsWidth, 900});
        body()->addWidget(split, 1);
        makeExportRow();
        makeTables();
        connect(m_bar, &ChangeFilterBar::changed, this, [this] { ask(false); });
        connect(m_bar, &ChangeFilterBar::groupingChanged, this, [this] { ask(false); });
        connect(m_brush, &DayBrush::picked, this, [this](const QDate& from, const QDate& to) {
            m_bar->setPeriod(from, to);
            ask(false);
        });
        m_storyTimer.setSingleShot(true);
        m_storyTimer.setInterval(kStoryDelay);
        connect(&m_storyTimer, &QTimer::timeout, this, [this] { showStory(m_model->idAt(m_table->currentRow())); });
    }

    void open(const Place& place) override
    {
        if (place.at.isEmpty())
            return;
        m_bar->clear();
        m_bar->set(place.at);
        if (const QString text = place.value("text"); !text.isEmpty())
            m_table->setFilterText(text);
        if (const qint64 id = place.value("id").toLongLong(); id > 0)
            showStory(id);
    }

    void refresh() override
    {
        m_choosing.askNext(context().reader, changeChoices, [this](const Result<ChangeChoices>& choices) {
            if (choices)
                m_bar->setChoices(*choices);
        });
        if (!m_ready)
            showFirst();
        ask(true);
    }

  private:
    void clearFilters()
    {
        m_bar->clear();
        m_table->setFilterText({});
        ask(false);
    }
    void showOpen()
    {
        m_bar->clear();
        m_bar->set({{u"state"_s, u"open"_s}});
        ask(false);
    }

    void makeTables()
    {
        m_table->setModel(m_model, m_model->columns());
        m_table->setEmptyState(
            tr("No changes to show. Every change an import makes is logged here; if filters are set, none match."),
            tr("Clear the filters"), [this] { clearFilters(); });
        if (m_table->view()->horizontalHeader()->sortIndicatorSection() < 0)
            m_table->view()->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
        m_groups->setModel(m_groupModel);
        m_groups->setCompact(true);
        m_groups->setMinimumWidth(200);
        m_groups->view()->horizontalHeader()->setStretchLastSection(false);
        for (int column = 0; column < m_groupModel->columnCount(); ++column)
            m_groups->view()->horizontalHeader()->setSectionResizeMode(
                column, column == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
        m_groups->hide();
        connect(m_model, &ChangeLogModel::filterChanged, this, [this] { ask(false); });
        connect(m_model, &ChangeLogModel::exportWanted, this, [this](const QString& path) { exportTo(path); });
        connect(m_model, &ChangeLogModel::tooManyToCopy, this,
                [this] { setSentence(tr("That is too much to copy; export it as a file instead.")); });
        connect(m_table, &DataTable::currentRowChanged, this, [this](int row) {
            if (row >= 0)
                m_storyTimer.start();
        });
        connect(m_table, &DataTable::activated, this, [this](int row) { showStory(m_model->idAt(row)); });
        connect(m_groups, &DataTable::activated, this, [this](int row) { narrowTo(m_groupModel->row(row)); });
        connect(m_groups->view(), &QTableView::clicked, this,
                [this] { narrowTo(m_groupModel->row(m_groups->currentRow())); });
        // Only time and size are kept in order; another column's arrow would promise what is not there.
        connect(m_table->view()->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
                [this](int section, Qt::SortOrder) {
                    const QString key = section < 0 ? QString() : m_model->columns()[static_cast<size_t>(section)].key;
                    if (key != "time"_L1 && key != "magnitude"_L1 && key != "id"_L1)
                        m_table->view()->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
                });
    }

    void makeExportRow()
    {
        auto* layout = new QHBoxLayout(m_exporting);
        layout->setContentsMargins(0, 0, 0, 0);
        m_exportBar->setAccessibleName(tr("Export of the changes"));
        m_exportBar->setTextVisible(false);
        m_exportBar->setMaximumWidth(220);
        auto* cancel = new QPushButton(tr("Stop the export"), m_exporting);
        connect(cancel, &QPushButton::clicked, this, [this] { m_export.cancel.request(); });
        layout->addWidget(m_exportBar);
        layout->addWidget(m_exportWords, 1);
        layout->addWidget(cancel);
        m_exporting->hide();
        body()->addWidget(m_exporting);
    }

    // The newest rows while the log as a whole is read for the first time.
    void showFirst()
    {
        m_first.ask(
            context().reader,
            [](QueryContext& query) -> Result<Found> {
                auto ids = TRY(newestChanges(query, kFirstRows));
                ChangeSelection newest;
                newest.inLog = static_cast<qint64>(ids.size());
                newest.ids = std::make_shared<const std::vector<qint64>>(std::move(ids));
                return withRows(query, newest);
            },
            [this](const Result<Found>& found) {
                if (found && !m_ready)
                    m_model->setSelection(found->selection.ids, found->selection.inLog, found->first);
            });
    }

    void ask(bool sync)
    {
        auto filter = m_bar->filter();
        if (!filter)
            return;
        m_model->addTo(*filter);
        m_brush->setPeriod(filter->from, filter->to);
        m_groups->setVisible(m_bar->grouping().has_value());
        const auto question = [index = m_index, filter = *filter, grouping = m_bar->grouping(),
                               sync = sync || !m_ready](QueryContext& query) -> Result<Found> {
            if (sync) {
                if (const auto synced = index->sync(query.db, query.control); !synced)
                    return std::unexpected(synced.error());
            }
            return withRows(query, selectChanges(query, *index, filter, grouping));
        };
        const auto show = [this](const Result<Found>& found) { show_(found); };
        // A refresh waits for the question under way; a filter takes its place.
        if (sync && m_asking.isWaiting())
            m_asking.askNext(context().reader, question, show);
        else
            m_asking.ask(context().reader, question, show);
    }

    void show_(const Result<Found>& found)
    {
        if (!found) {
            if (found.error().kind != ErrorKind::Interrupted)
                setProblem(found.error().message, tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        m_ready = true;
        const ChangeSelection* selection = &found->selection;
        const qint64 shownId = m_model->idAt(m_table->currentRow());
        m_model->setSelection(selection->ids, selection->inLog, found->first);
        if (const int row = shownId > 0 ? m_model->rowOf(shownId) : -1; row >= 0 && row != m_table->currentRow()) {
            const QSignalBlocker quiet(m_table);
            m_table->selectRow(row);
        }
        m_brush->setDays(selection->days, selection->zone);
        const auto fit = static_cast<qint64>(selection->ids->size());
        if (selection->inLog == 0)
            setSentence(tr("Nothing is logged yet. Imports log what they change."));
        else if (fit == selection->inLog)
            setSentence(tr("%1 logged.").arg(countText(fit, tr("change is"), tr("changes are"))));
        else
            setSentence(
                tr("%1 of %2 the filter.")
                    .arg(numberText(fit), countText(selection->inLog, tr("change matches"), tr("changes match"))));
        std::vector<GroupRow> groups;
        const bool byType = m_bar->grouping() == ChangeGrouping::Type;
        for (const ChangeGroup& group : selection->groups)
            groups.push_back(
                {byType ? changeTypeText(group.title) : group.title, group.value, group.tally.count, group.tally.open});
        m_groupModel->setRows(std::move(groups), now());
    }

    void narrowTo(const GroupRow* group)
    {
        const auto by = m_bar->grouping();
        if (!group || group->value.isEmpty() || !by)
            return;
        const QString value = group->value;
        if (*by == ChangeGrouping::Day) {
            m_bar->set({{u"from"_s, value}, {u"to"_s, value}});
        } else {
            static const char* const keys[] = {"type", "field", "import"};
            m_bar->set({{QLatin1String(keys[static_cast<size_t>(*by)]), value}});
        }
        m_bar->setGrouping(0);
        ask(false);
    }

    void showStory(qint64 id)
    {
        if (id <= 0)
            return;
        m_telling.ask(
            context().reader,
            [index = m_index, id](QueryContext& query) { return changeStoryQuery(query, *index, id); },
            [this](const Result<ChangeStory>& story) {
                if (!story) {
                    if (story.error().kind != ErrorKind::Interrupted)
                        setProblem(story.error().message);
                    return;
                }
                fillChangePanel(*sidePanel(), *story, context(), [this](qint64 other) { showOther(other); });
                sidePanel()->show();
            });
    }

    void showOther(qint64 id)
    {
        if (const int row = m_model->rowOf(id); row >= 0)
            m_table->selectRow(row);
        showStory(id);
    }

    void chooseFile()
    {
        auto* dialog = new QFileDialog(this, tr("Export the changes shown"), QString(), tr("CSV (*.csv)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(u"csv"_s);
        dialog->selectFile(u"changes.csv"_s);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { exportTo(path); });
        dialog->open();
    }

    void exportTo(const QString& path)
    {
        auto filter = m_bar->filter();
        if (!filter || m_exporting->isVisible())
            return;
        m_model->addTo(*filter);
        m_export = TaskControl{};
        m_export.progress = [this](const Progress& progress) {
            QMetaObject::invokeMethod(
                this,
                [this, progress] {
                    m_exportBar->setRange(0, 1'000);
                    m_exportBar->setValue(
                        progress.total == 0 ? 0 : static_cast<int>(progress.done * 1'000 / progress.total));
                    m_exportWords->setText(
                        tr("%1 of %2 written")
                            .arg(numberText(progress.done), countText(progress.total, tr("change"), tr("changes"))));
                },
                Qt::QueuedConnection);
        };
        m_exporting->show();
        m_exportWords->setText(tr("Writing %1").arg(path));
        const auto question = [index = m_index, filter = *filter, path](QueryContext& query) -> Result<qint64> {
            const auto selection = TRY(selectChanges(query, *index, filter, {}));
            return exportChanges(query, *selection.ids, path);
        };
        whenDone<qint64>(
            context().reader.ask<qint64>(question, m_export), this, [this, path](const Result<qint64>& written) {
                m_exporting->hide();
                if (written)
                    setSentence(
                        tr("%1 written to %2.").arg(countText(*written, tr("change is"), tr("changes are")), path));
                else if (written.error().kind == ErrorKind::Interrupted)
                    setSentence(tr("The export was stopped; no file was written."));
                else
                    setProblem(written.error().message);
            });
    }

    std::shared_ptr<ChangeIndex> m_index; // shared with questions under way
    ChangeFilterBar* m_bar;
    DayBrush* m_brush;
    ChangeLogModel* m_model;
    DataTable* m_table;
    RowModel<GroupRow>* m_groupModel;
    DataTable* m_groups;
    QWidget* m_exporting;
    QProgressBar* m_exportBar;
    QLabel* m_exportWords;
    QTimer m_storyTimer;
    TaskControl m_export;
    bool m_ready = false;
    Latest<ChangeChoices> m_choosing; // last: these end before what they show
    Latest<ChangeStory> m_telling;
    Latest<Found> m_first, m_asking;
};

} // namespace

PageSpec changesPageSpec()
{
    const QString group = Page::tr("Changes");
    return {u"changes"_s,
            Page::tr("Data"),
            Page::tr("Changes"),
            u"changes"_s,
            {{.id = u"changes.export"_s,
              .text = Page::tr("Export the changes…"),
              .group = group,
              .icon = u"export"_s,
              .help = Page::tr("All changes that match the filters, as CSV"),
              .run = calls(&ChangesPage::chooseFile)},
             {.id = u"changes.open"_s,
              .text = Page::tr("Show open changes"),
              .group = group,
              .icon = u"filter"_s,
              .help = Page::tr("Changes that no set has processed yet"),
              .run = calls(&ChangesPage::showOpen)},
             {.id = u"changes.clear"_s,
              .text = Page::tr("Clear the filters of the change log"),
              .group = group,
              .icon = u"close"_s,
              .run = calls(&ChangesPage::clearFilters)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new ChangesPage(context, parent); }};
}

} // namespace factoid

#include "changes_page.moc"
