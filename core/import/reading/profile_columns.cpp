#include "core/import/reading/profile_columns.h"

#include "core/import/values/spelling.h"

#include <array>

namespace factoid {

namespace {

constexpr std::array kProfileColumns{TidyColumn::Whole,        TidyColumn::WholeAdjective,  TidyColumn::EntityOne,
                                     TidyColumn::EntityMany,   TidyColumn::TypeOne,         TidyColumn::TypeMany,
                                     TidyColumn::NationSpoken, TidyColumn::NationAdjective, TidyColumn::Balance,
                                     TidyColumn::YearEnd};

// A word that says nothing without another.
struct Fellow {
    TidyColumn column, needs;
    const char* name; // of the other
};
constexpr std::array kFellows{
    Fellow{TidyColumn::WholeAdjective, TidyColumn::Whole, "whole"},
    Fellow{TidyColumn::EntityOne, TidyColumn::EntityMany, "entity_many"},
    Fellow{TidyColumn::EntityMany, TidyColumn::EntityOne, "entity_one"},
    Fellow{TidyColumn::TypeOne, TidyColumn::TypeMany, "type_many"},
    Fellow{TidyColumn::TypeMany, TidyColumn::TypeOne, "type_one"},
    Fellow{TidyColumn::NationAdjective, TidyColumn::NationSpoken, "nation_spoken"},
};

QString subjectOf(TidyColumn column, const ProfileSubject& subject)
{
    switch (column) {
    case TidyColumn::TypeOne:
    case TidyColumn::TypeMany:
        return subject.type;
    case TidyColumn::NationSpoken:
    case TidyColumn::NationAdjective:
        return subject.nation;
    case TidyColumn::Balance:
    case TidyColumn::YearEnd: // of a councils file, which has no slug: of all years
        return subject.slug;
    default:
        return {};
    }
}

// The same however it is written: yes and true, 06-30 and 6-30 are no contradiction.
QString plain(TidyColumn column, const QString& text)
{
    if (column == TidyColumn::Balance)
        return yesOrNo(text).value_or(false) ? u"yes"_s : u"no"_s;
    if (column == TidyColumn::YearEnd)
        return QString::number(monthAndDayFrom(text).value_or(0));
    return text;
}

} // namespace

std::expected<std::vector<ProfileWord>, ColumnFault> ProfileColumns::wordsOf(const TextOf& text)
{
    std::vector<ProfileWord> words;
    for (const TidyColumn column : kProfileColumns) {
        const QString said = text(column);
        if (said.isEmpty())
            continue;
        if (column == TidyColumn::Balance && !yesOrNo(said))
            return std::unexpected(ColumnFault{column, u"must be yes or no"_s});
        if (column == TidyColumn::YearEnd && !monthAndDayFrom(said))
            return std::unexpected(ColumnFault{column, u"must be month and day, such as 06-30"_s});
        words.push_back({column, said});
    }
    for (const Fellow& fellow : kFellows) {
        if (!text(fellow.column).isEmpty() && text(fellow.needs).isEmpty())
            return std::unexpected(ColumnFault{fellow.column, u"needs %1 beside it"_s.arg(QLatin1String(fellow.name))});
    }
    return words;
}

ProfileColumns::ProfileColumns(const DataProfile& package)
    : m_package(package)
{
    const QString where = u"the package or profile.json"_s;
    const auto note = [&](TidyColumn column, const QString& subject, const QString& text) {
        if (!text.isEmpty())
            m_statements[{column, subject}] = {text, where};
    };
    note(TidyColumn::Whole, {}, package.whole.spoken);
    note(TidyColumn::WholeAdjective, {}, package.whole.adjective);
    note(TidyColumn::EntityOne, {}, package.entity.one);
    note(TidyColumn::EntityMany, {}, package.entity.many);
    for (auto it = package.types.begin(); it != package.types.end(); ++it) {
        note(TidyColumn::TypeOne, it.key(), it->one);
        note(TidyColumn::TypeMany, it.key(), it->many);
    }
    for (auto it = package.nations.begin(); it != package.nations.end(); ++it) {
        note(TidyColumn::NationSpoken, it.key(), it->spoken);
        note(TidyColumn::NationAdjective, it.key(), it->adjective);
    }
    if (package.yearEnds > 0)
        note(TidyColumn::YearEnd, {}, QString::number(package.yearEnds));
    for (auto it = package.fieldYearEnds.begin(); it != package.fieldYearEnds.end(); ++it)
        note(TidyColumn::YearEnd, it.key(), QString::number(*it));
    for (const QString& slug : package.balances)
        note(TidyColumn::Balance, slug, u"yes"_s);
    for (const QString& slug : package.flows)
        note(TidyColumn::Balance, slug, u"no"_s);
}

std::optional<ColumnFault> ProfileColumns::take(const std::vector<ProfileWord>& words, const ProfileSubject& subject,
                                                const QString& where)
{
    for (const ProfileWord& word : words) {
        const auto before = m_statements.find({word.column, subjectOf(word.column, subject)});
        if (before != m_statements.end() && before->second.text != plain(word.column, word.text))
            return ColumnFault{word.column,
                               u"is “%1”, and %2 says otherwise; write the same in both, or leave one empty"_s.arg(
                                   word.text, before->second.where)};
    }
    for (const ProfileWord& word : words)
        m_statements.try_emplace({word.column, subjectOf(word.column, subject)},
                                 Statement{plain(word.column, word.text), where});
    return std::nullopt;
}

DataProfile ProfileColumns::said() const
{
    DataProfile said = m_package;
    for (const auto& [key, statement] : m_statements) {
        const auto& [column, subject] = key;
        const QString& text = statement.text;
        switch (column) {
        case TidyColumn::Whole:
            said.whole.spoken = text;
            break;
        case TidyColumn::WholeAdjective:
            said.whole.adjective = text;
            break;
        case TidyColumn::EntityOne:
            said.entity.one = text;
            break;
        case TidyColumn::EntityMany:
            said.entity.many = text;
            break;
        case TidyColumn::TypeOne:
            said.types[subject].one = text;
            break;
        case TidyColumn::TypeMany:
            said.types[subject].many = text;
            break;
        case TidyColumn::NationSpoken:
            said.nations[subject].spoken = text;
            break;
        case TidyColumn::NationAdjective:
            said.nations[subject].adjective = text;
            break;
        case TidyColumn::Balance:
            (text == "yes"_L1 ? said.balances : said.flows).insert(subject);
            break;
        case TidyColumn::YearEnd:
            (subject.isEmpty() ? said.yearEnds : said.fieldYearEnds[subject]) = text.toInt();
            break;
        default:
            break;
        }
    }
    return said;
}

} // namespace factoid
