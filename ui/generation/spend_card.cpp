#include "ui/generation/spend_card.h"

#include "ui/base/formats.h"

#include <QJsonArray>
#include <QScrollArea>

namespace factoid {

namespace {

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

qint64 number(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toInteger();
}

QString callsText(qint64 calls)
{
    return countText(calls, SpendCard::tr("call"), SpendCard::tr("calls"));
}

} // namespace

SpendCard::SpendCard(const Theme& theme, QWidget* parent)
    : Card(tr("Spent beside the caps"), parent)
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
    scroll->setAccessibleName(tr("Spent beside the caps"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    body()->addWidget(scroll, 1);
    setMinimumWidth(kWidth);
    QPushButton* change = linkButton(tr("Change ›"), this);
    change->setAccessibleName(tr("Change the caps"));
    addToHeading(change);
    connect(change, &QPushButton::clicked, this, &SpendCard::capsWanted);
}

// A cap with what is booked against it; without one only what was spent.
void SpendCard::addPeriod(const QString& name, const QJsonObject& period, const QString& currency)
{
    const QString booked = text(period, "booked"), cap = text(period, "cap");
    const QString spent = amountText(booked, currency);
    QLabel* words = wrappedLabel(cap.isEmpty() ? tr("%1: %2, no cap").arg(name, spent)
                                               : tr("%1: %2 of %3").arg(name, spent, amountText(cap, currency)),
                                 "", this);
    m_caps->addWidget(words);
    QStringList notes{callsText(number(period, "calls"))};
    if (const qint64 failed = number(period, "failed"); failed > 0)
        notes << tr("%1 failed").arg(numberText(failed));
    if (const QString other = text(period, "uncounted"); !other.isEmpty())
        notes << tr("%1 is not counted: it has no rate").arg(other);
    if (!cap.isEmpty()) {
        constexpr double kNear = 0.8;
        auto* meter = new Meter(m_theme, this);
        const double most = cap.toDouble(), part = most > 0 ? booked.toDouble() / most : 1;
        meter->set(part, part >= 1 ? Tone::Bad : part >= kNear ? Tone::Warning : Tone::Good);
        meter->setAccessibleName(words->text());
        m_caps->addWidget(meter);
    }
    m_caps->addWidget(wrappedLabel(notes.join(u", "_s), "note", this));
}

void SpendCard::show_(const QJsonObject& spend)
{
    if (spend == m_shown)
        return;
    m_shown = spend;
    clearLayout(m_caps);
    const QString currency = text(spend, "currency");
    const QString run = text(spend, "per_run_cap");
    m_caps->addWidget(wrappedLabel(
        run.isEmpty() ? tr("One run: no cap") : tr("One run: at most %1").arg(amountText(run, currency)), "", this));
    addPeriod(tr("Today"), spend.value(u"today"_s).toObject(), currency);
    addPeriod(tr("This month"), spend.value(u"month"_s).toObject(), currency);
    for (const QJsonValue& value : spend.value(u"providers"_s).toArray()) {
        const QJsonObject provider = value.toObject();
        if (const QJsonObject today = provider.value(u"today"_s).toObject(); !text(today, "cap").isEmpty())
            addPeriod(tr("%1, today").arg(text(provider, "provider")), today, currency);
        addPeriod(tr("%1, this month").arg(text(provider, "provider")), provider.value(u"month"_s).toObject(),
                  currency);
    }
    if (const QString shadow = text(spend.value(u"shadow"_s).toObject(), "sentence"); !shadow.isEmpty())
        m_caps->addWidget(wrappedLabel(tr("A refresh every 30 minutes: %1").arg(shadow), "note", this));
}

} // namespace factoid
