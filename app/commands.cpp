#include "app/commands.h"

#include "app/session.h"
#include "core/base/literals.h"
#include "core/base/plain_file.h"

#include <QJsonDocument>

namespace factoid {

namespace {

constexpr qint64 kMostOfConfig = 1 << 20;

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
    options.writesNothing = line.access != Access::Writes;
    options.leavesOlder = line.trial;
    return options;
}

int runCommand(const CommandLine& line, Console& console)
{
    if (const Work::Text text = line.work->text()) {
        console.text(text());
        return Done;
    }
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
    return line.work->function()(session);
}

} // namespace factoid
