#include "app/report_text.h"

#include "app/data_text.h"
#include "app/monitor_text.h"
#include "core/base/languages.h"
#include "core/factoids/words/factoid.h"

#include <QStringList>

namespace factoid {

QString statusText(const QJsonObject& status)
{
    const QJsonObject schedule = status.value(QStringLiteral("schedule")).toObject();
    const QJsonObject fresh = status.value(QStringLiteral("freshness")).toObject();
    const QJsonObject figures = status.value(QStringLiteral("figures")).toObject();
    const QJsonObject published = status.value(QStringLiteral("published")).toObject();
    QString out = QStringLiteral("store      %1\n").arg(text(status, "store"));
    out += QStringLiteral("figures    %1, %2, %3; %4 behind\n")
               .arg(counted(figures, "figures", "figure", "figures"), counted(figures, "councils", "council", "councils"), counted(figures, "fields", "field", "fields"),
                    counted(figures, "summaries_behind", "summary", "summaries"));
    if (published.isEmpty())
        out += QStringLiteral("published  nothing yet; run update-factoids\n");
    else
        out += QStringLiteral("published  %1, slot %2, by %3\n").arg(text(published, "published_at"), text(published, "slot"), text(published, "generator"));
    for (const QJsonValue& factoid : published.value(QStringLiteral("factoids")).toArray())
        out += QStringLiteral("             %1\n").arg(factoid.toString());
    QString freshness = QStringLiteral("the figures have changed since the published set");
    if (published.isEmpty())
        freshness = QStringLiteral("no set to compare with");
    else if (fresh.value(QStringLiteral("up_to_date")).toBool())
        freshness = QStringLiteral("up to date");
    out += QStringLiteral("freshness  %1; %2\n").arg(freshness, counted(fresh, "open_changes", "change to a comparison field waits", "changes to comparison fields wait"));
    out += QStringLiteral("schedule   next slot %1 (%2)%3\n").arg(text(schedule, "next_slot"), text(schedule, "zone"),
                                                                schedule.value(QStringLiteral("paused")).toBool() ? QStringLiteral(", paused") : QString());
    if (const QString next = text(schedule, "next_try"); !next.isEmpty())
        out += QStringLiteral("schedule   %1\n").arg(next);
    for (const QJsonValue& value : status.value(QStringLiteral("fallbacks")).toObject().value(QStringLiteral("not_checked")).toArray()) {
        const QJsonObject row = value.toObject();
        out += QStringLiteral("fallbacks  not checked, %1: %2\n").arg(row.value(QStringLiteral("served")).toBool() ? QStringLiteral("served all the same") : QStringLiteral("not served"), text(row, "text"));
    }
    for (const QJsonValue& row : status.value(QStringLiteral("cache")).toArray()) {
        const QJsonObject level = row.toObject();
        const QJsonValue ratio = level.value(QStringLiteral("hit_ratio"));
        out += QStringLiteral("cache      %1: %2, hit ratio %3\n")
                   .arg(text(level, "level"), counted(level, "entries", "entry", "entries"), ratio.isNull() ? QStringLiteral("no data") : QString::number(ratio.toDouble() * 100, 'f', 1) + QStringLiteral(" %"));
    }
    for (const QJsonValue& row : status.value(QStringLiteral("rehearsals")).toArray())
        out += QStringLiteral("cache      REHEARSAL: readers are served as if the level “%1” were dead, until %2\n").arg(text(row.toObject(), "level"), text(row.toObject(), "until"));
    out += spendAndErrorsText(status.value(QStringLiteral("spend")).toObject(), status.value(QStringLiteral("errors")).toObject());
    for (const QJsonValue& row : status.value(QStringLiteral("last_runs")).toArray()) {
        const QJsonObject run = row.toObject();
        out += QStringLiteral("run %1  %2  %3  %4  %5\n").arg(text(run, "id").rightJustified(5), text(run, "started_at"), text(run, "job").leftJustified(16),
                                                         text(run, "outcome").leftJustified(12), text(run, "message"));
    }
    return out;
}

QString sampleText(const QJsonObject& sample)
{
    QString out = QStringLiteral("%1, %2\n").arg(text(sample, "field"), text(sample, "year"));
    for (const QJsonValue& council : sample.value(QStringLiteral("councils")).toArray())
        out += councilLine(council.toObject());
    return out;
}

QString factsText(const QJsonObject& facts)
{
    QString out;
    for (const QJsonValue& value : facts.value(QStringLiteral("facts")).toArray()) {
        const QJsonObject fact = value.toObject();
        QStringList results;
        for (const QJsonValue& claim : fact.value(QStringLiteral("claims")).toArray())
            results << text(claim.toObject(), "operation") + QLatin1Char(' ') + grouped(text(claim.toObject(), "result"));
        out += QStringLiteral("%1  %2 %3 %4  %5  %6\n")
                   .arg(fact.value(QStringLiteral("score")).toDouble(), 0, 'f', 3)
                   .arg(text(fact, "kind").leftJustified(18), text(fact, "field"), text(fact, "year"),
                        fact.value(QStringLiteral("councils")).toVariant().toStringList().join(QLatin1Char(' ')), results.join(QStringLiteral(", ")));
    }
    return out.isEmpty() ? QStringLiteral("no facts\n") : out;
}

QString nullMirrorText(const QJsonObject& mirror)
{
    QString out;
    for (const QJsonValue& value : mirror.value(QStringLiteral("kinds")).toArray()) {
        const QJsonObject kind = value.toObject();
        const bool judged = kind.value(QStringLiteral("judged")).toBool();
        out += QStringLiteral("%1 %2 called, %3\n")
                   .arg(text(kind, "kind").leftJustified(18))
                   .arg(kind.value(QStringLiteral("called")).toInt(), 6)
                   .arg(judged ? QStringLiteral("%1 by noise").arg(kind.value(QStringLiteral("noise")).toInt())
                               : QStringLiteral("not judged: the figures of a year are the same however they are dealt"));
    }
    return out + QStringLiteral("%1 called, %2 by noise\n").arg(mirror.value(QStringLiteral("called")).toInt()).arg(mirror.value(QStringLiteral("noise")).toInt());
}

QString importText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(QStringLiteral("rejects")).toArray()) {
        const QJsonObject reject = value.toObject();
        out += QStringLiteral("rejected  %1:%2 %3 “%4”: %5\n").arg(text(reject, "file"), text(reject, "line"), text(reject, "column"), text(reject, "value"), text(reject, "reason"));
    }
    for (const QJsonValue& warning : report.value(QStringLiteral("warnings")).toArray())
        out += QStringLiteral("warning   %1\n").arg(warning.toString());
    for (const QJsonValue& value : report.value(QStringLiteral("withdrawn")).toArray())
        out += QStringLiteral("withdrawn “%1”: %2\n").arg(text(value.toObject(), "text"), text(value.toObject(), "reason"));
    for (const QJsonValue& value : report.value(QStringLiteral("confirmed")).toArray())
        out += QStringLiteral("confirmed anew “%1”\n").arg(text(value.toObject(), "text"));
    if (report.contains(QStringLiteral("diff")))
        out += changesText({{QStringLiteral("changes"), report.value(QStringLiteral("diff"))}, {QStringLiteral("total"), report.value(QStringLiteral("diff")).toArray().size()}});
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
        if (several && std::exchange(language, text(factoid.toObject(), "language")) != text(factoid.toObject(), "language"))
            out += QStringLiteral("%1:\n").arg(languageName(language));
        out += QStringLiteral("• %1%2\n").arg(text(factoid.toObject(), "text"), text(factoid.toObject(), "extent") == kNotChecked ? QStringLiteral("  [not checked]") : QString());
    }
    return out;
}

