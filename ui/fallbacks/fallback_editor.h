// FallbackEditor: writes and edits one curated factoid. What is typed is checked against today's figures a moment
// later, off the window's thread, and each place that does not hold is underlined with the reason beneath. A text that
// is not checked is saved only with the switch on and an owner and a reason. Saves through the job. GUI thread; the
// page's.
#pragma once

#include "ui/fallbacks/fault_marks.h"
#include "ui/shell/page.h"

#include <QJsonObject>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace factoid {

class FallbackEditor : public QWidget
{
    Q_OBJECT

  public:
    explicit FallbackEditor(PageContext& context, QWidget* parent = nullptr);

    // An existing one, as fallbacksQuery gives it. What was typed and not saved is dropped.
    void edit(const QJsonObject& fallback);
    // A new one; from a factoid: {text, language, claims}.
    void begin(const QJsonObject& from = {});
    // The newest of what is edited; kept out while something typed is not saved.
    void refresh(const QJsonObject& fallback);
    // What is edited is no longer in use: closes, or keeps what was typed for a new one.
    void leave();
    // All that are served today, in order, and what a new one may start from.
    void setServed(const QJsonArray& fallbacks, const QJsonObject& fieldNames);
    void setSources(const QJsonArray& factoids);

    [[nodiscard]] qint64 id() const { return m_id; } // 0: a new one
    [[nodiscard]] bool isDirty() const;
    void save();

  Q_SIGNALS:
    void saved(qint64 id);
    void closed();
    void removeWanted(qint64 id);

  private:
    void makeFields(QVBoxLayout* layout);
    void makeButtons(QVBoxLayout* layout);
    void addField(QVBoxLayout* layout, const QString& name, QWidget* field, FormError* error = nullptr);
    void put(const QJsonObject& fallback);
    [[nodiscard]] QJsonObject typed() const;
    [[nodiscard]] QJsonObject asTyped(const QJsonObject& fallback) const;
    void changed();
    void check();
    void showReport(const QJsonObject& report);
    void showVerdict(qsizetype faults);
    void showFaults(const QJsonArray& faults);
    void showClaims();
    void showPreview();
    void addPreviewed(const QString& text, const QString& extent, bool mine);
    // Whether what is typed would be saved: it holds, or somebody keeps it unchecked.
    [[nodiscard]] bool isSaveable() const;
    // What the fields for keeping it unchecked still lack; empty: nothing.
    [[nodiscard]] QString keepingFault() const;
    void showKeeping();
    void updateButtons();
    bool eventFilter(QObject* watched, QEvent* event) override;

    PageContext& m_context;
    qint64 m_id = 0;
    QJsonObject m_before; // what typed() gave when it was put
    QJsonArray m_claims, m_served, m_sources;
    QJsonObject m_fieldNames;
    bool m_holds = false;
    bool m_keepable = false;       // not checked, and may be kept so
    bool m_servesUnchecked = true; // the setting
    QString m_extent;
    bool m_checked = false; // the report is of what is typed now
    QLabel* m_heading;
    QComboBox* m_source;
    QWidget* m_sourceRow;
    QPlainTextEdit* m_text;
    FaultMarks* m_marks;
    StateDot* m_verdict;
    QVBoxLayout* m_faults;
    QVBoxLayout* m_claimRows;
    QWidget* m_keeping;
    QCheckBox* m_keep;
    QLineEdit* m_reason;
    FormError* m_keepError;
    QComboBox* m_language;
    QLineEdit *m_owner, *m_review, *m_expires, *m_tags;
    FormError *m_reviewError, *m_expiresError, *m_error;
    Card* m_preview;
    QPushButton *m_save, *m_discard, *m_remove;
    QTimer m_wait;
    Latest<QJsonObject> m_checking;
};

} // namespace factoid
