// Facts and factoids: facts, factoids, verify, curate.
#include "app/commands/commands.h"

#include "app/interrupt.h"
#include "core/base/languages.h"
#include "core/base/literals.h"
#include "core/base/plain_file.h"
#include "core/factoids/words/factoid.h"
#include "core/queries/factoids/factoid_queries.h"
#include "core/queries/facts_query.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <unistd.h>

namespace factoid::commands {

namespace {

constexpr int kFactsShown = 20;
constexpr int kCandidatesShown = 40;
constexpr qint64 kReadChunk = 1 << 16;

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
    if (const QString note = text(facts, "note"); !note.isEmpty())
        return u"no facts: %1\n"_s.arg(note);
    return out.isEmpty() ? u"no facts\n"_s : out;
}

QString nullMirrorText(const QJsonObject& mirror)
{
    QString out;
    for (const QJsonValue& value : mirror.value(u"kinds"_s).toArray()) {
        const QJsonObject kind = value.toObject();
        const bool judged = kind.value(u"judged"_s).toBool();
        out += u"%1 %2 found, %3\n"_s.arg(text(kind, "kind").leftJustified(18))
                   .arg(kind.value(u"called"_s).toInt(), 6)
                   .arg(judged ? u"%1 by chance"_s.arg(kind.value(u"noise"_s).toInt())
                               : u"not judged: shuffling leaves the figures of a year the same"_s);
    }
    return out +
           u"%1 found, %2 by chance\n"_s.arg(mirror.value(u"called"_s).toInt()).arg(mirror.value(u"noise"_s).toInt());
}

QString sourcesText(const QJsonArray& sources)
{
    QStringList lines; // a figure that two claims share stands there once
    for (const QJsonValue& value : sources) {
        const QJsonObject row = value.toObject();
        const QString what = u"    %1 %2 %3 = %4"_s.arg(text(row, "measure"), text(row, "field"), text(row, "year"),
                                                        grouped(text(row, "value")));
        const QString from = row.contains(u"file"_s)
                                 ? u"%1, %2 line %3"_s.arg(text(row, "council"), text(row, "file"), text(row, "line"))
                                 : u"calculated over %1"_s.arg(text(row, "of"));
        const QString line =
            what + u"  ← "_s + (row.contains(u"council"_s) && !row.contains(u"file"_s) ? text(row, "council") : from);
        if (!lines.contains(line))
            lines << line;
    }
    return lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
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

QString choicesText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"choices"_s).toArray()) {
        const QJsonObject row = value.toObject();
        out += u"%1  %2%3%4  %5\n"_s.arg(
            text(row, "kind").leftJustified(13),
            text(row, "council").isEmpty() ? text(row, "fact_key") : text(row, "council"),
            text(row, "until").isEmpty() ? QString() : u" until "_s + text(row, "until"),
            text(row, "reason").isEmpty() ? QString() : u" (%1)"_s.arg(text(row, "reason")), text(row, "text"));
    }
    return out.isEmpty() ? u"nothing was chosen"_s : out;
}

QString candidatesText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"candidates"_s).toArray()) {
        const QJsonObject row = value.toObject();
        out += u"%1  %2\n       %3\n       %4\n"_s.arg(row.value(u"score"_s).toDouble(), 0, 'f', 3)
                   .arg(text(row, "text").isEmpty() ? text(row, "kind") : text(row, "text"), text(row, "why"),
                        text(row, "key"));
    }
    return out.isEmpty() ? u"no facts"_s : out;
}

QString factoidText(const QJsonObject& json)
{
    QString out = text(json.value(u"factoid"_s).toObject(), "text") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(u"claims"_s).toArray()) {
        const QJsonObject claim = value.toObject();
        out +=
            u"  %1 = %2, shown as “%3”\n"_s.arg(text(claim, "operation"), text(claim, "result"), text(claim, "shown"));
        for (const QJsonValue& each : claim.value(u"operands"_s).toArray()) {
            const QJsonObject operand = each.toObject();
            out += u"    %1 %2 %3: %4%5\n"_s.arg(
                text(operand, "who"), text(operand, "field"), text(operand, "year"), text(operand, "value"),
                text(operand, "file").isEmpty()
                    ? QString()
                    : u"  ← %1 line %2, import %3"_s.arg(text(operand, "file"), text(operand, "line"),
                                                         text(operand, "import")));
        }
    }
    for (const QJsonValue& value : json.value(u"other_languages"_s).toArray())
        out += u"  %1  %2  %3\n"_s.arg(text(value.toObject(), "language"), text(value.toObject(), "id"),
                                       text(value.toObject(), "text"));
    for (const QJsonValue& value : json.value(u"history"_s).toArray())
        out += u"  shown %1, slot %2, run %3\n"_s.arg(text(value.toObject(), "at"), text(value.toObject(), "slot"),
                                                      text(value.toObject(), "run"));
    return out;
}

