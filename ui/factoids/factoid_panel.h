// FactoidPanel: everything behind one factoid or candidate, in a page's side panel: choices, claims down to the line of
// the file, score sheet, other sentences, history, corrections. GUI thread; the page's.
#pragma once

#include "ui/factoids/curate_box.h"

namespace factoid {

class FactoidPanel : public QObject
{
    Q_OBJECT

  public:
    FactoidPanel(PageContext& context, SidePanel* panel, QObject* parent);

    // `subject` as CurateBox wants it; `sheet` where it is known already.
    void show(const QJsonObject& subject, const QJsonArray& choices, const QJsonObject& sheet = {});
    void hide();
    [[nodiscard]] QString factKey() const { return m_subject.value(u"fact_key"_s).toString(); }
    [[nodiscard]] CurateBox* box() const { return m_box; }

  private:
    void addOthers(const QJsonArray& others);
    void addClaims(const QJsonArray& claims);
    void addOperand(const QJsonObject& operand);
    void addSheet(const QJsonObject& sheet);
    void addVariants(const QJsonArray& variants);
    void addHistory(const QJsonObject& behind);
    void askBehind();
    void askFact();

    PageContext& m_context;
    SidePanel* m_panel;
    QJsonObject m_subject;
    QPointer<CurateBox> m_box;
    QPointer<QVBoxLayout> m_claims, m_sheet, m_variants, m_history;
    Latest<QJsonObject> m_behind, m_fact;
};

} // namespace factoid
