// Bundles: export, verify-bundle, bundles.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/bundles/bundle_queries.h"

#include <QStringList>

namespace factoid::commands {

namespace {

constexpr int kBundlesShown = 50;
constexpr int kHashShown = 12;

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
    return out.isEmpty() ? u"nothing has been exported yet"_s : out;
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
        return u"intact: "_s + counted(check, "files_checked", "file unchanged", "files unchanged");
    QString out;
    for (const QJsonValue& value : list(check, "problems"))
        out +=
            u"%1: %2\n"_s.arg(text(value.toObject(), "file").isEmpty() ? u"bundle"_s : text(value.toObject(), "file"),
                              text(value.toObject(), "message"));
    return out;
}

} // namespace

int exportBundle(Session& session)
{
    return simpleJob(session, u"export"_s, session.line.options);
}

int verifyBundle(Session& session)
{
    const QString path = session.line.arguments[0];
    const QByteArray previous = session.line.text("previous").toLatin1();
    Result<QJsonObject> answer =
        session.engine.ask(asJson([&](QueryContext& context) { return bundleCheckQuery(context, path, previous); }));
    if (!answer) // whoever receives bundles need not have a store
        answer = toJson(checkBundle(path, session.engine.clock().now(), previous));
    const int code = show(session, answer, bundleCheckText);
    return code == Done && !answer->value(u"ok"_s).toBool() ? NotVerified : code;
}

int bundles(Session& session)
{
    if (session.line.arguments.isEmpty()) {
        const int limit = session.line.number("limit", kBundlesShown);
        return showAnswer(
            session, [limit](QueryContext& context) { return bundlesQuery(context, limit); }, bundlesText);
    }
    const auto content = bundleContentQuery(session.line.arguments[0]);
    return content ? show(session, toJson(*content), bundleContentText) : failed(session, content.error());
}

} // namespace factoid::commands
