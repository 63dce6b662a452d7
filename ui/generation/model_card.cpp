#include "ui/generation/model_card.h"

#include "ui/generation/spend_card.h"
#include "ui/generation/trend_chart.h"

namespace factoid {

ModelCard::ModelCard(const Theme& theme, UiState& state, QWidget* parent)
    : QWidget(parent)
    , m_calls(new TrendChart(u"model_calls"_s, tr("Model calls by day"), tr("Model calls by run"), drawCalls, theme,
                             state, this))
    , m_acceptance(new TrendChart(u"model_acceptance"_s, tr("Acceptance by day"), tr("Acceptance by run"),
                                  drawAcceptance, theme, state, this))
    , m_spend(new SpendCard(theme, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kLarge);
    for (TrendChart* chart : {m_calls, m_acceptance}) {
        layout->addWidget(chart, 3);
        connect(chart, &TrendChart::runWanted, this, &ModelCard::runWanted);
    }
    layout->addWidget(m_spend, 2);
    connect(m_spend, &SpendCard::capsWanted, this, &ModelCard::capsWanted);
}

void ModelCard::show_(const CallTrendAnswer& trend, const SpendAnswer& spend)
{
    m_calls->setTrend(trend);
    m_acceptance->setTrend(trend);
    m_spend->show_(spend);
}

} // namespace factoid
