// PlainReply: one exchange over HTTP/1.1 on a connection of its own, straight to the server. Qt's own takes an interim
// answer (103 Early Hints) for the final one; this passes over all of them. It sends once and never again. Lives on
// the network thread; to HttpExchange it is a QNetworkReply like any other.
#pragma once

#include "core/net/unpacker.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

class QTcpSocket;

namespace factoid {

class PlainReply final : public QNetworkReply
{
  public:
    PlainReply(const QNetworkRequest& request, const QByteArray& verb, QByteArray body, QObject* parent);
    void abort() override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_out.size() + QNetworkReply::bytesAvailable(); }
    [[nodiscard]] bool isSequential() const override { return true; }

  protected:
    qint64 readData(char* data, qint64 most) override;

  private:
    enum class Part { Head, Sized, ChunkSize, Chunk, ChunkEnd, Trailer, UntilClose };

    void sendRequest(const QByteArray& verb, const QByteArray& body);
    void take();
    bool takeHead();
    bool takeChunkSize();
    bool takeTrailer();
    [[nodiscard]] bool decideFraming();
    void deliver(QByteArray bytes);
    void failedSocket();
    void give(NetworkError error, const QString& words);
    void finish();
    [[nodiscard]] std::optional<QByteArray> takeLine();

    QTcpSocket* m_socket; // a child
    QByteArray m_in, m_out;
    Part m_part = Part::Head;
    qint64 m_left = 0; // of the sized body or the chunk
    int m_interim = 0;
    bool m_connected = false;
    std::optional<Unpacker> m_unpacker;
};

// A manager whose requests go by PlainReply where they go straight to the server and HTTP/2 is not offered.
class DirectManager final : public QNetworkAccessManager
{
  public:
    using QNetworkAccessManager::QNetworkAccessManager;

  protected:
    QNetworkReply* createRequest(Operation operation, const QNetworkRequest& request, QIODevice* outgoing) override;
};

} // namespace factoid
