#include "ui/errors/rule_panel.h"

#include "core/monitor/recovery/recovery_rules.h"
#include "ui/errors/failure_columns.h"
#include "ui/runs/failure_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace factoid {

namespace {

const QString kSteps = u"steps"_s, kWait = u"wait"_s, kAttempts = u"attempts"_s, kFirst = u"first_ms"_s,
              kLongest = u"longest_ms"_s, kLongestAsked = u"longest_asked_ms"_s, kAlertAfter = u"alert_after"_s,
              kOnInput = u"retry_on_new_input"_s;

// A number where it is one, else the text, which the rule's own check refuses.
QJsonValue numberOrText(const QLineEdit& line)
{
    bool ok = false;
    const qint64 number = line.text().trimmed().toLongLong(&ok);
    return ok ? QJsonValue(number) : QJsonValue(line.text().trimmed());
}

constexpr qint64 kMilli = 1'000;

// 500 → "0.5", 60000 → "60".
QString secondsOf(std::chrono::milliseconds wait)
{
    return QString::number(static_cast<double>(wait.count()) / kMilli, 'g', 10);
}

// Seconds as milliseconds where they are that, else the text, which the rule's own check refuses.
QJsonValue millisecondsOrText(const QLineEdit& line)
{
    static const QRegularExpression seconds(u"^(\\d{1,9})(?:\\.(\\d{1,3}))?$"_s);
    const QString text = line.text().trimmed();
    const auto match = seconds.match(text);
    if (!match.hasMatch())
        return text;
    return match.captured(1).toLongLong() * kMilli + match.captured(2).leftJustified(3, QLatin1Char('0')).toLongLong();
}

} // namespace

RulePanel::RulePanel(const RecoveryRow& row, const QStringList& actions, const Theme& theme, bool readOnly,
                     QWidget* parent)
    : QWidget(parent)
    , m_pattern(row.pattern)
    , m_actions(actions)
    , m_readOnly(readOnly)
    , m_saved(row.rule.toJson())
    , m_steps(stepNames(row.rule))
    , m_list(new ReorderList(theme, tr("Steps in their order"), this))
    , m_more(new QComboBox(this))
    , m_add(new QPushButton(tr("Add step"), this))
    , m_attempts(new QLineEdit(this))
    , m_first(new QLineEdit(this))
    , m_longest(new QLineEdit(this))
    , m_longestAsked(new QLineEdit(this))
    , m_alertAfter(new QLineEdit(this))
    , m_onInput(new QCheckBox(tr("Try at once when the figures have changed"), this))
    , m_save(new QPushButton(tr("Save the rule"), this))
    , m_error(new FormError(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSmall);
    layout->addWidget(
        wrappedLabel(tr("The first possible step is taken; if it does not help, the next one is."), "note", this));
    layout->addWidget(m_list);
    auto* adding = new QHBoxLayout;
    m_more->setAccessibleName(tr("Another step"));
    adding->addWidget(m_more, 1);
    adding->addWidget(m_add);
    layout->addLayout(adding);
    addFields(layout, row.rule);
    layout->addWidget(m_error);
    addButtons(layout, row);
    connect(m_add, &QPushButton::clicked, this, [this] {
        m_steps << m_more->currentData().toString();
        showSteps();
        check();
    });
    connect(m_list, &ReorderList::ordered, this, [this](const QStringList& steps) {
        m_steps = steps;
        showSteps();
        check();
    });
    m_list->setMovable(!readOnly);
    showSteps();
    check();
}

void RulePanel::addFields(QVBoxLayout* layout, const RecoveryRule& rule)
{
    constexpr int kNumberWidth = 96;
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metric::kSmall);
    int at = 0;
    const RetryPolicy& wait = rule.wait;
    for (const auto& [line, name, value, note] :
         {std::tuple(m_attempts, tr("Attempts, including the first"), QString::number(wait.attempts), QString()),
          std::tuple(m_first, tr("First retry delay, at most, in seconds"), secondsOf(wait.first),
                     tr("Doubled with each retry; the actual delay is random within it")),
          std::tuple(m_longest, tr("Longest retry delay, in seconds"), secondsOf(wait.longest), QString()),
          std::tuple(m_longestAsked, tr("Longest delay a provider may ask for, in seconds"),
                     secondsOf(wait.longestAsked), tr("A provider that asks for longer is not waited for")),
          std::tuple(m_alertAfter, tr("Alert after this many failures"), QString::number(rule.alertAfter),
                     QString())}) {
        QLabel* label = wrappedLabel(name, "", this);
        label->setBuddy(line);
        line->setText(value);
        line->setToolTip(note);
        line->setAccessibleName(name);
        line->setAlignment(Qt::AlignRight);
        line->setFixedWidth(kNumberWidth);
        line->setEnabled(!m_readOnly);
        grid->addWidget(label, at, 0);
        grid->addWidget(line, at++, 1, Qt::AlignTop);
        connect(line, &QLineEdit::textEdited, this, &RulePanel::check);
    }
    grid->setColumnStretch(0, 1);
    layout->addLayout(grid);
    m_onInput->setChecked(rule.retryOnNewInput);
    m_onInput->setToolTip(tr("New figures make a new request: failures with the old ones cause no delay"));
    m_onInput->setEnabled(!m_readOnly);
    connect(m_onInput, &QCheckBox::toggled, this, &RulePanel::check);
    layout->addWidget(m_onInput);
}

