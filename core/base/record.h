// Record: a struct that lists its fields once, and the JSON that comes from the list. Answers of queries are records:
// the window reads their members, the command line prints toJson(). Pure; any thread.
//
//     struct LevelRow {
//         QString level;
//         std::optional<qint64> hits; // none: no data, null in JSON
//         static auto fields() { return std::tuple{field("level", &LevelRow::level), field("hits", &LevelRow::hits)}; }
//     };
#pragma once

#include "core/base/literals.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <concepts>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace factoid {

// One field: its name in JSON and the member that holds it.
template <class Record, class Member>
struct RecordField {
    const char* name;
    Member Record::*member;
    bool leftOut = false; // where it has no value, in place of null
};

template <class Record, class Member>
constexpr RecordField<Record, Member> field(const char* name, Member Record::*member)
{
    return {name, member};
}

// A field that is not there at all where it has no value. A value that is itself optional is null where it is none.
template <class Record, class Member>
constexpr RecordField<Record, std::optional<Member>> fieldIfAny(const char* name, std::optional<Member> Record::*member)
{
    return {name, member, true};
}

template <class T>
concept IsRecord = requires
{
    T::fields();
};

template <IsRecord T>
[[nodiscard]] QJsonObject toJson(const T& record);

// Values as JSON: text, whole and decimal numbers, yes or no, JSON itself, records, and lists and optional ones of
// these.
[[nodiscard]] inline QJsonValue jsonOf(const QString& value)
{
    return value;
}
[[nodiscard]] inline QJsonValue jsonOf(const QJsonValue& value)
{
    return value;
}
[[nodiscard]] inline QJsonValue jsonOf(const QJsonObject& value)
{
    return value;
}
[[nodiscard]] inline QJsonValue jsonOf(const QJsonArray& value)
{
    return value;
}
[[nodiscard]] inline QJsonValue jsonOf(const QStringList& value)
{
    return QJsonArray::fromStringList(value);
}
template <class T>
requires std::integral<T> || std::floating_point<T>
[[nodiscard]] QJsonValue jsonOf(T value)
{
    if constexpr (std::same_as<T, bool>)
        return value;
    else if constexpr (std::integral<T>)
        return static_cast<qint64>(value);
    else
        return static_cast<double>(value);
}
template <IsRecord T>
[[nodiscard]] QJsonValue jsonOf(const T& value)
{
    return toJson(value);
}
// What says its own JSON: a row as its store has it.
template <class T>
requires std::same_as<decltype(std::declval<const T&>().toJson()), QJsonObject>
[[nodiscard]] QJsonValue jsonOf(const T& value)
{
    return value.toJson();
}
template <class T>
[[nodiscard]] QJsonValue jsonOf(const std::optional<T>& value);
template <class T>
[[nodiscard]] QJsonValue jsonOf(const std::vector<T>& values)
{
    QJsonArray list;
    for (const auto& value : values)
        list.append(jsonOf(static_cast<const T&>(value)));
    return list;
}
template <class T>
[[nodiscard]] QJsonValue jsonOf(const std::optional<T>& value)
{
    return value ? jsonOf(*value) : QJsonValue(QJsonValue::Null);
}

namespace record_detail {

template <class T>
[[nodiscard]] bool hasValue(const T&)
{
    return true;
}
template <class T>
[[nodiscard]] bool hasValue(const std::optional<T>& value)
{
    return value.has_value();
}

// A field of the record, or of one that it derives from.
template <class Whole, class Record, class Member>
void insertField(QJsonObject& json, const Whole& record, const RecordField<Record, Member>& field)
{
    if (!field.leftOut || hasValue(record.*field.member))
        json.insert(QLatin1String(field.name), jsonOf(record.*field.member));
}

} // namespace record_detail

// The record with all the fields of its list.
template <IsRecord T>
[[nodiscard]] QJsonObject toJson(const T& record)
{
    QJsonObject json;
    std::apply([&](const auto&... each) { (record_detail::insertField(json, record, each), ...); }, T::fields());
    return json;
}

} // namespace factoid
