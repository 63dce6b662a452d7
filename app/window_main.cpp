// The window's executable. The command line's starts it when no command is named, so that commands load none of the
// libraries of a window; it takes the same options.
#include "app/commands.h"
#include "app/interrupt.h"
#include "app/program.h"
#include "core/base/log.h"
#include "ui/window/window_start.h"

#include <QCoreApplication>

using namespace factoid;

int main(int argc, char* argv[])
{
    nameProgram();
    StandardOutput::prepare();
    endOnSignal(false);
    const auto line = parseCommandLine(argumentsOf(argc, argv));
    if (!line)
        return refuse(false, line.error());
    (void)installLog(line->logLevel, line->logFormat == "json"_L1 ? LogFormat::Json : LogFormat::Text);
    const auto options = engineOptions(*line);
    if (!options)
        return refuse(false, options.error());
    // A logout or a kill closes the window as a person would: jobs are cancelled, the layout is kept.
    return startWindow(argc, argv, *options,
                       [] { return std::make_shared<Interrupt>([] { QCoreApplication::quit(); }); });
}
