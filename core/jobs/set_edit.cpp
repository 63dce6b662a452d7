#include "core/jobs/set_edit.h"

#include "core/base/languages.h"
#include "core/base/log.h"
#include "core/factoids/write/writer.h"
#include "core/jobs/step_label.h"
#include "core/site/candidates.h"
#include "core/site/factoid_cache.h"
#include "core/site/proof.h"
#include "core/store/data/cell_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/site/set_store.h"

#include <algorithm>

namespace factoid {

namespace {

const QString kCurateJob = u"curate"_s;
constexpr int kCorrectionsSearched = 1'000;

class SetEdit
{
  public:
    SetEdit(JobContext& context, const QJsonObject& options)
        : m_context(context)
        , m_options(options)
        , m_action(options.value(u"action"_s).toString())
        , m_now(context.clock.now())
        , m_sets(context.db)
    {
    }

    Result<JobOutcome> run()
    {
        if (const QString language = option("language"); !language.isEmpty() && !knownLanguages().contains(language))
            return fail(ErrorKind::Usage, Message("set.language").arg(language));
        std::vector<Factoid> candidates;
        if (m_action == "use"_L1) {
            auto found = TRY(candidatesToUse());
            candidates = std::move(found);
        }
        auto changed = m_context.apply([&]() -> Result<JobOutcome> {
            const auto set = TRY(m_sets.current());
            if (set.id == 0)
                return fail(ErrorKind::Input, Message("set.nothing_published"));
            if (!candidates.empty()) {
                // Figures may have come since they were found.
                auto still = TRY(proven(candidates));
                candidates = std::move(still);
            }
            auto outcome = candidates.empty() ? edit(set) : use(set, candidates);
            if (!outcome)
                return outcome;
            TRY(forgetServed(m_context.db));
            TRY(m_sets.noteShown(m_now));
            const Message what = outcome->reversal ? outcome->reversal->label : Message::verbatim(m_action);
            TRY(SettingsStore(m_context.db).audit(m_now, m_context.trigger, what, m_options));
            return outcome;
        });
        if (!changed || m_options.value(u"dry_run"_s).toBool())
            return changed;
        if (auto refreshed = m_context.cache.refresh(m_context.db); !refreshed)
            qCWarning(logJobs, "the cache will be filled by the next reader: %s",
                      qUtf8Printable(refreshed.error().message));
        return changed;
    }

  private:
    [[nodiscard]] QString option(const char* key) const
    {
        return m_options.value(QLatin1String(key)).toString().trimmed();
    }

    // Of one language, or of all.
    [[nodiscard]] static QStringList liveIds(const PublishedSet& set, const QString& language = {})
    {
        QStringList ids;
        for (const PublishedFactoid& published : set.factoids) {
            if (!published.withdrawnAt.isValid() && (language.isEmpty() || published.factoid.language == language))
                ids << published.factoid.id;
        }
        return ids;
    }

    [[nodiscard]] QStringList idsGiven() const
    {
        QStringList ids;
        for (const QJsonValue& id : m_options.value(u"ids"_s).toArray())
            ids << id.toString();
        return ids;
    }

    [[nodiscard]] static Reversal back(const Message& label, const char* action, const QString& id,
                                       const QStringList& ids, const std::vector<Factoid>& texts = {})
    {
        return {label,
                kCurateJob,
                {{u"action"_s, QLatin1String(action)},
                 {u"id"_s, id},
                 {u"ids"_s, QJsonArray::fromStringList(ids)},
                 {u"texts"_s, idsOf(texts)}}};
    }

    Result<JobOutcome> edit(const PublishedSet& set)
    {
        if (m_action == "order"_L1)
            return order(set);
        if (m_action == "withdraw"_L1)
            return withdraw(set);
        if (m_action == "bring_back"_L1)
            return bringBack(set);
        return takeOut(set);
    }

