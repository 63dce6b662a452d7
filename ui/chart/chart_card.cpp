#include "ui/chart/chart_card.h"

#include "ui/chart/chart_picture.h"

#include <QStackedWidget>

namespace factoid {

ChartCard::ChartCard(const QString& id, const QString& heading, const Theme& theme, UiState& state, QWidget* parent)
    : Card(heading, parent)
    , m_theme(theme)
    , m_picture(new ChartPicture(theme, this))
    , m_table(new DataTable(u"chart_"_s + id, tr("Table of %1").arg(heading), theme, state, this))
    , m_model(new RecordModel(
          {{u"label"_s, tr("What")}, {u"series"_s, tr("Series")}, {u"shown"_s, tr("Value")}, {u"note"_s, tr("Note")}},
          theme, this))
    , m_swap(linkButton(tr("Table"), this))
    , m_stack(new QStackedWidget(this))
{
    m_picture->setAccessibleName(heading);
    m_model->setRowKey({});
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
    QJsonArray rows;
    bool notes = false;
    for (const ChartSeries& series : m_data.series) {
        for (const ChartPoint& point : series.points) {
            notes = notes || !point.note.isEmpty();
            rows.append(QJsonObject{{u"label"_s, point.label},
                                    {u"series"_s, series.name},
                                    {u"shown"_s, point.value ? point.shown : tr("no data")},
                                    {u"note"_s, point.note}});
        }
    }
    delete m_model;
    m_model = new RecordModel({{u"label"_s, m_data.labelTitle.isEmpty() ? tr("What") : m_data.labelTitle},
                               {u"series"_s, tr("Series"), ColumnKind::Text, {}, {}, 0, m_data.series.size() > 1},
                               {u"shown"_s,
                                m_data.valueTitle.isEmpty() ? tr("Value") : m_data.valueTitle,
                                ColumnKind::Number,
                                {},
                                {},
                                0,
                                true,
                                [](const QJsonObject& row) { return row.value(u"shown"_s).toString(); }},
                               {u"note"_s, tr("Note"), ColumnKind::Text, {}, {}, 0, notes}},
                              m_theme, this);
    m_model->setRowKey({});
    m_model->setRows(rows);
    m_table->setModel(m_model);
}

} // namespace factoid
