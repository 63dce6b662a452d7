#include "core/import/preview/mapping_library.h"

#include "core/base/plain_file.h"
#include <QDir>
#include <QJsonDocument>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

namespace factoid {

namespace {

const QString kShipped = u":/mappings"_s;

// How much a mapping asks of a file: the more, the surer the fit.
size_t demands(const Mapping& mapping)
{
    return mapping.fingerprint.size() + static_cast<size_t>(mapping.requiredHeaders.size()) + mapping.values.size();
}

} // namespace

MappingLibrary::MappingLibrary(QString folder)
    : m_folder(std::move(folder))
{
}

QString MappingLibrary::standardFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).filePath(u"mappings"_s);
}

std::vector<SavedMapping> MappingLibrary::list(QStringList* problems) const
{
    std::vector<SavedMapping> found;
    QSet<QString> names;
    for (const QString& folder : {m_folder, kShipped}) {
        const QDir dir(folder);
        for (const QString& name : dir.entryList({u"*.json"_s}, QDir::Files | QDir::Readable, QDir::Name)) {
            auto mapping = loadMapping(dir.filePath(name));
            if (!mapping) {
                if (problems)
                    problems->append(mapping.error().sentence());
                continue;
            }
            if (names.contains(mapping->name))
                continue;
            names.insert(mapping->name);
            found.push_back({std::move(*mapping), dir.filePath(name), folder == kShipped});
        }
    }
    return found;
}

std::vector<SavedMapping> MappingLibrary::fitting(const FileProfile& look) const
{
    std::vector<SavedMapping> fit = list();
    std::erase_if(fit, [&](const SavedMapping& saved) {
        const Mapping& mapping = saved.mapping;
        const bool reachable = headRowCount(mapping) <= static_cast<int>(look.head.size());
        const bool encoding = !mapping.encoding || *mapping.encoding == look.encoding;
        return mapping.values.empty() || !reachable || !encoding || !bindMapping(mapping, look.head);
    });
    std::ranges::stable_sort(fit, std::ranges::greater{},
                             [](const SavedMapping& saved) { return demands(saved.mapping); });
    return fit;
}

Result<Mapping> MappingLibrary::load(const QString& nameOrPath) const
{
    if (QFile::exists(nameOrPath))
        return loadMapping(nameOrPath);
    for (SavedMapping& saved : list()) {
        if (saved.mapping.name == nameOrPath)
            return std::move(saved.mapping);
    }
    return loadMapping(nameOrPath);
}

Result<QString> MappingLibrary::save(const Mapping& mapping) const
{
    const QJsonObject json = mappingToJson(mapping);
    TRY(mappingFromJson(json));
    TRY(makePrivateFolder(m_folder));
    const QString path = m_folder + QLatin1Char('/') + mapping.name + u".json"_s;
    TRY(writeWholeFile(path, QJsonDocument(json).toJson()));
    return path;
}

} // namespace factoid
