// update-factoids (docs/contract.md, “Schedule”): decides whether a set is due, brings the summaries up to date, mines,
// writes, proves and publishes. One generates however many runners share the store.
#include "core/base/clock.h"
#include "core/base/counted.h"
#include "core/base/languages.h"
#include "core/base/log.h"
#include "core/jobs/job_table.h"
#include "core/pipeline/generation.h"
#include "core/pipeline/self_repair.h"
#include "core/pipeline/summary_building.h"
#include "core/pipeline/writer_chain.h"
#include "core/schedule/schedule_settings.h"
#include "core/site/candidates.h"
#include "core/site/factoid_cache.h"
#include "core/site/proof.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_store.h"
#include "core/store/operations/lease_store.h"
#include "core/store/operations/model_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/operations/spend_store.h"
#include "core/store/site/curation_store.h"
#include "core/store/sql/time_text.h"

#include <set>

namespace factoid {

namespace {

constexpr std::chrono::seconds kLeaseTime{120};
// A change that arrives while a set is made starts it again, but not for ever: of the last one is published what holds
// of it when it is published.
constexpr int kTries = 3;

const QString kLease = QString::fromLatin1(kGenerationLease);

// The languages that the published set was to be in, whether or not something could be said in each.
const QString kLanguagesKey = u"factoids.published_languages"_s;

struct Due {
    bool generate = true;
    QString outcome; // when not generating
    Message reason;
    QString slot = u"now"_s;
    std::vector<SlotTime> handled, skipped;
};

QJsonObject resultJson(const QString& outcome, const Message& reason, const QString& slot, const QByteArray& dataHash,
                       const QString& generator, const std::vector<Factoid>& factoids)
{
    QJsonArray list;
    for (const Factoid& factoid : factoids)
        list.append(toJson(factoid));
    return {
        {u"outcome"_s, outcome},     {u"reason"_s, reason.stored()},
        {u"slot"_s, slot},           {u"data_hash"_s, QString::fromLatin1(dataHash)},
        {u"generator"_s, generator}, {u"factoids"_s, list},
    };
}

class Generation
{
  public:
    Generation(JobContext& context, const QJsonObject& options)
        : m_context(context)
        , m_repair(context)
        , m_now(context.clock.now())
        , m_force(options.value(u"force"_s).toBool())
        , m_check(options.value(u"check_schedule"_s).toBool())
        , m_dryRun(options.value(u"dry_run"_s).toBool())
        , m_limit(options.value(u"limit"_s).toInt(context.settings.setSize))
        , m_generator(options.value(u"generator"_s).toString(u"auto"_s))
        , m_language(options.value(u"language"_s).toString(context.settings.language))
    {
    }

    Result<JobOutcome> run()
    {
        if (!isGenerator(m_context.models, m_generator))
            return fail(ErrorKind::Usage, Message("generation.no_generator").arg(m_generator));
        if (languagesOf(m_language).isEmpty())
            return fail(ErrorKind::Usage, Message("generation.language").arg(m_language));
        // However busy the writers are, it gets its turn among them.
        m_context.db.bePatient();
        if (m_dryRun)
            return underLease();
        LeaseStore leases(m_context.db);
        // Leases run on the machine's time: --now must not keep a dead runner's lease alive.
        auto attempt = TRY(leases.acquire(kLease, leaseHolder(), kLeaseTime, machineNow()));
        if (!attempt.acquired) {
            return outcome(u"busy"_s, Message("generation.busy").arg(attempt.lease.holder), {});
        }
        m_lease = attempt.lease;
        auto result = underLease();
        if (auto released = leases.release(m_lease, machineNow()); !released)
            qCWarning(logJobs, "the generation lease could not be given back: %s",
                      qUtf8Printable(released.error().message));
        return result;
    }

  private:
    Result<JobOutcome> underLease()
    {
        if (!m_dryRun)
            m_repair.mendCache();
        auto due = TRY(whetherDue());
        m_slot = due.slot;
        if (!due.generate)
            return notGenerating(due);
        Result<GeneratedSet> set = fail(ErrorKind::Failed, QString());
        for (int attempt = 1; attempt <= kTries; ++attempt) {
            set = makeSet();
            if (!set)
                break;
            if (m_dryRun)
                return outcomeOf(*set, u"dry_run"_s, Message("generation.dry_run").arg(due.reason));
            auto published = publish(*set, due, attempt == kTries);
            if (!published) {
                set = std::unexpected(published.error());
                break;
            }
            if (*published)
                return withRepairs(**std::move(published));
            qCInfo(logJobs, "figures changed while the set was made; starting again");
        }
        return failed(due, set.error());
    }