// A factoid's id or a fact's key; with `council` the operand is a council's code.
QJsonObject subjectOf(const QString& operand, bool council)
{
    if (council)
        return {{u"council"_s, operand}};
    return {{operand.contains(QLatin1Char('|')) ? u"fact_key"_s : u"id"_s, operand}};
}

QString verificationText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"results"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const bool ok = row.value(u"supported"_s).toBool();
        const bool notice = row.value(u"extent"_s).toString() == kIsNotice;
        out += (!ok      ? u"REFUSED  "_s
                : notice ? u"notice   "_s
                         : u"proven   "_s) +
               row.value(u"text"_s).toString() + QLatin1Char('\n');
        if (!ok)
            out += u"         "_s + row.value(u"reason"_s).toString() + QLatin1Char('\n');
        if (const QString nearest = row.value(u"nearest"_s).toString(); !nearest.isEmpty())
            out += u"         nearest that can be proven: "_s + nearest + QLatin1Char('\n');
    }
    return out + u"%1 checked, %2 supported, %3 refused"_s.arg(json.value(u"checked"_s).toInt())
                     .arg(json.value(u"supported"_s).toInt())
                     .arg(json.value(u"refused"_s).toInt());
}

QString factText(const QJsonObject& json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson());
}

} // namespace

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

int factoids(Session& session)
{
    // The first reader has a set made, which a signal stops as it stops any job; a read leaves nothing behind.
    JobRunner& jobs = session.engine.jobs();
    bool stopped = false;
    const Interrupt interrupt([&] {
        stopped = jobs.stopAll();
        if (!stopped)
            endAtOnce();
    });
    Result<ServedFactoids> served = ServedFactoids();
    (void)askAside(session, [&](const TaskControl&) -> Result<QJsonObject> {
        served = session.engine.cache().read(session.line.number("limit", 0), session.line.text("language"),
                                             session.line.flag("checked_only") ? ReaderTakes::CheckedOnly
                                                                               : ReaderTakes::All);
        return QJsonObject();
    });
    const int code = stopped  ? failed(session, CancelToken::error().error())
                     : served ? showServed(session, *served)
                              : failed(session, served.error());
    session.console.flush();
    // After the answer, and also of a read that failed: what the levels met belongs to their breakers.
    (void)session.engine.cache().tiers().leaveStats();
    return code;
}

int verify(Session& session)
{
    const auto subjects = factoidsToVerify(session.line.arguments);
    if (!subjects)
        return failed(session, subjects.error());
    const auto answer = session.engine.ask(
        [&](QueryContext& context) -> Result<QJsonObject> { return toJson(TRY(verifyQuery(context, *subjects))); });
    const int code = show(session, answer, verificationText);
    return code == Done && answer->value(u"refused"_s).toInt() > 0 ? NotVerified : code;
}

int listChoices(Session& session)
{
    return showAnswer(session, choicesQuery, choicesText);
}

int listCandidates(Session& session)
{
    const int limit = session.line.number("limit", kCandidatesShown);
    const QString language = session.line.text("language");
    return showAnswer(
        session, [&](QueryContext& context) { return candidatesQuery(context, limit, language); }, candidatesText);
}

int showFactoid(Session& session)
{
    const QString operand = session.line.arguments[0];
    const QString language = session.line.text("language");
    if (operand.contains(QLatin1Char('|')))
        return showAnswer(
            session, [&](QueryContext& context) { return factQuery(context, operand, language); }, factText);
    return showAnswer(
        session, [&](QueryContext& context) { return factoidQuery(context, operand); }, factoidText);
}

int curate(Session& session)
{
    const QString action = session.line.action;
    const QString operand = session.line.arguments[0];
    const bool council = action == "never"_L1 || (action == "clear"_L1 && !operand.contains(QLatin1Char('|')) &&
                                                  !operand.startsWith(QLatin1Char('f')));
    QJsonObject options = subjectOf(operand, council);
    options.insert(u"action"_s, action == "never"_L1 ? u"never_council"_s : action);
    if (action == "order"_L1)
        options.insert(u"ids"_s, QJsonArray::fromStringList(session.line.arguments));
    for (auto option = session.line.options.begin(); option != session.line.options.end(); ++option)
        options.insert(option.key(), option.value());
    return report(session, runJob(session, u"curate"_s, options, session.line.flag("dry_run")));
}

} // namespace factoid::commands
