#include "ui/cache/level_card.h"

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
QString microsText(const std::optional<double>& micros)
{
    if (!micros)
        return LevelCard::tr("no data");
    constexpr double kThousand = 1'000;
    return *micros < kThousand ? LevelCard::tr("%1 µs").arg(*micros, 0, 'f', *micros < 10 ? 1 : 0)
                               : LevelCard::tr("%1 ms").arg(*micros / kThousand, 0, 'f', 1);
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
    , m_sure(new QWidget(this))
    , m_sureText(wrappedLabel({}, "warning", this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    m_switch->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
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
            return Q_EMIT rehearsalOver(m_level);
        sayWhom();
        m_sureText->show();
        m_sure->show();
    });
    makeSure();
    m_switch->setText(tr("Rehearse an outage"));
    m_switch->setToolTip(tr("Readers of every process are served as if this level were down, until the time is up"));
}

void LevelCard::makeSure()
{
    auto* layout = new QVBoxLayout(m_sure);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kTiny);
    auto* row = new QHBoxLayout;
    auto* start = new QPushButton(tr("Start the rehearsal"), m_sure);
    start->setAccessibleName(tr("Start the rehearsal of %1").arg(accessibleName()));
    start->setProperty("role", u"danger"_s);
    auto* cancel = new QPushButton(tr("Cancel"), m_sure);
    cancel->setAccessibleName(tr("Do not rehearse an outage of %1").arg(accessibleName()));
    row->addWidget(start);
    row->addWidget(cancel);
    row->addStretch(1);
    layout->addLayout(row);
    // Straight into the card: a text that wraps is given its height there.
    body()->addWidget(m_sureText);
    body()->addWidget(m_sure);
    m_sureText->hide();
    m_sure->hide();
    connect(start, &QPushButton::clicked, this, [this] {
        m_sureText->hide();
        m_sure->hide();
        Q_EMIT rehearsalWanted(m_level, m_minutes->currentData().toInt());
    });
    connect(cancel, &QPushButton::clicked, m_sure, &QWidget::hide);
    connect(cancel, &QPushButton::clicked, m_sureText, &QWidget::hide);
    connect(m_minutes, &QComboBox::currentIndexChanged, this, &LevelCard::sayWhom);
}

void LevelCard::sayWhom()
{
    const QString whom = m_level == "curated"_L1
                             ? tr("Readers of every process on this store get no fallbacks")
                             : tr("Readers of every process on this store, web servers included, are served as if this "
                                  "level were down");
    m_sureText->setText(tr("%1 for %2. They are real readers. You can end it at any time.")
                            .arg(whom, countText(m_minutes->currentData().toInt(), tr("minute"), tr("minutes"))));
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

void LevelCard::show_(const CacheLevelRow& level, const QDateTime& now)
{
    const bool isCurated = m_level == "curated"_L1;
    // Nothing to fall back on is found out on the worst of days.
    const bool bare = isCurated && level.state == "empty"_L1;
    m_state->set(bare ? State::Warning : stateOf(level.state), level.stateWords);
    if (isCurated)
        m_hits->setText(numberText(level.fallbacks));
    else
        m_hits->setText(level.hitRatio ? ratioText(*level.hitRatio) : tr("no data"));
    m_hits->setToolTip(tr("%1, %2, %3, %4")
                           .arg(countText(level.hits, tr("hit"), tr("hits")),
                                countText(level.staleHits, tr("stale hit"), tr("stale hits")),
                                countText(level.misses, tr("miss"), tr("misses")),
                                countText(level.errors, tr("error"), tr("errors"))));
    m_latency->setText(microsText(level.p99Micros));
    m_latency->setToolTip(tr("Half of the requests took at most %1").arg(microsText(level.p50Micros)));
    m_size->setText(level.entries == 0 ? tr("empty")
                                       : tr("%1, %2").arg(bytesText(level.bytes),
                                                          isCurated ? countText(level.entries, tr("text"), tr("texts"))
                                                                    : countText(level.entries, tr("key"), tr("keys"))));
    m_isOn = level.rehearsal.has_value();
    m_minutes->setVisible(!m_isOn);
    if (m_isOn) {
        m_sureText->hide();
        m_sure->hide();
    }
    m_switch->setText(m_isOn ? tr("End the rehearsal") : tr("Rehearse an outage"));
    setStyleProperty(this, "selected", m_isOn);
    if (m_isOn)
        m_switch->setToolTip(
            tr("Started %1, ends automatically %2")
                .arg(relativeTimeText(level.rehearsal->since, now), relativeTimeText(level.rehearsal->until, now)));
}

} // namespace factoid
