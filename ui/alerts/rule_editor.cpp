#include "ui/alerts/rule_editor.h"

#include "ui/base/formats.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace factoid {

namespace {

constexpr int kChartHeight = 220, kFieldWidth = 110, kDigits = 12;

QString plainNumber(double value)
{
    return QString::number(value, 'g', kDigits);
}

} // namespace

RuleEditor::RuleEditor(const RuleRow& row, const RuleHistory& history, const Theme& theme, bool readOnly,
                       QWidget* parent)
    : QWidget(parent)
    , m_history(history)
    , m_readOnly(readOnly)
    , m_draft(history.rule)
    , m_chart(new TimeChart(tr("History of “%1”").arg(history.rule.title), theme, this))
    , m_verdict(wrappedLabel({}, "section", this))
    , m_threshold(new QLineEdit(this))
    , m_clear(new QLineEdit(this))
    , m_for(new QLineEdit(this))
    , m_keep(new QLineEdit(this))
    , m_enabled(new QCheckBox(tr("Rule is on"), this))
    , m_save(new QPushButton(tr("Save the rule"), this))
    , m_error(new FormError(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSmall);
    QStringList what{row.metric};
    for (auto label = row.labels.begin(); label != row.labels.end(); ++label)
        what << u"%1: %2"_s.arg(label.key(), label.value().toString());
    layout->addWidget(wrappedLabel(what.join(u", "_s), "note", this));
    m_chart->setMinimumHeight(Theme::scaled(kChartHeight));
    layout->addWidget(m_chart);
    layout->addWidget(wrappedLabel(tr("Drag the line, or move it with the arrow keys."), "note", this));
    layout->addWidget(m_verdict);
    addFields(layout);
    layout->addWidget(m_error);
    auto* buttons = new QHBoxLayout;
    m_save->setProperty("role", u"primary"_s);
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveWanted(id(), change()); });
    buttons->addWidget(m_save);
    if (row.own) {
        const bool standard = standardAlertRules().contains(id());
        auto* reset = new QPushButton(standard ? tr("Reset to the built-in rule") : tr("Delete the rule"), this);
        reset->setEnabled(!readOnly);
        connect(reset, &QPushButton::clicked, this, [this] { Q_EMIT resetWanted(id()); });
        buttons->addWidget(reset);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);
    addSilence(layout);

    m_data.from = instantOf(m_history.from);
    m_data.unit = m_history.unit;
    m_data.series = {{m_history.rule.title, m_history.values}};
    connect(m_chart, &TimeChart::thresholdMoved, this, [this](double threshold) {
        // What lies between both keeps its width.
        const double gap = m_draft.threshold - m_draft.clear;
        m_threshold->setText(plainNumber(threshold));
        m_clear->setText(plainNumber(threshold - gap));
        draftChanged();
    });
    m_chart->setThreshold(m_draft.threshold, !readOnly);
    draftChanged();
    m_chart->setThreshold(m_draft.threshold, !readOnly);
}

void RuleEditor::addFields(QVBoxLayout* layout)
{
    const QString unit = m_history.unit.isEmpty() ? QString() : tr(", in %1").arg(m_history.unit);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metric::kSmall);
    int at = 0;
    for (const auto& [line, name, value] :
         {std::tuple(m_threshold, (m_draft.above ? tr("Fires at or above") : tr("Fires at or below")) + unit,
                     plainNumber(m_draft.threshold)),
          std::tuple(m_clear, (m_draft.above ? tr("Clears at or below") : tr("Clears at or above")) + unit,
                     plainNumber(m_draft.clear)),
          std::tuple(m_for, tr("Minutes before it fires"), QString::number(m_draft.times.forMinutes)),
          std::tuple(m_keep, tr("Minutes before it clears"), QString::number(m_draft.times.keepMinutes))}) {
        QLabel* label = wrappedLabel(name, "", this);
        label->setBuddy(line);
        line->setText(value);
        line->setAccessibleName(name);
        line->setAlignment(Qt::AlignRight);
        line->setFixedWidth(Theme::scaled(kFieldWidth));
        line->setEnabled(!m_readOnly);
        grid->addWidget(label, at, 0);
        grid->addWidget(line, at++, 1, Qt::AlignTop);
        connect(line, &QLineEdit::textEdited, this, &RuleEditor::draftChanged);
    }
    grid->setColumnStretch(0, 1);
    layout->addLayout(grid);
    m_enabled->setChecked(m_draft.enabled);
    m_enabled->setEnabled(!m_readOnly);
    connect(m_enabled, &QCheckBox::toggled, this, &RuleEditor::draftChanged);
    layout->addWidget(m_enabled);
}

