#include "ui/schedule/rules_card.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"

#include <QScrollArea>
#include <QTimeEdit>

namespace factoid {

namespace {

const QString kFreshness = u"schedule.freshness_minutes"_s;
const QString kGap = u"schedule.minimum_gap_minutes"_s;
const QString kMissed = u"schedule.missed"_s;

QTimeEdit* timeEdit(const QString& name, QTime time, QWidget* parent)
{
    auto* edit = new QTimeEdit(time, parent);
    edit->setDisplayFormat(u"HH:mm"_s);
    edit->setAccessibleName(name);
    if (auto* line = edit->findChild<QLineEdit*>())
        line->setAccessibleName(name);
    edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    edit->setFixedWidth(58);
    return edit;
}

QString minutesText(int minutes)
{
    return countText(minutes, RulesCard::tr("minute"), RulesCard::tr("minutes"));
}

} // namespace

RulesCard::RulesCard(const Theme& theme, QWidget* parent)
    : Card(tr("Rules"), parent)
    , m_theme(theme)
    , m_freshness(new InlineChoice(tr("Publish a change within"), tr("Other…"), this))
    , m_gap(new InlineChoice(tr("Minimum gap between sets"), tr("Other…"), this))
    , m_missed(new InlineChoice(tr("What a missed slot does"), {}, this))
    , m_zone(linkButton({}, this))
    , m_from(timeEdit(tr("Sleeps from"), QTime(2, 0), this))
    , m_to(timeEdit(tr("Sleeps until"), QTime(11, 0), this))
    , m_sleepNow(wrappedLabel({}, "note", this))
    , m_sleepOther(wrappedLabel({}, "note", this))
    , m_leaseNote(wrappedLabel({}, "note", this))
    , m_shadowNote(wrappedLabel({}, "note", this))
    , m_runner(new StateDot(theme, this))
    , m_error(new FormError(this))
{
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Rules"));
    auto* inside = new QWidget(scroll);
    m_rows = new QVBoxLayout(inside);
    m_rows->setContentsMargins(0, 0, metric::kTiny, 0);
    m_rows->setSpacing(metric::kTiny);
    scroll->setWidget(inside);
    body()->addWidget(m_error);
    body()->addWidget(scroll, 1);

    std::vector<std::pair<QString, QString>> minutes;
    for (const int value : {15, 30, 45, 60, 90, 120, 240})
        minutes.push_back({QString::number(value), minutesText(value)});
    m_freshness->setChoices(minutes);
    std::vector<std::pair<QString, QString>> gaps{{u"0"_s, tr("none")}};
    for (const int value : {5, 15, 30, 60, 120})
        gaps.push_back({QString::number(value), minutesText(value)});
    m_gap->setChoices(gaps);
    m_missed->setChoices({{u"once"_s, tr("run once at the next check")}, {u"skip"_s, tr("skip it")}});
    connect(m_freshness, &InlineChoice::chosen, this,
            [this](const QString& value) { Q_EMIT chosen(kFreshness, value); });
    connect(m_gap, &InlineChoice::chosen, this, [this](const QString& value) { Q_EMIT chosen(kGap, value); });
    connect(m_missed, &InlineChoice::chosen, this, [this](const QString& value) { Q_EMIT chosen(kMissed, value); });
    connect(m_zone, &QPushButton::clicked, this, &RulesCard::zoneWanted);
    m_zone->setAccessibleName(tr("Time zone of the slots"));
    m_zone->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    for (QTimeEdit* edit : {m_from, m_to})
        connect(edit, &QTimeEdit::timeChanged, this, &RulesCard::sleepChanged);

    addRule({tr("Publish a change within")}, {m_freshness});
    addRule({tr("Minimum gap:")}, {m_gap});
    m_rows->addWidget(separatorLine(inside));
    addRule({tr("Missed slot:")}, {m_missed});
    addRule({tr("Sleeps from"), tr("until")}, {m_from, m_to});
    m_rows->addWidget(m_sleepNow);
    m_rows->addWidget(m_sleepOther);
    m_rows->addWidget(separatorLine(inside));
    addRule({tr("Time zone")}, {m_zone});
    m_rows->addWidget(separatorLine(inside));
    m_rows->addWidget(m_runner);
    m_rows->addWidget(m_leaseNote);
    m_rows->addWidget(separatorLine(inside));
    m_rows->addWidget(roleLabel(tr("Without these rules"), "", inside));
    m_rows->addWidget(m_shadowNote);
    m_rows->addStretch(1);
}

// "words choice words choice".
QLabel* RulesCard::addRule(const QStringList& words, const std::vector<QWidget*>& choices)
{
    auto* row = new QWidget(m_rows->parentWidget());
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(metric::kTiny);
    QLabel* first = nullptr;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QLabel* label = roleLabel(words[i], "", row);
        first = first ? first : label;
        layout->addWidget(label);
        layout->addWidget(choices[static_cast<size_t>(i)]);
    }
    layout->addStretch(1);
    m_rows->addWidget(row);
    return first;
}

