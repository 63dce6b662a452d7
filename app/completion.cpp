#include "app/completion.h"

#include "app/command_table.h"
#include "core/base/literals.h"

namespace factoid {

namespace {

QString dashed(const Option& option)
{
    return u"--"_s + QLatin1String(option.name);
}

QStringList optionNames(const std::vector<Option>& options)
{
    QStringList names;
    for (const Option& option : options)
        names << dashed(option);
    return names;
}

QStringList commandNames()
{
    QStringList names;
    for (const Command& command : commandTable())
        names << QLatin1String(command.name);
    return names;
}

bool takesFile(OptionKind kind)
{
    return kind == OptionKind::File || kind == OptionKind::Folder;
}

// The options of all commands, each with the pattern of the case that stands for it: "changes:--sort". Those of a
// command come before the global ones, as the parser takes them.
struct Case {
    QString pattern;
    const Option* option;
};
std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const Command& command : commandTable()) {
        for (const Option& option : command.options)
            all.push_back({QLatin1String(command.name) + u':' + dashed(option), &option});
    }
    for (const Option& option : globalOptions())
        all.push_back({u"*:"_s + dashed(option), &option});
    return all;
}

QString patterns(bool (*wanted)(const Option&))
{
    QStringList found;
    for (const Case& each : cases()) {
        if (wanted(*each.option))
            found << each.pattern;
    }
    return found.join(u'|');
}

// Which words the shell has behind it: `command`, `action`, and the option `prev` whose value is being written.
// `words` and `at` are what the shell calls its words and the place of the one that is being written.
QString reading(const QString& words, const QString& at, int first)
{
    return u"    local command= action= prev= word= i\n"
           "    for ((i = %3; i < %2; i++)); do\n"
           "        word=${%1[i]}\n"
           "        prev=\n"
           "        case $command:$word in\n"
           "            *:=) ;;\n"
           "            %4) ;;\n"
           "            %5)\n"
           "                prev=$word\n"
           "                [[ ${%1[i + 1]} == '=' ]] && ((i++))\n"
           "                ((i + 1 < %2)) && ((i++)) && prev= ;;\n"
           "            *:--*) ;;\n"
           "            :*) command=$word ;;\n"
           "            *) action=${action:-$word} ;;\n"
           "        esac\n"
           "    done\n"_s.arg(words, at, QString::number(first),
                              patterns([](const Option& option) { return option.kind == OptionKind::Flag; }),
                              patterns([](const Option& option) { return option.kind != OptionKind::Flag; }));
}

// The cases of what is written: a value of an option, an action, a file. `offer` is the shell's way to offer words,
// `files` to offer files.
QString values(const QString& offer, const QString& files)
{
    QString text = u"    case $command:$prev in\n        *:) ;;\n"_s;
    QStringList ofFiles;
    for (const Case& each : cases()) {
        if (!each.option->choices.isEmpty())
            text += u"        %1) %2; return ;;\n"_s.arg(each.pattern, offer.arg(each.option->choices.join(u' ')));
        else if (takesFile(each.option->kind))
            ofFiles << each.pattern;
    }
    return text + u"        %1) %2; return ;;\n        *) return ;;\n    esac\n"_s.arg(ofFiles.join(u'|'), files);
}

QString operands(const QString& offer, const QString& files)
{
    QString text = u"    case $command:$action in\n        :) %1 ;;\n"_s.arg(offer.arg(commandNames().join(u' ')));
    QStringList ofFiles;
    for (const Command& command : commandTable()) {
        const QString name = QString::fromLatin1(command.name);
        if (const Actions* actions = command.actions()) {
            text += u"        %1:) %2 ;;\n"_s.arg(name, offer.arg(namesOf(*actions).join(u' ')));
            for (const Action& action : actions->list) {
                if (takesFile(action.work.operands().kind))
                    ofFiles << name + u':' + QLatin1String(action.name);
            }
        } else if (takesFile(std::get<Work>(command.work).operands().kind)) {
            ofFiles << name + u":*"_s;
        }
    }
    return text + u"        %1) %2 ;;\n    esac\n"_s.arg(ofFiles.join(u'|'), files);
}

