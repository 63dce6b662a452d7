// fallbacks (SPEC 7): curated factoids: added, edited, ordered, put into the bin and taken out again. What is added or
// edited is checked against today's figures first; every change names what takes it back.
#include "core/base/counted.h"
#include "core/base/plain_file.h"
#include "core/jobs/job_table.h"
#include "core/jobs/step_label.h"
#include "core/site/fallback_standing.h"
#include "core/site/proof.h"
#include "core/store/operations/settings_store.h"

#include <QJsonDocument>

#include <algorithm>

namespace factoid {

namespace {

QJsonObject action(const char* name)
{
    return {{QStringLiteral("action"), QLatin1String(name)}};
}

// What is not checked stays only where somebody chose so. Where it is checked, a choice is not needed and not kept.
// Errors: Verification, the first fallback that cannot be kept.
Result<void> admit(JobContext& context, std::vector<Fallback>& fallbacks)
{
    std::vector<Factoid> factoids;
    for (const Fallback& fallback : fallbacks)
        factoids.push_back(fallback.toFactoid({}));
    const auto proof = Proof::of(context.db, factoids);
    if (!proof)
        return std::unexpected(proof.error());
    for (size_t i = 0; i < fallbacks.size(); ++i) {
        Fallback& fallback = fallbacks[i];
        const auto report = (*proof)->check(factoids[i], siteNames(context.settings));
        if (report.holds) {
            fallback.unchecked.reset();
            continue;
        }
        if (report.extent == ProofExtent::Whole)
            return fail(ErrorKind::Verification, QStringLiteral("“%1” is not borne out by the figures: %2").arg(fallback.text, report.reason));
        if (!report.keepable)
            return fail(ErrorKind::Verification, QStringLiteral("“%1” cannot be kept: %2").arg(fallback.text, report.reason));
        if (!fallback.isKeptUnchecked())
            return fail(ErrorKind::Verification, QStringLiteral("“%1” is %2; to keep it so, say who does and why (--unchecked --owner WHO --reason WHY; in a file, “unchecked”: true with “owner” and “reason”)")
                                                     .arg(fallback.text, report.reason));
        if (!fallback.unchecked->at.isValid())
            fallback.unchecked->at = context.clock.now();
    }
    return {};
}

Result<std::vector<Fallback>> readFallbacks(const QString& path)
{
    const auto bytes = readPlainFile(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &parse);
    QJsonArray rows = document.isArray() ? document.array() : document.object().value(QStringLiteral("fallbacks")).toArray();
    // One of our own factoids will do as well: `factoids --json` gives them with their claims.
    if (rows.isEmpty())
        rows = document.object().value(QStringLiteral("factoids")).toArray();
    if (rows.isEmpty() && document.object().contains(QStringLiteral("text")))
        rows.append(document.object());
    if (rows.isEmpty())
        return fail(ErrorKind::Input, parse.error == QJsonParseError::NoError ? QStringLiteral("holds no fallbacks") : QStringLiteral("is not JSON: %1").arg(parse.errorString()), path);
    std::vector<Fallback> fallbacks;
    for (const QJsonValue& row : rows) {
        auto fallback = Fallback::fromJson(row.toObject());
        if (!fallback)
            return fail(ErrorKind::Input, QStringLiteral("fallback %1: %2").arg(fallbacks.size() + 1).arg(fallback.error().message), path);
        fallbacks.push_back(std::move(*fallback));
    }
    return fallbacks;
}

class FallbacksJob
{
  public:
    FallbacksJob(JobContext& context, const QJsonObject& options)
        : m_context(context), m_options(options), m_now(context.clock.now()), m_store(context.db)
    {
    }

    Result<JobOutcome> run()
    {
        const QString name = m_options.value(QStringLiteral("action")).toString();
        if (name == QLatin1String("add") || name == QLatin1String("import"))
            return add();
        if (name == QLatin1String("edit"))
            return inOne([this] { return edit(); });
        if (name == QLatin1String("remove"))
            return inOne([this] { return remove(); });
        if (name == QLatin1String("restore"))
            return inOne([this] { return restore(); });
        if (name == QLatin1String("order"))
            return inOne([this] { return order(); });
        return fail(ErrorKind::Usage, QStringLiteral("fallbacks can add, import, edit, remove, restore or order, not “%1”").arg(name));
    }

