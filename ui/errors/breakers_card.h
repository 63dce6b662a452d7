// BreakersCard: the circuit breakers, one row each: whether the provider is asked, since when and why not, and an
// operator's hand on it, with a reason that is asked for in place. GUI thread.
#pragma once

#include "core/queries/errors/failure_queries.h"
#include "ui/widgets/widgets.h"

#include <QDateTime>

class QLineEdit;

namespace factoid {

class BreakerLine : public QWidget
{
    Q_OBJECT

  public:
    BreakerLine(const QString& name, const Theme& theme, bool readOnly, QWidget* parent);
    // None: nobody has ever asked.
    void show_(const std::optional<BreakerReport>& breaker, const QDateTime& now);
    // What the job said of the last change; empty: it was made.
    void answer(const QString& problem);

  Q_SIGNALS:
    // `action`: open, close or release.
    void wanted(const QString& name, const QString& action, const QString& reason);

  private:
    void askFor(const QString& action);
    void confirm();
    void keyPressEvent(QKeyEvent* event) override;

    const QString m_name;
    QString m_action; // that a reason is asked for; empty: none
    StateDot* m_state;
    QLabel* m_note;
    QPushButton *m_open, *m_close, *m_release;
    QWidget* m_form;
    QLineEdit* m_reason;
    QPushButton* m_confirm;
    FormError* m_error;
};

class BreakersCard : public Card
{
    Q_OBJECT

  public:
    BreakersCard(const Theme& theme, bool readOnly, QWidget* parent);
    // `providers` that are configured stand there too, asked or not.
    void show_(const std::vector<BreakerReport>& breakers, const QStringList& providers, const QDateTime& now);
    void answer(const QString& name, const QString& problem);

  Q_SIGNALS:
    void wanted(const QString& name, const QString& action, const QString& reason);

  private:
    const Theme& m_theme;
    const bool m_readOnly;
    QVBoxLayout* m_layout;
    QLabel* m_empty;
    std::vector<std::pair<QString, BreakerLine*>> m_rows;
};

} // namespace factoid
