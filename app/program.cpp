#include "app/program.h"

#include "app/console.h"
#include "app/exit_code.h"

#include <QCoreApplication>

namespace factoid {

void nameProgram()
{
    QCoreApplication::setApplicationName(u"factoid-desk"_s);
    QCoreApplication::setOrganizationName(u"Factoid Desk"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(FACTOID_VERSION));
}

QStringList argumentsOf(int argc, char* argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

int refuse(bool json, const Error& error)
{
    Console console(json);
    console.error(error);
    return console.finish(exitCodeFor(error.kind));
}

} // namespace factoid
