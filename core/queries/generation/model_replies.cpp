#include "core/queries/generation/model_replies.h"

#include "core/base/money.h"
#include "core/base/sha256.h"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace factoid {

namespace {

constexpr double kTail = 0.025; // on each side of the 95 percent interval

std::pair<double, double> interval(int good, int all)
{
    using Binomial = boost::math::binomial_distribution<double>;
    return {Binomial::find_lower_bound_on_p(all, good, kTail), Binomial::find_upper_bound_on_p(all, good, kTail)};
}

std::optional<Rate> passOf(int clean, int replies, int inARow)
{
    if (replies < inARow)
        return std::nullopt;
    double chance = 1;
    for (int i = 0; i < inARow; ++i)
        chance *= std::max(0.0, static_cast<double>(clean - i)) / (replies - i);
    const auto [low, high] = interval(clean, replies);
    return Rate{chance, std::pow(low, inARow), std::pow(high, inARow)};
}

// The rules come first, a blank line parts them from the facts, which have none. Which joining words they allow goes by
// the facts and makes no other prompt.
QString rulesOf(const QString& prompt)
{
    constexpr qsizetype kDigits = 8;
    QStringList lines = prompt.left(prompt.lastIndexOf(u"\n\n"_s)).split(QLatin1Char('\n'));
    lines.removeIf([](const QString& line) { return line.startsWith("- Between slots only"_L1); });
    return QString::fromLatin1(Sha256::hash(lines.join(QLatin1Char('\n')).toUtf8()).toHex().left(kDigits));
}

} // namespace

std::optional<Rate> shareOf(int good, int all)
{
    if (all == 0)
        return std::nullopt;
    const auto [low, high] = interval(good, all);
    return Rate{static_cast<double>(good) / all, low, high};
}

Result<std::vector<RecordedReply>> repliesSince(Database& db, const QDateTime& since)
{
    std::vector<RecordedReply> replies;
    const auto kept = TRY(ModelStore(db).repliesSince(since));
    for (const ModelStore::Reply& each : kept) {
        const Transcript& said = each.transcript;
        RecordedReply reply{.id = said.id,
                            .run = said.run,
                            .at = said.at,
                            .provider = said.provider,
                            .model = said.model,
                            .prompt = said.prompt,
                            .rules = rulesOf(said.prompt),
                            .verdicts = said.verdicts,
                            .tokensIn = each.tokensIn,
                            .tokensOut = each.tokensOut,
                            .latencyMs = each.latencyMs,
                            .cost = each.cost,
                            .currency = each.currency};
        for (const QJsonValue& verdict : reply.verdicts) {
            ++reply.sentences;
            reply.accepted += verdict.toObject().value(u"accepted"_s).toBool() ? 1 : 0;
        }
        replies.push_back(std::move(reply));
    }
    return replies;
}

ReplyScore scoreOf(const std::vector<const RecordedReply*>& replies, int inARow)
{
    ReplyScore score;
    std::vector<qint64> latencies;
    std::map<QString, qint64> costs;
    for (const RecordedReply* reply : replies) {
        ++score.replies;
        score.clean += reply->isClean() ? 1 : 0;
        score.sentences += reply->sentences;
        score.accepted += reply->accepted;
        score.tokensIn += reply->tokensIn;
        score.tokensOut += reply->tokensOut;
        latencies.push_back(reply->latencyMs);
        costs[reply->currency] += reply->cost;
    }
    score.acceptance = shareOf(score.accepted, score.sentences);
    score.pass = passOf(score.clean, score.replies, inARow);
    std::ranges::sort(latencies);
    if (!latencies.empty())
        score.latencyMs = latencies[latencies.size() / 2];
    for (const auto& [currency, micros] : costs)
        score.costs.push_back({currency, Money::text(micros)});
    return score;
}

} // namespace factoid
