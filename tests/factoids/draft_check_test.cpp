// Drafts against the figures: where the fault stands, all faults at once, what is a notice and what is not checked.
#include "core/factoids/verify/draft_check.h"

#include "tests/factoids/little_land.h"
#include "tests/factoids/words_support.h"

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

const SiteNames kSite{u"Council finance factoids"_s, u"https://example.org/"_s};

// A proven factoid of the sample with two councils and a ratio.
Factoid provenRatio(const Panel& panel)
{
    MineOptions options;
    options.today = QDate(2026, 6, 1);
    const auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    for (const Fact& fact : *facts) {
        if (fact.kind != "ratio"_L1)
            continue;
        WriteRequest request;
        const auto variants = provenVariants(panel, wordTraits(), fact, request);
        if (!variants.empty())
            return variants.front();
    }
    FAIL("the sample has no ratio");
    return {};
}

const Fault* faultAt(const DraftReport& report, const QString& text, const QString& word)
{
    for (const Fault& fault : report.faults) {
        if (fault.start >= 0 && text.mid(fault.start, fault.length) == word)
            return &fault;
    }
    return nullptr;
}

} // namespace

TEST_CASE("a proven factoid holds as a draft, and every variant of it")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(verifier);
    const Factoid factoid = provenRatio(panel);
    const DraftReport report = checker.check(factoid, kSite);
    INFO(factoid.text.toStdString() << " " << report.reason.toStdString());
    CHECK(report.holds);
    CHECK(report.extent == ProofExtent::Whole);
    CHECK(verifier.verify(factoid).supported);
}

TEST_CASE("a draft and the verifier always agree, whatever word is changed")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(verifier);
    const Factoid factoid = provenRatio(panel);
    const auto seed = std::random_device()();
    WARN("seed " << seed);
    std::mt19937 random(seed);
    const QStringList strange{u"£7.77 billion"_s, u"fell"_s, u"Kent"_s, u"nine"_s,     u"worst"_s, u"2011/12"_s,
                              u"twice"_s,         u"not"_s,  u"<b>"_s,  u"Atlantis"_s, u"and"_s};
    for (int round = 0; round < 200; ++round) {
        Factoid changed = factoid;
        QStringList parts = changed.text.split(QLatin1Char(' '));
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(parts.size()));
        const QString word = strange[static_cast<qsizetype>(random() % static_cast<unsigned>(strange.size()))];
        if (random() % 2)
            parts[at] = word;
        else
            parts.insert(at, word);
        changed.text = parts.join(QLatin1Char(' '));
        const DraftReport report = checker.check(changed, kSite);
        INFO(changed.text.toStdString());
        CHECK(report.holds == verifier.verify(changed).supported);
        for (const Fault& fault : report.faults) {
            CHECK_FALSE(fault.why.isEmpty());
            CHECK(fault.start + fault.length <= changed.text.size());
        }
    }
}

TEST_CASE("each fault of a draft is placed, not only the first")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(verifier);
    Factoid draft = provenRatio(panel);
    draft.text.chop(1);
    draft.text += u", unlike Atlantis, because of 17 scandals."_s;
    const DraftReport report = checker.check(draft, kSite);
    CHECK_FALSE(report.holds);
    for (const char* word : {"Atlantis", "because", "17"}) {
        INFO(word);
        CHECK(faultAt(report, draft.text, QLatin1String(word)));
    }
}

TEST_CASE("a text without claims is a notice or it is not checked, whatever its words are")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(verifier);
    struct Case {
        const char* language;
        const char* text;
        const char* word; // that is marked; empty: it is a notice
    };
    const Case cases[] = {
        {"en", "New figures appear here when they are published.", ""},
        {"en", "Figures come from the councils' own returns.", ""},
        {"en", "We are updating this page.", ""},
        {"cy", "Rydym yn diweddaru'r dudalen hon.", ""},
        {"en", "See what your council spends on libraries.", "what"},
        {"en", "Councils spent 12 percent of it on parks.", "12"},
        {"en", "Most of it went to schools.", "Most"},
        {"en", "Kent County Council publishes its accounts.", "Kent"},
        {"en", "Spending rose again.", "Spending"},
        {"en", "See the accounts of 2019/20.", "2019"},
        {"en", "Councils spent £12 million.", "£12"},
        {"en", "Look <b>here</b>.", "<b>here</b>"},
        {"en", "Councillors stole from pensioners.", "Councillors"},
        {"en", "Figures come from the councils' own lies.", "lies"},
        {"cy", "Mae hanner cynghorau Cymru yn fethdalwyr.", "hanner"},
        {"cy", "caerdydd sydd mewn dyled.", "caerdydd"},
    };
    for (const Case& each : cases) {
        Factoid draft;
        draft.language = QLatin1String(each.language);
        draft.text = QString::fromUtf8(each.text);
        const DraftReport report = checker.check(draft, kSite);
        const bool notice = each.word[0] == '\0';
        INFO(each.text << " -> " << report.reason.toStdString());
        CHECK(report.holds == notice);
        CHECK(report.extent == (notice ? ProofExtent::Notice : ProofExtent::None));
        CHECK(report.keepable); // by whoever says so
        if (notice)
            continue;
        CHECK(report.reason.startsWith(u"not checked"_s));
        CHECK(faultAt(report, draft.text, QString::fromUtf8(each.word)));
    }
    Factoid open;
    open.text = u"We are updating this page"_s;
    const DraftReport unended = checker.check(open, kSite);
    CHECK(unended.extent == ProofExtent::None);
    CHECK(unended.faults.front().why.contains(u"full stop"_s));
}

