#include "ui/metrics/metrics_page.h"

#include "core/queries/metrics/metric_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/chart/time_chart.h"
#include "ui/table/data_table.h"

#include <QCheckBox>
#include <QComboBox>
#include <QRegularExpression>
#include <QSplitter>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kMostSeries = 4, kOddDays = 30;

struct Stretch {
    const char* id;
    const char* text;
    qint64 minutes;
};
constexpr Stretch kStretches[] = {
    {"hour", QT_TRANSLATE_NOOP("factoid::MetricsPage", "The last hour"), kHourMinutes},
    {"day", QT_TRANSLATE_NOOP("factoid::MetricsPage", "The last day"), kDayMinutes},
    {"week", QT_TRANSLATE_NOOP("factoid::MetricsPage", "The last week"), 7 * kDayMinutes},
    {"month", QT_TRANSLATE_NOOP("factoid::MetricsPage", "The last 30 days"), 30 * kDayMinutes},
    {"year", QT_TRANSLATE_NOOP("factoid::MetricsPage", "The last year"), 365 * kDayMinutes}};

// A value of a series that is drawn, for the table.
struct DrawnRow {
    QString at, series;
    std::optional<double> value;
    QString unit;
};

struct MetricsView {
    MetricListAnswer list;
    std::vector<SeriesAnswer> drawn, before;
    std::vector<ChartEvent> events;
    std::vector<AnomalyRow> odd; // of what is drawn
    QDateTime from, to;
};

// "factoid_runs_total" as "Runs": what all have in common is left out.
QString shortName(const QString& metric)
{
    QString name = metric;
    name.remove(QRegularExpression(u"^factoid_|_total$|_bytes$"_s));
    name.replace(QLatin1Char('_'), QLatin1Char(' '));
    return name.left(1).toUpper() + name.mid(1);
}

QString eventWords(const ChartEvent& event)
{
    if (event.kind == "import"_L1)
        return Page::tr("import");
    if (event.kind == "published"_L1)
        return Page::tr("set published");
    return Page::tr("alert: %1").arg(event.what);
}

std::vector<std::optional<double>> valuesIn(const SeriesAnswer& answer)
{
    std::vector<std::optional<double>> values;
    values.reserve(answer.points.size());
    for (const SeriesPoint& point : answer.points)
        values.push_back(point.value);
    return values;
}

class MetricsPage : public Page
{
    Q_OBJECT

  public:
    MetricsPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Metrics"), false, parent)
        , m_stretch(new QComboBox(this))
        , m_compare(new QCheckBox(tr("Compare with the period before"), this))
        , m_back(new QPushButton(tr("Whole period"), this))
        , m_list(new RowModel<MetricRow>(
              {columnOf<MetricRow>(u"name"_s, tr("Metric"), ColumnKind::Text,
                                   [](const MetricRow& row) { return shortName(row.name); })
                   .wide(160),
               columnOf<MetricRow>(u"newest"_s, tr("Latest"), ColumnKind::Text,
                                   [](const MetricRow& row) {
                                       const bool counted = row.kind != "gauge"_L1;
                                       return measuredText(row.newest, counted ? QString() : row.unit);
                                   })
                   .wide(110),
               columnOf<MetricRow>(u"help"_s, tr("Meaning"), ColumnKind::Text, &MetricRow::help).wide(60)},
              context.theme, &MetricRow::name, this))
        , m_rows(new RowModel<DrawnRow>(
              {columnOf<DrawnRow>(u"at"_s, tr("From"), ColumnKind::Text,
                                  [](const DrawnRow& row) {
                                      return QLocale().toString(timeFromText(row.at).toLocalTime(),
                                                                u"d MMM yyyy, HH:mm"_s);
                                  })
                   .wide(150),
               columnOf<DrawnRow>(u"series"_s, tr("Series"), ColumnKind::Text, &DrawnRow::series).wide(220),
               columnOf<DrawnRow>(u"value"_s, tr("Value"), ColumnKind::Number, &DrawnRow::value)
                   .wide(150)
                   .saying([](const DrawnRow& row) { return measuredText(row.value, row.unit); })},
              context.theme, nullptr, this))
    {
        for (const Stretch& stretch : kStretches)
            m_stretch->addItem(tr(stretch.text), QLatin1String(stretch.id));
        m_stretch->setAccessibleName(tr("Period shown"));
        m_stretch->setCurrentIndex(m_stretch->findData(context.state.value(u"metrics/stretch"_s, u"day"_s)));
        m_compare->setChecked(context.state.value(u"metrics/compare"_s, false).toBool());
        m_chosen = context.state.value(u"metrics/series"_s, u"factoid_freshness_seconds"_s)
                       .toString()
                       .split(QLatin1Char(' '), Qt::SkipEmptyParts);
        m_back->hide();
        addToHeader(m_back);
        addToHeader(m_compare);
        addToHeader(m_stretch);

        auto* split = new QSplitter(Qt::Horizontal, this);
        auto* listCard = new Card(tr("Metrics"), split);
        listCard->setNote(tr("Choose up to four"));
        m_table = new DataTable(u"metrics_list"_s, tr("Metrics"), context.theme, context.state, listCard);
        m_table->setModel(m_list);
        listCard->body()->addWidget(m_table, 1);
        auto* right = new QSplitter(Qt::Vertical, split);
        m_charts = new Card(tr("Over time"), right);
        auto* rowsCard = new Card(tr("Values"), right);
        auto* rows = new DataTable(u"metrics_values"_s, tr("Values drawn"), context.theme, context.state, rowsCard);
        rows->setModel(m_rows);
        rows->setEmptyState(tr("There is no data for this period."));
        rowsCard->body()->addWidget(rows, 1);
        split->setStretchFactor(0, 2);
        split->setStretchFactor(1, 3);
        right->setStretchFactor(0, 3);
        right->setStretchFactor(1, 2);
        body()->addWidget(split, 1);

        connect(m_stretch, &QComboBox::activated, this, [this] {
            m_zoom.reset();
            PageContext& c = this->context();
            c.state.set(u"metrics/stretch"_s, m_stretch->currentData().toString());
            refresh();
        });
        connect(m_compare, &QCheckBox::toggled, this, [this](bool on) {
            this->context().state.set(u"metrics/compare"_s, on);
            refresh();
        });
        connect(m_back, &QPushButton::clicked, this, [this] {
            m_zoom.reset();
            refresh();
        });
        connect(m_table, &DataTable::selectionChanged, this, &MetricsPage::choose);
    }

