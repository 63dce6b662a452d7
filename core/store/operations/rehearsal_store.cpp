#include "core/store/operations/rehearsal_store.h"

#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace factoid {

namespace {

const QString kStateKey = u"cache.rehearsals"_s;

} // namespace

QJsonObject Rehearsal::toJson() const
{
    return {{u"level"_s, level},
            {u"since"_s, timeText(since)},
            {u"until"_s, timeText(until)},
            {u"reason"_s, reason},
            {u"actor"_s, actor}};
}

Result<std::vector<Rehearsal>> RehearsalStore::on(const QDateTime& now)
{
    const auto text = TRY(SettingsStore(m_db).state(kStateKey));
    std::vector<Rehearsal> rehearsals;
    for (const QJsonValue& value : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const QJsonObject json = value.toObject();
        const auto word = [&](const char* key) { return json.value(QLatin1String(key)).toString(); };
        const Rehearsal rehearsal{word("level"), timeFromText(word("since")), timeFromText(word("until")),
                                  word("reason"), word("actor")};
        if (rehearsal.until.isValid() && rehearsal.isOn(now))
            rehearsals.push_back(rehearsal);
    }
    std::ranges::sort(rehearsals, {}, &Rehearsal::level);
    return rehearsals;
}

Result<void> RehearsalStore::start(const Rehearsal& rehearsal, const QDateTime& now)
{
    auto current = TRY(on(now));
    std::erase_if(current, [&](const Rehearsal& other) { return other.level == rehearsal.level; });
    current.push_back(rehearsal);
    return save(current);
}

Result<std::vector<Rehearsal>> RehearsalStore::end(const QString& level, const QDateTime& now)
{
    auto current = on(now);
    if (!current)
        return current;
    std::vector<Rehearsal> ended, left;
    for (Rehearsal& rehearsal : *current)
        (level.isEmpty() || rehearsal.level == level ? ended : left).push_back(std::move(rehearsal));
    TRY(save(left));
    return ended;
}

Result<void> RehearsalStore::save(const std::vector<Rehearsal>& rehearsals)
{
    QJsonArray list;
    for (const Rehearsal& rehearsal : rehearsals)
        list.append(rehearsal.toJson());
    return SettingsStore(m_db).setState(kStateKey,
                                        QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
}

} // namespace factoid
