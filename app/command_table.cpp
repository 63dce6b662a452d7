#include "app/command_table.h"

#include "app/command_help.h"
#include "app/commands/commands.h"
#include "app/completion.h"
#include "core/base/languages.h"
#include "core/base/literals.h"
#include "core/base/settings.h"
#include "core/monitor/alerts/alert_rule.h"
#include "core/monitor/metrics/series_reader.h"
#include "core/monitor/recovery/recovery_rules.h"
#include "core/queries/changes/changes_queries.h"
#include "core/queries/forecast/forecast_queries.h"
#include "core/queries/generation/model_score_query.h"
#include "core/queries/queries.h"
#include "core/schedule/simulation.h"
#include "core/store/operations/rehearsal_store.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kLastHour = 23;
constexpr int kLastPort = 65'535;

Option flag(const char* name, const QString& help, std::optional<Access> access = {})
{
    return {name, OptionKind::Flag, {}, help, 0, kAny, {}, access};
}

Option text(const char* name, const QString& value, const QString& help, const QStringList& known = {})
{
    return {name, OptionKind::Text, value, help, 0, kAny, known, {}};
}

Option file(const char* name, const QString& help)
{
    return {name, OptionKind::File, u"FILE"_s, help, 0, kAny, {}, {}};
}

Option folder(const char* name, const QString& help)
{
    return {name, OptionKind::Folder, u"DIR"_s, help, 0, kAny, {}, {}};
}

Option number(const char* name, const QString& value, int least, int most, const QString& help)
{
    return {name, OptionKind::Number, value, help, least, most, {}, {}};
}

Option choice(const char* name, const QStringList& choices, const QString& help)
{
    return {name, OptionKind::Choice, choices.join(QLatin1Char('|')), help, 0, kAny, choices, {}};
}

Option date(const char* name, const QString& help)
{
    return {name, OptionKind::Date, u"DATE"_s, help, 0, kAny, {}, {}};
}

Option instant(const char* name, const QString& help)
{
    return {name, OptionKind::Instant, u"ISO-8601"_s, help, 0, kAny, {}, {}};
}

// A number as a setting takes it.
Option numberOf(const char* key, const char* name, const QString& help)
{
    const SettingField* field = settingField(QLatin1String(key));
    return number(name, u"N"_s, field->least, field->most, help);
}

QStringList failureNames()
{
    QStringList names;
    for (const FailureKind kind : failureKinds())
        names << failureKindName(kind);
    return names;
}

QStringList measureNames()
{
    QStringList names;
    for (const MetricKind kind : {MetricKind::Gauge, MetricKind::Counter, MetricKind::Histogram}) {
        for (const SeriesMeasure measure : measuresOf(kind)) {
            if (!names.contains(measureName(measure)))
                names << measureName(measure);
        }
    }
    return names;
}

