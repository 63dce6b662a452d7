#include "ui/generation/provider_list.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"

#include <QScrollArea>

namespace factoid {

QString modeWords(const QString& mode)
{
    if (mode == "json_schema"_L1)
        return ProviderList::tr("strict schema");
    if (mode == "json_object"_L1)
        return ProviderList::tr("JSON mode");
    return mode == "text"_L1 ? ProviderList::tr("plain text, with the schema in words") : mode;
}

ProviderLine::ProviderLine(const QString& name, const Theme& theme, bool readOnly, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_readOnly(readOnly)
    , m_state(new StateDot(theme, this))
    , m_where(wrappedLabel({}, "note", this))
    , m_facts(wrappedLabel({}, "", this))
    , m_wrong(wrappedLabel({}, "error", this))
    , m_button(new QPushButton(this))
    , m_error(new FormError(this))
{
    auto* title = roleLabel(name, "", this);
    title->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    auto* top = new QHBoxLayout;
    top->setSpacing(metric::kSmall);
    top->addWidget(title);
    top->addWidget(m_state);
    top->addStretch(1);
    top->addWidget(m_button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metric::kTiny, 0, metric::kSmall);
    layout->setSpacing(metric::kTiny);
    layout->addLayout(top);
    for (QLabel* label : {m_where, m_facts, m_wrong, static_cast<QLabel*>(m_error)})
        layout->addWidget(label);
    m_wrong->hide();
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_job != 0)
            Q_EMIT cancelWanted(m_job);
        else
            Q_EMIT probeWanted(m_name);
    });
    setAsking(0);
}

void ProviderLine::setAsking(int job)
{
    m_job = job;
    m_button->setText(job != 0 ? tr("Cancel") : tr("Probe"));
    m_button->setAccessibleName(job != 0 ? tr("Stop probing %1").arg(m_name) : tr("Probe %1").arg(m_name));
    m_button->setToolTip(m_readOnly ? tr("This connection is read-only")
                                    : tr("Asks for a tiny answer; the provider may bill some tokens"));
    m_button->setEnabled(!m_readOnly);
    if (job != 0) {
        m_error->say({});
        m_state->set(State::Idle, tr("being probed"));
    }
}

void ProviderLine::show_(const ProviderRow& provider, const QDateTime& now)
{
    m_provider = provider;
    m_where->setText(tr("%1 at %2").arg(provider.model, provider.host));
    if (m_job == 0)
        showProbe(now);
}

void ProviderLine::showProbe(const QDateTime& now)
{
    const std::optional<ProviderProbe>& probe = m_provider.probe;
    const QString remembered = m_provider.mode.value_or(QString()), place = m_provider.keyPlace;
    QStringList facts;
    if (!probe) {
        m_state->set(State::Idle, tr("not probed yet"));
        m_wrong->hide();
        facts << tr("Key: %1").arg(place);
    } else {
        const bool reached = probe->reachable.value_or(false);
        m_state->set(probe->ok ? State::Good : State::Bad, probe->ok ? tr("answers")
                                                           : reached ? tr("reached, but does not answer")
                                                                     : tr("does not answer"));
        if (probe->reachable)
            facts << (reached ? tr("Reachable") : tr("Not reachable"));
        facts << (probe->key ? tr("key: %1").arg(place) : tr("no key in %1").arg(place));
        if (probe->milliseconds)
            facts << tr("%1\u00a0ms").arg(numberText(*probe->milliseconds));
        const QString wrong = probe->ok ? QString() : probe->message;
        m_wrong->setText(
            probe->remedy.isEmpty()
                ? wrong
                : tr("%1 Suggestion: %2.")
                      .arg(wrong.endsWith(QLatin1Char('.')) ? wrong : wrong + QLatin1Char('.'), probe->remedy));
        m_wrong->setVisible(!probe->ok);
    }
    if (probe && probe->mode)
        facts << tr("reply format: %1").arg(modeWords(*probe->mode));
    facts << (remembered.isEmpty() ? tr("reply format not known yet")
                                   : tr("reply format: %1").arg(modeWords(remembered)));
    if (probe)
        facts << tr("probed %1").arg(relativeTimeText(timeFromText(probe->at), now));
    facts.first()[0] = facts.first()[0].toUpper();
    m_facts->setText(facts.join(u" · "_s));
    m_facts->setToolTip(probe ? exactTimeText(timeFromText(probe->at)) : QString());
}

ProviderList::ProviderList(const Theme& theme, bool readOnly, QWidget* parent)
    : Card(tr("Providers, in the order in which they are called"), parent)
    , m_theme(theme)
    , m_readOnly(readOnly)
    , m_all(linkButton(tr("Probe all"), this))
    , m_layout(new QVBoxLayout)
{
    m_all->setAccessibleName(tr("Probe every provider"));
    m_all->setEnabled(!readOnly);
    addToHeading(m_all);
    connect(m_all, &QPushButton::clicked, this, [this] { Q_EMIT probeWanted({}); });
    auto* scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Providers"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget(scroll);
    auto* outer = new QVBoxLayout(inside);
    outer->setContentsMargins(0, 0, metric::kTiny, 0);
    outer->addLayout(m_layout);
    outer->addStretch(1);
    scroll->setWidget(inside);
    body()->addWidget(scroll, 1);
}

void ProviderList::show_(const std::vector<ProviderRow>& providers, const QDateTime& now)
{
    for (const ProviderRow& provider : providers) {
        const QString& name = provider.name;
        auto row = std::ranges::find(m_rows, name, &std::pair<QString, ProviderLine*>::first);
        // The providers stand in the file of --config: while the window is open they stay what they are.
        if (row == m_rows.end()) {
            auto* made = new ProviderLine(name, m_theme, m_readOnly, this);
            connect(made, &ProviderLine::probeWanted, this, &ProviderList::probeWanted);
            connect(made, &ProviderLine::cancelWanted, this, &ProviderList::cancelWanted);
            if (!m_rows.empty())
                m_layout->addWidget(separatorLine(this));
            m_layout->addWidget(made);
            m_rows.emplace_back(name, made);
            row = std::prev(m_rows.end());
        }
        row->second->show_(provider, now);
    }
    m_all->setVisible(m_rows.size() > 1);
}

void ProviderList::setAsking(const QString& name, int job)
{
    for (const auto& [its, row] : m_rows) {
        if (name.isEmpty() || its == name)
            row->setAsking(job);
    }
}

void ProviderList::answer(int job, const QString& problem)
{
    for (const auto& [name, row] : m_rows) {
        if (row->asking() != job)
            continue;
        row->setAsking(0);
        row->say(problem);
    }
}

} // namespace factoid
