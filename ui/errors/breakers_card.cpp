#include "ui/errors/breakers_card.h"

#include "ui/base/formats.h"
#include "ui/runs/failure_words.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>

namespace factoid {

namespace {

const QString kOpen = u"open"_s, kClose = u"close"_s, kRelease = u"release"_s;

} // namespace

BreakerLine::BreakerLine(const QString& name, const Theme& theme, bool readOnly, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_state(new StateDot(theme, this))
    , m_note(wrappedLabel({}, "note", this))
    , m_open(new QPushButton(tr("Open"), this))
    , m_close(new QPushButton(tr("Close"), this))
    , m_release(new QPushButton(tr("Return to automatic"), this))
    , m_form(new QWidget(this))
    , m_reason(new QLineEdit(m_form))
    , m_confirm(new QPushButton(m_form))
    , m_error(new FormError(m_form))
{
    const QString who = placeWords(name);
    auto* title = roleLabel(who, "", this);
    title->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    auto* top = new QHBoxLayout;
    top->setSpacing(metric::kSmall);
    top->addWidget(title);
    top->addWidget(m_state);
    top->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metric::kSmall);
    buttons->addWidget(m_note, 1);
    for (const auto& [button, says, tip] :
         {std::tuple(m_open, tr("Open the breaker of %1"), tr("Do not call it until you return it to automatic")),
          std::tuple(m_close, tr("Close the breaker of %1"),
                     tr("Keep calling it however often it fails, until you return it to automatic")),
          std::tuple(m_release, tr("Return the breaker of %1 to automatic"),
                     tr("It opens and closes by itself again"))}) {
        button->setAccessibleName(says.arg(who));
        button->setToolTip(tip);
        button->setEnabled(!readOnly);
        buttons->addWidget(button, 0, Qt::AlignTop);
    }
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_reason, 1);
    line->addWidget(m_confirm);
    auto* form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(metric::kTiny);
    form->addLayout(line);
    form->addWidget(m_error);
    m_form->hide();
    m_reason->setPlaceholderText(tr("Reason, for whoever looks next"));
    m_reason->setAccessibleName(tr("Reason for the breaker of %1").arg(who));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metric::kTiny, 0, metric::kTiny);
    layout->setSpacing(metric::kTiny);
    layout->addLayout(top);
    layout->addLayout(buttons);
    layout->addWidget(m_form);
    connect(m_open, &QPushButton::clicked, this, [this] { askFor(kOpen); });
    connect(m_close, &QPushButton::clicked, this, [this] { askFor(kClose); });
    connect(m_release, &QPushButton::clicked, this, [this] { Q_EMIT wanted(m_name, kRelease, {}); });
    connect(m_confirm, &QPushButton::clicked, this, &BreakerLine::confirm);
    connect(m_reason, &QLineEdit::returnPressed, this, &BreakerLine::confirm);
    connect(m_reason, &QLineEdit::textEdited, this, [this] { m_error->say({}); });
}

void BreakerLine::show_(const std::optional<BreakerReport>& breaker, const QDateTime& now)
{
    const BreakerForce force = breaker ? breaker->state.force : BreakerForce::None;
    m_open->setVisible(force != BreakerForce::Open);
    m_close->setVisible(force != BreakerForce::Closed);
    m_release->setVisible(force != BreakerForce::None);
    m_note->setToolTip({});
    if (!breaker) {
        m_state->set(State::Idle, tr("closed"));
        m_note->setText(tr("It has not been called yet."));
        return;
    }
    if (force != BreakerForce::None) {
        const QDateTime at = breaker->state.forcedAt;
        m_state->set(force == BreakerForce::Open ? State::Bad : State::Warning,
                     force == BreakerForce::Open ? tr("kept open") : tr("kept closed"));
        m_note->setText(tr("%1 (%2, %3)").arg(breaker->state.forceReason, breaker->actor, relativeTimeText(at, now)));
        m_note->setToolTip(exactTimeText(at));
        return;
    }
    const QString left = tr("%1 left").arg(countText(breaker->retriesLeft, tr("retry"), tr("retries")));
    if (breaker->phase == BreakerPhase::Open) {
        const QDateTime retry = breaker->answer.retryAt;
        m_state->set(State::Bad, tr("open"));
        m_note->setText(retry.isValid()
                            ? tr("It failed too often; next attempt %1. %2.").arg(relativeTimeText(retry, now), left)
                            : tr("It failed too often. %1.").arg(left));
        m_note->setToolTip(exactTimeText(retry));
    } else if (breaker->phase == BreakerPhase::HalfOpen) {
        m_state->set(State::Warning, tr("half open"));
        m_note->setText(tr("One call at a time, until three in a row succeed. %1.").arg(left));
    } else {
        const auto failures = std::ssize(breaker->state.failures);
        m_state->set(failures == 0 ? State::Good : State::Warning, tr("closed"));
        m_note->setText(failures == 0 ? tr("It is called as usual. %1.").arg(left)
                                      : tr("It is being called; %1 in the last few minutes. %2.")
                                            .arg(countText(failures, tr("failure"), tr("failures")), left));
    }
}

