#include "app/report_text.h"

#include "app/data_text.h"
#include "app/monitor_text.h"
#include "core/base/languages.h"
#include "core/base/literals.h"
#include "core/factoids/words/factoid.h"

#include <QStringList>

namespace factoid {

QString statusText(const QJsonObject& status)
{
    const QJsonObject schedule = status.value(u"schedule"_s).toObject();
    const QJsonObject fresh = status.value(u"freshness"_s).toObject();
    const QJsonObject figures = status.value(u"figures"_s).toObject();
    const QJsonObject published = status.value(u"published"_s).toObject();
    QString out = u"store      %1\n"_s.arg(text(status, "store"));
    out += u"figures    %1, %2, %3; %4 behind\n"_s.arg(
        counted(figures, "figures", "figure", "figures"), counted(figures, "councils", "council", "councils"),
        counted(figures, "fields", "field", "fields"), counted(figures, "summaries_behind", "summary", "summaries"));
    if (published.isEmpty())
        out += u"published  nothing yet; run update-factoids\n"_s;
    else
        out += u"published  %1, slot %2, by %3\n"_s.arg(text(published, "published_at"), text(published, "slot"),
                                                        text(published, "generator"));
    for (const QJsonValue& factoid : published.value(u"factoids"_s).toArray())
        out += u"             %1\n"_s.arg(factoid.toString());
    QString freshness = u"the figures have changed since the published set"_s;
    if (published.isEmpty())
        freshness = u"no set to compare with"_s;
    else if (fresh.value(u"up_to_date"_s).toBool())
        freshness = u"up to date"_s;
    out += u"freshness  %1; %2\n"_s.arg(freshness, counted(fresh, "open_changes", "change to a comparison field waits",
                                                           "changes to comparison fields wait"));
    out += u"schedule   next slot %1 (%2)%3\n"_s.arg(text(schedule, "next_slot"), text(schedule, "zone"),
                                                     schedule.value(u"paused"_s).toBool() ? u", paused"_s : QString());
    if (const QString next = text(schedule, "next_try"); !next.isEmpty())
        out += u"schedule   %1\n"_s.arg(next);
    for (const QJsonValue& value : status.value(u"fallbacks"_s).toObject().value(u"not_checked"_s).toArray()) {
        const QJsonObject row = value.toObject();
        out += u"fallbacks  not checked, %1: %2\n"_s.arg(
            row.value(u"served"_s).toBool() ? u"served all the same"_s : u"not served"_s, text(row, "text"));
    }
    for (const QJsonValue& row : status.value(u"cache"_s).toArray()) {
        const QJsonObject level = row.toObject();
        const QJsonValue ratio = level.value(u"hit_ratio"_s);
        out += u"cache      %1: %2, hit ratio %3\n"_s.arg(
            text(level, "level"), counted(level, "entries", "entry", "entries"),
            ratio.isNull() ? u"no data"_s : QString::number(ratio.toDouble() * 100, 'f', 1) + u" %"_s);
    }
    for (const QJsonValue& row : status.value(u"rehearsals"_s).toArray())
        out += u"cache      REHEARSAL: readers are served as if the level “%1” were dead, until %2\n"_s.arg(
            text(row.toObject(), "level"), text(row.toObject(), "until"));
    out += spendAndErrorsText(status.value(u"spend"_s).toObject(), status.value(u"errors"_s).toObject());
    for (const QJsonValue& row : status.value(u"last_runs"_s).toArray()) {
        const QJsonObject run = row.toObject();
        out += u"run %1  %2  %3  %4  %5\n"_s.arg(text(run, "id").rightJustified(5), text(run, "started_at"),
                                                 text(run, "job").leftJustified(16),
                                                 text(run, "outcome").leftJustified(12), text(run, "message"));
    }
    return out;
}

QString sampleText(const QJsonObject& sample)
{
    QString out = u"%1, %2\n"_s.arg(text(sample, "field"), text(sample, "year"));
    for (const QJsonValue& council : sample.value(u"councils"_s).toArray())
        out += councilLine(council.toObject());
    return out;
}

QString factsText(const QJsonObject& facts)
{
    QString out;
    for (const QJsonValue& value : facts.value(u"facts"_s).toArray()) {
        const QJsonObject fact = value.toObject();
        QStringList results;
        for (const QJsonValue& claim : fact.value(u"claims"_s).toArray())
            results << text(claim.toObject(), "operation") + QLatin1Char(' ') +
                           grouped(text(claim.toObject(), "result"));
        out += u"%1  %2 %3 %4  %5  %6\n"_s.arg(fact.value(u"score"_s).toDouble(), 0, 'f', 3)
                   .arg(text(fact, "kind").leftJustified(18), text(fact, "field"), text(fact, "year"),
                        fact.value(u"councils"_s).toVariant().toStringList().join(QLatin1Char(' ')),
                        results.join(u", "_s));
    }
    return out.isEmpty() ? u"no facts\n"_s : out;
}

QString nullMirrorText(const QJsonObject& mirror)
{
    QString out;
    for (const QJsonValue& value : mirror.value(u"kinds"_s).toArray()) {
        const QJsonObject kind = value.toObject();
        const bool judged = kind.value(u"judged"_s).toBool();
        out += u"%1 %2 called, %3\n"_s.arg(text(kind, "kind").leftJustified(18))
                   .arg(kind.value(u"called"_s).toInt(), 6)
                   .arg(judged ? u"%1 by noise"_s.arg(kind.value(u"noise"_s).toInt())
                               : u"not judged: the figures of a year are the same however they are dealt"_s);
    }
    return out +
           u"%1 called, %2 by noise\n"_s.arg(mirror.value(u"called"_s).toInt()).arg(mirror.value(u"noise"_s).toInt());
}

QString importText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(u"rejects"_s).toArray()) {
        const QJsonObject reject = value.toObject();
        out +=
            u"rejected  %1:%2 %3 “%4”: %5\n"_s.arg(text(reject, "file"), text(reject, "line"), text(reject, "column"),
                                                   text(reject, "value"), text(reject, "reason"));
    }
    for (const QJsonValue& warning : report.value(u"warnings"_s).toArray())
        out += u"warning   %1\n"_s.arg(warning.toString());
    for (const QJsonValue& value : report.value(u"withdrawn"_s).toArray())
        out += u"withdrawn “%1”: %2\n"_s.arg(text(value.toObject(), "text"), text(value.toObject(), "reason"));
    for (const QJsonValue& value : report.value(u"confirmed"_s).toArray())
        out += u"confirmed anew “%1”\n"_s.arg(text(value.toObject(), "text"));
    if (report.contains(u"diff"_s))
        out += changesText(
            {{u"changes"_s, report.value(u"diff"_s)}, {u"total"_s, report.value(u"diff"_s).toArray().size()}});
    return out;
}

