#include "core/jobs/model_score_query.h"

#include "core/base/money.h"
#include "core/store/time_text.h"

#include <QJsonDocument>
#include <QSet>
#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace factoid {

namespace {

constexpr double kTail = 0.025; // on each side of the 95 percent interval

struct Reply {
    QString provider, model, prompt;
    int sentences = 0, accepted = 0;
    qint64 tokensIn = 0, tokensOut = 0, latencyMs = 0, cost = 0;
    QString currency;
    [[nodiscard]] bool isClean() const { return sentences > 0 && accepted == sentences; }
};

struct Score {
    int replies = 0, clean = 0, sentences = 0, accepted = 0;
    qint64 tokensIn = 0, tokensOut = 0;
    std::vector<qint64> latencies;
    std::map<QString, qint64> costs;
};

QJsonObject rate(double ratio, double low, double high)
{
    return {{QStringLiteral("ratio"), ratio}, {QStringLiteral("low"), low}, {QStringLiteral("high"), high}};
}

std::pair<double, double> interval(int good, int all)
{
    using Binomial = boost::math::binomial_distribution<double>;
    return {Binomial::find_lower_bound_on_p(all, good, kTail), Binomial::find_upper_bound_on_p(all, good, kTail)};
}

QJsonValue shareOf(int good, int all)
{
    if (all == 0)
        return QJsonValue();
    const auto [low, high] = interval(good, all);
    return rate(static_cast<double>(good) / all, low, high);
}

QJsonValue passOf(const Score& score, int inARow)
{
    if (score.replies < inARow)
        return QJsonValue();
    double chance = 1;
    for (int i = 0; i < inARow; ++i)
        chance *= std::max(0.0, static_cast<double>(score.clean - i)) / (score.replies - i);
    const auto [low, high] = interval(score.clean, score.replies);
    return rate(chance, std::pow(low, inARow), std::pow(high, inARow));
}

Result<std::vector<Reply>> repliesSince(Database& db, const QDateTime& since)
{
    std::vector<Reply> replies;
    const auto read = db.each(QStringLiteral("SELECT t.provider, t.model, t.prompt, t.verdicts, c.tokens_in, c.tokens_out, c.latency_ms, c.cost, c.currency"
                                             " FROM transcripts t JOIN model_calls c ON c.id = t.call_id WHERE t.at >= ? AND c.outcome <> 'cancelled' ORDER BY t.id"),
                              {timeText(since)}, [&](const QSqlQuery& row) {
                                  Reply reply;
                                  reply.provider = row.value(0).toString();
                                  reply.model = row.value(1).toString();
                                  reply.prompt = row.value(2).toString();
                                  for (const QJsonValue& verdict : QJsonDocument::fromJson(row.value(3).toByteArray()).array()) {
                                      ++reply.sentences;
                                      reply.accepted += verdict.toObject().value(QStringLiteral("accepted")).toBool() ? 1 : 0;
                                  }
                                  reply.tokensIn = row.value(4).toLongLong();
                                  reply.tokensOut = row.value(5).toLongLong();
                                  reply.latencyMs = row.value(6).toLongLong();
                                  reply.cost = row.value(7).toLongLong();
                                  reply.currency = row.value(8).toString();
                                  replies.push_back(std::move(reply));
                              });
    if (!read)
        return std::unexpected(read.error());
    return replies;
}

// The prompts that each of the providers answered.
QSet<QString> sharedPrompts(const std::vector<Reply>& replies, const QStringList& providers)
{
    std::map<QString, QSet<QString>> by;
    for (const Reply& reply : replies)
        by[reply.provider].insert(reply.prompt);
    QSet<QString> shared = by[providers.front()];
    for (const QString& provider : providers)
        shared.intersect(by[provider]);
    return shared;
}

QJsonObject scoreJson(const std::pair<QString, QString>& who, Score score, int inARow)
{
    std::ranges::sort(score.latencies);
    QJsonArray costs;
    for (const auto& [currency, micros] : score.costs)
        costs.append(QJsonObject{{QStringLiteral("currency"), currency}, {QStringLiteral("cost"), Money::text(micros)}});
    return {
        {QStringLiteral("provider"), who.first},
        {QStringLiteral("model"), who.second},
        {QStringLiteral("replies"), score.replies},
        {QStringLiteral("clean"), score.clean},
        {QStringLiteral("sentences"), score.sentences},
        {QStringLiteral("accepted"), score.accepted},
        {QStringLiteral("acceptance"), shareOf(score.accepted, score.sentences)},
        {QStringLiteral("pass"), passOf(score, inARow)},
        {QStringLiteral("tokens_in"), score.tokensIn},
        {QStringLiteral("tokens_out"), score.tokensOut},
        {QStringLiteral("latency_ms"), score.latencies[score.latencies.size() / 2]},
        {QStringLiteral("costs"), costs},
    };
}

} // namespace

