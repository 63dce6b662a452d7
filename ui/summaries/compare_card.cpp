#include "ui/summaries/compare_card.h"

#include "ui/base/formats.h"

#include <QAbstractItemView>
#include <QComboBox>

namespace factoid {

namespace {

QComboBox* dayBox(const QString& name, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->view()->setAccessibleName(name);
    return box;
}

QString side(const std::optional<QString>& value)
{
    if (!value || value->isEmpty())
        return u"–"_s;
    return value->front().isLetter() ? *value : numberText(*value);
}

std::vector<ColumnOf<SummaryDifference>> columns()
{
    using Row = SummaryDifference;
    return {columnOf<Row>(u"name"_s, CompareCard::tr("What"), ColumnKind::Text, &Row::name).wide(140),
            columnOf<Row>(u"before"_s, CompareCard::tr("First day"), ColumnKind::Number, &Row::before)
                .wide(110)
                .saying([](const Row& row) { return side(row.before); }),
            columnOf<Row>(u"after"_s, CompareCard::tr("Second day"), ColumnKind::Number, &Row::after)
                .wide(110)
                .saying([](const Row& row) { return side(row.after); }),
            columnOf<Row>(u"difference"_s, CompareCard::tr("Difference"), ColumnKind::Number, &Row::difference)};
}

} // namespace

CompareCard::CompareCard(PageContext& context, QWidget* parent)
    : Card(tr("Two days compared"), parent)
    , m_context(context)
    , m_from(dayBox(tr("First day"), this))
    , m_to(dayBox(tr("Second day"), this))
    , m_sentence(wrappedLabel({}, "muted", this))
    , m_model(new RowModel<SummaryDifference>(columns(), context.theme, &SummaryDifference::key, this))
    , m_table(new DataTable(u"summary_compare"_s, tr("What differs between the two days"), context.theme, context.state,
                            this))
{
    auto* row = new QHBoxLayout;
    row->addWidget(m_from);
    row->addWidget(roleLabel(tr("against"), "note", this));
    row->addWidget(m_to);
    row->addStretch(1);
    body()->addLayout(row);
    body()->addWidget(m_sentence);
    body()->addWidget(m_table, 1);
    m_table->setModel(m_model);
    m_table->setCompact(true);
    m_table->setEmptyState(tr("Nothing differs."));
    connect(m_from, &QComboBox::activated, this, &CompareCard::compare);
    connect(m_to, &QComboBox::activated, this, &CompareCard::compare);
}

void CompareCard::showFor(const QString& field, const QString& year)
{
    const bool same = field == m_field && year == m_year;
    m_field = field;
    m_year = year;
    const auto parsed = Year::parse(year.toUtf8());
    if (!parsed)
        return;
    m_days.ask(
        m_context.reader, [field, year = *parsed](QueryContext& context) { return summaryDays(context, field, year); },
        [this, same](const Result<QStringList>& days) {
            if (!days)
                return;
            const QString from = m_from->currentText(), to = m_to->currentText();
            const bool known = same && m_to->count() == days->size();
            for (QComboBox* box : {m_from, m_to}) {
                box->clear();
                box->addItems(*days);
                box->setVisible(days->size() > 1);
            }
            m_table->setVisible(days->size() > 1);
            if (days->size() < 2) {
                m_sentence->setText(
                    days->isEmpty()
                        ? tr("No summary has been calculated yet.")
                        : tr("Calculated once, on %1. When the figures change, the days can be compared here.")
                              .arg(days->front()));
                return;
            }
            m_from->setCurrentIndex(known ? std::max(m_from->findText(from), 0) : static_cast<int>(days->size()) - 2);
            m_to->setCurrentIndex(known ? std::max(m_to->findText(to), 0) : static_cast<int>(days->size()) - 1);
            compare();
        });
}

void CompareCard::compare()
{
    const auto year = Year::parse(m_year.toUtf8());
    QDate from = QDate::fromString(m_from->currentText(), Qt::ISODate),
          to = QDate::fromString(m_to->currentText(), Qt::ISODate);
    if (!year || !from.isValid() || !to.isValid())
        return;
    // Which of the two is picked first does not matter.
    if (to < from)
        std::swap(from, to);
    m_asking.ask(
        m_context.reader,
        [field = m_field, year = *year, from, to](QueryContext& context) {
            return compareQuery(context, field, year, from, to);
        },
        [this](const Result<CompareAnswer>& answer) { tell(answer); });
}

void CompareCard::tell(const Result<CompareAnswer>& answer)
{
    if (!answer) {
        m_sentence->setText(answer.error().message);
        return;
    }
    const qint64 revised = answer->figuresRevised;
    m_sentence->setText(
        answer->sentence +
        (revised > 0 ? QLatin1Char(' ') +
                           tr("%1 revised in between.").arg(countText(revised, tr("figure was"), tr("figures were")))
                     : QString()));
    m_model->setRows(answer->differences, m_context.engine.clock().now());
}

} // namespace factoid
