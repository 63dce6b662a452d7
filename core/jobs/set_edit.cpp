#include "core/jobs/set_edit.h"

#include "core/base/log.h"
#include "core/jobs/candidates.h"
#include "core/jobs/factoid_cache.h"
#include "core/jobs/proof.h"
#include "core/jobs/step_label.h"
#include "core/store/set_store.h"
#include "core/store/settings_store.h"

#include <algorithm>

namespace factoid {

namespace {

const QString kJob = QStringLiteral("curate");
constexpr int kCorrectionsSearched = 1'000;

class SetEdit
{
  public:
    SetEdit(JobContext& context, const QJsonObject& options)
        : m_context(context), m_options(options), m_action(options.value(QStringLiteral("action")).toString()), m_now(context.clock.now()), m_sets(context.db)
    {
    }

    Result<JobOutcome> run()
    {
        std::optional<Factoid> candidate;
        if (m_action == QLatin1String("use")) {
            auto found = candidateToUse();
            if (!found)
                return std::unexpected(found.error());
            candidate = std::move(*found);
        }
        auto changed = m_context.db.transaction<JobOutcome>([&]() -> Result<JobOutcome> {
            const auto set = m_sets.current();
            if (!set)
                return std::unexpected(set.error());
            if (set->id == 0)
                return fail(ErrorKind::Input, QStringLiteral("nothing is published yet; publish a set first"));
            auto outcome = candidate ? use(*set, *candidate) : edit(*set);
            if (!outcome)
                return outcome;
            if (auto forgotten = forgetServed(m_context.db); !forgotten)
                return std::unexpected(forgotten.error());
            if (auto shown = m_sets.noteShown(m_now); !shown)
                return std::unexpected(shown.error());
            const QString what = outcome->reversal ? outcome->reversal->label : m_action;
            if (auto noted = SettingsStore(m_context.db).audit(m_now, m_context.trigger, what, m_options); !noted)
                return std::unexpected(noted.error());
            return outcome;
        });
        if (!changed || m_options.value(QStringLiteral("dry_run")).toBool())
            return changed;
        if (auto refreshed = m_context.cache.refresh(m_context.db); !refreshed)
            qCWarning(logJobs, "the cache will be filled by the next reader: %s", qUtf8Printable(refreshed.error().message));
        return changed;
    }

  private:
    [[nodiscard]] QString option(const char* key) const { return m_options.value(QLatin1String(key)).toString().trimmed(); }

    [[nodiscard]] static QStringList liveIds(const PublishedSet& set)
    {
        QStringList ids;
        for (const PublishedFactoid& published : set.factoids) {
            if (!published.withdrawnAt.isValid())
                ids << published.factoid.id;
        }
        return ids;
    }

    [[nodiscard]] QStringList idsGiven() const
    {
        QStringList ids;
        for (const QJsonValue& id : m_options.value(QStringLiteral("ids")).toArray())
            ids << id.toString();
        return ids;
    }

    [[nodiscard]] static Reversal back(const QString& label, const char* action, const QString& id, const QStringList& ids)
    {
        return {label, kJob, {{QStringLiteral("action"), QLatin1String(action)}, {QStringLiteral("id"), id}, {QStringLiteral("ids"), QJsonArray::fromStringList(ids)}}};
    }

    Result<JobOutcome> edit(const PublishedSet& set)
    {
        if (m_action == QLatin1String("order"))
            return order(set);
        if (m_action == QLatin1String("withdraw"))
            return withdraw(set);
        if (m_action == QLatin1String("bring_back"))
            return bringBack(set);
        return takeOut(set);
    }

    Result<JobOutcome> order(const PublishedSet& set)
    {
        const QStringList before = liveIds(set);
        if (auto ordered = m_sets.order(set, idsGiven()); !ordered)
            return std::unexpected(ordered.error());
        const auto after = m_sets.current();
        if (!after)
            return std::unexpected(after.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("order"), QJsonArray::fromStringList(liveIds(*after))}};
        outcome.note = QStringLiteral("the site shows them in this order");
        if (liveIds(*after) != before)
            outcome.reversal = back(QStringLiteral("order of the factoids"), "order", {}, before);
        return outcome;
    }

