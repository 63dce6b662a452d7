// SettingRow: one setting: its name, what it is for, a field that fits its kind, a mark when it is not the default, and
// what is wrong with what was typed, in place. GUI thread; the page's.
#pragma once

#include "core/queries/history/operator_queries.h"
#include "ui/widgets/widgets.h"

class QComboBox;
class QLineEdit;

namespace factoid {

// "schedule.freshness_minutes" as a heading says it: "Freshness minutes".
[[nodiscard]] QString settingTitle(const QString& key);

class SettingRow : public QWidget
{
    Q_OBJECT

  public:
    explicit SettingRow(const SettingLine& setting, QWidget* parent = nullptr);

    // What counts now; what an operator has typed meanwhile stays.
    void take(const SettingLine& setting);
    // Checks what is typed together with what the other rows say.
    void check(const Settings& all);
    void setReadOnly(bool readOnly);

    [[nodiscard]] QString key() const { return m_key; }
    [[nodiscard]] QString text() const; // as typed
    [[nodiscard]] bool isEdited() const { return text() != m_value; }
    [[nodiscard]] bool isFaulty() const { return m_faulty; }
    [[nodiscard]] bool isDefault() const { return text() == m_default; }
    // Back to what counts now.
    void revert() { setText(m_value); }
    [[nodiscard]] bool matches(const QString& words) const;

  Q_SIGNALS:
    void edited();

  private:
    void makeField(const SettingLine& setting);
    void arrange(const SettingLine& setting);
    void setText(const QString& text);
    void mark();
    [[nodiscard]] QWidget* field() const;

    QString m_key, m_value, m_default, m_saved, m_help;
    bool m_overridden = false;
    bool m_faulty = false;
    bool m_meanwhile = false; // saved elsewhere while something is typed here
    QLineEdit* m_line = nullptr;
    QComboBox* m_choice = nullptr;
    QLabel* m_mark;
    QPushButton* m_reset;
    FormError* m_error;
};

} // namespace factoid
