#include "app/report_text.h"

#include <QStringList>

namespace factoid {

namespace {

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

// Groups the digits of a decimal string: "112357422000.00" -> "112,357,422,000.00".
QString grouped(const QString& decimal)
{
    constexpr qsizetype kGroup = 3;
    qsizetype end = decimal.indexOf(QLatin1Char('.'));
    if (end < 0)
        end = decimal.size();
    QString out = decimal;
    const qsizetype first = decimal.startsWith(QLatin1Char('-')) ? 1 : 0;
    for (qsizetype at = end - kGroup; at > first; at -= kGroup)
        out.insert(at, QLatin1Char(','));
    return out;
}

QString councilLine(const QJsonObject& council)
{
    constexpr int kName = 44;
    constexpr int kAmount = 24;
    return QStringLiteral("  ") + text(council, "code").leftJustified(11) + text(council, "name").leftJustified(kName)
           + grouped(text(council, "value")).rightJustified(kAmount) + QLatin1Char('\n');
}

} // namespace

QString statusText(const QJsonObject& status)
{
    const QJsonObject schedule = status.value(QStringLiteral("schedule")).toObject();
    const QJsonObject fresh = status.value(QStringLiteral("freshness")).toObject();
    const QJsonObject figures = status.value(QStringLiteral("figures")).toObject();
    const QJsonObject published = status.value(QStringLiteral("published")).toObject();
    QString out = QStringLiteral("store      %1\n").arg(text(status, "store"));
    out += QStringLiteral("figures    %1 figures, %2 councils, %3 fields; %4 summaries behind\n")
               .arg(grouped(text(figures, "figures")), text(figures, "councils"), text(figures, "fields"), text(figures, "summaries_behind"));
    if (published.isEmpty())
        out += QStringLiteral("published  nothing yet; run update-factoids\n");
    else
        out += QStringLiteral("published  %1, slot %2, by %3\n").arg(text(published, "published_at"), text(published, "slot"), text(published, "generator"));
    for (const QJsonValue& factoid : published.value(QStringLiteral("factoids")).toArray())
        out += QStringLiteral("             %1\n").arg(factoid.toString());
    const bool current = fresh.value(QStringLiteral("up_to_date")).toBool();
    out += QStringLiteral("freshness  %1; %2 changes to comparison fields wait\n")
               .arg(current ? QStringLiteral("up to date") : QStringLiteral("the figures have changed since the published set"), text(fresh, "open_changes"));
    out += QStringLiteral("schedule   next slot %1 (%2)%3\n").arg(text(schedule, "next_slot"), text(schedule, "zone"),
                                                                schedule.value(QStringLiteral("paused")).toBool() ? QStringLiteral(", paused") : QString());
    for (const QJsonValue& row : status.value(QStringLiteral("cache")).toArray()) {
        const QJsonObject level = row.toObject();
        const QJsonValue ratio = level.value(QStringLiteral("hit_ratio"));
        out += QStringLiteral("cache      %1: %2 entries, hit ratio %3\n")
                   .arg(text(level, "level"), text(level, "entries"), ratio.isNull() ? QStringLiteral("no data") : QString::number(ratio.toDouble() * 100, 'f', 1) + QStringLiteral(" %"));
    }
    for (const QJsonValue& row : status.value(QStringLiteral("rehearsals")).toArray())
        out += QStringLiteral("cache      REHEARSAL: readers are served as if the level “%1” were dead, until %2\n").arg(text(row.toObject(), "level"), text(row.toObject(), "until"));
    for (const QJsonValue& row : status.value(QStringLiteral("last_runs")).toArray()) {
        const QJsonObject run = row.toObject();
        out += QStringLiteral("run %1  %2  %3  %4  %5\n").arg(text(run, "id").rightJustified(5), text(run, "started_at"), text(run, "job").leftJustified(16),
                                                         text(run, "outcome").leftJustified(12), text(run, "message"));
    }
    return out;
}

QString summaryText(const QJsonObject& summary)
{
    QString out = QStringLiteral("%1, %2 (calculated %3)\n").arg(text(summary, "field"), text(summary, "year"), text(summary, "date_calculated"));
    for (const char* key : {"total_councils", "eligible_councils", "completeness", "sum", "average", "median", "q1", "q3", "min", "max", "std_deviation", "outlier_count"})
        out += QStringLiteral("  %1 %2\n").arg(QString::fromLatin1(key).leftJustified(18), grouped(text(summary, key)).rightJustified(24));
    for (const char* key : {"top_5", "bottom_5"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        for (const QJsonValue& council : summary.value(QLatin1String(key)).toArray())
            out += councilLine(council.toObject());
    }
    for (const char* key : {"type_averages", "nation_averages", "region_averages"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        const QJsonObject groups = summary.value(QLatin1String(key)).toObject();
        for (auto group = groups.begin(); group != groups.end(); ++group) {
            out += QStringLiteral("  %1 %2  (%3)\n").arg(group.key().leftJustified(32), grouped(text(group.value().toObject(), "average")).rightJustified(22),
                                                     text(group.value().toObject(), "count"));
        }
    }
    return out + QStringLiteral("data_hash %1\n").arg(text(summary, "data_hash"));
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

QString changesText(const QJsonObject& changes)
{
    QString out;
    for (const QJsonValue& value : changes.value(QStringLiteral("changes")).toArray()) {
        const QJsonObject change = value.toObject();
        const QString magnitude = text(change, "magnitude");
        out += QStringLiteral("%1  %2 %3 %4 %5  %6 -> %7%8%9\n")
                   .arg(text(change, "time"), text(change, "change_type").leftJustified(15), text(change, "field"), text(change, "year"), text(change, "council_name"),
                        change.value(QStringLiteral("old_value")).isNull() ? QStringLiteral("nothing") : grouped(text(change, "old_value")),
                        change.value(QStringLiteral("new_value")).isNull() ? QStringLiteral("nothing") : grouped(text(change, "new_value")),
                        magnitude.isEmpty() ? QString() : QStringLiteral(" (%1 %)").arg(magnitude),
                        change.value(QStringLiteral("processed")).toBool() ? QString() : QStringLiteral("  open"));
    }
    return out + QStringLiteral("%1 in all\n").arg(text(changes, "total"));
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
    if (report.contains(QStringLiteral("diff")))
        out += changesText({{QStringLiteral("changes"), report.value(QStringLiteral("diff"))}, {QStringLiteral("total"), report.value(QStringLiteral("diff")).toArray().size()}});
    return out;
}

QString factoidsText(const QJsonArray& factoids)
{
    QString out;
    for (const QJsonValue& factoid : factoids)
        out += QStringLiteral("• %1\n").arg(text(factoid.toObject(), "text"));
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

QString fallbacksText(const QJsonObject& fallbacks)
{
    QString out;
    for (const QJsonValue& value : fallbacks.value(QStringLiteral("fallbacks")).toArray()) {
        const QJsonObject fallback = value.toObject();
        const bool holds = fallback.value(QStringLiteral("supported")).toBool();
        out += QStringLiteral("%1  %2  %3%4\n").arg(text(fallback, "id").rightJustified(4), text(fallback, "language"), text(fallback, "text"),
                                                  holds ? QString() : QStringLiteral("  — does not hold: ") + text(fallback, "reason"));
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
