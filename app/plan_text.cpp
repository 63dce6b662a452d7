#include "app/plan_text.h"

#include "core/base/literals.h"

#include "app/data_text.h"

#include <QJsonArray>
#include <QStringList>

namespace factoid {

namespace {

constexpr int kWideColumn = 16;
constexpr int kHashShown = 12;

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

QString words(const QJsonArray& values)
{
    QStringList parts;
    for (const QJsonValue& value : values)
        parts << value.toString();
    return parts.join(u", "_s);
}

// "2026-03-29T06:00" as "2026-03-29 06:00".
QString moment(const QJsonObject& object, const char* key)
{
    return text(object, key).left(kWideColumn).replace(QLatin1Char('T'), QLatin1Char(' '));
}

QString secondsText(const QJsonValue& value)
{
    return value.isNull() ? u"—"_s : u"%1 s"_s.arg(value.toDouble(), 0, 'f', 2);
}

QString stageLine(const QJsonObject& row)
{
    const QJsonValue expected = row.value(u"expected_seconds"_s);
    const QString usual = expected.isNull() ? QString() : u"  (usually %1)"_s.arg(secondsText(expected));
    return u"  %1 %2 %3%4\n"_s.arg(text(row, "state").leftJustified(8), text(row, "name").leftJustified(24),
                                   secondsText(row.value(u"seconds"_s)).rightJustified(10), usual);
}

QString factoidLines(const QJsonObject& set)
{
    QString out = u"set %1: %2\n"_s.arg(text(set, "id"), text(set, "sentence"));
    for (const QJsonValue& value : list(set, "factoids"))
        out += u"  %1 %2\n"_s.arg(text(value.toObject(), "fate").leftJustified(9), text(value.toObject(), "text"));
    for (const QJsonValue& value : list(set, "gone"))
        out += u"  gone      %1\n"_s.arg(text(value.toObject(), "text"));
    return out;
}

QString rehearsalLines(const QJsonArray& rehearsals)
{
    QString out;
    for (const QJsonValue& value : rehearsals)
        out += u"REHEARSAL  readers are served as if the level “%1” were dead, until %2\n"_s.arg(
            text(value.toObject(), "level"), text(value.toObject(), "until"));
    return out;
}

} // namespace

QString scheduleText(const QJsonObject& schedule)
{
    QString out = u"slots      %1 (%2)%3\n"_s.arg(words(list(schedule, "slots")), text(schedule, "zone"),
                                                  schedule.value(u"paused"_s).toBool() ? u", paused"_s : QString());
    out += u"next       %1, %2 UTC\n"_s.arg(text(schedule, "next_slot"), moment(schedule, "next_slot_at"));
    if (const QString next = text(schedule, "next_try"); !next.isEmpty())
        out += u"next try   %1\n"_s.arg(next);
    out += u"missed     %1\n"_s.arg(text(schedule, "missed") == "skip"_L1 ? u"skipped"_s
                                                                          : u"run once, at the next check"_s);
    out += u"freshness  a change is published within %1; sets are at least %2 apart\n"_s.arg(
        counted(schedule, "freshness_minutes", "minute", "minutes"),
        counted(schedule, "minimum_gap_minutes", "minute", "minutes"));
    out += u"runner     %1\n"_s.arg(text(schedule.value(u"runner"_s).toObject(), "sentence"));
    out += u"lease      %1\n"_s.arg(text(schedule.value(u"lease"_s).toObject(), "sentence"));
    const QJsonObject shadow = schedule.value(u"shadow"_s).toObject();
    if (!shadow.value(u"since"_s).isNull())
        out += u"shadow     %1 since %2; a refresh every 30 minutes would have made %3\n"_s.arg(
            counted(shadow, "generations", "generation", "generations"), moment(shadow, "since"),
            text(shadow, "every_30_minutes"));
    return out;
}

QString comingText(const QJsonObject& coming)
{
    QString out;
    for (const QJsonValue& value : list(coming, "coming")) {
        const QJsonObject row = value.toObject();
        QStringList notes{text(row, "what")};
        for (const char* key : {"mark_words", "clock_words"}) {
            if (!text(row, key).isEmpty())
                notes << text(row, key);
        }
        out += u"%1 %2  %3 UTC  %4\n"_s.arg(moment(row, "local"), text(row, "offset"), moment(row, "at"),
                                            notes.join(u"; "_s));
    }
    return out.isEmpty() ? u"no slot is coming"_s : out;
}

QString sleepText(const QJsonObject& sleep)
{
    QString out;
    for (const QJsonValue& value : list(sleep, "policies")) {
        const QJsonObject row = value.toObject();
        out += u"%1 %2  %3\n"_s.arg(row.value(u"current"_s).toBool() ? u"*"_s : u" "_s,
                                    text(row, "policy").leftJustified(4), text(row, "sentence"));
    }
    return out;
}

QString previewText(const QJsonObject& preview)
{
    if (!preview.value(u"valid"_s).toBool())
        return u"not possible: %1"_s.arg(text(preview, "problem"));
    QString out = text(preview, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& warning : list(preview, "warnings"))
        out += u"mind: %1\n"_s.arg(warning.toString());
    return out + comingText(preview);
}

QString slotHistoryText(const QJsonObject& history)
{
    QString out;
    for (const QJsonValue& value : list(history, "slots")) {
        const QJsonObject row = value.toObject();
        out += u"%1  %2  %3  %4\n"_s.arg(moment(row, "local"), text(row, "slot"), text(row, "outcome").leftJustified(9),
                                         text(row, "reason"));
    }
    return out.isEmpty() ? u"no slot has passed yet"_s : out;
}

QString runsText(const QJsonObject& runs)
{
    QString out;
    for (const QJsonValue& value : list(runs, "runs")) {
        const QJsonObject run = value.toObject();
        const QString live = text(run, "liveness");
        const QString how = live.isEmpty() || live == "working"_L1 ? text(run, "outcome") : live;
        out += u"%1  %2  %3 %4 %5  %6\n"_s.arg(text(run, "id").rightJustified(6), moment(run, "started_at"),
                                               text(run, "job").leftJustified(16), how.leftJustified(11),
                                               secondsText(run.value(u"seconds"_s)).rightJustified(9),
                                               live.isEmpty() ? text(run, "message") : text(run, "stage"));
    }
    return out + counted(runs, "total", "run", "runs");
}

QString runText(const QJsonObject& run)
{
    QString out = u"run %1: %2, %3, started %4 by %5 on %6\n"_s.arg(text(run, "id"), text(run, "job"),
                                                                    text(run, "outcome"), moment(run, "started_at"),
                                                                    text(run, "trigger"), text(run, "host"));
    if (!text(run, "message").isEmpty())
        out += text(run, "message") + QLatin1Char('\n');
    const QJsonObject plan = run.value(u"plan"_s).toObject();
    for (const QJsonValue& row : list(plan, "rows"))
        out += stageLine(row.toObject());
    if (!text(plan, "words").isEmpty())
        out += text(plan, "words") + QLatin1Char('\n');
    const QJsonObject facts = run.value(u"facts"_s).toObject();
    if (!facts.isEmpty()) {
        out += u"facts: %1 found, %2 offered, %3 written, %4 chosen, %5 refused\n"_s
                   .arg(text(facts, "found"), text(facts, "offered"), text(facts, "written"), text(facts, "chosen"))
                   .arg(list(facts, "refused").size());
    }
    const QJsonArray languages = list(facts, "languages");
    for (const QJsonValue& value : languages) {
        const QJsonObject language = value.toObject();
        if (!text(language, "problem").isEmpty())
            out += u"  %1  nothing: %2\n"_s.arg(text(language, "language"), text(language, "problem"));
        else if (languages.size() > 1)
            out += u"  %1  %2 written, %3 chosen, %4 refused\n"_s.arg(
                text(language, "language"), text(language, "written"), text(language, "chosen"),
                text(language, "refused"));
    }
    for (const QJsonValue& refusal : list(facts, "refused"))
        out += u"  refused  %1  (%2)\n"_s.arg(text(refusal.toObject(), "text"), text(refusal.toObject(), "reason"));
    if (run.value(u"set"_s).isObject())
        out += factoidLines(run.value(u"set"_s).toObject());
    return out;
}

QString runTrendText(const QJsonObject& trend)
{
    QString out = u"day         published unchanged paused skipped failed fell_back  runs\n"_s;
    for (const QJsonValue& value : list(trend, "days")) {
        const QJsonObject day = value.toObject();
        out += u"%1 %2 %3 %4 %5 %6 %7 %8\n"_s.arg(
            text(day, "date").leftJustified(11), text(day, "published").rightJustified(9),
            text(day, "unchanged").rightJustified(9), text(day, "paused").rightJustified(6),
            text(day, "skipped").rightJustified(7), text(day, "failed").rightJustified(6),
            text(day, "fell_back").rightJustified(9), text(day, "runs").rightJustified(5));
    }
    const QJsonObject success = trend.value(u"success_7_days"_s).toObject();
    return out +
           u"success over 7 days: %1 of %2"_s.arg(text(success, "good"), counted(success, "all", "slot", "slots"));
}

QString cacheText(const QJsonObject& cache)
{
    QString out = rehearsalLines(list(cache, "rehearsals"));
    for (const QJsonValue& value : list(cache, "levels")) {
        const QJsonObject level = value.toObject();
        const QJsonValue ratio = level.value(u"hit_ratio"_s);
        constexpr int kPercent = 100;
        out += u"%1 %2; %3, %4; hits %5\n"_s.arg(
            text(level, "level").leftJustified(8), text(level, "state_words"),
            counted(level, "entries", "entry", "entries"), counted(level, "bytes", "byte", "bytes"),
            ratio.isNull() ? u"no data"_s : u"%1 %"_s.arg(ratio.toDouble() * kPercent, 0, 'f', 1));
    }
    return out + cacheKeysText(cache);
}

QString cacheKeysText(const QJsonObject& keys)
{
    QString out;
    for (const QJsonValue& value : list(keys, "keys")) {
        const QJsonObject row = value.toObject();
        out += u"%1 %2  %3, %4 bytes\n"_s.arg(row.value(u"current"_s).toBool() ? u"*"_s : u" "_s, text(row, "key"),
                                              text(row, "state_words"), text(row, "bytes"));
    }
    return out.isEmpty() ? u"no key is cached"_s : out;
}

QString servedText(const QJsonObject& served)
{
    QString out = rehearsalLines(list(served, "rehearsals"));
    for (const QJsonValue& value : list(served, "readers")) {
        out += u"%1: %2\n"_s.arg(text(value.toObject(), "who"), text(value.toObject(), "sentence"));
        for (const QJsonValue& factoid : list(value.toObject(), "factoids"))
            out += u"    %1\n"_s.arg(factoid.toString());
    }
    return out;
}

QString invalidationText(const QJsonObject& invalidation)
{
    QString out = text(invalidation, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : list(invalidation, "keys"))
        out += u"  %1\n"_s.arg(text(value.toObject(), "key"));
    return out;
}

QString bundlesText(const QJsonObject& bundles)
{
    QString out;
    for (const QJsonValue& value : list(bundles, "bundles")) {
        const QJsonObject row = value.toObject();
        QStringList notes;
        if (row.value(u"latest"_s).toBool())
            notes << u"latest"_s;
        if (!row.value(u"exists"_s).toBool())
            notes << u"no longer there"_s;
        out += u"%1  %2  %3  %4%5\n"_s.arg(text(row, "id").rightJustified(4), moment(row, "exported_at"),
                                           counted(row, "factoids", "factoid", "factoids"), text(row, "path"),
                                           notes.isEmpty() ? QString() : u"  (%1)"_s.arg(notes.join(u", "_s)));
    }
    return out.isEmpty() ? u"nothing was exported yet"_s : out;
}

QString bundleContentText(const QJsonObject& content)
{
    QString out;
    for (const QJsonValue& value : list(content, "texts")) {
        if (text(value.toObject(), "extent") == "none"_L1)
            out += u"not checked: %1\n"_s.arg(text(value.toObject(), "text"));
    }
    for (const QJsonValue& value : list(content, "files")) {
        const QJsonObject file = value.toObject();
        out += u"%1 %2  %3…%4\n"_s.arg(text(file, "name").leftJustified(24), text(file, "bytes").rightJustified(10),
                                       text(file, "sha256").left(kHashShown),
                                       file.value(u"as_listed"_s).toBool() ? QString() : u"  NOT AS LISTED"_s);
    }
    return out;
}

QString bundleCheckText(const QJsonObject& check)
{
    if (check.value(u"ok"_s).toBool())
        return u"whole: "_s + counted(check, "files_checked", "file as it was written", "files as they were written");
    QString out;
    for (const QJsonValue& value : list(check, "problems"))
        out +=
            u"%1: %2\n"_s.arg(text(value.toObject(), "file").isEmpty() ? u"bundle"_s : text(value.toObject(), "file"),
                              text(value.toObject(), "message"));
    return out;
}

} // namespace factoid
