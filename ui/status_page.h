// StatusPage: the answer of `status` for the eye: a headline, what is live, and the last runs. GUI thread.
#pragma once

#include <QJsonObject>
#include <QWidget>

class QLabel;
class QTableWidget;

namespace factoid {

class StatusPage : public QWidget
{
    Q_OBJECT

  public:
    explicit StatusPage(QWidget* parent = nullptr);

    void setStatus(const QJsonObject& status);
    // Said in place; the last status stays beneath it.
    void setProblem(const QString& sentence);

  private:
    void fillRuns(const QJsonArray& runs);

    QLabel* m_headline = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_live = nullptr;
    QTableWidget* m_runs = nullptr;
};

} // namespace factoid
