// fallbacks (docs/fallbacks.md): curated factoids: added, edited, ordered, put into the bin and taken out again. What
// is added or edited is checked against today's figures first; every change names what takes it back.
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
    return {{u"action"_s, QLatin1String(name)}};
}

// What is not checked stays only where somebody chose so. Where it is checked, a choice is not needed and not kept.
// Errors: Verification, the first fallback that cannot be kept.
Result<void> admit(JobContext& context, std::vector<Fallback>& fallbacks)
{
    std::vector<Factoid> factoids;
    for (const Fallback& fallback : fallbacks)
        factoids.push_back(fallback.toFactoid({}));
    const auto proof = TRY(Proof::of(context.db, factoids));
    for (size_t i = 0; i < fallbacks.size(); ++i) {
        Fallback& fallback = fallbacks[i];
        const auto report = proof->check(factoids[i], siteNames(context.settings));
        if (report.holds) {
            fallback.unchecked.reset();
            continue;
        }
        if (report.extent == ProofExtent::Whole)
            return fail(ErrorKind::Verification,
                        Message("fallbacks.not_supported").arg(fallback.text).arg(report.reason));
        if (!report.keepable)
            return fail(ErrorKind::Verification,
                        Message("fallbacks.cannot_be_kept").arg(fallback.text).arg(report.reason));
        if (!fallback.isKeptUnchecked())
            return fail(ErrorKind::Verification, Message("fallbacks.say_who").arg(fallback.text).arg(report.reason));
        if (!fallback.unchecked->at.isValid())
            fallback.unchecked->at = context.clock.now();
    }
    return {};
}

Result<std::vector<Fallback>> readFallbacks(const QString& path)
{
    const auto bytes = TRY(readPlainFile(path));
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parse);
    QJsonArray rows = document.isArray() ? document.array() : document.object().value(u"fallbacks"_s).toArray();
    // One of our own factoids will do as well: `factoids --json` gives them with their claims.
    if (rows.isEmpty())
        rows = document.object().value(u"factoids"_s).toArray();
    if (rows.isEmpty() && document.object().contains(u"text"_s))
        rows.append(document.object());
    if (rows.isEmpty())
        return fail(ErrorKind::Input,
                    parse.error == QJsonParseError::NoError ? u"holds no fallbacks"_s
                                                            : u"is not JSON: %1"_s.arg(parse.errorString()),
                    path);
    std::vector<Fallback> fallbacks;
    for (const QJsonValue& row : rows) {
        auto fallback = Fallback::fromJson(row.toObject());
        if (!fallback)
            return fail(ErrorKind::Input,
                        Message("fallbacks.of_number").arg(fallbacks.size() + 1).arg(fallback.error().message), path);
        fallbacks.push_back(std::move(*fallback));
    }
    return fallbacks;
}

class FallbacksJob
{
  public:
    FallbacksJob(JobContext& context, const QJsonObject& options)
        : m_context(context)
        , m_options(options)
        , m_now(context.clock.now())
        , m_store(context.db)
    {
    }

    Result<JobOutcome> run()
    {
        const QString name = m_options.value(u"action"_s).toString();
        if (name == "add"_L1 || name == "import"_L1)
            return add();
        if (name == "edit"_L1)
            return inOne([this] { return edit(); });
        if (name == "remove"_L1)
            return inOne([this] { return remove(); });
        if (name == "restore"_L1)
            return inOne([this] { return restore(); });
        if (name == "order"_L1)
            return inOne([this] { return order(); });
        return fail(ErrorKind::Usage, Message("fallbacks.no_action").arg(name));
    }

  private:
    Result<JobOutcome> inOne(const std::function<Result<JobOutcome>()>& work) { return m_context.apply(work); }

    Result<void> audit(const Message& what, const QJsonObject& detail)
    {
        return SettingsStore(m_context.db).audit(m_now, m_context.trigger, what, detail);
    }

    // One `id`, or several as `ids`.
    std::vector<qint64> ids() const
    {
        std::vector<qint64> list;
        for (const QJsonValue& id : m_options.value(u"ids"_s).toArray())
            list.push_back(id.toInteger());
        if (m_options.contains(u"id"_s))
            list.push_back(m_options.value(u"id"_s).toInteger());
        return list;
    }

    Result<Fallback> existing(qint64 id)
    {
        const auto found = TRY(m_store.find(id));
        if (!found)
            return fail(ErrorKind::Input, Message("fallbacks.unknown").arg(id));
        return *found;
    }

