// Silences: when nobody is told of an alert. Pure; any thread.
#pragma once

#include "core/base/result.h"
#include "core/store/operations/alert_store.h"

#include <QTimeZone>

namespace factoid {

// Errors: Usage, with the sentence: without end, author or reason, or a time of day that is none.
Result<void> checkSilence(const Silence& silence);
// Whether it holds for the rule in that minute. A recurring one holds on its weekdays in the zone, from its time of day
// on for its minutes; where the clocks leave that time out, from the first instant after the gap; where it comes twice,
// from the first.
[[nodiscard]] bool holds(const Silence& silence, const QString& rule, qint64 minute, const QTimeZone& zone);
// Of each minute from <= minute < to, whether any of them holds for the rule.
[[nodiscard]] std::vector<bool> silencedMinutes(const std::vector<Silence>& silences, const QString& rule, qint64 from,
                                                qint64 to, const QTimeZone& zone);

} // namespace factoid
