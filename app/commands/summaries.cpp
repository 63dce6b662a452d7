// Summaries: build-summaries, summary, sample.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/summaries/summary_queries.h"

namespace factoid::commands {

namespace {

constexpr int kSampleSize = 50;

QString councilLine(const QJsonObject& council)
{
    constexpr int kName = 44;
    constexpr int kAmount = 24;
    return u"  "_s + text(council, "code").leftJustified(11) + text(council, "name").leftJustified(kName) +
           grouped(text(council, "value")).rightJustified(kAmount) + QLatin1Char('\n');
}

QString comparisonText(const QJsonObject& json)
{
    const auto day = [&](const char* key) { return text(json.value(QLatin1String(key)).toObject(), "day"); };
    QString out = u"%1, %2: %3 against %4\n%5\n"_s.arg(text(json, "field"), text(json, "year"), day("from"), day("to"),
                                                       text(json, "sentence"));
    for (const QJsonValue& value : json.value(u"differences"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const auto side = [&](const char* key) {
            return row.value(QLatin1String(key)).isNull() ? u"nothing"_s : grouped(text(row, key));
        };
        out += u"  %1 %2 -> %3%4\n"_s.arg(
            text(row, "name").leftJustified(34), side("before"), side("after"),
            row.value(u"difference"_s).isNull() ? QString() : u"  (%1)"_s.arg(grouped(text(row, "difference"))));
    }
    return out;
}

QString summaryText(const QJsonObject& summary);

QString spreadText(const QJsonObject& json)
{
    QString out = u"%1, %2\n%3 %4\n"_s.arg(text(json, "field_name"), text(json, "year"), text(json, "reported"),
                                           text(json, "sentence"));
    for (const QJsonValue& value : json.value(u"histogram"_s).toObject().value(u"bins"_s).toArray()) {
        const QJsonObject bin = value.toObject();
        const auto edge = [&](const char* key) {
            return bin.value(QLatin1String(key)).isNull() ? u"…"_s : grouped(text(bin, key));
        };
        constexpr int kEdge = 18;
        constexpr int kBar = 60;
        const int count = bin.value(u"count"_s).toInt();
        out += u"  %1 to %2 %3 %4\n"_s.arg(edge("from").rightJustified(kEdge), edge("until").rightJustified(kEdge),
                                           QString::number(count).rightJustified(6),
                                           QString(std::min(count, kBar), QLatin1Char('#')));
    }
    for (const char* key : {"top", "bottom"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        for (const QJsonValue& council : json.value(QLatin1String(key)).toArray())
            out += councilLine(council.toObject());
    }
    return out + summaryText(json.value(u"summary"_s).toObject());
}

QString summaryText(const QJsonObject& summary)
{
    if (summary.contains(u"summaries"_s)) {
        QString all;
        for (const QJsonValue& one : summary.value(u"summaries"_s).toArray())
            all += summaryText(one.toObject()) + QLatin1Char('\n');
        return all;
    }
    if (summary.contains(u"differences"_s))
        return comparisonText(summary);
    if (summary.contains(u"histogram"_s))
        return spreadText(summary);
    QString out = u"%1, %2 %3\n"_s.arg(text(summary, "field"), text(summary, "year"),
                                       summary.contains(u"date_calculated"_s)
                                           ? u"(calculated %1)"_s.arg(text(summary, "date_calculated"))
                                           : QString());
    for (const char* key : {"total_councils", "eligible_councils", "completeness", "sum", "average", "median", "q1",
                            "q3", "min", "max", "std_deviation", "outlier_count"})
        out += u"  %1 %2\n"_s.arg(QString::fromLatin1(key).leftJustified(18),
                                  grouped(text(summary, key)).rightJustified(24));
    for (const char* key : {"top_5", "bottom_5"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        for (const QJsonValue& council : summary.value(QLatin1String(key)).toArray())
            out += councilLine(council.toObject());
    }
    for (const char* key : {"type_averages", "nation_averages", "region_averages"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        const QJsonObject groups = summary.value(QLatin1String(key)).toObject();
        for (auto group = groups.begin(); group != groups.end(); ++group) {
            out += u"  %1 %2  (%3)\n"_s.arg(group.key().leftJustified(32),
                                            grouped(text(group.value().toObject(), "average")).rightJustified(22),
                                            text(group.value().toObject(), "count"));
        }
    }
    return out + u"data_hash %1\n"_s.arg(text(summary, "data_hash"));
}

QString sampleText(const QJsonObject& sample)
{
    QString out = u"%1, %2\n"_s.arg(text(sample, "field"), text(sample, "year"));
    for (const QJsonValue& council : sample.value(u"councils"_s).toArray())
        out += councilLine(council.toObject());
    return out;
}

Result<QJsonObject> summaryAnswer(QueryContext& context, const CommandLine& line)
{
    if (line.arguments.isEmpty())
        return summariesQuery(context);
    const QString field = line.arguments[0];
    const auto year = TRY(yearFromUser(line.arguments[1]));
    const QDate day = line.date("on");
    const QDate compared = line.date("compare");
    if (compared.isValid())
        return toJson(
            TRY(compareQuery(context, field, year, compared, day.isValid() ? day : context.clock.now().date())));
    const SpreadFilter filter{field, year, line.text("type"), line.text("nation"), line.text("region")};
    const bool narrows = !filter.type.isEmpty() || !filter.nation.isEmpty() || !filter.region.isEmpty();
    if (!line.flag("spread") && !narrows)
        return summaryQuery(context, field, year, day);
    if (day.isValid())
        return fail(ErrorKind::Usage,
                    u"--spread and --type, --nation, --region look at the figures of today; leave out --on"_s);
    return toJson(TRY(spreadQuery(context, filter)));
}

} // namespace

int buildSummaries(Session& session)
{
    return simpleJob(session, u"build-summaries"_s, session.line.options);
}

int summary(Session& session)
{
    return show(session, askLong(session, summaryAnswer), summaryText);
}

int sample(Session& session)
{
    const auto year = yearFromUser(session.line.arguments[1]);
    if (!year)
        return failed(session, year.error());
    const int limit = std::min(session.line.number("limit", kSampleSize), kSampleSize);
    return show(session, session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        return toJson(TRY(sampleQuery(context, session.line.arguments[0], *year, limit)));
    }),
                sampleText);
}

} // namespace factoid::commands
