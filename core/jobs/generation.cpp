#include "core/jobs/generation.h"

#include "core/factoids/lexicon.h"
#include "core/factoids/verifier.h"
#include "core/jobs/candidates.h"
#include "core/jobs/writing_chain.h"

namespace factoid {

namespace {

// The writer may refuse some facts; so many more are offered than are wanted.
constexpr int kSpareFacts = 12;

} // namespace

QJsonObject GeneratedSet::factsJson() const
{
    QJsonArray refusals;
    for (const Refusal& refusal : refused)
        refusals.append(QJsonObject{{QStringLiteral("fact"), refusal.factKey}, {QStringLiteral("text"), refusal.text}, {QStringLiteral("reason"), refusal.reason}});
    const auto byModel = std::ranges::count_if(set.factoids, [&](const PublishedFactoid& each) { return each.factoid.generator != QLatin1String("statistics"); });
    return {{QStringLiteral("by_model"), static_cast<qint64>(byModel)}, {QStringLiteral("found"), found}, {QStringLiteral("offered"), offered}, {QStringLiteral("written"), written},
            {QStringLiteral("chosen"), static_cast<qint64>(set.factoids.size())}, {QStringLiteral("refused"), refusals}};
}

QStringList minedFields(const std::vector<Field>& fields, const Traits& traits, const QStringList& more)
{
    QStringList slugs;
    const auto add = [&](const QString& slug) {
        if (!slug.isEmpty() && !slugs.contains(slug))
            slugs << slug;
    };
    for (const Field& field : fields) {
        if (!field.comparison && !more.contains(field.slug))
            continue;
        add(field.slug);
        add(field.perHeadOf);
        add(traits.value(field.slug).partOf);
        add(traits.value(field.slug).own);
        add(traits.value(field.slug).levied);
    }
    return slugs;
}

Result<GeneratedSet> generateSet(JobContext& context, const GenerationOptions& options)
{
    const auto traits = loadTraits();
    if (!traits)
        return std::unexpected(traits.error());
    Result<MiningSnapshot> snapshot = MiningSnapshot{};
    {
        const Stage stage(context, QStringLiteral("reading figures"));
        snapshot = miningSnapshot(context.db, *traits, options.now);
    }
    if (!snapshot)
        return std::unexpected(snapshot.error());

    Result<std::vector<Fact>> ranked = std::vector<Fact>{};
    const int wanted = options.onShow + options.reserve;
    {
        const Stage stage(context, QStringLiteral("finding facts"));
        MineOptions mining;
        mining.today = options.now.date();
        mining.shown = snapshot->shown;
        mining.choices = snapshot->choices;
        mining.most = std::max(mining.most, 2 * wanted);
        ranked = mine(snapshot->panel, *traits, mining, context.attendance);
    }
    if (!ranked)
        return std::unexpected(ranked.error());

    const Stage stage(context, QStringLiteral("writing and proving"));
    WriteRequest request;
    request.facts = selectSet(*ranked, wanted + wanted / 2 + kSpareFacts, snapshot->choices);
    request.language = options.language;
    request.dataHash = snapshot->siteHash;
    request.generatedAt = options.now;
    auto written = writeByChain(context, *traits, snapshot->panel, request, options.generator, options.keepAlive);
    if (!written)
        return std::unexpected(written.error());
    if (written->factoids.empty()) {
        return fail(ErrorKind::Failed, request.facts.empty()
                                           ? QStringLiteral("no fact could be found: the store needs a comparison field with figures for at least 5 councils")
                                           : QStringLiteral("not one of %1 facts could be put into proven words").arg(request.facts.size()));
    }

    GeneratedSet made;
    made.newestChange = snapshot->newestChange;
    made.choicesVersion = snapshot->choicesVersion;
    made.refused = std::move(written->refused);
    made.found = static_cast<int>(ranked->size());
    made.offered = static_cast<int>(request.facts.size());
    made.written = static_cast<int>(written->factoids.size());
    made.set.publishedAt = options.now;
    made.set.slot = options.slot;
    made.set.dataHash = snapshot->siteHash;
    made.set.generator = written->generator;
    made.link = written->link;
    made.linkReason = written->reason;
    made.call = written->call;
    made.attempts = written->attempts;
    made.set.onShow = options.onShow;
    for (Factoid& factoid : written->factoids) {
        if (static_cast<int>(made.set.factoids.size()) == wanted)
            break;
        const int position = static_cast<int>(made.set.factoids.size()) + 1;
        made.set.factoids.push_back({std::move(factoid), position, {}});
    }
    for (const Fact& fact : request.facts) {
        if (fact.badExample)
            made.badExamples.insert(fact.key());
    }
    return made;
}

} // namespace factoid
