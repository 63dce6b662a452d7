#include "ui/factoids/curate_box.h"

#include "ui/base/kind_text.h"

#include <QCheckBox>
#include <QLineEdit>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kUsualSleepDays = 14;

QPushButton* button(const QString& text, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setAccessibleName(text);
    return made;
}

} // namespace

CurateBox::CurateBox(PageContext& context, const CurateSubject& subject, const std::vector<ChoiceRow>& choices,
                     QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_subject(subject)
    , m_until(new QLineEdit(this))
    , m_reason(new QLineEdit(this))
    , m_error(new FormError(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSmall);
    m_reason->setPlaceholderText(tr("Reason (required to withdraw)"));
    m_reason->setAccessibleName(tr("Reason"));
    addChoices(layout);
    addCouncils(layout, choices);
    layout->addWidget(m_reason);
    addSet(layout);
    layout->addWidget(m_error);
    if (context.engine.isReadOnly()) {
        for (QPushButton* each : findChildren<QPushButton*>())
            each->setEnabled(false);
        m_error->say(tr("This store is open read-only."));
    }
}

bool CurateBox::isKind(const char* kind) const
{
    return m_subject.choice && m_subject.choice->kind == QLatin1String(kind);
}

void CurateBox::addChoices(QVBoxLayout* layout)
{
    auto* first = new QHBoxLayout;
    auto* pin = button(isKind("pin") ? tr("Unpin") : tr("Pin"), this);
    pin->setObjectName(u"curate.pin"_s);
    pin->setToolTip(tr("Keep it first in every set as long as it is true"));
    auto* ban = button(isKind("ban") ? tr("Allow again") : tr("Ban"), this);
    ban->setObjectName(u"curate.ban"_s);
    ban->setToolTip(tr("Never show it; it stays in the list of candidates"));
    connect(pin, &QPushButton::clicked, this, &CurateBox::togglePin);
    connect(ban, &QPushButton::clicked, this, &CurateBox::toggleBan);
    first->addWidget(pin);
    first->addWidget(ban);
    first->addStretch(1);
    layout->addLayout(first);

    auto* second = new QHBoxLayout;
    if (isKind("snooze")) {
        const QString until = m_subject.choice->until.toString(Qt::ISODate);
        second->addWidget(roleLabel(tr("Snoozed until %1").arg(until), "muted", this), 1);
        auto* wake = button(tr("End snooze"), this);
        connect(wake, &QPushButton::clicked, this, [this] { run({{u"action"_s, u"clear"_s}}, tr("Ending a snooze")); });
        second->addWidget(wake);
        m_until->hide();
    } else {
        m_until->setText(m_context.engine.clock().now().date().addDays(kUsualSleepDays).toString(Qt::ISODate));
        m_until->setAccessibleName(tr("Snooze until"));
        m_until->setToolTip(tr("The date from which it may be shown again, such as 2027-03-31"));
        auto* sleep = button(tr("Snooze until"), this);
        sleep->setAccessibleName(tr("Snooze"));
        connect(sleep, &QPushButton::clicked, this, &CurateBox::snooze);
        connect(m_until, &QLineEdit::returnPressed, this, &CurateBox::snooze);
        second->addWidget(sleep);
        second->addWidget(m_until, 1);
    }
    layout->addLayout(second);
}

void CurateBox::addCouncils(QVBoxLayout* layout, const std::vector<ChoiceRow>& choices)
{
    for (const auto& [code, name] : m_subject.councils) {
        const bool never =
            std::ranges::any_of(choices, [&of = code](const ChoiceRow& row) { return row.choice.council == of; });
        auto* council =
            button(never ? tr("Allow %1 to be named again").arg(name) : tr("Never name %1").arg(name), this);
        council->setToolTip(never ? QString() : tr("From the next set on, no factoid names this council"));
        connect(council, &QPushButton::clicked, this, [this, code = code, name = name, never] {
            run({{u"action"_s, never ? u"clear"_s : u"never_council"_s}, {u"council"_s, code}},
                never ? tr("Allowing %1 to be named").arg(name) : tr("Never naming %1").arg(name));
        });
        layout->addWidget(council, 0, Qt::AlignLeft);
    }
}

void CurateBox::addSet(QVBoxLayout* layout)
{
    if (m_subject.severalLanguages) {
        m_alone = new QCheckBox(tr("Only the text in %1").arg(languageText(m_subject.language)), this);
        m_alone->setToolTip(tr("Otherwise the text of the same fact in every language"));
        layout->addWidget(m_alone);
    }
    auto* row = new QHBoxLayout;
    if (m_subject.live > 0) {
        auto* out = button(tr("Withdraw"), this);
        out->setProperty("role", u"danger"_s);
        out->setToolTip(tr("Taken off the site at once, and listed as a correction with the reason"));
        connect(out, &QPushButton::clicked, this, &CurateBox::withdraw);
        row->addWidget(out);
    } else {
        auto* next = button(tr("Use next"), this);
        next->setToolTip(tr("Moved to the top of the reserve: it goes live when one is withdrawn"));
        connect(next, &QPushButton::clicked, this, [this] { use(false); });
        auto* now = button(tr("Put on the site now"), this);
        now->setToolTip(tr("First in the set that is on the site"));
        connect(now, &QPushButton::clicked, this, [this] { use(true); });
        row->addWidget(next);
        row->addWidget(now);
    }
    row->addStretch(1);
    layout->addLayout(row);
}

void CurateBox::togglePin()
{
    run({{u"action"_s, isKind("pin") ? u"clear"_s : u"pin"_s}},
        isKind("pin") ? tr("Unpinning a fact") : tr("Pinning a fact"));
}

void CurateBox::toggleBan()
{
    run({{u"action"_s, isKind("ban") ? u"clear"_s : u"ban"_s}},
        isKind("ban") ? tr("Allowing a fact again") : tr("Banning a fact"));
}

void CurateBox::snooze()
{
    const QString text = m_until->text().trimmed();
    if (!QDate::fromString(text, Qt::ISODate).isValid()) {
        m_error->say(tr("“%1” is not a date; write it as 2027-03-31.").arg(text), m_until);
        return;
    }
    run({{u"action"_s, u"snooze"_s}, {u"until"_s, text}}, tr("Snoozing a fact"), m_until);
}

void CurateBox::withdraw()
{
    if (m_reason->text().trimmed().isEmpty()) {
        m_error->say(tr("Give a reason: a withdrawal is listed as a correction with its reason."), m_reason);
        m_reason->setFocus();
        return;
    }
    run({{u"action"_s, u"withdraw"_s}, {u"id"_s, m_subject.id}}, tr("Withdrawing a factoid"));
}

void CurateBox::use(bool now)
{
    QJsonObject options{{u"action"_s, u"use"_s}};
    if (!m_sentence.isEmpty())
        options.insert(u"text"_s, m_sentence);
    if (now)
        options.insert(u"position"_s, 1);
    run(options, tr("Using a candidate"));
}

void CurateBox::run(QJsonObject options, const QString& label, QWidget* field)
{
    m_error->say({});
    const bool aboutCouncil = options.contains(u"council"_s);
    if (!aboutCouncil)
        options.insert(u"fact_key"_s, m_subject.factKey);
    if (!aboutCouncil && !options.contains(u"text"_s) && options.value(u"action"_s) != "use"_L1)
        options.insert(u"text"_s, m_subject.text);
    const QString action = options.value(u"action"_s).toString();
    if (m_alone && m_alone->isChecked() && (action == "withdraw"_L1 || action == "use"_L1))
        options.insert(u"language"_s, m_subject.language);
    if (const QString reason = m_reason->text().trimmed(); !reason.isEmpty())
        options.insert(u"reason"_s, reason);
    const QPointer<QWidget> place = field;
    m_context.jobs.start(u"curate"_s, options, label, this, [this, place](const Result<JobOutcome>& done) {
        if (!done)
            m_error->say(done.error().sentence(), place);
    });
}

} // namespace factoid