    Result<JobOutcome> order(const PublishedSet& set)
    {
        const QStringList before = liveIds(set);
        TRY(m_sets.order(set, idsGiven()));
        const auto after = TRY(m_sets.current());
        JobOutcome outcome;
        outcome.result = {{u"order"_s, QJsonArray::fromStringList(liveIds(after))}};
        outcome.note = Message("set.ordered");
        if (liveIds(after) != before)
            outcome.reversal = back(Message("label.set_order"), "order", {}, before);
        return outcome;
    }

    // The texts that an action is about: those that `texts` names; or, of the fact that the factoid `id` says, the text
    // in every language, or just in `language`. The factoid `id` first, where it is one of them.
    Result<std::vector<Factoid>> inSet(const PublishedSet& set, bool withdrawn) const
    {
        const QString id = option("id"), language = option("language");
        const QJsonArray named = m_options.value(u"texts"_s).toArray();
        std::vector<Factoid> candidates;
        for (const PublishedFactoid& published : set.factoids) {
            if (published.withdrawnAt.isValid() == withdrawn)
                candidates.push_back(published.factoid);
        }
        const auto subject = std::ranges::find(candidates, id, &Factoid::id);
        if (subject == candidates.end())
            return fail(ErrorKind::Input, Message("set.not_in_it").arg(id));
        const QString key = subject->factKey;
        std::erase_if(candidates, [&](const Factoid& each) {
            if (!named.isEmpty())
                return !named.contains(each.id);
            const bool sameFact = each.id == id || (!key.isEmpty() && each.factKey == key);
            return !sameFact || (!language.isEmpty() && each.language != language);
        });
        if (candidates.empty())
            return fail(ErrorKind::Input, Message("set.no_text_in").arg(languageName(language)));
        std::ranges::stable_partition(candidates, [&](const Factoid& each) { return each.id == id; });
        return candidates;
    }

    [[nodiscard]] static QJsonArray idsOf(const std::vector<Factoid>& factoids)
    {
        QJsonArray ids;
        for (const Factoid& factoid : factoids)
            ids.append(factoid.id);
        return ids;
    }

    // "“…”", or "“…” and its text in Welsh".
    [[nodiscard]] static Message inWords(const std::vector<Factoid>& factoids)
    {
        Message words = Message("set.text").arg(briefly(factoids.front().text));
        for (size_t i = 1; i < factoids.size(); ++i)
            words = Message("set.text_and").arg(words).arg(languageName(factoids[i].language));
        return words;
    }

    Result<JobOutcome> withdraw(const PublishedSet& set)
    {
        const auto found = TRY(inSet(set, false));
        const QString reason = option("reason");
        if (reason.isEmpty())
            return fail(ErrorKind::Usage, Message("set.withdrawal_reason"));
        for (const Factoid& factoid : found) {
            TRY(m_sets.withdraw(set, factoid, {reason, -1, {}, true}, m_now));
        }
        const Factoid& factoid = found.front();
        JobOutcome outcome;
        outcome.result = {
            {u"withdrawn"_s, factoid.id}, {u"text"_s, factoid.text}, {u"texts"_s, idsOf(found)}, {u"reason"_s, reason}};
        outcome.note = Message("set.withdrawn").arg(inWords(found));
        outcome.reversal =
            back(Message("label.withdrawal").arg(briefly(factoid.text)), "bring_back", factoid.id, liveIds(set), found);
        return outcome;
    }

