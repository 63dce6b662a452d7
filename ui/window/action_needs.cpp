#include "ui/window/action_needs.h"

#include "ui/shell/action_registry.h"

#include <QCoreApplication>

namespace factoid {

namespace {

struct ActionNeedsWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::ActionNeeds)
};

enum class Need { Figures, Set };

constexpr std::pair<const char*, Need> kNeeds[] = {
    {"factoids.publish", Need::Figures}, {"factoids.rehearse", Need::Figures}, {"generation.make", Need::Figures},
    {"schedule.run", Need::Figures},     {"schedule.dry_run", Need::Figures},  {"summaries.build", Need::Figures},
    {"factoids.export", Need::Set},      {"bundles.export", Need::Set},
};

} // namespace

void showNeeds(const ActionRegistry& actions, bool figures, bool published)
{
    for (const auto& [id, need] : kNeeds) {
        QAction* action = actions.find(QLatin1String(id));
        if (!action)
            continue;
        const bool there = need == Need::Figures ? figures : published;
        const ActionSpec* spec = nullptr;
        for (const ActionSpec& known : actions.specs()) {
            if (known.id == QLatin1String(id))
                spec = &known;
        }
        action->setEnabled(there);
        if (there)
            action->setToolTip(spec->help.isEmpty() ? spec->text : spec->help);
        else
            action->setToolTip(need == Need::Figures
                                   ? ActionNeedsWords::tr("There are no figures yet: import some first.")
                                   : ActionNeedsWords::tr("Nothing is published yet: publish a set first."));
    }
}

} // namespace factoid
