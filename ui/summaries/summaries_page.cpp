#include "ui/summaries/summaries_page.h"

#include "core/queries/changes/changes_queries.h"
#include "ui/base/formats.h"
#include "ui/summaries/compare_card.h"
#include "ui/summaries/completeness_strip.h"
#include "ui/summaries/spread_charts.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/pick_box.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QResizeEvent>

namespace factoid {

namespace {

constexpr int kNarrow = 900;  // pixels of the page; below it the cards stand under each other
constexpr int kMiddle = 1180; // below it two of them beside each other, so that councils keep their names
constexpr int kUpperHeight = 340;
constexpr int kEndsShown = 10, kEndsRow = 28, kEndsHead = 40; // top and bottom five, without a scroll bar of their own

constexpr int kDigits = 2; // of an amount of a summary

struct SummariesPageWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::SummariesPage)
};

// A line of the top or the bottom.
struct EndRow {
    QString place;
    SpreadCouncil council;
};

std::vector<ColumnOf<EndRow>> endColumns(const QString& unit, bool heads)
{
    const auto column = [](const QString& id, const QString& title, ColumnKind kind, int width, auto value) {
        return columnOf<EndRow>(id, title, kind, value).wide(width);
    };
    auto perHead =
        column(u"per_head"_s, SummariesPageWords::tr("Per head"), ColumnKind::Amount, 70, [](const EndRow& row) {
            return row.council.perHead;
        }).saying([unit](const EndRow& row) {
            return row.council.perHead ? amountText(*row.council.perHead, unit) : u"–"_s;
        });
    perHead.look.shownAtFirst = heads;
    return {column(u"place"_s, {}, ColumnKind::Text, 58, &EndRow::place),
            column(u"name"_s, SummariesPageWords::tr("Council"), ColumnKind::Text, 124,
                   [](const EndRow& row) { return row.council.name; }),
            column(u"value"_s, SummariesPageWords::tr("Amount"), ColumnKind::Amount, 74,
                   [](const EndRow& row) { return row.council.value; })
                .saying([unit](const EndRow& row) { return shortAmountText(row.council.value, unit); }),
            perHead};
}

class SummariesPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::summariesPageSpec();

  public:
    SummariesPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Summaries"), true, parent)
        , m_field(new PickBox(tr("Field"), {}, 240, this))
        , m_year(new PickBox(tr("Year"), {}, 100, this))
        , m_type(new PickBox(tr("Type of council"), tr("All types"), 170, this))
        , m_nation(new PickBox(tr("Nation"), tr("All nations"), 130, this))
        , m_region(new PickBox(tr("Region"), tr("All regions"), 170, this))
        , m_cards(new QWidget(this))
        , m_grid(new QGridLayout(m_cards))
        , m_spread(new ChartCard(u"spread"_s, tr("How councils spread"), context.theme, context.state, this))
        , m_box(new BoxPlot(context.theme, this))
        , m_series(new ChartCard(u"years"_s, tr("Over the years"), context.theme, context.state, this))
        , m_measure(new QComboBox(this))
        , m_strip(new CompletenessStrip(context.theme, this))
        , m_ends(new Card(tr("Top and bottom"), this))
        , m_endsTable(
              new DataTable(u"summary_ends"_s, tr("Top and bottom councils"), context.theme, context.state, this))
        , m_figures(new Card(tr("Figures"), this))
        , m_byType(new ChartCard(u"by_type"_s, tr("Average by type"), context.theme, context.state, this))
        , m_byNation(new ChartCard(u"by_nation"_s, tr("Average by nation"), context.theme, context.state, this))
        , m_byRegion(new ChartCard(u"by_region"_s, tr("Average by region"), context.theme, context.state, this))
        , m_compare(new CompareCard(context, this))
        , m_empty(new EmptyState(tr("There are no figures to summarise yet."), this))
    {
        setSentence(tr("Reading the figures"));
        makePickers();
        makeCards();
        m_empty->addAction(
            tr("Import figures"), [this] { this->context().navigator.go({u"import"_s}); }, true);
        m_empty->hide();
        m_cards->hide();
        body()->addWidget(m_empty);
        body()->addWidget(m_cards, 1);
        m_wanted.field = context.state.value(u"view/summaries/field"_s).toString();
    }

    void open(const Place& place) override
    {
        if (const QString field = place.value("field"); !field.isEmpty()) {
            m_wanted = {field, {}, {}, {}, {}};
        }
        if (const auto year = Year::parse(place.value("year").toUtf8()))
            m_wanted.year = *year;
        for (const auto& [key, member] : {std::pair("type", &m_wanted.type), std::pair("nation", &m_wanted.nation),
                                          std::pair("region", &m_wanted.region)}) {
            if (place.at.contains(QLatin1String(key)))
                *member = place.value(key);
        }
    }

    void refresh() override
    {
        m_choosing.askNext(context().reader, changeChoices, [this](const Result<ChangeChoices>& choices) {
            if (!choices)
                return;
            std::vector<PickBox::Choice> fields;
            for (const FieldName& field : choices->fields)
                fields.push_back({field.slug, field.name});
            m_field->setChoices(fields);
        });
        ask();
    }

  private:
    void toggleTables()
    {
        m_tables = !m_tables;
        for (ChartCard* card : {m_spread, m_series, m_byType, m_byNation, m_byRegion})
            card->showTable(m_tables);
    }

    void makePickers()
    {
        auto* bar = new QWidget(this);
        auto* flow = new FlowLayout(metric::kSmall, bar);
        for (PickBox* box : {m_field, m_year, m_type, m_nation, m_region}) {
            flow->addWidget(box);
            connect(box, &PickBox::pickedByUser, this, [this, box] {
                // Another field has other years: its latest one is shown where it lacks this one.
                const auto year = Year::parse(m_year->picked().toUtf8());
                m_wanted = {m_field->picked(), year.value_or(Year()), m_type->picked(), m_nation->picked(),
                            m_region->picked()};
                m_fieldChanged = box == m_field;
                ask();
            });
        }
        addButton(u"summaries.tables"_s);
        auto* outer = qobject_cast<QVBoxLayout*>(layout());
        outer->insertWidget(1, bar);
    }

    void makeCards()
    {
        m_grid->setContentsMargins(0, 0, 0, 0);
        m_grid->setSpacing(metric::kLarge);
        m_spread->body()->addWidget(m_box);
        m_spread->setMinimumHeight(kUpperHeight);
        m_measure->addItems({tr("Sum"), tr("Average"), tr("Typical council")}); // as SpreadMeasure
        m_measure->setAccessibleName(tr("What the line shows"));
        m_measure->view()->setAccessibleName(m_measure->accessibleName());
        m_series->addToHeading(m_measure);
        m_series->body()->addWidget(m_strip);
        connect(m_measure, &QComboBox::activated, this, [this] {
            m_measurePicked = true;
            showSeries();
        });
        connect(m_series, &ChartCard::pointClicked, this, [this](int, int point) {
            const auto& points = m_series->data().series.front().points;
            if (const auto year = Year::parse(points[static_cast<size_t>(point)].label.toUtf8());
                year && points[static_cast<size_t>(point)].value) {
                m_wanted.year = *year;
                ask();
            }
        });
        for (const auto& [card, member] :
             {std::pair(m_byType, &SpreadFilter::type), std::pair(m_byNation, &SpreadFilter::nation),
              std::pair(m_byRegion, &SpreadFilter::region)}) {
            connect(card, &ChartCard::pointClicked, this, [this, card = card, member = member](int, int point) {
                const QString name = card->data().series.front().points[static_cast<size_t>(point)].label;
                m_wanted.*member = m_wanted.*member == name ? QString() : name;
                ask();
            });
        }
        m_ends->body()->addWidget(m_endsTable, 1);
        m_endsTable->view()->setMinimumHeight(kEndsHead + kEndsShown * kEndsRow);
        m_endsTable->view()->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_endsTable->setCompact(true);
        connect(m_endsTable, &DataTable::activated, this, [this](int row) {
            if (const EndRow* end = m_endsModel->row(row))
                context().navigator.go({u"figures"_s,
                                        {{u"council"_s, end->council.code},
                                         {u"field"_s, m_wanted.field},
                                         {u"year"_s, m_wanted.year.label()}}});
        });
        arrange(Width::Wide);
    }

    // Three cards beside each other, two where councils' names would not fit, or one.
    enum class Width { Narrow, Middle, Wide };
    void arrange(Width width)
    {
        while (m_grid->count() > 0)
            delete m_grid->takeAt(0);
        constexpr int kColumns = 12;
        struct Spot {
            QWidget* widget;
            int row, column, span;
        };
        const Spot wide[] = {{m_spread, 0, 0, 7},  {m_series, 0, 7, 5},   {m_ends, 1, 0, 4},     {m_byType, 1, 4, 4},
                             {m_figures, 1, 8, 4}, {m_byRegion, 2, 0, 4}, {m_byNation, 2, 4, 4}, {m_compare, 2, 8, 4}};
        const Spot middle[] = {{m_spread, 0, 0, 7}, {m_series, 0, 7, 5},   {m_ends, 1, 0, 6},     {m_figures, 1, 6, 6},
                               {m_byType, 2, 0, 6}, {m_byRegion, 2, 6, 6}, {m_byNation, 3, 0, 6}, {m_compare, 3, 6, 6}};
        int row = 0;
        for (const Spot& spot : width == Width::Middle ? middle : wide) {
            if (width == Width::Narrow)
                m_grid->addWidget(spot.widget, row++, 0, 1, kColumns);
            else
                m_grid->addWidget(spot.widget, spot.row, spot.column, 1, spot.span);
        }
        for (int column = 0; column < kColumns; ++column)
            m_grid->setColumnStretch(column, 1);
        m_width = width;
    }

    void resizeEvent(QResizeEvent* event) override
    {
        Page::resizeEvent(event);
        const int room = event->size().width();
        const Width width = room < kNarrow ? Width::Narrow : room < kMiddle ? Width::Middle : Width::Wide;
        if (width != m_width)
            arrange(width);
    }

    void ask()
    {
        m_asking.ask(
            context().reader,
            [filter = m_wanted, again = m_fieldChanged](QueryContext& query) -> Result<SpreadAnswer> {
                auto answer = spreadQuery(query, filter);
                if (answer || !again)
                    return answer;
                SpreadFilter open{filter.field, {}, {}, {}, {}};
                return spreadQuery(query, open);
            },
            [this](const Result<SpreadAnswer>& answer) { show_(answer); });
    }

    void show_(const Result<SpreadAnswer>& answer)
    {
        if (!answer) {
            if (answer.error().kind == ErrorKind::Interrupted)
                return;
            const bool nothing = answer.error().kind == ErrorKind::Failed && !m_shown;
            m_empty->setVisible(nothing);
            m_cards->setVisible(m_shown.has_value());
            if (nothing)
                setSentence(tr("Nothing to summarise yet."));
            setProblem(nothing ? QString() : tr("This cannot be shown: %1.").arg(answer.error().message),
                       tr("All councils, latest year"), [this] {
                           m_wanted = {m_shown ? m_shown->slug : QString(), {}, {}, {}, {}};
                           ask();
                       });
            return;
        }
        setProblem({});
        m_fieldChanged = false;
        m_shown = *answer;
        m_empty->hide();
        m_cards->show();
        showPickers();
        showHead();
        m_spread->setData(histogramData(*m_shown));
        m_box->set(boxData(*m_shown), boxSummary(*m_shown));
        const QString& unit = m_shown->unit;
        if (!m_measurePicked) {
            // A sum of percentages or rates says nothing.
            const bool summed = unit != "percent"_L1 && !unit.contains("_per_"_L1);
            m_measure->setCurrentIndex(static_cast<int>(summed ? SpreadMeasure::Sum : SpreadMeasure::Average));
        }
        showSeries();
        m_byType->setData(groupData(m_shown->groups.type, unit));
        m_byNation->setData(groupData(m_shown->groups.nation, unit));
        m_byRegion->setData(groupData(m_shown->groups.region, unit));
        showEnds();
        showFigures();
        m_compare->showFor(m_wanted.field, m_wanted.year.label());
        context().state.set(u"view/summaries/field"_s, m_wanted.field);
    }

    void showPickers()
    {
        m_wanted = {m_shown->slug, m_shown->year, m_shown->type, m_shown->nation, m_shown->region};
        const auto choices = [](const QStringList& names) {
            std::vector<PickBox::Choice> list;
            for (const QString& name : names)
                list.push_back({name, name});
            return list;
        };
        auto years = choices(m_shown->years);
        std::ranges::reverse(years);
        m_year->setChoices(years);
        m_type->setChoices(choices(m_shown->choices.type));
        m_nation->setChoices(choices(m_shown->choices.nation));
        m_region->setChoices(choices(m_shown->choices.region));
        m_field->pick(m_wanted.field);
        m_year->pick(m_wanted.year.label());
        m_type->pick(m_wanted.type);
        m_nation->pick(m_wanted.nation);
        m_region->pick(m_wanted.region);
    }

    void showHead()
    {
        QStringList among;
        for (const QString& narrowing : {m_wanted.type, m_wanted.nation, m_wanted.region}) {
            if (!narrowing.isEmpty())
                among << narrowing;
        }
        setTitle(tr("%1, %2").arg(m_shown->fieldName, m_wanted.year.label()) +
                 (among.isEmpty() ? QString() : u" – "_s + among.join(u", "_s)));
        setSentence(m_shown->reported + QLatin1Char(' ') + m_shown->sentence);
        m_spread->setNote(tr("number of councils by amount"));
    }

    void showSeries()
    {
        if (!m_shown)
            return;
        m_series->setData(seriesData(*m_shown, static_cast<SpreadMeasure>(m_measure->currentIndex())));
        m_strip->set(m_shown->series);
    }

    void showEnds()
    {
        std::vector<EndRow> rows;
        const auto add = [&](const std::vector<SpreadCouncil>& councils, const QString& words) {
            int place = 0;
            for (const SpreadCouncil& council : councils)
                rows.push_back({words.arg(++place), council});
        };
        add(m_shown->top, tr("Top %1"));
        add(m_shown->bottom, tr("Low %1"));
        const bool heads = !m_shown->perHeadOf.isEmpty();
        delete m_endsModel;
        m_endsModel = new RowModel<EndRow>(endColumns(m_shown->unit, heads), context().theme, &EndRow::place, this);
        m_endsModel->setRows(std::move(rows), now());
        m_endsTable->setModel(m_endsModel);
        m_endsTable->view()->setColumnHidden(3, !heads);
        // The names take what the numbers leave, whatever the width of the card.
        QHeaderView* header = m_endsTable->view()->horizontalHeader();
        header->setStretchLastSection(false);
        for (int column = 0; column < m_endsModel->columnCount(); ++column)
            header->setSectionResizeMode(column, column == 1 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
        const qint64 zeros = m_shown->zeros;
        m_ends->setNote(zeros == 0 ? QString()
                                   : tr("%1 reported exactly 0").arg(countText(zeros, tr("council"), tr("councils"))));
    }

    void addFigure(const QString& name, const QString& value, const QString& exact = {})
    {
        auto* row = new QHBoxLayout;
        QLabel* words = roleLabel(name, "muted", m_figures);
        QLabel* number = roleLabel(value, "", m_figures);
        number->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        number->setAccessibleName(u"%1: %2"_s.arg(name, exact.isEmpty() ? value : exact));
        number->setToolTip(exact);
        row->addWidget(words);
        row->addStretch(1);
        row->addWidget(number);
        m_figures->body()->addLayout(row);
    }

    void showFigures()
    {
        clearLayout(m_figures->body());
        const Summary& summary = m_shown->summary;
        const auto addAmount = [&](const QString& name, const std::optional<Decimal>& amount) {
            addFigure(name, amount ? amountText(amount->toFixed(kDigits), m_shown->unit) : tr("no data"));
        };
        addFigure(tr("Sum"), amountText(summary.sumText(), m_shown->unit));
        addAmount(tr("Average"), summary.average);
        addAmount(tr("Typical council (median)"), summary.median);
        addAmount(tr("Lower quartile"), summary.q1);
        addAmount(tr("Upper quartile"), summary.q3);
        addAmount(tr("Standard deviation"), summary.stdDeviation);
        addFigure(tr("Outliers"), tr("%1 of %2").arg(summary.outlierCount).arg(summary.totalCouncils));
        addFigure(tr("Completeness"), tr("%1 %").arg(numberText(summary.completeness.toFixed(kDigits))));
        const QString hash = QString::fromLatin1(summary.dataHash);
        addFigure(tr("SHA-256"), shortHash(hash), hash);
        QPushButton* copy = linkButton(tr("Copy the hash"), m_figures);
        connect(copy, &QPushButton::clicked, this, [this] { copyHash(); });
        m_figures->body()->addWidget(copy, 0, Qt::AlignRight);
        m_figures->body()->addStretch(1);
        const bool stale = m_shown->stale;
        const QString day = m_shown->dateCalculated.value_or(QString());
        m_figures->body()->addWidget(wrappedLabel(
            stale ? (day.isEmpty() ? tr("No summary of these figures is stored yet.")
                                   : tr("The figures changed after the summary of %1 was stored.").arg(day))
                  : tr("As stored on %1.").arg(day),
            "note", m_figures));
        if (!stale)
            return;
        auto* build = new QPushButton(tr("Build summaries"), m_figures);
        connect(build, &QPushButton::clicked, this, [this] { this->build(); });
        m_figures->body()->addWidget(build, 0, Qt::AlignLeft);
    }

    void copyHash()
    {
        if (m_shown && !m_shown->summary.dataHash.isEmpty())
            QGuiApplication::clipboard()->setText(QString::fromLatin1(m_shown->summary.dataHash));
    }

    void build()
    {
        context().jobs.start(u"build-summaries"_s, {}, tr("Building summaries"), this,
                             [this](const Result<JobOutcome>& outcome) {
                                 if (!outcome)
                                     setProblem(outcome.error().message, tr("Try again"), [this] { build(); });
                             });
    }

    SpreadFilter m_wanted;
    bool m_fieldChanged = false, m_measurePicked = false, m_tables = false;
    Width m_width = Width::Wide;
    std::optional<SpreadAnswer> m_shown;
    PickBox *m_field, *m_year, *m_type, *m_nation, *m_region;
    QWidget* m_cards;
    QGridLayout* m_grid;
    ChartCard* m_spread;
    BoxPlot* m_box;
    ChartCard* m_series;
    QComboBox* m_measure;
    CompletenessStrip* m_strip;
    Card* m_ends;
    DataTable* m_endsTable;
    RowModel<EndRow>* m_endsModel = nullptr;
    Card* m_figures;
    ChartCard *m_byType, *m_byNation, *m_byRegion;
    CompareCard* m_compare;
    EmptyState* m_empty;
    Latest<ChangeChoices> m_choosing; // last: these end before what they show
    Latest<SpreadAnswer> m_asking;
};

} // namespace

PageSpec summariesPageSpec()
{
    const QString group = Page::tr("Summaries");
    return {u"summaries"_s,
            Page::tr("Data"),
            Page::tr("Summaries"),
            u"summaries"_s,
            {{.id = u"summaries.tables"_s,
              .text = Page::tr("Charts as tables"),
              .group = group,
              .icon = u"table"_s,
              .help = Page::tr("Every chart of the page as numbers, and back"),
              .run = calls(&SummariesPage::toggleTables)},
             {.id = u"summaries.copy_hash"_s,
              .text = Page::tr("Copy the hash of the figures"),
              .group = group,
              .icon = u"copy"_s,
              .run = calls(&SummariesPage::copyHash)},
             {.id = u"summaries.build"_s,
              .text = Page::tr("Build summaries"),
              .group = group,
              .icon = u"refresh"_s,
              .help = Page::tr("Brings the stored summaries up to date"),
              .need = Need::Figures,
              .writes = true,
              .run = calls(&SummariesPage::build)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new SummariesPage(context, parent); }};
}

} // namespace factoid

#include "summaries_page.moc"
