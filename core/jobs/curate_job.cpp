// curate: an operator's hand on what is shown. Here the choices about facts and councils: pin, ban, snooze, never name
// a council; changes of the set that is on the site now are in set_edit. Every change names what takes it back.
#include "core/jobs/job_table.h"
#include "core/jobs/set_edit.h"
#include "core/jobs/step_label.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/curation_store.h"
#include "core/store/site/set_store.h"

namespace factoid {

namespace {

const QString kJob = QStringLiteral("curate");

QString inWords(const Choice& choice)
{
    const QString text = briefly(choice.text.isEmpty() ? choice.factKey + choice.council : choice.text);
    if (choice.kind == QLatin1String("pin"))
        return QStringLiteral("pin of “%1”").arg(text);
    if (choice.kind == QLatin1String("ban"))
        return QStringLiteral("ban of “%1”").arg(text);
    if (choice.kind == QLatin1String("snooze"))
        return QStringLiteral("snooze of “%1” until %2").arg(text, choice.until.toString(Qt::ISODate));
    return QStringLiteral("“never” for %1").arg(text);
}

class CurateJob
{
  public:
    CurateJob(JobContext& context, const QJsonObject& options)
        : m_context(context), m_options(options), m_action(options.value(QStringLiteral("action")).toString()), m_now(context.clock.now())
    {
    }

    Result<JobOutcome> run()
    {
        static const QStringList choices{QStringLiteral("pin"), QStringLiteral("ban"), QStringLiteral("snooze"), QStringLiteral("never_council")};
        if (choices.contains(m_action))
            return inOne([this] { return choose(); });
        if (m_action == QLatin1String("clear"))
            return inOne([this] { return clear(); });
        if (m_action == QLatin1String("put"))
            return inOne([this] { return put(); });
        return fail(ErrorKind::Usage, QStringLiteral("curate can pin, ban, snooze, never_council, clear, order, withdraw or use, not “%1”").arg(m_action));
    }

  private:
    Result<JobOutcome> inOne(const std::function<Result<JobOutcome>()>& work) { return m_context.apply(work); }
    [[nodiscard]] QString option(const char* key) const { return m_options.value(QLatin1String(key)).toString().trimmed(); }
    Result<void> audit(const QString& what, const QJsonObject& detail) { return SettingsStore(m_context.db).audit(m_now, m_context.trigger, what, detail); }

    Result<JobOutcome> choose()
    {
        const auto about = curatedSubject(m_context.db, m_options);
        if (!about)
            return std::unexpected(about.error());
        QJsonObject json{{QStringLiteral("kind"), m_action},
                         {QStringLiteral("fact_key"), about->factKey},
                         {QStringLiteral("council"), about->council},
                         {QStringLiteral("text"), about->text},
                         {QStringLiteral("until"), option("until")},
                         {QStringLiteral("reason"), option("reason")}};
        auto choice = Choice::fromJson(json);
        if (!choice)
            return std::unexpected(choice.error());
        if (m_action == QLatin1String("snooze") && choice->until <= m_now.date())
            return fail(ErrorKind::Input, QStringLiteral("a snooze must end after today, not on %1").arg(choice->until.toString(Qt::ISODate)));
        choice->createdAt = m_now;
        choice->actor = m_context.trigger;
        return replace(*about, std::move(*choice), inWords(*choice));
    }

    Result<JobOutcome> clear()
    {
        const auto about = curatedSubject(m_context.db, m_options);
        if (!about)
            return std::unexpected(about.error());
        const auto before = CurationStore(m_context.db).find(about->factKey, about->council);
        if (!before)
            return std::unexpected(before.error());
        if (!*before)
            return fail(ErrorKind::Input, QStringLiteral("nothing was chosen there that could be cleared"));
        return replace(*about, std::nullopt, QStringLiteral("end of the %1").arg(inWords(**before)));
    }

    // What a reversal asks for: a choice as it was, or none.
    Result<JobOutcome> put()
    {
        const CuratedSubject about{option("fact_key"), option("council"), {}};
        if (!m_options.value(QStringLiteral("choice")).isObject())
            return replace(about, std::nullopt, option("label"));
        auto choice = Choice::fromJson(m_options.value(QStringLiteral("choice")).toObject());
        if (!choice)
            return std::unexpected(choice.error());
        return replace(about, std::move(*choice), option("label"));
    }

    Result<JobOutcome> replace(const CuratedSubject& about, const std::optional<Choice>& next, const QString& label)
    {
        CurationStore curation(m_context.db);
        const auto before = curation.find(about.factKey, about.council);
        if (!before)
            return std::unexpected(before.error());
        if (next) {
            if (auto kept = curation.put(*next); !kept)
                return std::unexpected(kept.error());
        } else if (auto cleared = curation.clear(about.factKey, about.council); !cleared) {
            return std::unexpected(cleared.error());
        }
        if (auto bumped = curation.bumpVersion(); !bumped)
            return std::unexpected(bumped.error());
        if (auto noted = audit(label, {{QStringLiteral("fact_key"), about.factKey}, {QStringLiteral("council"), about.council}}); !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("choice"), next ? QJsonValue(next->toJson()) : QJsonValue()}};
        outcome.note = QStringLiteral("%1; the next set follows it").arg(label);
        outcome.reversal = Reversal{label, kJob,
                                    {{QStringLiteral("action"), QStringLiteral("put")},
                                     {QStringLiteral("fact_key"), about.factKey},
                                     {QStringLiteral("council"), about.council},
                                     {QStringLiteral("label"), label},
                                     {QStringLiteral("choice"), *before ? QJsonValue((*before)->toJson()) : QJsonValue()}}};
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
        const auto name = db.scalar(QStringLiteral("SELECT name FROM councils WHERE code = ?"), {code});
        if (!name)
            return std::unexpected(name.error());
        if (!*name)
            return fail(ErrorKind::Input, QStringLiteral("there is no council with the code “%1”").arg(code));
        return CuratedSubject{{}, code, (*name)->toString()};
    }
    CuratedSubject about{option("fact_key"), {}, option("text")};
    if (const QString id = option("id"); !id.isEmpty()) {
        const auto factoid = SetStore(db).find(id);
        if (!factoid)
            return std::unexpected(factoid.error());
        if (!*factoid)
            return fail(ErrorKind::Input, QStringLiteral("no factoid was ever published as %1").arg(id));
        about = {(*factoid)->factKey, {}, (*factoid)->text};
    }
    // A key is what the parts of Fact::key() make, so that a slip of the hand does not make a choice about nothing.
    constexpr qsizetype kBars = 8;
    if (about.factKey.count(QLatin1Char('|')) != kBars)
        return fail(ErrorKind::Usage, about.factKey.isEmpty() ? QStringLiteral("say which: the id of a factoid, the key of a fact, or the code of a council")
                                                              : QStringLiteral("“%1” is not the key of a fact; `curate candidates` lists them").arg(about.factKey));
    return about;
}

Result<JobOutcome> curateJob(JobContext& context, const QJsonObject& options)
{
    if (isSetEdit(options.value(QStringLiteral("action")).toString()))
        return editSet(context, options);
    return CurateJob(context, options).run();
}

} // namespace factoid
