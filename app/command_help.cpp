#include "app/command_help.h"

#include "app/command_table.h"
#include "core/base/literals.h"

#include <algorithm>
#include <utility>

namespace factoid {

namespace {

using Lines = std::vector<std::pair<QString, QString>>;

// In two columns, the first as wide as it must be.
QString columns(const Lines& lines)
{
    qsizetype width = 0;
    for (const auto& [left, right] : lines)
        width = std::max(width, left.size());
    QString text;
    for (const auto& [left, right] : lines)
        text += u"  %1  %2\n"_s.arg(left.leftJustified(width), right);
    return text;
}

// "--hour N".
QString written(const Option& option)
{
    const QString name = u"--"_s + QLatin1String(option.name);
    return option.kind == OptionKind::Flag ? name : name + QLatin1Char(' ') + option.value;
}

QString optionLines(const std::vector<Option>& options)
{
    Lines lines;
    for (const Option& option : options) {
        const bool bounded = option.kind == OptionKind::Number && option.most != kAny;
        lines.emplace_back(written(option), bounded ? option.help + u" ("_s + option.range() + u')' : option.help);
    }
    return columns(lines);
}

QString commandHelp(const Command& command)
{
    QString text = u"factoid-desk --headless %1 %2\n\n%3\n\n"_s.arg(QLatin1String(command.name), command.operandsText(),
                                                                    command.help);
    if (const Actions* actions = command.actions()) {
        Lines lines;
        for (const Action& action : actions->list)
            lines.emplace_back(
                (QLatin1String(action.name) + QLatin1Char(' ') + QString::fromUtf8(action.work.operands().text))
                    .trimmed(),
                action.help);
        text += columns(lines) + QLatin1Char('\n');
    }
    return text + optionLines(command.options) +
           u"\nGlobal options are in factoid-desk --help; all of it in docs/command-line.md.\n"_s;
}

} // namespace

QString helpText(const QString& name)
{
    if (const Command* command = findCommand(name))
        return commandHelp(*command);
    Lines commands;
    for (const Command& command : commandTable())
        commands.emplace_back(QString::fromLatin1(command.name), command.help);
    return u"factoid-desk                                opens the window\n"
           "factoid-desk --headless COMMAND [options]   runs a command without a display\n\nCommands\n"_s +
           columns(commands) + u"\nGlobal options\n"_s + optionLines(globalOptions()) +
           u"\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 input rejected, 4 store or cache not reachable or "
           "too new,\n"
           "5 a fallback was served, 6 verification failed, 130 interrupted.\n"_s;
}

} // namespace factoid
