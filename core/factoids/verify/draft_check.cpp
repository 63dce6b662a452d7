#include "core/factoids/verify/draft_check.h"

#include "core/factoids/languages/languages.h"

#include <algorithm>
#include <map>

namespace factoid {

namespace {

const NoticeGrammar* noticesIn(const QString& language)
{
    static const std::map<QString, NoticeGrammar> grammars = [] {
        std::map<QString, NoticeGrammar> loaded;
        for (const QString& each : factoidLanguages()) {
            if (auto grammar = NoticeGrammar::load(each))
                loaded.emplace(each, *std::move(grammar));
        }
        return loaded;
    }();
    const auto found = grammars.find(language);
    return found == grammars.end() ? nullptr : &found->second;
}

// Line breaks and what nobody sees have no place in one plain sentence, checked or not.
qsizetype firstUnprintable(const QString& text)
{
    const auto found = std::ranges::find_if(text, [](QChar c) {
        return (!c.isPrint() && !c.isSurrogate()) || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
    return found == text.end() ? -1 : found - text.begin();
}

// A number that nothing proves is shown to whoever wrote it: a claim could.
void markNumbers(const QString& text, std::vector<Fault>& faults)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool opens =
            text.at(at).category() == QChar::Symbol_Currency && at + 1 < text.size() && text.at(at + 1).isDigit();
        if (!opens && !text.at(at).isDigit())
            continue;
        qsizetype end = at + 1;
        while (end < text.size() && (text.at(end).isLetterOrNumber() || text.at(end) == u'.' || text.at(end) == u','))
            ++end;
        while (!text.at(end - 1).isLetterOrNumber())
            --end;
        faults.push_back({static_cast<int>(at), static_cast<int>(end - at),
                          u"no claim supports the number “%1”"_s.arg(text.mid(at, end - at))});
        at = end;
    }
}

} // namespace

QString proofExtentName(ProofExtent extent)
{
    switch (extent) {
    case ProofExtent::Whole:
        return kProvenWhole;
    case ProofExtent::Notice:
        return kIsNotice;
    case ProofExtent::None:
        return kNotChecked;
    }
    return {};
}

NoticeReading readNotice(const Factoid& factoid, const SiteNames& site)
{
    const NoticeGrammar* grammar = noticesIn(factoid.language);
    return grammar && factoid.claims.empty() && wordCount(factoid.text) <= kMostWords
               ? grammar->read(factoid.text, site)
               : NoticeReading();
}

DraftChecker::DraftChecker(const Verifier& verifier)
    : m_verifier(verifier)
{
}

DraftReport DraftChecker::check(const Factoid& draft, const SiteNames& site) const
{
    DraftReport report;
    if (draft.claims.empty()) {
        report = checkUnclaimed(draft, site);
    } else {
        report.faults = m_verifier.faults(draft);
        report.keepable = report.faults.empty();
    }
    std::ranges::stable_sort(report.faults, {},
                             [](const Fault& fault) { return std::pair(fault.start < 0, fault.start); });
    report.holds = report.faults.empty();
    if (!report.holds && report.reason.isEmpty())
        report.reason = report.faults.front().why;
    return report;
}

DraftReport DraftChecker::checkUnclaimed(const Factoid& draft, const SiteNames& site) const
{
    DraftReport report;
    const NoticeReading reading = readNotice(draft, site);
    report.extent = reading.isNotice ? ProofExtent::Notice : ProofExtent::None;
    report.keepable = true;
    if (reading.isNotice)
        return report;
    report.reason = u"not checked: it has no claims and is not a notice"_s;
    if (const int words = wordCount(draft.text); words > kMostWords) {
        report.faults.push_back({-1, 0, u"the text has %1 words; %2 is the most"_s.arg(words).arg(kMostWords)});
        report.keepable = false;
    }
    if (const qsizetype at = firstUnprintable(draft.text); at >= 0) {
        report.faults.push_back(
            {static_cast<int>(at), 1, u"the text holds a line break or a character that cannot be seen"_s});
        report.keepable = false;
    }
    if (!report.keepable) {
        report.reason = report.faults.front().why;
        return report;
    }
    markNumbers(draft.text, report.faults);
    if (!report.faults.empty())
        return report;
    if (reading.start < 0)
        report.faults.push_back(
            {-1, 0, u"no claim supports it, and no notice ends like this; a notice ends with a full stop"_s});
    else
        report.faults.push_back({reading.start, reading.length,
                                 u"no claim supports “%1”, and no notice continues like this"_s.arg(
                                     draft.text.mid(reading.start, reading.length))});
    return report;
}

} // namespace factoid
