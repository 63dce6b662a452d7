#include "ui/cache/level_card.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"

#include <QComboBox>
#include <QGridLayout>

namespace factoid {

namespace {

State stateOf(const QString& state)
{
    if (state == "fresh"_L1 || state == "ready"_L1)
        return State::Good;
    if (state == "rehearsed"_L1 || state == "left_out"_L1)
        return State::Bad;
    return state == "stale"_L1 ? State::Warning : State::Idle;
}

// "18 µs", "0.4 ms".
QString microsText(const QJsonValue& micros)
{
    if (micros.isNull())
        return LevelCard::tr("no data");
    constexpr double kThousand = 1'000;
    const double value = micros.toDouble();
    return value < kThousand ? LevelCard::tr("%1 µs").arg(value, 0, 'f', value < 10 ? 1 : 0)
                             : LevelCard::tr("%1 ms").arg(value / kThousand, 0, 'f', 1);
}

} // namespace

LevelCard::LevelCard(const QString& level, const QString& heading, const QString& what, const Theme& theme,
                     QWidget* parent)
    : Card(heading, parent)
    , m_level(level)
    , m_state(new StateDot(theme, this))
    , m_figures(new QGridLayout)
    , m_minutes(new QComboBox(this))
    , m_switch(new QPushButton(this))
    , m_note(wrappedLabel(what, "note", this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    body()->addWidget(m_state);
    m_figures->setHorizontalSpacing(metric::kLarge);
    m_figures->setVerticalSpacing(0);
    m_hits = addFigure(level == "curated"_L1 ? tr("FALLBACKS SERVED") : tr("HITS"), 0);
    m_latency = addFigure(tr("P99"), 1);
    m_size = addFigure(tr("SIZE"), 2);
    body()->addLayout(m_figures);
    body()->addWidget(m_note);
    for (const int minutes : {1, 5, 10, 30, 60})
        m_minutes->addItem(tr("%1 min").arg(minutes), minutes);
    m_minutes->setCurrentIndex(1);
    m_minutes->setAccessibleName(tr("How long the outage of %1 is rehearsed").arg(heading));
    m_switch->setAccessibleName(tr("Rehearse an outage of %1").arg(heading));
    auto* row = new QHBoxLayout;
    row->addWidget(m_switch);
    row->addWidget(m_minutes);
    row->addStretch(1);
    body()->addLayout(row);
    connect(m_switch, &QPushButton::clicked, this, [this] {
        if (m_isOn)
            Q_EMIT rehearsalOver(m_level);
        else
            Q_EMIT rehearsalWanted(m_level, m_minutes->currentData().toInt());
    });
    m_switch->setText(tr("Rehearse an outage"));
    m_switch->setToolTip(tr("Readers of every process are served as if this level were dead, until the time is over"));
}

QLabel* LevelCard::addFigure(const QString& name, int column)
{
    QLabel* value = roleLabel({}, "section", this);
    value->setAccessibleName(tr("%1: %2").arg(accessibleName(), name.toLower()));
    m_figures->addWidget(roleLabel(name, "caption", this), 0, column);
    m_figures->addWidget(value, 1, column);
    m_figures->setColumnStretch(column, 1);
    return value;
}

void LevelCard::show_(const QJsonObject& level, const QDateTime& now)
{
    const QString word = level.value(u"state"_s).toString();
    // Nothing to fall back on is found out on the worst of days.
    const bool bare = m_level == "curated"_L1 && word == "empty"_L1;
    m_state->set(bare ? State::Warning : stateOf(word), level.value(u"state_words"_s).toString());
    const QJsonValue ratio = level.value(u"hit_ratio"_s);
    const auto count = [&](const char* key) { return level.value(QLatin1String(key)).toInteger(); };
    if (m_level == "curated"_L1)
        m_hits->setText(numberText(count("fallbacks")));
    else
        m_hits->setText(ratio.isNull() ? tr("no data") : ratioText(ratio.toDouble()));
    m_hits->setToolTip(tr("%1, %2, %3, %4")
                           .arg(countText(count("hits"), tr("hit"), tr("hits")),
                                countText(count("stale_hits"), tr("stale hit"), tr("stale hits")),
                                countText(count("misses"), tr("miss"), tr("misses")),
                                countText(count("errors"), tr("error"), tr("errors"))));
    m_latency->setText(microsText(level.value(u"p99_microseconds"_s)));
    m_latency->setToolTip(
        tr("Half of the questions took at most %1").arg(microsText(level.value(u"p50_microseconds"_s))));
    m_size->setText(count("entries") == 0 ? tr("empty")
                                          : tr("%1, %2").arg(bytesText(count("bytes")),
                                                             m_level == "curated"_L1
                                                                 ? countText(count("entries"), tr("text"), tr("texts"))
                                                                 : countText(count("entries"), tr("key"), tr("keys"))));
    const QJsonObject rehearsal = level.value(u"rehearsal"_s).toObject();
    m_isOn = !rehearsal.isEmpty();
    m_minutes->setVisible(!m_isOn);
    m_switch->setText(m_isOn ? tr("End the rehearsal") : tr("Rehearse an outage"));
    setStyleProperty(this, "selected", m_isOn);
    if (m_isOn)
        m_switch->setToolTip(tr("Started %1, ends by itself %2")
                                 .arg(relativeTimeText(timeFromText(rehearsal.value(u"since"_s).toString()), now),
                                      relativeTimeText(timeFromText(rehearsal.value(u"until"_s).toString()), now)));
}

} // namespace factoid