    Result<JobOutcome> bringBack(const PublishedSet& set)
    {
        const auto withdrawn = TRY(inSet(set, true));
        const auto found = TRY(proven(withdrawn));
        const Factoid& factoid = found.front();
        QString reason = u"withdrawn by an operator"_s;
        const auto corrections = TRY(m_sets.corrections(kCorrectionsSearched));
        for (const CorrectionRecord& correction : corrections) {
            if (correction.set == set.id && correction.factoid.id == factoid.id)
                reason = correction.reason;
        }
        for (const Factoid& each : found) {
            TRY(m_sets.bringBack(set, each.id));
            TRY(m_sets.confirm(set, each));
        }
        const auto now = TRY(m_sets.current());
        // Those of the old order that are still live, with it among them.
        QStringList ids;
        const QStringList live = liveIds(now);
        std::ranges::copy_if(idsGiven(), std::back_inserter(ids), [&](const QString& id) { return live.contains(id); });
        TRY(m_sets.order(now, ids));
        JobOutcome outcome;
        outcome.result = {{u"brought_back"_s, factoid.id}, {u"texts"_s, idsOf(found)}};
        outcome.note = Message("set.back").arg(inWords(found));
        Reversal again = back(Message("label.return").arg(briefly(factoid.text)), "withdraw", factoid.id, {}, found);
        again.options.insert(u"reason"_s, reason);
        outcome.reversal = again;
        return outcome;
    }

    // As they hold today, each as printed.
    Result<std::vector<Factoid>> proven(const std::vector<Factoid>& factoids)
    {
        const auto proof = TRY(Proof::of(m_context.db, factoids));
        const auto hash = TRY(CellStore(m_context.db).siteHash());
        std::vector<Factoid> today;
        for (const Factoid& factoid : factoids) {
            auto printed = proof->asPrinted(factoid, hash);
            if (!printed)
                return fail(ErrorKind::Verification,
                            Message("set.no_longer_true").arg(factoid.text).arg(proof->verify(factoid).reason));
            today.push_back(*std::move(printed));
        }
        return today;
    }

    // As a reversal has them.
    Result<std::vector<Factoid>> candidatesGiven(const QJsonArray& given)
    {
        std::vector<Factoid> factoids;
        for (const QJsonValue& value : given) {
            auto factoid = TRY(factoidFromJson(value.toObject()));
            factoids.push_back(std::move(factoid));
        }
        return proven(factoids);
    }

    // Written and proven on today's figures, before the transaction begins: a text in each language that is published,
    // or just in `language`. A language in which this fact cannot be said is done without.
    Result<std::vector<Factoid>> candidatesToUse()
    {
        if (const QJsonValue one = m_options.value(u"factoid"_s); one.isObject())
            return candidatesGiven({one});
        if (const QJsonArray several = m_options.value(u"factoids"_s).toArray(); !several.isEmpty())
            return candidatesGiven(several);
        const auto about = TRY(curatedSubject(m_context.db, m_options));
        if (about.factKey.isEmpty())
            return fail(ErrorKind::Usage, Message("set.use_needs_key"));
        const Stage stage(m_context, u"finding facts"_s);
        const auto mined = TRY(mineFacts(m_context.db, m_now, true, m_context.control));
        const Fact* fact = mined.find(about.factKey);
        if (!fact)
            return fail(ErrorKind::Input, Message("set.fact_gone"));
        if (mined.snapshot.choices.forbids(*fact))
            return fail(ErrorKind::Input, Message("set.fact_forbidden"));
        WriteRequest request;
        request.dataHash = mined.snapshot.siteHash;
        request.generatedAt = m_now;
        // A sentence that was chosen says its language by being one of those that are proven in it.
        const QString text = option("text");
        const QStringList languages =
            option("language").isEmpty() ? languagesOf(m_context.settings.language) : QStringList{option("language")};
        std::vector<Factoid> texts;
        bool found = text.isEmpty();
        for (const QString& language : languages) {
            request.language = language;
            const auto variants = provenVariants(mined.snapshot.panel, mined.traits, *fact, request);
            if (variants.empty())
                continue;
            const auto chosen = std::ranges::find(variants, text, &Factoid::text);
            found = found || chosen != variants.end();
            texts.push_back(chosen != variants.end() ? *chosen : variants.front());
        }
        if (texts.empty())
            return fail(ErrorKind::Verification, Message("set.no_sentence"));
        if (!found)
            return fail(ErrorKind::Verification, Message("set.not_a_sentence").arg(text));
        return texts;
    }

