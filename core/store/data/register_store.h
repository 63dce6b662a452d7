// RegisterStore: councils and fields in the store. Used by the thread that owns the database.
#pragma once

#include "core/figures/register.h"
#include "core/store/sql/database.h"

#include <QHash>
#include <QJsonArray>

namespace factoid {

// What putting a register in changed; the import keeps it, so that it can be undone.
struct RegisterChange {
    enum class Kind { NewCouncil, NewField, Rename, Merge, CouncilRemoved, FieldRemoved, Changed };
    Kind kind = Kind::Changed;
    qint64 id = 0;
    bool isField = false;
    QString key;      // code or slug
    QString oldValue; // the old name for Rename, the successor codes for Merge, …
    QString newValue;
    bool affectsSummaries = false; // who is eligible, or how a group averages, may differ
    bool affectsGroups = false;    // a known council is of another type or nation, or became a total
};

// What a field and a council are called.
struct FieldName {
    QString slug, name;
};
struct CouncilName {
    QString code, name, type;
};

class RegisterStore
{
  public:
    explicit RegisterStore(Database& db)
        : m_db(db)
    {
    }

    // In order of id, so that positions and ids grow together.
    [[nodiscard]] Result<Register> load();
    // By slug.
    [[nodiscard]] Result<QHash<QString, QString>> fieldNames();
    // By name, whatever its case.
    [[nodiscard]] Result<std::vector<FieldName>> fieldsByName();
    [[nodiscard]] Result<std::vector<CouncilName>> councilsByName();
    // Slug of the field that counts the heads of another; empty: no per-head figures.
    [[nodiscard]] Result<QString> perHeadOf(const QString& slug);
    // Slug of the first field that has figures, compared ones before others, then by name; empty: there are no figures.
    [[nodiscard]] Result<QString> firstWithFigures();
    // The store's key; none: there is no such field or council.
    [[nodiscard]] Result<std::optional<qint64>> fieldId(const QString& slug);
    [[nodiscard]] Result<std::optional<qint64>> councilId(const QString& code);

    // Writes those councils and fields of `known` (by position) that are new or differ, and fills their ids in `known`.
    // `before` receives what is needed to undo it, as JSON rows. Within a transaction.
    Result<std::vector<RegisterChange>> save(Register& known, const std::vector<int>& councils,
                                             const std::vector<int>& fields, QJsonArray& before);
    // Keeps what a file says of the data set as settings, and notes what was there in `before`. Within a transaction.
    Result<std::vector<RegisterChange>> saveProfile(const DataProfile& profile, QJsonArray& before);
    // nullopt: there is none with that code or slug.
    [[nodiscard]] Result<std::optional<QString>> councilName(const QString& code);
    // Puts back what `save` noted: old values return, new rows go. Errors: Input, a later import's figures refer to
    // one of the new rows.
    Result<std::vector<RegisterChange>> restore(const QJsonArray& before);

  private:
    Result<void> saveCouncil(Council& council, const Council* old, QJsonArray& before,
                             std::vector<RegisterChange>& changes);
    Result<void> saveField(Field& field, const Field* old, QJsonArray& before, std::vector<RegisterChange>& changes);

    [[nodiscard]] Result<QHash<QString, QString>> profileSettings();
    Result<void> putSetting(const QString& key, const QString& value);
    Result<void> restoreRow(const QJsonObject& row, std::vector<RegisterChange>& changes);

    Database& m_db;
};

} // namespace factoid