void BreakerLine::askFor(const QString& action)
{
    m_action = action;
    m_confirm->setText(action == kOpen ? tr("Keep it open") : tr("Keep it closed"));
    m_error->say({});
    m_form->show();
    m_reason->setFocus();
}

void BreakerLine::confirm()
{
    if (m_reason->text().trimmed().isEmpty()) {
        m_error->say(tr("Give a reason, so that whoever looks next knows what this is waiting for."), m_reason);
        m_reason->setFocus();
        return;
    }
    Q_EMIT wanted(m_name, m_action, m_reason->text().trimmed());
}

void BreakerLine::answer(const QString& problem)
{
    if (!problem.isEmpty()) {
        m_form->show();
        m_error->say(problem, m_reason);
        return;
    }
    m_reason->clear();
    m_form->hide();
}

void BreakerLine::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !m_form->isVisible()) {
        QWidget::keyPressEvent(event);
        return;
    }
    answer({});
    (m_action == kOpen ? m_open : m_close)->setFocus();
}

BreakersCard::BreakersCard(const Theme& theme, bool readOnly, QWidget* parent)
    : Card(tr("Circuit breakers"), parent)
    , m_theme(theme)
    , m_readOnly(readOnly)
    , m_layout(new QVBoxLayout)
    , m_empty(nullptr)
{
    auto* scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Circuit breakers"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget(scroll);
    m_empty = wrappedLabel(tr("No circuit breakers: no language model is set up."), "muted", inside);
    auto* outer = new QVBoxLayout(inside);
    outer->setContentsMargins(0, 0, metric::kTiny, 0);
    m_layout->setSpacing(metric::kTiny);
    outer->addWidget(m_empty);
    outer->addLayout(m_layout);
    outer->addStretch(1);
    scroll->setWidget(inside);
    body()->addWidget(scroll, 1);
}

void BreakersCard::show_(const std::vector<BreakerReport>& breakers, const QStringList& providers, const QDateTime& now)
{
    using Wanted = std::pair<QString, std::optional<BreakerReport>>;
    std::vector<Wanted> wantedRows;
    for (const QString& provider : providers)
        wantedRows.emplace_back(u"provider:"_s + provider, std::nullopt);
    for (const BreakerReport& breaker : breakers) {
        const auto known = std::ranges::find(wantedRows, breaker.name, &Wanted::first);
        if (known == wantedRows.end())
            wantedRows.emplace_back(breaker.name, breaker);
        else
            known->second = breaker;
    }
    // A row stays while its breaker does: a reason may be being written in it.
    std::erase_if(m_rows, [&](const std::pair<QString, BreakerLine*>& row) {
        if (std::ranges::find(wantedRows, row.first, &Wanted::first) != wantedRows.end())
            return false;
        m_layout->removeWidget(row.second);
        row.second->hide();
        row.second->deleteLater();
        return true;
    });
    for (const auto& [name, breaker] : wantedRows) {
        auto row = std::ranges::find(m_rows, name, &std::pair<QString, BreakerLine*>::first);
        if (row == m_rows.end()) {
            auto* made = new BreakerLine(name, m_theme, m_readOnly, this);
            connect(made, &BreakerLine::wanted, this, &BreakersCard::wanted);
            m_layout->addWidget(made);
            m_rows.emplace_back(name, made);
            row = std::prev(m_rows.end());
        }
        row->second->show_(breaker, now);
    }
    m_empty->setVisible(m_rows.empty());
}

void BreakersCard::answer(const QString& name, const QString& problem)
{
    if (const auto row = std::ranges::find(m_rows, name, &std::pair<QString, BreakerLine*>::first); row != m_rows.end())
        row->second->answer(problem);
}

} // namespace factoid
