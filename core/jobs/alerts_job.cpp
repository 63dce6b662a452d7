// alerts: an operator changes a rule, silences alerts or says who is told. alert-test sends a test to sinks.
#include "core/jobs/job_table.h"
#include "core/monitor/alerts/alert_news.h"
#include "core/monitor/alerts/alert_sinks.h"
#include "core/monitor/alerts/silences.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

#include <QRegularExpression>

namespace factoid {

namespace {

constexpr int kPreviewDays = 90;

QJsonObject silenceJson(const Silence& silence)
{
    return {
        {u"rule"_s, silence.rule},         {u"from"_s, timeText(silence.from)}, {u"until"_s, timeText(silence.until)},
        {u"weekdays"_s, silence.weekdays}, {u"starts"_s, silence.starts},       {u"minutes"_s, silence.minutes},
        {u"author"_s, silence.author},     {u"reason"_s, silence.reason}};
}

Silence silenceFrom(const QJsonObject& json, const QDateTime& now)
{
    const auto word = [&](const char* key) { return json.value(QLatin1String(key)).toString(); };
    Silence silence;
    silence.rule = word("rule");
    silence.from = timeFromText(word("from"));
    if (!silence.from.isValid())
        silence.from = now;
    silence.until = timeFromText(word("until"));
    silence.weekdays = word("weekdays");
    silence.starts = word("starts");
    silence.minutes = json.value(u"minutes"_s).toInt();
    silence.author = word("author").simplified();
    silence.reason = word("reason").simplified();
    silence.createdAt = now;
    return silence;
}

Message labelOf(const Silence& silence)
{
    return silence.rule.isEmpty() ? Message("label.silence_all") : Message("label.silence").arg(silence.rule);
}

class AlertsJob
{
  public:
    AlertsJob(JobContext& context, const QJsonObject& options)
        : m_context(context)
        , m_options(options)
        , m_store(context.db)
        , m_now(context.clock.now())
    {
    }

    Result<JobOutcome> run()
    {
        struct Work {
            Result<JobOutcome> (AlertsJob::*does)();
            const char* audit;
        };
        static const std::map<QString, Work> actions{
            {u"set"_s, {&AlertsJob::setRule, "audit.alerts_set"}},
            {u"reset"_s, {&AlertsJob::resetRule, "audit.alerts_reset"}},
            {u"restore"_s, {&AlertsJob::restoreRule, "audit.alerts_restore"}},
            {u"silence"_s, {&AlertsJob::silence, "audit.alerts_silence"}},
            {u"forget"_s, {&AlertsJob::forgetSilence, "audit.alerts_forget"}},
            {u"end"_s, {&AlertsJob::endSilence, "audit.alerts_end"}},
            {u"resume"_s, {&AlertsJob::resumeSilence, "audit.alerts_resume"}},
            {u"sink"_s, {&AlertsJob::setSink, "audit.alerts_sink"}},
            {u"unsink"_s, {&AlertsJob::dropSink, "audit.alerts_unsink"}},
        };
        const QString action = text("action");
        const auto work = actions.find(action);
        if (work == actions.end())
            return fail(ErrorKind::Usage, Message("alerts.action").arg(action));
        return m_context.apply([&]() -> Result<JobOutcome> {
            auto outcome = TRY((this->*work->second.does)());
            TRY(SettingsStore(m_context.db)
                    .audit(m_now, m_context.trigger, Message(work->second.audit), outcome.result));
            return outcome;
        });
    }

  private:
    [[nodiscard]] QString text(const char* key) const { return m_options.value(QLatin1String(key)).toString(); }

    // The operator's row, and the rule as it counts now; none: there is no such rule.
    struct Known {
        std::optional<QJsonObject> row;
        std::optional<AlertRule> rule;
    };
    Result<Known> known(const QString& id)
    {
        const auto rows = TRY(m_store.rules());
        const auto rules = alertRules(rows);
        Known found;
        if (const auto row = rows.find(id); row != rows.end())
            found.row = row->second;
        if (const auto rule = rules.find(id); rule != rules.end())
            found.rule = rule->second;
        return found;
    }

