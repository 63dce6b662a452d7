#include "core/import/mapping/import_corrections.h"

#include "core/import/values/spelling.h"

namespace factoid {

CorrectedValues::CorrectedValues(const std::vector<ValueCorrection>& corrections)
{
    for (const ValueCorrection& correction : corrections)
        m_byText[correction.from.trimmed().toUtf8()].push_back(
            {spellingKey(correction.column), correction.to.toUtf8()});
}

Result<CellValue> CorrectedValues::parse(QByteArrayView written, const QString& header, const ValueRules& rules) const
{
    auto parsed = parseValue(written, rules);
    if (parsed || m_byText.isEmpty())
        return parsed;
    const auto found = m_byText.constFind(written.toByteArray());
    if (found == m_byText.constEnd())
        return parsed;
    const QString key = spellingKey(header);
    for (const Corrected& corrected : *found) {
        if (!corrected.column.isEmpty() && corrected.column != key)
            continue;
        if (auto again = parseValue(corrected.to, rules); again)
            return again;
    }
    return parsed;
}

} // namespace factoid
