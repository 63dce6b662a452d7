#include "ui/chart/chart_card.h"

#include "ui/chart/chart_picture.h"

#include <QStackedWidget>

namespace factoid {

namespace {

// With titles of the columns that hold for any chart until its data say better ones.
std::vector<ColumnOf<ChartRow>> tableColumns(const ChartData& data, bool notes)
{
    std::vector<ColumnOf<ChartRow>> columns{
        columnOf<ChartRow>(u"label"_s, data.labelTitle.isEmpty() ? ChartCard::tr("What") : data.labelTitle,
                           ColumnKind::Text, &ChartRow::label),
        columnOf<ChartRow>(u"series"_s, ChartCard::tr("Series"), ColumnKind::Text, &ChartRow::series),
        columnOf<ChartRow>(u"shown"_s, data.valueTitle.isEmpty() ? ChartCard::tr("Value") : data.valueTitle,
                           ColumnKind::Number, &ChartRow::shown)
            .saying(&ChartRow::shown),
        columnOf<ChartRow>(u"note"_s, ChartCard::tr("Note"), ColumnKind::Text, &ChartRow::note)};
    columns[1].look.shownAtFirst = data.series.size() > 1;
    columns[3].look.shownAtFirst = notes;
    return columns;
}

} // namespace

ChartCard::ChartCard(const QString& id, const QString& heading, const Theme& theme, UiState& state, QWidget* parent)
    : Card(heading, parent)
    , m_theme(theme)
    , m_picture(new ChartPicture(theme, this))
    , m_table(new DataTable(u"chart_"_s + id, tr("Table of %1").arg(heading), theme, state, this))
    , m_model(new RowModel<ChartRow>(tableColumns({}, true), theme, nullptr, this))
    , m_swap(linkButton(tr("Table"), this))
    , m_stack(new QStackedWidget(this))
{
    m_picture->setAccessibleName(heading);
    m_stack->addWidget(m_picture);
    m_stack->addWidget(m_table);
    body()->addWidget(m_stack, 1);
    addToHeading(m_swap);
    m_swap->setAccessibleName(tr("Show %1 as a table").arg(heading));
    connect(m_swap, &QPushButton::clicked, this, [this] { showTable(m_stack->currentIndex() == 0); });
    connect(m_picture, &ChartPicture::pointClicked, this, &ChartCard::pointClicked);
}

void ChartCard::setData(const ChartData& data)
{
    m_data = data;
    m_picture->setAccessibleName(data.summary.isEmpty() ? accessibleName()
                                                        : u"%1. %2"_s.arg(accessibleName(), data.summary));
    m_picture->setAccessibleDescription(data.summary);
    m_picture->setData(data);
    fillTable();
}

QWidget* ChartCard::picture() const
{
    return m_picture;
}

void ChartCard::showTable(bool table)
{
    m_stack->setCurrentIndex(table ? 1 : 0);
    m_swap->setText(table ? tr("Chart") : tr("Table"));
    m_swap->setAccessibleName(table ? tr("Show %1 as a chart").arg(accessibleName())
                                    : tr("Show %1 as a table").arg(accessibleName()));
}

void ChartCard::fillTable()
{
    std::vector<ChartRow> rows;
    bool notes = false;
    for (const ChartSeries& series : m_data.series) {
        for (const ChartPoint& point : series.points) {
            notes = notes || !point.note.isEmpty();
            rows.push_back({point.label, series.name, point.value ? point.shown : tr("no data"), point.note});
        }
    }
    delete m_model;
    m_model = new RowModel<ChartRow>(tableColumns(m_data, notes), m_theme, nullptr, this);
    m_model->setRows(std::move(rows), {});
    m_table->setModel(m_model);
}

} // namespace factoid
