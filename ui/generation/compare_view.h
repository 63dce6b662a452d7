// CompareView: two language models, or two editions of the prompt, side by side on the same facts, from the replies
// that are kept: how often they hold, what they cost, and both sentences on each fact with their verdicts. Nobody is
// asked. GUI thread.
#pragma once

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
    // `pair` as modelPairsQuery gives it.
    void pairWanted(const QJsonObject& pair, const QString& left, const QString& right);

  private:
    void show_(const Result<QJsonObject>& answer);
    void showSides(const QJsonArray& sides);
    void showScores(const QJsonObject& answer);
    void showPairs(const QJsonArray& pairs);

    StoreReader& m_reader;
    QComboBox *m_left, *m_right, *m_inARow;
    QLabel* m_sentence;
    RecordModel m_scores, m_pairs;
    DataTable *m_scoreTable, *m_pairTable;
    Latest<QJsonObject> m_asking;
};

// One fact in both words, with the verdicts, the refused words and why.
void showPair(SidePanel& panel, const QJsonObject& pair, const QString& left, const QString& right,
              const QDateTime& now);

} // namespace factoid
