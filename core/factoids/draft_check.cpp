#include "core/factoids/draft_check.h"

#include "core/factoids/welsh_check.h"

#include <algorithm>

namespace factoid {

QString proofExtentName(ProofExtent extent)
{
    switch (extent) {
    case ProofExtent::Whole: return QStringLiteral("whole");
    case ProofExtent::NothingToProve: return QStringLiteral("nothing_to_prove");
    case ProofExtent::NumbersAndNames: return QStringLiteral("numbers_and_names");
    }
    return {};
}

DraftChecker::DraftChecker(const Panel& panel, const Traits& traits, const Verifier& verifier) : m_panel(panel), m_verifier(verifier)
{
    if (auto lexicon = Lexicon::load(QStringLiteral("en")))
        m_names.emplace(panel, traits, *std::move(lexicon));
}

DraftReport DraftChecker::check(const Factoid& draft) const
{
    DraftReport report;
    report.extent = draft.claims.empty() ? ProofExtent::NothingToProve : ProofExtent::Whole;
    report.faults = m_verifier.faults(draft);
    // Welsh has more ways of saying a thing than the verifier knows: where it found nothing false and only did not know
    // the words, numbers and names are what can be checked.
    const bool unread = draft.claims.empty() || std::ranges::all_of(report.faults, &Fault::unread);
    if (!report.faults.empty() && unread && draft.language == QLatin1String("cy") && m_names) {
        report.extent = ProofExtent::NumbersAndNames;
        report.faults = welshFaults(m_panel, *m_names, draft);
    }
    std::ranges::stable_sort(report.faults, {}, [](const Fault& fault) { return std::pair(fault.start < 0, fault.start); });
    report.holds = report.faults.empty();
    if (!report.holds)
        report.reason = report.faults.front().why;
    return report;
}

} // namespace factoid
