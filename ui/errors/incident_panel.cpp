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
constexpr qsizetype kActionsShown = 20;

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

QString timesText(qint64 count)
{
    return count == 1 ? IncidentPanelWords::tr("once") : IncidentPanelWords::tr("%1 times").arg(numberText(count));
}

void addWhat(SidePanel& panel, const QJsonObject& incident, const QDateTime& now, const Theme& theme)
{
    auto* state = new StateDot(theme);
    const bool open = incident.value(u"open"_s).toBool();
    state->set(open ? State::Bad : State::Good, open ? IncidentPanelWords::tr("open") : IncidentPanelWords::tr("over"));
    panel.body()->addWidget(state);
    panel.addText(text(incident, "sentence"));
    const QDateTime first = timeFromText(text(incident, "first_seen")),
                    last = timeFromText(text(incident, "last_seen"));
    panel.addRow(IncidentPanelWords::tr("Met"), timesText(incident.value(u"count"_s).toInteger()));
    panel.addRow(IncidentPanelWords::tr("First"), relativeTimeText(first, now), exactTimeText(first));
    panel.addRow(IncidentPanelWords::tr("Last"), relativeTimeText(last, now), exactTimeText(last));
    if (!open) {
        const QDateTime over = timeFromText(text(incident, "resolved_at"));
        panel.addRow(IncidentPanelWords::tr("Over since"), relativeTimeText(over, now), text(incident, "resolved_by"));
    }
    if (!text(incident, "provider").isEmpty())
        panel.addRow(IncidentPanelWords::tr("Where"), placeWords(text(incident, "provider")));
    if (!text(incident, "field").isEmpty())
        (void)carrySlug(panel.addRow(IncidentPanelWords::tr("Field"), text(incident, "field_name")),
                        text(incident, "field"));
    if (!text(incident, "job").isEmpty())
        panel.addRow(IncidentPanelWords::tr("Job"), jobWords(text(incident, "job")));
}

void addHours(SidePanel& panel, const QJsonArray& hours)
{
    if (hours.isEmpty())
        return;
    panel.addHeading(IncidentPanelWords::tr("When"));
    const qsizetype from = std::max<qsizetype>(0, hours.size() - kHoursShown);
    for (qsizetype i = hours.size() - 1; i >= from; --i) {
        const QJsonObject hour = hours[i].toObject();
        const QDateTime at = timeFromText(text(hour, "hour") + u":00:00.000Z"_s);
        panel.addRow(QLocale::c().toString(at.toLocalTime(), u"ddd d MMM, HH:mm"_s),
                     timesText(hour.value(u"count"_s).toInteger()));
    }
    if (from > 0)
        panel.addText(IncidentPanelWords::tr("and %1 before")
                          .arg(countText(from, IncidentPanelWords::tr("hour"), IncidentPanelWords::tr("hours"))),
                      "note");
}

void addActions(SidePanel& panel, const QJsonArray& actions, const QDateTime& now, const Theme& theme)
{
    panel.addHeading(IncidentPanelWords::tr("What was done"));
    if (actions.isEmpty())
        panel.addText(IncidentPanelWords::tr("Nothing: no step of its rule could be taken."), "muted");
    for (qsizetype i = 0; i < std::min(actions.size(), kActionsShown); ++i) {
        const QJsonObject action = actions[i].toObject();
        const QString what = actionWords(text(action, "action"));
        auto* state = new StateDot(theme);
        state->set(resultState(text(action, "result")),
                   IncidentPanelWords::tr("%1: %2").arg(what, resultWords(text(action, "result"))));
        panel.body()->addWidget(state);
        const QDateTime at = timeFromText(text(action, "at"));
        QStringList notes{relativeTimeText(at, now)};
        for (const char* key : {"reason", "result_words"}) {
            if (!text(action, key).isEmpty())
                notes << text(action, key);
        }
        auto* note = wrappedLabel(notes.join(u"; "_s), "note");
        note->setToolTip(exactTimeText(at));
        panel.body()->addWidget(note);
    }
    if (actions.size() > kActionsShown)
        panel.addText(IncidentPanelWords::tr("and %1 before")
                          .arg(countText(actions.size() - kActionsShown, IncidentPanelWords::tr("action"),
                                         IncidentPanelWords::tr("actions"))),
                      "note");
}

void addRuns(SidePanel& panel, const QJsonArray& runs, const IncidentLinks& links)
{
    std::set<qint64> ids;
    for (const QJsonValue& run : runs)
        ids.insert(run.toInteger());
    ids.erase(0);
    if (ids.empty())
        return;
    panel.addHeading(IncidentPanelWords::tr("Runs that met it first and last"));
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
    again->setToolTip(IncidentPanelWords::tr("Makes a set anew, even if nothing changed, and says here how it went"));
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

void showIncident(SidePanel& panel, const QJsonObject& view, const QDateTime& now, const Theme& theme,
                  const Retrial& replay, const IncidentLinks& links)
{
    const QJsonObject incident = view.value(u"incident"_s).toObject();
    panel.clear();
    panel.setTitle(IncidentPanelWords::tr("Incident %1: %2")
                       .arg(incident.value(u"id"_s).toInteger())
                       .arg(failureWords(text(incident, "kind"))));
    addWhat(panel, incident, now, theme);
    addReplay(panel, theme, replay, links);
    addActions(panel, list(view, "actions"), now, theme);
    addRuns(panel, list(view, "runs"), links);
    addHours(panel, list(view, "hours"));
    addTranscripts(panel, list(view, "transcripts"));
    panel.show();
}

} // namespace factoid
