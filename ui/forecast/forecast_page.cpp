#include "ui/forecast/forecast_page.h"

#include "core/queries/forecast/forecast_choices.h"
#include "core/queries/forecast/forecast_queries.h"
#include "ui/base/formats.h"
#include "ui/forecast/fan_chart.h"
#include "ui/table/data_table.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/pick_box.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QHeaderView>
#include <QResizeEvent>

namespace factoid {

namespace {

constexpr int kNarrow = 1000; // pixels of the page; below it the cards stand under each other
constexpr int kTableHeight = 260, kShortTableHeight = 210;

struct ForecastPageWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::ForecastPage)
};

// A year of the table beside the chart: a figure or what is projected.
struct YearRow {
    QString year;
    std::optional<QString> value = {}, low = {}, high = {};
    QString note = {};
};

std::vector<YearRow> yearRows(const ForecastAnswer& answer)
{
    std::vector<YearRow> rows;
    for (const HistoryPoint& point : answer.history) {
        QString note = point.note;
        if (note.isEmpty() && !point.value)
            note = ForecastPageWords::tr("no figure");
        else if (note.isEmpty() && !point.used)
            note = ForecastPageWords::tr("not used");
        rows.push_back({point.year.label(), point.value, {}, {}, note});
    }
    for (const ForecastPoint& point : answer.forecast)
        rows.push_back({point.year.label(), point.value, point.low, point.high, ForecastPageWords::tr("projected")});
    return rows;
}

FanData fanOf(const ForecastAnswer& answer)
{
    FanData fan{{}, answer.unit, answer.sentence};
    const auto amount = [&](const QString& decimal) { return amountText(decimal, answer.unit); };
    for (const HistoryPoint& point : answer.history) {
        QString words = point.value ? u"%1: %2"_s.arg(point.year.label(), amount(*point.value))
                                    : ForecastPageWords::tr("%1: no figure").arg(point.year.label());
        if (!point.note.isEmpty())
            words += u" (%1)"_s.arg(point.note);
        FanPoint past{.year = point.year.label(), .used = point.used, .words = words};
        if (point.value)
            past.value = point.value->toDouble();
        fan.points.push_back(past);
    }
    for (const ForecastPoint& point : answer.forecast)
        fan.points.push_back(
            {.year = point.year.label(),
             .value = point.value.toDouble(),
             .low = point.low.toDouble(),
             .high = point.high.toDouble(),
             .projected = true,
             .words = ForecastPageWords::tr("%1: %2 projected, between %3 and %4 with 95 percent")
                          .arg(point.year.label(), amount(point.value), amount(point.low), amount(point.high))});
    return fan;
}

std::vector<ColumnOf<YearRow>> yearColumns(const QString& unit)
{
    const auto column = [&](const QString& id, const QString& title, int width, auto value) {
        return columnOf<YearRow>(id, title, ColumnKind::Amount, value).wide(width).in(unit);
    };
    return {columnOf<YearRow>(u"year"_s, ForecastPageWords::tr("Year"), ColumnKind::Text, &YearRow::year).wide(76),
            column(u"value"_s, ForecastPageWords::tr("Figure"), 120, &YearRow::value),
            column(u"low"_s, ForecastPageWords::tr("From"), 110, &YearRow::low)
                .explained(ForecastPageWords::tr("Lower end of the interval of 95 percent")),
            column(u"high"_s, ForecastPageWords::tr("To"), 110, &YearRow::high)
                .explained(ForecastPageWords::tr("Upper end of the interval of 95 percent")),
            columnOf<YearRow>(u"note"_s, ForecastPageWords::tr("Note"), ColumnKind::Text, &YearRow::note).wide(110)};
}

