#include "core/queries/generation/model_replies.h"

#include "core/base/money.h"
#include "core/store/sql/time_text.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr double kTail = 0.025; // on each side of the 95 percent interval

QJsonObject rate(double ratio, double low, double high)
{
    return {{u"ratio"_s, ratio}, {u"low"_s, low}, {u"high"_s, high}};
}

std::pair<double, double> interval(int good, int all)
{
    using Binomial = boost::math::binomial_distribution<double>;
    return {Binomial::find_lower_bound_on_p(all, good, kTail), Binomial::find_upper_bound_on_p(all, good, kTail)};
}

QJsonValue passOf(int clean, int replies, int inARow)
{
    if (replies < inARow)
        return QJsonValue();
    double chance = 1;
    for (int i = 0; i < inARow; ++i)
        chance *= std::max(0.0, static_cast<double>(clean - i)) / (replies - i);
    const auto [low, high] = interval(clean, replies);
    return rate(chance, std::pow(low, inARow), std::pow(high, inARow));
}

// The rules come first, a blank line parts them from the facts, which have none. Which joining words they allow goes by
// the facts and makes no other prompt.
QString rulesOf(const QString& prompt)
{
    constexpr qsizetype kDigits = 8;
    QStringList lines = prompt.left(prompt.lastIndexOf(u"\n\n"_s)).split(QLatin1Char('\n'));
    lines.removeIf([](const QString& line) { return line.startsWith("- Between slots only"_L1); });
    return QString::fromLatin1(
        QCryptographicHash::hash(lines.join(QLatin1Char('\n')).toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(kDigits));
}

} // namespace

QJsonValue shareOf(int good, int all)
{
    if (all == 0)
        return QJsonValue();
    const auto [low, high] = interval(good, all);
    return rate(static_cast<double>(good) / all, low, high);
}

Result<std::vector<RecordedReply>> repliesSince(Database& db, const QDateTime& since)
{
    std::vector<RecordedReply> replies;
    const auto read = db.each(
        u"SELECT t.provider, t.model, t.prompt, t.verdicts, c.tokens_in, c.tokens_out, c.latency_ms, c.cost, "
        u"c.currency, t.id, t.run_id, t.at"
        " FROM transcripts t JOIN model_calls c ON c.id = t.call_id WHERE t.at >= ? AND c.outcome <> 'cancelled' ORDER BY t.id"_s,
        {timeText(since)}, [&](const QSqlQuery& row) {
            RecordedReply reply;
            reply.provider = row.value(0).toString();
            reply.model = row.value(1).toString();
            reply.prompt = row.value(2).toString();
            reply.rules = rulesOf(reply.prompt);
            reply.verdicts = QJsonDocument::fromJson(row.value(3).toByteArray()).array();
            for (const QJsonValue& verdict : reply.verdicts) {
                ++reply.sentences;
                reply.accepted += verdict.toObject().value(u"accepted"_s).toBool() ? 1 : 0;
            }
            reply.tokensIn = row.value(4).toLongLong();
            reply.tokensOut = row.value(5).toLongLong();
            reply.latencyMs = row.value(6).toLongLong();
            reply.cost = row.value(7).toLongLong();
            reply.currency = row.value(8).toString();
            reply.id = row.value(9).toLongLong();
            reply.run = row.value(10).toLongLong();
            reply.at = timeFromText(row.value(11).toString());
            replies.push_back(std::move(reply));
        });
    if (!read)
        return std::unexpected(read.error());
    return replies;
}

void ReplyScore::add(const RecordedReply& reply)
{
    ++m_replies;
    m_clean += reply.isClean() ? 1 : 0;
    m_sentences += reply.sentences;
    m_accepted += reply.accepted;
    m_tokensIn += reply.tokensIn;
    m_tokensOut += reply.tokensOut;
    m_latencies.push_back(reply.latencyMs);
    m_costs[reply.currency] += reply.cost;
}

QJsonObject ReplyScore::toJson(int inARow) const
{
    std::vector<qint64> sorted = m_latencies;
    std::ranges::sort(sorted);
    QJsonArray costs;
    for (const auto& [currency, micros] : m_costs)
        costs.append(QJsonObject{{u"currency"_s, currency}, {u"cost"_s, Money::text(micros)}});
    return {
        {u"replies"_s, m_replies},
        {u"clean"_s, m_clean},
        {u"sentences"_s, m_sentences},
        {u"accepted"_s, m_accepted},
        {u"acceptance"_s, shareOf(m_accepted, m_sentences)},
        {u"pass"_s, passOf(m_clean, m_replies, inARow)},
        {u"tokens_in"_s, m_tokensIn},
        {u"tokens_out"_s, m_tokensOut},
        {u"latency_ms"_s, sorted.empty() ? QJsonValue() : QJsonValue(sorted[sorted.size() / 2])},
        {u"costs"_s, costs},
    };
}

} // namespace factoid
