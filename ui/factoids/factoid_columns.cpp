#include "ui/factoids/factoid_columns.h"

#include "ui/base/kind_text.h"
#include "ui/factoids/factoid_card.h"

namespace factoid {

namespace {

QString textOf(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toVariant().toString();
}

} // namespace

std::vector<Column> candidateColumns()
{
    const auto state = [](const QJsonObject& row) {
        if (!row.value(u"eligible"_s).toBool())
            return State::Warning;
        return row.value(u"live"_s).toInt() > 0 || row.value(u"next"_s).toInt() > 0 ? State::Good : State::Idle;
    };
    const auto sentence = [](const QJsonObject& row) {
        const QString text = textOf(row, "text");
        return text.isEmpty() ? QObject::tr("%1: %2, %3")
                                    .arg(kindText(textOf(row, "kind")), textOf(row, "field_name"), textOf(row, "year"))
                              : text;
    };
    return {
        {u"rank"_s, QObject::tr("#"), ColumnKind::Number, {}, {}, 44},
        {u"sentence"_s, QObject::tr("Sentence"), ColumnKind::Text, {}, {}, 520, true, sentence},
        {u"score"_s,
         QObject::tr("Score"),
         ColumnKind::Number,
         {},
         {},
         72,
         true,
         [](const QJsonObject& row) { return QString::number(row.value(u"score"_s).toDouble(), 'f', 3); }},
        {u"why"_s, QObject::tr("Standing"), ColumnKind::State, {}, {}, 300, true, {}, state},
        {u"kind"_s,
         QObject::tr("Kind"),
         ColumnKind::Text,
         {},
         {},
         130,
         true,
         [](const QJsonObject& row) { return kindText(textOf(row, "kind")); }},
        {u"field_name"_s, QObject::tr("Field"), ColumnKind::Text, {}, {}, 200, false},
        {u"year"_s, QObject::tr("Year"), ColumnKind::Text, {}, {}, 80, false},
        {u"council_list"_s, QObject::tr("Councils"), ColumnKind::Text, {}, {}, 160, false},
        {u"key"_s, QObject::tr("Key"), ColumnKind::Text, {}, {}, 240, false},
    };
}

std::vector<Column> correctionColumns()
{
    return {
        {u"withdrawn_at"_s, QObject::tr("Withdrawn"), ColumnKind::Time, {}, {}, 120},
        {u"text"_s, QObject::tr("Sentence"), ColumnKind::Text, {}, {}, 480},
        {u"language"_s,
         QObject::tr("Language"),
         ColumnKind::Text,
         {},
         {},
         90,
         false,
         [](const QJsonObject& row) { return languageText(textOf(row, "language")); }},
        {u"reason"_s, QObject::tr("Why"), ColumnKind::Text, {}, {}, 360},
        {u"published_at"_s, QObject::tr("Published"), ColumnKind::Time, {}, {}, 120},
        {u"new_value"_s, QObject::tr("Would be today"), ColumnKind::Number, {}, {}, 120},
    };
}

std::vector<Column> choiceColumns()
{
    return {
        {u"kind"_s,
         QObject::tr("Choice"),
         ColumnKind::Text,
         {},
         {},
         120,
         true,
         [](const QJsonObject& row) { return spaced(textOf(row, "kind")); }},
        {u"text"_s,
         QObject::tr("Of"),
         ColumnKind::Text,
         {},
         {},
         480,
         true,
         [](const QJsonObject& row) {
             return textOf(row, "text").isEmpty() ? textOf(row, "fact_key") + textOf(row, "council")
                                                  : textOf(row, "text");
         }},
        {u"until"_s, QObject::tr("Until"), ColumnKind::Text, {}, {}, 100},
        {u"reason"_s, QObject::tr("Reason"), ColumnKind::Text, {}, {}, 240},
        {u"created_at"_s, QObject::tr("Made"), ColumnKind::Time, {}, {}, 120},
        {u"actor"_s, QObject::tr("By"), ColumnKind::Text, {}, {}, 100},
    };
}

} // namespace factoid
