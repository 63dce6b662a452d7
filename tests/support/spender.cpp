// A process that spends, for the tests of the books.
//   spender STORE CONFIG CALLS SEED START_MS
// Waits until START_MS (ms since the epoch), then makes CALLS calls on the store with the settings of CONFIG (JSON):
// each reserves a random amount and settles a random part of it or nonsense, gives it back, or forgets it. Prints a
// word a call.
#include "core/base/literals.h"
#include "core/monitor/spend/ledger.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <limits>
#include <random>
#include <thread>

using namespace factoid;

namespace {

constexpr int kMostTokens = 4'000;

const char* callOnce(Ledger& ledger, std::mt19937& random)
{
    CallWish wish;
    wish.run = 1 + random() % 5;
    wish.provider = random() % 2 ? u"primary"_s : u"second"_s;
    wish.baseUrl = u"https://models.example/v1"_s;
    wish.model = u"m"_s;
    wish.mostTokensIn = 1 + random() % kMostTokens;
    wish.mostTokensOut = 1 + random() % kMostTokens;
    const auto grant = ledger.reserve(wish, QDateTime::fromString(u"2026-12-31T12:00:00Z"_s, Qt::ISODate));
    if (!grant)
        return "busy";
    if (!grant->granted())
        return "refused";
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 4));
    constexpr unsigned kTwentieths = 20;
    switch (random() % kTwentieths) {
    case 0:
        return "forgotten";
    case 1:
        return ledger.release(grant->call, u"transport"_s) ? "released" : "lost";
    case 2:
        return ledger.settle(grant->call, {u"timeout"_s, {}, {}, 5, false}) ? "worst" : "lost";
    default:
        break;
    }
    CallEnd end;
    if (random() % kTwentieths == 0) {
        // What cannot be: booked at the worst.
        constexpr qint64 kNonsense[] = {-1,
                                        -1'000'000,
                                        0,
                                        1'000'000'000'000,
                                        std::numeric_limits<qint64>::max(),
                                        std::numeric_limits<qint64>::min()};
        end.tokensIn = end.tokensOut = kNonsense[random() % std::size(kNonsense)];
        return ledger.settle(grant->call, end) ? "nonsense" : "lost";
    }
    end.tokensIn = random() % (wish.mostTokensIn + 1);
    end.tokensOut = random() % (wish.mostTokensOut + 1);
    return ledger.settle(grant->call, end) ? "settled" : "lost";
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 6) {
        std::fputs("usage: spender STORE CONFIG CALLS SEED START_MS\n", stderr);
        return 2;
    }
    Settings settings;
    if (!applyConfig(settings, QJsonDocument::fromJson(words[2].toUtf8()).object()))
        return 3;
    const auto rules = SpendRules::from(settings);
    auto db = Database::open(StoreUrl{words[1]}, OpenMode::ReadWrite);
    if (!rules || !db)
        return 3;
    Ledger ledger(**db, *rules);
    std::mt19937 random(words[4].toUInt());
    while (QDateTime::currentMSecsSinceEpoch() < words[5].toLongLong())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    for (int i = 0; i < words[3].toInt(); ++i) {
        std::puts(callOnce(ledger, random));
        std::fflush(stdout);
    }
    return 0;
}
