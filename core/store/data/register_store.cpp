#include "core/store/data/register_store.h"

#include <QJsonObject>

namespace factoid {

namespace {

QVariant dateValue(QDate date)
{
    return date.isValid() ? QVariant(date.toString(Qt::ISODate)) : QVariant();
}

QVariantList councilValues(const Council& c)
{
    return {c.code,
            c.name,
            c.type,
            c.nation,
            c.region,
            dateValue(c.activeFrom),
            dateValue(c.activeTo),
            c.successors.join(QLatin1Char(' ')),
            c.total ? 1 : 0,
            formerCodesText(c.predecessors)};
}

QVariantList fieldValues(const Field& f)
{
    return {f.slug, f.name, f.unit, f.description, f.comparison ? 1 : 0, polarityName(f.polarity), f.perHeadOf};
}

// Then who was there in a year may differ.
bool saysWhenYearsEnd(const QString& setting)
{
    return setting == "data.year_end"_L1 || setting == "data.words"_L1;
}

QJsonArray toJson(const QVariantList& values)
{
    return QJsonArray::fromVariantList(values);
}

// Positions in the lists of values.
constexpr int kName = 1;
constexpr int kUnit = 2;     // of a field
constexpr int kActiveTo = 6; // of a council
constexpr int kSuccessors = 7;
constexpr int kPredecessors = 9;

// The values that differ from the other row's, for the change log; without those that have a change of their own.
QString differences(const QVariantList& values, const QVariantList& others, const std::vector<int>& apart)
{
    QStringList parts;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (values[i].toString() != others[i].toString() && std::ranges::find(apart, i) == apart.end())
            parts << (values[i].toString().isEmpty() ? u"nothing"_s : values[i].toString());
    }
    return parts.join(u", "_s);
}

constexpr auto kCouncilInsert =
    "INSERT INTO councils(code,name,type,nation,region,active_from,active_to,successor,is_total,"
    "predecessor) VALUES(?,?,?,?,?,?,?,?,?,?)";
constexpr auto kCouncilUpdate =
    "UPDATE councils SET code=?,name=?,type=?,nation=?,region=?,active_from=?,active_to=?,successor=?,is_total=?,"
    "predecessor=? WHERE id=?";
constexpr auto kFieldInsert =
    "INSERT INTO fields(slug,name,unit,description,comparison,polarity,per_head_of) VALUES(?,?,?,?,?,?,?)";
constexpr auto kFieldUpdate =
    "UPDATE fields SET slug=?,name=?,unit=?,description=?,comparison=?,polarity=?,per_head_of=? WHERE id=?";

QJsonObject undoRow(const char* table, qint64 id, const QVariantList& old)
{
    return {{u"table"_s, QLatin1String(table)}, {u"id"_s, id}, {u"old"_s, toJson(old)}};
}

} // namespace

Result<Register> RegisterStore::load()
{
    std::vector<Council> councils;
    auto read = m_db.each(
        u"SELECT id,code,name,type,nation,region,active_from,active_to,successor,is_total,predecessor FROM councils "
        "ORDER BY id"_s,
        {}, [&](const QSqlQuery& row) {
            Council c;
            c.id = row.value(0).toLongLong();
            c.code = row.value(1).toString();
            c.name = row.value(2).toString();
            c.type = row.value(3).toString();
            c.nation = row.value(4).toString();
            c.region = row.value(5).toString();
            c.activeFrom = QDate::fromString(row.value(6).toString(), Qt::ISODate);
            c.activeTo = QDate::fromString(row.value(7).toString(), Qt::ISODate);
            c.successors = row.value(8).toString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
            c.total = row.value(9).toBool();
            // Another program may have written it: what cannot be read is left.
            c.predecessors = formerCodesFrom(row.value(10).toString()).value_or(std::vector<FormerCode>());
            councils.push_back(std::move(c));
        });
    if (!read)
        return std::unexpected(read.error());
    std::vector<Field> fields;
    read = m_db.each(u"SELECT id,slug,name,unit,description,comparison,polarity,per_head_of FROM fields ORDER BY id"_s,
                     {}, [&](const QSqlQuery& row) {
                         Field f;
                         f.id = row.value(0).toLongLong();
                         f.slug = row.value(1).toString();
                         f.name = row.value(2).toString();
                         f.unit = row.value(3).toString();
                         f.description = row.value(4).toString();
                         f.comparison = row.value(5).toBool();
                         f.polarity = polarityFromName(row.value(6).toString()).value_or(Polarity::Neutral);
                         f.perHeadOf = row.value(7).toString();
                         fields.push_back(std::move(f));
                     });
    if (!read)
        return std::unexpected(read.error());
    Register known(std::move(councils), std::move(fields));
    known.setProfileSettings(TRY(profileSettings()));
    return known;
}

