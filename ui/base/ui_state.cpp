#include "ui/base/ui_state.h"

#include <QCryptographicHash>
#include <QStandardPaths>

namespace factoid {

UiState::UiState(const QString& path)
{
    const QString file =
        path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/window.ini"_s : path;
    m_file = std::make_unique<QSettings>(file, QSettings::IniFormat);
}

void UiState::openStore(const QString& path)
{
    const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    m_store = u"view/filters/%1/"_s.arg(QString::fromLatin1(name));
}

void UiState::forgetViews()
{
    m_file->remove(u"view"_s);
    m_file->sync();
}

} // namespace factoid