  private:
    Result<JobOutcome> inOne(const std::function<Result<JobOutcome>()>& work) { return m_context.apply(work); }

    Result<void> audit(const QString& what, const QJsonObject& detail)
    {
        return SettingsStore(m_context.db).audit(m_now, m_context.trigger, what, detail);
    }

    // One `id`, or several as `ids`.
    std::vector<qint64> ids() const
    {
        std::vector<qint64> list;
        for (const QJsonValue& id : m_options.value(QStringLiteral("ids")).toArray())
            list.push_back(id.toInteger());
        if (m_options.contains(QStringLiteral("id")))
            list.push_back(m_options.value(QStringLiteral("id")).toInteger());
        return list;
    }

    Result<Fallback> existing(qint64 id)
    {
        const auto found = m_store.find(id);
        if (!found)
            return std::unexpected(found.error());
        if (!*found)
            return fail(ErrorKind::Input, QStringLiteral("there is no fallback %1").arg(id));
        return **found;
    }

    // Keeping a text unchecked is somebody's choice about that text.
    [[nodiscard]] Result<void> choiceSaid() const
    {
        const auto said = [&](const char* key) { return !m_options.value(QLatin1String(key)).toString().trimmed().isEmpty(); };
        if (m_options.value(QStringLiteral("unchecked")).toBool() && (!said("owner") || !said("reason")))
            return fail(ErrorKind::Usage, QStringLiteral("--unchecked needs --owner and --reason: who keeps the text though nothing proves it, and why"));
        if (m_options.value(QStringLiteral("unchecked")).toBool() && m_options.value(QStringLiteral("owner")).toString().trimmed() == UncheckedChoice::kBeforeChecking)
            return fail(ErrorKind::Usage, QStringLiteral("“%1” is nobody: say who keeps the text").arg(UncheckedChoice::kBeforeChecking));
        return {};
    }

    Result<std::vector<Fallback>> wanted()
    {
        if (const QString path = m_options.value(QStringLiteral("file")).toString(); !path.isEmpty()) {
            if (m_options.value(QStringLiteral("unchecked")).toBool())
                return fail(ErrorKind::Usage, QStringLiteral("a file says of each of its texts whether it is kept unchecked (“unchecked”: true with “owner” and “reason”); --unchecked is for one --text"));
            return readFallbacks(path);
        }
        if (auto said = choiceSaid(); !said)
            return std::unexpected(said.error());
        auto one = Fallback::fromJson(m_options);
        if (!one)
            return std::unexpected(one.error());
        return std::vector<Fallback>{std::move(*one)};
    }

    Result<JobOutcome> add()
    {
        auto fallbacks = wanted();
        if (!fallbacks)
            return std::unexpected(fallbacks.error());
        for (Fallback& fallback : *fallbacks)
            fallback.claims = claimsSaid(fallback);
        if (auto admitted = admit(m_context, *fallbacks); !admitted)
            return std::unexpected(admitted.error());
        return inOne([&]() -> Result<JobOutcome> {
            QJsonArray added;
            for (const Fallback& fallback : *fallbacks) {
                const auto id = m_store.add(fallback, m_now);
                if (!id)
                    return std::unexpected(id.error());
                added.append(*id);
            }
            QJsonArray unchecked;
            for (qsizetype i = 0; i < added.size(); ++i) {
                if (const Fallback& fallback = (*fallbacks)[static_cast<size_t>(i)]; fallback.unchecked)
                    unchecked.append(choiceJson(added[i].toInteger(), fallback));
            }
            QJsonObject detail{{QStringLiteral("ids"), added}};
            if (!unchecked.isEmpty())
                detail.insert(QStringLiteral("unchecked"), unchecked);
            if (auto noted = audit(QStringLiteral("fallbacks added"), detail); !noted)
                return std::unexpected(noted.error());
            JobOutcome outcome;
            outcome.result = {{QStringLiteral("added"), added}, {QStringLiteral("unchecked"), unchecked}};
            outcome.note = addedWords(*fallbacks);
            QJsonObject back = action("remove");
            back.insert(QStringLiteral("ids"), added);
            const QString label = added.size() == 1 ? QStringLiteral("new fallback “%1”").arg(briefly(fallbacks->front().text))
                                                    : QStringLiteral("%1 new fallbacks").arg(added.size());
            outcome.reversal = Reversal{label, QStringLiteral("fallbacks"), back};
            return outcome;
        });
    }