    JobOutcome outcomeOf(const GeneratedSet& made, const QString& name, const Message& reason)
    {
        JobOutcome done = outcome(name, reason, made.set.live(), made.set.dataHash);
        done.result.insert(u"facts"_s, made.factsJson());
        done.result.insert(u"generator"_s, made.set.generator);
        done.result.insert(u"link"_s, made.first().link);
        done.result.insert(u"link_reason"_s, made.linkReason().stored());
        done.result.insert(u"attempts"_s, made.attempts());
        done.result.insert(u"languages"_s, QJsonArray::fromStringList(made.set.languages()));
        if (!m_dryRun)
            done.note = Message("generation.published").count(std::ssize(made.set.live())).arg(reason);
        if (const QList<Message> warnings = made.warnings(); !warnings.isEmpty()) {
            QJsonArray sentences;
            for (const Message& warning : warnings) {
                sentences.append(warning.stored());
                qCWarning(logJobs).noquote() << warning.text();
            }
            done.result.insert(u"warnings"_s, sentences);
            done.note = Message::list(QList<Message>{done.note} + warnings);
        }
        return done;
    }

    Result<Due> whetherDue()
    {
        if (m_check)
            return checkSchedule();
        Due due;
        due.reason = Message("generation.asked_for");
        if (m_force)
            return due;
        TRY(lookForOutsideWrites());
        const auto hash = TRY(CellStore(m_context.db).siteHash());
        const auto current = TRY(SetStore(m_context.db).current());
        const auto chosen = TRY(chosenAnew());
        if (!chosen.isEmpty() && current.id != 0 && current.dataHash == hash) {
            due.reason = chosen;
        } else if (current.id != 0 && current.dataHash == hash) {
            due.generate = false;
            due.outcome = u"unchanged"_s;
            due.reason = Message("generation.unchanged").arg(timeText(current.publishedAt));
        }
        return due;
    }

    Result<Due> checkSchedule()
    {
        const auto schedule = TRY(loadSchedule(m_context.db, m_context.settings));
        auto state = scheduleState(m_context.db, m_now);
        if (!state)
            return std::unexpected(state.error());
        ScheduleVerdict verdict = decide(schedule, *state, m_context.settings.checkMinutes);
        // A slot with nothing new to publish failed over something else: it waits all the same.
        const bool waits = verdict.decision == Decision::Unchanged && state->tryAgainAt > m_now;
        if (waits) {
            Due due;
            due.generate = false;
            due.outcome = u"waiting"_s;
            due.reason = Message("generation.waits").arg(verdict.reason).arg(timeText(state->tryAgainAt));
            return due;
        }
        if (verdict.decision == Decision::Unchanged) {
            const auto outside = TRY(lookForOutsideWrites());
            if (outside > 0) {
                state = scheduleState(m_context.db, m_now);
                if (!state)
                    return std::unexpected(state.error());
                verdict = decide(schedule, *state, m_context.settings.checkMinutes);
            }
        }
        Due due;
        due.generate = verdict.decision == Decision::Generate;
        due.reason = verdict.reason;
        if (verdict.decision == Decision::Unchanged) {
            const auto chosen = TRY(chosenAnew());
            if (!chosen.isEmpty()) {
                due.generate = true;
                due.reason = chosen;
            }
        }
        due.skipped = verdict.skipped;
        // What was skipped has its outcome; the others share that of this run. Both are in order of time, and can be
        // many.
        std::set<std::pair<qint64, int>> skipped;
        for (const SlotTime& slot : due.skipped)
            skipped.emplace(slot.at.toMSecsSinceEpoch(), slot.time.msecsSinceStartOfDay());
        for (const SlotTime& slot : verdict.handled) {
            if (!skipped.contains({slot.at.toMSecsSinceEpoch(), slot.time.msecsSinceStartOfDay()}))
                due.handled.push_back(slot);
        }
        if (verdict.slot)
            due.slot = verdict.slot->name();
        else if (verdict.forFreshness)
            due.slot = u"freshness"_s;
        switch (verdict.decision) {
        case Decision::Generate:
            break;
        case Decision::Unchanged:
            due.outcome = u"unchanged"_s;
            break;
        case Decision::Paused:
            due.outcome = u"paused"_s;
            break;
        case Decision::NotDue:
            due.outcome = u"not_due"_s;
            break;
        case Decision::WaitForGap:
        case Decision::WaitAfterFailure:
            due.outcome = u"waiting"_s;
            break;
        }
        return due;
    }

