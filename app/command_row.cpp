#include "app/command_row.h"

#include "core/base/literals.h"

#include <algorithm>

namespace factoid {

QString Option::range() const
{
    return most == kAny ? u"from %1"_s.arg(least) : u"from %1 to %2"_s.arg(least).arg(most);
}

QString Option::key() const
{
    return QString::fromLatin1(name).replace(QLatin1Char('-'), QLatin1Char('_'));
}

QString Command::operandsText() const
{
    if (const Actions* all = actions())
        return namesOf(*all).join(QLatin1Char('|'));
    return QString::fromUtf8(std::get<Work>(work).operands().text);
}

Work looks(Work::Function function, const Operands& operands)
{
    return {Access::Looks, function, nullptr, operands};
}

Work writes(Work::Function function, const Operands& operands)
{
    return {Access::Writes, function, nullptr, operands};
}

Work prints(Work::Text text, const Operands& operands)
{
    return {Access::None, nullptr, text, operands};
}

QString orList(const QStringList& names)
{
    if (names.size() < 2)
        return names.join(QString());
    return names.first(names.size() - 1).join(u", "_s) + u" or "_s + names.last();
}

QStringList namesOf(const Actions& actions)
{
    QStringList names;
    for (const Action& action : actions.list)
        names << QLatin1String(action.name);
    return names;
}

const Action* findAction(const Actions& actions, const QString& name)
{
    const auto found =
        std::ranges::find_if(actions.list, [&](const Action& action) { return name == QLatin1String(action.name); });
    return found == actions.list.end() ? nullptr : &*found;
}

const Option* findOption(const std::vector<Option>& options, const QString& name)
{
    const auto found =
        std::ranges::find_if(options, [&](const Option& option) { return name == QLatin1String(option.name); });
    return found == options.end() ? nullptr : &*found;
}

} // namespace factoid