    static QJsonObject choiceJson(qint64 id, const Fallback& fallback)
    {
        QJsonObject json = fallback.unchecked->toJson();
        json.insert(QStringLiteral("id"), id);
        json.insert(QStringLiteral("text"), fallback.text);
        json.insert(QStringLiteral("extent"), kNotChecked);
        return json;
    }

    static QString addedWords(const std::vector<Fallback>& fallbacks)
    {
        const auto unchecked = std::ranges::count_if(fallbacks, [](const Fallback& fallback) { return fallback.unchecked.has_value(); });
        const auto proven = std::ranges::count_if(fallbacks, [](const Fallback& fallback) { return !fallback.claims.empty(); });
        const auto all = std::ssize(fallbacks), notices = all - unchecked - proven;
        const QString added = QStringLiteral("%1 added").arg(counted(all, "fallback", "fallbacks"));
        if (proven == all)
            return added + QStringLiteral(", borne out by today's figures");
        if (notices == all)
            return added + (all == 1 ? QStringLiteral(", a notice") : QStringLiteral(", all notices"));
        if (unchecked == all)
            return added + QStringLiteral(", not checked");
        QStringList words;
        if (proven > 0)
            words << QStringLiteral("%1 borne out by today's figures").arg(proven);
        if (notices > 0)
            words << counted(notices, "notice", "notices");
        if (unchecked > 0)
            words << QStringLiteral("%1 not checked").arg(unchecked);
        return QStringLiteral("%1: %2").arg(added, words.join(QStringLiteral(", ")));
    }

    // The choice that a changed fallback is kept by: a new one, or the old one where it says the same as before.
    [[nodiscard]] std::optional<UncheckedChoice> choiceAfter(const Fallback& before, const Fallback& after) const
    {
        const bool same = before.text == after.text && before.language == after.language && before.claims.empty() && after.claims.empty();
        const QJsonValue given = m_options.value(QStringLiteral("unchecked"));
        if (given.isBool())
            return given.toBool() ? UncheckedChoice{after.unchecked->owner, after.unchecked->reason, m_now} : std::optional<UncheckedChoice>();
        return same ? before.unchecked : std::nullopt;
    }

    // Keys that are not given stay as they are.
    Result<JobOutcome> edit()
    {
        if (auto said = choiceSaid(); !said)
            return std::unexpected(said.error());
        const qint64 id = m_options.value(QStringLiteral("id")).toInteger();
        const auto before = existing(id);
        if (!before)
            return std::unexpected(before.error());
        QJsonObject changed = before->toJson();
        for (auto option = m_options.begin(); option != m_options.end(); ++option) {
            if (option.key() != QLatin1String("action") && option.key() != QLatin1String("id"))
                changed.insert(option.key(), option.value());
        }
        auto after = Fallback::fromJson(changed);
        if (!after)
            return std::unexpected(after.error());
        after->id = id;
        // What it said before may no longer hold; it is not served then, but taking the edit back is still right.
        if (!m_options.value(QStringLiteral("as_it_was")).toBool()) {
            after->claims = claimsSaid(*after);
            after->unchecked = choiceAfter(*before, *after);
            std::vector<Fallback> one{std::move(*after)};
            if (auto admitted = admit(m_context, one); !admitted)
                return std::unexpected(admitted.error());
            *after = std::move(one.front());
        }
        if (auto saved = m_store.update(*after); !saved)
            return std::unexpected(saved.error());
        QJsonObject detail{{QStringLiteral("id"), id}, {QStringLiteral("before"), before->text}, {QStringLiteral("after"), after->text}};
        if (after->unchecked)
            detail.insert(QStringLiteral("unchecked"), choiceJson(id, *after));
        if (auto noted = audit(QStringLiteral("fallback edited"), detail); !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("edited"), id}};
        outcome.note = QStringLiteral("fallback %1 is saved").arg(id);
        QJsonObject back = before->toJson(); // with who keeps it unchecked, or that nobody does
        back.insert(QStringLiteral("action"), QStringLiteral("edit"));
        back.insert(QStringLiteral("as_it_was"), true);
        if (before->toJson() != after->toJson())
            outcome.reversal = Reversal{QStringLiteral("edit of the fallback “%1”").arg(briefly(before->text)), QStringLiteral("fallbacks"), back};
        return outcome;
    }

