#include "ui/figures/figures_page.h"

#include "core/queries/overview/search_query.h"
#include "ui/base/formats.h"
#include "ui/figures/cell_panel.h"
#include "ui/figures/field_tree.h"
#include "ui/figures/matrix_model.h"
#include "ui/figures/shading.h"
#include "ui/table/data_table.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QScrollBar>
#include <QTimer>

namespace factoid {

namespace {

constexpr int kTreeWidth = 290;
constexpr int kNameWidth = 210, kTypeWidth = 150, kYearWidth = 118;
constexpr int kCellDelay = 120; // ms; moving along a row asks once
constexpr int kMostTotals = 3;  // rows of the totals that are seen at once

class FiguresPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::figuresPageSpec();

  public:
    FiguresPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Figures"), false, parent)
        , m_tree(new FieldTree(context.theme, this))
        , m_card(new Card(tr("Figures"), this))
        , m_model(new MatrixModel(context.theme, MatrixModel::Rows::Councils, this))
        , m_totalsModel(new MatrixModel(context.theme, MatrixModel::Rows::Totals, this))
        , m_table(new DataTable(u"figures"_s, tr("Figures"), context.theme, context.state, this))
        , m_totals(new DataTable(u"figures_totals"_s, tr("Totals"), context.theme, context.state, this))
        , m_show(new QComboBox(this))
        , m_byField(new QPushButton(tr("By field"), this))
        , m_byCouncil(new QPushButton(tr("By council"), this))
        , m_cellTimer(new QTimer(this))
    {
        setSentence(tr("Reading the store"));
        addToHeader(makeSwitch());
        addButton(u"figures.import"_s, true);
        auto* row = new QHBoxLayout;
        row->setSpacing(metric::kLarge);
        auto* left = new Card({}, this);
        left->setFixedWidth(kTreeWidth);
        left->body()->addWidget(m_tree, 1);
        row->addWidget(left);
        makeTables();
        row->addWidget(m_card, 1);
        body()->addLayout(row, 1);
        connect(m_tree, &FieldTree::picked, this, [this](const QString& key) { pick(key); });
        m_cellTimer->setSingleShot(true);
        m_cellTimer->setInterval(kCellDelay);
        connect(m_cellTimer, &QTimer::timeout, this, [this] { askCell(); });
    }

    void open(const Place& place) override
    {
        const QString field = place.value("field"), council = place.value("council");
        if (field.isEmpty() && council.isEmpty())
            return;
        setMode(field.isEmpty());
        m_key = field.isEmpty() ? council : field;
        m_row = field.isEmpty() ? QString() : council;
        m_year = place.value("year");
        m_arrived = true;
    }

    bool takeFiles(const QStringList& paths) override
    {
        context().navigator.go({u"import"_s, {{u"paths"_s, paths.join(QLatin1Char('\n'))}}});
        return true;
    }

    void refresh() override
    {
        if (m_councils)
            askCouncils();
        else
            askFields();
        if (!m_key.isEmpty())
            askMatrix();
    }

  private:
    void goToImport() { context().navigator.go({u"import"_s}); }
    void showByField() { m_byField->click(); }
    void showByCouncil() { m_byCouncil->click(); }

    QWidget* makeSwitch()
    {
        auto* both = new QWidget(this);
        auto* layout = new QHBoxLayout(both);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(metric::kTiny);
        auto* group = new QButtonGroup(this);
        for (QPushButton* button : {m_byField, m_byCouncil}) {
            button->setCheckable(true);
            group->addButton(button);
            layout->addWidget(button);
        }
        m_byField->setChecked(true);
        connect(m_byField, &QPushButton::clicked, this, [this] { changeMode(false); });
        connect(m_byCouncil, &QPushButton::clicked, this, [this] { changeMode(true); });
        return both;
    }

