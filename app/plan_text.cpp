#include "app/plan_text.h"

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
    return parts.join(QStringLiteral(", "));
}

// "2026-03-29T06:00" as "2026-03-29 06:00".
QString moment(const QJsonObject& object, const char* key)
{
    return text(object, key).left(kWideColumn).replace(QLatin1Char('T'), QLatin1Char(' '));
}

QString secondsText(const QJsonValue& value)
{
    return value.isNull() ? QStringLiteral("—") : QStringLiteral("%1 s").arg(value.toDouble(), 0, 'f', 2);
}

QString stageLine(const QJsonObject& row)
{
    const QJsonValue expected = row.value(QStringLiteral("expected_seconds"));
    const QString usual = expected.isNull() ? QString() : QStringLiteral("  (usually %1)").arg(secondsText(expected));
    return QStringLiteral("  %1 %2 %3%4\n").arg(text(row, "state").leftJustified(8), text(row, "name").leftJustified(24), secondsText(row.value(QStringLiteral("seconds"))).rightJustified(10), usual);
}

QString factoidLines(const QJsonObject& set)
{
    QString out = QStringLiteral("set %1: %2\n").arg(text(set, "id"), text(set, "sentence"));
    for (const QJsonValue& value : list(set, "factoids"))
        out += QStringLiteral("  %1 %2\n").arg(text(value.toObject(), "fate").leftJustified(9), text(value.toObject(), "text"));
    for (const QJsonValue& value : list(set, "gone"))
        out += QStringLiteral("  gone      %1\n").arg(text(value.toObject(), "text"));
    return out;
}

QString rehearsalLines(const QJsonArray& rehearsals)
{
    QString out;
    for (const QJsonValue& value : rehearsals)
        out += QStringLiteral("REHEARSAL  readers are served as if the level “%1” were dead, until %2\n").arg(text(value.toObject(), "level"), text(value.toObject(), "until"));
    return out;
}

} // namespace

QString scheduleText(const QJsonObject& schedule)
{
    QString out = QStringLiteral("slots      %1 (%2)%3\n").arg(words(list(schedule, "slots")), text(schedule, "zone"), schedule.value(QStringLiteral("paused")).toBool() ? QStringLiteral(", paused") : QString());
    out += QStringLiteral("next       %1, %2 UTC\n").arg(text(schedule, "next_slot"), moment(schedule, "next_slot_at"));
    if (const QString next = text(schedule, "next_try"); !next.isEmpty())
        out += QStringLiteral("next try   %1\n").arg(next);
    out += QStringLiteral("missed     %1\n").arg(text(schedule, "missed") == QLatin1String("skip") ? QStringLiteral("skipped") : QStringLiteral("run once, at the next check"));
    out += QStringLiteral("freshness  a change is published within %1; sets are at least %2 apart\n").arg(counted(schedule, "freshness_minutes", "minute", "minutes"), counted(schedule, "minimum_gap_minutes", "minute", "minutes"));
    out += QStringLiteral("runner     %1\n").arg(text(schedule.value(QStringLiteral("runner")).toObject(), "sentence"));
    out += QStringLiteral("lease      %1\n").arg(text(schedule.value(QStringLiteral("lease")).toObject(), "sentence"));
    const QJsonObject shadow = schedule.value(QStringLiteral("shadow")).toObject();
    if (!shadow.value(QStringLiteral("since")).isNull())
        out += QStringLiteral("shadow     %1 since %2; a refresh every 30 minutes would have made %3\n").arg(counted(shadow, "generations", "generation", "generations"), moment(shadow, "since"), text(shadow, "every_30_minutes"));
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
        out += QStringLiteral("%1 %2  %3 UTC  %4\n").arg(moment(row, "local"), text(row, "offset"), moment(row, "at"), notes.join(QStringLiteral("; ")));
    }
    return out.isEmpty() ? QStringLiteral("no slot is coming") : out;
}

QString sleepText(const QJsonObject& sleep)
{
    QString out;
    for (const QJsonValue& value : list(sleep, "policies")) {
        const QJsonObject row = value.toObject();
        out += QStringLiteral("%1 %2  %3\n").arg(row.value(QStringLiteral("current")).toBool() ? QStringLiteral("*") : QStringLiteral(" "), text(row, "policy").leftJustified(4), text(row, "sentence"));
    }
    return out;
}

