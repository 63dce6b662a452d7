#include "ui/factoids/factoid_card.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/widgets/extent_chip.h"
#include "ui/widgets/flow_layout.h"

#include <QJsonArray>

namespace factoid {

namespace {

constexpr int kMeterWidth = 64;

} // namespace

QString spaced(QString word)
{
    return word.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QLabel* sentenceLabel(const QString& text, QWidget* parent)
{
    auto* label = roleLabel(text, "", parent);
    label->setWordWrap(true);
    label->setFont(Theme::font(metric::kBody + 1));
    label->setMinimumWidth(1);
    return label;
}

QWidget* factoidCard(const QJsonObject& row, const Theme& theme, const QDateTime& now)
{
    auto* card = new QWidget;
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kTiny + 2);
    layout->addWidget(sentenceLabel(row.value(u"text"_s).toString(), card));

    // The chips take a second line where there is no room for one.
    auto* line = new QHBoxLayout;
    line->setSpacing(metric::kTiny + 2);
    auto* chipRow = new QWidget(card);
    auto* chips = new FlowLayout(metric::kTiny + 2, chipRow);
    line->addWidget(chipRow, 1);
    const QJsonValue supported = row.value(u"supported"_s);
    const QString extent = row.value(u"extent"_s).toString();
    QLabel* proof = supported.isUndefined() && !isNotChecked(extent)
                        ? chip(QObject::tr("checking…"), "", card)
                        : extentChip(extent, supported.toBool(), row.value(u"reason"_s).toString(), card);
    chips->addWidget(proof);
    const QString kind = row.value(u"choice"_s).toObject().value(u"kind"_s).toString();
    if (!kind.isEmpty())
        chips->addWidget(chip(kind == "pin"_L1   ? QObject::tr("pinned")
                              : kind == "ban"_L1 ? QObject::tr("banned from the next set")
                                                 : QObject::tr("asleep from the next set"),
                              kind == "pin"_L1 ? "" : "warning", card));
    chips->addWidget(chip(kindText(row.value(u"insight_type"_s).toString()), "", card));
    chips->addWidget(chip(row.value(u"field_name"_s).toString(), "", card));
    for (const QJsonValue& council : row.value(u"council_names"_s).toArray())
        chips->addWidget(chip(council.toObject().value(u"name"_s).toString(), "", card));
    const double score = row.value(u"score"_s).toDouble();
    auto* meter = new Meter(theme, card);
    meter->set(score);
    meter->setFixedWidth(kMeterWidth);
    meter->setAccessibleName(QObject::tr("Score %1").arg(score, 0, 'f', 2));
    line->addWidget(meter, 0, Qt::AlignTop);
    line->addWidget(roleLabel(QString::number(score, 'f', 2), "note", card));
    const QDateTime made = timeFromText(row.value(u"generated_at"_s).toString());
    auto* age = roleLabel(relativeTimeText(made, now), "note", card);
    age->setToolTip(exactTimeText(made));
    line->addSpacing(metric::kSmall);
    line->addWidget(age);
    layout->addLayout(line);
    return card;
}

Place figurePlace(const QString& field, const QString& year, const QString& council)
{
    Place place{u"figures"_s, {{u"field"_s, field}, {u"year"_s, year}}};
    if (!council.isEmpty())
        place.at.insert(u"council"_s, council);
    return place;
}

} // namespace factoid
