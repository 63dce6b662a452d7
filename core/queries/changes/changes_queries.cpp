#include "core/queries/changes/changes_queries.h"

#include "core/base/decimal.h"
#include "core/queries/changes/change_amounts.h"
#include "core/store/data/register_store.h"
#include "core/store/sql/time_text.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

struct Names {
    Register known;
    QHash<qint64, QString> fields, slugs;
};

Result<Names> namesOf(Database& db)
{
    auto known = TRY(RegisterStore(db).load());
    Names names;
    for (const Field& field : known.fields()) {
        names.fields.insert(field.id, field.name);
        names.slugs.insert(field.id, field.slug);
    }
    names.known = std::move(known);
    return names;
}

// Past this no id is one that this program gave.
constexpr qint64 kMostIds = 1 << 24;

void flag(std::vector<char>& flags, qint64 id)
{
    if (id < 0 || id >= kMostIds)
        return;
    if (static_cast<size_t>(id) >= flags.size())
        flags.resize(static_cast<size_t>(id) + 1);
    flags[static_cast<size_t>(id)] = 1;
}

// Which fields, councils, types and years a word of the free text may mean.
ChangeKeys::Word meaningOf(const QString& word, const Register& known, const std::vector<int>& years)
{
    ChangeKeys::Word meaning;
    const auto in = [&](const QString& name) { return name.contains(word, Qt::CaseInsensitive); };
    for (const Field& field : known.fields()) {
        if (in(field.name) || in(field.slug))
            flag(meaning.fields, field.id);
    }
    for (const Council& council : known.councils()) {
        if (in(council.name) || in(council.code))
            flag(meaning.councils, council.id);
    }
    for (const QString& type : changeTypes()) {
        if (in(type) || in(QString(type).replace(QLatin1Char('_'), QLatin1Char(' '))))
            meaning.types << type;
    }
    for (const int code : years) {
        const auto year = Year::fromCode(code);
        if (year && in(year->label()))
            meaning.years.push_back(code);
    }
    return meaning;
}

Result<std::vector<int>> yearsOf(Database& db)
{
    std::vector<int> years;
    auto read = db.each(u"SELECT DISTINCT year FROM cells"_s, {},
                        [&](const QSqlQuery& row) { years.push_back(row.value(0).toInt()); });
    if (!read)
        return std::unexpected(read.error());
    return years;
}

Result<void> addWords(QueryContext& context, const QString& text, ChangeKeys& keys)
{
    const QStringList words = filterWords(text);
    if (words.isEmpty())
        return {};
    const auto known = TRY(RegisterStore(context.db).load());
    const auto years = TRY(yearsOf(context.db));
    for (const QString& word : words) {
        keys.words.push_back(meaningOf(word, known, years));
        const auto amount = amountMeant(word);
        if (!amount)
            continue;
        auto ids = TRY(changesOfAmount(context.db, *amount));
        keys.words.back().ids = std::move(ids);
    }
    return {};
}

QTimeZone zoneOf(const QueryContext& context, const ChangeFilter& filter)
{
    if (filter.zone.isValid())
        return filter.zone;
    const QTimeZone zone(context.settings.scheduleZone.toLatin1());
    return zone.isValid() ? zone : QTimeZone::utc();
}

Result<qint64> idOf(Database& db, const QString& sql, const QString& key, const QString& message)
{
    const auto found = TRY(db.scalar(sql, {key}));
    if (!found)
        return fail(ErrorKind::Usage, message);
    return found->toLongLong();
}

Result<std::int64_t> leastHundredths(const QString& text)
{
    const auto percent = Decimal::parse(text.trimmed().toUtf8());
    if (!percent || percent->isNegative())
        return fail(ErrorKind::Usage, u"“%1” is not a size of change; write a percentage such as 2.5"_s.arg(text));
    constexpr std::int64_t kUnitsPerHundredth = Decimal::kScale / 100;
    // At least 2.505 percent is what is shown as 2.51 and more.
    return (percent->units() + kUnitsPerHundredth - 1) / kUnitsPerHundredth;
}

QString importTitle(Database& db, qint64 id)
{
    if (id == 0)
        return u"Not from an import"_s;
    const auto at = db.scalar(u"SELECT imported_at FROM imports WHERE id = ?"_s, {id});
    const QDateTime time = at ? timeFromText(at->value_or(QString()).toString()) : QDateTime();
    return time.isValid() ? u"Import %1, %2"_s.arg(id).arg(time.toString(u"d MMM yyyy"_s)) : u"Import %1"_s.arg(id);
}

