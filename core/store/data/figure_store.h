// FigureStore: figures, their history and where each came from. Used by the thread that owns the database.
#pragma once

#include "core/figures/panel.h"
#include "core/figures/register.h"
#include "core/figures/summariser.h"
#include "core/store/sql/database.h"

#include <QDateTime>

#include <functional>
#include <optional>

namespace factoid {

// A field and a year, by the store's keys.
struct CellKey {
    qint64 field = 0;
    int year = 0;
    friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

struct StoredFigure {
    qint64 field = 0;
    int year = 0;
    qint64 council = 0;
    std::int64_t units = 0; // 0 when missing
    Status status = Status::Final;
    qint64 source = 0;
    qint64 line = 0;
    bool inDoubt = false; // it holds no number; missing for everybody who reads it
};

// A version of one figure, newest first in a history.
struct FigureVersion {
    std::optional<Decimal> value; // nullopt: missing, see status
    Status status = Status::Final;
    QString file; // as imported; empty when the figure did not come through an import
    qint64 line = 0;
    qint64 importId = 0;
    QDateTime knownFrom;  // when it was imported
    QDateTime knownUntil; // when it was replaced; invalid: current
};

class FigureStore
{
  public:
    explicit FigureStore(Database& db)
        : m_db(db)
    {
    }

    // Which figures to read. `keys` empty and dirtyOnly false: all of them.
    struct Selection {
        std::optional<std::vector<CellKey>> keys;
        bool dirtyOnly = false;
    };
    // In order of (field, year, council); one statement. Gives how many were read.
    Result<qint64> each(const Selection& selection, const std::function<void(const StoredFigure&)>& figure);

    // The register's councils and fields with the figures of the named fields (nullopt: all of them).
    [[nodiscard]] Result<Panel> loadPanel(const std::optional<QStringList>& slugs = {}, qint64* figuresRead = nullptr);
    // As loadPanel, but only the figures of the selection.
    [[nodiscard]] Result<Panel> loadPanel(const Register& known, const Selection& selection, qint64* figuresRead);

    // Figures that are no numbers, as other programs wrote them: how many, and some by name: "Wandsworth, band_d
    // 2023/24: “n/a”".
    struct Doubts {
        qint64 count = 0;
        QStringList examples;
    };
    [[nodiscard]] Result<Doubts> inDoubt(int examples);

    // (type, nation) groups that ever reported each field, by slug.
    [[nodiscard]] Result<QHash<QString, ReportedGroups>> reportedGroups();

    // The figures of one field, or of one council where its cells are known; without source and line, in no order.
    Result<void> eachOfField(qint64 field, const std::function<void(const StoredFigure&)>& figure);
    Result<void> eachOfCouncil(qint64 council, const std::function<void(const StoredFigure&)>& figure);

    // Newest first; empty when the figure was never there.
    [[nodiscard]] Result<std::vector<FigureVersion>> history(const QString& council, const QString& field, Year year);
    // How many figures of a field and year were replaced: from ≤ time < until.
    [[nodiscard]] Result<qint64> revised(const QString& field, Year year, const QDateTime& from,
                                         const QDateTime& until);
    // What was known at the instant ("as known on 6 June").
    [[nodiscard]] Result<std::optional<FigureVersion>> asKnownAt(const QString& council, const QString& field,
                                                                 Year year, const QDateTime& instant);

    // How many figures have no council or no field.
    [[nodiscard]] Result<qint64> orphans();

    // How much there is.
    struct Counts {
        qint64 councils = 0; // without total rows
        qint64 fields = 0, cells = 0, figures = 0, dirtyCells = 0;
    };
    [[nodiscard]] Result<Counts> counts();

  private:
    Database& m_db;
};

} // namespace factoid
