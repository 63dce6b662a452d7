#include "core/figures/data_profile.h"

#include "core/base/json_texts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kMonth = 100;
constexpr int kVersion = 1;
const QString kUk = u"uk"_s;

std::unexpected<Error> wrong(const QString& key, const QString& what)
{
    return fail(ErrorKind::Input, u"the profile's %1 %2"_s.arg(key, what));
}

// The object's keys are all among these.
Result<void> checkKeys(const QJsonObject& json, const QStringList& known, const QString& path)
{
    for (const QString& key : json.keys()) {
        if (!known.contains(key))
            return wrong(path + key, u"is not a key that is known here"_s);
    }
    return {};
}

Result<KindNames> readKind(const QJsonValue& value, const QString& path)
{
    const QJsonObject json = value.toObject();
    TRY(checkKeys(json, {u"one"_s, u"many"_s}, path + QLatin1Char('.')));
    const KindNames kind{json.value("one"_L1).toString().simplified(), json.value("many"_L1).toString().simplified()};
    if (kind.one.isEmpty() || kind.many.isEmpty())
        return wrong(path, u"must have one and many, such as “country” and “countries”"_s);
    return kind;
}

Result<PlaceNames> readPlace(const QJsonValue& value, const QString& path)
{
    if (value.isString() && !value.toString().simplified().isEmpty())
        return PlaceNames{value.toString().simplified(), {}};
    const QJsonObject json = value.toObject();
    TRY(checkKeys(json, {u"spoken"_s, u"adjective"_s}, path + QLatin1Char('.')));
    const PlaceNames place{json.value("spoken"_L1).toString().simplified(),
                           json.value("adjective"_L1).toString().simplified()};
    if (place.spoken.isEmpty())
        return wrong(path, u"must be a name, or have “spoken” and perhaps “adjective”"_s);
    return place;
}

Result<int> readYearEnd(const QJsonValue& value, const QString& path)
{
    const auto ends = monthAndDayFrom(value.toString());
    if (!ends)
        return wrong(path, u"must be month and day, such as 06-30"_s);
    return *ends;
}

QString monthAndDayText(int yearEnds)
{
    return u"%1-%2"_s.arg(yearEnds / kMonth, 2, 10, QLatin1Char('0')).arg(yearEnds % kMonth, 2, 10, QLatin1Char('0'));
}

QJsonArray sortedJson(const QSet<QString>& slugs)
{
    QStringList sorted(slugs.begin(), slugs.end());
    sorted.sort();
    return QJsonArray::fromStringList(sorted);
}

QJsonObject placeJson(const PlaceNames& place)
{
    QJsonObject json{{u"spoken"_s, place.spoken}};
    if (!place.adjective.isEmpty())
        json.insert(u"adjective"_s, place.adjective);
    return json;
}

QJsonObject kindJson(const KindNames& kind)
{
    return {{u"one"_s, kind.one}, {u"many"_s, kind.many}};
}

struct Shipped {
    DataProfile profile;
    QSet<QString> nations;
};

const Shipped& theUk()
{
    static const Shipped shipped = [] {
        Shipped made;
        QFile file(u":/profiles/uk.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            return made;
        const auto read = profileFromBytes(file.readAll());
        if (!read)
            return made;
        made.profile = *read;
        made.profile.name = kUk;
        for (auto it = read->nations.begin(); it != read->nations.end(); ++it)
            made.nations.insert(it.key());
        return made;
    }();
    return shipped;
}

} // namespace

bool DataProfile::isUk() const
{
    return name == kUk;
}

QDate DataProfile::lastDay(Year year, const QString& field) const
{
    if (!year.isFinancial())
        return {year.startYear(), 12, 31};
    const int ends = yearEndsOf(field);
    if (ends == 0)
        return {};
    return {year.startYear() + 1, ends / kMonth,
            std::min(ends % kMonth, QDate(year.startYear() + 1, ends / kMonth, 1).daysInMonth())};
}

QDate DataProfile::firstDay(Year year, const QString& field) const
{
    if (!year.isFinancial())
        return {year.startYear(), 1, 1};
    const QDate before = lastDay(year.plus(-1), field);
    return before.isValid() ? before.addDays(1) : QDate();
}

