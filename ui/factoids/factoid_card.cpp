#include "ui/factoids/factoid_card.h"

#include "ui/base/formats.h"
#include "ui/widgets/extent_chip.h"
#include "ui/widgets/flow_layout.h"

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

QWidget* factoidCard(const LiveFactoid& live, const std::optional<Judgement>& judged, const Theme& theme,
                     const QDateTime& now)
{
    const auto& [factoid, standing] = live;
    auto* card = new QWidget;
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kTiny + 2);
    layout->addWidget(sentenceLabel(factoid.text, card));

    // The chips take a second line where there is no room for one.
    auto* line = new QHBoxLayout;
    line->setSpacing(metric::kTiny + 2);
    auto* chipRow = new QWidget(card);
    auto* chips = new FlowLayout(metric::kTiny + 2, chipRow);
    line->addWidget(chipRow, 1);
    const QString extent = extentOf(factoid);
    const Judgement judgement = judged.value_or(Judgement());
    QLabel* proof = !judged && !isNotChecked(extent) ? chip(QObject::tr("checking…"), "", card)
                                                     : extentChip(extent, judgement.supported, judgement.reason, card);
    chips->addWidget(proof);
    const QString kind = standing.choice ? standing.choice->kind : QString();
    if (!kind.isEmpty())
        chips->addWidget(chip(kind == "pin"_L1   ? QObject::tr("pinned")
                              : kind == "ban"_L1 ? QObject::tr("banned from the next set")
                                                 : QObject::tr("snoozed from the next set"),
                              kind == "pin"_L1 ? "" : "warning", card));
    chips->addWidget(chip(kindText(factoid.insightType), "", card));
    chips->addWidget(chip(standing.fieldName, "", card));
    for (const ToldCouncil& council : standing.councilNames)
        chips->addWidget(chip(council.name, "", card));
    const double score = factoid.score;
    auto* meter = new Meter(theme, card);
    meter->set(score);
    meter->setFixedWidth(kMeterWidth);
    meter->setAccessibleName(QObject::tr("Score %1").arg(score, 0, 'f', 2));
    line->addWidget(meter, 0, Qt::AlignTop);
    line->addWidget(roleLabel(QString::number(score, 'f', 2), "note", card));
    const QDateTime& made = factoid.generatedAt;
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
