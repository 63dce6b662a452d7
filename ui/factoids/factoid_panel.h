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

    // `sheet`: how the score came about (Fact::sheet), where it is known already.
    void show(const CurateSubject& subject, const std::vector<ChoiceRow>& choices, const QJsonObject& sheet = {});
    void hide();
    [[nodiscard]] QString factKey() const { return m_subject.factKey; }
    [[nodiscard]] CurateBox* box() const { return m_box; }

  private:
    void addOthers(const std::vector<OtherText>& others);
    void addClaims(const std::vector<ClaimSource>& claims);
    void addOperand(const ShownOperand& operand);
    void addSheet(const QJsonObject& sheet);
    void addVariants(const std::vector<FactVariant>& variants);
    void addHistory(const FactoidAnswer& behind);
    void askBehind();
    void askFact();

    PageContext& m_context;
    SidePanel* m_panel;
    CurateSubject m_subject;
    QPointer<CurateBox> m_box;
    QPointer<QVBoxLayout> m_claims, m_sheet, m_variants, m_history;
    Latest<FactoidAnswer> m_behind;
    Latest<FactAnswer> m_fact;
};

} // namespace factoid
