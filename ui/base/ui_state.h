// UiState: what the window remembers between starts (layout, columns, filters, keymap, theme). One INI file of the
// user, never the store. GUI thread; owned by the window's session, outlives every widget.
#pragma once

#include "core/base/literals.h"

#include <QSettings>
#include <QString>

#include <memory>

namespace factoid {

class UiState
{
  public:
    // An empty path is the user's own file under the configuration folder.
    explicit UiState(const QString& path = {});

    [[nodiscard]] QVariant value(const QString& key, const QVariant& otherwise = {}) const
    {
        return m_file->value(key, otherwise);
    }
    void set(const QString& key, const QVariant& value) { m_file->setValue(key, value); }
    // What was chosen among one store's rows says nothing of another's: filters are kept beside the store that is open.
    void openStore(const QString& path);
    [[nodiscard]] QString ofStore(const QString& key) const { return m_store + key; }
    void remove(const QString& key) { m_file->remove(key); }
    // Forgets layout, columns and filters ("Reset view"); theme and keymap stay.
    void forgetViews();
    void save() { m_file->sync(); }
    [[nodiscard]] QString path() const { return m_file->fileName(); }

  private:
    std::unique_ptr<QSettings> m_file;
    QString m_store = u"view/filters/"_s; // where what belongs to the open store is kept
};

} // namespace factoid