void RuleEditor::addSilence(QVBoxLayout* layout)
{
    constexpr int kHour = 60, kNight = 8 * 60, kDay = 24 * 60;
    layout->addWidget(separatorLine(this));
    layout->addWidget(roleLabel(tr("Silence"), "section", this));
    auto* reason = new QLineEdit(this);
    reason->setPlaceholderText(tr("Reason"));
    reason->setAccessibleName(tr("Reason for the silence"));
    layout->addWidget(reason);
    auto* line = new QHBoxLayout;
    auto* how = new QComboBox(this);
    how->addItem(tr("For an hour"), kHour);
    how->addItem(tr("For 8 hours"), kNight);
    how->addItem(tr("For a day"), kDay);
    how->setAccessibleName(tr("How long"));
    auto* silence = new QPushButton(tr("Silence"), this);
    silence->setEnabled(false);
    how->setEnabled(!m_readOnly);
    reason->setEnabled(!m_readOnly);
    connect(reason, &QLineEdit::textChanged, silence,
            [silence](const QString& text) { silence->setEnabled(!text.trimmed().isEmpty()); });
    connect(silence, &QPushButton::clicked, this,
            [this, how, reason] { Q_EMIT silenceWanted(id(), how->currentData().toInt(), reason->text().trimmed()); });
    line->addWidget(how, 1);
    line->addWidget(silence);
    layout->addLayout(line);
}

QJsonObject RuleEditor::change() const
{
    const auto number = [](const QLineEdit& line) {
        bool isNumber = false;
        const double value = line.text().trimmed().toDouble(&isNumber);
        return isNumber ? QJsonValue(value) : QJsonValue(line.text());
    };
    return {{u"threshold"_s, number(*m_threshold)},
            {u"clear"_s, number(*m_clear)},
            {u"for_minutes"_s, number(*m_for)},
            {u"keep_minutes"_s, number(*m_keep)},
            {u"enabled"_s, m_enabled->isChecked()}};
}

void RuleEditor::draftChanged()
{
    QString fault;
    QWidget* field = nullptr;
    for (QLineEdit* line : {m_threshold, m_clear}) {
        bool isNumber = false;
        line->text().trimmed().toDouble(&isNumber);
        if (!isNumber && !field) {
            field = line;
            fault = tr("“%1” must be a number.").arg(line->accessibleName());
        }
    }
    const auto draft = AlertRule::fromJson(id(), changedRule(m_history.rule.toJson(), change()));
    if (fault.isEmpty() && !draft) {
        fault = draft.error().sentence();
        fault[0] = fault[0].toUpper();
        fault += QLatin1Char('.');
        for (const auto& [key, line] : {std::pair("for_minutes", m_for), std::pair("keep_minutes", m_keep)}) {
            if (fault.startsWith(QLatin1String(key), Qt::CaseInsensitive)) {
                field = line;
                fault =
                    tr("“%1” must be a whole number from 0 to %2.").arg(line->accessibleName()).arg(kMostRuleMinutes);
            }
        }
    }
    m_error->say(fault, field);
    m_save->setEnabled(!m_readOnly && fault.isEmpty() && draft && *draft != m_history.rule);
    if (!fault.isEmpty() || !draft)
        return;
    m_draft = *draft;
    tryOut();
}

// What the rule would have done, counted and marked.
void RuleEditor::tryOut()
{
    const Backtest test = backtest(m_draft, m_history.values, m_history.from);
    const qint64 days = std::ssize(m_history.values) / kDayMinutes;
    const QString fired = countText(std::ssize(test.incidents), tr("time"), tr("times"));
    m_verdict->setText(test.known == 0
                           ? tr("There is no data for the last %1.").arg(countText(days, tr("day"), tr("days")))
                           : tr("Would have fired %1 in %2.").arg(fired, countText(days, tr("day"), tr("days"))));
    m_data.marks.clear();
    for (const AlertIncident& incident : test.incidents)
        m_data.marks.push_back({instantOf(incident.began),
                                tr("would have fired; at worst %1").arg(measuredText(incident.worst, m_data.unit)),
                                Tone::Bad});
    m_data.summary = m_verdict->text();
    m_chart->setData(m_data);
    if (m_chart->threshold() != m_draft.threshold)
        m_chart->setThreshold(m_draft.threshold, !m_readOnly);
    m_chart->setClear(m_draft.clear);
}

void RuleEditor::refuse(const QString& sentence)
{
    m_error->say(sentence);
}

} // namespace factoid
