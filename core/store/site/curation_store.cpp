#include "core/store/site/curation_store.h"

#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

const QString kVersion = QStringLiteral("curation.version");
const QString kPublished = QStringLiteral("curation.published_version");

Result<qint64> number(Database& db, const QString& key)
{
    const auto text = SettingsStore(db).state(key);
    if (!text)
        return std::unexpected(text.error());
    return text->toLongLong(); // 0 when it was never set
}

} // namespace

QJsonObject Choice::toJson() const
{
    return {
        {QStringLiteral("id"), id},
        {QStringLiteral("kind"), kind},
        {QStringLiteral("fact_key"), factKey},
        {QStringLiteral("council"), council},
        {QStringLiteral("text"), text},
        {QStringLiteral("until"), until.isValid() ? QJsonValue(until.toString(Qt::ISODate)) : QJsonValue()},
        {QStringLiteral("reason"), reason},
        {QStringLiteral("created_at"), timeText(createdAt)},
        {QStringLiteral("actor"), actor},
    };
}

Result<Choice> Choice::fromJson(const QJsonObject& json)
{
    const auto text = [&](const char* key) { return json.value(QLatin1String(key)).toString().trimmed(); };
    Choice choice{0, text("kind"), text("fact_key"), text("council"), text("text"), {}, text("reason"), timeFromText(text("created_at")), text("actor")};
    static const QStringList kinds{QStringLiteral("pin"), QStringLiteral("ban"), QStringLiteral("snooze"), QStringLiteral("never_council")};
    if (!kinds.contains(choice.kind))
        return fail(ErrorKind::Input, QStringLiteral("a choice is to pin, ban, snooze or never_council, not “%1”").arg(choice.kind));
    const bool aboutCouncil = choice.kind == QLatin1String("never_council");
    if (aboutCouncil != choice.factKey.isEmpty() || aboutCouncil == choice.council.isEmpty())
        return fail(ErrorKind::Input, aboutCouncil ? QStringLiteral("this choice needs a council's code") : QStringLiteral("this choice needs a fact's key"));
    if (choice.kind == QLatin1String("snooze")) {
        choice.until = QDate::fromString(text("until"), Qt::ISODate);
        if (!choice.until.isValid())
            return fail(ErrorKind::Input, QStringLiteral("a snooze needs the day on which it ends, such as 2027-03-31, not “%1”").arg(text("until")));
    }
    return choice;
}

Result<std::vector<Choice>> CurationStore::list()
{
    return read(QStringLiteral("ORDER BY id DESC"), {});
}

Result<std::optional<Choice>> CurationStore::find(const QString& factKey, const QString& council)
{
    auto found = read(QStringLiteral("WHERE fact_key = ? AND council = ?"), {factKey, council});
    if (!found)
        return std::unexpected(found.error());
    return found->empty() ? std::nullopt : std::optional(found->front());
}

Result<void> CurationStore::put(const Choice& choice)
{
    if (auto cleared = clear(choice.factKey, choice.council); !cleared)
        return std::unexpected(cleared.error());
    auto ran = m_db.run(QStringLiteral("INSERT INTO curation(kind, fact_key, council, text, until, reason, created_at, actor) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
                        {choice.kind, choice.factKey, choice.council, choice.text, choice.until.isValid() ? QVariant(choice.until.toString(Qt::ISODate)) : QVariant(),
                         choice.reason, timeText(choice.createdAt), choice.actor});
    if (!ran)
        return std::unexpected(ran.error());
    return {};
}

Result<bool> CurationStore::clear(const QString& factKey, const QString& council)
{
    auto ran = m_db.run(QStringLiteral("DELETE FROM curation WHERE fact_key = ? AND council = ?"), {factKey, council});
    if (!ran)
        return std::unexpected(ran.error());
    return *ran > 0;
}

Result<qint64> CurationStore::version()
{
    return number(m_db, kVersion);
}

Result<void> CurationStore::bumpVersion()
{
    const auto now = version();
    if (!now)
        return std::unexpected(now.error());
    return SettingsStore(m_db).setState(kVersion, QString::number(*now + 1));
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
    auto done = m_db.each(QStringLiteral("SELECT id, kind, fact_key, council, text, until, reason, created_at, actor FROM curation ") + rest, values,
                          [&](const QSqlQuery& row) {
                              const auto text = [&](int column) { return row.value(column).toString(); };
                              choices.push_back({row.value(0).toLongLong(), text(1), text(2), text(3), text(4), QDate::fromString(text(5), Qt::ISODate), text(6),
                                                 timeFromText(text(7)), text(8)});
                          });
    if (!done)
        return std::unexpected(done.error());
    return choices;
}

} // namespace factoid
