#include "ui/generation/model_card.h"

#include "ui/base/formats.h"

#include <QDate>
#include <QLocale>
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
    return countText(calls, ModelCard::tr("call"), ModelCard::tr("calls"));
}

// What was paid, in each currency that was.
QString costsText(const QJsonArray& costs)
{
    QStringList words;
    for (const QJsonValue& cost : costs)
        words << amountText(text(cost.toObject(), "cost"), text(cost.toObject(), "currency"));
    return words.isEmpty() ? ModelCard::tr("free") : words.join(QStringLiteral(" + "));
}

} // namespace

ModelCard::ModelCard(const Theme& theme, UiState& state, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_calls(new ChartCard(QStringLiteral("model_calls"), tr("Model calls by day"), theme, state, this))
    , m_spend(new Card(tr("Spent beside the caps"), this))
    , m_caps(new QVBoxLayout)
{
    constexpr int kSpendWidth = 264;
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, metric::kTiny, 0);
    m_caps->setSpacing(metric::kTiny);
    column->addLayout(m_caps);
    column->addStretch(1);
    auto* scroll = new QScrollArea(m_spend);
    scroll->setAccessibleName(tr("Spent beside the caps"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    m_spend->body()->addWidget(scroll, 1);
    m_spend->setMinimumWidth(kSpendWidth);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kLarge);
    layout->addWidget(m_calls, 3);
    layout->addWidget(m_spend, 2);
}

void ModelCard::show_(const QJsonObject& trend, const QJsonObject& spend)
{
    if (trend != m_shownTrend)
        showTrend(trend);
    if (spend != m_shownSpend)
        showSpend(spend);
    m_shownTrend = trend;
    m_shownSpend = spend;
}

void ModelCard::showTrend(const QJsonObject& trend)
{
    const QJsonArray days = trend.value(QStringLiteral("days")).toArray();
    ChartData chart;
    chart.kind = ChartKind::Histogram; // names as many days as there is room for
    chart.labelTitle = tr("Day");
    chart.valueTitle = tr("Calls");
    ChartSeries calls{tr("Calls"), {}, 0};
    qint64 all = 0, failed = 0, in = 0, out = 0;
    for (const QJsonValue& value : days) {
        const QJsonObject day = value.toObject();
        const qint64 count = number(day, "calls");
        all += count;
        failed += number(day, "failed");
        in += number(day, "tokens_in");
        out += number(day, "tokens_out");
        const QString note = count == 0 ? QString()
                                        : tr("%1 failed, %2 tokens in, %3 out, %4").arg(numberText(number(day, "failed")), numberText(number(day, "tokens_in")), numberText(number(day, "tokens_out")),
                                                                                        costsText(day.value(QStringLiteral("costs")).toArray()));
        calls.points.push_back({QLocale::c().toString(QDate::fromString(text(day, "date"), Qt::ISODate), QStringLiteral("d MMM")), static_cast<double>(count), numberText(count), note});
    }
    chart.series.push_back(std::move(calls));
    chart.summary = tr("%1 in the last %2, %3 failed; %4 tokens in, %5 out.").arg(callsText(all), countText(days.size(), tr("day"), tr("days")), numberText(failed), numberText(in), numberText(out));
    m_calls->setNote(tr("%1, %2 tokens").arg(callsText(all), numberText(in + out)));
    m_calls->setData(chart);
}

// A cap with what is booked against it; without one only what was spent.
void ModelCard::addCap(const QString& name, const QJsonObject& period, const QString& currency)
{
    const QString booked = text(period, "booked"), cap = text(period, "cap");
    const QString spent = amountText(booked, currency);
    QLabel* words = wrappedLabel(cap.isEmpty() ? tr("%1: %2, no cap").arg(name, spent) : tr("%1: %2 of %3").arg(name, spent, amountText(cap, currency)), "", m_spend);
    m_caps->addWidget(words);
    QStringList notes{callsText(number(period, "calls"))};
    if (const qint64 failed = number(period, "failed"); failed > 0)
        notes << tr("%1 failed").arg(numberText(failed));
    if (const QString other = text(period, "uncounted"); !other.isEmpty())
        notes << tr("%1 is not counted: it has no rate").arg(other);
    if (!cap.isEmpty()) {
        constexpr double kNear = 0.8;
        auto* meter = new Meter(m_theme, m_spend);
        const double most = cap.toDouble(), part = most > 0 ? booked.toDouble() / most : 1;
        meter->set(part, part >= 1 ? Tone::Bad : part >= kNear ? Tone::Warning : Tone::Good);
        meter->setAccessibleName(words->text());
        m_caps->addWidget(meter);
    }
    m_caps->addWidget(wrappedLabel(notes.join(QStringLiteral(", ")), "note", m_spend));
}

void ModelCard::showSpend(const QJsonObject& spend)
{
    clearLayout(m_caps);
    const QString currency = text(spend, "currency");
    addCap(tr("Today"), spend.value(QStringLiteral("today")).toObject(), currency);
    addCap(tr("This month"), spend.value(QStringLiteral("month")).toObject(), currency);
    for (const QJsonValue& value : spend.value(QStringLiteral("providers")).toArray()) {
        const QJsonObject provider = value.toObject();
        addCap(tr("%1, this month").arg(text(provider, "provider")), provider.value(QStringLiteral("month")).toObject(), currency);
    }
    if (const QString shadow = text(spend.value(QStringLiteral("shadow")).toObject(), "sentence"); !shadow.isEmpty())
        m_caps->addWidget(wrappedLabel(tr("A refresh every 30 minutes: %1").arg(shadow), "note", m_spend));
}

} // namespace factoid
