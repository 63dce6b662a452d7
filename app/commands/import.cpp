// Files read into the store: import, imports.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/import/import_queries.h"

#include <QStringList>

namespace factoid::commands {

namespace {

constexpr int kImportsShown = 50;

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
        out += u"confirmed again “%1”\n"_s.arg(text(value.toObject(), "text"));
    if (report.contains(u"diff"_s))
        out += changesText(
            {{u"changes"_s, report.value(u"diff"_s)}, {u"total"_s, report.value(u"diff"_s).toArray().size()}});
    return out;
}

QString importPreviewText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "looks")) {
        const QJsonObject look = value.toObject();
        out += u"%1: %2, %3\n"_s.arg(text(look, "file"), text(look, "shape"), text(look, "sentence"));
        for (const QJsonValue& one : list(look, "columns")) {
            const QJsonObject column = one.toObject();
            out += u"  %1 %2 (%3)\n"_s.arg(text(column, "header").left(50).leftJustified(50), text(column, "meaning"),
                                           text(column, "why"));
        }
    }
    for (const QJsonValue& warning : list(json, "warnings"))
        out += u"warning   %1\n"_s.arg(warning.toString());
    for (const QJsonValue& question : list(json, "questions"))
        out += u"question  %1\n"_s.arg(question.toString());
    if (json.contains(u"missing"_s))
        return out + u"%1\n"_s.arg(text(json, "missing"));
    const QJsonObject preview = json.value(u"preview"_s).toObject();
    for (const QJsonValue& value : list(preview, "sample")) {
        const QJsonObject row = value.toObject();
        QStringList values;
        for (const QJsonValue& one : list(row, "values")) {
            const QJsonObject cell = one.toObject();
            values << u"%1 -> %2"_s.arg(text(cell, "written"), text(cell, "outcome") == "rejected"_L1
                                                                   ? text(cell, "reason")
                                                                   : text(cell, "becomes"));
        }
        constexpr int kShown = 4;
        const qsizetype more = values.size() - kShown;
        if (more > 0)
            values = values.first(kShown) << u"and %1 more"_s.arg(more);
        out += u"%1  %2 %3  %4\n"_s.arg(text(row, "line").rightJustified(7), text(row, "outcome").leftJustified(9),
                                        text(row, "council_name"), values.join(u"; "_s));
    }
    for (const QJsonValue& value : list(preview, "problems")) {
        const QJsonObject problem = value.toObject();
        out += u"needs a decision: “%1” (%2): %3. %4\n"_s.arg(text(problem, "value"),
                                                              counted(problem, "values", "value", "values"),
                                                              text(problem, "reason"), text(problem, "way_out"));
    }
    return out + text(preview, "sentence");
}

} // namespace

int import(Session& session)
{
    QJsonObject options = session.line.options;
    options.insert(u"paths"_s, QJsonArray::fromStringList(session.line.arguments));
    if (session.line.flag("preview"))
        return show(session, session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
            return toJson(TRY(importPreviewQuery(context, options)));
        }),
                    importPreviewText);
    const auto outcome = runJob(session, u"import"_s, options, session.line.flag("dry_run"));
    return report(session, outcome, outcome ? importText(outcome->result) : QString());
}

int imports(Session& session)
{
    const auto answer = session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        return toJson(TRY(importsQuery(context, session.line.number("limit", kImportsShown))));
    });
    return show(session, answer, [](const QJsonObject& json) {
        QString text;
        for (const QJsonValue& value : json.value(u"imports"_s).toArray()) {
            const QVariantMap row = value.toObject().toVariantMap();
            text += u"%1  %2  %3 new, %4 changed, %5 removed, %6 rejected%7  %8\n"_s.arg(
                row[u"import_id"_s].toString().rightJustified(4), row[u"time"_s].toString(),
                row[u"inserted"_s].toString(), row[u"updated"_s].toString(), row[u"removed"_s].toString(),
                row[u"rejected"_s].toString(), row[u"undone_at"_s].isNull() ? QString() : u", undone"_s,
                row[u"files"_s].toStringList().join(u", "_s));
        }
        return text.isEmpty() ? u"nothing has been imported yet"_s : text;
    });
}

} // namespace factoid::commands
