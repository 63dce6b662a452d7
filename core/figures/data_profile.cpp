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

// "06-30", "30 June": month and day. 0: neither.
int monthAndDay(const QString& text)
{
    constexpr int kAnyLeapYear = 2000;
    const QDate date = QDate::fromString(u"%1-%2"_s.arg(kAnyLeapYear).arg(text.trimmed()), Qt::ISODate);
    return date.isValid() ? date.month() * kMonth + date.day() : 0;
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

QDate DataProfile::lastDay(Year year) const
{
    if (!year.isFinancial())
        return year.lastDay();
    if (yearEnds == 0)
        return {};
    return {year.startYear() + 1, yearEnds / kMonth,
            std::min(yearEnds % kMonth, QDate(year.startYear() + 1, yearEnds / kMonth, 1).daysInMonth())};
}

QDate DataProfile::firstDay(Year year) const
{
    if (!year.isFinancial())
        return year.firstDay();
    const QDate before = lastDay(year.plus(-1));
    return before.isValid() ? before.addDays(1) : QDate();
}

Result<DataProfile> profileFromJson(const QJsonObject& json)
{
    TRY(checkKeys(json, {u"profile"_s, u"whole"_s, u"entity"_s, u"types"_s, u"nations"_s, u"year_end"_s, u"balances"_s},
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
        made.yearEnds = monthAndDay(json.value("year_end"_L1).toString());
        if (made.yearEnds == 0)
            return wrong(u"year_end"_s, u"must be month and day, such as 06-30"_s);
    }
    const QStringList balances = textsOf(json.value("balances"_L1));
    made.balances = {balances.begin(), balances.end()};
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
        json.insert(u"year_end"_s, u"%1-%2"_s.arg(profile.yearEnds / kMonth, 2, 10, QLatin1Char('0'))
                                       .arg(profile.yearEnds % kMonth, 2, 10, QLatin1Char('0')));
    if (!profile.balances.isEmpty()) {
        QStringList slugs(profile.balances.begin(), profile.balances.end());
        slugs.sort();
        json.insert(u"balances"_s, QJsonArray::fromStringList(slugs));
    }
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
    if (!value(u"whole"_s).isEmpty() || !value(u"one"_s).isEmpty())
        profile.name.clear(); // its own words in place of those that ship
    if (!value(u"whole"_s).isEmpty())
        profile.whole = {value(u"whole"_s), value(u"whole_adjective"_s)};
    if (!value(u"one"_s).isEmpty() && !value(u"many"_s).isEmpty())
        profile.entity = {value(u"one"_s), value(u"many"_s)};
    if (const int ends = monthAndDay(value(u"year_end"_s)); ends > 0)
        profile.yearEnds = ends;
    if (const QString words = value(u"words"_s); !words.isEmpty()) {
        if (const auto more = profileFromBytes(words.toUtf8())) {
            profile.types.insert(more->types);
            profile.nations.insert(more->nations);
            profile.balances.unite(more->balances);
        }
    }
    return profile;
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
