// model_bench COUNT SEED OUT.jsonl [FOLDER [LANGUAGE]]: a corpus of replies, half lies, through the whole way of a
// reply; what was accepted goes to OUT.jsonl for the independent judge of the language, counts by kind of lie to
// standard output.
#include "core/base/literals.h"

#include "tests/figures/tidy_panel.h"
#include "tests/support/hostile_replies.h"
#include "tests/support/test_paths.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <iostream>
#include <set>

using namespace factoid;
using namespace factoid::test;

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        std::cerr << "usage: model_bench COUNT SEED OUT.jsonl [FOLDER [LANGUAGE]]\n";
        return 2;
    }
    const Panel panel = tidyPanel(arguments.value(4, sourcePath(u"resources/sample"_s)));
    const auto traits = loadTraits();
    MineOptions options;
    options.today = QDate(2024, 9, 1);
    options.most = 200'000;
    options.comparisonOnly = false;
    const auto mined =
        traits ? mine(panel, *traits, options) : Result<std::vector<Fact>>(std::unexpected(traits.error()));
    if (!mined) {
        std::cerr << mined.error().message.toStdString() << '\n';
        return 1;
    }
    // As many of each kind as there are, up to an equal share.
    constexpr int kMostOfAKind = 60;
    std::map<QString, int> seen;
    std::vector<Fact> facts;
    for (const Fact& fact : *mined) {
        if (++seen[patternKind(fact)] <= kMostOfAKind)
            facts.push_back(fact);
    }
    CorpusOptions corpusOptions;
    corpusOptions.sentences = arguments.at(1).toInt();
    corpusOptions.seed = arguments.at(2).toUInt();
    corpusOptions.language = arguments.value(5, u"en"_s);
    const QString phrasings = corpusOptions.language == "en"_L1
                                  ? u"model_phrasings.txt"_s
                                  : u"model_phrasings_%1.txt"_s.arg(corpusOptions.language);
    const auto corpus = makeCorpus(panel, *traits, facts,
                                   phrasingsFrom(sourcePath(u"tests/factoids/cases/"_s) + phrasings), corpusOptions);
    if (!corpus) {
        std::cerr << corpus.error().message.toStdString() << '\n';
        return 1;
    }
    QFile out(arguments.at(3));
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return 1;
    std::set<QString> written;
    for (const auto& [kind, factoid] : corpus->accepted) {
        if (!written.insert(factoid.text).second)
            continue; // the same words once
        out.write(
            QJsonDocument(QJsonObject{{u"kind"_s, kind}, {u"text"_s, factoid.text}}).toJson(QJsonDocument::Compact) +
            '\n');
    }
    int told = 0, honest = 0, honestRefused = 0;
    for (const auto& [kind, counted] : corpus->kinds) {
        told += counted.told;
        if (kind == "honest"_L1) {
            honest = counted.told;
            honestRefused = counted.told - counted.accepted;
        }
        std::cout << kind.toStdString() << ": " << counted.told << " told, " << counted.accepted
                  << " accepted; refused by";
        for (const auto& [reason, times] : counted.reasons)
            std::cout << ' ' << reason.toStdString() << ' ' << times;
        std::cout << '\n';
    }
    for (const auto& [text, why] : corpus->honestRefused)
        std::cout << "  honest, refused: " << text.toStdString() << " <- " << why.toStdString() << '\n';
    std::cout << told << " sentences, " << honest << " honest, of which " << honestRefused << " refused ("
              << 100.0 * honestRefused / std::max(honest, 1) << " percent); " << written.size()
              << " different texts accepted\n";
    return 0;
}