    // What a person chose otherwise since the set that is published; empty: nothing.
    Result<Message> chosenAnew()
    {
        CurationStore curation(m_context.db);
        const auto now = TRY(curation.version());
        const auto published = TRY(curation.publishedVersion());
        if (now != published)
            return Message("generation.choices");
        const auto languages = TRY(SettingsStore(m_context.db).state(kLanguagesKey));
        const auto current = TRY(SetStore(m_context.db).current());
        if (current.id == 0)
            return Message();
        // A set from before there was a choice is in English.
        return m_language == (languages.isEmpty() ? u"en"_s : languages) ? Message()
                                                                         : Message("generation.other_languages");
    }

    // A set, or a slot without one, is the time to look for figures that another program wrote. Gives the
    // number of fields and years that it wrote into.
    Result<qint64> lookForOutsideWrites()
    {
        m_looked = true;
        const Stage stage(m_context, u"comparing hashes"_s);
        const auto report = TRY(buildSummaries(m_context.db, m_now, {.outside = true}, m_context.control));
        return report.outsideCells;
    }

    Result<JobOutcome> notGenerating(const Due& due)
    {
        if (due.outcome == "unchanged"_L1 && !m_dryRun) {
            if (auto mended = m_repair.mendSummaries(); !mended)
                return failed(due, mended.error());
        }
        if (!m_dryRun && m_check && due.outcome != "waiting"_L1) {
            auto recorded = m_context.apply([&]() -> Result<JobOutcome> {
                TRY(recordSlots(due, due.outcome, {}));
                return nothingNew(due);
            });
            if (!recorded)
                return std::unexpected(recorded.error());
        }
        if (due.outcome == "unchanged"_L1 && !m_dryRun) {
            // The same figures: what is served stays right, and its freshness begins again.
            if (auto warmed = m_context.cache.refresh(m_context.db); !warmed) {
                qCWarning(logJobs, "the cache could not be refreshed: %s", qUtf8Printable(warmed.error().message));
                m_repair.cacheFailed(warmed.error());
            } else {
                m_repair.cacheWorks();
            }
        }
        return nothingNew(due);
    }

    JobOutcome nothingNew(const Due& due)
    {
        const auto current = SetStore(m_context.db).current();
        JobOutcome done = outcome(due.outcome, due.reason, current ? current->live() : std::vector<Factoid>{},
                                  current ? current->dataHash : QByteArray());
        if (current && current->id != 0)
            done.result.insert(u"generator"_s, current->generator);
        return done;
    }

    // A generation that takes long stays the one that generates.
    void keepLease(std::chrono::seconds atLeast = kLeaseTime)
    {
        if (m_dryRun)
            return;
        if (auto renewed = LeaseStore(m_context.db).renew(m_lease, std::max(kLeaseTime, atLeast), machineNow());
            !renewed)
            qCWarning(logJobs, "the generation lease could not be renewed: %s",
                      qUtf8Printable(renewed.error().message));
    }

    Result<GeneratedSet> makeSet()
    {
        keepLease();
        {
            const Stage stage(m_context, u"summaries"_s);
            TRY(buildSummaries(m_context.db, m_now, {.outside = !m_looked}, m_context.control));
            m_looked = true;
        }
        if (!m_dryRun) {
            TRY(m_repair.mendSummaries());
        }
        keepLease();
        GenerationOptions wanted;
        wanted.now = m_now;
        wanted.slot = m_slot;
        wanted.onShow = m_limit;
        wanted.reserve = m_context.settings.reserve;
        wanted.languages = languagesOf(m_language);
        wanted.generator = m_generator;
        wanted.keepAlive = [this](std::chrono::seconds atLeast) { keepLease(atLeast); };
        auto made = generateSet(m_context, wanted);
        if (!made)
            return made;
        TRY(leaveOutWithdrawn(*made));
        return made;
    }

