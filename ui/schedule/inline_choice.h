// InlineChoice: a value within a sentence that is changed in place: a menu of usual values and, where wanted, a line
// for another. What is typed is refused or taken elsewhere. GUI thread.
#pragma once

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <utility>
#include <vector>

class QMenu;

namespace factoid {

class InlineChoice : public QWidget
{
    Q_OBJECT

  public:
    // `name` for a screen reader; `other`: text of the entry that opens the line, empty for none.
    InlineChoice(const QString& name, const QString& other, QWidget* parent);

    void setChoices(const std::vector<std::pair<QString, QString>>& choices); // value, words
    // The value that holds, in words. An open line stays as it is: someone may be typing in it.
    void setCurrent(const QString& words);
    // What was typed has been taken: shows the value again.
    void closeLine();
    [[nodiscard]] QPushButton* button() const { return m_button; }
    [[nodiscard]] QLineEdit* line() const { return m_line; }
    void openLine();

  Q_SIGNALS:
    void chosen(const QString& value);

  private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    QPushButton* m_button;
    QLineEdit* m_line;
    QMenu* m_menu;
    QString m_other;
};

} // namespace factoid
