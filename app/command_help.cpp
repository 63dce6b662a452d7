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

QString row(const QStringList& cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString code(const QString& text)
{
    return u'`' + QString(text).replace(u'|', u"\\|"_s) + u'`';
}

QString commandRow(const Command& command, const QString& name, const Work& work, const QString& help)
{
    const QString operands = QString::fromUtf8(work.operands().text);
    const QString page = QString::fromLatin1(command.page);
    const char* const kAccess[] = {"none", "looks", "writes"};
    return row({code(operands.isEmpty() ? name : name + u' ' + operands), help, page.isEmpty() ? u"—"_s : page,
                QLatin1String(kAccess[static_cast<int>(work.access())])});
}

QString optionRows(const std::vector<Option>& options, const QString& command)
{
    QString rows;
    for (const Option& option : options) {
        QString help = option.help;
        if (option.kind == OptionKind::Number)
            help += u"; "_s + option.range();
        if (option.access == Access::Looks)
            help += u"; looks"_s;
        if (option.access == Access::Writes)
            help += u"; writes"_s;
        QStringList cells{code(written(option)), help.replace(u'|', u"\\|"_s)};
        if (!command.isEmpty())
            cells.prepend(code(command));
        rows += row(cells);
    }
    return rows;
}

} // namespace

QString commandTables()
{
    QString text = u"| global option | meaning |\n| --- | --- |\n"_s + optionRows(globalOptions(), {}) +
                   u"\n| command | what it does | page | store |\n| --- | --- | --- | --- |\n"_s;
    QString options;
    for (const Command& command : commandTable()) {
        const QString name = QString::fromLatin1(command.name);
        if (const Actions* actions = command.actions()) {
            for (const Action& action : actions->list)
                text += commandRow(command, name + u' ' + QLatin1String(action.name), action.work, action.help);
        } else {
            text += commandRow(command, name, std::get<Work>(command.work), command.help);
        }
        options += optionRows(command.options, name);
    }
    return text + u"\n| command | option | meaning |\n| --- | --- | --- |\n"_s + options;
}

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