ChangeGroup groupFrom(Database& db, const Names& names, const QStringList& types, ChangeGrouping by,
                      const ChangeTally& tally)
{
    ChangeGroup group{tally, {}, {}};
    switch (by) {
    case ChangeGrouping::Type:
        group.value = types.value(static_cast<qsizetype>(tally.key));
        group.title = group.value;
        break;
    case ChangeGrouping::Field:
        group.value = names.slugs.value(tally.key);
        group.title = tally.key == 0 ? u"No field"_s : names.fields.value(tally.key, u"A field that is gone"_s);
        break;
    case ChangeGrouping::Import:
        group.value = tally.key == 0 ? QString() : QString::number(tally.key);
        group.title = importTitle(db, tally.key);
        break;
    case ChangeGrouping::Day:
        group.value = QDate::fromJulianDay(tally.key).toString(Qt::ISODate);
        group.title = QDate::fromJulianDay(tally.key).toString(u"d MMM yyyy"_s);
        break;
    }
    return group;
}

QString groupingName(ChangeGrouping by)
{
    static const std::array names{"type", "field", "import", "day"};
    return QLatin1String(names[static_cast<size_t>(by)]);
}

} // namespace

QStringList changeTypes()
{
    return {u"revision"_s,        u"data_update"_s,   u"bulk_import"_s, u"new_council"_s, u"new_field"_s,
            u"council_removed"_s, u"field_removed"_s, u"rename"_s,      u"merge"_s};
}

bool ChangeFilter::isEmpty() const
{
    return types.isEmpty() && field.isEmpty() && council.isEmpty() && year.isEmpty() && importId == 0 && run == 0 &&
           !processed && leastMagnitude.isEmpty() && !from.isValid() && !to.isValid() && text.trimmed().isEmpty();
}

Result<ChangeKeys> changeKeys(QueryContext& context, const ChangeFilter& filter)
{
    ChangeKeys keys;
    for (const QString& type : filter.types) {
        if (!changeTypes().contains(type))
            return fail(ErrorKind::Usage,
                        u"there is no change type “%1”; the types are %2"_s.arg(type, changeTypes().join(u", "_s)));
    }
    keys.types = filter.types;
    if (!filter.field.isEmpty()) {
        const auto id = idOf(
            context.db, u"SELECT id FROM fields WHERE slug = ?"_s, filter.field,
            u"there is no field “%1”; fields are named by their slug, such as total_borrowing"_s.arg(filter.field));
        if (!id)
            return std::unexpected(id.error());
        keys.field = *id;
    }
    if (!filter.council.isEmpty()) {
        const auto id = idOf(
            context.db, u"SELECT id FROM councils WHERE code = ?"_s, filter.council,
            u"there is no council “%1”; councils are named by their code, such as E10000016"_s.arg(filter.council));
        if (!id)
            return std::unexpected(id.error());
        keys.council = *id;
    }
    if (!filter.year.isEmpty()) {
        const auto year = TRY(yearFromUser(filter.year));
        keys.year = year.code();
    }
    if (!filter.leastMagnitude.trimmed().isEmpty()) {
        const auto least = TRY(leastHundredths(filter.leastMagnitude));
        keys.leastHundredths = least;
    }
    if (filter.from.isValid() && filter.to.isValid() && filter.to < filter.from)
        return fail(ErrorKind::Usage, u"the period ends on %1, before it begins on %2"_s.arg(
                                          filter.to.toString(Qt::ISODate), filter.from.toString(Qt::ISODate)));
    if (filter.from.isValid())
        keys.from = filter.from.startOfDay(zoneOf(context, filter));
    if (filter.to.isValid())
        keys.until = filter.to.addDays(1).startOfDay(zoneOf(context, filter));
    keys.importId = filter.importId;
    keys.run = filter.run;
    keys.processed = filter.processed;
    TRY(addWords(context, filter.text, keys));
    return keys;
}