Result<QJsonObject> modelScoresQuery(QueryContext& context, const ModelScoreFilter& filter)
{
    constexpr int kMostDays = 3'660, kMostInARow = 100;
    if (filter.days < 1 || filter.days > kMostDays)
        return fail(ErrorKind::Usage, QStringLiteral("models looks back 1 to %1 days, not %2").arg(kMostDays).arg(filter.days));
    if (filter.inARow < 1 || filter.inARow > kMostInARow)
        return fail(ErrorKind::Usage, QStringLiteral("models counts 1 to %1 replies in a row, not %2").arg(kMostInARow).arg(filter.inARow));
    if (filter.providers.size() == 1)
        return fail(ErrorKind::Usage, QStringLiteral("models compares two providers or more; name another beside “%1”").arg(filter.providers.front()));
    auto replies = repliesSince(context.db, context.clock.now().addDays(-filter.days));
    if (!replies)
        return std::unexpected(replies.error());
    if (!filter.providers.isEmpty()) {
        const QSet<QString> shared = sharedPrompts(*replies, filter.providers);
        std::erase_if(*replies, [&](const Reply& reply) { return !filter.providers.contains(reply.provider) || !shared.contains(reply.prompt); });
    }
    std::map<std::pair<QString, QString>, Score> scores;
    QSet<QString> prompts;
    for (const Reply& reply : *replies) {
        prompts.insert(reply.prompt);
        Score& score = scores[{reply.provider, reply.model}];
        ++score.replies;
        score.clean += reply.isClean() ? 1 : 0;
        score.sentences += reply.sentences;
        score.accepted += reply.accepted;
        score.tokensIn += reply.tokensIn;
        score.tokensOut += reply.tokensOut;
        score.latencies.push_back(reply.latencyMs);
        score.costs[reply.currency] += reply.cost;
    }
    std::vector<std::pair<std::pair<QString, QString>, Score>> ranked(scores.begin(), scores.end());
    const auto cleanShare = [](const auto& each) { return static_cast<double>(each.second.clean) / each.second.replies; };
    std::ranges::stable_sort(ranked, std::greater<>(), cleanShare);
    QJsonArray rows;
    for (const auto& [who, score] : ranked)
        rows.append(scoreJson(who, score, filter.inARow));
    QString sentence = QStringLiteral("%1 prompts, %2 replies").arg(prompts.size()).arg(replies->size());
    if (replies->empty())
        sentence = filter.providers.isEmpty() ? QStringLiteral("no model was asked in these days")
                                              : QStringLiteral("no prompt was answered by each of %1; run update-factoids --force --generator NAME with each on the same figures").arg(filter.providers.join(QStringLiteral(", ")));
    return QJsonObject{{QStringLiteral("days"), filter.days}, {QStringLiteral("in_a_row"), filter.inARow}, {QStringLiteral("prompts"), prompts.size()},
                       {QStringLiteral("models"), rows}, {QStringLiteral("sentence"), sentence}};
}

} // namespace factoid
