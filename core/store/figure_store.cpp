#include "core/store/figure_store.h"

#include "core/store/register_store.h"
#include "core/store/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

// One number for a cell in a bound JSON list: field × this + year.
constexpr qint64 kYearSpan = 1'000'000;

// Positions in a panel by the store's keys.
struct PanelIndex {
    std::vector<int> council, field;

    explicit PanelIndex(const Panel& panel)
    {
        const auto put = [](std::vector<int>& index, qint64 id, size_t at) {
            if (static_cast<size_t>(id) >= index.size())
                index.resize(static_cast<size_t>(id) + 1, -1);
            index[static_cast<size_t>(id)] = static_cast<int>(at);
        };
        for (size_t i = 0; i < panel.councils().size(); ++i)
            put(council, panel.councils()[i].id, i);
        for (size_t i = 0; i < panel.fields().size(); ++i)
            put(field, panel.fields()[i].id, i);
    }
    [[nodiscard]] static int find(const std::vector<int>& index, qint64 id)
    {
        return id >= 0 && static_cast<size_t>(id) < index.size() ? index[static_cast<size_t>(id)] : -1;
    }
};

// The rest of a SELECT over figures f, in order of their key; fills the bound values.
QString from(const FigureStore::Selection& selection, QVariantList& values)
{
    if (selection.keys) {
        QJsonArray keys;
        for (const CellKey& key : *selection.keys)
            keys.append(key.field * kYearSpan + key.year);
        values.append(QString::fromUtf8(QJsonDocument(keys).toJson(QJsonDocument::Compact)));
        return QStringLiteral(" FROM json_each(?) k CROSS JOIN figures f ON f.field_id = k.value / %1 AND f.year = k.value % %1").arg(kYearSpan);
    }
    // CROSS JOIN holds the order of the loops: the few dirty cells outside, their figures by key inside.
    if (selection.dirtyOnly)
        return QStringLiteral(" FROM cells c CROSS JOIN figures f ON f.field_id = c.field_id AND f.year = c.year WHERE c.dirty = 1");
    return QStringLiteral(" FROM figures f ORDER BY f.field_id, f.year, f.council_id");
}

FigureVersion versionFrom(const QSqlQuery& row)
{
    FigureVersion version;
    if (!row.value(0).isNull())
        version.value = Decimal::fromUnits(row.value(0).toLongLong());
    version.status = statusFromNumber(row.value(1).toInt()).value_or(Status::Final);
    version.line = row.value(2).toLongLong();
    version.file = row.value(3).toString();
    version.importId = row.value(4).toLongLong();
    version.knownFrom = timeFromText(row.value(5).toString());
    version.knownUntil = timeFromText(row.value(6).toString());
    return version;
}

} // namespace

Result<qint64> FigureStore::each(const Selection& selection, const std::function<void(const StoredFigure&)>& figure)
{
    QVariantList values;
    const QString sql = QStringLiteral("SELECT f.field_id, f.year, f.council_id, f.value, f.status, f.source_id, f.line") + from(selection, values);
    qint64 read = 0;
    auto done = m_db.each(sql, values, [&](const QSqlQuery& row) {
        ++read;
        StoredFigure stored;
        stored.field = row.value(0).toLongLong();
        stored.year = row.value(1).toInt();
        stored.council = row.value(2).toLongLong();
        stored.units = row.value(3).toLongLong();
        stored.status = static_cast<Status>(row.value(4).toInt());
        stored.source = row.value(5).toLongLong();
        stored.line = row.value(6).toLongLong();
        figure(stored);
    });
    if (!done)
        return std::unexpected(done.error());
    return read;
}

