// Profile columns: what councils and fields files say of the data set, beside their rows: its name, the words for its
// councils and nations, where its years end, which fields are balances. Each is said once, or alike each time. One
// thread; lives as long as one readImport call.
#pragma once

#include "core/import/reading/import_header.h"

#include <functional>
#include <map>

namespace factoid {

// A cell of such a column.
struct ProfileWord {
    TidyColumn column = TidyColumn::Code;
    QString text; // not empty
};

// What a row is of: a council's type and nation, or a field's slug.
struct ProfileSubject {
    QString type, nation, slug;
};

struct ColumnFault {
    TidyColumn column = TidyColumn::Code;
    QString reason; // after the column's header: "must be yes or no"
};

class ProfileColumns
{
  public:
    using TextOf = std::function<QString(TidyColumn)>; // a row's text; empty where there is none

    // What the row's cells say. Errors: the column that is wrong, or lacks its fellow.
    [[nodiscard]] static std::expected<std::vector<ProfileWord>, ColumnFault> wordsOf(const TextOf& text);

    // What is said before any row: by a package, or a profile beside the files.
    explicit ProfileColumns(const DataProfile& package);
    // Takes the words over; where one contradicts what was said before, none of them: then the fault. `where` names
    // the row.
    [[nodiscard]] std::optional<ColumnFault> take(const std::vector<ProfileWord>& words, const ProfileSubject& subject,
                                                  const QString& where);
    // All that was taken over.
    [[nodiscard]] DataProfile said() const;

  private:
    struct Statement {
        QString text, where;
    };
    using Key = std::pair<TidyColumn, QString>; // and the type, nation or field that it is said of

    std::map<Key, Statement> m_statements;
    DataProfile m_package;
};

} // namespace factoid
