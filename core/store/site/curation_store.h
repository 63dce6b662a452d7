// CurationStore: what an operator decided about facts and councils: pins, bans, sleeps, "never this council".
// A fact has at most one such choice, and so has a council. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/database.h"

#include <QDate>
#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

struct Choice {
    qint64 id = 0;
    QString kind;    // pin, ban, snooze, never_council
    QString factKey; // empty for never_council
    QString council; // code; only for never_council
    QString text;    // of the factoid as last seen, or the council's name
    QDate until;     // snooze: the first day on which it may be shown again
    QString reason;
    QDateTime createdAt;
    QString actor;

    [[nodiscard]] bool asleepOn(QDate today) const { return kind == "snooze"_L1 && today < until; }
    [[nodiscard]] QJsonObject toJson() const;
    // Errors: Input, a kind or a subject that does not fit.
    [[nodiscard]] static Result<Choice> fromJson(const QJsonObject& json);
};

class CurationStore
{
  public:
    explicit CurationStore(Database& db)
        : m_db(db)
    {
    }

    [[nodiscard]] Result<std::vector<Choice>> list(); // newest first
    // The choice about the fact (council empty) or the council (factKey empty).
    [[nodiscard]] Result<std::optional<Choice>> find(const QString& factKey, const QString& council);
    // Takes the place of whatever was chosen for the fact or council before.
    Result<void> put(const Choice& choice);
    // False: there was none.
    Result<bool> clear(const QString& factKey, const QString& council);
    // Counts the changes to choices; a set notes how many it was made with, so that a later one makes it due again.
    [[nodiscard]] Result<qint64> version();
    Result<void> bumpVersion();
    [[nodiscard]] Result<qint64> publishedVersion();
    Result<void> setPublishedVersion(qint64 version);

  private:
    [[nodiscard]] Result<std::vector<Choice>> read(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
