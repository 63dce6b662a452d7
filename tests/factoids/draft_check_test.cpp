// Drafts against the figures: where the fault stands, all faults at once, and what a Welsh text is checked for.
#include "core/factoids/draft_check.h"

#include "tests/factoids/little_land.h"
#include "tests/factoids/words_support.h"

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

// A proven factoid of the sample with two councils and a ratio.
Factoid provenRatio(const Panel& panel)
{
    MineOptions options;
    options.today = QDate(2026, 6, 1);
    const auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    for (const Fact& fact : *facts) {
        if (fact.kind != QLatin1String("ratio"))
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
    const DraftChecker checker(panel, wordTraits(), verifier);
    const Factoid factoid = provenRatio(panel);
    const DraftReport report = checker.check(factoid);
    INFO(factoid.text.toStdString() << " " << report.reason.toStdString());
    CHECK(report.holds);
    CHECK(report.extent == ProofExtent::Whole);
    CHECK(verifier.verify(factoid).supported);
}

TEST_CASE("a draft and the verifier always agree, whatever word is changed")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(panel, wordTraits(), verifier);
    const Factoid factoid = provenRatio(panel);
    const auto seed = std::random_device()();
    WARN("seed " << seed);
    std::mt19937 random(seed);
    const QStringList strange{QStringLiteral("£7.77 billion"), QStringLiteral("fell"), QStringLiteral("Kent"), QStringLiteral("nine"), QStringLiteral("worst"),
                              QStringLiteral("2011/12"), QStringLiteral("twice"), QStringLiteral("not"), QStringLiteral("<b>"), QStringLiteral("Atlantis"), QStringLiteral("and")};
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
        const DraftReport report = checker.check(changed);
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
    const DraftChecker checker(panel, wordTraits(), verifier);
    Factoid draft = provenRatio(panel);
    draft.text.chop(1);
    draft.text += QStringLiteral(", unlike Atlantis, because of 17 scandals.");
    const DraftReport report = checker.check(draft);
    CHECK_FALSE(report.holds);
    for (const char* word : {"Atlantis", "because", "17"}) {
        INFO(word);
        CHECK(faultAt(report, draft.text, QLatin1String(word)));
    }
}

TEST_CASE("a text without claims holds when nothing in it would need one")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(panel, wordTraits(), verifier);
    struct Case {
        const char* text;
        const char* word; // that is marked; empty: it holds
    };
    const Case cases[] = {
        {"See what your council spends on libraries.", ""},
        {"Figures come from the Office for National Statistics.", ""},
        {"Councils spent 12 percent of it on parks.", "12 percent"},
        {"Most of it went to schools.", "Most"},
        {"Kent County Council publishes its accounts.", "Kent"},
        {"Spending rose again.", "rose"},
        {"See the accounts of 2019/20.", "2019/20"},
        {"Nine councils run trams.", "Nine"},
        {"See £ signs everywhere.", "£"},
        {"Look <b>here</b>.", "<"},
    };
    for (const Case& each : cases) {
        Factoid draft;
        draft.text = QString::fromUtf8(each.text);
        const DraftReport report = checker.check(draft);
        INFO(each.text << " -> " << report.reason.toStdString());
        CHECK(report.holds == (each.word[0] == '\0'));
        if (each.word[0] != '\0') {
            bool marked = false;
            for (const Fault& fault : report.faults)
                marked = marked || (fault.start >= 0 && draft.text.mid(fault.start, fault.length).contains(QString::fromUtf8(each.word)));
            CHECK(marked);
        }
        CHECK(report.extent == ProofExtent::NothingToProve);
    }
    Factoid open;
    open.text = QStringLiteral("See what your council spends");
    CHECK(checker.check(open).reason.contains(QStringLiteral("full stop")));
}

TEST_CASE("a Welsh text is proven as far as its words are known, else for its numbers, years and names")
{
    const Panel& panel = samplePanel();
    const Verifier verifier(panel, wordTraits());
    const DraftChecker checker(panel, wordTraits(), verifier);
    Factoid draft;
    draft.language = QStringLiteral("cy");
    const Panel* shared = &panel;
    const int field = shared->fieldIndex(QStringLiteral("total_borrowing"));
    REQUIRE(field >= 0);
    const Year year = Year::financial(2019);
    int council = -1;
    for (size_t i = 0; i < shared->councils().size() && council < 0; ++i) {
        const auto value = shared->value(field, year, static_cast<int>(i));
        if (!shared->councils()[i].name.contains(QLatin1Char(' ')) && value && value->toDouble() > 1e8 && value->toDouble() < 9e8)
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

    draft.text = QStringLiteral("Mae llyfrau %1 yn dangos dyled o £%2 miliwn ym mis Mawrth 2020.").arg(name).arg(millions);
    INFO(draft.text.toStdString());
    const DraftReport fine = checker.check(draft);
    INFO(fine.reason.toStdString());
    CHECK(fine.holds);
    CHECK(fine.extent == ProofExtent::NumbersAndNames); // words that nobody could check
    draft.text = QStringLiteral("Roedd gan %1 ddyled o £%2 miliwn ym mis Mawrth 2020.").arg(name).arg(millions);
    draft.claims[0].shown = QStringLiteral("£%1 miliwn").arg(millions);
    const DraftReport whole = checker.check(draft);
    INFO(whole.reason.toStdString());
    CHECK(whole.holds);
    CHECK(whole.extent == ProofExtent::Whole);
    draft.text = QStringLiteral("Roedd gan %1 ddyled o £%2 miliwn ym mis Mawrth 2020, mwy nag unrhyw gyngor arall yn y DU.").arg(name).arg(millions);
    const DraftReport boast = checker.check(draft);
    CHECK_FALSE(boast.holds);
    CHECK(boast.extent == ProofExtent::Whole);
    CHECK(faultAt(boast, draft.text, QStringLiteral("mwy nag unrhyw gyngor arall yn y DU")));

    struct Case {
        QString text, word;
    };
    const Case cases[] = {
        {QStringLiteral("Roedd ar %1 £%2 miliwn ym mis Mawrth 2020.").arg(name).arg(millions + 3), QStringLiteral("£%1 miliwn").arg(millions + 3)},
        {QStringLiteral("Roedd ar %1 £%2 miliwn ym mis Mawrth 2013.").arg(name).arg(millions), QStringLiteral("£%1 miliwn").arg(millions)},
        {QStringLiteral("Roedd ar %1 £%2 biliwn ym mis Mawrth 2020.").arg(name).arg(millions), QStringLiteral("£%1 biliwn").arg(millions)},
        {QStringLiteral("Roedd ar Atlantis £%1 miliwn ym mis Mawrth 2020.").arg(millions), QStringLiteral("Atlantis")},
        {QStringLiteral("Roedd gan saith cyngor ddyled."), QStringLiteral("saith cyngor")},
    };
    for (const Case& each : cases) {
        draft.text = each.text;
        const DraftReport report = checker.check(draft);
        INFO(each.text.toStdString() << " -> " << report.reason.toStdString());
        CHECK_FALSE(report.holds);
        CHECK(faultAt(report, draft.text, each.word));
    }
    // The claim itself no longer stands.
    draft.claims[0].operands[0].value = Decimal::fromInt(1);
    draft.text = QStringLiteral("Mae cynghorau yn benthyca.");
    CHECK_FALSE(checker.check(draft).holds);
}
