#include "app/commands.h"

#include "app/data_commands.h"
#include "app/data_text.h"
#include "app/interrupt.h"
#include "app/monitor_commands.h"
#include "app/operator_commands.h"
#include "app/plan_commands.h"
#include "app/record_answer.h"
#include "app/report_text.h"
#include "app/session.h"
#include "core/base/literals.h"
#include "core/base/log.h"
#include "core/base/plain_file.h"
#include "core/chat/provider_queries.h"
#include "core/engine/engine.h"
#include "core/factoids/words/factoid.h"
#include "core/node/slot_runner.h"
#include "core/queries/errors/doctor.h"
#include "core/queries/facts_query.h"
#include "core/queries/figures/figures_queries.h"
#include "core/queries/import/import_queries.h"
#include "core/queries/overview/status.h"
#include "core/queries/schedule/simulate.h"
#include "core/store/data/import_store.h"
#include "core/store/sql/time_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <map>
#include <unistd.h>

namespace factoid {

namespace {

constexpr int kFactsShown = 20;
constexpr int kSampleSize = 50;
constexpr int kImportsShown = 50;
constexpr int kSimulatedDays = 365;
constexpr qint64 kReadChunk = 1 << 16;
constexpr qint64 kMostOfConfig = 1 << 20;

using CommandFunction = int (*)(Session&);

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

int figures(Session& session)
{
    const QString field = session.line.arguments.value(0);
    const QString council = session.line.text("council");
    if (!field.isEmpty() && !council.isEmpty())
        return failed(session, {ErrorKind::Usage, u"figures takes a FIELD or --council, not both"_s});
    if (field.isEmpty() && council.isEmpty()) {
        return show(session, session.engine.ask([](QueryContext& context) -> Result<QJsonObject> {
            return toJson(TRY(fieldTreeQuery(context)));
        }),
                    fieldTreeText);
    }
    return show(session, session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        const auto matrix =
            TRY(field.isEmpty() ? councilMatrixQuery(context, council) : fieldMatrixQuery(context, field));
        return matrix.toJson();
    }),
                figureMatrixText);
}

int figure(Session& session)
{
    const auto year = yearFromUser(session.line.arguments[2]);
    if (!year)
        return failed(session, year.error());
    QDateTime at;
    if (const QString text = session.line.text("at"); !text.isEmpty()) {
        at = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (!at.isValid())
            return failed(session,
                          {ErrorKind::Usage, u"“%1” is not an instant; write 2026-06-06T12:00:00Z"_s.arg(text)});
    }
    return show(session, session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        return toJson(TRY(cellHistoryQuery(context, session.line.arguments[0], session.line.arguments[1], *year, at)));
    }),
                figureText);
}

int buildSummaries(Session& session)
{
    return simpleJob(session, u"build-summaries"_s, session.line.options);
}

int updateFactoids(Session& session)
{
    if (session.line.flag("init_schedule")) {
        if (session.line.flag("dry_run"))
            return failed(session, {ErrorKind::Usage, u"--init-schedule saves the schedule; it has no dry run"_s});
        return simpleJob(session, u"schedule"_s, {{u"action"_s, u"init"_s}});
    }
    const auto outcome = runJob(session, u"update-factoids"_s, session.line.options, session.line.flag("dry_run"));
    if (!outcome)
        return report(session, outcome);
    const QString text =
        outcome->outcome + QLatin1Char('\n') + factoidsText(outcome->result.value(u"factoids"_s).toArray());
    const int code = report(session, outcome, text);
    return outcome->outcome == "fell_back"_L1 ? FellBack : code;
}

int showServed(Session& session, const ServedFactoids& served)
{
    QJsonObject json = served.toJson();
    if (session.line.flag("sources")) {
        auto db = session.engine.openForReading();
        if (!db)
            return failed(session, db.error());
        QJsonArray withSources;
        QString text;
        for (const QJsonValue& value : served.factoids) {
            QJsonObject factoid = value.toObject();
            const auto sources = sourcesQuery(**db, factoid);
            if (!sources)
                return failed(session, sources.error());
            const QJsonArray rows = jsonOf(*sources).toArray();
            factoid.insert(u"sources"_s, rows);
            withSources.append(factoid);
            text += factoidsText({factoid}) + sourcesText(rows);
        }
        json.insert(u"factoids"_s, withSources);
        session.console.line(text.trimmed());
    } else {
        session.console.line(factoidsText(served.factoids).trimmed());
    }
    if (session.console.isJson())
        session.console.document(json);
    return served.source == CacheSource::Fallback ? FellBack : Done;
}

