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
        if (!row.value(QStringLiteral("eligible")).toBool())
            return State::Warning;
        return row.value(QStringLiteral("live")).toInt() > 0 || row.value(QStringLiteral("next")).toInt() > 0 ? State::Good : State::Idle;
    };
    const auto sentence = [](const QJsonObject& row) {
        const QString text = textOf(row, "text");
        return text.isEmpty() ? QObject::tr("%1: %2, %3").arg(kindText(textOf(row, "kind")), textOf(row, "field_name"), textOf(row, "year")) : text;
    };
    return {
        {QStringLiteral("rank"), QObject::tr("#"), ColumnKind::Number, {}, {}, 44},
        {QStringLiteral("sentence"), QObject::tr("Sentence"), ColumnKind::Text, {}, {}, 520, true, sentence},
        {QStringLiteral("score"), QObject::tr("Score"), ColumnKind::Number, {}, {}, 72, true,
         [](const QJsonObject& row) { return QString::number(row.value(QStringLiteral("score")).toDouble(), 'f', 3); }},
        {QStringLiteral("why"), QObject::tr("Standing"), ColumnKind::State, {}, {}, 300, true, {}, state},
        {QStringLiteral("kind"), QObject::tr("Kind"), ColumnKind::Text, {}, {}, 130, true, [](const QJsonObject& row) { return kindText(textOf(row, "kind")); }},
        {QStringLiteral("field_name"), QObject::tr("Field"), ColumnKind::Text, {}, {}, 200, false},
        {QStringLiteral("year"), QObject::tr("Year"), ColumnKind::Text, {}, {}, 80, false},
        {QStringLiteral("council_list"), QObject::tr("Councils"), ColumnKind::Text, {}, {}, 160, false},
        {QStringLiteral("key"), QObject::tr("Key"), ColumnKind::Text, {}, {}, 240, false},
    };
}

std::vector<Column> correctionColumns()
{
    return {
        {QStringLiteral("withdrawn_at"), QObject::tr("Withdrawn"), ColumnKind::Time, {}, {}, 120},
        {QStringLiteral("text"), QObject::tr("Sentence"), ColumnKind::Text, {}, {}, 480},
        {QStringLiteral("language"), QObject::tr("Language"), ColumnKind::Text, {}, {}, 90, false, [](const QJsonObject& row) { return languageText(textOf(row, "language")); }},
        {QStringLiteral("reason"), QObject::tr("Why"), ColumnKind::Text, {}, {}, 360},
        {QStringLiteral("published_at"), QObject::tr("Published"), ColumnKind::Time, {}, {}, 120},
        {QStringLiteral("new_value"), QObject::tr("Would be today"), ColumnKind::Number, {}, {}, 120},
    };
}

std::vector<Column> choiceColumns()
{
    return {
        {QStringLiteral("kind"), QObject::tr("Choice"), ColumnKind::Text, {}, {}, 120, true, [](const QJsonObject& row) { return spaced(textOf(row, "kind")); }},
        {QStringLiteral("text"), QObject::tr("Of"), ColumnKind::Text, {}, {}, 480, true,
         [](const QJsonObject& row) { return textOf(row, "text").isEmpty() ? textOf(row, "fact_key") + textOf(row, "council") : textOf(row, "text"); }},
        {QStringLiteral("until"), QObject::tr("Until"), ColumnKind::Text, {}, {}, 100},
        {QStringLiteral("reason"), QObject::tr("Reason"), ColumnKind::Text, {}, {}, 240},
        {QStringLiteral("created_at"), QObject::tr("Made"), ColumnKind::Time, {}, {}, 120},
        {QStringLiteral("actor"), QObject::tr("By"), ColumnKind::Text, {}, {}, 100},
    };
}

} // namespace factoid
