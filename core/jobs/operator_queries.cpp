#include "core/jobs/operator_queries.h"

#include "core/store/undo_store.h"

namespace factoid {

Result<QJsonObject> historyQuery(QueryContext& context, int limit)
{
    UndoStore store(context.db);
    const auto steps = store.list(limit);
    if (!steps)
        return std::unexpected(steps.error());
    const auto undo = store.nextUndo();
    if (!undo)
        return std::unexpected(undo.error());
    const auto redo = store.nextRedo();
    if (!redo)
        return std::unexpected(redo.error());
    QJsonArray list;
    for (const UndoStep& step : *steps)
        list.append(step.toJson());
    const auto orNull = [](const std::optional<UndoStep>& step) { return step ? QJsonValue(step->toJson()) : QJsonValue(); };
    return QJsonObject{{QStringLiteral("steps"), list}, {QStringLiteral("undo"), orNull(*undo)}, {QStringLiteral("redo"), orNull(*redo)}};
}

} // namespace factoid