// A case for each command: its options with those of all.
QString options(const QString& offer)
{
    const QString global = optionNames(globalOptions()).join(u' ');
    QString text = u"        case $command in\n"_s;
    for (const Command& command : commandTable()) {
        if (!command.options.empty())
            text += u"            %1) %2 ;;\n"_s.arg(
                QLatin1String(command.name), offer.arg(optionNames(command.options).join(u' ') + u' ' + global));
    }
    return text + u"            *) %1 ;;\n        esac\n"_s.arg(offer.arg(global));
}

// Within single quotes of fish.
QString quoted(const QString& text)
{
    return u'\'' + QString(text).replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s) + u'\'';
}

QString fishOption(const Option& option, const QString& when)
{
    QString line = u"complete -c factoid-desk%1 -l %2"_s.arg(when, QLatin1String(option.name));
    if (takesFile(option.kind))
        line += u" -r -F"_s;
    else if (option.kind != OptionKind::Flag)
        line += option.choices.isEmpty() ? u" -x"_s : u" -x -a "_s + quoted(option.choices.join(u' '));
    return line + u" -d "_s + quoted(option.help) + u'\n';
}

} // namespace

QString bashCompletion()
{
    const QString offer = u"COMPREPLY=($(compgen -W '%1' -- \"$cur\"))"_s;
    const QString files = u"compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\"))"_s;
    return u"# Completion of factoid-desk for bash: source <(factoid-desk completion bash)\n"
           "_factoid_desk()\n{\n"
           "    local IFS=$' \\t\\n' cur=${COMP_WORDS[COMP_CWORD]}\n"
           "    COMPREPLY=()\n"
           "    [[ $cur == '=' ]] && cur=\n"_s +
           reading(u"COMP_WORDS"_s, u"COMP_CWORD"_s, 1) + values(offer, files) + u"    if [[ $cur == -* ]]; then\n"_s +
           options(offer) + u"        return\n    fi\n"_s + operands(offer, files) +
           u"}\ncomplete -F _factoid_desk factoid-desk\n"_s;
}

QString zshCompletion()
{
    const QString offer = u"compadd -- %1"_s;
    const QString files = u"_files"_s;
    return u"#compdef factoid-desk\n"
           "# Completion of factoid-desk for zsh: factoid-desk completion zsh > a folder of $fpath/_factoid-desk\n"
           "_factoid_desk()\n{\n"
           "    local cur=${words[CURRENT]}\n"_s +
           reading(u"words"_s, u"CURRENT"_s, 2) + values(offer, files) + u"    if [[ $cur == -* ]]; then\n"_s +
           options(offer) + u"        return\n    fi\n"_s + operands(offer, files) +
           u"}\ncompdef _factoid_desk factoid-desk\n"_s;
}

QString fishCompletion()
{
    QString text = u"# Completion of factoid-desk for fish: factoid-desk completion fish | source\n"
                   "complete -c factoid-desk -f\n"_s;
    for (const Option& option : globalOptions())
        text += fishOption(option, {});
    for (const Command& command : commandTable()) {
        const QString name = QString::fromLatin1(command.name);
        const QString within = u"__fish_seen_subcommand_from "_s + name;
        text += u"complete -c factoid-desk -n __fish_use_subcommand -a %1 -d %2\n"_s.arg(name, quoted(command.help));
        for (const Option& option : command.options)
            text += fishOption(option, u" -n "_s + quoted(within));
        if (const Actions* actions = command.actions()) {
            const QString first = within + u"; and not __fish_seen_subcommand_from "_s + namesOf(*actions).join(u' ');
            for (const Action& action : actions->list) {
                text += u"complete -c factoid-desk -n %1 -a %2 -d %3\n"_s.arg(quoted(first), QLatin1String(action.name),
                                                                              quoted(action.help));
                if (takesFile(action.work.operands().kind))
                    text += u"complete -c factoid-desk -n %1 -F\n"_s.arg(
                        quoted(within + u"; and __fish_seen_subcommand_from "_s + QLatin1String(action.name)));
            }
        } else if (takesFile(std::get<Work>(command.work).operands().kind)) {
            text += u"complete -c factoid-desk -n %1 -F\n"_s.arg(quoted(within));
        }
    }
    return text;
}

} // namespace factoid
