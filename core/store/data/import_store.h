// ImportStore: applies a batch, notes what it replaced, and undoes it (docs/contract.md, “Figures and import”). Every
// call joins the caller's transaction, so that an import lands whole or not at all. Used by the database's thread.
#pragma once

#include "core/base/cancel.h"
#include "core/base/record.h"
#include "core/import/records/import_batch.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_store.h"
#include "core/store/data/figure_updater.h"

#include <QDateTime>
#include <QJsonObject>

#include <functional>

namespace factoid {

struct ImportReport {
    qint64 importId = 0;
    qint64 rows = 0, accepted = 0, rejected = 0, rounded = 0;
    qint64 inserted = 0, updated = 0, unchanged = 0, removed = 0;
    qint64 changes = 0;           // rows in the change log
    bool changesRegister = false; // a council, a field or what the data set calls things, beside its figures
    std::vector<ChangeView> diff; // the same rows, for the eye; filled when asked for, and no more than asked for
    std::vector<CellDiff> cells;  // the whole of it by field and year; filled with the diff
    // The counts; the diff is told apart (jobs/import_job).
    static auto fields()
    {
        return std::tuple{field("import_id", &ImportReport::importId), field("rows", &ImportReport::rows),
                          field("accepted", &ImportReport::accepted),  field("rejected", &ImportReport::rejected),
                          field("rounded", &ImportReport::rounded),    field("inserted", &ImportReport::inserted),
                          field("updated", &ImportReport::updated),    field("unchanged", &ImportReport::unchanged),
                          field("removed", &ImportReport::removed),    field("changes", &ImportReport::changes)};
    }
};

// What an import was made from.
struct ImportOrigin {
    QJsonObject options; // of its run
    struct File {
        QString path, sha256;
    };
    std::vector<File> files; // in the order in which they were read
};

// A past import.
struct ImportRecord : ImportReport {
    QString time; // as the store writes times
    QStringList files;
    std::optional<QString> undoneAt; // none: in force
    static auto fields()
    {
        return std::tuple_cat(ImportReport::fields(),
                              std::tuple{field("time", &ImportRecord::time), field("files", &ImportRecord::files),
                                         field("undone_at", &ImportRecord::undoneAt)});
    }
};

// One import as it is recorded, with its files.
struct ImportedFile {
    QString path;
    QString kind; // councils fields figures
    QString sha256;
    qint64 rows = 0;
    static auto fields()
    {
        return std::tuple{field("path", &ImportedFile::path), field("kind", &ImportedFile::kind),
                          field("sha256", &ImportedFile::sha256), field("rows", &ImportedFile::rows)};
    }
};
struct ImportDetail {
    qint64 id = 0;
    QString time; // as the store writes times
    qint64 run = 0;
    qint64 rows = 0, accepted = 0, rejected = 0;
    std::optional<QString> undoneAt; // none: in force
    std::vector<ImportedFile> files = {};
    static auto fields()
    {
        return std::tuple{field("id", &ImportDetail::id),
                          field("time", &ImportDetail::time),
                          field("run", &ImportDetail::run),
                          field("rows", &ImportDetail::rows),
                          field("accepted", &ImportDetail::accepted),
                          field("rejected", &ImportDetail::rejected),
                          field("undone_at", &ImportDetail::undoneAt),
                          field("files", &ImportDetail::files)};
    }
};

class ImportStore
{
  public:
    explicit ImportStore(Database& db)
        : m_db(db)
    {
    }

    struct Options {
        QDateTime now;
        qint64 run = 0;
        bool replace = false; // the files are the whole truth for the fields and years in them
        bool wantDiff = false;
        qint64 diffLimit = -1; // rows of the diff that are kept; -1: all
    };
    [[nodiscard]] Result<ImportReport> apply(ImportBatch& batch, const Options& options, const TaskControl& control);

    // Errors: Input, when there is no such import, it is undone already, or a later import has changed the same
    // figures.
    [[nodiscard]] Result<ImportReport> undo(qint64 importId, const Options& options);
    // The run that imported it; 0: no such import is recorded.
    [[nodiscard]] Result<qint64> runOf(qint64 importId);

    // Compares the hash of every cell of a panel with the one that was noted; what another program wrote is logged as
    // data_update, marked dirty, and counted. The panel is complete, or has the cells of `only`. With `reportOnly`
    // nothing is written and the count says what would be.
    struct OutsideWrites {
        qint64 cells = 0;
        QStringList examples; // "total_borrowing 2019/20"
    };
    using HashOf = std::function<QByteArray(int field, Year year)>;
    [[nodiscard]] Result<OutsideWrites> findOutsideWrites(const Panel& panel, const HashOf& hashOf,
                                                          const QDateTime& now, bool reportOnly,
                                                          const std::optional<std::vector<CellKey>>& only = {});

    // nullopt: the run that made it is not kept any more.
    [[nodiscard]] Result<std::optional<ImportOrigin>> origin(qint64 importId);
    // Newest first.
    [[nodiscard]] Result<std::vector<ImportRecord>> list(int limit);
    // None: no such import is recorded.
    [[nodiscard]] Result<std::optional<ImportDetail>> find(qint64 importId);
    // When it was imported; invalid: no such import is recorded.
    [[nodiscard]] Result<QDateTime> timeOf(qint64 importId);
    // SHA-256 of a file as an import read it, lower-case hex; none: no such file or import is recorded.
    [[nodiscard]] Result<std::optional<QString>> hashOfSource(qint64 importId, const QString& path);

  private:
    Database& m_db;
};

} // namespace factoid
