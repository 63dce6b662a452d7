// The commands, by the page of the window that shows the same: each from what was typed to what is printed, with the
// text of its answer. Each returns an exit code (exit_code.h). Main thread.
#pragma once

#include "app/commands/answer_text.h"
#include "app/session.h"

namespace factoid::commands {

// overview.cpp
int status(Session& session);

// generation.cpp
int updateFactoids(Session& session);
int spendNow(Session& session);
int spendDays(Session& session);
int spendCalls(Session& session);
int spendPrices(Session& session);
int models(Session& session);

// runs.cpp
int runs(Session& session);
int cancel(Session& session);

// cache.cpp
int cacheLevels(Session& session);
int cacheKeys(Session& session);
int cacheServed(Session& session);
int cacheTouches(Session& session);
int rehearse(Session& session);
int endRehearsal(Session& session);
int warmCache(Session& session);
int invalidate(Session& session);

// errors.cpp
int errors(Session& session);
int listBreakers(Session& session);
int forceBreaker(Session& session);
int listRecovery(Session& session);
int setRecovery(Session& session);
int resetRecovery(Session& session);
int doctor(Session& session);

// metrics.cpp
int metrics(Session& session);

// alerts.cpp
int listAlerts(Session& session);
int alertRulesNow(Session& session);
int setAlertRule(Session& session);
int resetAlertRule(Session& session);
int silenceAlerts(Session& session);
int listSilences(Session& session);
int endSilence(Session& session);
int backtestRule(Session& session);
int listSinks(Session& session);
int setAlertSink(Session& session);
int dropAlertSink(Session& session);
int testAlerts(Session& session);
int checkAlerts(Session& session);

// figures.cpp
int figures(Session& session);
int figure(Session& session);

// forecast.cpp
int forecast(Session& session);

// import.cpp
int import(Session& session);
int imports(Session& session);

// summaries.cpp
int buildSummaries(Session& session);
int summary(Session& session);
int sample(Session& session);

// changes.cpp
int changes(Session& session);
// The values of --sort and --group, in the order of ChangeOrder and ChangeGrouping.
[[nodiscard]] QStringList changeOrders();
[[nodiscard]] QStringList changeGroupings();

// factoids.cpp
int facts(Session& session);
int factoids(Session& session);
int verify(Session& session);
int listChoices(Session& session);
int listCandidates(Session& session);
int showFactoid(Session& session);
int curate(Session& session);

// fallbacks.cpp
int listFallbacks(Session& session);
int checkFallback(Session& session);
int addFallbacks(Session& session);
int editFallback(Session& session);
int changeFallbacks(Session& session);
int exportFallbacks(Session& session);

// bundles.cpp
int exportBundle(Session& session);
int verifyBundle(Session& session);
int bundles(Session& session);

// schedule.cpp
int run(Session& session);
int showSchedule(Session& session);
int comingSlots(Session& session);
int slotHistory(Session& session);
int sleepOfMachine(Session& session);
int previewSchedule(Session& session);
int changeSchedule(Session& session);
int simulate(Session& session);

// history.cpp
int undo(Session& session);
int redo(Session& session);
int history(Session& session);
int audit(Session& session);

// settings.cpp
int listSettings(Session& session);
int saveSettings(Session& session);
int resetSettings(Session& session);
int backup(Session& session);
int restore(Session& session);
int prune(Session& session);

} // namespace factoid::commands
