// RulesCard: the policies of the schedule as sentences whose values are changed in place, what a sleep would do, who
// follows the schedule, and what it saves. It asks nothing itself: it is told, and says what was chosen. GUI thread.
#pragma once

#include "ui/schedule/inline_choice.h"
#include "ui/schedule/schedule_view.h"
#include "ui/widgets/widgets.h"

#include <QTime>

class QTimeEdit;

namespace factoid {

class RulesCard : public Card
{
    Q_OBJECT

  public:
    RulesCard(const Theme& theme, QWidget* parent);

    void show_(const ScheduleView& view);
    // What is wrong with the last choice; empty: nothing.
    void refuse(const QString& sentence);
    // The last choice was taken: no line stays open and nothing is wrong.
    void settle();
    [[nodiscard]] QTime sleepFrom() const;
    [[nodiscard]] QTime sleepTo() const;
    void setSleep(QTime from, QTime to);
    [[nodiscard]] QPushButton* zoneButton() const { return m_zone; }

  Q_SIGNALS:
    void chosen(const QString& setting, const QString& value); // "schedule.missed", "skip"
    void sleepChanged();
    void zoneWanted();

  private:
    QLabel* addRule(const QStringList& words, const std::vector<QWidget*>& choices);
    void showSleep(const SleepAnswer& sleep);
    const Theme& m_theme;
    QVBoxLayout* m_rows = nullptr;
    InlineChoice *m_freshness, *m_gap, *m_missed;
    QPushButton* m_zone;
    QTimeEdit *m_from, *m_to;
    QLabel *m_sleepNow, *m_sleepOther, *m_leaseNote, *m_shadowNote;
    StateDot* m_runner;
    FormError* m_error;
};

} // namespace factoid