Result<QHash<QString, QString>> RegisterStore::profileSettings()
{
    QHash<QString, QString> settings;
    TRY(m_db.each(u"SELECT key, value FROM settings WHERE key LIKE 'data.%'"_s, {},
                  [&](const QSqlQuery& row) { settings.insert(row.value(0).toString(), row.value(1).toString()); }));
    return settings;
}

// An empty value is that of a setting which nobody set.
Result<void> RegisterStore::putSetting(const QString& key, const QString& value)
{
    TRY(value.isEmpty() ? m_db.run(u"DELETE FROM settings WHERE key = ?"_s, {key})
                        : m_db.run(u"INSERT INTO settings(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET "
                                   "value = excluded.value"_s,
                                   {key, value}));
    return {};
}

Result<std::vector<RegisterChange>> RegisterStore::saveProfile(const DataProfile& profile, QJsonArray& before)
{
    const auto stored = TRY(profileSettings());
    const QHash<QString, QString> said = settingsWith(stored, factoid::profileSettings(profile));
    std::vector<RegisterChange> changes;
    for (auto it = said.begin(); it != said.end(); ++it) {
        const QString old = stored.value(it.key());
        if (old == it.value())
            continue;
        TRY(putSetting(it.key(), it.value()));
        before.append(QJsonObject{{u"table"_s, u"settings"_s}, {u"key"_s, it.key()}, {u"old"_s, QJsonArray{old}}});
        changes.push_back({RegisterChange::Kind::Changed, 0, false, it.key(), it.key() + QLatin1Char(' ') + old,
                           it.key() + QLatin1Char(' ') + it.value(), saysWhenYearsEnd(it.key()), false});
    }
    return changes;
}

Result<void> RegisterStore::saveCouncil(Council& council, const Council* old, QJsonArray& before,
                                        std::vector<RegisterChange>& changes)
{
    if (old && *old == council)
        return {};
    QVariantList values = councilValues(council);
    if (!old) {
        TRY(m_db.run(QLatin1String(kCouncilInsert), values));
        council.id = m_db.lastInsertId();
        before.append(undoRow("councils", council.id, {}));
        changes.push_back(
            {RegisterChange::Kind::NewCouncil, council.id, false, council.code, {}, council.name, true, false});
        return {};
    }
    values.append(council.id);
    TRY(m_db.run(QLatin1String(kCouncilUpdate), values));
    before.append(undoRow("councils", council.id, councilValues(*old)));
    using What = RegisterChange::Kind;
    const auto note = [&](What kind, const QString& from, const QString& to) {
        const bool groups = old->type != council.type || old->nation != council.nation || old->total != council.total;
        changes.push_back({kind, council.id, false, council.code, from, to, true, groups});
    };
    if (old->name != council.name)
        note(What::Rename, old->name, council.name);
    if (old->successors != council.successors)
        note(What::Merge, old->successors.join(QLatin1Char(' ')), council.successors.join(QLatin1Char(' ')));
    if (old->activeTo != council.activeTo && council.activeTo.isValid())
        note(What::CouncilRemoved, old->activeTo.toString(Qt::ISODate), council.activeTo.toString(Qt::ISODate));
    std::vector<int> apart{kName, kSuccessors};
    if (council.activeTo.isValid())
        apart.push_back(kActiveTo);
    const QString from = differences(councilValues(*old), councilValues(council), apart);
    if (!from.isEmpty())
        note(What::Changed, from, differences(councilValues(council), councilValues(*old), apart));
    return {};
}

