// CommandLine: reads the arguments into one plain struct, or says in a sentence what is wrong with them.
// Pure; any thread.
#pragma once

#include "core/base/literals.h"
#include "core/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace factoid {

struct CommandLine {
    QString command;       // empty: the window
    QStringList arguments; // what follows the command, flags taken out
    QJsonObject options;   // flags as JSON: {"dry_run": true, "limit": 5, "rejects": "out.csv"}
    QString store;         // empty: the standard place
    QString config;
    QDateTime now;
    bool headless = false;
    bool json = false;
    bool help = false;
    bool version = false;
    bool readOnly = false; // nothing may be changed
    QString logLevel = u"warning"_s;
    QString logFormat = u"text"_s;

    [[nodiscard]] bool flag(const char* name) const { return options.value(QLatin1String(name)).toBool(); }
    [[nodiscard]] QString text(const char* name) const { return options.value(QLatin1String(name)).toString(); }
    [[nodiscard]] int number(const char* name, int otherwise) const
    {
        return options.value(QLatin1String(name)).toInt(otherwise);
    }
};

// Errors: Usage.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& arguments);
// What --help prints: everything, or one command.
[[nodiscard]] QString helpText(const QString& command = {});

} // namespace factoid
