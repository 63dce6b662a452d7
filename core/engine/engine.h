// Engine: builds every part once, owns them and hands out references. Made and destroyed on the main thread.
#pragma once

#include "core/base/clock.h"
#include "core/base/settings.h"
#include "core/chat/llm_access.h"
#include "core/chat/provider.h"
#include "core/queries/queries.h"
#include "core/runner/job_runner.h"
#include "core/site/factoid_cache.h"
#include "core/store/sql/database.h"

#include <memory>
#include <mutex>

namespace factoid {

class ChatClient;
class HttpClient;

struct EngineOptions {
    StoreUrl store = StoreUrl::standard();
    QJsonObject config;         // the --config document
    QDateTime now;              // valid: the clock stands there
    bool readOnly = false;      // a profile for looking: every recorded job is refused, the cache writes nothing
    bool writesNothing = false; // dry runs and probes: the cache keeps its hands off the store as well
    bool leavesOlder =
        false; // a store of an older version is not brought up to date: a dry run, or a window that says so first
};

class Engine
{
  public:
    // Errors: Usage, a config that does not fit.
    [[nodiscard]] static Result<std::unique_ptr<Engine>> make(EngineOptions options);
    ~Engine();

    [[nodiscard]] const StoreUrl& store() const { return m_options.store; }
    [[nodiscard]] bool isReadOnly() const { return m_options.readOnly; }
    [[nodiscard]] const QJsonObject& config() const { return m_options.config; }
    [[nodiscard]] const Clock& clock() const { return *m_clock; }
    [[nodiscard]] JobRunner& jobs() { return *m_jobs; }
    [[nodiscard]] FactoidCache& cache() { return *m_cache; }
    // Of language models, in the order in which they are tried.
    [[nodiscard]] const std::vector<Provider>& providers() const { return m_models.providers; }
    // Calls them; the network thread starts with the first use. Any thread.
    [[nodiscard]] ChatClient& chat();

    // A connection of the calling thread that writes nothing.
    [[nodiscard]] Result<std::unique_ptr<Database>> openForReading() const;
    // Defaults, what the store keeps, what the config says.
    [[nodiscard]] Result<Settings> settings(Database& db) const;
    // Runs a query on a connection and in a snapshot of its own. Any thread.
    [[nodiscard]] Result<QJsonObject> ask(const std::function<Result<QJsonObject>(QueryContext&)>& query) const;
    // The same for what looks into a store that may be broken: settings that cannot be read are the defaults.
    [[nodiscard]] Result<QJsonObject> examine(const std::function<Result<QJsonObject>(QueryContext&)>& query) const;

  private:
    explicit Engine(EngineOptions options);

    EngineOptions m_options;
    std::unique_ptr<Clock> m_clock;
    LlmAccess m_models;
    std::once_flag m_chatMade;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ChatClient> m_chat;
    std::unique_ptr<FactoidCache> m_cache;
    std::unique_ptr<JobRunner> m_jobs;
};

} // namespace factoid