QString factoidsText(const QJsonArray& factoids)
{
    QString out, language;
    QStringList languages;
    for (const QJsonValue& factoid : factoids)
        languages << text(factoid.toObject(), "language");
    languages.removeDuplicates();
    const bool several = languages.size() > 1;
    for (const QJsonValue& factoid : factoids) {
        if (several &&
            std::exchange(language, text(factoid.toObject(), "language")) != text(factoid.toObject(), "language"))
            out += u"%1:\n"_s.arg(languageName(language));
        out += u"• %1%2\n"_s.arg(text(factoid.toObject(), "text"),
                                 text(factoid.toObject(), "extent") == kNotChecked ? u"  [not checked]"_s : QString());
    }
    return out;
}

QString doctorText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(u"checks"_s).toArray()) {
        const QJsonObject check = value.toObject();
        const bool ok = check.value(u"ok"_s).toBool();
        out += u"%1  %2: %3\n"_s.arg(ok ? u"ok "_s : u"BAD"_s, text(check, "name"), text(check, "message"));
        if (!ok)
            out += u"     %1\n"_s.arg(text(check, "remedy"));
    }
    return out;
}

QString providersText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(u"providers"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const bool ok = row.value(u"ok"_s).toBool();
        out += u"%1  %2: %3 at %4: "_s.arg(ok ? u"ok "_s : u"BAD"_s, text(row, "name"), text(row, "model"),
                                           text(row, "host"));
        if (ok)
            out += u"answers after %1 ms, mode %2; key: %3\n"_s.arg(text(row, "milliseconds"), text(row, "mode"),
                                                                    text(row, "key_place"));
        else
            out += u"%1: %2\n     %3\n"_s.arg(text(row, "kind"), text(row, "message"), text(row, "remedy"));
    }
    return out + text(report, "message") + QLatin1Char('\n');
}

namespace {

// Behind a fallback's text; nothing where it is proven.
QString standingOf(const QJsonObject& fallback)
{
    const QString extent = text(fallback, "extent");
    if (extent == kIsNotice)
        return u"  (a notice)"_s;
    if (extent != kNotChecked)
        return fallback.value(u"supported"_s).toBool() ? QString()
                                                       : u"  — does not hold: "_s + text(fallback, "reason");
    const QJsonObject kept = fallback.value(u"unchecked"_s).toObject();
    const QString advice = text(fallback, "advice");
    QString words = u"  — NOT CHECKED"_s;
    if (!kept.isEmpty())
        words += u", %1: %2"_s.arg(text(kept, "owner"), text(kept, "reason"));
    return advice.isEmpty() ? words : u"%1; %2"_s.arg(words, advice);
}

} // namespace

QString fallbacksText(const QJsonObject& fallbacks)
{
    QString out;
    for (const QJsonValue& value : fallbacks.value(u"fallbacks"_s).toArray()) {
        const QJsonObject fallback = value.toObject();
        out += u"%1  %2  %3%4\n"_s.arg(text(fallback, "id").rightJustified(4), text(fallback, "language"),
                                       text(fallback, "text"), standingOf(fallback));
    }
    return out.isEmpty() ? u"no fallbacks\n"_s : out;
}

QString sourcesText(const QJsonArray& sources)
{
    QString out;
    for (const QJsonValue& value : sources) {
        const QJsonObject row = value.toObject();
        const QString what = u"    %1 %2 %3 = %4"_s.arg(text(row, "measure"), text(row, "field"), text(row, "year"),
                                                        grouped(text(row, "value")));
        const QString from = row.contains(u"file"_s)
                                 ? u"%1, %2 line %3"_s.arg(text(row, "council"), text(row, "file"), text(row, "line"))
                                 : u"reckoned over %1"_s.arg(text(row, "of"));
        out += what + u"  ← "_s +
               (row.contains(u"council"_s) && !row.contains(u"file"_s) ? text(row, "council") : from) +
               QLatin1Char('\n');
    }
    return out;
}

} // namespace factoid