TEST_CASE("a text that no page should show is not kept, checked or not")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(verifier);
    Factoid draft;
    draft.text = u"word "_s.repeated(31) + u"end."_s;
    CHECK_FALSE(checker.check(draft, kSite).keepable);
    CHECK(checker.check(draft, kSite).reason.contains(u"30 is the most"_s));
    for (const QChar hidden : {QChar(u'\n'), QChar(0x200B), QChar(0x202E), QChar(0x2028)}) {
        draft.text = u"Look%1here."_s.arg(hidden);
        INFO(int(hidden.unicode()));
        CHECK_FALSE(checker.check(draft, kSite).keepable);
        CHECK_FALSE(checker.check(draft, kSite).holds);
    }
    // Notice after notice, more words than a text may have.
    draft.text = u"We are updating this page. "_s.repeated(7).trimmed();
    CHECK_FALSE(checker.check(draft, kSite).holds);
}

TEST_CASE("a Welsh text with claims is proven whole or refused, and nothing is in between")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(verifier);
    Factoid draft;
    draft.language = u"cy"_s;
    const Panel* shared = &panel;
    const int field = shared->fieldIndex(u"total_borrowing"_s);
    REQUIRE(field >= 0);
    const Year year = Year::financial(2019);
    int council = -1;
    for (size_t i = 0; i < shared->councils().size() && council < 0; ++i) {
        const auto value = shared->value(field, year, static_cast<int>(i));
        if (!shared->councils()[i].name.contains(QLatin1Char(' ')) && value && value->toDouble() > 1e8 &&
            value->toDouble() < 9e8)
            council = static_cast<int>(i);
    }
    REQUIRE(council >= 0);
    const QString name = shared->councils()[static_cast<size_t>(council)].name;
    Operand operand = ofCouncil("total_borrowing", 2019, shared->councils()[static_cast<size_t>(council)].code);
    operand.value = *shared->value(field, year, council);
    Claim claim = claimOf(Operation::Value, {operand}, "x");
    claim.result = operand.value;
    draft.claims = {claim};
    const qint64 millions = qRound64(operand.value.toDouble() / 1e6);

    draft.text = u"Mae llyfrau %1 yn dangos dyled o £%2 miliwn ym mis Mawrth 2020."_s.arg(name).arg(millions);
    INFO(draft.text.toStdString());
    const DraftReport unread = checker.check(draft, kSite); // numbers and names are right, but not every word is known
    CHECK_FALSE(unread.holds);
    CHECK_FALSE(unread.keepable);
    draft.text = u"Roedd gan %1 ddyled o £%2 miliwn ym mis Mawrth 2020."_s.arg(name).arg(millions);
    draft.claims[0].shown = u"£%1 miliwn"_s.arg(millions);
    const DraftReport whole = checker.check(draft, kSite);
    INFO(whole.reason.toStdString());
    CHECK(whole.holds);
    CHECK(whole.extent == ProofExtent::Whole);
    draft.text =
        u"Roedd gan %1 ddyled o £%2 miliwn ym mis Mawrth 2020, mwy nag unrhyw gyngor arall yn y DU."_s.arg(name).arg(
            millions);
    const DraftReport boast = checker.check(draft, kSite);
    CHECK_FALSE(boast.holds);
    CHECK(boast.extent == ProofExtent::Whole);
    CHECK(faultAt(boast, draft.text, u"mwy nag unrhyw gyngor arall yn y DU"_s));

    struct Case {
        QString text, word;
    };
    const Case cases[] = {
        {u"Roedd gan %1 ddyled o £%2 miliwn ym mis Mawrth 2020."_s.arg(name).arg(millions + 3),
         u"£%1 miliwn"_s.arg(millions + 3)},
        {u"Roedd gan %1 ddyled o £%2 miliwn ym mis Mawrth 2013."_s.arg(name).arg(millions),
         u"£%1 miliwn"_s.arg(millions)},
        {u"Roedd gan %1 ddyled o £%2 biliwn ym mis Mawrth 2020."_s.arg(name).arg(millions),
         u"£%1 biliwn"_s.arg(millions)},
        {u"Roedd gan Atlantis ddyled o £%1 miliwn ym mis Mawrth 2020."_s.arg(millions), u"Atlantis"_s},
        {u"Roedd gan saith cyngor ddyled."_s, u"."_s},
    };
    for (const Case& each : cases) {
        draft.text = each.text;
        const DraftReport report = checker.check(draft, kSite);
        INFO(each.text.toStdString() << " -> " << report.reason.toStdString());
        CHECK_FALSE(report.holds);
        CHECK(faultAt(report, draft.text, each.word));
    }
    // The claim itself no longer stands.
    draft.claims[0].operands[0].value = Decimal::fromInt(1);
    draft.text = u"Mae cynghorau yn benthyca."_s;
    CHECK_FALSE(checker.check(draft, kSite).holds);
}
