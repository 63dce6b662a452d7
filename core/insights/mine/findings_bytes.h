// Findings as bytes, to be kept and read back the same to the last bit. Bytes that are cut short or of another make are
// not read. Pure; any thread.
#pragma once

#include "core/insights/detect/correlation_side.h"

#include <QByteArray>

#include <optional>

namespace factoid {

// All that mining takes of one field.
struct FieldFindings {
    Findings findings;
    std::optional<CorrelationSide> side; // none: the field is not usable, and nothing was looked for
};

[[nodiscard]] QByteArray toBytes(const FieldFindings& found);
[[nodiscard]] std::optional<FieldFindings> fieldFindingsFrom(const QByteArray& bytes);
[[nodiscard]] QByteArray toBytes(const Findings& findings);
[[nodiscard]] std::optional<Findings> findingsFrom(const QByteArray& bytes);

} // namespace factoid