    void open(const Place& place) override
    {
        if (const QString metric = place.value("metric"); findMetric(metric)) {
            m_chosen = {metric};
            m_selected = false;
        }
    }

    void refresh() override
    {
        const QDateTime end = now();
        const qint64 minutes = kStretches[std::max(m_stretch->currentIndex(), 0)].minutes;
        const QDateTime to = m_zoom ? m_zoom->second : end;
        const QDateTime from = m_zoom ? m_zoom->first : end.addSecs(-60 * minutes);
        const bool compare = m_compare->isChecked();
        m_asking.askNext(
            context().reader,
            [from, to, compare, chosen = m_chosen](QueryContext& query) -> Result<MetricsView> {
                MetricsView view;
                view.list = TRY(metricListQuery(query));
                view.events = TRY(chartEventsQuery(query, from, to));
                view.odd = TRY(anomaliesQuery(query, kOddDays, chosen)).anomalies;
                view.from = from;
                view.to = to;
                for (const QString& name : chosen) {
                    const MetricSpec* spec = findMetric(name);
                    if (!spec)
                        continue;
                    SeriesFilter filter{{name, {}, measuresOf(spec->kind).front()}, from, to, 0};
                    view.drawn.push_back(TRY(seriesQuery(query, filter)));
                    if (!compare)
                        continue;
                    filter.step = stepFrom(view.drawn.back().step);
                    filter.to = from;
                    filter.from = from.addSecs(-from.secsTo(to));
                    view.before.push_back(TRY(seriesQuery(query, filter)));
                }
                return view;
            },
            [this](const Result<MetricsView>& view) { show_(view); });
    }

  private:
    void choose()
    {
        if (m_filling)
            return;
        QStringList chosen;
        for (const int row : m_table->selectedRows()) {
            if (chosen.size() < kMostSeries)
                chosen << m_list->rows()[size_t(row)].name;
        }
        if (chosen.isEmpty() || chosen == m_chosen)
            return;
        m_chosen = chosen;
        m_selected = true;
        context().state.set(u"metrics/series"_s, m_chosen.join(QLatin1Char(' ')));
        refresh();
    }

    void show_(const Result<MetricsView>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        setSentence(sentenceOf(*view));
        m_back->setVisible(m_zoom.has_value());
        m_filling = true;
        m_list->setRows(view->list.metrics, now());
        if (!m_selected && !m_chosen.isEmpty()) {
            for (size_t i = 0; i < m_list->rows().size(); ++i) {
                if (m_list->rows()[i].name == m_chosen.front())
                    m_table->selectRow(static_cast<int>(i));
            }
            m_selected = true;
        }
        m_filling = false;
        showCharts(*view);
        showRows(*view);
    }

    static QString sentenceOf(const MetricsView& view)
    {
        if (!view.list.watchedTo)
            return tr("Nothing has been measured yet. This window and “run” measure once a minute.");
        QStringList parts;
        for (const SeriesAnswer& series : view.drawn) {
            parts << (series.known == 0 ? tr("%1: no data").arg(shortName(series.metric))
                                        : tr("%1: now %2, highest %3")
                                              .arg(shortName(series.metric), measuredText(series.last, series.unit),
                                                   measuredText(series.most, series.unit)));
        }
        return parts.join(u"; "_s) + QLatin1Char('.');
    }

