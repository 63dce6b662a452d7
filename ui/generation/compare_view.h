// CompareView: two language models, or two editions of the prompt, side by side on the same facts, from the replies
// that are kept: how often they hold, what they cost, and both sentences on each fact with their verdicts. Nobody is
// asked. GUI thread.
#pragma once

#include "core/queries/generation/model_pairs_query.h"
#include "ui/base/latest.h"
#include "ui/table/data_table.h"

class QComboBox;

namespace factoid {

class SidePanel;

class CompareView : public Card
{
    Q_OBJECT

  public:
    CompareView(StoreReader& reader, const Theme& theme, UiState& state, QWidget* parent);
    // Asks anew; what is picked stays.
    void refresh();

  Q_SIGNALS:
    void pairWanted(const ModelPair& pair, const QString& left, const QString& right);

  private:
    // A measure in words, of both sides.
    struct Line {
        QString measure, left, right;
    };
    void show_(const Result<ModelPairsAnswer>& answer);
    void showSides(const std::vector<ModelSideRow>& sides);
    void showScores(const ModelPairsAnswer& answer);
    [[nodiscard]] static std::vector<ColumnOf<Line>> scoreColumns();

    StoreReader& m_reader;
    QComboBox *m_left, *m_right, *m_inARow;
    QLabel* m_sentence;
    RowModel<Line> m_scores;
    RowModel<ModelPair> m_pairs;
    DataTable *m_scoreTable, *m_pairTable;
    Latest<ModelPairsAnswer> m_asking;
};

// One fact in both words, with the verdicts, the refused words and why.
void showPair(SidePanel& panel, const ModelPair& pair, const QString& left, const QString& right, const QDateTime& now);

} // namespace factoid
