// Import council matcher: which council of the register a publisher's row means: by alias, code, or
// name and type. Built once per mapped file, after the register files are read. One thread.
#pragma once

#include "core/figures/register.h"
#include "core/import/mapping/mapping.h"

#include <QHash>

#include <vector>

namespace factoid {

// The councils that a row can mean; several when only the year tells them apart.
struct CouncilMatch {
    std::vector<int> candidates; // positions in the register
    QString reason;              // when there is none: why

    // The one council meant in this year; -1 when none or several are possible.
    [[nodiscard]] int in(Year year, const Register& known) const;
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
    [[nodiscard]] std::vector<int> byName(const QString& name, const QString& type) const;

    const Mapping& m_mapping;
    const Register& m_known;
    QHash<QString, QString> m_aliases; // by spelling key
    QHash<QString, QString> m_types;
    QHash<QString, std::vector<int>> m_byName; // totals among them
};

} // namespace factoid
