// ModelEndpoint: a real HTTP server that speaks the chat-completions API on loopback and misbehaves on demand. It
// checks each request as the makers' servers do (chat_api_check.h) and then does what its fault says. Runs on a thread
// of its own; any thread may call. As a program of its own: model_endpoint_main.cpp.
//
// Which fault a request meets: /fault/NAME/ in its path; else a model called fault:NAME; else the next of script();
// else always(). faults() lists them; "ok" answers.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QThread>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace factoid::test {

struct EndpointOptions {
    quint16 port = 0;                // 0: any that is free
    QString key;                     // demanded, as Bearer or in api-key, when not empty
    QString certificate, privateKey; // PEM files: TLS
    int pause = 100;                 // milliseconds; what "slow" and "drip" wait between two pieces
    qint64 hugeBytes = 100LL << 20;
};

struct SeenRequest {
    QByteArray method, target;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QJsonObject json;
    QString fault;

    [[nodiscard]] QByteArray header(const QByteArray& name) const;
};

class EndpointServer;

class ModelEndpoint
{
  public:
    // What the model "says" to a request: the text of its message.
    using Reply = std::function<QString(const QJsonObject& request)>;

    explicit ModelEndpoint(EndpointOptions options = {});
    ~ModelEndpoint();
    ModelEndpoint(const ModelEndpoint&) = delete;
    ModelEndpoint& operator=(const ModelEndpoint&) = delete;

    [[nodiscard]] bool isListening() const { return m_port != 0; }
    [[nodiscard]] quint16 port() const { return m_port; }
    // http://127.0.0.1:PORT/v1, or https; with a fault: …/fault/NAME/v1.
    [[nodiscard]] QString baseUrl(const QString& fault = {}) const;

    void script(const QStringList& faults); // one a request
    void always(const QString& fault);
    void setReply(Reply reply); // called on the endpoint's thread; empty: an example that fits the schema
    [[nodiscard]] std::vector<SeenRequest> seen() const;
    void forget();

    [[nodiscard]] static const QStringList& faults();

  private:
    EndpointOptions m_options;
    QThread m_thread;
    EndpointServer* m_server; // on m_thread
    quint16 m_port = 0;
};

} // namespace factoid::test
