// CurateBox: an operator's choices about one fact, in the side panel: pin, ban, snooze, never name a council; and for
// one in the set, withdraw; for a candidate, use. It starts the jobs; refusals stand in place. GUI thread; the panel's.
#pragma once

#include "ui/shell/page.h"

#include <QJsonArray>
#include <QJsonObject>

class QCheckBox;
class QLineEdit;

namespace factoid {

class CurateBox : public QWidget
{
    Q_OBJECT

  public:
    // `subject`: {id, fact_key, text, council_names: [{code, name}], choice, live: place in the set, 0: none, language,
    // several_languages: whether the set has more than one}; `choices`: all of an operator's choices, for the councils.
    CurateBox(PageContext& context, const QJsonObject& subject, const QJsonArray& choices, QWidget* parent = nullptr);

    void togglePin();
    void toggleBan();
    void withdraw();
    void use(bool now);
    // The sentence to use, of the proven ones; empty: the writer's own choice.
    void setSentence(const QString& text) { m_sentence = text; }

  private:
    void addChoices(QVBoxLayout* layout);
    void addCouncils(QVBoxLayout* layout, const QJsonArray& choices);
    void addSet(QVBoxLayout* layout);
    void snooze();
    void run(QJsonObject options, const QString& label, QWidget* field = nullptr);
    [[nodiscard]] bool isKind(const char* kind) const;

    PageContext& m_context;
    QJsonObject m_subject;
    QString m_sentence;
    QLineEdit* m_until;
    QLineEdit* m_reason;
    QCheckBox* m_alone = nullptr; // none where the set has one language
    FormError* m_error;
};

} // namespace factoid
