// ModelStore: what is remembered of language models: how each wants to be spoken to, what was asked and answered, and
// which link of the chain served. Used by the thread that owns the database.
#pragma once

#include "core/store/operations/transcript.h"
#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

struct ServedLink {
    qint64 run = 0;
    QDateTime at;
    QString link; // provider:NAME, statistics, stale, fallback
    Message reason;
    [[nodiscard]] QJsonObject toJson() const;
};

class ModelStore
{
  public:
    explicit ModelStore(Database& db)
        : m_db(db)
    {
    }

    // By Provider::identity(); an empty object: nothing is known.
    [[nodiscard]] Result<QJsonObject> manner(const QString& identity);
    Result<void> setManner(const QString& identity, const QJsonObject& manner, const QDateTime& now);

    Result<qint64> addTranscript(const Transcript& transcript);
    Result<void> setVerdicts(qint64 transcript, const QJsonArray& verdicts);
    // Of a run, in the order in which they were made.
    [[nodiscard]] Result<std::vector<Transcript>> transcripts(qint64 run);
    [[nodiscard]] Result<std::optional<Transcript>> transcript(qint64 id);

    Result<void> setServed(const ServedLink& served);                // the last word of a run counts
    [[nodiscard]] Result<std::vector<ServedLink>> served(int limit); // newest first

    // A reply with what its call cost.
    struct Reply {
        Transcript transcript;
        qint64 tokensIn = 0, tokensOut = 0, latencyMs = 0;
        qint64 cost = 0; // millionths of the currency
        QString currency;
    };
    // Oldest first, without those whose call was cancelled.
    [[nodiscard]] Result<std::vector<Reply>> repliesSince(const QDateTime& since);
    // The verdicts on what came of the calls since then, by call.
    [[nodiscard]] Result<std::vector<std::pair<qint64, QJsonArray>>> verdictsSince(const QDateTime& since);
    [[nodiscard]] Result<std::vector<ServedLink>> servedSince(const QDateTime& since);

  private:
    [[nodiscard]] Result<std::vector<Transcript>> read(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
