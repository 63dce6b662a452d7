// CommandLine: reads the arguments into one plain struct, or says in a sentence what is wrong with them.
// Pure; any thread.
#pragma once

#include "app/command_row.h"
#include "core/base/literals.h"
#include "core/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace factoid {

struct CommandLine {
    QString command;       // empty: the window
    QString action;        // "pause" of `schedule pause`; empty where a command does one thing
    QStringList arguments; // what follows them, flags taken out
    QJsonObject options;   // flags as JSON: {"dry_run": true, "limit": 5, "rejects": "out.csv"}
    QString store;         // empty: the standard place
    QString config;
    QDateTime now;
    bool headless = false;
    bool json = false;
    bool help = false;
    bool version = false;
    bool readOnly = false;        // nothing may be changed
    const Work* work = nullptr;   // of the table; null: the window
    Access access = Access::None; // the work's, or what an option makes of it
    bool trial = false;           // it is an option that makes it look only: --dry-run, --preview
    QString logLevel = u"warning"_s;
    QString logFormat = u"text"_s;

    [[nodiscard]] bool flag(const char* name) const { return options.value(QLatin1String(name)).toBool(); }
    [[nodiscard]] QString text(const char* name) const { return options.value(QLatin1String(name)).toString(); }
    [[nodiscard]] int number(const char* name, int otherwise) const
    {
        return options.value(QLatin1String(name)).toInt(otherwise);
    }
    // Invalid when it was not given.
    [[nodiscard]] QDate date(const char* name) const { return QDate::fromString(text(name), Qt::ISODate); }
    [[nodiscard]] QDateTime instant(const char* name) const
    {
        return QDateTime::fromString(text(name), Qt::ISODateWithMs);
    }
};

// Errors: Usage.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace factoid
