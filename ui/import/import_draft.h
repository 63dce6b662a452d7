// ImportDraft: one import while the operator prepares it: the files, what they are taken for, the mapping as it stands
// with every way out taken, and the newest preview. Asks off the GUI thread; only the newest answer counts. GUI
// thread; owned by the page.
#pragma once

#include "core/queries/import/import_queries.h"
#include "ui/base/latest.h"

#include <QObject>
#include <QTimer>

namespace factoid {

class ImportDraft : public QObject
{
    Q_OBJECT

  public:
    ImportDraft(StoreReader& reader, QObject* parent = nullptr);

    // Begins anew with these files and folders.
    void start(const QStringList& paths);
    void clear();
    // Begins anew with another sheet of the workbook that the first file that is not tidy is from.
    void useSheet(const QString& sheet);
    [[nodiscard]] const QStringList& paths() const { return m_paths; }
    [[nodiscard]] bool hasLook() const { return m_hasLook; }
    [[nodiscard]] const ImportLookAnswer& answer() const { return m_answer; }
    // The first file that is not tidy; nullptr: all are.
    [[nodiscard]] const FileProfile* untidy() const;
    // "borrowing.csv", "6 files".
    [[nodiscard]] QString subject() const;

    // What the columns are used for; change it and call changed(). The base of the draft holds the ways out, for tidy
    // files as well.
    [[nodiscard]] MappingDraft& draft() { return m_draft; }
    void useSaved(const Mapping& mapping);
    void useSuggestion();
    // The mapping as an import takes it; nullopt: none is needed. Error (Input): what it lacks.
    [[nodiscard]] Result<std::optional<Mapping>> mapping() const;
    // A way out, or another column: the rows are read anew, soon.
    void change();

    [[nodiscard]] const ImportPreview* preview() const { return m_preview ? &*m_preview : nullptr; }
    [[nodiscard]] bool isBusy() const { return m_looking.isWaiting() || m_reading.isWaiting() || m_timer.isActive(); }

  Q_SIGNALS:
    void looked();                        // the files were looked at, or another mapping was taken
    void previewed();                     // preview() is newer
    void failed(const QString& sentence); // empty: no longer

  private:
    void ask();

    StoreReader& m_reader;
    QStringList m_paths;
    bool m_hasLook = false;
    ImportLookAnswer m_answer;
    MappingDraft m_draft;
    std::optional<ImportPreview> m_preview;
    QTimer m_timer;
    Latest<ImportLookAnswer> m_looking;
    Latest<ImportPreview> m_reading;
};

} // namespace factoid
