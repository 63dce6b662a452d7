#include "core/queries/generation/model_pairs_query.h"

#include "core/queries/field_names.h"
#include "core/store/sql/time_text.h"

#include <algorithm>
#include <set>

namespace factoid {

namespace {

bool isOf(const RecordedReply& reply, const ModelSide& side)
{
    return (side.provider.isEmpty() || reply.provider == side.provider) &&
           (side.model.isEmpty() || reply.model == side.model) && (side.rules.isEmpty() || reply.rules == side.rules);
}

// What the sentence is about: the keys of its facts, or their numbers within the prompt where keys were not kept yet.
QStringList factsOf(const RecordedReply& reply, const QJsonObject& verdict)
{
    QStringList facts;
    for (const QJsonValue& key : verdict.value(u"keys"_s).toArray())
        facts << key.toString();
    if (!facts.isEmpty())
        return facts;
    for (const QJsonValue& number : verdict.value(u"facts"_s).toArray())
        facts << u"%1#%2"_s.arg(number.toInt()).arg(reply.prompt);
    return facts;
}

struct Told {
    const RecordedReply* reply;
    QJsonObject verdict;
};

// One side's sentences by fact; the newest is last.
class Side
{
  public:
    Side(const std::vector<RecordedReply>& replies, const ModelSide& who)
    {
        for (const RecordedReply& reply : replies) {
            if (!isOf(reply, who))
                continue;
            for (const QJsonValue& verdict : reply.verdicts) {
                for (const QString& fact : factsOf(reply, verdict.toObject()))
                    m_told[fact].push_back({&reply, verdict.toObject()});
            }
        }
    }
    [[nodiscard]] bool tells(const QString& fact) const { return m_told.contains(fact); }
    [[nodiscard]] const std::map<QString, std::vector<Told>>& told() const { return m_told; }
    [[nodiscard]] qint64 newest(const QString& fact) const { return m_told.at(fact).back().reply->id; }
    // What the newest reply says of it.
    [[nodiscard]] std::vector<ToldSentence> sentences(const QString& fact) const
    {
        std::vector<ToldSentence> list;
        for (const Told& told : m_told.at(fact)) {
            if (told.reply->id == newest(fact))
                list.push_back({told.verdict, told.reply->run, told.reply->at});
        }
        return list;
    }

    [[nodiscard]] SideScore score(const std::vector<QString>& facts, int inARow) const
    {
        std::set<qint64> counted;
        std::vector<const RecordedReply*> replies;
        ScoreOnFacts onFacts;
        for (const QString& fact : facts) {
            for (const Told& told : m_told.at(fact)) {
                ++onFacts.sentences;
                onFacts.accepted += told.verdict.value(u"accepted"_s).toBool() ? 1 : 0;
                if (counted.insert(told.reply->id).second)
                    replies.push_back(told.reply);
            }
        }
        onFacts.acceptance = shareOf(onFacts.accepted, onFacts.sentences);
        return {scoreOf(replies, inARow), onFacts};
    }

  private:
    std::map<QString, std::vector<Told>> m_told;
};

std::vector<ModelSideRow> sidesOf(const std::vector<RecordedReply>& replies)
{
    struct Count {
        int replies = 0;
        QDateTime newest;
    };
    std::map<std::tuple<QString, QString, QString>, Count> counts;
    std::set<QString> rules;
    for (const RecordedReply& reply : replies) {
        Count& count = counts[{reply.provider, reply.model, reply.rules}];
        ++count.replies;
        count.newest = reply.at;
        rules.insert(reply.rules);
    }
    std::vector<ModelSideRow> rows;
    for (const auto& [who, count] : counts) {
        const auto& [provider, model, prompt] = who;
        rows.push_back({{provider, model, prompt}, count.replies, timeText(count.newest), rules.size() > 1});
    }
    std::ranges::stable_sort(rows, std::greater<>(), &ModelSideRow::replies);
    return rows;
}

} // namespace

QJsonObject ToldSentence::toJson() const
{
    QJsonObject json;
    for (const char* key : {"text", "rendered", "accepted", "rejections"})
        json.insert(QLatin1String(key), kept.value(QLatin1String(key)));
    json.insert(u"run"_s, run);
    json.insert(u"at"_s, timeText(at));
    return json;
}

Result<ModelPairsAnswer> modelPairsQuery(QueryContext& context, const ModelPairFilter& filter)
{
    if (filter.days < 1 || filter.days > kMostScoreDays)
        return fail(ErrorKind::Usage, u"models looks back 1 to %1 days, not %2"_s.arg(kMostScoreDays).arg(filter.days));
    if (filter.inARow < 1 || filter.inARow > kMostInARow)
        return fail(ErrorKind::Usage,
                    u"models counts 1 to %1 replies in a row, not %2"_s.arg(kMostInARow).arg(filter.inARow));
    const auto replies = TRY(repliesSince(context.db, context.clock.now().addDays(-filter.days)));
    ModelPairsAnswer answer;
    answer.days = filter.days;
    answer.inARow = filter.inARow;
    answer.sides = sidesOf(replies);
    if (filter.left == filter.right) {
        answer.sentence = replies.empty() ? u"no model replies are kept"_s : u"two different ones can be compared"_s;
        return answer;
    }
    const Side left(replies, filter.left), right(replies, filter.right);
    std::vector<QString> facts;
    for (const auto& [fact, told] : left.told()) {
        if (right.tells(fact))
            facts.push_back(fact);
    }
    if (facts.empty()) {
        answer.sentence = u"no fact was written by both; make a set with each from the same figures"_s;
        return answer;
    }
    answer.facts = static_cast<int>(facts.size());
    answer.left = left.score(facts, filter.inARow);
    answer.right = right.score(facts, filter.inARow);
    const auto newest = [&](const QString& fact) { return std::max(left.newest(fact), right.newest(fact)); };
    std::ranges::stable_sort(facts, std::greater<>(), newest);
    const auto names = TRY(fieldNames(context.db));
    for (const QString& fact : facts) {
        if (std::ssize(answer.pairs) == filter.limit)
            break;
        const QString field = fact.section(QLatin1Char('|'), 1, 1);
        answer.pairs.push_back({fact.contains(QLatin1Char('#')) ? QString() : fact, names.value(field, field),
                                left.sentences(fact), right.sentences(fact)});
    }
    answer.sentence = u"%1 written by both"_s.arg(facts.size() == 1 ? u"1 fact"_s : u"%1 facts"_s.arg(facts.size()));
    return answer;
}

} // namespace factoid
