#include "tests/support/hostile_replies.h"

#include "core/base/literals.h"

#include "tests/support/hostile_liar.h"
#include "tests/support/test_paths.h"

#include <QJsonDocument>

namespace factoid::test {

namespace {

LlmReply replyWith(const std::vector<Told>& told)
{
    QJsonArray list;
    for (const Told& each : told) {
        QJsonArray numbers;
        for (const int number : each.facts)
            numbers.append(number);
        list.append(QJsonObject{{u"facts"_s, numbers}, {u"text"_s, each.text}});
    }
    const QJsonObject reply{{u"factoids"_s, list}};
    return {QString::fromUtf8(QJsonDocument(reply).toJson(QJsonDocument::Compact))};
}

void count(const Told& told, const SentenceVerdict& verdict, Corpus* corpus)
{
    ReplyCount& counted = corpus->kinds[told.kind];
    ++counted.told;
    // A fact that was told before in this reply is refused for that alone: it would be published in another.
    const bool repeated =
        !verdict.accepted && verdict.rejections.size() == 1 && verdict.rejections.front().kind == "repeated"_L1;
    if (verdict.accepted || repeated) {
        ++counted.accepted;
        return;
    }
    ++counted.reasons[verdict.rejections.front().kind];
    if (told.kind == "honest"_L1 && corpus->honestRefused.size() < 200)
        corpus->honestRefused[verdict.rendered.isEmpty() ? told.text : verdict.rendered] =
            verdict.rejections.front().why;
}

} // namespace

QStringList phrasingsFrom(const QString& path)
{
    QFile file(path);
    QStringList lines;
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!line.startsWith(QLatin1Char('#')))
            lines.append(line);
    }
    return lines;
}

Result<Corpus> makeCorpus(const Panel& panel, const Traits& traits, const std::vector<Fact>& facts,
                          const QStringList& phrasings, const CorpusOptions& options)
{
    const auto lexicon = Lexicon::load(options.language);
    if (!lexicon)
        return std::unexpected(lexicon.error());
    const auto words = ReplyWords::load(options.language);
    if (!words)
        return std::unexpected(words.error());
    QFile file(sourcePath(u"tests/factoids/cases/hostile_%1.json"_s).arg(options.language));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Failed, file.errorString(), file.fileName());
    const QJsonObject lies = QJsonDocument::fromJson(file.readAll()).object();
    const NameFormatter formatter(panel, traits, *lexicon);
    // The limits of a prompt are not what is measured here.
    const PromptLimits limits{1000, 1000, 1'000'000};
    std::mt19937 random(options.seed);
    Corpus corpus;
    int made = 0;
    const size_t batch = static_cast<size_t>(options.batch);
    const size_t batches = (facts.size() + batch - 1) / batch;
    // Some lies cannot be told of some facts: a tenth more rounds, until there are enough.
    const int rounds =
        std::max(2, options.sentences * 11 / 10 / static_cast<int>(std::max<size_t>(facts.size(), 1)) + 1);
    for (size_t b = 0; b < batches && made < options.sentences; ++b) {
        WriteRequest request;
        request.facts.assign(facts.begin() + static_cast<long>(b * batch),
                             facts.begin() + static_cast<long>(std::min((b + 1) * batch, facts.size())));
        request.language = options.language;
        request.dataHash = "hostile";
        auto prompt = buildLlmPrompt(panel, traits, request, limits);
        if (!prompt)
            continue;
        Liar liar(formatter, *words, *prompt, phrasings, lies, random);
        std::vector<Told> told;
        for (int round = 0; round < rounds; ++round) {
            for (const PromptFact& fact : prompt->facts) {
                Told one = (round + fact.number) % 2 ? liar.honest(fact) : liar.lie(fact);
                if (!one.text.isEmpty() && made < options.sentences) {
                    told.push_back(std::move(one));
                    ++made;
                }
            }
        }
        for (size_t from = 0; from < told.size(); from += 100) {
            const std::vector<Told> part(told.begin() + static_cast<long>(from),
                                         told.begin() + static_cast<long>(std::min(from + 100, told.size())));
            ModelTranscript transcript;
            transcript.prompt = *prompt;
            transcript.reply = replyWith(part);
            const auto written = writeFromReply(panel, traits, u"hostile"_s, request, &transcript);
            if (!written)
                return std::unexpected(written.error());
            for (size_t i = 0; i < part.size(); ++i) {
                count(part[i], transcript.sentences[i], &corpus);
                if (transcript.sentences[i].rendered.isEmpty() || !corpus.kinds[part[i].kind].told)
                    continue;
                const bool refused = !transcript.sentences[i].accepted &&
                                     transcript.sentences[i].rejections.front().kind != "repeated"_L1;
                if (refused)
                    continue;
                Factoid factoid;
                factoid.text = transcript.sentences[i].rendered;
                corpus.accepted.push_back({part[i].kind, std::move(factoid)});
            }
        }
    }
    return corpus;
}

} // namespace factoid::test
