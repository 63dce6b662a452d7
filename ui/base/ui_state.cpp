#include "ui/base/ui_state.h"

#include <QStandardPaths>

namespace factoid {

UiState::UiState(const QString& path)
{
    const QString file =
        path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/window.ini"_s : path;
    m_file = std::make_unique<QSettings>(file, QSettings::IniFormat);
}

void UiState::forgetViews()
{
    m_file->remove(u"view"_s);
    m_file->sync();
}

} // namespace factoid
