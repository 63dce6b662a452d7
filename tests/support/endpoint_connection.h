// One connection to the model endpoint: reads a request, answers it or misbehaves, and closes. On the endpoint's
// thread; a child of the server, deletes itself.
#pragma once

#include "tests/support/model_endpoint.h"

#include <QTcpSocket>

#include <map>

namespace factoid::test {

class EndpointServer;

// What a fault does; the text after the name is its argument, such as a status.
struct FaultPlan {
    enum class Manner {
        Whole,
        SlowHeaders,
        SlowBody,
        StallHeaders,
        StallBody,
        Drip,
        Reset,
        ResetBody,
        Truncated,
        TruncatedChunks,
        Chunked,
        Huge,
        HugeChunked,
        Garbage
    };
    Manner manner = Manner::Whole;
    int status = 200;
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers; // beside Content-Type
    QByteArray type = "application/json";
    QByteArray interim; // whole heads of answers that are not the final one
};

class EndpointConnection final : public QObject
{
  public:
    EndpointConnection(EndpointServer& server, QTcpSocket* socket, const EndpointOptions& options);

  private:
    void read();
    void answer();
    void send(const FaultPlan& plan);
    void sendPieces(QByteArray bytes, qsizetype piece, bool thenClose);
    void pour();
    void reset();
    void close();
    [[nodiscard]] QByteArray head(const FaultPlan& plan, const QByteArray& framing) const;

    EndpointServer& m_server;
    QTcpSocket* m_socket;
    const EndpointOptions& m_options;
    QByteArray m_received;
    SeenRequest m_request;
    qint64 m_toPour = 0;
    bool m_pouringChunks = false;
    bool m_answered = false;
};

// What the endpoint does with a request under a fault. `said` is what the model would say.
[[nodiscard]] FaultPlan planFor(const QString& fault, const SeenRequest& request, const QString& key,
                                const QString& said);
[[nodiscard]] QByteArray completion(const QJsonObject& request, const QJsonObject& message, const QString& finish,
                                    bool withUsage = true);

} // namespace factoid::test
