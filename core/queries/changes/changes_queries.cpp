#include "core/queries/changes/changes_queries.h"

#include "core/base/decimal.h"
#include "core/queries/changes/change_amounts.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_search.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

struct ChangeNames {
    Register known;
    QHash<qint64, QString> fields, slugs;
};

Result<ChangeNames> namesOf(Database& db)
{
    auto known = TRY(RegisterStore(db).load());
    ChangeNames names;
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
ChangeKeys::Word meaningOf(const QString& word, const Register& known, const std::vector<Year>& years)
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
    for (const Year year : years) {
        if (in(year.label()))
            meaning.years.push_back(year.code());
    }
    return meaning;
}

Result<void> addWords(QueryContext& context, const QString& text, ChangeKeys& keys)
{
    const QStringList words = filterWords(text);
    if (words.isEmpty())
        return {};
    const auto known = TRY(RegisterStore(context.db).load());
    const auto years = TRY(CellStore(context.db).years());
    for (const QString& word : words) {
        keys.words.push_back(meaningOf(word, known, years));
        if (const auto amount = amountMeant(word))
            keys.words.back().ids =
                TRY(ChangeStore(context.db).ofAmount(amount->from, amount->below, amount->negative));
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
    const QDateTime time = ImportStore(db).timeOf(id).value_or(QDateTime());
    return time.isValid() ? u"Import %1, %2"_s.arg(id).arg(time.toString(u"d MMM yyyy"_s)) : u"Import %1"_s.arg(id);
}

ChangeGroup groupFrom(Database& db, const ChangeNames& names, const QStringList& types, ChangeGrouping by,
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
        group.title = tally.key == 0 ? u"No field"_s : names.fields.value(tally.key, u"A removed field"_s);
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

ChangeGroupLine lineOf(const ChangeGroup& group, ChangeGrouping by)
{
    ChangeGroupLine line{.title = group.title, .changes = group.tally.count, .open = group.tally.open};
    static constexpr std::array names{&ChangeGroupLine::type, &ChangeGroupLine::slug, &ChangeGroupLine::import,
                                      &ChangeGroupLine::day};
    line.*names[static_cast<size_t>(by)] =
        group.value.isEmpty() ? std::optional<QString>() : std::optional(group.value);
    return line;
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
    RegisterStore known(context.db);
    if (!filter.field.isEmpty()) {
        const auto id = TRY(known.fieldId(filter.field));
        if (!id)
            return fail(
                ErrorKind::Usage,
                u"there is no field “%1”; fields are named by their slug, such as total_borrowing"_s.arg(filter.field));
        keys.field = *id;
    }
    if (!filter.council.isEmpty()) {
        const auto id = TRY(known.councilId(filter.council));
        if (!id)
            return fail(
                ErrorKind::Usage,
                u"there is no council “%1”; councils are named by their code, such as E10000016"_s.arg(filter.council));
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

Result<ChangeChoices> changeChoices(QueryContext& context)
{
    RegisterStore known(context.db);
    ChangeChoices choices{.fields = TRY(known.fieldsByName()), .councils = TRY(known.councilsByName())};
    auto years = TRY(CellStore(context.db).years());
    std::ranges::sort(years, std::greater(), &Year::code);
    for (const Year year : years)
        choices.years << year.label();
    return choices;
}

Result<std::vector<qint64>> newestChanges(QueryContext& context, int count)
{
    return ChangeStore(context.db).newest(count);
}

Result<std::vector<ChangeView>> readChanges(QueryContext& context, std::span<const qint64> ids)
{
    ChangeStore store(context.db);
    std::vector<ChangeView> rows;
    for (size_t at = 0; at < ids.size(); at += ChangeStore::kMostAtOnce) {
        auto views = TRY(store.read(ids.subspan(at, std::min(ChangeStore::kMostAtOnce, ids.size() - at))));
        std::ranges::move(views, std::back_inserter(rows));
    }
    return rows;
}

Result<ChangesAnswer> changesQuery(QueryContext& context, const ChangeFilter& filter, qint64 limit,
                                   std::optional<ChangeGrouping> grouping)
{
    // Asked for by name first: a wrong name costs no reading of the log.
    const auto keys = TRY(changeKeys(context, filter));
    if (!grouping) {
        if (const auto found = TRY(searchChanges(context.db, keys, filter.order, limit)))
            return ChangesAnswer{.changes = TRY(readChanges(context, found->ids)),
                                 .total = found->total,
                                 .inLog = found->inLog,
                                 .groups = {}};
    }
    ChangeIndex index;
    TRY(index.sync(context.db, context.control));
    const auto selection = TRY(selectChanges(context, index, filter, grouping));
    const std::span<const qint64> ids(*selection.ids);
    ChangesAnswer answer;
    answer.changes = TRY(readChanges(context, ids.first(std::min(ids.size(), static_cast<size_t>(limit)))));
    answer.total = static_cast<qint64>(ids.size());
    answer.inLog = selection.inLog;
    if (grouping) {
        answer.groups.emplace();
        for (const ChangeGroup& group : selection.groups)
            answer.groups->push_back(lineOf(group, *grouping));
    }
    return answer;
}

} // namespace factoid
