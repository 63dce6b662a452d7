// SetStore: published sets of factoids, corrections, and what was shown when. A set is published in one transaction:
// readers see the old one or the new one. Database's thread.
#pragma once

#include "core/factoids/words/factoid.h"
#include "core/insights/claims/shown_record.h"
#include "core/store/sql/database.h"

#include <optional>
#include <vector>

namespace factoid {

struct PublishedFactoid {
    Factoid factoid;
    int position = 0;
    QDateTime withdrawnAt; // invalid: live
};

struct PublishedSet {
    qint64 id = 0; // 0: nothing was ever published
    qint64 run = 0;
    QDateTime publishedAt;
    QString slot; // "06:00", "now"
    QByteArray dataHash;
    QString generator;
    int onShow = 0;
    std::vector<PublishedFactoid> factoids; // all, in order; withdrawn ones included

    // Of each language the first `limit` (0: onShow) that are not withdrawn, one language after the other; the reserve
    // of a language moves up.
    [[nodiscard]] std::vector<Factoid> live(int limit = 0) const;
    [[nodiscard]] std::vector<Factoid> liveIn(const QString& language, int limit = 0) const;
    [[nodiscard]] std::vector<Factoid> allLive() const { return live(static_cast<int>(factoids.size()) + 1); }
    // That it was published in, in the order in which it is shown; also those of which nothing is live any more.
    [[nodiscard]] QStringList languages() const;
};

// What a set says of itself.
struct SetHead {
    qint64 id = 0;
    qint64 run = 0;
    QDateTime publishedAt;
    QString slot; // "06:00", "now"
    QByteArray dataHash;
    QString generator;
    int onShow = 0;
};

struct CorrectionRecord {
    qint64 id = 0;
    Factoid factoid;
    qint64 set = 0;
    QDateTime publishedAt, withdrawnAt;
    QString reason;
    int failedClaim = -1; // index in factoid.claims; -1: the sentence as a whole
    QString newValue;     // what the claim's result would be today; empty: nothing
};

// Why a factoid goes.
struct Withdrawal {
    QString reason;
    int failedClaim = -1;
    QString newValue;
    bool byHand = false; // a person took it back: no later set says it again in the same words
};

// The published set as it stands in the store at one moment, as far as readers are served it.
struct SetStanding {
    qint64 set = 0; // 0: nothing was ever published
    QString slot;
    QByteArray dataHash;
    QByteArray digest; // SHA-256 of the set and of each of its factoids, with order and withdrawals: another set,
                       // another digest
    QHash<QString, QString> live; // what is not withdrawn: id → body
};

class SetStore
{
  public:
    explicit SetStore(Database& db)
        : m_db(db)
    {
    }

    [[nodiscard]] Result<PublishedSet> current();
    [[nodiscard]] Result<SetStanding> standing();
    // What tells the current set from others; nullopt: nothing was ever published.
    struct Mark {
        QString slot;
        QString dataHash;
    };
    [[nodiscard]] Result<std::optional<Mark>> currentMark();
    // Makes it the current set and notes what it shows. Joins the caller's transaction. Gives its id.
    Result<qint64> publish(const PublishedSet& set, const QSet<QString>& badExamples);
    Result<void> withdraw(const PublishedSet& set, const Factoid& factoid, const Withdrawal& why, const QDateTime& now);

    // Keeps a text that holds as printed, with the claims that prove it today.
    Result<void> confirm(const PublishedSet& set, const Factoid& factoid);
    // The texts that a person took back and nobody brought back, as withdrawnText() has them.
    [[nodiscard]] Result<QSet<QString>> withdrawnByHand();
    [[nodiscard]] static QString withdrawnText(const Factoid& factoid);

    // An operator's changes to the current set; each joins the caller's transaction. Live factoids in this order, by
    // id, those that are not named after them. Errors: Input, an id that is not live, or named twice.
    Result<void> order(const PublishedSet& set, const QStringList& ids);
    // Behind `behind` live factoids of its language. Errors: Input, it is in the set already.
    Result<void> insert(const PublishedSet& set, const Factoid& factoid, int behind);
    // Takes back an insert. Errors: Input, it is not live in the set.
    Result<void> takeOut(const PublishedSet& set, const QString& id);
    // Takes back a withdrawal and its correction. Errors: Input, it is not withdrawn in the set.
    Result<void> bringBack(const PublishedSet& set, const QString& id);
    // What is on show by now counts as shown.
    Result<void> noteShown(const QDateTime& now);

    struct Showing {
        qint64 set = 0;
        qint64 run = 0;
        QString slot;
        QDateTime publishedAt;
        QDateTime withdrawnAt; // invalid: it stayed
        bool current = false;
        QString text; // as it was put then
        QString language;
    };
    // The sets that showed the fact, newest first, each once: with its text in the language, where it had one.
    [[nodiscard]] Result<std::vector<Showing>> showings(const QString& factKey, const QString& language, int limit);
    // The newest factoid of that id, in whatever set; nullopt: never published.
    [[nodiscard]] Result<std::optional<Factoid>> find(const QString& id);

    [[nodiscard]] Result<std::vector<CorrectionRecord>> corrections(int limit); // newest first
    // What the miner must know of earlier sets; looks back 90 days.
    [[nodiscard]] Result<ShownRecord> shown(const QDateTime& now);

    // The published set without its factoids; nullopt: nothing was ever published.
    [[nodiscard]] Result<std::optional<SetHead>> head();
    // How many sets were ever published, and of these since the instant.
    struct Tally {
        qint64 all = 0, since = 0;
        QDateTime first; // invalid: none was
    };
    [[nodiscard]] Result<Tally> tally(const QDateTime& since);

  private:
    Database& m_db;
};

} // namespace factoid
