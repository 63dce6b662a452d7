#include "ui/shell/action_registry.h"

#include <QWidget>

namespace factoid {

namespace {

QString keymapKey(const QString& id)
{
    return u"keymap/"_s + id;
}

} // namespace

ActionRegistry::ActionRegistry(const Theme& theme, UiState& state, QWidget* window)
    : QObject(window)
    , m_theme(theme)
    , m_state(state)
    , m_window(window)
{
    connect(&theme, &Theme::changed, this, [this] {
        for (const ActionSpec& spec : m_specs) {
            if (!spec.icon.isEmpty())
                m_actions[spec.id]->setIcon(m_theme.icon(spec.icon));
        }
    });
}

QAction* ActionRegistry::add(const ActionSpec& spec, const std::function<void()>& run)
{
    Q_ASSERT(!m_actions.contains(spec.id));
    auto* action = new QAction(spec.text, this);
    if (!spec.icon.isEmpty())
        action->setIcon(m_theme.icon(spec.icon));
    action->setToolTip(spec.help.isEmpty() ? spec.text : spec.help);
    action->setShortcutContext(Qt::WindowShortcut);
    const QVariant saved = m_state.value(keymapKey(spec.id));
    action->setShortcut(saved.isValid() ? QKeySequence::fromString(saved.toString(), QKeySequence::PortableText)
                                        : spec.shortcut);
    connect(action, &QAction::triggered, this, run);
    m_window->addAction(action);
    m_specs.push_back(spec);
    m_actions[spec.id] = action;
    enable(spec);
    Q_EMIT changed();
    return action;
}

void ActionRegistry::setContent(const StoreContent& content)
{
    if (content == m_content)
        return;
    m_content = content;
    for (const ActionSpec& spec : m_specs)
        enable(spec);
}

void ActionRegistry::offer(const QString& id, bool possible)
{
    m_possible[id] = possible;
    for (const ActionSpec& spec : m_specs) {
        if (spec.id == id)
            enable(spec);
    }
}

void ActionRegistry::enable(const ActionSpec& spec)
{
    QString missing;
    if (spec.writes && m_content.readOnly)
        missing = tr("This store is open read-only.");
    else if (spec.need == Need::Figures && !m_content.figures)
        missing = tr("There are no figures yet: import some first.");
    else if (spec.need == Need::PublishedSet && !m_content.publishedSet)
        missing = tr("Nothing is published yet: publish a set first.");
    const auto said = m_possible.find(spec.id);
    QAction* action = m_actions[spec.id];
    action->setEnabled(missing.isEmpty() && (said == m_possible.end() || said->second));
    if (!missing.isEmpty())
        action->setToolTip(missing);
    else
        action->setToolTip(spec.help.isEmpty() ? spec.text : spec.help);
}

QAction* ActionRegistry::find(const QString& id) const
{
    const auto found = m_actions.find(id);
    return found == m_actions.end() ? nullptr : found->second;
}

QKeySequence ActionRegistry::shortcut(const QString& id) const
{
    const QAction* action = find(id);
    return action ? action->shortcut() : QKeySequence();
}

std::optional<QString> ActionRegistry::clash(const QString& id, const QKeySequence& shortcut) const
{
    if (shortcut.isEmpty())
        return std::nullopt;
    for (const auto& [other, action] : m_actions) {
        if (other == id || action->shortcut().isEmpty())
            continue;
        if (action->shortcut().matches(shortcut) != QKeySequence::NoMatch ||
            shortcut.matches(action->shortcut()) != QKeySequence::NoMatch)
            return other;
    }
    return std::nullopt;
}

bool ActionRegistry::setShortcut(const QString& id, const QKeySequence& shortcut)
{
    QAction* action = find(id);
    if (!action || clash(id, shortcut))
        return false;
    action->setShortcut(shortcut);
    m_state.set(keymapKey(id), shortcut.toString(QKeySequence::PortableText));
    Q_EMIT changed();
    return true;
}

void ActionRegistry::resetShortcut(const QString& id)
{
    for (const ActionSpec& spec : m_specs) {
        if (spec.id != id || clash(id, spec.shortcut))
            continue;
        m_actions[id]->setShortcut(spec.shortcut);
        m_state.remove(keymapKey(id));
        Q_EMIT changed();
    }
}

} // namespace factoid
