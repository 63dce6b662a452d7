// Import corrections: a mapping's corrected values, asked only when a cell cannot be read as it stands.
// Built once per file. One thread.
#pragma once

#include "core/import/mapping/mapping.h"
#include "core/import/values/value_parser.h"

namespace factoid {

class CorrectedValues
{
  public:
    explicit CorrectedValues(const std::vector<ValueCorrection>& corrections);
    // Reads the cell (trimmed) of the column with this header; where that fails and a correction fits, reads what the
    // correction says. Errors: parseValue's for the cell as it stands.
    [[nodiscard]] Result<CellValue> parse(QByteArrayView written, const QString& header, const ValueRules& rules) const;

  private:
    struct Corrected {
        QString column; // spelling key; empty: any
        QByteArray to;
    };
    QHash<QByteArray, std::vector<Corrected>> m_byText;
};

} // namespace factoid