std::vector<ColumnOf<MethodShare>> methodColumns(const QString& unit)
{
    return {
        columnOf<MethodShare>(u"words"_s, ForecastPageWords::tr("Method"), ColumnKind::Text, &MethodShare::words)
            .wide(230),
        columnOf<MethodShare>(u"weight"_s, ForecastPageWords::tr("Weight"), ColumnKind::Percent, &MethodShare::weight)
            .wide(76)
            .explained(ForecastPageWords::tr("How much the method counts: the smaller its errors were, the more")),
        columnOf<MethodShare>(u"value"_s, ForecastPageWords::tr("Next year"), ColumnKind::Amount,
                              [](const MethodShare& row) { return row.values.value(0); })
            .wide(110)
            .in(unit)};
}

std::vector<ColumnOf<PastForecast>> pastColumns(const QString& unit)
{
    using Row = PastForecast;
    const auto amount = [&](const QString& id, const QString& title, auto value) {
        return columnOf<Row>(id, title, ColumnKind::Amount, value).wide(110).in(unit);
    };
    return {
        columnOf<Row>(u"year"_s, ForecastPageWords::tr("Year"), ColumnKind::Text,
                      [](const Row& row) { return row.year.label(); })
            .wide(76),
        columnOf<Row>(u"origin"_s, ForecastPageWords::tr("Made from"), ColumnKind::Text,
                      [](const Row& row) { return row.origin.label(); })
            .wide(84)
            .explained(ForecastPageWords::tr("The newest year that the forecast knew")),
        amount(u"value"_s, ForecastPageWords::tr("Forecast"), &Row::value),
        amount(u"outcome"_s, ForecastPageWords::tr("Figure"), &Row::outcome),
        amount(u"off"_s, ForecastPageWords::tr("Off by"), &Row::off)
            .explained(ForecastPageWords::tr("Figure less forecast")),
        columnOf<Row>(u"off_percent"_s, ForecastPageWords::tr("Off, %"), ColumnKind::Percent, &Row::offPercent)
            .wide(72),
        columnOf<Row>(u"inside"_s, ForecastPageWords::tr("In the interval"), ColumnKind::YesNo, &Row::inside)
            .wide(104)
            .standing([](const Row& row) { return row.inside ? State::Good : State::Warning; }),
        amount(u"low"_s, ForecastPageWords::tr("From"), &Row::low).hidden(),
        amount(u"high"_s, ForecastPageWords::tr("To"), &Row::high).hidden(),
    };
}

// Why a council of the comparison has no forecast, in a few words.
QString refusalText(const QString& refusal)
{
    if (refusal == "no_newest"_L1)
        return ForecastPageWords::tr("no figure in the newest year");
    if (refusal == "too_short"_L1)
        return ForecastPageWords::tr("too few years");
    if (refusal == "break"_L1)
        return ForecastPageWords::tr("a break in the series");
    if (refusal == "merger"_L1)
        return ForecastPageWords::tr("recently took over others");
    if (refusal == "copied_forward"_L1)
        return ForecastPageWords::tr("newest figure looks copied");
    if (refusal == "mixed_signs"_L1)
        return ForecastPageWords::tr("above and below zero");
    if (refusal == "never_changed"_L1)
        return ForecastPageWords::tr("never changed");
    return refusal;
}

std::vector<ColumnOf<ComparedForecast>> comparedColumns(const QString& unit)
{
    using Row = ComparedForecast;
    const auto amount = [&](const QString& id, const QString& title, auto value) {
        return columnOf<Row>(id, title, ColumnKind::Amount, value).wide(120).in(unit);
    };
    return {
        columnOf<Row>(u"name"_s, ForecastPageWords::tr("Council"), ColumnKind::Text, &Row::name).wide(190),
        columnOf<Row>(u"type"_s, ForecastPageWords::tr("Type"), ColumnKind::Text, &Row::type).wide(120),
        amount(u"newest"_s, ForecastPageWords::tr("Newest figure"), &Row::newest),
        amount(u"value"_s, ForecastPageWords::tr("Forecast"), &Row::value),
        amount(u"low"_s, ForecastPageWords::tr("From"), &Row::low),
        amount(u"high"_s, ForecastPageWords::tr("To"), &Row::high),
        columnOf<Row>(u"change"_s, ForecastPageWords::tr("Change, %"), ColumnKind::Percent, &Row::changePercent)
            .wide(84),
        columnOf<Row>(u"refusal"_s, ForecastPageWords::tr("No forecast because"), ColumnKind::Text, [](const Row& row) {
            return row.refusal ? refusalText(*row.refusal) : QString();
        }).wide(190)};
}

