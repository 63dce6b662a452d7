#include "core/chat/chat_stream.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace factoid {

namespace {

using Key = QLatin1String;

// The fields of a message that grow piece by piece.
constexpr const char* kGrowing[] = {"content", "reasoning_content", "reasoning", "refusal"};

class Stream
{
  public:
    void take(const QByteArray& data)
    {
        if (data.trimmed() == "[DONE]") {
            m_reply.ended = true;
            return;
        }
        const QJsonObject json = QJsonDocument::fromJson(data).object();
        if (json.contains(Key("error")))
            m_error = json;
        for (const char* key : {"model", "usage"}) {
            if (const QJsonValue value = json.value(Key(key)); !value.isUndefined() && !value.isNull())
                m_reply.json.insert(Key(key), value);
        }
        const QJsonObject choice = json.value(Key("choices")).toArray().at(0).toObject();
        m_seen = m_seen || json.contains(Key("choices"));
        const QJsonObject piece =
            choice.value(choice.contains(Key("delta")) ? Key("delta") : Key("message")).toObject();
        for (const char* key : kGrowing) {
            if (const QString more = textOf(piece.value(Key(key))); !more.isEmpty())
                m_message.insert(Key(key), m_message.value(Key(key)).toString() + more);
        }
        if (const QString finish = choice.value(Key("finish_reason")).toString(); !finish.isEmpty()) {
            m_finish = finish;
            m_reply.ended = true;
        }
    }

    [[nodiscard]] std::optional<StreamedReply> reply()
    {
        if (!m_error.isEmpty())
            return StreamedReply{m_error, true};
        if (!m_seen && !m_reply.ended)
            return std::nullopt;
        const QJsonObject choice{{Key("index"), 0},
                                 {Key("message"), m_message},
                                 {Key("finish_reason"), m_finish.isEmpty() ? QJsonValue() : QJsonValue(m_finish)}};
        m_reply.json.insert(Key("choices"), m_seen ? QJsonArray{choice} : QJsonArray());
        return m_reply;
    }

  private:
    static QString textOf(const QJsonValue& value)
    {
        QString text = value.toString();
        for (const QJsonValue& part : value.toArray())
            text += part[Key("text")].toString();
        return text;
    }

    StreamedReply m_reply;
    QJsonObject m_message, m_error;
    QString m_finish;
    bool m_seen = false; // a piece of an answer
};

} // namespace

std::optional<StreamedReply> wholeOfStream(const QByteArray& body)
{
    Stream stream;
    QByteArray data;
    bool any = false;
    QByteArray lines = body;
    lines.replace("\r\n", "\n").replace('\r', '\n');
    lines += "\n\n";
    // An event ends with an empty line; its data may have several (WHATWG HTML 9.2.6).
    for (const QByteArray& line : lines.split('\n')) {
        if (line.startsWith("data:")) {
            const QByteArray rest = line.mid(5);
            data += (data.isEmpty() ? QByteArray() : QByteArray("\n")) + (rest.startsWith(' ') ? rest.mid(1) : rest);
            any = true;
        } else if (line.isEmpty() && !data.isEmpty()) {
            stream.take(data);
            data.clear();
        } else if (!any && !line.isEmpty() && !line.startsWith(':') && !line.startsWith("event:") &&
                   !line.startsWith("id:") && !line.startsWith("retry:")) {
            return std::nullopt; // something else begins so
        }
    }
    return any ? stream.reply() : std::nullopt;
}

} // namespace factoid
