#include "core/factoids/llm/llm_writer.h"

#include "core/factoids/languages/languages.h"
#include "core/factoids/llm/reply_check.h"
#include "core/factoids/verify/verifier.h"

#include <QJsonArray>

#include <algorithm>

namespace factoid {

namespace {

Factoid factoidFrom(const LlmPrompt& prompt, const std::vector<CheckedPart>& parts, std::vector<Sentence> sentences,
                    const QString& generator, const WriteRequest& request)
{
    Factoid made;
    QStringList texts;
    const Fact& first = prompt.fact(parts.front().fact)->fact;
    made.confidence = first.confidence;
    for (size_t i = 0; i < parts.size(); ++i) {
        const Fact& fact = prompt.fact(parts[i].fact)->fact;
        texts.append(sentences[i].text);
        std::ranges::move(sentences[i].claims, std::back_inserter(made.claims));
        made.confidence = std::min(made.confidence, fact.confidence);
        for (const QString& code : fact.councils) {
            if (!made.councils.contains(code))
                made.councils.append(code);
        }
    }
    made.text = texts.join(QLatin1Char(' '));
    made.language = request.language;
    made.insightType = first.kind;
    made.dataHash = request.dataHash;
    made.generatedAt = request.generatedAt;
    made.generator = generator;
    made.factKey = first.key();
    made.field = first.field;
    made.score = first.score;
    made.id = factoidId(made.language, made.text, made.claims);
    return made;
}

Rejection unproven(const Factoid& factoid, const Fault& fault)
{
    return {factoid.text, fault.start < 0 ? QString() : factoid.text.mid(fault.start, fault.length),
            fault.start,  fault.length,
            u"proof"_s,   fault.why};
}

class Judge
{
  public:
    Judge(const Panel& panel, const Traits& traits, const LlmPrompt& prompt, const Lexicon& lexicon,
          const ReplyWords& words, const QString& generator, const WriteRequest& request)
        : m_prompt(prompt)
        , m_formatter(panel, traits, lexicon)
        , m_verifier(panel, traits)
        , m_check(panel, words, prompt)
        , m_generator(generator)
        , m_request(request)
    {
    }

    SentenceVerdict judge(const ReplySentence& written, std::optional<Factoid>* accepted) const
    {
        SentenceVerdict verdict{written, {}, false, {}};
        CheckedSentence checked = m_check.check(written);
        verdict.rejections = std::move(checked.rejections);
        if (!verdict.rejections.empty())
            return verdict;
        for (int extra = 0; extra <= kMostExtraDigits && !verdict.accepted; ++extra) {
            std::vector<Rejection> rejections;
            auto factoid = fill(checked.parts, extra, &rejections);
            if (factoid && rejections.empty()) {
                verdict.accepted = true;
                verdict.rendered = factoid->text;
                verdict.rejections.clear();
                *accepted = std::move(factoid);
            } else if (verdict.rejections.empty()) {
                verdict.rendered = factoid ? factoid->text : QString();
                verdict.rejections = std::move(rejections);
            }
        }
        return verdict;
    }

  private:
    // Each part is a sentence that must hold on its own; then the whole must.
    std::optional<Factoid> fill(const std::vector<CheckedPart>& parts, int extra,
                                std::vector<Rejection>* rejections) const
    {
        std::vector<Sentence> sentences;
        for (const CheckedPart& part : parts) {
            auto sentence = fillPattern(m_formatter, m_prompt.fact(part.fact)->fact, part.pattern, extra);
            if (!sentence) {
                rejections->push_back({part.pattern, {}, -1, 0, u"proof"_s, sentence.error().message});
                return std::nullopt;
            }
            sentences.push_back(*std::move(sentence));
            if (parts.size() > 1) {
                const Factoid alone = factoidFrom(m_prompt, {part}, {sentences.back()}, m_generator, m_request);
                if (!prove(alone, rejections))
                    return alone;
            }
        }
        Factoid factoid = factoidFrom(m_prompt, parts, std::move(sentences), m_generator, m_request);
        (void)prove(factoid, rejections);
        return factoid;
    }

    bool prove(const Factoid& factoid, std::vector<Rejection>* rejections) const
    {
        const Verdict verdict = m_verifier.verify(factoid);
        if (verdict.supported)
            return true;
        for (const Fault& fault : m_verifier.faults(factoid))
            rejections->push_back(unproven(factoid, fault));
        if (rejections->empty())
            rejections->push_back(unproven(factoid, {-1, 0, verdict.reason}));
        return false;
    }