    // Keeping a text unchecked is somebody's choice about that text.
    [[nodiscard]] Result<void> choiceSaid() const
    {
        const auto said = [&](const char* key) {
            return !m_options.value(QLatin1String(key)).toString().trimmed().isEmpty();
        };
        if (m_options.value(u"unchecked"_s).toBool() && (!said("owner") || !said("reason")))
            return fail(ErrorKind::Usage, Message("fallbacks.unchecked_needs"));
        if (m_options.value(u"unchecked"_s).toBool() &&
            m_options.value(u"owner"_s).toString().trimmed() == UncheckedChoice::kBeforeChecking)
            return fail(ErrorKind::Usage, Message("fallbacks.nobody").arg(UncheckedChoice::kBeforeChecking));
        return {};
    }

    Result<std::vector<Fallback>> wanted()
    {
        if (const QString path = m_options.value(u"file"_s).toString(); !path.isEmpty()) {
            if (m_options.value(u"unchecked"_s).toBool())
                return fail(ErrorKind::Usage, Message("fallbacks.unchecked_file"));
            return readFallbacks(path);
        }
        TRY(choiceSaid());
        auto one = TRY(Fallback::fromJson(m_options));
        return std::vector<Fallback>{std::move(one)};
    }

    Result<JobOutcome> add()
    {
        auto fallbacks = TRY(wanted());
        for (Fallback& fallback : fallbacks)
            fallback.claims = claimsSaid(fallback);
        TRY(admit(m_context, fallbacks));
        return inOne([&]() -> Result<JobOutcome> {
            QJsonArray added;
            for (const Fallback& fallback : fallbacks) {
                const auto id = TRY(m_store.add(fallback, m_now));
                added.append(id);
            }
            QJsonArray unchecked;
            for (qsizetype i = 0; i < added.size(); ++i) {
                if (const Fallback& fallback = (fallbacks)[static_cast<size_t>(i)]; fallback.unchecked)
                    unchecked.append(choiceJson(added[i].toInteger(), fallback));
            }
            QJsonObject detail{{u"ids"_s, added}};
            if (!unchecked.isEmpty())
                detail.insert(u"unchecked"_s, unchecked);
            TRY(audit(Message("audit.fallbacks_added"), detail));
            JobOutcome outcome;
            outcome.result = {{u"added"_s, added}, {u"unchecked"_s, unchecked}};
            outcome.note = addedWords(fallbacks);
            QJsonObject back = action("remove");
            back.insert(u"ids"_s, added);
            const Message label = added.size() == 1 ? Message("label.fallback_new").arg(briefly(fallbacks.front().text))
                                                    : Message("label.fallbacks_new").arg(added.size());
            outcome.reversal = Reversal{label, u"fallbacks"_s, back};
            return outcome;
        });
    }

    static QJsonObject choiceJson(qint64 id, const Fallback& fallback)
    {
        QJsonObject json = fallback.unchecked->toJson();
        json.insert(u"id"_s, id);
        json.insert(u"text"_s, fallback.text);
        json.insert(u"extent"_s, kNotChecked);
        return json;
    }

    static Message addedWords(const std::vector<Fallback>& fallbacks)
    {
        const auto unchecked =
            std::ranges::count_if(fallbacks, [](const Fallback& fallback) { return fallback.unchecked.has_value(); });
        const auto proven =
            std::ranges::count_if(fallbacks, [](const Fallback& fallback) { return !fallback.claims.empty(); });
        const auto all = std::ssize(fallbacks), notices = all - unchecked - proven;
        if (proven == all)
            return Message("fallbacks.added_proven").count(all);
        if (notices == all)
            return Message("fallbacks.added_notices").count(all);
        if (unchecked == all)
            return Message("fallbacks.added_unchecked").count(all);
        QList<Message> words;
        if (proven > 0)
            words << Message("fallbacks.some_proven").arg(proven);
        if (notices > 0)
            words << Message("fallbacks.some_notices").count(notices);
        if (unchecked > 0)
            words << Message("fallbacks.some_unchecked").arg(unchecked);
        return Message("fallbacks.added").count(all).arg(Message::commas(words));
    }

    // The choice that a changed fallback is kept by: a new one, or the old one where it says the same as before.
    [[nodiscard]] std::optional<UncheckedChoice> choiceAfter(const Fallback& before, const Fallback& after) const
    {
        const bool same = before.text == after.text && before.language == after.language && before.claims.empty() &&
                          after.claims.empty();
        const QJsonValue given = m_options.value(u"unchecked"_s);
        if (given.isBool())
            return given.toBool() ? UncheckedChoice{after.unchecked->owner, after.unchecked->reason, m_now}
                                  : std::optional<UncheckedChoice>();
        return same ? before.unchecked : std::nullopt;
    }

