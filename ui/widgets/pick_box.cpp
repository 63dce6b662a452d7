#include "ui/widgets/pick_box.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

namespace factoid {

PickBox::PickBox(const QString& name, const QString& all, int width, QWidget* parent)
    : QComboBox(parent)
    , m_all(all)
{
    setAccessibleName(name);
    setToolTip(name);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setFixedWidth(width);
    setMaxVisibleItems(16);
    view()->setAccessibleName(name);
    lineEdit()->setAccessibleName(name);
    lineEdit()->setPlaceholderText(all);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    completer()->popup()->setAccessibleName(name);
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString key = itemData(index).toString();
        if (key == m_picked)
            return;
        m_picked = key;
        Q_EMIT pickedByUser();
    });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &PickBox::settle);
    setChoices({});
}

// What was typed becomes the choice that it means, or what was picked before comes back.
void PickBox::settle()
{
    const QString typed = lineEdit()->text().trimmed();
    int index = typed.isEmpty() ? findData(QString()) : findText(typed, Qt::MatchFixedString);
    if (index < 0)
        index = findData(typed, Qt::UserRole, Qt::MatchFixedString);
    if (index < 0)
        index = findText(typed, Qt::MatchContains);
    if (index < 0 || (typed.isEmpty() && m_all.isEmpty())) {
        showChoice(m_picked);
        return;
    }
    const QString key = itemData(index).toString();
    setCurrentIndex(index);
    lineEdit()->setCursorPosition(0);
    if (key == m_picked)
        return;
    m_picked = key;
    Q_EMIT pickedByUser();
}

void PickBox::setChoices(const std::vector<Choice>& choices)
{
    if (choices == m_choices && count() > 0)
        return;
    m_choices = choices;
    const QSignalBlocker quiet(this);
    const bool typing = isBeingTyped();
    const QString typed = lineEdit()->text();
    const int cursor = lineEdit()->cursorPosition();
    clear();
    if (!m_all.isEmpty())
        addItem(m_all, QString());
    for (const Choice& choice : choices)
        addItem(choice.name, choice.key);
    showChoice(m_picked);
    if (!typing)
        return;
    lineEdit()->setText(typed);
    lineEdit()->setModified(true);
    lineEdit()->setCursorPosition(cursor);
}

void PickBox::pick(const QString& key)
{
    // News that what is picked is still picked does not take away what someone types.
    if (key != m_picked || !isBeingTyped())
        showChoice(key);
}

bool PickBox::isBeingTyped() const
{
    return lineEdit()->hasFocus() && lineEdit()->isModified();
}

void PickBox::showChoice(const QString& key)
{
    const QSignalBlocker quiet(this);
    m_picked = key;
    const int index = findData(key);
    setCurrentIndex(index);
    if (index < 0)
        setEditText(key);
    lineEdit()->setCursorPosition(0);
}

} // namespace factoid