    [[nodiscard]] Reversal backTo(const QString& id, const std::optional<QJsonObject>& row, const Message& label) const
    {
        return {label,
                u"alerts"_s,
                {{u"action"_s, u"restore"_s}, {u"id"_s, id}, {u"rule"_s, row ? QJsonValue(*row) : QJsonValue()}}};
    }

    Result<JobOutcome> setRule()
    {
        const QString id = text("id");
        const Known before = TRY(known(id));
        static const QRegularExpression name(u"^[a-z0-9_]{1,40}$"_s);
        if (!name.match(id).hasMatch())
            return fail(ErrorKind::Usage, Message("alerts.rule_name").arg(id));
        const QJsonObject change = m_options.value(u"change"_s).toObject();
        if (change.isEmpty())
            return fail(ErrorKind::Usage, Message("alerts.no_change"));
        if (!before.rule && !change.contains(u"series"_s))
            return fail(ErrorKind::Usage, Message("alerts.new_rule").arg(id));
        const AlertRule rule =
            TRY(AlertRule::fromJson(id, changedRule(before.rule ? before.rule->toJson() : QJsonObject(), change)));
        for (const QString& sink : rule.sinks) {
            if (!TRY(m_store.sink(sink)))
                return fail(ErrorKind::Usage, Message("alerts.no_sink").arg(sink));
        }
        JobOutcome outcome;
        outcome.result = {{u"id"_s, id}, {u"rule"_s, rule.toJson()}};
        if (before.rule && *before.rule == rule) {
            outcome.note = Message("settings.unchanged");
            return outcome;
        }
        TRY(m_store.putRule(id, rule.toJson(), m_context.trigger, m_now));
        outcome.result.insert(u"before"_s, before.rule ? QJsonValue(before.rule->toJson()) : QJsonValue());
        outcome.reversal = backTo(id, before.row, Message("label.alert_rule").arg(id));
        outcome.note = Message("alerts.rule_saved").arg(id);
        return outcome;
    }

    Result<JobOutcome> resetRule()
    {
        const QString id = text("id");
        const Known before = TRY(known(id));
        if (!before.rule)
            return fail(ErrorKind::Usage, Message("alerts.no_rule").arg(id));
        JobOutcome outcome;
        outcome.result = {{u"id"_s, id}};
        if (!before.row) {
            outcome.note = Message("alerts.built_in_already").arg(id);
            return outcome;
        }
        TRY(m_store.dropRule(id));
        TRY(endWithoutRule(id, before.rule));
        outcome.reversal = backTo(id, before.row, Message("label.alert_reset").arg(id));
        outcome.note = standardAlertRules().contains(id) ? Message("alerts.built_in_again").arg(id)
                                                         : Message("alerts.rule_deleted").arg(id);
        return outcome;
    }

    // What undo and redo do: the operator's row becomes this, or goes.
    Result<JobOutcome> restoreRule()
    {
        const QString id = text("id");
        const Known before = TRY(known(id));
        JobOutcome outcome;
        outcome.result = {{u"id"_s, id}};
        outcome.reversal = backTo(id, before.row, Message("label.alert_rule").arg(id));
        if (!m_options.value(u"rule"_s).isObject()) {
            TRY(m_store.dropRule(id));
            TRY(endWithoutRule(id, before.rule));
            return outcome;
        }
        const QJsonObject body = m_options.value(u"rule"_s).toObject();
        TRY(AlertRule::fromJson(id, body));
        TRY(m_store.putRule(id, body, m_context.trigger, m_now));
        return outcome;
    }