// Council or group as the picker keeps it: "" for all together, "type=County", "council=E10000016".
ForecastAsk askFor(const QString& field, const QString& of, int years)
{
    ForecastAsk ask{field, {}, {}, {}, years};
    const QString by = of.section(QLatin1Char('='), 0, 0), name = of.section(QLatin1Char('='), 1);
    if (by == "council"_L1) {
        ask.council = name;
    } else if (!name.isEmpty()) {
        ask.groupBy = by;
        ask.groupName = name;
    }
    return ask;
}

class ForecastPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::forecastPageSpec();

  public:
    ForecastPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Forecast"), true, parent)
        , m_field(new PickBox(tr("Field"), {}, 240, this))
        , m_of(new PickBox(tr("Council or group"), tr("All together"), 240, this))
        , m_years(new QComboBox(this))
        , m_cards(new QWidget(this))
        , m_grid(new QGridLayout(m_cards))
        , m_fanCard(new Card(tr("Figures and forecast"), this))
        , m_fan(new FanChart(tr("Figures and forecast"), context.theme, this))
        , m_sureCard(new Card(tr("How sure it is"), this))
        , m_yearsCard(new Card(tr("Year by year"), this))
        , m_methodsCard(new Card(tr("How it is made"), this))
        , m_pastCard(new Card(tr("How far off earlier forecasts were"), this))
        , m_comparedCard(new Card(tr("Councils compared"), this))
        , m_yearTable(table(u"forecast_years"_s, tr("Figures and forecast by year"), m_yearsCard))
        , m_methodTable(table(u"forecast_methods"_s, tr("Methods and their weights"), m_methodsCard))
        , m_pastTable(table(u"forecast_past"_s, tr("Earlier forecasts and what came"), m_pastCard))
        , m_comparedTable(table(u"forecast_compared"_s, tr("Forecasts of all councils"), m_comparedCard))
        , m_empty(new EmptyState(tr("There are no figures to forecast from yet."), this))
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
        m_wantedField = context.state.value(u"view/forecast/field"_s).toString();
        m_wantedOf = context.state.value(u"view/forecast/of"_s).toString();
    }

    void open(const Place& place) override
    {
        if (const QString field = place.value("field"); !field.isEmpty()) {
            m_wantedField = field;
            m_wantedOf.clear();
        }
        if (const QString council = place.value("council"); !council.isEmpty())
            m_wantedOf = u"council="_s + council;
        if (const QString group = place.value("group"); !group.isEmpty())
            m_wantedOf = group;
    }

    void refresh() override
    {
        m_choosing.askNext(context().reader, forecastChoices,
                           [this](const Result<ForecastChoices>& choices) { showChoices(choices); });
    }

  private:
    DataTable* table(const QString& id, const QString& name, Card* card)
    {
        auto* made = new DataTable(id, name, context().theme, context().state, this);
        card->body()->addWidget(made, 1);
        return made;
    }

    void makePickers()
    {
        auto* bar = new QWidget(this);
        auto* flow = new FlowLayout(metric::kSmall, bar);
        for (int years = 1; years <= kMostForecastYears; ++years)
            m_years->addItem(years == 1 ? tr("1 year ahead") : tr("%1 years ahead").arg(years), years);
        m_years->setCurrentIndex(kForecastYears - 1);
        m_years->setAccessibleName(tr("Years ahead"));
        m_years->view()->setAccessibleName(m_years->accessibleName());
        flow->addWidget(m_field);
        flow->addWidget(m_of);
        flow->addWidget(m_years);
        for (PickBox* box : {m_field, m_of}) {
            connect(box, &PickBox::pickedByUser, this, [this] {
                m_wantedField = m_field->picked();
                m_wantedOf = m_of->picked();
                ask();
            });
        }
        connect(m_years, &QComboBox::activated, this, [this] { ask(); });
        addButton(u"forecast.figures"_s);
        qobject_cast<QVBoxLayout*>(layout())->insertWidget(1, bar);
    }

    void makeCards()
    {
        m_grid->setContentsMargins(0, 0, 0, 0);
        m_grid->setSpacing(metric::kLarge);
        m_fanCard->body()->addWidget(m_fan, 1);
        for (DataTable* made : {m_yearTable, m_methodTable, m_pastTable})
            made->view()->setMinimumHeight(kShortTableHeight);
        m_comparedTable->view()->setMinimumHeight(kTableHeight);
        m_yearTable->setCompact(true);
        m_methodTable->setCompact(true);
        m_pastTable->setEmptyState(
            tr("No earlier forecast could have been made, so there is nothing to compare with."));
        m_methodTable->setEmptyState(tr("There is no forecast."));
        m_yearTable->setEmptyState(tr("There are no figures."));
        m_comparedTable->setEmptyState(tr("No council has a figure."));
        connect(m_comparedTable, &DataTable::activated, this, [this](int row) {
            if (const ComparedForecast* council = m_comparedModel ? m_comparedModel->row(row) : nullptr) {
                m_wantedOf = u"council="_s + council->code;
                m_of->pick(m_wantedOf);
                ask();
            }
        });
        arrange(false);
    }

    void arrange(bool narrow)
    {
        while (m_grid->count() > 0)
            delete m_grid->takeAt(0);
        constexpr int kColumns = 12;
        struct Spot {
            QWidget* widget;
            int row, column, span;
        };
        const Spot wide[] = {{m_fanCard, 0, 0, 8},     {m_sureCard, 0, 8, 4},  {m_yearsCard, 1, 0, 6},
                             {m_methodsCard, 1, 6, 6}, {m_pastCard, 2, 0, 12}, {m_comparedCard, 3, 0, 12}};
        int row = 0;
        for (const Spot& spot : wide) {
            if (narrow)
                m_grid->addWidget(spot.widget, row++, 0, 1, kColumns);
            else
                m_grid->addWidget(spot.widget, spot.row, spot.column, 1, spot.span);
        }
        for (int column = 0; column < kColumns; ++column)
            m_grid->setColumnStretch(column, 1);
        m_narrow = narrow;
    }

    void resizeEvent(QResizeEvent* event) override
    {
        Page::resizeEvent(event);
        if (const bool narrow = event->size().width() < kNarrow; narrow != m_narrow)
            arrange(narrow);
    }

    void showChoices(const Result<ForecastChoices>& choices)
    {
        if (!choices)
            return show_(std::unexpected(choices.error()));
        std::vector<PickBox::Choice> fields, of;
        for (const FieldName& field : choices->fields)
            fields.push_back({field.slug, field.name});
        const auto addGroups = [&](const QStringList& names, const QString& by, const QString& words) {
            for (const QString& name : names)
                of.push_back({by + QLatin1Char('=') + name, words.arg(name)});
        };
        addGroups(choices->types, u"type"_s, tr("%1 (type)"));
        addGroups(choices->nations, u"nation"_s, tr("%1 (nation)"));
        addGroups(choices->regions, u"region"_s, tr("%1 (region)"));
        for (const CouncilName& council : choices->councils)
            of.push_back({u"council="_s + council.code, council.name});
        m_field->setChoices(fields);
        m_of->setChoices(of);
        const bool nothing = fields.empty();
        m_empty->setVisible(nothing);
        if (nothing) {
            m_cards->hide();
            setSentence(tr("Nothing to forecast from yet."));
            return;
        }
        const bool known = std::ranges::any_of(fields, [&](const auto& field) { return field.key == m_wantedField; });
        if (!known)
            m_wantedField = fields.front().key;
        if (!std::ranges::any_of(of, [&](const auto& choice) { return choice.key == m_wantedOf; }))
            m_wantedOf.clear();
        m_field->pick(m_wantedField);
        m_of->pick(m_wantedOf);
        ask();
    }

    void ask()
    {
        const int years = m_years->currentData().toInt();
        m_asking.ask(
            context().reader,
            [asked = askFor(m_wantedField, m_wantedOf, years)](QueryContext& query) {
                return forecastQuery(query, asked);
            },
            [this](const Result<ForecastAnswer>& answer) { show_(answer); });
        m_comparing.ask(
            context().reader,
            [field = m_wantedField, years](QueryContext& query) {
                return forecastComparisonQuery(query, field, years);
            },
            [this](const Result<ForecastComparison>& answer) { showCompared(answer); });
    }

    void show_(const Result<ForecastAnswer>& answer)
    {
        const LayoutPause once(this);
        if (!answer) {
            if (answer.error().kind == ErrorKind::Interrupted)
                return;
            setSentence(tr("There is no forecast of this."));
            setProblem(tr("This cannot be shown: %1.").arg(answer.error().message), tr("All together"), [this] {
                m_wantedOf.clear();
                m_of->pick({});
                ask();
            });
            m_cards->setVisible(m_shown.has_value());
            return;
        }
        setProblem({});
        m_shown = *answer;
        m_cards->show();
        setTitle(m_wantedOf.isEmpty() ? answer->fieldName : tr("%1 – %2").arg(answer->fieldName, answer->subject.name));
        setSentence(answer->sentence);
        m_fan->set(fanOf(*answer));
        m_fanCard->setNote(answer->forecast.empty() ? tr("no forecast")
                                                    : tr("the fan holds 95 percent; pale: not used"));
        fill(m_yearTable, m_yearModel, yearColumns(answer->unit), yearRows(*answer),
             [](const YearRow& row) { return row.year; });
        fill(m_methodTable, m_methodModel, methodColumns(answer->unit), answer->methods,
             [](const MethodShare& row) { return row.name; });
        fill(m_pastTable, m_pastModel, pastColumns(answer->unit), answer->past,
             [](const PastForecast& row) { return row.origin.label() + QLatin1Char('/') + row.year.label(); });
        m_pastCard->setNote(pastNote());
        showSure();
        context().state.set(u"view/forecast/field"_s, m_wantedField);
        context().state.set(u"view/forecast/of"_s, m_wantedOf);
    }

    template <class Row, class Key>
    void fill(DataTable* made, RowModel<Row>*& model, const std::vector<ColumnOf<Row>>& columns, std::vector<Row> rows,
              Key key)
    {
        RowModel<Row>* before = model;
        model = new RowModel<Row>(columns, context().theme, key, this);
        model->setRows(std::move(rows), now());
        made->setModel(model);
        delete before;
    }

    [[nodiscard]] QString pastNote() const
    {
        const auto inside = std::ranges::count_if(m_shown->past, &PastForecast::inside);
        return m_shown->past.empty() ? QString()
                                     : tr("%1 of %2 within their interval")
                                           .arg(numberText(static_cast<qint64>(inside)),
                                                numberText(static_cast<qint64>(m_shown->past.size())));
    }

    void addSure(const QString& name, const QString& value)
    {
        auto* row = new QHBoxLayout;
        QLabel* number = roleLabel(value, "", m_sureCard);
        number->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        number->setAccessibleName(u"%1: %2"_s.arg(name, value));
        row->addWidget(roleLabel(name, "muted", m_sureCard));
        row->addStretch(1);
        row->addWidget(number);
        m_sureCard->body()->addLayout(row);
    }

    void showSure()
    {
        clearLayout(m_sureCard->body());
        m_sureCard->setNote(tr("back-test"));
        for (const ForecastScore& score : m_shown->scores) {
            const bool own = score.of == "subject"_L1;
            const QString whose = own ? m_shown->subject.name : tr("All councils of the field");
            m_sureCard->body()->addWidget(roleLabel(score.ahead == 1
                                                        ? tr("%1, 1 year ahead").arg(whose)
                                                        : tr("%1, %2 years ahead").arg(whose).arg(score.ahead),
                                                    "label", m_sureCard));
            addSure(tr("Forecasts that can be judged"), numberText(qint64(score.forecasts)));
            addSure(own ? tr("Mean error, in usual yearly changes") : tr("Median error, in usual yearly changes"),
                    score.mase);
            addSure(tr("The same for drift and for “no change”"), tr("%1, %2").arg(score.drift, score.naive));
            addSure(tr("Figures within the interval"), tr("%1 %").arg(score.covered));
        }
        if (m_shown->scores.empty())
            m_sureCard->body()->addWidget(wrappedLabel(
                tr("No forecast could have been made before, so there is no track record yet."), "muted", m_sureCard));
        if (m_shown->peerGrowth)
            addSure(tr("Median growth of the field in the newest year"), tr("%1 %").arg(*m_shown->peerGrowth));
        m_sureCard->body()->addStretch(1);
        m_sureCard->body()->addWidget(
            wrappedLabel(tr("A forecast is not a figure: no factoid is made from it."), "note", m_sureCard));
    }

    void showCompared(const Result<ForecastComparison>& answer)
    {
        if (!answer)
            return;
        fill(m_comparedTable, m_comparedModel, comparedColumns(answer->unit), answer->councils,
             [](const ComparedForecast& row) { return row.code; });
        m_comparedCard->setNote(tr("of %1; %2, %3 refused")
                                    .arg(answer->year.label(),
                                         countText(answer->forecasts, tr("forecast"), tr("forecasts")),
                                         numberText(qint64(answer->refused))));
    }

    void showFigures()
    {
        if (!m_shown)
            return;
        Place place{u"figures"_s, {{u"field"_s, m_shown->slug}, {u"year"_s, m_shown->origin.label()}}};
        if (!m_shown->subject.code.isEmpty())
            place.at.insert(u"council"_s, m_shown->subject.code);
        context().navigator.go(place);
    }

    QString m_wantedField, m_wantedOf;
    bool m_narrow = false;
    std::optional<ForecastAnswer> m_shown;
    PickBox *m_field, *m_of;
    QComboBox* m_years;
    QWidget* m_cards;
    QGridLayout* m_grid;
    Card* m_fanCard;
    FanChart* m_fan;
    Card *m_sureCard, *m_yearsCard, *m_methodsCard, *m_pastCard, *m_comparedCard;
    DataTable *m_yearTable, *m_methodTable, *m_pastTable, *m_comparedTable;
    RowModel<YearRow>* m_yearModel = nullptr;
    RowModel<MethodShare>* m_methodModel = nullptr;
    RowModel<PastForecast>* m_pastModel = nullptr;
    RowModel<ComparedForecast>* m_comparedModel = nullptr;
    EmptyState* m_empty;
    Latest<ForecastChoices> m_choosing; // last: these end before what they show
    Latest<ForecastAnswer> m_asking;
    Latest<ForecastComparison> m_comparing;
};

} // namespace

PageSpec forecastPageSpec()
{
    return {u"forecast"_s,
            Page::tr("Data"),
            Page::tr("Forecast"),
            u"forecast"_s,
            {{.id = u"forecast.figures"_s,
              .text = Page::tr("Show the figures"),
              .group = Page::tr("Forecast"),
              .icon = u"figures"_s,
              .help = Page::tr("The field on the Figures page, in the newest year"),
              .run = calls(&ForecastPage::showFigures)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new ForecastPage(context, parent); }};
}

} // namespace factoid

#include "forecast_page.moc"
