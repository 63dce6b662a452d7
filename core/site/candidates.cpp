#include "core/site/candidates.h"

#include "core/factoids/words/lexicon.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_store.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/register_store.h"
#include "core/store/site/curation_store.h"
#include "core/store/site/mined_store.h"
#include "core/store/site/set_store.h"

#include <algorithm>

namespace factoid {

QStringList minedFields(const std::vector<Field>& fields, const Traits& traits, const QStringList& more)
{
    QStringList slugs;
    const auto add = [&](const QString& slug) {
        if (!slug.isEmpty() && !slugs.contains(slug))
            slugs << slug;
    };
    for (const Field& field : fields) {
        if (!field.comparison && !more.contains(field.slug))
            continue;
        add(field.slug);
        add(field.perHeadOf);
        add(traits.value(field.slug).partOf);
        add(traits.value(field.slug).own);
        add(traits.value(field.slug).levied);
    }
    return slugs;
}

Result<OperatorChoices> operatorChoices(Database& db, QDate today)
{
    const auto list = TRY(CurationStore(db).list());
    OperatorChoices choices;
    for (const Choice& choice : list) {
        if (choice.kind == "pin"_L1)
            choices.pinnedFacts.insert(choice.factKey);
        else if (choice.kind == "ban"_L1)
            choices.bannedFacts.insert(choice.factKey);
        else if (choice.kind == "never_council"_L1)
            choices.bannedCouncils.insert(choice.council);
        else if (choice.asleepOn(today))
            choices.snoozedFacts.insert(choice.factKey);
    }
    return choices;
}

Result<MiningSnapshot> miningSnapshot(Database& db, const Traits& traits, const QDateTime& now)
{
    return db.snapshot<MiningSnapshot>([&]() -> Result<MiningSnapshot> {
        MiningSnapshot snapshot;
        const auto newest = TRY(ChangeStore(db).newestId());
        snapshot.newestChange = newest;
        const auto hash = TRY(CellStore(db).siteHash());
        snapshot.siteHash = hash;
        const auto known = TRY(RegisterStore(db).load());
        auto panel = TRY(FigureStore(db).loadPanel(minedFields(known.fields(), traits)));
        snapshot.panel = std::move(panel);
        auto shown = TRY(SetStore(db).shown(now));
        snapshot.shown = std::move(shown);
        auto choices = TRY(operatorChoices(db, now.date()));
        snapshot.choices = std::move(choices);
        const auto version = TRY(CurationStore(db).version());
        snapshot.choicesVersion = version;
        auto mined = TRY(MinedStore(db).load());
        for (MinedRow& row : mined)
            snapshot.memory.put(row.slug, {std::move(row.inputs), std::move(row.found)});
        return snapshot;
    });
}

Result<void> keepMined(Database& db, const MiningMemory& memory)
{
    std::vector<MinedRow> rows;
    for (const QString& slug : memory.changed()) {
        const MiningMemory::Entry entry = memory.entries().value(slug);
        rows.push_back({slug, entry.inputs, entry.found});
    }
    return MinedStore(db).put(rows);
}

const Fact* MinedFacts::find(const QString& key) const
{
    const auto found = std::ranges::find_if(facts, [&](const Fact& fact) { return fact.key() == key; });
    return found == facts.end() ? nullptr : &*found;
}

Result<MinedFacts> mineFacts(Database& db, const QDateTime& now, bool hidden, const TaskControl& control)
{
    control.tell(u"reading figures"_s);
    auto traits = TRY(loadTraits());
    auto snapshot = TRY(miningSnapshot(db, traits, now));
    MineOptions mining;
    mining.today = now.date();
    mining.shown = snapshot.shown;
    mining.choices = snapshot.choices;
    if (hidden) {
        mining.choices.bannedFacts.clear();
        mining.choices.snoozedFacts.clear();
        mining.choices.bannedCouncils.clear();
    }
    auto facts = TRY(mine(snapshot.panel, traits, mining, control, &snapshot.memory));
    return MinedFacts{std::move(traits), std::move(snapshot), std::move(facts)};
}

} // namespace factoid