    void makeTables()
    {
        m_show->addItems({tr("Exact figures"), tr("Rounded"), tr("Change on the year before")});
        m_show->setAccessibleName(tr("What the cells show"));
        connect(m_show, &QComboBox::currentIndexChanged, this, [this](int index) {
            for (MatrixModel* model : {m_model, m_totalsModel})
                model->setView(static_cast<FigureView>(index));
        });
        m_table->addToBar(m_show);
        m_table->setModel(m_model);
        m_table->setEmptyState(tr("No figures yet. Import a folder or a file to begin."), tr("Import figures…"),
                               [this] { goToImport(); });
        m_table->setBusy(true); // until it is known what there is
        m_table->view()->setSelectionBehavior(QAbstractItemView::SelectItems);
        m_totals->setModel(m_totalsModel);
        m_totals->setCompact(true);
        m_totals->setFixedHeight(0);
        m_totals->hide();
        for (DataTable* table : {m_table, m_totals}) {
            table->view()->horizontalHeader()->setStretchLastSection(false);
            table->setScrolling(true);
            table->view()->horizontalHeader()->setSectionsMovable(false);
            connect(table->view()->selectionModel(), &QItemSelectionModel::currentChanged, this,
                    [this, table](const QModelIndex& current) { moved(table, current); });
            connect(table->view(), &QTableView::clicked, this,
                    [this, table](const QModelIndex& index) { moved(table, index); });
        }
        // The totals stand under their years.
        connect(
            m_table->view()->horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int section, int, int size) { m_totals->view()->horizontalHeader()->resizeSection(section, size); });
        m_card->body()->addWidget(m_table, 1);
        m_card->body()->addWidget(m_totals);
        m_table->view()->setItemDelegate(new ShadeDelegate(context().theme, m_table->view()));
        m_legend = new ShadeLegend(context().theme, this);
        m_card->body()->addWidget(m_legend);
        auto* council = linkButton(tr("Show its changes"), this);
        council->setAccessibleName(tr("Show the changes of what is selected"));
        connect(council, &QPushButton::clicked, this, [this] {
            context().navigator.go({u"changes"_s, {{m_councils ? u"council"_s : u"field"_s, m_key}}});
        });
        m_card->addToHeading(council);
    }

    void setMode(bool councils)
    {
        m_councils = councils;
        m_byField->setChecked(!councils);
        m_byCouncil->setChecked(councils);
        m_legend->setVisible(!councils);
    }

    // The figure that is selected is kept in view from the other side.
    void changeMode(bool councils)
    {
        if (councils == m_councils)
            return;
        const QString key = m_key;
        setMode(councils);
        m_key = m_row;
        m_row = key;
        m_arrived = !m_key.isEmpty();
        refresh();
    }

    void askFields()
    {
        m_treeAsking.askNext(
            context().reader, std::function<Result<FieldTreeAnswer>(QueryContext&)>(fieldTreeQuery),
            [this](const Result<FieldTreeAnswer>& tree) {
                if (m_councils)
                    return;
                if (!tree) {
                    setProblem(tree.error().sentence());
                    return;
                }
                setProblem({});
                m_tree->setFields(tree->nodes);
                afterTree(tree->nodes.empty() ? tr("No figures yet: import a folder or a file to begin.") : QString());
            });
    }

    void askCouncils()
    {
        m_councilAsking.askNext(
            context().reader, std::function<Result<std::vector<SearchEntry>>(QueryContext&)>(searchEntries),
            [this](const Result<std::vector<SearchEntry>>& entries) {
                if (!m_councils || !entries)
                    return;
                std::vector<std::pair<QString, QString>> councils;
                QStringList notes;
                for (const SearchEntry& entry : *entries) {
                    if (entry.kind != SearchEntry::Kind::Council)
                        continue;
                    councils.emplace_back(entry.id, entry.title);
                    notes << entry.note;
                }
                m_tree->setCouncils(councils, notes);
                afterTree(councils.empty() ? tr("No councils yet: import a folder or a file to begin.") : QString());
            });
    }

    void afterTree(const QString& nothing)
    {
        if (!nothing.isEmpty()) {
            m_table->setBusy(false);
            setSentence(nothing);
            return;
        }
        if (m_key.isEmpty()) {
            const QString remembered = context().state.value(u"view/figures/field"_s, u"total_borrowing"_s).toString();
            m_key = !m_councils && m_tree->select(remembered) ? remembered : m_tree->firstKey();
            if (!m_key.isEmpty())
                askMatrix();
        }
        m_tree->select(m_key);
    }

    void pick(const QString& key)
    {
        if (key == m_key)
            return;
        m_key = key;
        if (!m_councils)
            context().state.set(u"view/figures/field"_s, key);
        context().navigator.refine(here());
        askMatrix();
    }

