// CurateBox: an operator's choices about one fact, in the side panel: pin, ban, snooze, never name a council; and for
// one in the set, withdraw; for a candidate, use. It starts the jobs; refusals stand in place. GUI thread; the panel's.
#pragma once

#include "core/queries/factoids/factoid_answers.h"
#include "ui/shell/page.h"

class QCheckBox;
class QLineEdit;

namespace factoid {

// The fact that choices are made about, as a factoid of the set or as a candidate.
struct CurateSubject {
    QString id; // of the factoid; empty: a candidate
    QString factKey;
    QString text, language, extent;
    QString why; // how it stands, in words
    std::vector<ToldCouncil> councils;
    std::optional<Choice> choice;
    int live = 0;                  // place in the set; 0: not in it
    bool severalLanguages = false; // the set has more than one
};

class CurateBox : public QWidget
{
    Q_OBJECT

  public:
    // `choices`: all of an operator's, for the councils.
    CurateBox(PageContext& context, const CurateSubject& subject, const std::vector<ChoiceRow>& choices,
              QWidget* parent = nullptr);

    void togglePin();
    void toggleBan();
    void withdraw();
    void use(bool now);
    // The sentence to use, of the proven ones; empty: the writer's own choice.
    void setSentence(const QString& text) { m_sentence = text; }

  private:
    void addChoices(QVBoxLayout* layout);
    void addCouncils(QVBoxLayout* layout, const std::vector<ChoiceRow>& choices);
    void addSet(QVBoxLayout* layout);
    void snooze();
    void run(QJsonObject options, const QString& label, QWidget* field = nullptr);
    [[nodiscard]] bool isKind(const char* kind) const;

    PageContext& m_context;
    CurateSubject m_subject;
    QString m_sentence;
    QLineEdit* m_until;
    QLineEdit* m_reason;
    QCheckBox* m_alone = nullptr; // none where the set has one language
    FormError* m_error;
};

} // namespace factoid
