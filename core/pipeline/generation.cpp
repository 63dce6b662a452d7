#include "core/pipeline/generation.h"

#include "core/base/languages.h"
#include "core/factoids/verify/verifier.h"
#include "core/factoids/words/lexicon.h"
#include "core/pipeline/writer_chain.h"
#include "core/site/candidates.h"

namespace factoid {

namespace {

// The writer may refuse some facts; so many more are offered than are wanted.
constexpr int kSpareFacts = 12;

// One language of a set, put behind what the set holds already.
Result<LanguageTexts> writeIn(const QString& language, JobContext& context, const Traits& traits, const Panel& panel,
                              WriteRequest request, const GenerationOptions& options, PublishedSet* set)
{
    LanguageTexts texts;
    texts.language = language;
    request.language = language;
    // Before a model is asked for what could not be proven.
    if (const auto lexicon = Lexicon::load(language); !lexicon) {
        texts.problem = Message::verbatim(lexicon.error().message);
        return texts;
    }
    auto written = TRY(writeByChain(context, traits, panel, request, options.generator, options.keepAlive));
    texts.written = static_cast<int>(written.factoids.size());
    texts.refused = std::move(written.refused);
    texts.generator = written.generator;
    texts.link = written.link;
    texts.linkReason = written.reason;
    texts.call = written.call;
    for (const QJsonValue& value : written.attempts) {
        QJsonObject attempt = value.toObject();
        attempt.insert(u"language"_s, language);
        texts.attempts.append(attempt);
    }
    for (Factoid& factoid : written.factoids) {
        if (texts.chosen == options.onShow + options.reserve)
            break;
        ++texts.chosen;
        texts.byModel += factoid.generator == "statistics"_L1 ? 0 : 1;
        set->factoids.push_back({std::move(factoid), static_cast<int>(set->factoids.size()) + 1, {}});
    }
    if (texts.chosen == 0) {
        texts.problem = request.facts.empty() ? Message("generation.no_fact")
                                              : Message("generation.no_proven_words").count(std::ssize(request.facts));
    }
    return texts;
}

} // namespace

QJsonObject LanguageTexts::toJson() const
{
    return {{u"language"_s, language},
            {u"problem"_s, problem.stored()},
            {u"written"_s, written},
            {u"chosen"_s, chosen},
            {u"by_model"_s, byModel},
            {u"refused"_s, static_cast<qint64>(refused.size())},
            {u"generator"_s, generator},
            {u"link"_s, link},
            {u"link_reason"_s, linkReason.stored()}};
}

const LanguageTexts& GeneratedSet::first() const
{
    const auto good = std::ranges::find_if(texts, [](const LanguageTexts& each) { return each.problem.isEmpty(); });
    return good == texts.end() ? texts.front() : *good;
}

Message GeneratedSet::linkReason() const
{
    const auto ofLanguage = [](const LanguageTexts& each) {
        return Message("generation.of_language").arg(languageName(each.language)).arg(each.linkReason);
    };
    QList<Message> reasons{ofLanguage(first())};
    for (const LanguageTexts& each : texts) {
        if (each.problem.isEmpty() && (each.link != first().link || each.linkReason != first().linkReason))
            reasons << ofLanguage(each);
    }
    return reasons.size() == 1 ? first().linkReason : Message::list(reasons);
}

QJsonArray GeneratedSet::attempts() const
{
    QJsonArray all;
    for (const LanguageTexts& each : texts) {
        for (const QJsonValue& attempt : each.attempts)
            all.append(attempt);
    }
    return all;
}

QList<Message> GeneratedSet::warnings() const
{
    QList<Message> all;
    for (const LanguageTexts& each : texts) {
        if (!each.problem.isEmpty())
            all << Message("generation.nothing_in").arg(languageName(each.language)).arg(each.problem);
    }
    return all;
}

QJsonObject GeneratedSet::factsJson() const
{
    QJsonArray refusals, languages;
    int written = 0, byModel = 0;
    for (const LanguageTexts& each : texts) {
        languages.append(each.toJson());
        written += each.written;
        byModel += each.byModel;
        for (const Refusal& refusal : each.refused)
            refusals.append(QJsonObject{{u"fact"_s, refusal.factKey},
                                        {u"language"_s, each.language},
                                        {u"text"_s, refusal.text},
                                        {u"reason"_s, refusal.reason}});
    }
    return {{u"by_model"_s, byModel},
            {u"found"_s, found},
            {u"offered"_s, offered},
            {u"written"_s, written},
            {u"chosen"_s, static_cast<qint64>(set.factoids.size())},
            {u"refused"_s, refusals},
            {u"languages"_s, languages}};
}

Result<GeneratedSet> generateSet(JobContext& context, const GenerationOptions& options)
{
    const auto traits = TRY(loadTraits());
    Result<MiningSnapshot> snapshot = MiningSnapshot{};
    {
        const Stage stage(context, u"reading figures"_s);
        snapshot = miningSnapshot(context.db, traits, options.now);
    }
    if (!snapshot)
        return std::unexpected(snapshot.error());

    Result<std::vector<Fact>> ranked = std::vector<Fact>{};
    const int wanted = options.onShow + options.reserve;
    {
        const Stage stage(context, u"finding facts"_s);
        MineOptions mining;
        mining.today = options.now.date();
        mining.shown = snapshot->shown;
        mining.choices = snapshot->choices;
        mining.most = std::max(mining.most, 2 * wanted);
        ranked = mine(snapshot->panel, traits, mining, context.control, &snapshot->memory);
    }
    if (!ranked)
        return std::unexpected(ranked.error());

    const Stage stage(context, u"writing and proving"_s);
    WriteRequest request;
    request.facts = selectSet(*ranked, wanted + wanted / 2 + kSpareFacts, snapshot->choices);
    request.dataHash = snapshot->siteHash;
    request.generatedAt = options.now;
    GeneratedSet made;
    for (const QString& language : options.languages) {
        auto texts = TRY(writeIn(language, context, traits, snapshot->panel, request, options, &made.set));
        made.texts.push_back(std::move(texts));
    }
    if (made.set.factoids.empty())
        return fail(ErrorKind::Failed, made.texts.size() == 1 ? made.first().problem : Message::list(made.warnings()));

    made.newestChange = snapshot->newestChange;
    made.memory = std::move(snapshot->memory);
    made.choicesVersion = snapshot->choicesVersion;
    made.found = static_cast<int>(ranked->size());
    made.offered = static_cast<int>(request.facts.size());
    made.set.publishedAt = options.now;
    made.set.slot = options.slot;
    made.set.dataHash = snapshot->siteHash;
    made.set.generator = made.first().generator;
    made.set.onShow = options.onShow;
    for (const Fact& fact : request.facts) {
        if (fact.badExample)
            made.badExamples.insert(fact.key());
    }
    return made;
}

} // namespace factoid