YearDays DataProfile::days(Year year, const QString& field) const
{
    const QDate last = lastDay(year, field);
    if (last.isValid())
        return {firstDay(year, field), last};
    return {QDate(year.startYear(), 1, 1), QDate(year.startYear() + 1, 12, 31)};
}

std::optional<int> monthAndDayFrom(const QString& text)
{
    constexpr int kAnyLeapYear = 2000;
    const QDate date = QDate::fromString(u"%1-%2"_s.arg(kAnyLeapYear).arg(text.trimmed()), Qt::ISODate);
    return date.isValid() ? std::optional(date.month() * kMonth + date.day()) : std::nullopt;
}

void takeOver(DataProfile& profile, const DataProfile& said)
{
    if (!said.whole.spoken.isEmpty())
        profile.whole = said.whole;
    if (said.entity.given())
        profile.entity = said.entity;
    if (said.yearEnds > 0)
        profile.yearEnds = said.yearEnds;
    profile.types.insert(said.types);
    profile.nations.insert(said.nations);
    profile.fieldYearEnds.insert(said.fieldYearEnds);
    profile.balances.subtract(said.flows).unite(said.balances);
    profile.flows.subtract(said.balances).unite(said.flows);
}

Result<DataProfile> profileFromJson(const QJsonObject& json)
{
    TRY(checkKeys(json,
                  {u"profile"_s, u"whole"_s, u"entity"_s, u"types"_s, u"nations"_s, u"year_end"_s, u"year_ends"_s,
                   u"balances"_s, u"flows"_s},
                  {}));
    if (json.contains("profile"_L1) && json.value("profile"_L1).toInt() != kVersion)
        return wrong(u"profile"_s, u"must be 1, the version of this format"_s);
    DataProfile made;
    if (json.contains("whole"_L1))
        made.whole = TRY(readPlace(json.value("whole"_L1), u"whole"_s));
    if (json.contains("entity"_L1))
        made.entity = TRY(readKind(json.value("entity"_L1), u"entity"_s));
    const QJsonObject types = json.value("types"_L1).toObject();
    for (auto it = types.begin(); it != types.end(); ++it)
        made.types.insert(it.key(), TRY(readKind(*it, u"types."_s + it.key())));
    const QJsonObject nations = json.value("nations"_L1).toObject();
    for (auto it = nations.begin(); it != nations.end(); ++it)
        made.nations.insert(it.key(), TRY(readPlace(*it, u"nations."_s + it.key())));
    if (json.contains("year_end"_L1)) {
        made.yearEnds = TRY(readYearEnd(json.value("year_end"_L1), u"year_end"_s));
    }
    const QJsonObject yearEnds = json.value("year_ends"_L1).toObject();
    for (auto it = yearEnds.begin(); it != yearEnds.end(); ++it)
        made.fieldYearEnds.insert(it.key(), TRY(readYearEnd(*it, u"year_ends."_s + it.key())));
    const QStringList balances = textsOf(json.value("balances"_L1));
    made.balances = {balances.begin(), balances.end()};
    const QStringList flows = textsOf(json.value("flows"_L1));
    made.flows = {flows.begin(), flows.end()};
    if (made.balances.intersects(made.flows))
        return wrong(u"flows"_s, u"names a field that is also one of its balances"_s);
    return made;
}

Result<DataProfile> profileFromBytes(const QByteArray& json)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    if (!document.isObject())
        return fail(ErrorKind::Input, u"the profile is not a JSON object: %1"_s.arg(fault.errorString()));
    return profileFromJson(document.object());
}

