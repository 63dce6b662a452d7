#include "core/base/settings.h"

#include "core/base/languages.h"
#include "core/base/money.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <vector>

namespace factoid {

namespace {

constexpr int kTenYears = 3'660;

SettingField number(const char* key, int Settings::*member, int least, int most, const char* help)
{
    return {QLatin1String(key), member, least, most, {}, QString::fromUtf8(help)};
}

SettingField text(const char* key, QString Settings::*member, const char* help, const QStringList& choices = {})
{
    return {QLatin1String(key), member, 0, 0, choices, QString::fromUtf8(help)};
}

SettingField amount(const char* key, QString Settings::*member, const char* help)
{
    SettingField field = text(key, member, help);
    field.fits = [](const QString& value) { return value.isEmpty() || Money::parseMicros(value).has_value(); };
    field.kind = u"an amount such as 2.00, or empty for no limit"_s;
    return field;
}

SettingField currency(const char* key, QString Settings::*member, const char* help)
{
    SettingField field = text(key, member, help);
    field.fits = isCurrency;
    field.kind = u"a currency's three letters, such as GBP"_s;
    return field;
}

SettingField fitting(const char* key, QString Settings::*member, const char* help, bool (*fits)(const QString&),
                     const QString& kind)
{
    SettingField field = text(key, member, help);
    field.fits = fits;
    field.kind = kind;
    return field;
}

bool isMonthAndDay(const QString& text)
{
    return text.isEmpty() || QDate::fromString(u"2000-"_s + text, Qt::ISODate).isValid();
}

bool isJsonObject(const QString& text)
{
    return text.isEmpty() || QJsonDocument::fromJson(text.toUtf8()).isObject();
}

std::vector<SettingField> makeFields()
{
    using S = Settings;
    return {
        text("schedule.slots", &S::scheduleSlots, "Daily update times in the time zone, separated by commas."),
        text("schedule.zone", &S::scheduleZone, "IANA time zone of the slots."),
        text("schedule.missed", &S::scheduleMissed,
             "A slot missed while the machine was off: once at the next check, or skip.", {u"once"_s, u"skip"_s}),
        number("schedule.freshness_minutes", &S::freshnessMinutes, 5, 1'440,
               "A change to a comparison field is published within this many minutes."),
        number("schedule.minimum_gap_minutes", &S::minimumGapMinutes, 0, 1'440,
               "At least this long between two generations."),
        number("schedule.check_minutes", &S::checkMinutes, 1, 60,
               "How often checks come from cron, the timer or `run`."),
        number("factoids.set_size", &S::setSize, 1, 100,
               "How many factoids are on show unless --limit says otherwise."),
        number("factoids.reserve", &S::reserve, 0, 1'000, "How many more are in reserve for when one is withdrawn."),
        text("factoids.language", &S::language, "Language of the published set: English, Welsh or both.",
             knownLanguages() << QString::fromLatin1(kBothLanguages)),
        text("data.whole", &S::dataWhole,
             "Name of everything in the data together, such as “the European Union”; empty: none, or the UK's where "
             "all nations are the UK's."),
        text("data.whole_adjective", &S::dataWholeAdjective, "The same before a noun, such as “EU”; empty: none."),
        text("data.one", &S::dataOne,
             "What one body in the data is called, such as “council” or “country”; empty: its type."),
        text("data.many", &S::dataMany, "What several of them are called, such as “councils” or “countries”."),
        fitting(
            "data.year_end", &S::dataYearEnd,
            "Month and day on which a year such as 2018/19 ends, such as 06-30; empty: not known, or 03-31 in the UK.",
            isMonthAndDay, u"a month and a day such as 06-30, or empty"_s),
        fitting(
            "data.words", &S::dataWords,
            "JSON with further words of the data set: “types” (one and many of each type), “nations” (spoken name and "
            "adjective of each), “balances” (slugs of fields that are a stock at the year's end), “flows” (slugs of "
            "fields "
            "that are none), “year_ends” (by slug, where a field's years end otherwise).",
            isJsonObject, u"a JSON object, or empty"_s),
        text("fallbacks.serve_unchecked", &S::serveUnchecked,
             "Whether a curated text that nothing proves is served when an operator keeps it unchecked: on or off.",
             {u"on"_s, u"off"_s}),
        number("cache.fresh_minutes", &S::cacheFreshMinutes, 1, 10'080, "How long a cached value counts as fresh."),
        number("cache.jitter_percent", &S::cacheJitterPercent, 0, 50,
               "Fresh times are shortened by up to this much, by key."),
        number("cache.stale_days", &S::cacheStaleDays, 1, 365,
               "How long a value that is no longer fresh is still served."),
        number("retention.summaries_days", &S::keepSummariesDays, 1, kTenYears,
               "Days that superseded summaries are kept."),
        number("retention.changes_days", &S::keepChangesDays, 1, kTenYears, "Days that processed changes are kept."),
        number("retention.runs_days", &S::keepRunsDays, 1, kTenYears, "Days that finished runs are kept."),
        number("retention.sets_days", &S::keepSetsDays, 1, kTenYears,
               "Days that superseded sets of factoids are kept."),
        number("retention.calls_days", &S::keepCallsDays, 32, kTenYears,
               "Days that model calls and their cost are kept; the running month always is."),
        number("retention.failures_days", &S::keepFailuresDays, 1, kTenYears,
               "Days that failures and what was done about them are kept."),
        number("retention.transcripts_days", &S::keepTranscriptsDays, 1, kTenYears,
               "Days that prompts and replies of models are kept."),
        amount("spend.per_run", &S::spendPerRun, "Spending limit for one run; empty: no limit."),
        amount("spend.per_day", &S::spendPerDay,
               "Daily spending limit, by the days of the schedule's time zone; empty: no limit."),
        amount("spend.per_month", &S::spendPerMonth,
               "Monthly spending limit, by the months of the schedule's time zone; empty: no limit."),
        currency("spend.currency", &S::spendCurrency, "Currency of the spending limits (ISO 4217)."),
        text("site.title", &S::siteTitle, "Title of the feed and the bundle."),
        text("site.url", &S::siteUrl, "Address of the page that shows the factoids."),
        text("site.attribution", &S::attribution, "The sentence that the figures' licence asks for."),
        number("bundle.expiry_days", &S::bundleExpiryDays, 1, 3'650,
               "Days after which an exported bundle counts as expired."),
        text("bundle.byte_order_mark", &S::bundleByteOrderMark,
             "Whether factoids.csv begins with a byte order mark, so that Excel reads it as UTF-8 and shows £ "
             "correctly: on or off.",
             {u"on"_s, u"off"_s}),
    };
}

} // namespace

std::span<const SettingField> settingFields()
{
    static const std::vector<SettingField> fields = makeFields();
    return fields;
}

const SettingField* settingField(const QString& key)
{
    for (const SettingField& field : settingFields()) {
        if (field.key == key)
            return &field;
    }
    return nullptr;
}

QString settingText(const Settings& settings, const SettingField& field)
{
    if (const auto* member = std::get_if<int Settings::*>(&field.member))
        return QString::number(settings.**member);
    return settings.*std::get<QString Settings::*>(field.member);
}

Result<void> setSetting(Settings& settings, const QString& key, const QString& value)
{
    const SettingField* field = settingField(key);
    if (!field)
        return fail(ErrorKind::Usage, Message("settings.unknown").arg(key));
    if (const auto* member = std::get_if<int Settings::*>(&field->member)) {
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (!isNumber || number < field->least || number > field->most) {
            return fail(ErrorKind::Usage,
                        Message("settings.range").arg(key).arg(field->least).arg(field->most).arg(value));
        }
        settings.** member = number;
        return {};
    }
    if (!field->choices.isEmpty() && !field->choices.contains(value))
        return fail(ErrorKind::Usage,
                    Message("settings.choices").arg(key).arg(field->choices.join(u", "_s)).arg(value));
    if (field->fits && !field->fits(value))
        return fail(ErrorKind::Usage, Message("settings.must_be").arg(key).arg(field->kind).arg(value));
    settings.*std::get<QString Settings::*>(field->member) = value;
    return {};
}

namespace {

QString jsonText(const QJsonValue& value)
{
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isBool())
        return value.toBool() ? u"on"_s : u"off"_s;
    if (!value.isArray())
        return value.toString();
    QStringList parts;
    for (const QJsonValue& part : value.toArray())
        parts << part.toString();
    return parts.join(QLatin1Char(','));
}

Result<void> checkProviders(const QJsonValue& value)
{
    if (!value.isArray())
        return fail(ErrorKind::Usage, Message("config.providers_list"));
    for (const QJsonValue& provider : value.toArray()) {
        for (const char* key : {"name", "base_url", "model"}) {
            if (!provider.toObject().value(QLatin1String(key)).isString())
                return fail(ErrorKind::Usage, Message("config.provider_text").arg(QLatin1String(key)));
        }
        if (provider.toObject().contains(u"api_key"_s))
            return fail(ErrorKind::Usage, Message("config.key_in_file"));
    }
    return {};
}

// Caps are settings like any other; a broken number would be cut to a whole one, so amounts are texts or whole numbers.
Result<void> applySpend(Settings& settings, const QJsonValue& section)
{
    if (!section.isObject())
        return fail(ErrorKind::Usage, Message("config.spend_object"));
    static const QStringList tables{u"prices"_s, u"exchange"_s, u"per_provider"_s};
    const QJsonObject keys = section.toObject();
    for (auto key = keys.begin(); key != keys.end(); ++key) {
        if (tables.contains(key.key())) {
            settings.spendTables.insert(key.key(), key.value());
            continue;
        }
        const bool isWhole =
            key.value().isDouble() && static_cast<double>(key.value().toInteger()) == key.value().toDouble();
        if (!key.value().isString() && !isWhole)
            return fail(ErrorKind::Usage, Message("config.spend_text").arg(key.key()));
        if (auto set = setSetting(settings, u"spend."_s + key.key(), jsonText(key.value())); !set)
            return set;
    }
    return {};
}

} // namespace

Result<void> applyConfig(Settings& settings, const QJsonObject& config)
{
    for (auto section = config.begin(); section != config.end(); ++section) {
        if (section.key() == "providers"_L1) {
            if (auto fine = checkProviders(section.value()); !fine)
                return fine;
            continue;
        }
        if (section.key() == "spend"_L1) {
            if (auto set = applySpend(settings, section.value()); !set)
                return set;
            continue;
        }
        if (!section.value().isObject()) {
            if (auto set = setSetting(settings, section.key(), jsonText(section.value())); !set)
                return set;
            continue;
        }
        const QJsonObject keys = section.value().toObject();
        for (auto key = keys.begin(); key != keys.end(); ++key) {
            if (auto set = setSetting(settings, section.key() + QLatin1Char('.') + key.key(), jsonText(key.value()));
                !set)
                return set;
        }
    }
    return {};
}

} // namespace factoid