int factoids(Session& session)
{
    const auto language = languageGiven(session);
    if (!language)
        return failed(session, language.error());
    // The first reader has a set made, which a signal stops as it stops any job; a read leaves nothing behind.
    JobRunner& jobs = session.engine.jobs();
    bool stopped = false;
    const Interrupt interrupt([&] {
        stopped = jobs.stopAll();
        if (!stopped)
            endAtOnce();
    });
    Result<ServedFactoids> served = ServedFactoids();
    (void)askAside(session, [&](const Attendance&) -> Result<QJsonObject> {
        served = session.engine.cache().read(session.line.number("limit", 0), *language,
                                             session.line.flag("checked_only") ? ReaderTakes::CheckedOnly
                                                                               : ReaderTakes::All);
        return QJsonObject();
    });
    const int code = stopped  ? failed(session, Cancel::error().error())
                     : served ? showServed(session, *served)
                              : failed(session, served.error());
    session.console.flush();
    // After the answer, and also of a read that failed: what the levels met belongs to their breakers.
    (void)session.engine.cache().tiers().leaveStats();
    return code;
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

int facts(Session& session)
{
    if (session.line.flag("null_mirror"))
        return show(session, session.engine.ask([](QueryContext& context) -> Result<QJsonObject> {
            return TRY(nullMirrorQuery(context)).toJson();
        }),
                    nullMirrorText);
    Year year;
    if (const QString text = session.line.text("year"); !text.isEmpty()) {
        const auto parsed = yearFromUser(text);
        if (!parsed)
            return failed(session, parsed.error());
        year = *parsed;
    }
    return show(session, session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        return toJson(
            TRY(factsQuery(context, session.line.number("limit", kFactsShown), session.line.text("field"), year)));
    }),
                factsText);
}

Result<std::optional<QJsonArray>> factoidsToVerify(const QStringList& arguments)
{
    QByteArray bytes;
    QString name = u"standard input"_s;
    if (!arguments.isEmpty()) {
        name = arguments.front();
        auto read = TRY(readPlainFile(name));
        bytes = std::move(read);
    } else {
        QFile in;
        // A terminal is nobody's document; without one, an empty input means the published set.
        if (isatty(STDIN_FILENO) != 1 && in.open(stdin, QIODevice::ReadOnly)) {
            while (bytes.size() <= kMostOfOneFile) {
                const QByteArray more = in.read(kReadChunk);
                if (more.isEmpty())
                    break;
                bytes += more;
            }
            if (bytes.size() > kMostOfOneFile)
                return fail(ErrorKind::Input,
                            u"is larger than %1 MB, which is more than such a file can be"_s.arg(kMostOfOneFile >> 20),
                            name);
        }
    }
    if (bytes.trimmed().isEmpty())
        return std::nullopt; // the published set
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parse);
    if (document.isArray())
        return document.array();
    if (document.object().contains(u"factoids"_s))
        return document.object().value(u"factoids"_s).toArray();
    if (document.object().contains(u"text"_s))
        return QJsonArray{document.object()};
    return fail(ErrorKind::Input,
                parse.error == QJsonParseError::NoError ? u"holds no factoids"_s
                                                        : u"is not JSON: %1"_s.arg(parse.errorString()),
                name);
}