    Result<JobOutcome> remove()
    {
        return each("restore", QStringLiteral("fallback removed"), QStringLiteral("removal of"), [this](qint64 id) { return m_store.remove(id, m_now); },
                    QStringLiteral("in the bin for %1 days").arg(FallbackStore::kBinDays), QStringLiteral("removed"));
    }

    Result<JobOutcome> restore()
    {
        return each("remove", QStringLiteral("fallback restored"), QStringLiteral("return of"), [this](qint64 id) { return m_store.restore(id); },
                    QStringLiteral("out of the bin again"), QStringLiteral("restored"));
    }

    Result<JobOutcome> each(const char* opposite, const QString& audited, const QString& label, const std::function<Result<void>(qint64)>& work, const QString& where,
                            const QString& key)
    {
        const std::vector<qint64> all = ids();
        if (all.empty())
            return fail(ErrorKind::Usage, QStringLiteral("say which fallback, by its number"));
        QJsonArray done;
        QString text;
        for (const qint64 id : all) {
            const auto fallback = existing(id);
            if (!fallback)
                return std::unexpected(fallback.error());
            text = fallback->text;
            if (auto worked = work(id); !worked)
                return std::unexpected(worked.error());
            done.append(id);
        }
        if (auto noted = audit(audited, {{QStringLiteral("ids"), done}}); !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{key, done.size() == 1 ? done.first() : QJsonValue(done)}};
        outcome.note = done.size() == 1 ? QStringLiteral("fallback %1 is %2").arg(done.first().toInteger()).arg(where)
                                        : QStringLiteral("%1 fallbacks are %2").arg(done.size()).arg(where);
        QJsonObject back = action(opposite);
        back.insert(QStringLiteral("ids"), done);
        outcome.reversal = Reversal{done.size() == 1 ? QStringLiteral("%1 the fallback “%2”").arg(label, briefly(text)) : QStringLiteral("%1 %2 fallbacks").arg(label).arg(done.size()),
                                    QStringLiteral("fallbacks"), back};
        return outcome;
    }

    Result<JobOutcome> order()
    {
        const auto before = m_store.list();
        if (!before)
            return std::unexpected(before.error());
        if (auto ordered = m_store.order(ids()); !ordered)
            return std::unexpected(ordered.error());
        const auto after = m_store.list();
        if (!after)
            return std::unexpected(after.error());
        const auto idsOf = [](const std::vector<Fallback>& list) {
            QJsonArray array;
            for (const Fallback& fallback : list)
                array.append(fallback.id);
            return array;
        };
        if (auto noted = audit(QStringLiteral("fallbacks ordered"), {{QStringLiteral("ids"), idsOf(*after)}}); !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("order"), idsOf(*after)}};
        outcome.note = QStringLiteral("the order is saved");
        QJsonObject back = action("order");
        back.insert(QStringLiteral("ids"), idsOf(*before));
        if (idsOf(*before) != idsOf(*after))
            outcome.reversal = Reversal{QStringLiteral("order of the fallbacks"), QStringLiteral("fallbacks"), back};
        return outcome;
    }

    JobContext& m_context;
    const QJsonObject& m_options;
    QDateTime m_now;
    FallbackStore m_store;
};

} // namespace

Result<JobOutcome> fallbacksJob(JobContext& context, const QJsonObject& options)
{
    return FallbacksJob(context, options).run();
}

} // namespace factoid
