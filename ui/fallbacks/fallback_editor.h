// FallbackEditor: writes and edits one curated factoid. What is typed is checked against today's figures a moment
// later, off the window's thread, and each place that does not hold is underlined with the reason beneath. A text that
// is not checked is saved only with the switch on and an owner and a reason. Saves through the job. GUI thread; the
// page's.
#pragma once

#include "ui/fallbacks/fault_marks.h"
#include "ui/shell/page.h"

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

    // A proven sentence that a new one may start from.
    struct Source {
        QString text;
        std::vector<Claim> claims;
        friend bool operator==(const Source&, const Source&) = default;
    };

    // An existing one. What was typed and not saved is dropped.
    void edit(const FallbackRow& fallback);
    // A new one, from a source where there is one.
    void begin(const std::optional<Source>& from = {});
    // The newest of what is edited; kept out while something typed is not saved.
    void refresh(const FallbackRow& fallback);
    // Whether what is typed was begun from this state of the fallback, or saved as it.
    [[nodiscard]] bool startedFrom(const FallbackRow& fallback) const { return m_before == asTyped(fallback); }
    // What is edited is no longer in use: closes, or keeps what was typed for a new one.
    void leave();
    // All that are in use, in order, and what a new one may start from.
    void setServed(const std::vector<FallbackRow>& fallbacks, const FieldNames& fieldNames);
    void setSources(const std::vector<Source>& sources);

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
    // What stands in the fields.
    struct Typed {
        QString text, language;
        std::vector<Claim> claims;
        QString owner, reviewOn, expiresOn, tags;
        bool unchecked = false; // to be kept though nothing proves it
        QString reason;
        friend bool operator==(const Typed&, const Typed&) = default;
    };
    void put(const Typed& typed);
    void start(const Source& source);
    [[nodiscard]] Typed typed() const;
    [[nodiscard]] Typed asTyped(const FallbackRow& fallback) const;
    void changed();
    void check();
    void showReport(const DraftAnswer& report);
    void showVerdict(qsizetype faults);
    void showFaults(const std::vector<FaultRow>& faults);
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
    Typed m_before; // what typed() gave when it was put
    std::vector<Claim> m_claims;
    std::vector<FallbackRow> m_served;
    std::vector<Source> m_sources;
    FieldNames m_fieldNames;
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
    Latest<DraftAnswer> m_checking;
};

} // namespace factoid