    // Keys that are not given stay as they are.
    Result<JobOutcome> edit()
    {
        TRY(choiceSaid());
        const qint64 id = m_options.value(u"id"_s).toInteger();
        const auto before = TRY(existing(id));
        QJsonObject changed = before.toJson();
        for (auto option = m_options.begin(); option != m_options.end(); ++option) {
            if (option.key() != "action"_L1 && option.key() != "id"_L1)
                changed.insert(option.key(), option.value());
        }
        auto after = TRY(Fallback::fromJson(changed));
        after.id = id;
        // What it said before may no longer hold; it is not served then, but taking the edit back is still right.
        if (!m_options.value(u"as_it_was"_s).toBool()) {
            after.claims = claimsSaid(after);
            after.unchecked = choiceAfter(before, after);
            std::vector<Fallback> one{std::move(after)};
            TRY(admit(m_context, one));
            after = std::move(one.front());
        }
        TRY(m_store.update(after));
        QJsonObject detail{{u"id"_s, id}, {u"before"_s, before.text}, {u"after"_s, after.text}};
        if (after.unchecked)
            detail.insert(u"unchecked"_s, choiceJson(id, after));
        TRY(audit(Message("audit.fallback_edited"), detail));
        JobOutcome outcome;
        outcome.result = {{u"edited"_s, id}};
        outcome.note = Message("fallbacks.saved").arg(id);
        QJsonObject back = before.toJson(); // with who keeps it unchecked, or that nobody does
        back.insert(u"action"_s, u"edit"_s);
        back.insert(u"as_it_was"_s, true);
        if (before.toJson() != after.toJson())
            outcome.reversal = Reversal{Message("label.fallback_edit").arg(briefly(before.text)), u"fallbacks"_s, back};
        return outcome;
    }

    Result<JobOutcome> remove()
    {
        Kind removal{"restore",
                     "audit.fallback_removed",
                     "label.fallback_removal",
                     "label.fallbacks_removal",
                     Message("fallbacks.in_bin"),
                     Message("fallbacks.several_in_bin"),
                     u"removed"_s};
        return each(removal, [this](qint64 id) { return m_store.remove(id, m_now); });
    }

    Result<JobOutcome> restore()
    {
        Kind back{"remove",
                  "audit.fallback_restored",
                  "label.fallback_return",
                  "label.fallbacks_return",
                  Message("fallbacks.restored"),
                  Message("fallbacks.several_restored"),
                  u"restored"_s};
        return each(back, [this](qint64 id) { return m_store.restore(id); });
    }

    // What is done to several at once, and the ids of what is said of it.
    struct Kind {
        const char* opposite;
        const char* audited;
        const char* label; // of one
        const char* labelMany;
        Message note, noteMany;
        QString key; // in the result
    };

    Result<JobOutcome> each(const Kind& kind, const std::function<Result<void>(qint64)>& work)
    {
        const std::vector<qint64> all = ids();
        if (all.empty())
            return fail(ErrorKind::Usage, Message("fallbacks.which"));
        QJsonArray done;
        QString text;
        for (const qint64 id : all) {
            const auto fallback = TRY(existing(id));
            text = fallback.text;
            TRY(work(id));
            done.append(id);
        }
        TRY(audit(Message(kind.audited), {{u"ids"_s, done}}));
        JobOutcome outcome;
        const bool one = done.size() == 1;
        outcome.result = {{kind.key, one ? done.first() : QJsonValue(done)}};
        outcome.note = one ? kind.note.arg(done.first().toInteger()).arg(FallbackStore::kBinDays)
                           : kind.noteMany.arg(done.size()).arg(FallbackStore::kBinDays);
        QJsonObject back = action(kind.opposite);
        back.insert(u"ids"_s, done);
        outcome.reversal =
            Reversal{one ? Message(kind.label).arg(briefly(text)) : Message(kind.labelMany).arg(done.size()),
                     u"fallbacks"_s, back};
        return outcome;
    }

    Result<JobOutcome> order()
    {
        const auto before = TRY(m_store.list());
        TRY(m_store.order(ids()));
        const auto after = TRY(m_store.list());
        const auto idsOf = [](const std::vector<Fallback>& list) {
            QJsonArray array;
            for (const Fallback& fallback : list)
                array.append(fallback.id);
            return array;
        };
        TRY(audit(Message("audit.fallbacks_ordered"), {{u"ids"_s, idsOf(after)}}));
        JobOutcome outcome;
        outcome.result = {{u"order"_s, idsOf(after)}};
        outcome.note = Message("fallbacks.ordered");
        QJsonObject back = action("order");
        back.insert(u"ids"_s, idsOf(before));
        if (idsOf(before) != idsOf(after))
            outcome.reversal = Reversal{Message("label.fallbacks_order"), u"fallbacks"_s, back};
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
