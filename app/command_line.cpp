#include "app/command_line.h"

#include "app/command_table.h"
#include "core/base/literals.h"

namespace factoid {

namespace {

std::unexpected<Error> usage(const QString& message)
{
    return fail(ErrorKind::Usage, message);
}

// What it takes of the arguments behind the command's name.
QString nameOf(const CommandLine& line)
{
    return line.action.isEmpty() ? line.command : line.command + QLatin1Char(' ') + line.action;
}

// The value as it stands in the options. An empty text is as good as none. Errors: Usage.
Result<QJsonValue> valueOf(const Option& option, const QString& value)
{
    switch (option.kind) {
    case OptionKind::Flag:
        return QJsonValue(true);
    case OptionKind::Text:
    case OptionKind::File:
    case OptionKind::Folder:
        break;
    case OptionKind::Number: {
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (!isNumber || number < option.least || (option.most != kAny && number > option.most))
            return usage(
                u"--%1 needs a whole number %2, not “%3”"_s.arg(QLatin1String(option.name), option.range(), value));
        return QJsonValue(number);
    }
    case OptionKind::Choice:
        if (!value.isEmpty() && !option.choices.contains(value))
            return usage(u"--%1 is %2, not “%3”"_s.arg(QLatin1String(option.name), orList(option.choices), value));
        break;
    case OptionKind::Date:
        if (!value.isEmpty() && !QDate::fromString(value, Qt::ISODate).isValid())
            return usage(u"“%1” is not a date; write 2026-11-22"_s.arg(value));
        break;
    case OptionKind::Instant:
        if (!value.isEmpty() && !QDateTime::fromString(value, Qt::ISODateWithMs).isValid())
            return usage(u"“%1” is not an instant; write 2026-06-06T12:00:00Z"_s.arg(value));
        break;
    }
    return QJsonValue(value);
}

// What the global options say, read once all of them are there.
Result<void> takeGlobals(CommandLine& line, const QJsonObject& given)
{
    const auto on = [&](const char* name) { return given.value(QLatin1String(name)).toBool(); };
    const auto said = [&](const char* name, const QString& otherwise) {
        return given.value(QLatin1String(name)).toString(otherwise);
    };
    line.store = said("store", {});
    line.config = said("config", {});
    line.logLevel = said("log_level", line.logLevel);
    line.logFormat = said("log_format", line.logFormat);
    line.json = on("json");
    line.readOnly = on("read_only");
    line.headless = on("headless");
    line.help = on("help");
    line.version = on("version");
    if (const QString cache = said("cache", u"store"_s); cache != "store"_L1)
        return usage(
            u"“%1” is not a cache that this version can use; the cache is kept in the store (--cache store)"_s.arg(
                cache));
    if (!given.contains(u"now"_s))
        return {};
    line.now = QDateTime::fromString(said("now", {}), Qt::ISODateWithMs);
    if (!line.now.isValid())
        return usage(u"--now needs an instant such as 2026-03-29T00:30:00Z"_s);
    if (line.now.timeSpec() == Qt::LocalTime)
        return usage(u"“%1” has no zone; add Z or an offset such as +01:00"_s.arg(said("now", {})));
    return {};
}

// Takes the action off the arguments.
Result<void> takeAction(CommandLine& line, const Command& command)
{
    const Actions* actions = command.actions();
    if (!actions) {
        line.work = &std::get<Work>(command.work);
        return {};
    }
    if (line.arguments.isEmpty() && !actions->elseFirst)
        return usage(u"%1 needs %2"_s.arg(line.command, orList(namesOf(*actions))));
    const QString name =
        line.arguments.isEmpty() ? QString::fromLatin1(actions->list.front().name) : line.arguments.takeFirst();
    const Action* action = findAction(*actions, name);
    if (!action)
        return usage(u"%1 takes %2, not “%3”"_s.arg(line.command, orList(namesOf(*actions)), name));
    line.action = name;
    line.work = &action->work;
    return {};
}

Result<void> takeWork(CommandLine& line, const Command& command)
{
    TRY(takeAction(line, command));
    const Operands& operands = line.work->operands();
    const auto given = static_cast<int>(line.arguments.size());
    if (line.command == "import"_L1 && given == 0 && !line.options.contains(u"undo"_s))
        return usage(u"import needs a file or a folder"_s);
    if (line.command == "summary"_L1 && given == 1)
        return usage(u"summary needs FIELD YEAR, or neither for all of them"_s);
    if (given < operands.least)
        return usage(u"%1 needs %2"_s.arg(nameOf(line), QString::fromUtf8(operands.text)));
    if (operands.most != kAny && given > operands.most)
        return usage(u"%1 does not know what to do with “%2”"_s.arg(nameOf(line), line.arguments[operands.most]));
    line.access = line.work->access();
    for (const Option& option : command.options) {
        if (option.access && line.options.contains(option.key())) {
            line.access = *option.access;
            line.trial = line.trial || *option.access == Access::Looks;
        }
    }
    return {};
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    CommandLine line;
    QJsonObject globals;
    const Command* command = nullptr;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& argument = arguments[i];
        if (!argument.startsWith("--"_L1)) {
            if (command) {
                line.arguments << argument;
                continue;
            }
            command = findCommand(argument);
            if (!command)
                return usage(u"there is no command “%1”; --help lists them"_s.arg(argument));
            line.command = argument;
            continue;
        }
        const qsizetype equals = argument.indexOf(QLatin1Char('='));
        const QString name = argument.mid(2, equals < 0 ? -1 : equals - 2);
        const Option* own = command ? findOption(command->options, name) : nullptr;
        const Option* option = own ? own : findOption(globalOptions(), name);
        if (!option) {
            return usage(command ? u"%1 has no option --%2"_s.arg(line.command, name)
                                 : u"there is no option --%1 (options of a command come after it)"_s.arg(name));
        }
        QString value;
        if (option->kind == OptionKind::Flag && equals >= 0)
            return usage(u"--%1 takes no value"_s.arg(name));
        if (option->kind != OptionKind::Flag) {
            if (equals < 0 && i + 1 >= arguments.size())
                return usage(u"--%1 needs %2"_s.arg(name, option->value));
            value = equals < 0 ? arguments[++i] : argument.mid(equals + 1);
        }
        (own ? line.options : globals).insert(option->key(), TRY(valueOf(*option, value)));
    }
    TRY(takeGlobals(line, globals));
    if (line.help || line.version || !command)
        return line;
    TRY(takeWork(line, *command));
    return line;
}

} // namespace factoid
