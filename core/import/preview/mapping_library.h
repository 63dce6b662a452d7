// Mapping library: the mappings that come with the program and those that the operator saved, and which of them fit a
// file. Reads the folders anew at each call; any thread, one call at a time.
#pragma once

#include "core/import/mapping/mapping.h"
#include "core/import/profile/file_profile.h"

namespace factoid {

struct SavedMapping {
    Mapping mapping;
    QString path;         // of the JSON file
    bool shipped = false; // came with the program: cannot be overwritten
};

class MappingLibrary
{
  public:
    // `folder` is the operator's; it is made when something is saved.
    explicit MappingLibrary(QString folder = standardFolder());
    // mappings/ in the user's data folder.
    [[nodiscard]] static QString standardFolder();

    // By name, the operator's own before a shipped one of the same name. Files that are no mappings are left out, and
    // told.
    [[nodiscard]] std::vector<SavedMapping> list(QStringList* problems = nullptr) const;
    // Those that fit the file; the one that asks most of it first.
    [[nodiscard]] std::vector<SavedMapping> fitting(const FileProfile& look) const;
    // By a path, or by the name of a saved mapping. Errors: as loadMapping.
    [[nodiscard]] Result<Mapping> load(const QString& nameOrPath) const;
    // Writes NAME.json into the operator's folder, whole or not at all. Gives the path. Errors: Input (a mapping
    // that would not be read back), Failed.
    Result<QString> save(const Mapping& mapping) const;

  private:
    QString m_folder;
};

} // namespace factoid
