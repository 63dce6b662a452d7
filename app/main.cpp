// The door: without --headless the window, with it one command.
#include "app/commands.h"
#include "app/interrupt.h"
#include "core/base/log.h"

#ifdef FACTOID_WITH_WINDOW
#include "ui/shell/window_start.h"
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

void print(const QString& text)
{
    std::fputs(qUtf8Printable(text), stdout);
}

int headless(int argc, char* argv[], const CommandLine& line)
{
    QCoreApplication app(argc, argv);
    Console console(line.json);
    return runCommand(line, console);
}

int window(int argc, char* argv[], const CommandLine& line)
{
#ifdef FACTOID_WITH_WINDOW
    const auto options = engineOptions(line);
    if (!options) {
        Console(false).error(options.error());
        return exitCodeFor(options.error().kind);
    }
    // A logout or a kill closes the window as a person would: jobs are cancelled, the layout is kept.
    return startWindow(argc, argv, *options, [] { return std::make_shared<Interrupt>([] { QCoreApplication::quit(); }); });
#else
    (void)argc;
    (void)argv;
    (void)line;
    Console(false).error({ErrorKind::Usage, QStringLiteral("this build has no window; use --headless COMMAND")});
    return WrongUsage;
#endif
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication::setApplicationName(QStringLiteral("factoid-desk"));
    QCoreApplication::setOrganizationName(QStringLiteral("Factoid Desk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FACTOID_VERSION));

    const QStringList arguments = argumentsOf(argc, argv);
    const auto line = parseCommandLine(arguments);
    if (!line) {
        Console(arguments.contains(QStringLiteral("--json"))).error(line.error());
        return WrongUsage;
    }
    if (line->help) {
        print(helpText(line->command));
        return Done;
    }
    if (line->version) {
        print(QStringLiteral("factoid-desk %1\n").arg(QCoreApplication::applicationVersion()));
        return Done;
    }
    const bool known = line->logFormat == QLatin1String("text") || line->logFormat == QLatin1String("json");
    if (!known || !installLog(line->logLevel, line->logFormat == QLatin1String("json") ? LogFormat::Json : LogFormat::Text)) {
        Console(line->json).error({ErrorKind::Usage, QStringLiteral("--log-level is debug, info, warning or critical, and --log-format text or json")});
        return WrongUsage;
    }
    if (!line->command.isEmpty())
        return headless(argc, argv, *line);
    if (!line->headless)
        return window(argc, argv, *line);
    Console(line->json).error({ErrorKind::Usage, QStringLiteral("--headless needs a command; --help lists them")});
    return WrongUsage;
}