std::vector<Command> makeTable()
{
    namespace run = commands;
    const QStringList languages = knownLanguages();
    const Option limit = number("limit", u"N"_s, 1, kAny, u"how many"_s);
    const Option field = text("field", u"SLUG"_s, u"only this field"_s);
    const Option year = text("year", u"YEAR"_s, u"only this year"_s);
    const Option step = number("step", u"N"_s, 1, kAny, u"only if this step of `history` is the next"_s);
    return {
        {"import",
         "import",
         u"read councils, fields and figures from files and folders"_s,
         writes(run::import, {"PATH…", 0, kAny, OptionKind::File}),
         {file("mapping", u"how a publisher's columns become figures"_s),
          flag("replace", u"delete existing figures of these fields and years that the files lack"_s),
          flag("preview",
               u"how the files are understood and what their rows would become; nothing is compared or written"_s,
               Access::Looks),
          number("seed", u"N"_s, 0, kAny, u"preview: the seed of other random rows"_s),
          flag("dry-run", u"show the full diff, write nothing"_s, Access::Looks),
          number("diff-limit", u"N"_s, 0, kAny, u"dry run: only the first N rows of the diff; the totals stay whole"_s),
          number("rejects-limit", u"N"_s, 0, kAny, u"how many rejects are listed (20)"_s),
          flag("strict", u"write nothing if a single row is rejected"_s),
          file("rejects", u"write the rejects as CSV"_s), number("undo", u"IMPORT"_s, 1, kAny, u"undo an import"_s)}},
        {"figures",
         "figures",
         u"the fields with their completeness, or the figures of one field or of one council"_s,
         looks(run::figures, {"[FIELD]", 0, 1}),
         {text("council", u"CODE"_s, u"all fields of this council"_s)}},
        {"figure",
         "figures",
         u"every version of one figure, what is doubtful about it, and its row in the file"_s,
         looks(run::figure, {"COUNCIL FIELD YEAR", 3, 3}),
         {instant("at", u"as it was known at that instant"_s)}},
        {"build-summaries",
         "summaries",
         u"bring the summaries up to date"_s,
         writes(run::buildSummaries),
         {year, field, flag("full", u"rebuild all, and find what other programs wrote"_s)}},
        {"update-factoids",
         "generation",
         u"find facts, write, prove and publish a set"_s,
         writes(run::updateFactoids),
         {flag("check-schedule", u"only if a slot or the freshness target asks for it"_s),
          flag("force", u"even if nothing changed"_s), number("limit", u"N"_s, 1, kAny, u"factoids on show (3)"_s),
          flag("dry-run", u"show what would be published, write nothing"_s, Access::Looks),
          flag("init-schedule", u"save the schedule and start counting slots"_s),
          text("generator", u"NAME"_s, u"auto, statistics, or a provider of the config"_s,
               {u"auto"_s, u"statistics"_s}),
          choice("language", languages + QStringList{QLatin1String(kBothLanguages)},
                 u"overrides the setting factoids.language"_s)}},
        {"factoids",
         "factoids",
         u"what a site is served now"_s,
         writes(run::factoids), // the cache counts its readers, and the first one has a set made
         {limit, choice("language", languages, u"the texts in this language (the set's first)"_s),
          flag("sources", u"with the file and line of every number"_s),
          flag("checked-only", u"without texts that are not checked"_s)}},
        {"summary",
         "summaries",
         u"the summary of a field in a year, or every newest one"_s,
         looks(run::summary, {"[FIELD YEAR]", 0, 2}),
         {date("on", u"as it was at the end of that day"_s),
          date("compare", u"what differs between the end of that day and --on (today)"_s),
          flag("spread", u"how the councils spread: histogram, groups and years"_s),
          text("type", u"TYPE"_s, u"the spread of this type of council"_s),
          text("nation", u"NATION"_s, u"the spread within a nation"_s),
          text("region", u"REGION"_s, u"the spread within a region"_s)}},
        {"sample",
         "summaries",
         u"a representative sample of councils"_s,
         looks(run::sample, {"FIELD YEAR", 2, 2}),
         {limit}},
        {"forecast",
         "forecast",
         u"what a council, a group or all together will report; of all councils without one"_s,
         looks(run::forecast, {"FIELD", 1, 1}),
         {text("council", u"CODE"_s, u"of this council"_s),
          text("group", u"BY=NAME"_s, u"of a type, nation or region together: type=County"_s),
          flag("total", u"of all councils together"_s),
          number("years", u"N"_s, 1, kMostForecastYears, u"how many years ahead (3)"_s)}},
        {"facts",
         "factoids",
         u"the facts found, best first"_s,
         looks(run::facts),
         {limit, field, year, flag("null-mirror", u"how many facts chance alone would have given"_s)}},
        {"verify", "factoids", u"prove factoids (JSON on standard input or in FILE), or the published set"_s,
         looks(run::verify, {"[FILE]", 0, 1, OptionKind::File})},
        {"export",
         "bundles",
         u"write the published set as a bundle"_s,
         writes(run::exportBundle),
         {folder("out", u"where to write the bundle"_s), flag("zip", u"as a single .zip file"_s)}},
        {"verify-bundle",
         "bundles",
         u"check a bundle's files, expiry and order"_s,
         looks(run::verifyBundle, {"PATH", 1, 1, OptionKind::File}),
         {text("previous", u"SHA256"_s, u"hash of the manifest of the newest bundle accepted before"_s)}},
        {"run",
         "schedule",
         u"stay and follow the schedule until interrupted"_s,
         writes(run::run),
         {flag("slots", u"check the slots (the default and only work of this version)"_s)}},
        {"warm-cache", "cache", u"fill the cache from what is published"_s, writes(run::warmCache)},
        {"invalidate", "cache", u"drop the cached keys with the prefix PREFIX, or all of them"_s,
         writes(run::invalidate, {"[PREFIX]", 0, 1})},
        {"status", "overview", u"schedule, freshness, cache and the last runs"_s, looks(run::status)},
        {"changes",
         "changes",
         u"the change log, newest first"_s,
         looks(run::changes),
         {limit, field, year, text("council", u"CODE"_s, u"only this council"_s),
          text("type", u"TYPES"_s, u"only these change types, separated by commas"_s, changeTypes()),
          number("import", u"IMPORT"_s, 1, kAny, u"only what this import changed"_s),
          number("run", u"RUN"_s, 1, kAny, u"only what this run processed"_s),
          flag("open", u"only what no run has processed"_s), flag("processed", u"only what a run has processed"_s),
          text("at-least", u"PERCENT"_s, u"only revisions of at least this size"_s),
          date("from", u"from this day of the schedule's zone"_s), date("to", u"up to this day, inclusive"_s),
          text("text", u"WORDS"_s, u"each word an amount, or in the council, field, type or year"_s),
          choice("sort", run::changeOrders(), u"the order (newest first)"_s),
          choice("group", run::changeGroupings(), u"also counts by type, field, import or day"_s),
          number("id", u"CHANGE"_s, 1, kAny, u"the whole story of one change"_s),
          file("export", u"write all of them as CSV"_s)}},
        {"imports", "import", u"the imports, newest first"_s, looks(run::imports), {limit}},
        {"schedule",
         "schedule",
         u"look at the schedule and what it will do, pause it, resume it, or set it"_s,
         Actions{{{"show", looks(run::showSchedule), u"the schedule, who follows it and who generates"_s},
                  {"coming", looks(run::comingSlots), u"the slots of the coming days and what each would do"_s},
                  {"history", looks(run::slotHistory), u"the slots that have passed"_s},
                  {"sleep", looks(run::sleepOfMachine), u"what would run if this machine slept meanwhile"_s},
                  {"preview", looks(run::previewSchedule), u"what an edit would do, without saving it"_s},
                  {"pause", writes(run::changeSchedule), u"make no set until it is resumed"_s},
                  {"resume", writes(run::changeSchedule), u"follow it again"_s},
                  {"set", writes(run::changeSchedule), u"save the schedule"_s}},
                 true},
         {text("slots", u"TIMES"_s, u"preview, set: 06:00,10:30"_s),
          text("zone", u"ZONE"_s, u"preview, set: IANA time zone"_s),
          text("missed", u"once|skip"_s, u"preview, set: what a missed slot does"_s, {u"once"_s, u"skip"_s}),
          numberOf("schedule.freshness_minutes", "freshness-minutes",
                   u"preview, set: target from change to publication"_s),
          numberOf("schedule.minimum_gap_minutes", "minimum-gap-minutes", u"preview, set: between generations"_s),
          number("days", u"N"_s, 1, kMostDaysAsked, u"coming, preview: how many days (14)"_s),
          number("limit", u"N"_s, 1, kAny, u"history: how many slots"_s),
          text("outcome", u"NAME"_s, u"history: only these"_s), text("from", u"TIME"_s, u"sleep: since 02:00"_s),
          text("to", u"TIME"_s, u"sleep: until 11:00"_s)}},
        {"runs",
         "generation",
         u"the runs, newest first, or one run whole"_s,
         looks(run::runs, {"[RUN]", 0, 1}),
         {limit, text("job", u"NAME"_s, u"only of this job"_s),
          text("outcome", u"NAME"_s, u"only these; problem: whatever went wrong"_s, {u"problem"_s}),
          text("trigger", u"NAME"_s, u"only those started this way"_s),
          text("text", u"TEXT"_s, u"only where the job, outcome, message or machine has it"_s),
          instant("since", u"started from then on"_s), instant("until", u"started before then"_s),
          number("offset", u"N"_s, 0, kAny, u"skip the newest N"_s),
          flag("no-idle", u"without checks that found nothing due"_s),
          number("days", u"N"_s, 1, kMostDaysAsked, u"the days in numbers in place of the runs"_s)}},
        {"cache",
         "cache",
         u"levels and keys of the cache, who is served what, what invalidate PREFIX would touch"_s,
         Actions{{{"levels", looks(run::cacheLevels), u"the levels, and the keys"_s},
                  {"keys", looks(run::cacheKeys), u"each key, how fresh it is and where it is held"_s},
                  {"served", looks(run::cacheServed), u"what readers would be served now"_s},
                  {"touches", looks(run::cacheTouches, {"[PREFIX]", 0, 1}), u"what invalidate PREFIX would drop"_s}},
                 true},
         {limit, choice("language", languages, u"served: only this language"_s)}},
        {"rehearse",
         "cache",
         u"treat a cache level as down for readers, until a time"_s,
         Actions{{{"memory", writes(run::rehearse), u"what a process holds in memory"_s},
                  {"store", writes(run::rehearse), u"what the store holds for all processes"_s},
                  {"curated", writes(run::rehearse), u"the curated factoids"_s},
                  {"end", writes(run::endRehearsal), u"end it"_s}}},
         {number("minutes", u"N"_s, 1, kMostRehearsalMinutes, u"how long (10)"_s),
          text("reason", u"TEXT"_s, u"why, for the audit log"_s),
          text("level", u"LEVEL"_s, u"end: only this one"_s, {u"memory"_s, u"store"_s, u"curated"_s})}},
        {"bundles",
         "bundles",
         u"the bundles exported, newest first, or what is in one"_s,
         looks(run::bundles, {"[PATH]", 0, 1, OptionKind::File}),
         {limit}},
        {"simulate",
         "schedule",
         u"replay the schedule over a publishing calendar"_s,
         looks(run::simulate),
         {number("days", u"N"_s, 1, kMostSimulatedDays, u"how many days (365)"_s),
          number("seed", u"N"_s, 0, kAny, u"the seed of another calendar"_s)}},
        {"doctor",
         "errors",
         u"check for everything that can be wrong"_s,
         looks(run::doctor),
         {flag(
              "repair",
              u"repair what can be repaired: a missing index, a missing table that may be empty, what does not belong"_s,
              Access::Writes),
          flag("providers", u"in place of the store: ask each model provider of the config for a tiny answer"_s)}},
        {"fallbacks",
         "fallbacks",
         u"the curated factoids of last resort"_s,
         Actions{
             {{"list", looks(run::listFallbacks), u"all of them, each checked against today's figures"_s},
              {"check", looks(run::checkFallback), u"whether a draft holds"_s},
              {"add", writes(run::addFallbacks, {"[FILE]", 0, 1, OptionKind::File}), u"add one, or those of a file"_s},
              {"edit", writes(run::editFallback, {"NUMBER", 1, kAny}), u"change one; what is not given stays"_s},
              {"remove", writes(run::changeFallbacks, {"NUMBER…", 1, kAny}), u"into the bin for 14 days"_s},
              {"restore", writes(run::changeFallbacks, {"NUMBER…", 1, kAny}), u"back from the bin"_s},
              {"order", writes(run::changeFallbacks, {"NUMBER…", 1, kAny}), u"in this order"_s},
              {"import", writes(run::addFallbacks, {"FILE", 0, 1, OptionKind::File}), u"take in those of a file"_s},
              {"export", looks(run::exportFallbacks, {"[FILE]", 0, 1, OptionKind::File}), u"write them to a file"_s}}},
         {text("text", u"TEXT"_s, u"add, edit, check: the sentence"_s),
          text("language", languages.join(QLatin1Char('|')), u"its language"_s, languages),
          text("owner", u"NAME"_s, u"who answers for it"_s),
          text("review-on", u"DATE"_s, u"when to look at it again"_s),
          text("expires-on", u"DATE"_s, u"last day of use"_s), text("tags", u"TAGS"_s, u"any words"_s),
          flag("unchecked",
               u"add, edit: keep a text that nothing proves, as not checked; needs --owner and --reason"_s),
          text("reason", u"TEXT"_s, u"why it is kept unchecked"_s), flag("bin", u"list: also those in the bin"_s)}},
        {"curate",
         "factoids",
         u"choose what is shown, and see what is behind it"_s,
         Actions{{{"list", looks(run::listChoices), u"what was chosen"_s},
                  {"candidates", looks(run::listCandidates), u"the facts that could be shown, best first"_s},
                  {"show", looks(run::showFactoid, {"ID|KEY", 1, kAny}), u"what is behind a factoid or a fact"_s},
                  {"pin", writes(run::curate, {"ID|KEY", 1, kAny}), u"show it in every set"_s},
                  {"ban", writes(run::curate, {"ID|KEY", 1, kAny}), u"show it in none"_s},
                  {"snooze", writes(run::curate, {"ID|KEY", 1, kAny}), u"show it in none until a date"_s},
                  {"never", writes(run::curate, {"COUNCIL", 1, kAny}), u"name this council in no factoid"_s},
                  {"clear", writes(run::curate, {"ID|KEY|COUNCIL", 1, kAny}), u"undo a choice"_s},
                  {"order", writes(run::curate, {"ID…", 1, kAny}), u"put the set on the site in this order"_s},
                  {"withdraw", writes(run::curate, {"ID", 1, kAny}), u"take a text off the site"_s},
                  {"use", writes(run::curate, {"KEY", 1, kAny}), u"put a candidate into the set on the site"_s}}},
         {limit, choice("language", languages, u"candidates, show: in this language; use, withdraw: only its text"_s),
          text("until", u"DATE"_s, u"snooze: the day on which it ends"_s),
          text("reason", u"TEXT"_s, u"why; withdraw needs one"_s),
          text("text", u"TEXT"_s, u"use: which of its proven sentences"_s),
          number("position", u"N"_s, 1, kAny, u"use: place in the set (the head of the reserve)"_s),
          flag("dry-run", u"say what would be done, write nothing"_s, Access::Looks)}},
        {"settings", "settings", u"list the settings, save them as KEY=VALUE, or reset KEYs to their defaults"_s,
         Actions{{{"list", looks(run::listSettings), u"each with its value and its default"_s},
                  {"set", writes(run::saveSettings, {"KEY=VALUE…", 0, kAny}), u"save values"_s},
                  {"reset", writes(run::resetSettings, {"KEY…", 0, kAny}), u"back to the defaults"_s}},
                 true}},
        {"audit",
         "history",
         u"what was done by hand, newest first"_s,
         looks(run::audit),
         {limit, text("search", u"TEXT"_s, u"only actions with these words"_s)}},
        {"errors",
         "errors",
         u"what goes wrong in patterns, the incidents, and what was done; or one incident"_s,
         looks(run::errors, {"[INCIDENT]", 0, 1}),
         {limit, number("days", u"N"_s, 1, kMostDaysAsked, u"how far back (7)"_s),
          text("kind", u"KIND"_s, u"only this kind"_s, failureNames()),
          text("provider", u"NAME"_s, u"only at this provider"_s), flag("open", u"only those that are still open"_s),
          number("hour", u"N"_s, 0, kLastHour, u"only what was met in this hour of the day"_s),
          number("offset", u"N"_s, 0, kAny, u"skip the newest N"_s)}},
        {"breakers",
         "errors",
         u"the circuit breakers; keep the one called NAME open or closed, or release it"_s,
         Actions{{{"list", looks(run::listBreakers), u"each with its state and why"_s},
                  {"open", writes(run::forceBreaker, {"NAME", 1, 1}), u"keep it open"_s},
                  {"close", writes(run::forceBreaker, {"NAME", 1, 1}), u"keep it closed"_s},
                  {"release", writes(run::forceBreaker, {"NAME", 1, 1}), u"back to automatic operation"_s}},
                 true},
         {text("reason", u"TEXT"_s, u"open, close: why"_s)}},
        {"recovery",
         "errors",
         u"which actions follow which failure; change the row of PATTERN, or reset it"_s,
         Actions{{{"list", looks(run::listRecovery), u"the table"_s},
                  {"set", writes(run::setRecovery, {"PATTERN", 1, 1}), u"change a row; what is not given stays"_s},
                  {"reset", writes(run::resetRecovery, {"PATTERN", 1, 1}), u"back to the built-in rule"_s}},
                 true},
         {text("steps", u"ACTIONS"_s, u"set: in order, separated by commas"_s, recoveryActionNames()),
          number("attempts", u"N"_s, 0, kMostAttempts, u"set: how often the same call is tried; 0 and 1: only once"_s),
          number("first-ms", u"N"_s, 0, kLongestWaitMs, u"set: first retry delay, at most"_s),
          number("longest-ms", u"N"_s, 0, kLongestWaitMs, u"set: longest retry delay"_s),
          number("longest-asked-ms", u"N"_s, 0, kLongestWaitMs, u"set: longest delay that a provider may ask for"_s),
          number("alert-after", u"N"_s, 1, kMostMeetings, u"set: alert a person once it has happened so many times"_s),
          choice("retry-on-new-input", {u"yes"_s, u"no"_s}, u"set: try again at once when the figures changed"_s)}},
        {"spend",
         "generation",
         u"what models cost, compared with the spending limits and with a refresh every 30 minutes"_s,
         Actions{{{"now", looks(run::spendNow), u"today and this month, by provider"_s},
                  {"days", looks(run::spendDays), u"each day in numbers"_s},
                  {"calls", looks(run::spendCalls), u"each call, newest first"_s},
                  {"prices", looks(run::spendPrices), u"the price of each configured model"_s}},
                 true},
         {limit, number("days", u"N"_s, 1, kMostDaysAsked, u"days: how many (7)"_s),
          number("run", u"RUN"_s, 1, kAny, u"calls: only of this run"_s),
          text("provider", u"NAME"_s, u"calls: only at this provider"_s),
          text("outcome", u"NAME"_s, u"calls: only these"_s),
          number("offset", u"N"_s, 0, kAny, u"calls: skip the newest N"_s)}},
        {"models",
         "generation",
         u"how well each language model did, from the replies that are kept; several side by side on the same prompts"_s,
         looks(run::models, {"[PROVIDER PROVIDER…]", 0, kAny}),
         {number("days", u"N"_s, 1, kMostScoreDays, u"how far back (90)"_s),
          number("in-a-row", u"N"_s, 1, kMostInARow, u"chance that N replies in a row are clean (5)"_s)}},
        {"metrics",
         "",
         u"what is measured, the values of one metric over time, or all metrics for Prometheus"_s,
         looks(run::metrics, {"[NAME]", 0, 1}),
         {instant("from", u"values from then on (a day ago)"_s), instant("to", u"values before then (now)"_s),
          choice("step", {u"minute"_s, u"hour"_s, u"day"_s}, u"a value for each of these (as fits the time)"_s),
          choice("measure", measureNames(), u"what of it (the usual one of its kind)"_s),
          text("labels", u"NAME=VALUE"_s, u"only these labels, separated by commas"_s),
          flag("odd", u"when metrics were unusual for that hour of the week, in the last 30 days"_s),
          flag("prometheus", u"print all metrics in the text format of Prometheus"_s),
          flag("collect", u"first bring the store up to this minute, as `run` does"_s, Access::Writes)}},
        {"alerts",
         "",
         u"what fires and fired; the rules, tried on history; silences; who is told"_s,
         Actions{{{"list", looks(run::listAlerts), u"what fires, and what was over in the last days"_s},
                  {"rules", looks(run::alertRulesNow), u"the rules and their state"_s},
                  {"set", writes(run::setAlertRule, {"RULE", 1, 1}), u"change a rule, or make one"_s},
                  {"reset", writes(run::resetAlertRule, {"RULE", 1, 1}),
                   u"reset to the built-in rule; a rule of your own is deleted"_s},
                  {"backtest", looks(run::backtestRule, {"RULE", 1, 1}),
                   u"when it would have fired, with what is given changed"_s},
                  {"silence", writes(run::silenceAlerts, {"[RULE]", 0, 1}), u"tell nobody for a while"_s},
                  {"silences", looks(run::listSilences), u"those that hold or will, and the last ones"_s},
                  {"end", writes(run::endSilence, {"SILENCE", 1, 1}), u"end a silence before its time"_s},
                  {"sinks", looks(run::listSinks), u"who is told, and what was said"_s},
                  {"sink", writes(run::setAlertSink, {"NAME log|webhook|mail", 2, 2}), u"say who is told"_s},
                  {"unsink", writes(run::dropAlertSink, {"NAME", 1, 1}), u"tell somebody no longer"_s},
                  {"test", writes(run::testAlerts, {"[NAME]", 0, 1}), u"send a test to one or to all who are told"_s},
                  {"check", writes(run::checkAlerts), u"look at this minute now, as `run` does"_s}},
                 true},
         {limit,
          number("days", u"N"_s, 1, kMostDaysAsked, u"list: how far back (7); backtest: over how many (90)"_s),
          text("threshold", u"X"_s, u"set, backtest: it matters from here on"_s),
          text("clear", u"X"_s, u"set, backtest: it is over here (at the threshold)"_s),
          choice("compare", {u"above"_s, u"below"_s}, u"set, backtest: on which side of the threshold it matters"_s),
          number("for", u"MINUTES"_s, 0, kMostRuleMinutes,
                 u"set, backtest: so long before it fires; silence: so long"_s),
          number("keep", u"MINUTES"_s, 0, kMostRuleMinutes, u"set, backtest: clear so long before it is over"_s),
          number("window", u"MINUTES"_s, 1, kMostRuleMinutes, u"set, backtest: counts and times over so long"_s),
          text("metric", u"NAME"_s, u"set, backtest: the metric to watch"_s),
          text("labels", u"NAME=VALUE"_s, u"with --metric: only these labels, separated by commas"_s),
          choice("measure", measureNames(), u"with --metric: which measure"_s),
          choice("severity", {u"warning"_s, u"critical"_s}, u"set: how bad it is"_s),
          text("title", u"TEXT"_s, u"set: what it says when it fires"_s),
          text("group", u"NAME"_s, u"set: fires in one message with others of the group"_s),
          text("sinks", u"NAMES"_s, u"set: who is alerted, separated by commas (all)"_s),
          choice("enabled", {u"yes"_s, u"no"_s}, u"set: switch it on or off"_s),
          instant("from", u"silence: from then on (now)"_s),
          instant("until", u"silence: until then"_s),
          text("weekdays", u"DAYS"_s, u"silence: again and again on these, 1 (Monday) to 7"_s),
          text("starts", u"HH:MM"_s, u"silence with --weekdays: from this time of day on"_s),
          number("minutes", u"N"_s, 1, kMostRuleMinutes, u"silence with --weekdays: so long each time"_s),
          text("author", u"NAME"_s, u"silence: who wants it"_s),
          text("reason", u"TEXT"_s, u"silence: why"_s),
          text("url", u"URL"_s, u"sink webhook: where to"_s),
          text("secret-env", u"VARIABLE"_s, u"sink webhook: the variable with the secret that signs"_s),
          text("host", u"HOST"_s, u"sink mail: the mail server"_s),
          number("port", u"N"_s, 1, kLastPort, u"sink mail: its port (587)"_s),
          text("sender", u"ADDRESS"_s, u"sink mail: from whom"_s),
          text("recipients", u"ADDRESSES"_s, u"sink mail: to whom, separated by commas"_s),
          text("user", u"NAME"_s, u"sink mail: login"_s),
          text("password-env", u"VARIABLE"_s, u"sink mail: the variable with the password"_s),
          choice("tls", {u"starttls"_s, u"none"_s}, u"sink mail: none only to this machine (starttls)"_s),
          file("ca-file", u"sink: further authorities to trust, as PEM"_s),
          flag("dry-run", u"silence: say what it would have hidden, write nothing"_s, Access::Looks)}},
        {"backup", "settings", u"copy the store, whole and checked"_s,
         writes(run::backup, {"FILE", 1, 1, OptionKind::File})},
        {"restore", "settings", u"restore the store from a backup"_s,
         writes(run::restore, {"FILE", 1, 1, OptionKind::File})},
        {"prune", "settings", u"delete what is past its retention"_s, writes(run::prune)},
        {"undo",
         "history",
         u"take back the newest change made by an operator"_s,
         writes(run::undo),
         {step, flag("dry-run", u"say what would be undone, write nothing"_s, Access::Looks)}},
        {"redo",
         "history",
         u"redo what was undone last"_s,
         writes(run::redo),
         {step, flag("dry-run", u"say what would be redone, write nothing"_s, Access::Looks)}},
        {"history",
         "history",
         u"the changes that can be undone or redone, newest first"_s,
         looks(run::history),
         {limit}},
        {"cancel", "generation", u"ask a run, in whichever process, to stop"_s, writes(run::cancel, {"RUN", 1, 1})},
        {"completion", "", u"what a shell completes behind factoid-desk, as a script"_s,
         Actions{{{"bash", prints(bashCompletion), u"source <(factoid-desk completion bash)"_s},
                  {"zsh", prints(zshCompletion), u"save it as _factoid-desk in a folder of $fpath"_s},
                  {"fish", prints(fishCompletion), u"factoid-desk completion fish | source"_s},
                  {"markdown", prints(commandTables), u"the same as the tables of docs/command-line.md"_s}}}},
    };
}

} // namespace

