// The door: without --headless the window, with it one command.
#include "app/command_help.h"
#include "app/commands.h"
#include "app/interrupt.h"
#include "core/base/literals.h"
#include "core/base/log.h"

#ifdef FACTOID_WITH_WINDOW
#include "ui/window/window_start.h"
#endif

#include <QCoreApplication>

#include <cstdio>

using namespace factoid;

namespace {

QStringList argumentsOf(int argc, char* argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

int headless(int argc, char* argv[], const CommandLine& line)
{
    QCoreApplication app(argc, argv);
    Console console(line.json);
    return console.finish(runCommand(line, console));
}

int say(const QString& text)
{
    Console console(false);
    console.text(text);
    return console.finish(Done);
}

// Prints the error, as JSON where that was asked for; its exit code.
int refuse(bool json, const Error& error)
{
    Console console(json);
    console.error(error);
    return console.finish(exitCodeFor(error.kind));
}

int window(int argc, char* argv[], const CommandLine& line)
{
#ifdef FACTOID_WITH_WINDOW
    const auto options = engineOptions(line);
    if (!options)
        return refuse(false, options.error());
    // A logout or a kill closes the window as a person would: jobs are cancelled, the layout is kept.
    return startWindow(argc, argv, *options,
                       [] { return std::make_shared<Interrupt>([] { QCoreApplication::quit(); }); });
#else
    (void)argc;
    (void)argv;
    (void)line;
    return refuse(false, {ErrorKind::Usage, u"this build has no window; use --headless COMMAND"_s});
#endif
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication::setApplicationName(u"factoid-desk"_s);
    QCoreApplication::setOrganizationName(u"Factoid Desk"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(FACTOID_VERSION));

    const QStringList arguments = argumentsOf(argc, argv);
    const bool json = arguments.contains(u"--json"_s);
    StandardOutput::prepare();
    endOnSignal(json);
    const auto line = parseCommandLine(arguments);
    if (!line)
        return refuse(json, line.error());
    if (line->help)
        return say(helpText(line->command));
    if (line->version)
        return say(u"factoid-desk %1\n"_s.arg(QCoreApplication::applicationVersion()));
    // The parser took no other level or format.
    (void)installLog(line->logLevel, line->logFormat == "json"_L1 ? LogFormat::Json : LogFormat::Text);
    if (!line->command.isEmpty())
        return headless(argc, argv, *line);
    if (!line->headless)
        return window(argc, argv, *line);
    return refuse(line->json, {ErrorKind::Usage, u"--headless needs a command; --help lists them"_s});
}
