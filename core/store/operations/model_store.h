// ModelStore: what is remembered of language models: how each wants to be spoken to, what was asked and answered, and
// which link of the chain served. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

struct Transcript {
    qint64 id = 0, call = 0, run = 0;
    QDateTime at;
    QString provider, model;
    QString prompt, reply; // as sent and as received; never a key
    QJsonArray verdicts;   // one a sentence
    [[nodiscard]] QJsonObject toJson() const;
};

struct ServedLink {
    qint64 run = 0;
    QDateTime at;
    QString link; // provider:NAME, statistics, stale, fallback
    QString reason;
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

  private:
    [[nodiscard]] Result<std::vector<Transcript>> read(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