    // Each at its place within its language. At the head of the reserve, where it comes up next; a position puts it
    // there at once.
    Result<JobOutcome> use(const PublishedSet& set, std::vector<Factoid> candidates)
    {
        // A language in which the fact is on the site already needs no second text about it.
        if (candidates.size() > 1) {
            std::vector<Factoid> missing;
            std::ranges::copy_if(candidates, std::back_inserter(missing),
                                 [&](const Factoid& each) { return !says(set, each); });
            if (!missing.empty())
                candidates = std::move(missing);
        }
        const QJsonArray places = m_options.value(u"positions"_s).toArray();
        qsizetype first = 0;
        for (size_t i = 0; i < candidates.size(); ++i) {
            const auto now = TRY(m_sets.current());
            const QJsonValue place = static_cast<qsizetype>(i) < places.size() ? places[static_cast<qsizetype>(i)]
                                                                               : m_options.value(u"position"_s);
            const int behind = place.isDouble() ? place.toInt() - 1 : set.onShow;
            if (behind < 0)
                return fail(ErrorKind::Usage, Message("set.position"));
            TRY(m_sets.insert(now, candidates[i], behind));
            if (i == 0)
                first = std::min<qsizetype>(behind, std::ssize(liveIds(set, candidates[i].language))) + 1;
        }
        const Factoid& candidate = candidates.front();
        JobOutcome outcome;
        outcome.result = {{u"used"_s, candidate.id},
                          {u"text"_s, candidate.text},
                          {u"texts"_s, idsOf(candidates)},
                          {u"position"_s, first}};
        outcome.note = Message(first <= set.onShow ? "set.on_site" : "set.next_in_line").arg(inWords(candidates));
        outcome.reversal =
            back(Message("label.use").arg(briefly(candidate.text)), "take_out", candidate.id, {}, candidates);
        return outcome;
    }

    // Or said it, in the same words, until it was withdrawn.
    [[nodiscard]] static bool says(const PublishedSet& set, const Factoid& candidate)
    {
        return std::ranges::any_of(set.factoids, [&](const PublishedFactoid& each) {
            const bool live = !each.withdrawnAt.isValid() && each.factoid.language == candidate.language &&
                              each.factoid.factKey == candidate.factKey;
            return live || each.factoid.id == candidate.id;
        });
    }

    Result<JobOutcome> takeOut(const PublishedSet& set)
    {
        const auto found = TRY(inSet(set, false));
        QJsonArray texts, places;
        for (const Factoid& each : found) {
            texts.append(toJson(each));
            places.append(liveIds(set, each.language).indexOf(each.id) + 1);
            TRY(m_sets.takeOut(set, each.id));
        }
        const Factoid& factoid = found.front();
        JobOutcome outcome;
        outcome.result = {{u"taken_out"_s, factoid.id}, {u"texts"_s, idsOf(found)}};
        outcome.note = Message("set.taken_out").arg(inWords(found));
        outcome.reversal = Reversal{Message("label.use").arg(briefly(factoid.text)),
                                    kCurateJob,
                                    {{u"action"_s, u"use"_s}, {u"factoids"_s, texts}, {u"positions"_s, places}}};
        return outcome;
    }

    JobContext& m_context;
    const QJsonObject& m_options;
    QString m_action;
    QDateTime m_now;
    SetStore m_sets;
};

} // namespace

bool isSetEdit(const QString& action)
{
    static const QStringList actions{u"order"_s, u"withdraw"_s, u"bring_back"_s, u"use"_s, u"take_out"_s};
    return actions.contains(action);
}

Result<JobOutcome> editSet(JobContext& context, const QJsonObject& options)
{
    return SetEdit(context, options).run();
}

} // namespace factoid