QString previewText(const QJsonObject& preview)
{
    if (!preview.value(QStringLiteral("valid")).toBool())
        return QStringLiteral("not possible: %1").arg(text(preview, "problem"));
    QString out = text(preview, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& warning : list(preview, "warnings"))
        out += QStringLiteral("mind: %1\n").arg(warning.toString());
    return out + comingText(preview);
}

QString slotHistoryText(const QJsonObject& history)
{
    QString out;
    for (const QJsonValue& value : list(history, "slots")) {
        const QJsonObject row = value.toObject();
        out += QStringLiteral("%1  %2  %3  %4\n").arg(moment(row, "local"), text(row, "slot"), text(row, "outcome").leftJustified(9), text(row, "reason"));
    }
    return out.isEmpty() ? QStringLiteral("no slot has passed yet") : out;
}

QString runsText(const QJsonObject& runs)
{
    QString out;
    for (const QJsonValue& value : list(runs, "runs")) {
        const QJsonObject run = value.toObject();
        const QString live = text(run, "liveness");
        const QString how = live.isEmpty() || live == QLatin1String("working") ? text(run, "outcome") : live;
        out += QStringLiteral("%1  %2  %3 %4 %5  %6\n")
                   .arg(text(run, "id").rightJustified(6), moment(run, "started_at"), text(run, "job").leftJustified(16), how.leftJustified(11),
                        secondsText(run.value(QStringLiteral("seconds"))).rightJustified(9), live.isEmpty() ? text(run, "message") : text(run, "stage"));
    }
    return out + counted(runs, "total", "run", "runs");
}

QString runText(const QJsonObject& run)
{
    QString out = QStringLiteral("run %1: %2, %3, started %4 by %5 on %6\n").arg(text(run, "id"), text(run, "job"), text(run, "outcome"), moment(run, "started_at"), text(run, "trigger"), text(run, "host"));
    if (!text(run, "message").isEmpty())
        out += text(run, "message") + QLatin1Char('\n');
    const QJsonObject plan = run.value(QStringLiteral("plan")).toObject();
    for (const QJsonValue& row : list(plan, "rows"))
        out += stageLine(row.toObject());
    if (!text(plan, "words").isEmpty())
        out += text(plan, "words") + QLatin1Char('\n');
    const QJsonObject facts = run.value(QStringLiteral("facts")).toObject();
    if (!facts.isEmpty()) {
        out += QStringLiteral("facts: %1 found, %2 offered, %3 written, %4 chosen, %5 refused\n")
                   .arg(text(facts, "found"), text(facts, "offered"), text(facts, "written"), text(facts, "chosen")).arg(list(facts, "refused").size());
    }
    const QJsonArray languages = list(facts, "languages");
    for (const QJsonValue& value : languages) {
        const QJsonObject language = value.toObject();
        if (!text(language, "problem").isEmpty())
            out += QStringLiteral("  %1  nothing: %2\n").arg(text(language, "language"), text(language, "problem"));
        else if (languages.size() > 1)
            out += QStringLiteral("  %1  %2 written, %3 chosen, %4 refused\n").arg(text(language, "language"), text(language, "written"), text(language, "chosen"), text(language, "refused"));
    }
    for (const QJsonValue& refusal : list(facts, "refused"))
        out += QStringLiteral("  refused  %1  (%2)\n").arg(text(refusal.toObject(), "text"), text(refusal.toObject(), "reason"));
    if (run.value(QStringLiteral("set")).isObject())
        out += factoidLines(run.value(QStringLiteral("set")).toObject());
    return out;
}

QString runTrendText(const QJsonObject& trend)
{
    QString out = QStringLiteral("day         published unchanged paused skipped failed fell_back  runs\n");
    for (const QJsonValue& value : list(trend, "days")) {
        const QJsonObject day = value.toObject();
        out += QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8\n")
                   .arg(text(day, "date").leftJustified(11), text(day, "published").rightJustified(9), text(day, "unchanged").rightJustified(9), text(day, "paused").rightJustified(6),
                        text(day, "skipped").rightJustified(7), text(day, "failed").rightJustified(6), text(day, "fell_back").rightJustified(9), text(day, "runs").rightJustified(5));
    }
    const QJsonObject success = trend.value(QStringLiteral("success_7_days")).toObject();
    return out + QStringLiteral("success over 7 days: %1 of %2").arg(text(success, "good"), counted(success, "all", "slot", "slots"));
}

