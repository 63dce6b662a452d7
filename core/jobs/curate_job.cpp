// curate: an operator's hand on what is shown. Here the choices about facts and councils: pin, ban, snooze, never name
// a council; changes of the set that is on the site now are in set_edit. Every change names what takes it back.
#include "core/jobs/job_table.h"
#include "core/jobs/set_edit.h"
#include "core/jobs/step_label.h"
#include "core/store/data/register_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/curation_store.h"
#include "core/store/site/set_store.h"

namespace factoid {

namespace {

const QString kJob = u"curate"_s;

Message inWords(const Choice& choice)
{
    const QString text = briefly(choice.text.isEmpty() ? choice.factKey + choice.council : choice.text);
    if (choice.kind == "pin"_L1)
        return Message("label.pin").arg(text);
    if (choice.kind == "ban"_L1)
        return Message("label.ban").arg(text);
    if (choice.kind == "snooze"_L1)
        return Message("label.snooze").arg(text).arg(choice.until.toString(Qt::ISODate));
    return Message("label.never_council").arg(text);
}

class CurateJob
{
  public:
    CurateJob(JobContext& context, const QJsonObject& options)
        : m_context(context)
        , m_options(options)
        , m_action(options.value(u"action"_s).toString())
        , m_now(context.clock.now())
    {
    }

    Result<JobOutcome> run()
    {
        static const QStringList choices{u"pin"_s, u"ban"_s, u"snooze"_s, u"never_council"_s};
        if (choices.contains(m_action))
            return inOne([this] { return choose(); });
        if (m_action == "clear"_L1)
            return inOne([this] { return clear(); });
        if (m_action == "put"_L1)
            return inOne([this] { return put(); });
        return fail(ErrorKind::Usage, Message("curate.no_action").arg(m_action));
    }

  private:
    Result<JobOutcome> inOne(const std::function<Result<JobOutcome>()>& work) { return m_context.apply(work); }
    [[nodiscard]] QString option(const char* key) const
    {
        return m_options.value(QLatin1String(key)).toString().trimmed();
    }
    Result<void> audit(const Message& what, const QJsonObject& detail)
    {
        return SettingsStore(m_context.db).audit(m_now, m_context.trigger, what, detail);
    }

    Result<JobOutcome> choose()
    {
        const auto about = TRY(curatedSubject(m_context.db, m_options));
        QJsonObject json{{u"kind"_s, m_action},   {u"fact_key"_s, about.factKey}, {u"council"_s, about.council},
                         {u"text"_s, about.text}, {u"until"_s, option("until")},  {u"reason"_s, option("reason")}};
        auto choice = TRY(Choice::fromJson(json));
        if (m_action == "snooze"_L1 && choice.until <= m_now.date())
            return fail(ErrorKind::Input, Message("curate.snooze_ends").arg(choice.until.toString(Qt::ISODate)));
        choice.createdAt = m_now;
        choice.actor = m_context.trigger;
        return replace(about, std::move(choice), inWords(choice));
    }

    Result<JobOutcome> clear()
    {
        const auto about = TRY(curatedSubject(m_context.db, m_options));
        const auto before = TRY(CurationStore(m_context.db).find(about.factKey, about.council));
        if (!before)
            return fail(ErrorKind::Input, Message("curate.nothing_to_clear"));
        return replace(about, std::nullopt, Message("label.choice_end").arg(inWords(*before)));
    }

    // What a reversal asks for: a choice as it was, or none.
    Result<JobOutcome> put()
    {
        const CuratedSubject about{option("fact_key"), option("council"), {}};
        if (!m_options.value(u"choice"_s).isObject())
            return replace(about, std::nullopt, Message::fromStored(option("label")));
        auto choice = TRY(Choice::fromJson(m_options.value(u"choice"_s).toObject()));
        return replace(about, std::move(choice), Message::fromStored(option("label")));
    }

    Result<JobOutcome> replace(const CuratedSubject& about, const std::optional<Choice>& next, const Message& label)
    {
        CurationStore curation(m_context.db);
        const auto before = TRY(curation.find(about.factKey, about.council));
        if (next) {
            TRY(curation.put(*next));
        } else if (auto cleared = curation.clear(about.factKey, about.council); !cleared) {
            return std::unexpected(cleared.error());
        }
        TRY(curation.bumpVersion());
        TRY(audit(label, {{u"fact_key"_s, about.factKey}, {u"council"_s, about.council}}));
        JobOutcome outcome;
        outcome.result = {{u"choice"_s, next ? QJsonValue(next->toJson()) : QJsonValue()}};
        outcome.note = Message("curate.done").arg(label);
        outcome.reversal = Reversal{label,
                                    kJob,
                                    {{u"action"_s, u"put"_s},
                                     {u"fact_key"_s, about.factKey},
                                     {u"council"_s, about.council},
                                     {u"label"_s, label.stored()},
                                     {u"choice"_s, before ? QJsonValue(before->toJson()) : QJsonValue()}}};
        return outcome;
    }

    JobContext& m_context;
    const QJsonObject& m_options;
    QString m_action;
    QDateTime m_now;
};

} // namespace

Result<CuratedSubject> curatedSubject(Database& db, const QJsonObject& options)
{
    const auto option = [&](const char* key) { return options.value(QLatin1String(key)).toString().trimmed(); };
    if (const QString code = option("council"); !code.isEmpty()) {
        const auto name = TRY(RegisterStore(db).councilName(code));
        if (!name)
            return fail(ErrorKind::Input, Message("curate.no_council").arg(code));
        return CuratedSubject{{}, code, *name};
    }
    CuratedSubject about{option("fact_key"), {}, option("text")};
    if (const QString id = option("id"); !id.isEmpty()) {
        const auto factoid = TRY(SetStore(db).find(id));
        if (!factoid)
            return fail(ErrorKind::Input, Message("curate.no_factoid").arg(id));
        about = {factoid->factKey, {}, factoid->text};
    }
    // A key is what the parts of Fact::key() make, so that a slip of the hand does not make a choice about nothing.
    constexpr qsizetype kBars = 8;
    if (about.factKey.count(QLatin1Char('|')) != kBars)
        return fail(ErrorKind::Usage,
                    about.factKey.isEmpty() ? Message("curate.which") : Message("curate.not_a_key").arg(about.factKey));
    return about;
}

Result<JobOutcome> curateJob(JobContext& context, const QJsonObject& options)
{
    if (isSetEdit(options.value(u"action"_s).toString()))
        return editSet(context, options);
    return CurateJob(context, options).run();
}

} // namespace factoid
