#include "core/net/retry_policy.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

using std::chrono::milliseconds;

constexpr int kTokenCost = 1'000;
constexpr milliseconds kShortSpread{1'000};
constexpr int kAskedSpreadPart = 8;
constexpr qint64 kSensibleSeconds = 366LL * 24 * 3600; // whoever asks for more means never

// SplitMix64 (S. Vigna): the seed and the attempt as 64 even bits.
quint64 mixed(quint64 seed, int attempt)
{
    quint64 z = seed + 0x9E3779B97F4A7C15ULL * static_cast<quint64>(attempt + 1);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

// Evenly from 0 to `most`, both possible.
milliseconds drawn(milliseconds most, quint64 bits)
{
    return milliseconds(static_cast<qint64>(bits % (static_cast<quint64>(most.count()) + 1)));
}

// RFC 850 has two digits of the year; RFC 9110 says of which century: what looks more than 50 years ahead is past.
QDateTime ofTwoDigits(const QString& text, const QDateTime& now)
{
    constexpr int kCentury = 100;
    constexpr int kAhead = 50;
    const QDateTime until = now.toUTC().addYears(kAhead);
    static const QRegularExpression shape(u"^([0-9]{2}-[A-Za-z]{3})-([0-9]{2}) ([0-9:]+) GMT$"_s);
    const auto parts = shape.match(text);
    const int last = until.date().year() / kCentury * kCentury + parts.captured(2).toInt();
    // With the year in full: 29 February is a day in some centuries only.
    for (const int year : {last, last - kCentury}) {
        QDateTime date = QLocale::c().toDateTime(u"%1-%2 %3"_s.arg(parts.captured(1)).arg(year).arg(parts.captured(3)),
                                                 u"dd-MMM-yyyy HH:mm:ss"_s);
        date.setTimeSpec(Qt::UTC);
        if (date.isValid() && date <= until)
            return date;
    }
    return {};
}

} // namespace

milliseconds retryCeiling(const RetryPolicy& policy, int attempt)
{
    milliseconds wait = std::min(policy.first, policy.longest);
    for (int step = 1; step < attempt && wait < policy.longest; ++step)
        wait = std::min(policy.longest, wait * policy.growth);
    return std::max(wait, milliseconds(0));
}

std::optional<milliseconds> retryDelay(const RetryPolicy& policy, int attempt, std::optional<milliseconds> asked,
                                       quint64 seed)
{
    if (attempt >= policy.attempts)
        return std::nullopt;
    const quint64 bits = mixed(seed, attempt);
    if (!asked || *asked <= milliseconds(0))
        return drawn(retryCeiling(policy, attempt), bits);
    if (*asked > policy.longestAsked)
        return std::nullopt;
    return *asked + drawn(std::max(kShortSpread, *asked / kAskedSpreadPart), bits);
}

QDateTime parseHttpDate(const QByteArray& value, const QDateTime& now)
{
    const QString text = QString::fromLatin1(value.trimmed());
    const QLocale english = QLocale::c();
    // The form of today, and the two that must still be understood. The day of the week adds nothing.
    const qsizetype comma = text.indexOf(QLatin1Char(','));
    const QString rest = text.mid(comma + 1).simplified();
    QDateTime date;
    if (comma < 0) {
        date = english.toDateTime(rest.section(QLatin1Char(' '), 1), u"MMM d HH:mm:ss yyyy"_s);
    } else if (rest.contains(QLatin1Char('-'))) {
        date = ofTwoDigits(rest, now);
    } else {
        date = english.toDateTime(rest, u"dd MMM yyyy HH:mm:ss 'GMT'"_s);
    }
    if (date.isValid())
        date.setTimeSpec(Qt::UTC);
    return date;
}

std::optional<milliseconds> parseRetryAfter(const QByteArray& value, const QDateTime& now)
{
    const QByteArray text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    const bool isNumber = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber) {
        bool fits = false;
        const qint64 seconds = text.toLongLong(&fits);
        return milliseconds(1000 * (fits ? std::min(seconds, kSensibleSeconds) : kSensibleSeconds));
    }
    const QDateTime date = parseHttpDate(text, now);
    if (!date.isValid())
        return std::nullopt;
    return milliseconds(std::clamp<qint64>(now.msecsTo(date), 0, 1000 * kSensibleSeconds));
}

bool takeRetry(RetryBudget& budget)
{
    if (budget.milliTokens < kTokenCost)
        return false;
    budget.milliTokens -= kTokenCost;
    return true;
}

void noteSuccess(RetryBudget& budget)
{
    budget.milliTokens = std::min(budget.mostMilliTokens, budget.milliTokens + budget.milliTokensPerSuccess);
}

} // namespace factoid
