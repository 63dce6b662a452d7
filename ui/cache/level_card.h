// LevelCard: one level of the cache: its state, hits, latency, size, and the switch that rehearses its outage for a
// time. GUI thread.
#pragma once

#include "core/queries/cache/cache_queries.h"
#include "ui/widgets/widgets.h"

#include <QDateTime>

class QComboBox;
class QGridLayout;

namespace factoid {

class LevelCard : public Card
{
    Q_OBJECT

  public:
    // `level`: "memory", "store", "curated".
    LevelCard(const QString& level, const QString& heading, const QString& what, const Theme& theme, QWidget* parent);

    void show_(const CacheLevelRow& level, const QDateTime& now);
    [[nodiscard]] const QString& level() const { return m_level; }

  Q_SIGNALS:
    // Its operator has read what it does.
    void rehearsalWanted(const QString& level, int minutes);
    void rehearsalOver(const QString& level);

  private:
    void makeSure();
    void sayWhom();
    QLabel* addFigure(const QString& name, int column);
    const QString m_level;
    StateDot* m_state;
    QGridLayout* m_figures;
    QLabel *m_hits, *m_latency, *m_size;
    QComboBox* m_minutes;
    QPushButton* m_switch;
    QLabel* m_note;
    QWidget* m_sure; // who is affected and for how long, before it starts
    QLabel* m_sureText;
    bool m_isOn = false;
};

} // namespace factoid