    Result<const PublishedFactoid*> inSet(const PublishedSet& set, bool withdrawn) const
    {
        const QString id = option("id");
        for (const PublishedFactoid& published : set.factoids) {
            if (published.factoid.id == id && published.withdrawnAt.isValid() == withdrawn)
                return &published;
        }
        return fail(ErrorKind::Input, QStringLiteral("the factoid %1 is not in the set that is on the site now").arg(id));
    }

    Result<JobOutcome> withdraw(const PublishedSet& set)
    {
        const auto found = inSet(set, false);
        if (!found)
            return std::unexpected(found.error());
        const QString reason = option("reason");
        if (reason.isEmpty())
            return fail(ErrorKind::Usage, QStringLiteral("a withdrawal is listed as a correction, so it needs a reason"));
        const Factoid& factoid = (*found)->factoid;
        if (auto gone = m_sets.withdraw(set, factoid, {reason, -1, {}}, m_now); !gone)
            return std::unexpected(gone.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("withdrawn"), factoid.id}, {QStringLiteral("text"), factoid.text}, {QStringLiteral("reason"), reason}};
        outcome.note = QStringLiteral("“%1” is withdrawn and listed as a correction").arg(briefly(factoid.text));
        outcome.reversal = back(QStringLiteral("withdrawal of “%1”").arg(briefly(factoid.text)), "bring_back", factoid.id, liveIds(set));
        return outcome;
    }

