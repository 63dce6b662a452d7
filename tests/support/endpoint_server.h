// The listening side of the model endpoint: what it was told to do, and what it has seen. On the endpoint's thread,
// but for the functions that take the lock.
#pragma once

#include "core/base/literals.h"

#include "tests/support/endpoint_connection.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <mutex>

namespace factoid::test {

class EndpointServer final : public QTcpServer
{
  public:
    explicit EndpointServer(EndpointOptions options);

    [[nodiscard]] QString faultFor(const SeenRequest& request);
    [[nodiscard]] QString saidTo(const QJsonObject& request);

    void note(const SeenRequest& request)
    {
        const std::scoped_lock lock(m_mutex);
        m_seen.push_back(request);
    }
    void setScript(const QStringList& faults)
    {
        const std::scoped_lock lock(m_mutex);
        m_script = faults;
    }
    void setAlways(const QString& fault)
    {
        const std::scoped_lock lock(m_mutex);
        m_always = fault;
    }
    void setReply(ModelEndpoint::Reply reply)
    {
        const std::scoped_lock lock(m_mutex);
        m_reply = std::move(reply);
    }
    [[nodiscard]] std::vector<SeenRequest> seen() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_seen;
    }
    void forget()
    {
        const std::scoped_lock lock(m_mutex);
        m_seen.clear();
    }

  protected:
    void incomingConnection(qintptr handle) override;

  private:
    EndpointOptions m_options;
    QSslConfiguration m_tls;
    mutable std::mutex m_mutex;
    QStringList m_script;
    QString m_always = u"ok"_s;
    ModelEndpoint::Reply m_reply;
    std::vector<SeenRequest> m_seen;
};

} // namespace factoid::test