    // A rule that is no more has no alert, and whoever was told of one is told that it is over.
    Result<void> endWithoutRule(const QString& id, const std::optional<AlertRule>& rule)
    {
        if (standardAlertRules().contains(id))
            return {};
        if (auto incident = TRY(m_store.openOf(id))) {
            incident->ended = minuteOf(m_now);
            incident->body.insert(u"ended_by"_s, u"rule removed"_s);
            TRY(m_store.save(*incident));
            if (rule && incident->toldAt.isValid())
                TRY(writeNews(m_store, {{*rule, *incident}}, u"resolved"_s, m_now));
        }
        return m_store.dropState(id);
    }

    Result<JobOutcome> silence()
    {
        Silence silence = silenceFrom(m_options, m_now);
        TRY(checkSilence(silence));
        if (!silence.rule.isEmpty() && !TRY(known(silence.rule)).rule)
            return fail(ErrorKind::Usage, Message("alerts.no_rule").arg(silence.rule));
        silence.id = TRY(m_store.addSilence(silence));
        JobOutcome outcome;
        outcome.result = silenceJson(silence);
        outcome.result.insert(u"id"_s, silence.id);
        outcome.result.insert(u"would_have_hidden"_s, TRY(wouldHaveHidden(silence)));
        outcome.reversal = Reversal{labelOf(silence), u"alerts"_s, {{u"action"_s, u"forget"_s}, {u"id"_s, silence.id}}};
        outcome.note = Message("alerts.silenced").arg(silence.id).arg(silence.until, Message::Form::Full);
        return outcome;
    }

    // Incidents of the last 90 days that began in its times, had it held then.
    Result<QJsonArray> wouldHaveHidden(Silence silence)
    {
        silence.from = m_now.addDays(-kPreviewDays);
        QJsonArray hidden;
        if (silence.weekdays.isEmpty())
            return hidden; // it comes once, and never came before
        silence.until = m_now;
        const QTimeZone zone(m_context.settings.scheduleZone.toLatin1());
        for (const KeptIncident& incident : TRY(m_store.incidents(minuteOf(silence.from), silence.rule))) {
            if (holds(silence, incident.rule, incident.began, zone.isValid() ? zone : QTimeZone::utc()))
                hidden.append(QJsonObject{{u"incident"_s, incident.id},
                                          {u"rule"_s, incident.rule},
                                          {u"began_at"_s, timeText(instantOf(incident.began))}});
        }
        return hidden;
    }

    Result<Silence> silenceNumbered()
    {
        const qint64 id = m_options.value(u"id"_s).toInteger();
        for (const Silence& silence : TRY(m_store.silences())) {
            if (silence.id == id)
                return silence;
        }
        return fail(ErrorKind::Input, Message("alerts.no_silence").arg(id));
    }

    // What undoing a silence does.
    Result<JobOutcome> forgetSilence()
    {
        const Silence silence = TRY(silenceNumbered());
        TRY(m_store.removeSilence(silence.id));
        JobOutcome outcome;
        outcome.result = silenceJson(silence);
        QJsonObject again = silenceJson(silence);
        again.insert(u"action"_s, u"silence"_s);
        outcome.reversal = Reversal{labelOf(silence), u"alerts"_s, again};
        return outcome;
    }

    Result<JobOutcome> endSilence()
    {
        const Silence silence = TRY(silenceNumbered());
        if (silence.endedAt.isValid())
            return fail(ErrorKind::Input, Message("alerts.ended_before").arg(silence.id));
        TRY(m_store.endSilence(silence.id, m_now));
        JobOutcome outcome;
        outcome.result = {{u"id"_s, silence.id}};
        outcome.reversal = Reversal{Message("label.silence_end").arg(silence.id),
                                    u"alerts"_s,
                                    {{u"action"_s, u"resume"_s}, {u"id"_s, silence.id}}};
        outcome.note = Message("alerts.silence_ended").arg(silence.id);
        return outcome;
    }