Result<ChangeSelection> selectChanges(QueryContext& context, const ChangeIndex& index, const ChangeFilter& filter,
                                      std::optional<ChangeGrouping> grouping)
{
    const auto keys = TRY(changeKeys(context, filter));
    ChangeSelection selection;
    selection.inLog = index.size();
    selection.zone = zoneOf(context, filter);
    selection.ids = std::make_shared<const std::vector<qint64>>(index.select(keys, filter.order));
    ChangeKeys always = keys;
    always.from = {};
    always.until = {};
    for (const ChangeTally& tally : index.tally(always, ChangeGrouping::Day, selection.zone))
        selection.days.push_back({QDate::fromJulianDay(tally.key), tally.count});
    if (!grouping)
        return selection;
    const auto names = TRY(namesOf(context.db));
    const QStringList types = index.types();
    for (const ChangeTally& tally : index.tally(keys, *grouping, selection.zone))
        selection.groups.push_back(groupFrom(context.db, names, types, *grouping, tally));
    return selection;
}

Result<QJsonObject> changeChoices(QueryContext& context)
{
    QJsonArray fields, councils, years;
    auto read = context.db.each(
        u"SELECT slug, name FROM fields ORDER BY name COLLATE NOCASE, slug"_s, {}, [&](const QSqlQuery& row) {
            fields.append(QJsonObject{{u"slug"_s, row.value(0).toString()}, {u"name"_s, row.value(1).toString()}});
        });
    if (read) {
        read = context.db.each(u"SELECT code, name, type FROM councils ORDER BY name COLLATE NOCASE, code"_s, {},
                               [&](const QSqlQuery& row) {
                                   councils.append(QJsonObject{{u"code"_s, row.value(0).toString()},
                                                               {u"name"_s, row.value(1).toString()},
                                                               {u"type"_s, row.value(2).toString()}});
                               });
    }
    if (!read)
        return std::unexpected(read.error());
    auto codes = TRY(yearsOf(context.db));
    std::ranges::sort(codes, std::greater());
    for (const int code : codes) {
        if (const auto year = Year::fromCode(code))
            years.append(year->label());
    }
    return QJsonObject{{u"fields"_s, fields},
                       {u"councils"_s, councils},
                       {u"years"_s, years},
                       {u"types"_s, QJsonArray::fromStringList(changeTypes())}};
}

Result<std::vector<qint64>> newestChanges(QueryContext& context, int count)
{
    std::vector<qint64> ids;
    auto read = context.db.each(u"SELECT id FROM changes ORDER BY id DESC LIMIT ?"_s, {count},
                                [&](const QSqlQuery& row) { ids.push_back(row.value(0).toLongLong()); });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

Result<QJsonArray> readChanges(QueryContext& context, std::span<const qint64> ids)
{
    ChangeStore store(context.db);
    QJsonArray rows;
    for (size_t at = 0; at < ids.size(); at += ChangeStore::kMostAtOnce) {
        const auto views = TRY(store.read(ids.subspan(at, std::min(ChangeStore::kMostAtOnce, ids.size() - at))));
        for (const ChangeView& view : views)
            rows.append(view.toJson());
    }
    return rows;
}

Result<QJsonObject> changesQuery(QueryContext& context, const ChangeFilter& filter, qint64 limit,
                                 std::optional<ChangeGrouping> grouping)
{
    // Asked for by name first: a wrong name costs no reading of the log.
    if (const auto keys = changeKeys(context, filter); !keys)
        return std::unexpected(keys.error());
    ChangeIndex index;
    if (const auto synced = index.sync(context.db, context.attendance); !synced)
        return std::unexpected(synced.error());
    const auto selection = TRY(selectChanges(context, index, filter, grouping));
    const std::span<const qint64> ids(*selection.ids);
    const auto rows = TRY(readChanges(context, ids.first(std::min(ids.size(), static_cast<size_t>(limit)))));
    QJsonObject answer{
        {u"changes"_s, rows}, {u"total"_s, static_cast<qint64>(ids.size())}, {u"in_log"_s, selection.inLog}};
    if (!grouping)
        return answer;
    QJsonArray groups;
    for (const ChangeGroup& group : selection.groups) {
        groups.append(
            QJsonObject{{groupingName(*grouping), group.value.isEmpty() ? QJsonValue() : QJsonValue(group.value)},
                        {u"title"_s, group.title},
                        {u"changes"_s, group.tally.count},
                        {u"open"_s, group.tally.open}});
    }
    answer.insert(u"groups"_s, groups);
    return answer;
}

} // namespace factoid