QString cacheText(const QJsonObject& cache)
{
    QString out = rehearsalLines(list(cache, "rehearsals"));
    for (const QJsonValue& value : list(cache, "levels")) {
        const QJsonObject level = value.toObject();
        const QJsonValue ratio = level.value(QStringLiteral("hit_ratio"));
        constexpr int kPercent = 100;
        out += QStringLiteral("%1 %2; %3, %4; hits %5\n")
                   .arg(text(level, "level").leftJustified(8), text(level, "state_words"), counted(level, "entries", "entry", "entries"), counted(level, "bytes", "byte", "bytes"),
                        ratio.isNull() ? QStringLiteral("no data") : QStringLiteral("%1 %").arg(ratio.toDouble() * kPercent, 0, 'f', 1));
    }
    return out + cacheKeysText(cache);
}

QString cacheKeysText(const QJsonObject& keys)
{
    QString out;
    for (const QJsonValue& value : list(keys, "keys")) {
        const QJsonObject row = value.toObject();
        out += QStringLiteral("%1 %2  %3, %4 bytes\n").arg(row.value(QStringLiteral("current")).toBool() ? QStringLiteral("*") : QStringLiteral(" "), text(row, "key"), text(row, "state_words"), text(row, "bytes"));
    }
    return out.isEmpty() ? QStringLiteral("no key is cached") : out;
}

QString servedText(const QJsonObject& served)
{
    QString out = rehearsalLines(list(served, "rehearsals"));
    for (const QJsonValue& value : list(served, "readers")) {
        out += QStringLiteral("%1: %2\n").arg(text(value.toObject(), "who"), text(value.toObject(), "sentence"));
        for (const QJsonValue& factoid : list(value.toObject(), "factoids"))
            out += QStringLiteral("    %1\n").arg(factoid.toString());
    }
    return out;
}

QString invalidationText(const QJsonObject& invalidation)
{
    QString out = text(invalidation, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : list(invalidation, "keys"))
        out += QStringLiteral("  %1\n").arg(text(value.toObject(), "key"));
    return out;
}

QString bundlesText(const QJsonObject& bundles)
{
    QString out;
    for (const QJsonValue& value : list(bundles, "bundles")) {
        const QJsonObject row = value.toObject();
        QStringList notes;
        if (row.value(QStringLiteral("latest")).toBool())
            notes << QStringLiteral("latest");
        if (!row.value(QStringLiteral("exists")).toBool())
            notes << QStringLiteral("no longer there");
        out += QStringLiteral("%1  %2  %3  %4%5\n")
                   .arg(text(row, "id").rightJustified(4), moment(row, "exported_at"), counted(row, "factoids", "factoid", "factoids"), text(row, "path"), notes.isEmpty() ? QString() : QStringLiteral("  (%1)").arg(notes.join(QStringLiteral(", "))));
    }
    return out.isEmpty() ? QStringLiteral("nothing was exported yet") : out;
}

QString bundleContentText(const QJsonObject& content)
{
    QString out;
    for (const QJsonValue& value : list(content, "texts")) {
        if (text(value.toObject(), "extent") == QLatin1String("none"))
            out += QStringLiteral("not checked: %1\n").arg(text(value.toObject(), "text"));
    }
    for (const QJsonValue& value : list(content, "files")) {
        const QJsonObject file = value.toObject();
        out += QStringLiteral("%1 %2  %3…%4\n").arg(text(file, "name").leftJustified(24), text(file, "bytes").rightJustified(10), text(file, "sha256").left(kHashShown),
                                                   file.value(QStringLiteral("as_listed")).toBool() ? QString() : QStringLiteral("  NOT AS LISTED"));
    }
    return out;
}

QString bundleCheckText(const QJsonObject& check)
{
    if (check.value(QStringLiteral("ok")).toBool())
        return QStringLiteral("whole: ") + counted(check, "files_checked", "file as it was written", "files as they were written");
    QString out;
    for (const QJsonValue& value : list(check, "problems"))
        out += QStringLiteral("%1: %2\n").arg(text(value.toObject(), "file").isEmpty() ? QStringLiteral("bundle") : text(value.toObject(), "file"), text(value.toObject(), "message"));
    return out;
}

} // namespace factoid