void RulePanel::addButtons(QVBoxLayout* layout, const RecoveryRow& row)
{
    auto* buttons = new QHBoxLayout;
    m_save->setProperty("role", u"primary"_s);
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveWanted(m_pattern, rule()); });
    buttons->addWidget(m_save);
    if (row.own) {
        auto* reset = new QPushButton(m_pattern.contains(QLatin1Char('@')) ? tr("Use the rule for all providers")
                                                                           : tr("Reset to built-in"),
                                      this);
        reset->setEnabled(!m_readOnly);
        connect(reset, &QPushButton::clicked, this, [this] { Q_EMIT saveWanted(m_pattern, QJsonValue()); });
        buttons->addWidget(reset);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);
    if (row.own && row.standard && !row.standard->steps.empty())
        layout->addWidget(wrappedLabel(tr("Built-in: %1").arg(stepsWords(stepNames(*row.standard))), "note", this));
}

QWidget* RulePanel::stepWidget(const QString& step)
{
    auto* content = new QWidget;
    auto* line = new QHBoxLayout(content);
    line->setContentsMargins(0, 0, 0, 0);
    QLabel* words = wrappedLabel(actionWords(step), "", content);
    words->setTextInteractionFlags(Qt::NoTextInteraction); // a press on it drags the row
    line->addWidget(words, 1);
    QPushButton* remove = linkButton(tr("Remove"), content);
    remove->setAccessibleName(tr("Remove the step “%1”").arg(actionWords(step)));
    remove->setEnabled(!m_readOnly);
    connect(remove, &QPushButton::clicked, this, [this, step] {
        m_steps.removeAll(step);
        showSteps();
        check();
    });
    line->addWidget(remove);
    return content;
}

void RulePanel::showSteps()
{
    m_list->setRows([this] {
        std::vector<ReorderList::Row> rows;
        for (const QString& step : m_steps)
            rows.push_back({step, actionWords(step), stepWidget(step)});
        return rows;
    });
    m_more->clear();
    for (const QString& action : m_actions) {
        if (!m_steps.contains(action))
            m_more->addItem(actionWords(action), action);
    }
    m_more->setEnabled(!m_readOnly && m_more->count() > 0);
    m_add->setEnabled(m_more->isEnabled());
}

QJsonObject RulePanel::rule() const
{
    QJsonObject rule = m_saved;
    QJsonObject wait = rule.value(kWait).toObject();
    wait.insert(kAttempts, numberOrText(*m_attempts));
    wait.insert(kFirst, millisecondsOrText(*m_first));
    wait.insert(kLongest, millisecondsOrText(*m_longest));
    wait.insert(kLongestAsked, millisecondsOrText(*m_longestAsked));
    rule.insert(kWait, wait);
    rule.insert(kSteps, QJsonArray::fromStringList(m_steps));
    rule.insert(kAlertAfter, numberOrText(*m_alertAfter));
    rule.insert(kOnInput, m_onInput->isChecked());
    return rule;
}

// As the core will; said here before anything is sent.
void RulePanel::check()
{
    const auto read = RecoveryRule::fromJson(rule());
    QString fault = read ? QString() : read.error().sentence();
    QWidget* field = nullptr;
    for (const auto& [key, line] : {std::pair(kAttempts, m_attempts), std::pair(kAlertAfter, m_alertAfter)}) {
        if (fault.startsWith(key)) {
            fault.replace(0, key.size(), tr("“%1”").arg(line->accessibleName()));
            field = line;
        }
    }
    // The table keeps milliseconds, people think in seconds.
    for (const auto& [key, line] :
         {std::pair(kFirst, m_first), std::pair(kLongest, m_longest), std::pair(kLongestAsked, m_longestAsked)}) {
        if (fault.startsWith(key + QLatin1Char(' '))) {
            fault = tr("“%1” must be a number of seconds from 0 to %2, with at most three decimals")
                        .arg(line->accessibleName())
                        .arg(kLongestWaitMs / kMilli);
            field = line;
        }
    }
    if (!fault.isEmpty() && !field)
        fault[0] = fault[0].toUpper();
    m_error->say(fault.isEmpty() ? fault : fault + QLatin1Char('.'), field);
    m_save->setEnabled(!m_readOnly && read && rule() != m_saved);
}

void RulePanel::refuse(const QString& sentence)
{
    m_error->say(sentence);
}

} // namespace factoid