QJsonObject profileToJson(const DataProfile& profile)
{
    QJsonObject json;
    if (!profile.whole.spoken.isEmpty())
        json.insert(u"whole"_s, placeJson(profile.whole));
    if (profile.entity.given())
        json.insert(u"entity"_s, kindJson(profile.entity));
    QJsonObject types;
    for (auto it = profile.types.begin(); it != profile.types.end(); ++it)
        types.insert(it.key(), kindJson(*it));
    if (!types.isEmpty())
        json.insert(u"types"_s, types);
    QJsonObject nations;
    for (auto it = profile.nations.begin(); it != profile.nations.end(); ++it)
        nations.insert(it.key(), placeJson(*it));
    if (!nations.isEmpty())
        json.insert(u"nations"_s, nations);
    if (profile.yearEnds > 0)
        json.insert(u"year_end"_s, monthAndDayText(profile.yearEnds));
    QJsonObject yearEnds;
    for (auto it = profile.fieldYearEnds.begin(); it != profile.fieldYearEnds.end(); ++it)
        yearEnds.insert(it.key(), monthAndDayText(*it));
    if (!yearEnds.isEmpty())
        json.insert(u"year_ends"_s, yearEnds);
    if (!profile.balances.isEmpty())
        json.insert(u"balances"_s, sortedJson(profile.balances));
    if (!profile.flows.isEmpty())
        json.insert(u"flows"_s, sortedJson(profile.flows));
    return json;
}

QHash<QString, QString> profileSettings(const DataProfile& profile)
{
    QHash<QString, QString> settings;
    const auto put = [&](const QString& key, const QString& value) {
        if (!value.isEmpty())
            settings.insert(u"data."_s + key, value);
    };
    put(u"whole"_s, profile.whole.spoken);
    put(u"whole_adjective"_s, profile.whole.adjective);
    put(u"one"_s, profile.entity.one);
    put(u"many"_s, profile.entity.many);
    QJsonObject rest = profileToJson(profile);
    put(u"year_end"_s, rest.value("year_end"_L1).toString());
    for (const char* key : {"whole", "entity", "year_end"})
        rest.remove(QLatin1String(key));
    if (!rest.isEmpty())
        put(u"words"_s, QString::fromUtf8(QJsonDocument(rest).toJson(QJsonDocument::Compact)));
    return settings;
}

DataProfile profileWith(const std::vector<Council>& councils, const QHash<QString, QString>& settings)
{
    DataProfile profile = profileOf(councils);
    const auto value = [&](const QString& key) { return settings.value(u"data."_s + key); };
    const auto differs = [&](const QString& key, const QString& shipped) {
        return !value(key).isEmpty() && value(key) != shipped;
    };
    if (differs(u"whole"_s, profile.whole.spoken) || differs(u"one"_s, profile.entity.one))
        profile.name.clear(); // its own words in place of those that ship
    if (!value(u"whole"_s).isEmpty())
        profile.whole = {value(u"whole"_s), value(u"whole_adjective"_s)};
    if (!value(u"one"_s).isEmpty() && !value(u"many"_s).isEmpty())
        profile.entity = {value(u"one"_s), value(u"many"_s)};
    if (const auto ends = monthAndDayFrom(value(u"year_end"_s)))
        profile.yearEnds = *ends;
    if (const QString words = value(u"words"_s); !words.isEmpty()) {
        if (const auto more = profileFromBytes(words.toUtf8())) {
            DataProfile rest; // the settings beside it have the others
            rest.types = more->types;
            rest.nations = more->nations;
            rest.fieldYearEnds = more->fieldYearEnds;
            rest.balances = more->balances;
            rest.flows = more->flows;
            takeOver(profile, rest);
        }
    }
    return profile;
}

QHash<QString, QString> settingsWith(const QHash<QString, QString>& kept, const QHash<QString, QString>& said)
{
    const QString words = u"data.words"_s;
    QHash<QString, QString> all = kept;
    all.insert(said);
    const auto before = profileFromBytes(kept.value(words).toUtf8());
    const auto now = profileFromBytes(said.value(words).toUtf8());
    if (before && now) {
        DataProfile both = *before;
        takeOver(both, *now);
        all.insert(words, profileSettings(both).value(words));
    }
    return all;
}

const DataProfile& ukProfile()
{
    return theUk().profile;
}

DataProfile profileOf(const std::vector<Council>& councils)
{
    bool any = false;
    for (const Council& council : councils) {
        if (council.nation.isEmpty())
            continue;
        any = true;
        if (!theUk().nations.contains(council.nation))
            return {};
    }
    return any ? theUk().profile : DataProfile();
}

} // namespace factoid
