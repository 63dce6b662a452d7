// Import council matcher: which council of the register a publisher's row means: by its code or an alias; where a row
// has no code, by its name, of its type and in its year. A code that is not known is never passed over for a name: the
// row may be of another body of that name. Built once per mapped file, after the register files are read. One thread.
#pragma once

#include "core/figures/register.h"
#include "core/import/mapping/mapping.h"
#include "core/import/values/code_forms.h"

#include <QHash>

#include <vector>

namespace factoid {

// The councils that a row can mean; several when only the year tells them apart.
struct CouncilMatch {
    std::vector<int> candidates; // positions in the register
    QString reason;              // when there is none: why
    QString byName;              // the name by which they were found; empty: by code or alias
    bool otherCode = false;      // there is none, but one that the code may mean

    // The one council meant in a year of the field; -1 when none or several are possible. A name is of a council only
    // in the years in which that council was active, and a code none of one that had ended.
    [[nodiscard]] int in(Year year, const QString& field, const Register& known) const;
    // Why in() gave none.
    [[nodiscard]] QString whyNone(Year year, const QString& field, const Register& known) const;
};

class CouncilMatcher
{
  public:
    // Both must outlive the matcher.
    CouncilMatcher(const Mapping& mapping, const Register& known);
    // Texts may be empty. The type is the file's, before the mapping's joins.
    [[nodiscard]] CouncilMatch match(const QString& code, const QString& name, const QString& type) const;

  private:
    [[nodiscard]] int byCode(const QString& text) const;
    [[nodiscard]] int byAlias(const QString& text) const;
    [[nodiscard]] CouncilMatch byName(const QString& name, const QString& type) const;
    [[nodiscard]] QString unknownCode(const QString& code, const QString& name) const;

    const Mapping& m_mapping;
    const Register& m_known;
    CodeIndex m_codes;
    QHash<QString, QString> m_aliases; // by spelling key
    QHash<QString, QString> m_types;
    QHash<QString, std::vector<int>> m_byName; // totals among them
};

} // namespace factoid