    Result<JobOutcome> resumeSilence()
    {
        const Silence silence = TRY(silenceNumbered());
        TRY(m_store.endSilence(silence.id, {}));
        JobOutcome outcome;
        outcome.result = {{u"id"_s, silence.id}};
        outcome.reversal = Reversal{Message("label.silence_end").arg(silence.id),
                                    u"alerts"_s,
                                    {{u"action"_s, u"end"_s}, {u"id"_s, silence.id}}};
        return outcome;
    }

    [[nodiscard]] Reversal backToSink(const QString& name, const std::optional<AlertSink>& before) const
    {
        QJsonObject options{{u"action"_s, before ? u"sink"_s : u"unsink"_s}, {u"name"_s, name}};
        if (before) {
            options.insert(u"kind"_s, before->kind);
            options.insert(u"body"_s, before->body);
        }
        return {Message("label.sink").arg(name), u"alerts"_s, options};
    }

    Result<JobOutcome> setSink()
    {
        const AlertSink sink{text("name"), text("kind"), m_options.value(u"body"_s).toObject()};
        TRY(checkSink(sink));
        const auto before = TRY(m_store.sink(sink.name));
        TRY(m_store.putSink(sink, m_context.trigger, m_now));
        JobOutcome outcome;
        outcome.result = {{u"name"_s, sink.name}, {u"kind"_s, sink.kind}, {u"body"_s, sink.body}};
        outcome.reversal = backToSink(sink.name, before);
        outcome.note = Message("alerts.sink_saved").arg(sink.name);
        return outcome;
    }

    Result<JobOutcome> dropSink()
    {
        const QString name = text("name");
        const auto before = TRY(m_store.sink(name));
        if (!before)
            return fail(ErrorKind::Usage, Message("alerts.no_sink").arg(name));
        TRY(m_store.dropSink(name));
        JobOutcome outcome;
        outcome.result = {{u"name"_s, name}};
        outcome.reversal = backToSink(name, before);
        outcome.note = Message("alerts.sink_removed").arg(name);
        return outcome;
    }

    JobContext& m_context;
    const QJsonObject& m_options;
    AlertStore m_store;
    QDateTime m_now;
};

} // namespace

Result<JobOutcome> alertsJob(JobContext& context, const QJsonObject& options)
{
    return AlertsJob(context, options).run();
}

Result<JobOutcome> alertTestJob(JobContext& context, const QJsonObject& options)
{
    const Stage stage(context, u"sending a test"_s);
    const QString only = options.value(u"name"_s).toString();
    std::vector<AlertSink> sinks = TRY(AlertStore(context.db).sinks());
    if (!only.isEmpty())
        std::erase_if(sinks, [&](const AlertSink& sink) { return sink.name != only; });
    if (sinks.empty())
        return fail(ErrorKind::Usage, only.isEmpty() ? Message("alerts.nobody") : Message("alerts.no_sink").arg(only));
    const QDateTime now = context.clock.now();
    const AlertMessage message{0,
                               {},
                               u"test"_s,
                               now,
                               {{u"kind"_s, u"test"_s}, {u"alerts"_s, QJsonArray()}, {u"delivery"_s, newDelivery()}},
                               u"pending"_s,
                               0,
                               now};
    HttpClient http;
    QJsonArray results;
    QList<Message> bad;
    for (const AlertSink& sink : sinks) {
        const SendResult result = sendTo(sink, message, http, now, context.control.cancel);
        results.append(
            QJsonObject{{u"sink"_s, sink.name}, {u"sent"_s, result.sent}, {u"words"_s, result.words.text()}});
        if (!result.sent)
            bad << Message("error.at").arg(sink.name).arg(result.words);
    }
    if (context.control.cancel.requested())
        return CancelToken::error();
    if (!bad.isEmpty())
        return fail(ErrorKind::Failed, Message("alerts.test_failed").arg(Message::list(bad)));
    JobOutcome outcome;
    outcome.result = {{u"results"_s, results}};
    outcome.note = only.isEmpty() ? Message("alerts.tested_all") : Message("alerts.tested").arg(only);
    return outcome;
}

} // namespace factoid
