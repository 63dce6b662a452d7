#include "ui/factoids/factoid_columns.h"

#include "core/store/sql/time_text.h"
#include "ui/base/kind_text.h"
#include "ui/factoids/factoid_card.h"

namespace factoid {

QString RankedCandidate::sentence() const
{
    return standing.text.isEmpty()
               ? QObject::tr("%1: %2, %3").arg(kindText(fact.kind), standing.fieldName, fact.year.label())
               : standing.text;
}

std::vector<ColumnOf<RankedCandidate>> candidateColumns()
{
    using Row = RankedCandidate;
    const auto state = [](const Row& row) {
        if (!row.standing.eligible)
            return State::Warning;
        return row.standing.live > 0 || row.standing.next > 0 ? State::Good : State::Idle;
    };
    const auto councils = [](const Row& row) {
        QStringList names;
        for (const ToldCouncil& council : row.standing.councils)
            names << council.name;
        return names.join(u", "_s);
    };
    return {
        columnOf<Row>(u"rank"_s, QObject::tr("#"), ColumnKind::Number, &Row::rank).wide(44),
        columnOf<Row>(u"sentence"_s, QObject::tr("Sentence"), ColumnKind::Text, [](const Row&) { return QString(); })
            .wide(520)
            .saying(&Row::sentence),
        columnOf<Row>(u"score"_s, QObject::tr("Score"), ColumnKind::Number,
                      [](const Row& row) { return row.fact.score; })
            .wide(72)
            .saying([](const Row& row) { return QString::number(row.fact.score, 'f', 3); }),
        columnOf<Row>(u"why"_s, QObject::tr("Status"), ColumnKind::State,
                      [](const Row& row) { return row.standing.why; })
            .wide(300)
            .standing(state),
        columnOf<Row>(u"kind"_s, QObject::tr("Kind"), ColumnKind::Text, [](const Row& row) { return row.fact.kind; })
            .wide(130)
            .saying([](const Row& row) { return kindText(row.fact.kind); }),
        columnOf<Row>(u"field_name"_s, QObject::tr("Field"), ColumnKind::Text,
                      [](const Row& row) { return row.standing.fieldName; })
            .wide(200)
            .hidden(),
        columnOf<Row>(u"year"_s, QObject::tr("Year"), ColumnKind::Text,
                      [](const Row& row) { return row.fact.year.label(); })
            .wide(80)
            .hidden(),
        columnOf<Row>(u"council_list"_s, QObject::tr("Councils"), ColumnKind::Text, councils).wide(160).hidden(),
        columnOf<Row>(u"key"_s, QObject::tr("Key"), ColumnKind::Text, [](const Row& row) { return row.key(); })
            .wide(240)
            .hidden()};
}

std::vector<ColumnOf<CorrectionRow>> correctionColumns()
{
    using Row = CorrectionRow;
    return {columnOf<Row>(u"withdrawn_at"_s, QObject::tr("Withdrawn"), ColumnKind::Time, &Row::withdrawnAt).wide(120),
            columnOf<Row>(u"text"_s, QObject::tr("Sentence"), ColumnKind::Text, &Row::text).wide(480),
            columnOf<Row>(u"language"_s, QObject::tr("Language"), ColumnKind::Text, &Row::language)
                .wide(90)
                .hidden()
                .saying([](const Row& row) { return languageText(row.language); }),
            columnOf<Row>(u"reason"_s, QObject::tr("Why"), ColumnKind::Text, &Row::reason).wide(360),
            columnOf<Row>(u"published_at"_s, QObject::tr("Published"), ColumnKind::Time, &Row::publishedAt).wide(120),
            columnOf<Row>(u"new_value"_s, QObject::tr("Current value"), ColumnKind::Number, &Row::newValue).wide(120)};
}

std::vector<ColumnOf<ChoiceRow>> choiceColumns()
{
    using Row = ChoiceRow;
    const auto subject = [](const Row& row) {
        return row.choice.text.isEmpty() ? row.choice.factKey + row.choice.council : row.choice.text;
    };
    return {columnOf<Row>(u"kind"_s, QObject::tr("Choice"), ColumnKind::Text,
                          [](const Row& row) { return row.choice.kind; })
                .wide(120)
                .saying([](const Row& row) { return spaced(row.choice.kind); }),
            columnOf<Row>(u"text"_s, QObject::tr("Applies to"), ColumnKind::Text,
                          [](const Row& row) { return row.choice.text; })
                .wide(480)
                .saying(subject),
            columnOf<Row>(u"until"_s, QObject::tr("Until"), ColumnKind::Text,
                          [](const Row& row) { return row.choice.until.toString(Qt::ISODate); })
                .wide(100),
            columnOf<Row>(u"reason"_s, QObject::tr("Reason"), ColumnKind::Text,
                          [](const Row& row) { return row.choice.reason; })
                .wide(240),
            columnOf<Row>(u"created_at"_s, QObject::tr("Made"), ColumnKind::Time,
                          [](const Row& row) { return timeText(row.choice.createdAt); })
                .wide(120),
            columnOf<Row>(u"actor"_s, QObject::tr("By"), ColumnKind::Text, [](const Row& row) {
                return row.choice.actor;
            }).wide(100)};
}

} // namespace factoid