Result<void> RegisterStore::saveField(Field& field, const Field* old, QJsonArray& before,
                                      std::vector<RegisterChange>& changes)
{
    if (old && *old == field)
        return {};
    QVariantList values = fieldValues(field);
    using What = RegisterChange::Kind;
    if (!old) {
        TRY(m_db.run(QLatin1String(kFieldInsert), values));
        field.id = m_db.lastInsertId();
        before.append(undoRow("fields", field.id, {}));
        changes.push_back({What::NewField, field.id, true, field.slug, {}, field.name, false, false});
        return {};
    }
    values.append(field.id);
    TRY(m_db.run(QLatin1String(kFieldUpdate), values));
    before.append(undoRow("fields", field.id, fieldValues(*old)));
    const auto note = [&](What kind, const QString& from, const QString& to) {
        changes.push_back({kind, field.id, true, field.slug, from, to, false, false});
    };
    if (old->name != field.name)
        note(What::Rename, old->name, field.name);
    if (old->unit != field.unit)
        note(What::Changed, old->unit, field.unit);
    const std::vector<int> apart{kName, kUnit};
    const QString from = differences(fieldValues(*old), fieldValues(field), apart);
    if (!from.isEmpty())
        note(What::Changed, from, differences(fieldValues(field), fieldValues(*old), apart));
    return {};
}

Result<std::vector<RegisterChange>> RegisterStore::save(Register& known, const std::vector<int>& councils,
                                                        const std::vector<int>& fields, QJsonArray& before)
{
    const auto stored = TRY(load());
    std::vector<RegisterChange> changes;
    for (const int at : councils) {
        Council council = known.councils()[static_cast<size_t>(at)];
        const int had = stored.council(council.code.toUtf8());
        const Council* old = had < 0 ? nullptr : &stored.councils()[static_cast<size_t>(had)];
        if (old)
            council.id = old->id;
        TRY(saveCouncil(council, old, before, changes));
        known.setCouncilId(at, council.id);
    }
    for (const int at : fields) {
        Field field = known.fields()[static_cast<size_t>(at)];
        const int had = stored.field(field.slug.toUtf8());
        const Field* old = had < 0 ? nullptr : &stored.fields()[static_cast<size_t>(had)];
        if (old)
            field.id = old->id;
        TRY(saveField(field, old, before, changes));
        known.setFieldId(at, field.id);
    }
    return changes;
}

Result<void> RegisterStore::restoreRow(const QJsonObject& row, std::vector<RegisterChange>& changes)
{
    using What = RegisterChange::Kind;
    if (row.value(u"table"_s) == u"settings"_s) {
        const QString key = row.value(u"key"_s).toString();
        const QString value = row.value(u"old"_s).toArray().at(0).toString();
        TRY(putSetting(key, value));
        changes.push_back(
            {What::Changed, 0, false, key, key, key + QLatin1Char(' ') + value, saysWhenYearsEnd(key), false});
        return {};
    }
    const bool isField = row.value(u"table"_s) == u"fields"_s;
    const qint64 id = row.value(u"id"_s).toInteger();
    QVariantList old = row.value(u"old"_s).toArray().toVariantList();
    QString key;
    QString name;
    auto read = m_db.each(isField ? u"SELECT slug, name FROM fields WHERE id = ?"_s
                                  : u"SELECT code, name FROM councils WHERE id = ?"_s,
                          {id}, [&](const QSqlQuery& found) {
                              key = found.value(0).toString();
                              name = found.value(1).toString();
                          });
    if (!read)
        return read;
    if (!old.isEmpty()) {
        const QString oldName = old.value(1).toString();
        if (!isField && old.size() == kPredecessors)
            old.append(QString()); // of an import from before councils had former codes
        old.append(id);
        TRY(m_db.run(QLatin1String(isField ? kFieldUpdate : kCouncilUpdate), old));
        changes.push_back(
            {oldName == name ? What::Changed : What::Rename, id, isField, key, name, oldName, !isField, !isField});
        return {};
    }
    auto ran = TRY(
        isField
            ? m_db.run(u"DELETE FROM fields WHERE id=? AND NOT EXISTS(SELECT 1 FROM cells WHERE field_id=fields.id)"_s,
                       {id})
            : m_db.run(
                  u"DELETE FROM councils WHERE id=? AND NOT EXISTS(SELECT 1 FROM cells c JOIN figures f ON f.field_id=c.field_id AND f.year=c.year AND f.council_id=councils.id)"_s,
                  {id}));
    if (ran == 0 && !key.isEmpty())
        return fail(ErrorKind::Input, Message("import.in_use_since").arg(key).arg(name));
    changes.push_back(
        {isField ? What::FieldRemoved : What::CouncilRemoved, id, isField, key, name, {}, !isField, false});
    return {};
}

