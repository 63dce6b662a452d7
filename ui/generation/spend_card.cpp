#include "ui/generation/spend_card.h"

#include "ui/base/formats.h"

#include <QScrollArea>

namespace factoid {

namespace {

QString callsText(qint64 calls)
{
    return countText(calls, SpendCard::tr("call"), SpendCard::tr("calls"));
}

} // namespace

SpendCard::SpendCard(const Theme& theme, QWidget* parent)
    : Card(tr("Spend against limits"), parent)
    , m_theme(theme)
    , m_caps(new QVBoxLayout)
{
    constexpr int kWidth = 284;
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, metric::kTiny, 0);
    m_caps->setSpacing(metric::kTiny);
    column->addLayout(m_caps);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Spend against limits"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    body()->addWidget(scroll, 1);
    setMinimumWidth(kWidth);
    QPushButton* change = linkButton(tr("Change ›"), this);
    change->setAccessibleName(tr("Change the limits"));
    addToHeading(change);
    connect(change, &QPushButton::clicked, this, &SpendCard::capsWanted);
}

// A cap with what is booked against it; without one only what was spent.
void SpendCard::addPeriod(const QString& name, const SpentInTime& spent, const QString& currency)
{
    const QString booked = amountText(spent.booked, currency);
    QLabel* words = wrappedLabel(spent.cap ? tr("%1: %2 of %3").arg(name, booked, amountText(*spent.cap, currency))
                                           : tr("%1: %2, no limit").arg(name, booked),
                                 "", this);
    m_caps->addWidget(words);
    QStringList notes{callsText(spent.calls)};
    if (spent.failed > 0)
        notes << tr("%1 failed").arg(numberText(spent.failed));
    if (!spent.uncounted.isEmpty())
        notes << tr("%1 is not counted: it has no exchange rate").arg(spent.uncounted);
    if (spent.cap) {
        constexpr double kNear = 0.8;
        auto* meter = new Meter(m_theme, this);
        const double most = spent.cap->toDouble(), part = most > 0 ? spent.booked.toDouble() / most : 1;
        meter->set(part, part >= 1 ? Tone::Bad : part >= kNear ? Tone::Warning : Tone::Good);
        meter->setAccessibleName(words->text());
        m_caps->addWidget(meter);
    }
    m_caps->addWidget(wrappedLabel(notes.join(u", "_s), "note", this));
}

void SpendCard::show_(const SpendAnswer& spend)
{
    if (m_shown == spend)
        return;
    m_shown = spend;
    clearLayout(m_caps);
    const QString& currency = spend.currency;
    m_caps->addWidget(wrappedLabel(spend.perRunCap
                                       ? tr("One run: at most %1").arg(amountText(*spend.perRunCap, currency))
                                       : tr("One run: no limit"),
                                   "", this));
    addPeriod(tr("Today"), spend.today, currency);
    addPeriod(tr("This month"), spend.month, currency);
    for (const SpentAtProvider& provider : spend.providers) {
        if (provider.today.cap)
            addPeriod(tr("%1, today").arg(provider.provider), provider.today, currency);
        addPeriod(tr("%1, this month").arg(provider.provider), provider.month, currency);
    }
    if (!spend.shadow.sentence.isEmpty())
        m_caps->addWidget(wrappedLabel(tr("A refresh every 30 minutes: %1").arg(spend.shadow.sentence), "note", this));
}

} // namespace factoid
