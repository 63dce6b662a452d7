#include "core/store/operations/model_store.h"

#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

QString compact(const QJsonDocument& document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

} // namespace

ReplyVerdict ReplyVerdict::from(const QJsonObject& kept)
{
    ReplyVerdict verdict{
        kept.value(u"text"_s).toString(), kept.value(u"rendered"_s).toString(), kept.value(u"accepted"_s).toBool(), {}};
    for (const QJsonValue& rejection : kept.value(u"rejections"_s).toArray())
        verdict.rejections.push_back({rejection[u"word"_s].toString(), rejection[u"why"_s].toString()});
    return verdict;
}

QJsonObject Transcript::toJson() const
{
    return {
        {u"id"_s, id},           {u"call"_s, call},         {u"run"_s, run},
        {u"at"_s, timeText(at)}, {u"provider"_s, provider}, {u"model"_s, model},
        {u"prompt"_s, prompt},   {u"reply"_s, reply},       {u"verdicts"_s, verdicts},
    };
}

QJsonObject ServedLink::toJson() const
{
    return {{u"run"_s, run}, {u"at"_s, timeText(at)}, {u"link"_s, link}, {u"reason"_s, reason.text()}};
}

Result<QJsonObject> ModelStore::manner(const QString& identity)
{
    const auto text = TRY(m_db.scalar(u"SELECT manner FROM provider_manners WHERE identity = ?"_s, {identity}));
    return QJsonDocument::fromJson(text.value_or(QString()).toString().toUtf8()).object();
}

Result<void> ModelStore::setManner(const QString& identity, const QJsonObject& manner, const QDateTime& now)
{
    TRY(m_db.run(u"INSERT INTO provider_manners(identity, manner, seen_at) VALUES(?, ?, ?)"
                 " ON CONFLICT(identity) DO UPDATE SET manner = excluded.manner, seen_at = excluded.seen_at"_s,
                 {identity, compact(QJsonDocument(manner)), timeText(now)}));
    return {};
}

Result<qint64> ModelStore::addTranscript(const Transcript& transcript)
{
    TRY(m_db.run(
        u"INSERT INTO transcripts(call_id, run_id, at, provider, model, prompt, reply, verdicts) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {transcript.call, transcript.run, timeText(transcript.at), transcript.provider, transcript.model,
         transcript.prompt, transcript.reply, compact(QJsonDocument(transcript.verdicts))}));
    return m_db.lastInsertId();
}

Result<void> ModelStore::setVerdicts(qint64 transcript, const QJsonArray& verdicts)
{
    TRY(m_db.run(u"UPDATE transcripts SET verdicts = ? WHERE id = ?"_s,
                 {compact(QJsonDocument(verdicts)), transcript}));
    return {};
}

Result<std::vector<Transcript>> ModelStore::read(const QString& rest, const QVariantList& values)
{
    std::vector<Transcript> found;
    auto read = m_db.each(
        u"SELECT id, call_id, run_id, at, provider, model, prompt, reply, verdicts FROM transcripts "_s + rest, values,
        [&](const QSqlQuery& row) {
            const auto text = [&](int column) { return row.value(column).toString(); };
            found.push_back({row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong(),
                             timeFromText(text(3)), text(4), text(5), text(6), text(7),
                             QJsonDocument::fromJson(text(8).toUtf8()).array()});
        });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<std::vector<Transcript>> ModelStore::transcripts(qint64 run)
{
    return read(u"WHERE run_id = ? ORDER BY id"_s, {run});
}

Result<std::optional<Transcript>> ModelStore::transcript(qint64 id)
{
    auto found = TRY(read(u"WHERE id = ?"_s, {id}));
    return found.empty() ? std::optional<Transcript>() : found.front();
}

Result<void> ModelStore::setServed(const ServedLink& served)
{
    TRY(m_db.run(
        u"INSERT INTO served_links(run_id, at, link, reason) VALUES(?, ?, ?, ?)"
        " ON CONFLICT(run_id) DO UPDATE SET at = excluded.at, link = excluded.link, reason = excluded.reason"_s,
        {served.run, timeText(served.at), served.link, served.reason.stored()}));
    return {};
}

Result<std::vector<ServedLink>> ModelStore::served(int limit)
{
    std::vector<ServedLink> links;
    auto read = m_db.each(u"SELECT run_id, at, link, reason FROM served_links ORDER BY at DESC, run_id DESC LIMIT ?"_s,
                          {limit}, [&](const QSqlQuery& row) {
                              links.push_back({row.value(0).toLongLong(), timeFromText(row.value(1).toString()),
                                               row.value(2).toString(), Message::fromStored(row.value(3).toString())});
                          });
    if (!read)
        return std::unexpected(read.error());
    return links;
}

Result<std::vector<ModelStore::Reply>> ModelStore::repliesSince(const QDateTime& since)
{
    std::vector<Reply> replies;
    TRY(m_db.each(
        u"SELECT t.id, t.call_id, t.run_id, t.at, t.provider, t.model, t.prompt, t.reply, t.verdicts, c.tokens_in, "
        u"c.tokens_out, c.latency_ms, c.cost, c.currency"
        " FROM transcripts t JOIN model_calls c ON c.id = t.call_id WHERE t.at >= ? AND c.outcome <> 'cancelled' ORDER BY t.id"_s,
        {timeText(since)}, [&](const QSqlQuery& row) {
            const auto text = [&](int column) { return row.value(column).toString(); };
            replies.push_back({{row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong(),
                                timeFromText(text(3)), text(4), text(5), text(6), text(7),
                                QJsonDocument::fromJson(text(8).toUtf8()).array()},
                               row.value(9).toLongLong(),
                               row.value(10).toLongLong(),
                               row.value(11).toLongLong(),
                               row.value(12).toLongLong(),
                               text(13)});
        }));
    return replies;
}

Result<std::vector<std::pair<qint64, QJsonArray>>> ModelStore::verdictsSince(const QDateTime& since)
{
    std::vector<std::pair<qint64, QJsonArray>> verdicts;
    TRY(m_db.each(
        u"SELECT t.call_id, t.verdicts FROM transcripts t JOIN model_calls c ON c.id = t.call_id WHERE c.at >= ?"_s,
        {timeText(since)}, [&](const QSqlQuery& row) {
            verdicts.emplace_back(row.value(0).toLongLong(),
                                  QJsonDocument::fromJson(row.value(1).toByteArray()).array());
        }));
    return verdicts;
}

Result<std::vector<ServedLink>> ModelStore::servedSince(const QDateTime& since)
{
    std::vector<ServedLink> links;
    TRY(m_db.each(u"SELECT run_id, at, link, reason FROM served_links WHERE at >= ?"_s, {timeText(since)},
                  [&](const QSqlQuery& row) {
                      links.push_back({row.value(0).toLongLong(), timeFromText(row.value(1).toString()),
                                       row.value(2).toString(), Message::fromStored(row.value(3).toString())});
                  }));
    return links;
}

} // namespace factoid