    const LlmPrompt& m_prompt;
    NameFormatter m_formatter;
    Verifier m_verifier;
    ReplyCheck m_check;
    const QString& m_generator;
    const WriteRequest& m_request;
};

// In the order in which the facts are wanted; those that no sentence tells with the first reason that there is.
WriteResult inOrder(const WriteRequest& request, std::vector<Factoid> accepted, const ModelTranscript& transcript)
{
    WriteResult result;
    QHash<QString, qsizetype> rank;
    for (const Fact& fact : request.facts)
        rank.insert(fact.key(), rank.size());
    std::ranges::stable_sort(accepted, {}, [&](const Factoid& each) { return rank.value(each.factKey); });
    result.factoids = std::move(accepted);
    for (const LeftOut& each : transcript.prompt.leftOut)
        result.refused.push_back({each.factKey, {}, each.why});
    for (const PromptFact& each : transcript.prompt.facts) {
        Refusal refusal{each.fact.key(), {}, u"the model wrote no sentence on this fact"_s};
        bool told = false;
        for (const SentenceVerdict& verdict : transcript.sentences) {
            if (std::ranges::find(verdict.written.facts, each.number) == verdict.written.facts.end())
                continue;
            told = told || verdict.accepted;
            if (refusal.text.isEmpty() && !verdict.rejections.empty()) {
                refusal.text = verdict.rendered.isEmpty() ? verdict.written.text : verdict.rendered;
                refusal.reason = verdict.rejections.front().why;
            }
        }
        if (!told)
            result.refused.push_back(refusal);
    }
    return result;
}

} // namespace

int ModelTranscript::accepted() const
{
    return static_cast<int>(std::ranges::count(sentences, true, &SentenceVerdict::accepted));
}

Result<WriteResult> writeFromReply(const Panel& panel, const Traits& traits, const QString& generator,
                                   const WriteRequest& request, ModelTranscript* transcript)
{
    const auto lexicon = TRY(Lexicon::load(request.language, panel.profile()));
    const auto words = TRY(ReplyWords::load(request.language));
    auto sentences = parseReply(transcript->reply);
    if (!sentences) {
        transcript->problem = sentences.error().message;
        return std::unexpected(sentences.error());
    }
    const Judge judge(panel, traits, transcript->prompt, lexicon, words, generator, request);
    std::vector<Factoid> accepted;
    QSet<int> told;
    for (const ReplySentence& written : *sentences) {
        std::optional<Factoid> factoid;
        SentenceVerdict verdict = judge.judge(written, &factoid);
        const auto again = std::ranges::find_if(written.facts, [&](int number) { return told.contains(number); });
        if (factoid && again != written.facts.end()) {
            verdict.accepted = false;
            verdict.rejections.push_back(
                {verdict.rendered, {}, -1, 0, u"repeated"_s, u"an earlier sentence tells fact %1"_s.arg(*again)});
        } else if (factoid) {
            told.unite({written.facts.begin(), written.facts.end()});
            accepted.push_back(*std::move(factoid));
        }
        transcript->sentences.push_back(std::move(verdict));
    }
    return inOrder(request, std::move(accepted), *transcript);
}

LlmWriter::LlmWriter(QString name, Traits traits, AskModel ask, PromptLimits limits)
    : m_name(std::move(name))
    , m_traits(std::move(traits))
    , m_ask(std::move(ask))
    , m_limits(limits)
{
}

Result<WriteResult> LlmWriter::write(const Panel& panel, const WriteRequest& request)
{
    m_transcript = {};
    auto prompt = buildLlmPrompt(panel, m_traits, request, m_limits);
    if (!prompt) {
        m_transcript.problem = prompt.error().message;
        return std::unexpected(prompt.error());
    }
    m_transcript.prompt = *std::move(prompt);
    auto reply = m_ask(m_transcript.prompt);
    if (!reply) {
        m_transcript.problem = reply.error().message;
        return std::unexpected(reply.error());
    }
    m_transcript.reply = *std::move(reply);
    return writeFromReply(panel, m_traits, m_name, request, &m_transcript);
}

QJsonObject toJson(const Rejection& rejection)
{
    return {{u"sentence"_s, rejection.sentence}, {u"word"_s, rejection.word}, {u"start"_s, rejection.start},
            {u"length"_s, rejection.length},     {u"kind"_s, rejection.kind}, {u"why"_s, rejection.why}};
}

QJsonObject toJson(const ModelTranscript& transcript)
{
    const LlmPrompt& prompt = transcript.prompt;
    QJsonArray facts;
    for (const PromptFact& each : prompt.facts) {
        QJsonArray slots_;
        for (const SlotWords& slot : each.offered)
            slots_.append(QJsonObject{{u"name"_s, slot.name}, {u"type"_s, slot.type}});
        facts.append(QJsonObject{{u"number"_s, each.number},
                                 {u"key"_s, each.fact.key()},
                                 {u"kind"_s, each.fact.kind},
                                 {u"field"_s, each.fact.field},
                                 {u"slots"_s, slots_}});
    }
    QJsonArray leftOut;
    for (const LeftOut& each : prompt.leftOut)
        leftOut.append(QJsonObject{{u"key"_s, each.factKey}, {u"why"_s, each.why}});
    QJsonArray sentences;
    for (const SentenceVerdict& each : transcript.sentences) {
        QJsonArray rejections;
        for (const Rejection& rejection : each.rejections)
            rejections.append(toJson(rejection));
        QJsonArray numbers, keys;
        for (const int number : each.written.facts) {
            numbers.append(number);
            // What it is about outlives the prompt's numbering.
            if (const PromptFact* fact = prompt.fact(number))
                keys.append(fact->fact.key());
        }
        sentences.append(QJsonObject{{u"facts"_s, numbers},
                                     {u"keys"_s, keys},
                                     {u"text"_s, each.written.text},
                                     {u"rendered"_s, each.rendered},
                                     {u"accepted"_s, each.accepted},
                                     {u"rejections"_s, rejections}});
    }
    return {{u"language"_s, prompt.language},   {u"system"_s, prompt.system},
            {u"user"_s, prompt.user},           {u"schema"_s, prompt.schema},
            {u"tokens"_s, prompt.tokens},       {u"facts"_s, facts},
            {u"left_out"_s, leftOut},           {u"reply"_s, transcript.reply.content},
            {u"problem"_s, transcript.problem}, {u"sentences"_s, sentences}};
}

} // namespace factoid
