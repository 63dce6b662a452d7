// The door: with a command, that command; without one, the window, which is an executable of its own beside this one.
#include "app/command_help.h"
#include "app/commands.h"
#include "app/interrupt.h"
#include "app/program.h"
#include "core/base/literals.h"
#include "core/base/log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <unistd.h>

using namespace factoid;

namespace {

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

// Beside this executable, or where an installation puts what nobody starts by hand. Empty: there is none.
QString windowExecutable()
{
    const QDir here = QFileInfo(QFile::symLinkTarget(u"/proc/self/exe"_s)).dir();
    for (const QString& path :
         {here.filePath(u"factoid-desk-window"_s), here.filePath(u"" FACTOID_WINDOW_FOLDER "/factoid-desk-window"_s)}) {
        if (QFileInfo(path).isExecutable())
            return QDir::cleanPath(path);
    }
    return {};
}

// Becomes the window; comes back only where that cannot be.
int window(char* argv[])
{
    const QString path = windowExecutable();
    if (path.isEmpty())
        return refuse(false, {ErrorKind::Usage, u"this build has no window; use --headless COMMAND"_s});
    ::execv(QFile::encodeName(path).constData(), argv);
    return refuse(false, {ErrorKind::Failed, u"the window cannot be started: %1: %2"_s.arg(
                                                 path, QString::fromLocal8Bit(std::strerror(errno)))});
}

} // namespace

int main(int argc, char* argv[])
{
    nameProgram();
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
        return window(argv);
    return refuse(line->json, {ErrorKind::Usage, u"--headless needs a command; --help lists them"_s});
}