    // What a person took back does not come back in the same words by itself.
    Result<void> leaveOutWithdrawn(GeneratedSet& made)
    {
        const auto withdrawn = TRY(SetStore(m_context.db).withdrawnByHand());
        std::erase_if(made.set.factoids, [&](const PublishedFactoid& each) {
            return withdrawn.contains(SetStore::withdrawnText(each.factoid));
        });
        if (made.set.factoids.empty())
            return fail(ErrorKind::Failed, Message("generation.all_withdrawn"));
        placeAnew(made.set);
        return {};
    }

    static void placeAnew(PublishedSet& set)
    {
        int position = 0;
        for (PublishedFactoid& each : set.factoids)
            each.position = ++position;
    }

    // In the transaction that publishes. False: the figures are others than the set was made from, or do not bear it
    // out, and it is to be made again; the last time what they do bear out is published. Its hash stays that of the
    // figures in which its facts were found, so that the newer ones are still to be answered.
    Result<bool> holdsNow(GeneratedSet& made, bool last)
    {
        const auto hash = TRY(CellStore(m_context.db).siteHash());
        if (hash != made.set.dataHash && !last)
            return false;
        std::vector<Factoid> texts;
        for (const PublishedFactoid& each : made.set.factoids)
            texts.push_back(each.factoid);
        const auto proof = TRY(Proof::of(m_context.db, texts));
        std::vector<PublishedFactoid> holding;
        for (const PublishedFactoid& each : made.set.factoids) {
            auto printed = proof->asPrinted(each.factoid, hash);
            if (printed && (last || printed->claims == each.factoid.claims))
                holding.push_back({*std::move(printed), each.position, {}});
            else if (!last)
                return false;
        }
        if (holding.empty())
            return fail(ErrorKind::Failed, Message("generation.figures_kept_changing"));
        made.set.factoids = std::move(holding);
        placeAnew(made.set);
        return true;
    }

    // Which link of the chain readers are served from now on, that a model's words are among them, and the languages.
    Result<void> noteLink(const GeneratedSet& made)
    {
        ServedLink served;
        served.run = m_context.run;
        served.at = m_now;
        served.link = made.first().link;
        served.reason = made.linkReason();
        TRY(ModelStore(m_context.db).setServed(served));
        for (const LanguageTexts& texts : made.texts) {
            if (texts.call == 0)
                continue;
            if (auto marked = SpendStore(m_context.db).markServed(texts.call); !marked)
                return marked;
        }
        return SettingsStore(m_context.db).setState(kLanguagesKey, m_language);
    }

    // None: the figures have changed since the set was made. The last try does not end so.
    Result<std::optional<JobOutcome>> publish(GeneratedSet& made, const Due& due, bool last)
    {
        const Stage stage(m_context, u"publishing"_s);
        bool outdated = false;
        auto published = m_context.apply([&]() -> Result<JobOutcome> {
            const auto mine = TRY(LeaseStore(m_context.db).stillMine(m_lease));
            if (!mine)
                return fail(ErrorKind::StoreBusy, Message("generation.overtaken"));
            TRY(leaveOutWithdrawn(made));
            const auto holds = TRY(holdsNow(made, last));
            outdated = !holds;
            if (outdated)
                return fail(ErrorKind::Failed, Message("generation.figures_changed"));
            made.set.run = m_context.run;
            const auto id = TRY(SetStore(m_context.db).publish(made.set, made.badExamples));
            made.set.id = id;
            // What the cache holds of the old set is not served any more, marked or not; it keeps no set from being
            // published.
            if (auto forgotten = forgetServed(m_context.db); !forgotten)
                qCWarning(logJobs, "the old set could not be marked in the cache: %s",
                          qUtf8Printable(forgotten.error().message));
            TRY(noteLink(made));
            const auto oldest = TRY(ChangeStore(m_context.db).oldestOpen());
            m_oldestChange = oldest;
            TRY(CurationStore(m_context.db).setPublishedVersion(made.choicesVersion));
            TRY(keepMined(m_context.db, made.memory));
            TRY(ChangeStore(m_context.db).markProcessed(made.newestChange, m_context.run));
            TRY(recordSlots(due, u"published"_s, made.set.dataHash));
            return outcomeOf(made, u"published"_s, due.reason);
        });
        if (outdated)
            return std::nullopt;
        if (!published)
            return std::unexpected(published.error());
        if (auto put = m_context.cache.publish(m_context.db); !put) {
            qCWarning(logJobs, "the set is published, but not in every cache level: %s",
                      qUtf8Printable(put.error().message));
            m_repair.cacheFailed(put.error());
        } else {
            m_repair.cacheWorks();
        }
        return *published;
    }

