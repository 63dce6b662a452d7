#include "core/store/site/curation_store.h"

#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

const QString kVersion = u"curation.version"_s;
const QString kPublished = u"curation.published_version"_s;

Result<qint64> number(Database& db, const QString& key)
{
    const auto text = TRY(SettingsStore(db).state(key));
    return text.toLongLong(); // 0 when it was never set
}

} // namespace

QJsonObject Choice::toJson() const
{
    return {
        {u"id"_s, id},
        {u"kind"_s, kind},
        {u"fact_key"_s, factKey},
        {u"council"_s, council},
        {u"text"_s, text},
        {u"until"_s, until.isValid() ? QJsonValue(until.toString(Qt::ISODate)) : QJsonValue()},
        {u"reason"_s, reason},
        {u"created_at"_s, timeText(createdAt)},
        {u"actor"_s, actor},
    };
}

Result<Choice> Choice::fromJson(const QJsonObject& json)
{
    const auto text = [&](const char* key) { return json.value(QLatin1String(key)).toString().trimmed(); };
    Choice choice{0,
                  text("kind"),
                  text("fact_key"),
                  text("council"),
                  text("text"),
                  {},
                  text("reason"),
                  timeFromText(text("created_at")),
                  text("actor")};
    static const QStringList kinds{u"pin"_s, u"ban"_s, u"snooze"_s, u"never_council"_s};
    if (!kinds.contains(choice.kind))
        return fail(ErrorKind::Input, Message("curate.no_choice").arg(choice.kind));
    const bool aboutCouncil = choice.kind == "never_council"_L1;
    if (aboutCouncil != choice.factKey.isEmpty() || aboutCouncil == choice.council.isEmpty())
        return fail(ErrorKind::Input,
                    aboutCouncil ? u"this choice needs a council's code"_s : u"this choice needs a fact's key"_s);
    if (choice.kind == "snooze"_L1) {
        choice.until = QDate::fromString(text("until"), Qt::ISODate);
        if (!choice.until.isValid())
            return fail(ErrorKind::Input, Message("curate.snooze_needs_date").arg(text("until")));
    }
    return choice;
}

Result<std::vector<Choice>> CurationStore::list()
{
    return read(u"ORDER BY id DESC"_s, {});
}

Result<std::optional<Choice>> CurationStore::find(const QString& factKey, const QString& council)
{
    auto found = TRY(read(u"WHERE fact_key = ? AND council = ?"_s, {factKey, council}));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

Result<void> CurationStore::put(const Choice& choice)
{
    TRY(clear(choice.factKey, choice.council));
    TRY(m_db.run(
        u"INSERT INTO curation(kind, fact_key, council, text, until, reason, created_at, actor) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {choice.kind, choice.factKey, choice.council, choice.text,
         choice.until.isValid() ? QVariant(choice.until.toString(Qt::ISODate)) : QVariant(), choice.reason,
         timeText(choice.createdAt), choice.actor}));
    return {};
}

Result<bool> CurationStore::clear(const QString& factKey, const QString& council)
{
    auto ran = TRY(m_db.run(u"DELETE FROM curation WHERE fact_key = ? AND council = ?"_s, {factKey, council}));
    return ran > 0;
}

Result<qint64> CurationStore::version()
{
    return number(m_db, kVersion);
}

Result<void> CurationStore::bumpVersion()
{
    const auto now = TRY(version());
    return SettingsStore(m_db).setState(kVersion, QString::number(now + 1));
}

Result<qint64> CurationStore::publishedVersion()
{
    return number(m_db, kPublished);
}

Result<void> CurationStore::setPublishedVersion(qint64 version)
{
    return SettingsStore(m_db).setState(kPublished, QString::number(version));
}

Result<std::vector<Choice>> CurationStore::read(const QString& rest, const QVariantList& values)
{
    std::vector<Choice> choices;
    auto done = m_db.each(
        u"SELECT id, kind, fact_key, council, text, until, reason, created_at, actor FROM curation "_s + rest, values,
        [&](const QSqlQuery& row) {
            const auto text = [&](int column) { return row.value(column).toString(); };
            choices.push_back({row.value(0).toLongLong(), text(1), text(2), text(3), text(4),
                               QDate::fromString(text(5), Qt::ISODate), text(6), timeFromText(text(7)), text(8)});
        });
    if (!done)
        return std::unexpected(done.error());
    return choices;
}

} // namespace factoid