int verify(Session& session)
{
    const auto subjects = factoidsToVerify(session.line.arguments);
    if (!subjects)
        return failed(session, subjects.error());
    const auto answer = session.engine.ask(
        [&](QueryContext& context) -> Result<QJsonObject> { return toJson(TRY(verifyQuery(context, *subjects))); });
    const int code = show(session, answer, [](const QJsonObject& json) {
        QString text;
        for (const QJsonValue& value : json.value(u"results"_s).toArray()) {
            const QJsonObject row = value.toObject();
            const bool ok = row.value(u"supported"_s).toBool();
            const bool notice = row.value(u"extent"_s).toString() == kIsNotice;
            text += (!ok      ? u"REFUSED  "_s
                     : notice ? u"notice   "_s
                              : u"proven   "_s) +
                    row.value(u"text"_s).toString() + QLatin1Char('\n');
            if (!ok)
                text += u"         "_s + row.value(u"reason"_s).toString() + QLatin1Char('\n');
            if (const QString nearest = row.value(u"nearest"_s).toString(); !nearest.isEmpty())
                text += u"         nearest that can be proven: "_s + nearest + QLatin1Char('\n');
        }
        return text + u"%1 checked, %2 supported, %3 refused"_s.arg(json.value(u"checked"_s).toInt())
                          .arg(json.value(u"supported"_s).toInt())
                          .arg(json.value(u"refused"_s).toInt());
    });
    return code == Done && answer->value(u"refused"_s).toInt() > 0 ? NotVerified : code;
}

int exportBundle(Session& session)
{
    return simpleJob(session, u"export"_s, session.line.options);
}

int run(Session& session)
{
    SlotRunner runner(session.engine.jobs(), session.engine.clock(), session.engine.store());
    const Interrupt interrupt([&runner] {
        runner.stop();
        QCoreApplication::quit();
    });
    QObject::connect(&runner, &SlotRunner::checked, QCoreApplication::instance(),
                     [&](const QString& outcome, const QString& reason) {
                         session.console.line(
                             u"%1  %2  %3"_s.arg(timeText(session.engine.clock().now()), outcome, reason));
                     });
    runner.start();
    session.console.line(u"following the schedule; stop with Ctrl+C"_s);
    QCoreApplication::exec();
    runner.wait();
    return WasInterrupted;
}

int warmCache(Session& session)
{
    return simpleJob(session, u"warm-cache"_s, {});
}

int invalidate(Session& session)
{
    return simpleJob(session, u"invalidate"_s, {{u"prefix"_s, session.line.arguments.value(0)}});
}

int status(Session& session)
{
    const auto levels = session.engine.cache().tiers().statsOfAll();
    if (!levels)
        return failed(session, levels.error());
    return show(session,
                session.engine.ask(asJson([&](QueryContext& context) { return statusQuery(context, *levels); })),
                statusText);
}

int changes(Session& session)
{
    // A file that is half written is to be taken away again.
    const AtSignal signal = session.line.text("export").isEmpty() ? AtSignal::End : AtSignal::Cancel;
    return show(session, askLong(session, changesAnswer, signal), changesText);
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
        return text.isEmpty() ? u"nothing was imported yet"_s : text;
    });
}

int simulate(Session& session)
{
    const auto answer = session.engine.ask(asJson([&](QueryContext& context) {
        return simulateQuery(context, session.line.number("days", kSimulatedDays),
                             static_cast<quint32>(session.line.number("seed", 1)));
    }));
    return show(session, answer, [](const QJsonObject& json) {
        QJsonObject brief = json;
        brief.remove(u"per_day"_s);
        return QString::fromUtf8(QJsonDocument(brief).toJson());
    });
}

int doctor(Session& session)
{
    if (session.line.flag("providers")) {
        const auto asked = askAside(session, [&](const Attendance& attendance) {
            return providersQuery(session.engine.chat(), session.engine.providers(), attendance);
        });
        const int shown = show(session, asked, providersText);
        return shown == Done && !asked->value(u"healthy"_s).toBool() ? Failed : shown;
    }
    QJsonArray mended;
    if (session.line.flag("repair")) {
        const auto repaired = runJob(session, u"repair"_s, {});
        if (!repaired)
            return failed(session, repaired.error());
        mended = repaired->result.value(u"mended"_s).toArray();
        session.console.line(repaired->note);
    }
    auto answer = session.engine.examine(asJson(doctorQuery));
    if (answer && session.line.flag("repair"))
        answer->insert(u"mended"_s, mended);
    const int code = show(session, answer, doctorText);
    return code == Done && !answer->value(u"healthy"_s).toBool() ? Failed : code;
}

int backup(Session& session)
{
    return simpleJob(session, u"backup"_s, {{u"file"_s, session.line.arguments[0]}});
}

