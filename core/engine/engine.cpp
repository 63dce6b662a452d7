#include "core/engine/engine.h"

#include "core/base/log.h"
#include "core/chat/chat_client.h"
#include "core/jobs/job_table.h"
#include "core/monitor/recovery/level_breakers.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

namespace {

CacheSettings cacheSettings(const Settings& settings, bool readOnly)
{
    CacheSettings cache;
    cache.policy = {settings.cacheFreshMinutes, settings.cacheJitterPercent, settings.cacheStaleDays};
    cache.readOnly = readOnly;
    cache.guard = std::make_shared<LevelBreakers>();
    return cache;
}

} // namespace

Engine::Engine(EngineOptions options)
    : m_options(std::move(options))
{
    if (m_options.now.isValid())
        m_clock = std::make_unique<FixedClock>(m_options.now);
    else
        m_clock = std::make_unique<SystemClock>();
}

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::make(EngineOptions options)
{
    // The driver's list is made on first use, which must be on the main thread.
    Database::loadDrivers();
    Settings settings;
    TRY(applyConfig(settings, options.config));
    auto providers = TRY(readProviders(options.config));
    std::unique_ptr<Engine> engine(new Engine(std::move(options)));
    engine->m_models = {std::move(providers), [raw = engine.get()]() -> ChatClient& { return raw->chat(); }};
    // After an upgrade whoever comes first brings the store up to date, also when it only came to look.
    const bool mayWrite = !engine->m_options.readOnly && !engine->m_options.leavesOlder;
    if (mayWrite && Database::isOlder(engine->m_options.store)) {
        if (auto updated = Database::open(engine->m_options.store, OpenMode::ReadWrite); !updated)
            qCWarning(logStore, "the store could not be brought up to date: %s",
                      qUtf8Printable(updated.error().message));
    }
    // What an operator saved counts for the cache as well, where the store can be read.
    if (auto db = engine->openForReading()) {
        if (auto saved = engine->settings(**db))
            settings = *saved;
    }
    const bool looksOnly = engine->m_options.writesNothing || engine->m_options.readOnly;
    engine->m_cache =
        std::make_unique<FactoidCache>(engine->m_options.store, *engine->m_clock, cacheSettings(settings, looksOnly));
    engine->m_cache->setSettings([raw = engine.get()](Database& db) { return raw->settings(db); });
    engine->m_jobs =
        std::make_unique<JobRunner>(engine->m_options.store, *engine->m_clock, engine->m_options.config,
                                    *engine->m_cache, &engine->m_models, jobTable(), engine->m_options.readOnly);
    if (!looksOnly) {
        JobRunner* jobs = engine->m_jobs.get();
        engine->m_cache->setGenerate([jobs]() -> Result<void> {
            JobOptions options_;
            options_.trigger = u"read"_s;
            TRY(jobs->runHere(u"update-factoids"_s, options_));
            return {};
        });
    }
    return engine;
}

ChatClient& Engine::chat()
{
    std::call_once(m_chatMade, [this] {
        m_http = std::make_unique<HttpClient>();
        m_chat = std::make_unique<ChatClient>(*m_http, *m_clock);
    });
    return *m_chat;
}

Result<std::unique_ptr<Database>> Engine::openForReading() const
{
    return Database::open(m_options.store, OpenMode::ReadOnly);
}

Result<Settings> Engine::settings(Database& db) const
{
    auto settings = SettingsStore(db).load();
    if (!settings)
        return settings;
    TRY(applyConfig(*settings, m_options.config));
    return settings;
}

Result<QJsonObject> Engine::examine(const std::function<Result<QJsonObject>(QueryContext&)>& query) const
{
    auto db = TRY(openForReading());
    return db->snapshot<QJsonObject>([&] {
        QueryContext context{*db, *m_clock, settings(*db).value_or(Settings())};
        return query(context);
    });
}

Result<QJsonObject> Engine::ask(const std::function<Result<QJsonObject>(QueryContext&)>& query) const
{
    auto db = TRY(openForReading());
    // One moment of the store, whatever others write meanwhile.
    return db->snapshot<QJsonObject>([&]() -> Result<QJsonObject> {
        auto known = TRY(settings(*db));
        QueryContext context{*db, *m_clock, known};
        return query(context);
    });
}

} // namespace factoid