    Result<JobOutcome> bringBack(const PublishedSet& set)
    {
        const auto found = inSet(set, true);
        if (!found)
            return std::unexpected(found.error());
        const Factoid& factoid = (*found)->factoid;
        const auto proof = Proof::of(m_context.db, {factoid});
        if (!proof)
            return std::unexpected(proof.error());
        if (const Verdict verdict = (*proof)->verify(factoid); !verdict.supported)
            return fail(ErrorKind::Verification, QStringLiteral("“%1” is no longer borne out by the figures: %2").arg(factoid.text, verdict.reason));
        QString reason = QStringLiteral("withdrawn by an operator");
        const auto corrections = m_sets.corrections(kCorrectionsSearched);
        if (!corrections)
            return std::unexpected(corrections.error());
        for (const CorrectionRecord& correction : *corrections) {
            if (correction.set == set.id && correction.factoid.id == factoid.id)
                reason = correction.reason;
        }
        if (auto returned = m_sets.bringBack(set, factoid.id); !returned)
            return std::unexpected(returned.error());
        const auto now = m_sets.current();
        if (!now)
            return std::unexpected(now.error());
        // Those of the old order that are still live, with it among them.
        QStringList ids;
        const QStringList live = liveIds(*now);
        std::ranges::copy_if(idsGiven(), std::back_inserter(ids), [&](const QString& id) { return live.contains(id); });
        if (auto ordered = m_sets.order(*now, ids); !ordered)
            return std::unexpected(ordered.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("brought_back"), factoid.id}};
        outcome.note = QStringLiteral("“%1” is on the site again").arg(briefly(factoid.text));
        Reversal again = back(QStringLiteral("return of “%1”").arg(briefly(factoid.text)), "withdraw", factoid.id, {});
        again.options.insert(QStringLiteral("reason"), reason);
        outcome.reversal = again;
        return outcome;
    }

    // Written and proven on today's figures, before the transaction begins.
    Result<Factoid> candidateToUse()
    {
        if (m_options.value(QStringLiteral("factoid")).isObject()) { // as a reversal has it
            auto factoid = factoidFromJson(m_options.value(QStringLiteral("factoid")).toObject());
            if (!factoid)
                return factoid;
            const auto proof = Proof::of(m_context.db, {*factoid});
            if (!proof)
                return std::unexpected(proof.error());
            if (const Verdict verdict = (*proof)->verify(*factoid); !verdict.supported)
                return fail(ErrorKind::Verification, QStringLiteral("“%1” is no longer borne out by the figures: %2").arg(factoid->text, verdict.reason));
            return factoid;
        }
        const auto about = curatedSubject(m_context.db, m_options);
        if (!about)
            return std::unexpected(about.error());
        if (about->factKey.isEmpty())
            return fail(ErrorKind::Usage, QStringLiteral("use needs the key of a fact"));
        const Stage stage(m_context, QStringLiteral("finding facts"));
        const auto mined = mineFacts(m_context.db, m_now, true, m_context.attendance);
        if (!mined)
            return std::unexpected(mined.error());
        const Fact* fact = mined->find(about->factKey);
        if (!fact)
            return fail(ErrorKind::Input, QStringLiteral("today's figures do not make this fact any more"));
        if (mined->snapshot.choices.forbids(*fact))
            return fail(ErrorKind::Input, QStringLiteral("this fact is banned, asleep or about a council that is never named; clear that first"));
        WriteRequest request;
        request.language = m_context.settings.language;
        request.dataHash = mined->snapshot.siteHash;
        request.generatedAt = m_now;
        const auto variants = provenVariants(mined->snapshot.panel, mined->traits, *fact, request);
        if (variants.empty())
            return fail(ErrorKind::Verification, QStringLiteral("no sentence about this fact could be proven"));
        const QString text = option("text");
        if (text.isEmpty())
            return variants.front();
        for (const Factoid& variant : variants) {
            if (variant.text == text)
                return variant;
        }
        return fail(ErrorKind::Verification, QStringLiteral("“%1” is not one of the proven sentences about this fact").arg(text));
    }

    Result<JobOutcome> use(const PublishedSet& set, const Factoid& candidate)
    {
        const auto live = liveIds(set).size();
        // At the head of the reserve: it comes up next. A position puts it there at once.
        const int behind = m_options.contains(QStringLiteral("position")) ? m_options.value(QStringLiteral("position")).toInt() - 1 : set.onShow;
        if (behind < 0)
            return fail(ErrorKind::Usage, QStringLiteral("a position counts from 1"));
        if (auto added = m_sets.insert(set, candidate, behind); !added)
            return std::unexpected(added.error());
        JobOutcome outcome;
        const auto place = std::min<qsizetype>(behind, live) + 1;
        outcome.result = {{QStringLiteral("used"), candidate.id}, {QStringLiteral("text"), candidate.text}, {QStringLiteral("position"), place}};
        outcome.note = place <= set.onShow ? QStringLiteral("“%1” is on the site now").arg(briefly(candidate.text))
                                           : QStringLiteral("“%1” is next in line").arg(briefly(candidate.text));
        outcome.reversal = back(QStringLiteral("use of “%1”").arg(briefly(candidate.text)), "take_out", candidate.id, {});
        return outcome;
    }

    Result<JobOutcome> takeOut(const PublishedSet& set)
    {
        const auto found = inSet(set, false);
        if (!found)
            return std::unexpected(found.error());
        const Factoid factoid = (*found)->factoid;
        const auto place = liveIds(set).indexOf(factoid.id) + 1;
        if (auto gone = m_sets.takeOut(set, factoid.id); !gone)
            return std::unexpected(gone.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("taken_out"), factoid.id}};
        outcome.note = QStringLiteral("“%1” is out of the set").arg(briefly(factoid.text));
        outcome.reversal = Reversal{QStringLiteral("use of “%1”").arg(briefly(factoid.text)), kJob,
                                    {{QStringLiteral("action"), QStringLiteral("use")}, {QStringLiteral("factoid"), toJson(factoid)}, {QStringLiteral("position"), place}}};
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
    static const QStringList actions{QStringLiteral("order"), QStringLiteral("withdraw"), QStringLiteral("bring_back"), QStringLiteral("use"), QStringLiteral("take_out")};
    return actions.contains(action);
}

Result<JobOutcome> editSet(JobContext& context, const QJsonObject& options)
{
    return SetEdit(context, options).run();
}

} // namespace factoid
