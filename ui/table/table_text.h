// TableText: rows of a model as CSV (formulas neutralised) or as a Markdown table. Pure over the model; GUI thread.
#pragma once

#include <QAbstractItemModel>

namespace factoid {

// The rows in the given order, the columns given; with a header. Values are bare: no separators, whole hashes.
[[nodiscard]] QByteArray tableCsv(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns);
// Values as shown.
[[nodiscard]] QString tableMarkdown(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns);

} // namespace factoid
