// CompareCard: two days of one summary beside each other, and what differs. GUI thread.
#pragma once

#include "core/queries/summaries/summary_queries.h"
#include "ui/base/latest.h"
#include "ui/shell/page.h"
#include "ui/table/data_table.h"

class QComboBox;

namespace factoid {

class CompareCard : public Card
{
    Q_OBJECT

  public:
    CompareCard(PageContext& context, QWidget* parent);
    // Asks for the days on which the summary was calculated and compares the newest with the one before.
    void showFor(const QString& field, const QString& year);

  private:
    void compare();
    void tell(const Result<CompareAnswer>& answer);

    PageContext& m_context;
    QString m_field, m_year;
    QComboBox *m_from, *m_to;
    QLabel* m_sentence;
    RowModel<SummaryDifference>* m_model;
    DataTable* m_table;
    Latest<QStringList> m_days; // last: they end before what they show
    Latest<CompareAnswer> m_asking;
};

} // namespace factoid
