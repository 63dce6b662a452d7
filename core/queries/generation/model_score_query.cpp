#include "core/queries/generation/model_score_query.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace factoid {

namespace {

// The prompts that each of the providers answered.
QSet<QString> sharedPrompts(const std::vector<RecordedReply>& replies, const QStringList& providers)
{
    std::map<QString, QSet<QString>> by;
    for (const RecordedReply& reply : replies)
        by[reply.provider].insert(reply.prompt);
    QSet<QString> shared = by[providers.front()];
    for (const QString& provider : providers)
        shared.intersect(by[provider]);
    return shared;
}

} // namespace

Result<ModelScoresAnswer> modelScoresQuery(QueryContext& context, const ModelScoreFilter& filter)
{
    if (filter.days < 1 || filter.days > kMostScoreDays)
        return fail(ErrorKind::Usage, u"models looks back 1 to %1 days, not %2"_s.arg(kMostScoreDays).arg(filter.days));
    if (filter.inARow < 1 || filter.inARow > kMostInARow)
        return fail(ErrorKind::Usage,
                    u"models counts 1 to %1 replies in a row, not %2"_s.arg(kMostInARow).arg(filter.inARow));
    if (filter.providers.size() == 1)
        return fail(ErrorKind::Usage,
                    u"models compares two providers or more; name another beside “%1”"_s.arg(filter.providers.front()));
    auto replies = TRY(repliesSince(context.db, context.clock.now().addDays(-filter.days)));
    if (!filter.providers.isEmpty()) {
        const QSet<QString> shared = sharedPrompts(replies, filter.providers);
        std::erase_if(replies, [&](const RecordedReply& reply) {
            return !filter.providers.contains(reply.provider) || !shared.contains(reply.prompt);
        });
    }
    std::map<std::pair<QString, QString>, std::vector<const RecordedReply*>> byModel;
    QSet<QString> prompts;
    for (const RecordedReply& reply : replies) {
        prompts.insert(reply.prompt);
        byModel[{reply.provider, reply.model}].push_back(&reply);
    }
    ModelScoresAnswer answer{
        .days = filter.days, .inARow = filter.inARow, .prompts = prompts.size(), .models = {}, .sentence = {}};
    for (const auto& [who, its] : byModel)
        answer.models.push_back({scoreOf(its, filter.inARow), who.first, who.second});
    std::ranges::stable_sort(answer.models, std::greater<>(), &ModelScore::cleanShare);
    answer.sentence = u"%1 prompts, %2 replies"_s.arg(prompts.size()).arg(replies.size());
    if (replies.empty())
        answer.sentence =
            filter.providers.isEmpty()
                ? u"no model was called in these days"_s
                : u"no prompt was answered by each of %1; make a set with each from the same figures"_s.arg(
                      filter.providers.join(u", "_s));
    if (filter.providers.size() == 2) {
        const ModelPairFilter pair{
            filter.days, filter.inARow, {filter.providers.front(), {}, {}}, {filter.providers.back(), {}, {}}};
        answer.sameFacts = TRY(modelPairsQuery(context, pair));
    }
    return answer;
}

} // namespace factoid