    // The slot failed, or fell back when only the curated ones are left to serve, and is said to have. The check
    // stays open, so that the next one tries again.
    Result<JobOutcome> failed(const Due& due, const Error& error)
    {
        if (m_dryRun || error.kind == ErrorKind::Interrupted)
            return std::unexpected(error);
        const auto current = SetStore(m_context.db).current();
        const bool nothingLive = current && current->live().empty();
        const auto curated = nothingLive ? m_context.cache.curated() : std::unexpected(error);
        const QString name = curated ? u"fell_back"_s : u"failed"_s;
        const auto write = [&]() -> Result<void> {
            RunStore runs(m_context.db);
            for (const SlotTime& slot : due.handled) {
                TRY(runs.recordSlot({slot.at, slot.name(), name, {}, m_context.run, error.told()}));
            }
            if (!nothingLive || curated) {
                TRY(ModelStore(m_context.db)
                        .setServed({m_context.run, m_now, curated ? u"fallback"_s : u"stale"_s, error.told()}));
            }
            return {};
        };
        if (!curated) {
            if (auto recorded = m_context.applyFailure(error, write); !recorded)
                qCWarning(logJobs, "the failure could not be recorded: %s", qUtf8Printable(recorded.error().message));
            return std::unexpected(error);
        }
        JobOutcome fell =
            outcome(name, Message::list({error.told(), Message("recovery.fallbacks_served")}), {}, curated->dataHash);
        fell.survived = error;
        fell.result.insert(u"factoids"_s, curated->factoids);
        fell.result.insert(u"generator"_s, u"curated"_s);
        auto recorded = m_context.apply([&]() -> Result<JobOutcome> {
            TRY(write());
            return fell;
        });
        if (!recorded)
            qCWarning(logJobs, "the failure could not be recorded: %s", qUtf8Printable(recorded.error().message));
        return fell;
    }

    Result<bool> recordSlots(const Due& due, const QString& outcomeName, const QByteArray& hash)
    {
        RunStore runs(m_context.db);
        for (const SlotTime& slot : due.skipped) {
            // Years of missed slots are a long catch-up.
            if (m_context.control.cancel.requested())
                return CancelToken::error();
            TRY(runs.recordSlot(
                {slot.at, slot.name(), u"skipped"_s, {}, m_context.run, Message("generation.slot_skipped")}));
        }
        for (const SlotTime& slot : due.handled) {
            if (m_context.control.cancel.requested())
                return CancelToken::error();
            TRY(runs.recordSlot({slot.at, slot.name(), outcomeName, hash, m_context.run, due.reason}));
        }
        if (!m_check)
            return true;
        TRY(SettingsStore(m_context.db).setState(QLatin1String(kLastCheckKey), timeText(m_now)));
        return true;
    }

    JobOutcome withRepairs(JobOutcome done)
    {
        if (!m_repair.done().isEmpty())
            done.result.insert(u"repaired"_s, m_repair.done());
        return done;
    }

    JobOutcome outcome(const QString& name, const Message& reason, const std::vector<Factoid>& factoids,
                       const QByteArray& hash = {})
    {
        JobOutcome done =
            withRepairs({name, resultJson(name, reason, m_slot, hash, u"statistics"_s, factoids), reason});
        // The oldest change that this set answered: how long readers waited for it.
        if (m_oldestChange.isValid())
            done.result.insert(u"oldest_change"_s, timeText(m_oldestChange));
        return done;
    }

    JobContext& m_context;
    SelfRepair m_repair;
    QDateTime m_now;
    bool m_force, m_check, m_dryRun;
    int m_limit;
    QString m_generator;
    QString m_language; // as the setting has it
    QString m_slot = u"now"_s;
    Lease m_lease;
    bool m_looked = false; // for what other programs wrote
    QDateTime m_oldestChange;
};

} // namespace

Result<JobOutcome> generationJob(JobContext& context, const QJsonObject& options)
{
    return Generation(context, options).run();
}

} // namespace factoid