QString doctorText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(QStringLiteral("checks")).toArray()) {
        const QJsonObject check = value.toObject();
        const bool ok = check.value(QStringLiteral("ok")).toBool();
        out += QStringLiteral("%1  %2: %3\n").arg(ok ? QStringLiteral("ok ") : QStringLiteral("BAD"), text(check, "name"), text(check, "message"));
        if (!ok)
            out += QStringLiteral("     %1\n").arg(text(check, "remedy"));
    }
    return out;
}

QString providersText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(QStringLiteral("providers")).toArray()) {
        const QJsonObject row = value.toObject();
        const bool ok = row.value(QStringLiteral("ok")).toBool();
        out += QStringLiteral("%1  %2: %3 at %4: ").arg(ok ? QStringLiteral("ok ") : QStringLiteral("BAD"), text(row, "name"), text(row, "model"), text(row, "host"));
        if (ok)
            out += QStringLiteral("answers after %1 ms, mode %2; key: %3\n").arg(text(row, "milliseconds"), text(row, "mode"), text(row, "key_place"));
        else
            out += QStringLiteral("%1: %2\n     %3\n").arg(text(row, "kind"), text(row, "message"), text(row, "remedy"));
    }
    return out + text(report, "message") + QLatin1Char('\n');
}

namespace {

// Behind a fallback's text; nothing where it is proven.
QString standingOf(const QJsonObject& fallback)
{
    const QString extent = text(fallback, "extent");
    if (extent == kIsNotice)
        return QStringLiteral("  (a notice)");
    if (extent != kNotChecked)
        return fallback.value(QStringLiteral("supported")).toBool() ? QString() : QStringLiteral("  — does not hold: ") + text(fallback, "reason");
    const QJsonObject kept = fallback.value(QStringLiteral("unchecked")).toObject();
    const QString advice = text(fallback, "advice");
    QString words = QStringLiteral("  — NOT CHECKED");
    if (!kept.isEmpty())
        words += QStringLiteral(", %1: %2").arg(text(kept, "owner"), text(kept, "reason"));
    return advice.isEmpty() ? words : QStringLiteral("%1; %2").arg(words, advice);
}

} // namespace

QString fallbacksText(const QJsonObject& fallbacks)
{
    QString out;
    for (const QJsonValue& value : fallbacks.value(QStringLiteral("fallbacks")).toArray()) {
        const QJsonObject fallback = value.toObject();
        out += QStringLiteral("%1  %2  %3%4\n").arg(text(fallback, "id").rightJustified(4), text(fallback, "language"), text(fallback, "text"), standingOf(fallback));
    }
    return out.isEmpty() ? QStringLiteral("no fallbacks\n") : out;
}

QString sourcesText(const QJsonArray& sources)
{
    QString out;
    for (const QJsonValue& value : sources) {
        const QJsonObject row = value.toObject();
        const QString what = QStringLiteral("    %1 %2 %3 = %4").arg(text(row, "measure"), text(row, "field"), text(row, "year"), grouped(text(row, "value")));
        const QString from = row.contains(QStringLiteral("file")) ? QStringLiteral("%1, %2 line %3").arg(text(row, "council"), text(row, "file"), text(row, "line"))
                                                                 : QStringLiteral("reckoned over %1").arg(text(row, "of"));
        out += what + QStringLiteral("  ← ") + (row.contains(QStringLiteral("council")) && !row.contains(QStringLiteral("file")) ? text(row, "council") : from) + QLatin1Char('\n');
    }
    return out;
}

} // namespace factoid