QTime RulesCard::sleepFrom() const
{
    return m_from->time();
}

QTime RulesCard::sleepTo() const
{
    return m_to->time();
}

void RulesCard::setSleep(QTime from, QTime to)
{
    const QSignalBlocker first(m_from), second(m_to);
    m_from->setTime(from);
    m_to->setTime(to);
}

void RulesCard::refuse(const QString& sentence)
{
    QWidget* field = nullptr;
    for (InlineChoice* choice : {m_freshness, m_gap}) {
        if (choice->line()->isVisible())
            field = choice->line();
    }
    m_error->say(sentence, field);
}

void RulesCard::settle()
{
    refuse({});
    m_freshness->closeLine();
    m_gap->closeLine();
}

void RulesCard::showSleep(const SleepAnswer& sleep)
{
    for (const SleepPolicyRow& policy : sleep.policies) {
        if (policy.current)
            m_sleepNow->setText(policy.sentence);
        else
            m_sleepOther->setText(
                tr("Under the other rule (%1): %2")
                    .arg(policy.policy == "skip"_L1 ? tr("skip it") : tr("run once"), policy.sentence));
    }
}

void RulesCard::show_(const ScheduleView& view)
{
    const ScheduleStanding& schedule = view.coming.schedule;
    m_freshness->setCurrent(minutesText(schedule.freshnessMinutes));
    m_gap->setCurrent(schedule.minimumGapMinutes == 0 ? tr("none") : minutesText(schedule.minimumGapMinutes));
    m_missed->setCurrent(schedule.missed == "skip"_L1 ? tr("skip it") : tr("run once"));
    m_zone->setText(schedule.zone + u" ▾"_s);
    showSleep(view.sleep);
    const RunnerAnswer& runner = view.runner;
    const QDateTime last = timeFromText(runner.lastCheck.value_or(QString()));
    m_runner->set(runner.active ? State::Good : State::Warning,
                  runner.active ? tr("Checked %1").arg(relativeTimeText(last, timeFromText(view.coming.now)))
                                : tr("The slots are not being checked"));
    m_runner->setToolTip(exactTimeText(last));
    m_leaseNote->setText(runner.active ? view.lease.sentence
                                       : runner.sentence + QLatin1Char(' ') + view.lease.sentence);
    const ShadowAnswer& shadow = view.shadow;
    if (!shadow.since)
        m_shadowNote->setText(tr("Counted from the first set on."));
    else
        m_shadowNote->setText(tr("A refresh every 30 minutes would have made %1 this month; %2 made. Since the first "
                                 "set: %3 compared with %4.")
                                  .arg(countText(shadow.month.every30Minutes.value_or(0), tr("set"), tr("sets")),
                                       countText(shadow.month.generations, tr("was"), tr("were")),
                                       numberText(shadow.every30Minutes.value_or(0)), numberText(shadow.generations)));
}

} // namespace factoid