int restore(Session& session)
{
    return simpleJob(session, u"restore"_s, {{u"file"_s, session.line.arguments[0]}});
}

int prune(Session& session)
{
    return simpleJob(session, u"prune"_s, {});
}

const std::map<QString, CommandFunction>& functions()
{
    static const std::map<QString, CommandFunction> table{
        {u"import"_s, import},
        {u"figures"_s, figures},
        {u"figure"_s, figure},
        {u"build-summaries"_s, buildSummaries},
        {u"update-factoids"_s, updateFactoids},
        {u"factoids"_s, factoids},
        {u"summary"_s, summary},
        {u"sample"_s, sample},
        {u"facts"_s, facts},
        {u"verify"_s, verify},
        {u"export"_s, exportBundle},
        {u"verify-bundle"_s, commands::verifyBundle},
        {u"run"_s, run},
        {u"warm-cache"_s, warmCache},
        {u"invalidate"_s, invalidate},
        {u"status"_s, status},
        {u"changes"_s, changes},
        {u"imports"_s, imports},
        {u"schedule"_s, commands::schedule},
        {u"simulate"_s, simulate},
        {u"doctor"_s, doctor},
        {u"fallbacks"_s, commands::fallbacks},
        {u"backup"_s, backup},
        {u"restore"_s, restore},
        {u"prune"_s, prune},
        {u"undo"_s, commands::undo},
        {u"redo"_s, commands::redo},
        {u"history"_s, commands::history},
        {u"cancel"_s, commands::cancel},
        {u"runs"_s, commands::runs},
        {u"cache"_s, commands::cache},
        {u"rehearse"_s, commands::rehearse},
        {u"bundles"_s, commands::bundles},
        {u"settings"_s, commands::settings},
        {u"curate"_s, commands::curate},
        {u"audit"_s, commands::audit},
        {u"errors"_s, commands::errors},
        {u"breakers"_s, commands::breakers},
        {u"recovery"_s, commands::recovery},
        {u"spend"_s, commands::spend},
        {u"models"_s, commands::models},
    };
    return table;
}

// Commands that look and touch nothing, the cache's counters included.
bool writesNothing(const CommandLine& line)
{
    static const QStringList looking{u"summary"_s, u"sample"_s,  u"facts"_s,   u"verify"_s,   u"verify-bundle"_s,
                                     u"status"_s,  u"changes"_s, u"imports"_s, u"simulate"_s, u"doctor"_s,
                                     u"history"_s, u"runs"_s,    u"cache"_s,   u"bundles"_s,  u"audit"_s,
                                     u"figures"_s, u"figure"_s,  u"errors"_s,  u"spend"_s,    u"models"_s};
    return line.flag("dry_run") || line.flag("preview") || looking.contains(line.command);
}

} // namespace

Result<EngineOptions> engineOptions(const CommandLine& line)
{
    EngineOptions options;
    if (!line.store.isEmpty()) {
        auto url = TRY(StoreUrl::parse(line.store));
        options.store = url;
    }
    if (!line.config.isEmpty()) {
        const auto text = readPlainFile(line.config, kMostOfConfig);
        if (!text)
            return fail(ErrorKind::Usage, u"the config %1"_s.arg(text.error().message), line.config);
        QJsonParseError parse;
        const QJsonDocument document = QJsonDocument::fromJson(*text, &parse);
        if (!document.isObject())
            return fail(ErrorKind::Usage, u"the config is not a JSON object: %1"_s.arg(parse.errorString()),
                        line.config);
        options.config = document.object();
    }
    options.now = line.now;
    options.readOnly = line.readOnly;
    options.writesNothing = writesNothing(line);
    options.leavesOlder = line.flag("dry_run") || line.flag("preview");
    return options;
}

int runCommand(const CommandLine& line, Console& console)
{
    auto options = engineOptions(line);
    if (!options) {
        console.error(options.error());
        return exitCodeFor(options.error().kind);
    }
    auto engine = Engine::make(std::move(*options));
    if (!engine) {
        console.error(engine.error());
        return exitCodeFor(engine.error().kind);
    }
    Session session{line, console, **engine};
    return functions().at(line.command)(session);
}

} // namespace factoid
