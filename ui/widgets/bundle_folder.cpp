#include "ui/widgets/bundle_folder.h"

#include <QDir>
#include <QStandardPaths>

namespace factoid {

namespace {

const QString kKey = QStringLiteral("view/bundles/folder");

} // namespace

QString bundleFolder(const UiState& state)
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return state.value(kKey, QDir(documents).filePath(QStringLiteral("Factoid Desk bundles"))).toString();
}

void rememberBundleFolder(UiState& state, const QString& folder)
{
    state.set(kKey, folder);
}

} // namespace factoid