    [[nodiscard]] Place here() const
    {
        Place place{u"figures"_s, {{m_councils ? u"council"_s : u"field"_s, m_key}}};
        if (!m_row.isEmpty())
            place.at.insert(m_councils ? u"field"_s : u"council"_s, m_row);
        if (!m_year.isEmpty())
            place.at.insert(u"year"_s, m_year);
        return place;
    }

    void askMatrix()
    {
        m_table->setBusy(m_asked != m_key);
        m_asking.ask(
            context().reader,
            [key = m_key, councils = m_councils](QueryContext& query) {
                return councils ? councilMatrixQuery(query, key) : fieldMatrixQuery(query, key);
            },
            [this, key = m_key](const Result<FigureMatrix>& matrix) {
                m_table->setBusy(!matrix && m_asked.isEmpty()); // still not known
                if (!matrix) {
                    setProblem(matrix.error().sentence());
                    return;
                }
                setProblem({});
                showMatrix(key, std::make_shared<const FigureMatrix>(*matrix));
            });
    }

    void showMatrix(const QString& key, std::shared_ptr<const FigureMatrix> matrix)
    {
        const bool same = key == m_asked;
        m_asked = key;
        const int across = m_table->view()->horizontalScrollBar()->value(),
                  down = m_table->view()->verticalScrollBar()->value();
        m_quiet = true;
        m_model->setMatrix(matrix);
        m_totalsModel->setMatrix(matrix);
        m_quiet = false;
        setWidths();
        const int totals = m_totalsModel->rowCount();
        m_totals->setVisible(totals > 0);
        if (totals > 0)
            m_totals->setFixedHeight(m_totals->view()->horizontalHeader()->sizeHint().height() +
                                     std::min(totals, kMostTotals) *
                                         m_totals->view()->verticalHeader()->defaultSectionSize() +
                                     metric::kLarge);
        tell(*matrix);
        if (same && !m_arrived) {
            m_table->view()->horizontalScrollBar()->setValue(across);
            m_table->view()->verticalScrollBar()->setValue(down);
        }
        if (!m_row.isEmpty() || m_arrived)
            showSelected();
        m_arrived = false;
    }

    void setWidths()
    {
        for (DataTable* table : {m_table, m_totals}) {
            QHeaderView* header = table->view()->horizontalHeader();
            for (int column = 0; column < header->count(); ++column)
                header->resizeSection(column, column == 0                        ? kNameWidth
                                              : column < MatrixModel::kFirstYear ? kTypeWidth
                                                                                 : kYearWidth);
        }
    }

    void tell(const FigureMatrix& matrix)
    {
        const QString years = matrix.years.empty() ? QString()
                              : matrix.years.size() == 1
                                  ? matrix.years.front().label()
                                  : tr("%1 to %2").arg(matrix.years.front().label(), matrix.years.back().label());
        if (m_councils) {
            m_card->setHeading(matrix.council.name);
            m_card->setNote(matrix.council.type);
            setSentence(matrix.years.empty()
                            ? tr("%1 has no figures.").arg(matrix.council.name)
                            : tr("%1: %2, %3.")
                                  .arg(matrix.council.name,
                                       countText(static_cast<qint64>(matrix.fields.size()), tr("field"), tr("fields")),
                                       years));
            return;
        }
        m_card->setHeading(matrix.field.name);
        m_card->setNote(unitText(matrix.field.unit));
        if (matrix.years.empty()) {
            setSentence(tr("%1 has no figures.").arg(matrix.field.name));
            return;
        }
        const auto doubtful = std::ranges::count(matrix.quality, false, &Quality::usableForFacts);
        QString sentence =
            tr("%1: %2, %3, %4 % complete in %5.")
                .arg(matrix.field.name, countText(m_model->rowCount(), tr("council"), tr("councils")), years,
                     matrix.quality.empty() ? u"0"_s : numberText(matrix.quality.back().completeness.toString()),
                     matrix.years.back().label());
        if (doubtful > 0)
            sentence += doubtful == 1
                            ? tr(" One year is doubtful and kept out of facts; its heading says why.")
                            : tr(" %1 years are doubtful and kept out of facts; their headings say why.").arg(doubtful);
        setSentence(sentence);
    }

