#include "ui/summaries/summaries_page.h"

#include "core/queries/changes/changes_queries.h"
#include "core/queries/summaries/summary_queries.h"
#include "ui/base/formats.h"
#include "ui/summaries/compare_card.h"
#include "ui/summaries/completeness_strip.h"
#include "ui/summaries/spread_charts.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/pick_box.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
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

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

class SummariesPage : public Page
{
    Q_OBJECT

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
        setSentence(tr("Looking at the figures"));
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
        m_choosing.askNext(context().reader, changeChoices, [this](const Result<QJsonObject>& choices) {
            if (!choices)
                return;
            std::vector<PickBox::Choice> fields;
            for (const QJsonValue& value : choices->value(u"fields"_s).toArray())
                fields.push_back({text(value.toObject(), "slug"), text(value.toObject(), "name")});
            m_field->setChoices(fields);
        });
        ask();
    }

    void act(const QString& action) override
    {
        if (action == "summaries.copy_hash"_L1)
            copyHash();
        if (action == "summaries.build"_L1)
            build();
        if (action == "summaries.tables"_L1) {
            m_tables = !m_tables;
            for (ChartCard* card : {m_spread, m_series, m_byType, m_byNation, m_byRegion})
                card->showTable(m_tables);
        }
    }

  private:
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
        for (const auto& [key, name] : {std::pair("sum", tr("Sum")), std::pair("average", tr("Average")),
                                        std::pair("median", tr("Typical council"))})
            m_measure->addItem(name, QLatin1String(key));
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
            const QString code = text(m_endsModel->row(row), "code");
            context().navigator.go(
                {u"figures"_s,
                 {{u"council"_s, code}, {u"field"_s, m_wanted.field}, {u"year"_s, m_wanted.year.label()}}});
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
            [filter = m_wanted, again = m_fieldChanged](QueryContext& query) -> Result<QJsonObject> {
                auto answer = spreadQuery(query, filter);
                if (answer || !again)
                    return answer;
                SpreadFilter open{filter.field, {}, {}, {}, {}};
                return spreadQuery(query, open);
            },
            [this](const Result<QJsonObject>& answer) { show_(answer); });
    }

    void show_(const Result<QJsonObject>& answer)
    {
        if (!answer) {
            if (answer.error().kind == ErrorKind::Interrupted)
                return;
            const bool nothing = answer.error().kind == ErrorKind::Failed && m_spreadShown.isEmpty();
            m_empty->setVisible(nothing);
            m_cards->setVisible(!m_spreadShown.isEmpty());
            if (nothing)
                setSentence(tr("Nothing to summarise yet."));
            setProblem(
                nothing ? QString() : tr("This cannot be shown: %1.").arg(answer.error().message),
                tr("All councils, latest year"), [this] {
                    m_wanted = {m_spreadShown.isEmpty() ? QString() : text(m_spreadShown, "field"), {}, {}, {}, {}};
                    ask();
                });
            return;
        }
        setProblem({});
        m_fieldChanged = false;
        m_spreadShown = *answer;
        m_empty->hide();
        m_cards->show();
        showPickers();
        showHead();
        m_spread->setData(histogramData(m_spreadShown));
        m_box->set(boxData(m_spreadShown), boxSummary(m_spreadShown));
        if (!m_measurePicked) {
            const QString unit = text(m_spreadShown, "unit");
            // A sum of percentages or rates says nothing.
            m_measure->setCurrentIndex(unit == "percent"_L1 || unit.contains("_per_"_L1) ? 1 : 0);
        }
        showSeries();
        m_byType->setData(groupData(m_spreadShown, "type"));
        m_byNation->setData(groupData(m_spreadShown, "nation"));
        m_byRegion->setData(groupData(m_spreadShown, "region"));
        showEnds();
        showFigures();
        m_compare->showFor(m_wanted.field, m_wanted.year.label());
        context().state.set(u"view/summaries/field"_s, m_wanted.field);
    }

    void showPickers()
    {
        m_wanted = {text(m_spreadShown, "field"), *Year::parse(text(m_spreadShown, "year").toUtf8()),
                    text(m_spreadShown, "type"), text(m_spreadShown, "nation"), text(m_spreadShown, "region")};
        const auto choices = [](const QJsonArray& names, bool reversed) {
            std::vector<PickBox::Choice> list;
            for (const QJsonValue& name : names)
                list.push_back({name.toString(), name.toString()});
            if (reversed)
                std::ranges::reverse(list);
            return list;
        };
        const QJsonObject all = m_spreadShown.value(u"choices"_s).toObject();
        m_year->setChoices(choices(m_spreadShown.value(u"years"_s).toArray(), true));
        m_type->setChoices(choices(all.value(u"type"_s).toArray(), false));
        m_nation->setChoices(choices(all.value(u"nation"_s).toArray(), false));
        m_region->setChoices(choices(all.value(u"region"_s).toArray(), false));
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
        setTitle(tr("%1, %2").arg(text(m_spreadShown, "field_name"), m_wanted.year.label()) +
                 (among.isEmpty() ? QString() : u" – "_s + among.join(u", "_s)));
        setSentence(text(m_spreadShown, "reported") + QLatin1Char(' ') + text(m_spreadShown, "sentence"));
        m_spread->setNote(tr("number of councils by amount"));
    }

    void showSeries()
    {
        m_series->setData(seriesData(m_spreadShown, m_measure->currentData().toString()));
        m_strip->set(m_spreadShown.value(u"series"_s).toArray());
    }

    void showEnds()
    {
        QJsonArray rows;
        const auto add = [&](const char* key, const QString& words) {
            int place = 0;
            for (const QJsonValue& value : m_spreadShown.value(QLatin1String(key)).toArray()) {
                QJsonObject row = value.toObject();
                row.insert(u"place"_s, words.arg(++place));
                rows.append(row);
            }
        };
        add("top", tr("Top %1"));
        add("bottom", tr("Low %1"));
        const QString unit = text(m_spreadShown, "unit");
        const bool heads = !text(m_spreadShown, "per_head_of").isEmpty();
        delete m_endsModel;
        m_endsModel = new RecordModel(
            {{u"place"_s, {}, ColumnKind::Text, {}, {}, 58},
             {u"name"_s, tr("Council"), ColumnKind::Text, {}, {}, 124},
             {u"value"_s,
              tr("Amount"),
              ColumnKind::Amount,
              {},
              {},
              74,
              true,
              [unit](const QJsonObject& row) { return shortAmountText(text(row, "value"), unit); }},
             {u"per_head"_s,
              tr("Per head"),
              ColumnKind::Amount,
              {},
              {},
              70,
              heads,
              [unit](const QJsonObject& row) {
                  return row.value(u"per_head"_s).isNull() ? u"–"_s : amountText(text(row, "per_head"), unit);
              }}},
            context().theme, this);
        m_endsModel->setRowKey(u"place"_s);
        m_endsModel->setRows(rows);
        m_endsTable->setModel(m_endsModel);
        m_endsTable->view()->setColumnHidden(3, !heads);
        // The names take what the numbers leave, whatever the width of the card.
        QHeaderView* header = m_endsTable->view()->horizontalHeader();
        header->setStretchLastSection(false);
        for (int column = 0; column < m_endsModel->columnCount(); ++column)
            header->setSectionResizeMode(column, column == 1 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
        const int zeros = m_spreadShown.value(u"zeros"_s).toInt();
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
        const QJsonObject summary = m_spreadShown.value(u"summary"_s).toObject();
        const QString unit = text(m_spreadShown, "unit");
        for (const auto& [key, name] :
             {std::pair("sum", tr("Sum")), std::pair("average", tr("Average")),
              std::pair("median", tr("Typical council (median)")), std::pair("q1", tr("Lower quartile")),
              std::pair("q3", tr("Upper quartile")), std::pair("std_deviation", tr("Standard deviation"))})
            addFigure(name, summary.value(QLatin1String(key)).isNull() ? tr("no data")
                                                                       : amountText(text(summary, key), unit));
        addFigure(tr("Outliers"), tr("%1 of %2").arg(text(summary, "outlier_count"), text(summary, "total_councils")));
        addFigure(tr("Completeness"), tr("%1 %").arg(numberText(text(summary, "completeness"))));
        const QString hash = text(summary, "data_hash");
        addFigure(tr("SHA-256"), shortHash(hash), hash);
        QPushButton* copy = linkButton(tr("Copy the hash"), m_figures);
        connect(copy, &QPushButton::clicked, this, [this] { copyHash(); });
        m_figures->body()->addWidget(copy, 0, Qt::AlignRight);
        m_figures->body()->addStretch(1);
        const bool stale = m_spreadShown.value(u"stale"_s).toBool();
        const QString day = text(m_spreadShown, "date_calculated");
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
        const QString hash = text(m_spreadShown.value(u"summary"_s).toObject(), "data_hash");
        if (!hash.isEmpty())
            QGuiApplication::clipboard()->setText(hash);
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
    QJsonObject m_spreadShown;
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
    RecordModel* m_endsModel = nullptr;
    Card* m_figures;
    ChartCard *m_byType, *m_byNation, *m_byRegion;
    CompareCard* m_compare;
    EmptyState* m_empty;
    Latest<QJsonObject> m_choosing, m_asking; // last: they end before what they show
};

} // namespace

PageSpec summariesPageSpec()
{
    const QString group = Page::tr("Summaries");
    return {u"summaries"_s,
            Page::tr("Data"),
            Page::tr("Summaries"),
            u"summaries"_s,
            {{u"summaries.tables"_s,
              Page::tr("Charts as tables"),
              group,
              {},
              u"table"_s,
              Page::tr("Every chart of the page as numbers, and back")},
             {u"summaries.copy_hash"_s, Page::tr("Copy the hash of the figures"), group, {}, u"copy"_s, {}},
             {u"summaries.build"_s,
              Page::tr("Build summaries"),
              group,
              {},
              u"refresh"_s,
              Page::tr("Brings the stored summaries up to date")}},
            [](PageContext& context, QWidget* parent) -> Page* { return new SummariesPage(context, parent); }};
}

} // namespace factoid

#include "summaries_page.moc"
