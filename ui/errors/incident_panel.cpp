#include "ui/errors/incident_panel.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/failure_words.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/transcript_view.h"
#include "ui/widgets/field_label.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace factoid {

namespace {

struct IncidentPanelWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::IncidentPanel)
};

constexpr int kHoursShown = 12;
constexpr size_t kActionsShown = 20;

QString timesText(qint64 count)
{
    return count == 1 ? IncidentPanelWords::tr("once") : IncidentPanelWords::tr("%1 times").arg(numberText(count));
}

void addWhat(SidePanel& panel, const NamedIncident& incident, const QDateTime& now, const Theme& theme)
{
    auto* state = new StateDot(theme);
    const bool open = !incident.resolvedAt.isValid();
    state->set(open ? State::Bad : State::Good,
               open ? IncidentPanelWords::tr("open") : IncidentPanelWords::tr("resolved"));
    panel.body()->addWidget(state);
    panel.addText(incident.sentence.text());
    panel.addRow(IncidentPanelWords::tr("Occurred"), timesText(incident.count));
    panel.addRow(IncidentPanelWords::tr("First seen"), relativeTimeText(incident.firstSeen, now),
                 exactTimeText(incident.firstSeen));
    panel.addRow(IncidentPanelWords::tr("Last seen"), relativeTimeText(incident.lastSeen, now),
                 exactTimeText(incident.lastSeen));
    if (!open)
        panel.addRow(IncidentPanelWords::tr("Resolved"), relativeTimeText(incident.resolvedAt, now),
                     incident.resolvedBy.text());
    if (!incident.provider.isEmpty())
        panel.addRow(IncidentPanelWords::tr("Where"), placeWords(incident.provider));
    if (!incident.field.isEmpty())
        (void)carrySlug(panel.addRow(IncidentPanelWords::tr("Field"), incident.fieldName), incident.field);
    if (!incident.job.isEmpty())
        panel.addRow(IncidentPanelWords::tr("Job"), jobWords(incident.job));
}

void addHours(SidePanel& panel, const std::vector<IncidentHour>& hours)
{
    if (hours.empty())
        return;
    panel.addHeading(IncidentPanelWords::tr("When"));
    const auto all = std::ssize(hours), from = std::max<std::ptrdiff_t>(0, all - kHoursShown);
    for (auto i = all - 1; i >= from; --i) {
        const IncidentHour& hour = hours[static_cast<size_t>(i)];
        const QDateTime at = timeFromText(hour.hour + u":00:00.000Z"_s);
        panel.addRow(QLocale::c().toString(at.toLocalTime(), u"ddd d MMM, HH:mm"_s), timesText(hour.count));
    }
    if (from > 0)
        panel.addText(IncidentPanelWords::tr("and %1 before")
                          .arg(countText(from, IncidentPanelWords::tr("hour"), IncidentPanelWords::tr("hours"))),
                      "note");
}

void addActions(SidePanel& panel, const std::vector<RecoveryStep>& actions, const QDateTime& now, const Theme& theme)
{
    panel.addHeading(IncidentPanelWords::tr("What was done"));
    if (actions.empty())
        panel.addText(IncidentPanelWords::tr("Nothing: no step of its rule could be carried out."), "muted");
    for (size_t i = 0; i < std::min(actions.size(), kActionsShown); ++i) {
        const RecoveryStep& action = actions[i];
        auto* state = new StateDot(theme);
        state->set(resultState(action.result),
                   IncidentPanelWords::tr("%1: %2").arg(actionWords(action.action), resultWords(action.result)));
        panel.body()->addWidget(state);
        QStringList notes{relativeTimeText(action.at, now)};
        for (const QString& note : {action.reason.text(), action.resultWords.text()}) {
            if (!note.isEmpty())
                notes << note;
        }
        auto* note = wrappedLabel(notes.join(u"; "_s), "note");
        note->setToolTip(exactTimeText(action.at));
        panel.body()->addWidget(note);
    }
    if (actions.size() > kActionsShown)
        panel.addText(IncidentPanelWords::tr("and %1 before")
                          .arg(countText(static_cast<qint64>(actions.size() - kActionsShown),
                                         IncidentPanelWords::tr("action"), IncidentPanelWords::tr("actions"))),
                      "note");
}

void addRuns(SidePanel& panel, const std::vector<qint64>& runs, const IncidentLinks& links)
{
    std::set<qint64> ids(runs.begin(), runs.end());
    ids.erase(0);
    if (ids.empty())
        return;
    panel.addHeading(IncidentPanelWords::tr("First and last runs that failed"));
    for (const qint64 id : ids) {
        QPushButton* link = linkButton(IncidentPanelWords::tr("Run %1 ›").arg(id));
        link->setAccessibleName(IncidentPanelWords::tr("Open run %1").arg(id));
        QObject::connect(link, &QPushButton::clicked, link, [id, open = links.openRun] { open(id); });
        panel.body()->addWidget(link);
    }
}

void addReplay(SidePanel& panel, const Theme& theme, const Retrial& replay, const IncidentLinks& links)
{
    if (!links.replay)
        return;
    auto* again = new QPushButton(IncidentPanelWords::tr("Try it again now"));
    again->setToolTip(IncidentPanelWords::tr("Makes a new set even if nothing changed, and shows the result here"));
    again->setEnabled(!replay.isRunning);
    QObject::connect(again, &QPushButton::clicked, again, [run = links.replay] { run(); });
    panel.body()->addWidget(again, 0, Qt::AlignLeft);
    if (replay.words.isEmpty())
        return;
    auto* state = new StateDot(theme);
    state->set(replay.state,
               replay.isRunning ? IncidentPanelWords::tr("under way") : IncidentPanelWords::tr("tried again"));
    panel.body()->addWidget(state);
    panel.addText(replay.words, replay.state == State::Bad ? "error" : "");
}

} // namespace

void showIncident(SidePanel& panel, const IncidentView& view, const QDateTime& now, const Theme& theme,
                  const Retrial& replay, const IncidentLinks& links)
{
    const IncidentAnswer& answer = view.answer;
    panel.clear();
    panel.setTitle(
        IncidentPanelWords::tr("Incident %1: %2").arg(answer.incident.id).arg(failureWords(answer.incident.kind)));
    addWhat(panel, answer.incident, now, theme);
    addReplay(panel, theme, replay, links);
    addActions(panel, answer.actions, now, theme);
    addRuns(panel, answer.runs, links);
    addHours(panel, answer.hours);
    addTranscripts(panel, view.transcripts);
    panel.show();
}

} // namespace factoid