    // Scrolls to the figure that was asked for.
    void showSelected()
    {
        for (DataTable* table : {m_table, m_totals}) {
            const auto* model = table == m_table ? m_model : m_totalsModel;
            const QModelIndex source = model->find(m_row, m_year);
            if (!source.isValid())
                continue;
            auto* proxy = qobject_cast<QAbstractProxyModel*>(table->view()->model());
            const QModelIndex shown = proxy ? proxy->mapFromSource(source) : source;
            m_quiet = true;
            table->view()->setCurrentIndex(shown);
            m_quiet = false;
            if (m_arrived) {
                table->view()->scrollTo(shown, QAbstractItemView::PositionAtCenter);
                if (source.column() >= MatrixModel::kFirstYear)
                    askCell();
            }
            return;
        }
        if (m_arrived && !m_row.isEmpty())
            setProblem(m_councils ? tr("%1 has no figures of the field %2.").arg(m_key, m_row)
                                  : tr("There are no figures of the council %1 in this field.").arg(m_row));
    }

    void moved(DataTable* table, const QModelIndex& index)
    {
        if (m_quiet || !index.isValid())
            return;
        const auto* proxy = qobject_cast<const QAbstractProxyModel*>(table->view()->model());
        const QModelIndex source = proxy ? proxy->mapToSource(index) : index;
        const MatrixModel* model = table == m_table ? m_model : m_totalsModel;
        const Year year = model->yearOf(source.column());
        m_row = model->keyOf(source.row());
        m_year = year.isValid() ? year.label() : QString();
        context().navigator.refine(here());
        if (year.isValid())
            m_cellTimer->start();
    }

    void askCell()
    {
        const QString field = m_councils ? m_row : m_key, council = m_councils ? m_key : m_row;
        const auto year = Year::parse(m_year.toUtf8());
        if (field.isEmpty() || council.isEmpty() || !year)
            return;
        m_cellAsking.ask(
            context().reader,
            [field, council, year = *year](QueryContext& query) {
                return cellHistoryQuery(query, council, field, year);
            },
            [this](const Result<CellHistory>& history) {
                if (!history) {
                    setProblem(history.error().sentence());
                    return;
                }
                showCell(*sidePanel(), *history, now());
                sidePanel()->show();
            });
    }

    FieldTree* m_tree;
    Card* m_card;
    MatrixModel* m_model;
    MatrixModel* m_totalsModel;
    DataTable* m_table;
    DataTable* m_totals;
    QComboBox* m_show;
    QPushButton* m_byField;
    QPushButton* m_byCouncil;
    QTimer* m_cellTimer;
    ShadeLegend* m_legend = nullptr;
    bool m_councils = false;
    bool m_quiet = false;
    bool m_arrived = false; // by a link: the figure is scrolled to and its history opened
    QString m_key;          // the field, or the council, that the table shows
    QString m_row, m_year;  // the figure in it
    QString m_asked;        // what the table shows now
    Latest<FieldTreeAnswer> m_treeAsking;
    Latest<std::vector<SearchEntry>> m_councilAsking;
    Latest<FigureMatrix> m_asking;
    Latest<CellHistory> m_cellAsking;
};

} // namespace

PageSpec figuresPageSpec()
{
    const QString title = Page::tr("Figures");
    return {u"figures"_s,
            Page::tr("Data"),
            title,
            u"figures"_s,
            {{.id = u"figures.import"_s,
              .text = Page::tr("Import figures…"),
              .group = title,
              .icon = u"import"_s,
              .help = Page::tr("From files, folders and Data Packages, with a preview"),
              .writes = true,
              .run = calls(&FiguresPage::goToImport)},
             {.id = u"figures.byField"_s,
              .text = Page::tr("Show one field for all councils"),
              .group = title,
              .icon = u"figures"_s,
              .run = calls(&FiguresPage::showByField)},
             {.id = u"figures.byCouncil"_s,
              .text = Page::tr("Show one council in all fields"),
              .group = title,
              .icon = u"council"_s,
              .run = calls(&FiguresPage::showByCouncil)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new FiguresPage(context, parent); }};
}

} // namespace factoid

#include "figures_page.moc"