Result<Panel> FigureStore::loadPanel(const Register& known, const Selection& selection, qint64* figuresRead)
{
    Panel panel(known.councils(), known.fields());
    const PanelIndex index(panel);
    QVariantList values;
    const QString sql = QStringLiteral("SELECT f.field_id, f.year, f.council_id, f.value, f.status") + from(selection, values);
    qint64 read = 0;
    qint64 lastField = -1;
    int lastYear = 0;
    Block* block = nullptr;
    auto done = m_db.each(sql, values, [&](const QSqlQuery& row) {
        ++read;
        const qint64 fieldId = row.value(0).toLongLong();
        const int yearCode = row.value(1).toInt();
        if (fieldId != lastField || yearCode != lastYear) {
            lastField = fieldId;
            lastYear = yearCode;
            const int field = PanelIndex::find(index.field, fieldId);
            const auto year = Year::fromCode(yearCode);
            block = field >= 0 && year ? &panel.blockForWrite(field, *year) : nullptr;
        }
        const int council = PanelIndex::find(index.council, row.value(2).toLongLong());
        if (!block || council < 0)
            return; // a total, or a row that another program wrote with unknown keys: doctor tells
        const QVariant value = row.value(3);
        const auto status = static_cast<Status>(row.value(4).toInt());
        const auto at = static_cast<size_t>(council);
        block->statuses[at] = status;
        if (value.isNull() || isMissing(status))
            return;
        block->units[at] = value.toLongLong();
        ++block->present;
    });
    if (!done)
        return std::unexpected(done.error());
    if (figuresRead)
        *figuresRead = read;
    return panel;
}

Result<Panel> FigureStore::loadPanel(const std::optional<QStringList>& slugs, qint64* figuresRead)
{
    const auto known = RegisterStore(m_db).load();
    if (!known)
        return std::unexpected(known.error());
    Selection selection;
    if (slugs) {
        // The whole list of cells in one read, then only the wanted ones.
        selection.keys.emplace();
        auto read = m_db.each(QStringLiteral("SELECT c.field_id, c.year, f.slug FROM cells c JOIN fields f ON f.id = c.field_id ORDER BY c.field_id, c.year"), {},
                              [&](const QSqlQuery& row) {
                                  if (slugs->contains(row.value(2).toString()))
                                      selection.keys->push_back({row.value(0).toLongLong(), row.value(1).toInt()});
                              });
        if (!read)
            return std::unexpected(read.error());
    }
    return loadPanel(*known, selection, figuresRead);
}

Result<QHash<QString, ReportedGroups>> FigureStore::reportedGroups()
{
    QHash<QString, ReportedGroups> groups;
    auto read = m_db.each(QStringLiteral("SELECT f.slug, g.type, g.nation FROM field_groups g JOIN fields f ON f.id = g.field_id"), {},
                          [&](const QSqlQuery& row) {
                              groups[row.value(0).toString()].insert({row.value(1).toString(), row.value(2).toString()});
                          });
    if (!read)
        return std::unexpected(read.error());
    return groups;
}

Result<std::vector<FigureVersion>> FigureStore::history(const QString& council, const QString& field, Year year)
{
    std::vector<FigureVersion> versions;
    const QVariantList key{field, year.code(), council};
    const QString where = QStringLiteral(" WHERE f.field_id = (SELECT id FROM fields WHERE slug = ?) AND f.year = ? AND f.council_id = (SELECT id FROM councils WHERE code = ?)");
    const auto collect = [&](const QSqlQuery& row) { versions.push_back(versionFrom(row)); };
    auto read = m_db.each(QStringLiteral("SELECT f.value, f.status, f.line, s.path, s.import_id, i.imported_at, NULL FROM figures f"
                                         " LEFT JOIN sources s ON s.id = f.source_id LEFT JOIN imports i ON i.id = s.import_id") + where,
                          key, collect);
    if (!read)
        return std::unexpected(read.error());
    read = m_db.each(QStringLiteral("SELECT f.value, f.status, f.line, s.path, s.import_id, i.imported_at, f.replaced_at FROM revisions f"
                                    " LEFT JOIN sources s ON s.id = f.source_id LEFT JOIN imports i ON i.id = s.import_id") + where
                         + QStringLiteral(" ORDER BY f.id DESC"),
                     key, collect);
    if (!read)
        return std::unexpected(read.error());
    return versions;
}

Result<std::optional<FigureVersion>> FigureStore::asKnownAt(const QString& council, const QString& field, Year year, const QDateTime& instant)
{
    const auto versions = history(council, field, year);
    if (!versions)
        return std::unexpected(versions.error());
    for (const FigureVersion& version : *versions) {
        const bool began = !version.knownFrom.isValid() || version.knownFrom <= instant;
        const bool ended = version.knownUntil.isValid() && version.knownUntil <= instant;
        if (began && !ended)
            return version;
    }
    return std::nullopt;
}

} // namespace factoid
