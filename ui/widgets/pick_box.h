// PickBox: a box to pick one of many by typing any part of its name. Each choice has a key (slug, code) and a name to
// read; the first may stand for "all". What is typed and is no choice is told apart from a choice. GUI thread.
#pragma once

#include <QComboBox>

namespace factoid {

class PickBox : public QComboBox
{
    Q_OBJECT

  public:
    struct Choice {
        QString key, name;
        friend bool operator==(const Choice&, const Choice&) = default;
    };
    // `all` is the name of the choice with the empty key; empty: there is none.
    PickBox(const QString& name, const QString& all, int width, QWidget* parent = nullptr);

    // Keeps what is picked, where it is still a choice.
    void setChoices(const std::vector<Choice>& choices);
    // A key that is no choice yet is kept until the choices come.
    void pick(const QString& key);
    [[nodiscard]] QString picked() const { return m_picked; }

  Q_SIGNALS:
    void pickedByUser();

  private:
    void settle();
    void showChoice(const QString& key);
    [[nodiscard]] bool isBeingTyped() const;
    QString m_all, m_picked;
    std::vector<Choice> m_choices;
};

} // namespace factoid