    // One picture a unit: what is not alike has no common axis.
    void showCharts(const MetricsView& view)
    {
        QStringList units;
        for (const SeriesAnswer& series : view.drawn) {
            if (!units.contains(series.unit))
                units << series.unit;
        }
        if (units != m_units) {
            clearLayout(m_charts->body());
            m_pictures.clear();
            m_units = units;
            for (const QString& unit : units) {
                auto* chart = new TimeChart(unit.isEmpty() ? tr("Over time") : tr("Over time, in %1").arg(unit),
                                            context().theme, m_charts);
                chart->setZoomable(true);
                connect(chart, &TimeChart::zoomWanted, this, [this](const QDateTime& from, const QDateTime& to) {
                    m_zoom = {from, to};
                    refresh();
                });
                m_charts->body()->addWidget(chart, 1);
                m_pictures.push_back(chart);
            }
        }
        for (size_t picture = 0; picture < m_pictures.size(); ++picture)
            m_pictures[picture]->setData(pictureOf(view, m_units[qsizetype(picture)]));
        QStringList names;
        for (const SeriesAnswer& series : view.drawn)
            names << tr("%1 (%2)").arg(shortName(series.metric), series.measure);
        m_charts->setHeading(names.isEmpty() ? tr("Over time") : names.join(u", "_s));
        m_charts->setNote(view.drawn.empty()
                              ? QString()
                              : tr("one value per %1; drag to zoom in").arg(stepWord(view.drawn.front().step)));
    }

    static QString stepWord(const QString& step)
    {
        return step == "day"_L1 ? tr("day") : step == "hour"_L1 ? tr("hour") : tr("minute");
    }

    static TimeChartData pictureOf(const MetricsView& view, const QString& unit)
    {
        TimeChartData data;
        data.unit = unit;
        QStringList said;
        for (size_t i = 0; i < view.drawn.size(); ++i) {
            const SeriesAnswer& series = view.drawn[i];
            if (series.unit != unit)
                continue;
            data.from = timeFromText(series.from);
            data.stepMinutes = stepFrom(series.step);
            data.series.push_back({shortName(series.metric), valuesIn(series), static_cast<int>(i)});
            said << (series.known == 0 ? tr("%1: no data").arg(shortName(series.metric))
                                       : tr("%1: from %2 to %3, now %4")
                                             .arg(shortName(series.metric), measuredText(series.least, unit),
                                                  measuredText(series.most, unit), measuredText(series.last, unit)));
            if (i < view.before.size())
                data.series.push_back({tr("%1, period before").arg(shortName(series.metric)), valuesIn(view.before[i]),
                                       static_cast<int>(i), true});
        }
        for (const ChartEvent& event : view.events)
            data.marks.push_back({event.at, eventWords(event),
                                  event.kind == "alert"_L1       ? Tone::Bad
                                  : event.kind == "published"_L1 ? Tone::Good
                                                                 : Tone::Accent});
        for (const AnomalyRow& odd : view.odd) {
            if (odd.unit == unit)
                data.marks.push_back(
                    {timeFromText(odd.beganAt),
                     tr("%1 was unusual: %2, usually %3")
                         .arg(shortName(odd.metric), measuredText(odd.worst, unit), measuredText(odd.usual, unit)),
                     Tone::Warning});
        }
        if (!view.events.empty())
            said << countText(std::ssize(view.events), tr("event marked"), tr("events marked"));
        data.summary = said.join(u"; "_s);
        return data;
    }

    void showRows(const MetricsView& view)
    {
        std::vector<DrawnRow> rows;
        for (const SeriesAnswer& series : view.drawn) {
            // Newest first; what is not known stands as no data between what is.
            for (auto point = series.points.rbegin(); point != series.points.rend() && series.known > 0; ++point)
                rows.push_back({point->at, shortName(series.metric), point->value, series.unit});
        }
        m_rows->setRows(std::move(rows), now());
    }

    QComboBox* m_stretch;
    QCheckBox* m_compare;
    QPushButton* m_back;
    RowModel<MetricRow>* m_list;
    RowModel<DrawnRow>* m_rows;
    DataTable* m_table = nullptr;
    Card* m_charts = nullptr;
    std::vector<TimeChart*> m_pictures;
    QStringList m_units{u"none yet"_s};
    QStringList m_chosen; // names
    bool m_selected = false, m_filling = false;
    std::optional<std::pair<QDateTime, QDateTime>> m_zoom;
    Latest<MetricsView> m_asking;
};

} // namespace

PageSpec metricsPageSpec()
{
    return {u"metrics"_s,
            Page::tr("Monitor"),
            Page::tr("Metrics"),
            u"chart"_s,
            {},
            [](PageContext& context, QWidget* parent) -> Page* { return new MetricsPage(context, parent); }};
}

} // namespace factoid

#include "metrics_page.moc"
