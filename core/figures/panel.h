// Panel: the figures in memory as one dense block per field and year, councils in byte order of
// their code, totals left out. Built once, then read by any number of threads.
#pragma once

#include "core/base/decimal.h"
#include "core/figures/council.h"
#include "core/figures/data_profile.h"
#include "core/figures/figure.h"

#include <QHash>

#include <limits>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace factoid {

// All figures of one field in one year; index = position of the council in Panel::councils().
struct Block {
    static constexpr std::int64_t kMissing = std::numeric_limits<std::int64_t>::min();
    std::vector<std::int64_t> units; // Decimal units, or kMissing
    std::vector<Status> statuses;    // parallel to units
    int present = 0;                 // how many units are not kMissing
    QByteArray dataHash;             // SHA-256, lower-case hex (dataHash() of figures/summariser.h)
};

// The councils of a panel sorted into groups by one property, worked out once so that a summary
// adds to numbered sums instead of looking names up.
template <class Name>
struct Grouping {
    std::vector<Name> names; // sorted
    std::vector<int> of;     // by council: position in names, or -1 when the property is empty
};
using Kind = std::pair<QString, QString>; // type, nation

class Panel
{
  public:
    Panel() = default;
    // Sorts the councils by code and drops totals; fields are sorted by slug.
    Panel(std::vector<Council> councils, std::vector<Field> fields);

    [[nodiscard]] const std::vector<Council>& councils() const { return m_councils; }
    [[nodiscard]] const std::vector<Field>& fields() const { return m_fields; }
    // What the data set calls things: at first what its nations say.
    [[nodiscard]] const DataProfile& profile() const { return m_profile; }
    void setProfile(const DataProfile& profile) { m_profile = profile; }
    // The days of a year of a field (-1: of the register as a whole).
    [[nodiscard]] YearDays days(int field, Year year) const;
    // -1 when unknown.
    [[nodiscard]] int councilIndex(const QString& code) const { return m_councilByCode.value(code, -1); }
    [[nodiscard]] int fieldIndex(const QString& slug) const { return m_fieldBySlug.value(slug, -1); }
    // The name says which council is meant: no other council of the register has it.
    [[nodiscard]] bool nameIsUnique(int council) const;
    // The UTF-8 bytes of each council's code, in the order of councils().
    [[nodiscard]] const std::vector<QByteArray>& codeBytes() const { return m_codeBytes; }
    // Councils by type, nation and region; who has none is in no group.
    [[nodiscard]] const Grouping<QString>& types() const { return m_types; }
    [[nodiscard]] const Grouping<QString>& nations() const { return m_nations; }
    [[nodiscard]] const Grouping<QString>& regions() const { return m_regions; }
    // Councils by type and nation together; every council is in one of these.
    [[nodiscard]] const Grouping<Kind>& kinds() const { return m_kinds; }

    // nullptr when the field has no figures in the year. Years ascending.
    [[nodiscard]] const Block* block(int field, Year year) const;
    [[nodiscard]] const std::map<Year, Block>& years(int field) const { return m_blocks[static_cast<size_t>(field)]; }
    [[nodiscard]] std::optional<Decimal> value(int field, Year year, int council) const;
    [[nodiscard]] Status status(int field, Year year, int council) const;

    // Filling. The block is created empty (all missing) on first use.
    Block& blockForWrite(int field, Year year);
    void set(int field, Year year, int council, const CellValue& cell);
    void dropBlock(int field, Year year) { m_blocks[static_cast<size_t>(field)].erase(year); }

  private:
    std::vector<Council> m_councils;
    std::vector<Field> m_fields;
    DataProfile m_profile;
    QHash<QString, int> m_councilByCode;
    QHash<QString, int> m_fieldBySlug;
    QHash<QString, int> m_nameCount;
    std::vector<QByteArray> m_codeBytes;
    Grouping<QString> m_types;
    Grouping<QString> m_nations;
    Grouping<QString> m_regions;
    Grouping<Kind> m_kinds;
    std::vector<std::map<Year, Block>> m_blocks; // by field
};

} // namespace factoid
