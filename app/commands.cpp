#include "app/commands.h"

#include "app/commands/commands.h"
#include "core/base/literals.h"
#include "core/base/plain_file.h"

#include <QJsonDocument>

#include <map>

namespace factoid {

namespace {

constexpr qint64 kMostOfConfig = 1 << 20;

using CommandFunction = int (*)(Session&);

const std::map<QString, CommandFunction>& functions()
{
    static const std::map<QString, CommandFunction> table{
        {u"import"_s, commands::import},
        {u"figures"_s, commands::figures},
        {u"figure"_s, commands::figure},
        {u"build-summaries"_s, commands::buildSummaries},
        {u"update-factoids"_s, commands::updateFactoids},
        {u"factoids"_s, commands::factoids},
        {u"summary"_s, commands::summary},
        {u"sample"_s, commands::sample},
        {u"facts"_s, commands::facts},
        {u"verify"_s, commands::verify},
        {u"export"_s, commands::exportBundle},
        {u"verify-bundle"_s, commands::verifyBundle},
        {u"run"_s, commands::run},
        {u"warm-cache"_s, commands::warmCache},
        {u"invalidate"_s, commands::invalidate},
        {u"status"_s, commands::status},
        {u"changes"_s, commands::changes},
        {u"imports"_s, commands::imports},
        {u"schedule"_s, commands::schedule},
        {u"simulate"_s, commands::simulate},
        {u"doctor"_s, commands::doctor},
        {u"fallbacks"_s, commands::fallbacks},
        {u"backup"_s, commands::backup},
        {u"restore"_s, commands::restore},
        {u"prune"_s, commands::prune},
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
