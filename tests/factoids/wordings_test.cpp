// Wordings and lies of somebody who had not read the grammar: one sentence for each of 854 ways of saying a true thing,
// and a dozen lies of each of 41 kinds whose claims are all right by the figures; then lies of the shapes that were
// learnt from the wordings. On all of the real figures.
#include "mutation_support.h"
#include "tests/support/test_paths.h"

#include <QJsonDocument>

#include <iostream>

using namespace factoid;
using namespace factoid::test;

namespace {

struct Told {
    QString kind;
    Factoid factoid;
};

std::vector<Told> told(const char* name)
{
    QFile file(testPath(u"factoids/cases/"_s) + QLatin1String(name));
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::vector<Told> all;
    while (!file.atEnd()) {
        const QJsonObject json = QJsonDocument::fromJson(file.readLine()).object();
        Told one{json.value("kind"_L1).toString(), factoidOf(json.value("text"_L1).toString(), {})};
        one.factoid.language = json.value("language"_L1).toString(one.factoid.language);
        for (const QJsonValue& value : json.value("claims"_L1).toArray()) {
            auto claim = claimFromJson(value.toObject());
            REQUIRE(claim);
            one.factoid.claims.push_back(*std::move(claim));
        }
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace

TEST_CASE("most of what a stranger says truly is read", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const Verifier verifier(*panel, wordTraits());
    const auto all = told("wordings_en.jsonl");
    REQUIRE(all.size() > 400);
    size_t refused = 0;
    std::string sample;
    for (const Told& each : all) {
        const Verdict verdict = verifier.verify(each.factoid);
        if (!verdict.supported && ++refused <= 20)
            sample += each.factoid.text.toStdString() + "\n    <- " + verdict.reason.toStdString() + '\n';
    }
    std::cout << refused << " of " << all.size() << " honest ways of saying a thing are refused\n";
    INFO(sample);
    // What is refused is not lost: it is offered the nearest sentence that can be proven.
    CHECK(refused * 50 <= all.size());
}

TEST_CASE("no lie of a stranger is proven", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const Verifier verifier(*panel, wordTraits());
    const auto all = told("lies_en.jsonl");
    REQUIRE(all.size() > 400);
    for (const Told& each : all) {
        INFO(each.kind.toStdString() << ": " << each.factoid.text.toStdString());
        CHECK_FALSE(verifier.verify(each.factoid).supported);
    }
}

// Whatever is said of two councils or with two amounts is said of each in its own place: changed about, it is a lie.
TEST_CASE("no wording of a stranger is proven with its amounts or names changed about", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    QStringList names;
    for (const Council& each : panel->councils())
        names << QRegularExpression::escape(each.name);
    std::ranges::sort(names, std::ranges::greater(), &QString::size);
    const QString anyName = u"\\b(%1)\\b"_s.arg(names.join(QLatin1Char('|')));
    const Verifier verifier(*panel, wordTraits());
    size_t told = 0;
    for (const Told& each : ::told("wordings_en.jsonl")) {
        Lies lies;
        swapTwo(lies, each.factoid.text, "amounts", u"£[\\d.,]*\\d( million| billion)?|[\\d.]*\\d percent"_s);
        // The gap between two is the same both ways.
        if (!each.factoid.text.contains("etween "_L1))
            swapTwo(lies, each.factoid.text, "names", anyName);
        for (const Lie& lie : lies) {
            const Factoid changed = test::told(each.factoid, lie, true);
            INFO(changed.text.toStdString());
            CHECK_FALSE(verifier.verify(changed).supported);
            ++told;
        }
    }
    CHECK(told > 250);
}

TEST_CASE("Welsh lists, and wholes with their amount, are proven as they are in English", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const Verifier verifier(*panel, wordTraits());
    for (const Told& each : told("wordings_cy.jsonl")) {
        const Verdict verdict = verifier.verify(each.factoid);
        INFO(each.kind.toStdString() << ": " << each.factoid.text.toStdString() << "\n"
                                     << verdict.reason.toStdString());
        CHECK(verdict.supported == (each.kind == "true"_L1));
    }
}