const std::vector<Command>& commandTable()
{
    static const std::vector<Command> table = makeTable();
    return table;
}

const Command* findCommand(const QString& name)
{
    const auto found = std::ranges::find_if(
        commandTable(), [&](const Command& command) { return name == QLatin1String(command.name); });
    return found == commandTable().end() ? nullptr : &*found;
}

const std::vector<Option>& globalOptions()
{
    static const std::vector<Option> options{
        text("store", u"URL"_s,
             u"sqlite:PATH (a bare path means the same); the default is store.db in the user's data folder"_s),
        text("cache", u"URL"_s, u"the shared cache; this version keeps it in the store (“store”)"_s, {u"store"_s}),
        file("config", u"JSON with the keys of the settings table, which count for this call"_s),
        flag("read-only", u"refuse whatever would change the store; the cache writes nothing either"_s),
        flag("json", u"one JSON document on standard output, errors included"_s),
        instant("now", u"the clock to use, with its zone, for rehearsal and tests"_s),
        choice("log-level", {u"debug"_s, u"info"_s, u"warning"_s, u"critical"_s}, u"what is logged (warning)"_s),
        choice("log-format", {u"text"_s, u"json"_s}, u"one line an entry, on standard error (text)"_s),
        flag("headless", u"run a command without a window"_s),
        flag("help", u"this text, or that of one command"_s),
        flag("version", u"the program's version"_s),
    };
    return options;
}

} // namespace factoid