Result<std::optional<QString>> RegisterStore::councilName(const QString& code)
{
    const auto name = TRY(m_db.scalar(u"SELECT name FROM councils WHERE code = ?"_s, {code}));
    return name ? std::optional(name->toString()) : std::nullopt;
}

Result<std::optional<qint64>> RegisterStore::fieldId(const QString& slug)
{
    const auto id = TRY(m_db.scalar(u"SELECT id FROM fields WHERE slug = ?"_s, {slug}));
    return id ? std::optional(id->toLongLong()) : std::nullopt;
}

Result<std::vector<RegisterChange>> RegisterStore::restore(const QJsonArray& before)
{
    std::vector<RegisterChange> changes;
    // Backwards, so that a row changed twice ends as it began.
    for (qsizetype i = before.size() - 1; i >= 0; --i) {
        TRY(restoreRow(before[i].toObject(), changes));
    }
    return changes;
}

Result<QHash<QString, QString>> RegisterStore::fieldNames()
{
    QHash<QString, QString> names;
    TRY(m_db.each(u"SELECT slug, name FROM fields"_s, {},
                  [&](const QSqlQuery& row) { names.insert(row.value(0).toString(), row.value(1).toString()); }));
    return names;
}

Result<std::vector<FieldName>> RegisterStore::fieldsByName()
{
    std::vector<FieldName> names;
    TRY(m_db.each(u"SELECT slug, name FROM fields ORDER BY name COLLATE NOCASE, slug"_s, {}, [&](const QSqlQuery& row) {
        names.push_back({row.value(0).toString(), row.value(1).toString()});
    }));
    return names;
}

Result<std::vector<CouncilName>> RegisterStore::councilsByName()
{
    std::vector<CouncilName> names;
    TRY(m_db.each(u"SELECT code, name, type FROM councils ORDER BY name COLLATE NOCASE, code"_s, {},
                  [&](const QSqlQuery& row) {
                      names.push_back({row.value(0).toString(), row.value(1).toString(), row.value(2).toString()});
                  }));
    return names;
}

Result<QString> RegisterStore::perHeadOf(const QString& slug)
{
    const auto found = TRY(m_db.scalar(u"SELECT per_head_of FROM fields WHERE slug = ?"_s, {slug}));
    return found.value_or(QString()).toString();
}

Result<QString> RegisterStore::firstWithFigures()
{
    const auto found = TRY(m_db.scalar(u"SELECT slug FROM fields f WHERE EXISTS (SELECT 1 FROM cells c WHERE "
                                       u"c.field_id = f.id) ORDER BY comparison DESC, name COLLATE NOCASE, slug "
                                       u"LIMIT 1"_s));
    return found.value_or(QString()).toString();
}

Result<std::optional<qint64>> RegisterStore::councilId(const QString& code)
{
    const auto found = TRY(m_db.scalar(u"SELECT id FROM councils WHERE code = ?"_s, {code}));
    return found.transform([](const QVariant& id) { return id.toLongLong(); });
}

} // namespace factoid
