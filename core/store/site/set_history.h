// SetHistory: published sets beside each other: which a run published, which came before it, and what each showed when
// it was published. Database's thread.
#pragma once

#include "core/store/sql/database.h"

#include <optional>
#include <vector>

namespace factoid {

class SetHistory
{
  public:
    explicit SetHistory(Database& db)
        : m_db(db)
    {
    }

    struct Head {
        qint64 id = 0;
        QString publishedAt; // as the store has times
        QString slot, dataHash;
        int onShow = 0;
    };
    // The newest that the run published; nullopt: none.
    [[nodiscard]] Result<std::optional<Head>> ofRun(qint64 run);
    // The one before the set; nullopt: it is the first.
    [[nodiscard]] Result<std::optional<Head>> before(qint64 set);

    // A factoid that was on show when its set was published.
    struct Shown {
        QString id, text, kind, field, factKey, language;
        int position = 0; // within the language, from 1
        double score = 0;
    };
    // In order.
    [[nodiscard]] Result<std::vector<Shown>> shown(const Head& set);

    // When each set was published since then, and since when the oldest change had waited for it (invalid: none had).
    struct Waited {
        QDateTime publishedAt, oldestChange;
    };
    [[nodiscard]] Result<std::vector<Waited>> waitedSince(const QDateTime& since);

    // How many factoids were withdrawn since then.
    [[nodiscard]] Result<qint64> withdrawnSince(const QDateTime& since);

  private:
    [[nodiscard]] Result<std::optional<Head>> head(const QString& where, qint64 value);

    Database& m_db;
};

} // namespace factoid
