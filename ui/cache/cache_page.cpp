#include "ui/cache/cache_page.h"

#include "core/queries/cache/cache_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/cache/level_card.h"
#include "ui/cache/life_line.h"
#include "ui/table/data_table.h"

#include <QLineEdit>

namespace factoid {

namespace {

constexpr int kLifeColumn = 2;

const QString kGroup = u"Cache"_s;

struct CacheView {
    CacheAnswer cache;
    ServedAnswer served;
};

Result<CacheView> cacheView(QueryContext& query, FactoidCache& cache)
{
    CacheView view;
    view.cache = TRY(cacheQuery(query, cache));
    view.served = TRY(servedQuery(query, cache, 0, {}));
    return view;
}

State sourceState(const ReaderRow& reader)
{
    if (reader.source == u"fresh"_s)
        return State::Good;
    return !reader.source && !reader.generates ? State::Bad : State::Warning;
}

class CachePage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::cachePageSpec();

  public:
    CachePage(PageContext& context, QWidget* parent)
        : Page(context, tr("Cache"), false, parent)
        , m_prefix(new QLineEdit(this))
        , m_touches(wrappedLabel({}, "note", this))
        , m_life(new LifeLine(context.theme, this))
        , m_table(new DataTable(u"cache.keys"_s, tr("Keys"), context.theme, context.state, this))
        , m_keys(columns(), context.theme, &CacheKeyRow::key)
    {
        addButton(u"cache.served"_s);
        addButton(u"cache.warm"_s, true);
        makeLevels();
        auto* row = new QHBoxLayout;
        row->setSpacing(metric::kLarge);
        row->addWidget(makeKeys(), 3);
        row->addWidget(makeReaders(), 2);
        body()->addLayout(row, 1);
    }

    void refresh() override
    {
        FactoidCache& cache = context().engine.cache();
        m_asking.askNext(
            context().reader, [&cache](QueryContext& query) { return cacheView(query, cache); },
            [this](const Result<CacheView>& view) { show_(view); });
        if (m_isAsking)
            askTouches();
    }

  private:
    void warm() { start(u"warm-cache"_s, {}, tr("Warming the cache")); }
    void typePrefix() { m_prefix->setFocus(); }

    std::vector<ColumnOf<CacheKeyRow>> columns()
    {
        using Row = CacheKeyRow;
        const auto standing = [](const Row& row) {
            return row.state == "fresh"_L1 ? State::Good : row.state == "stale"_L1 ? State::Warning : State::Idle;
        };
        const QString life = tr(
            "Full: fresh. Striped: served stale while a refresh starts. Hollow: readers fall back. The mark is now.");
        return {columnOf<Row>(u"words"_s, tr("What"), ColumnKind::Text, &Row::words).wide(210),
                columnOf<Row>(u"state"_s, tr("State"), ColumnKind::State, &Row::state)
                    .wide(150)
                    .saying(&Row::stateWords)
                    .standing(standing),
                columnOf<Row>(u"life"_s, tr("Lifetime"), ColumnKind::Text, [](const Row&) { return QString(); })
                    .saying([this](const Row& row) { return lifeWords(row, now()); })
                    .wide(190)
                    .explained(life),
                columnOf<Row>(u"stored_at"_s, tr("Stored"), ColumnKind::Time, &Row::storedAt).wide(100),
                columnOf<Row>(u"bytes"_s, tr("Size"), ColumnKind::Bytes, &Row::bytes).wide(80),
                columnOf<Row>(u"current"_s, tr("In use"), ColumnKind::YesNo, &Row::current).wide(60),
                columnOf<Row>(u"in_memory"_s, tr("In memory"), ColumnKind::YesNo, &Row::inMemory).hidden(),
                // At the side, whole.
                columnOf<Row>(u"key"_s, tr("Key"), ColumnKind::Text, &Row::key).hidden()};
    }

    void makeLevels()
    {
        auto* row = new QHBoxLayout;
        row->setSpacing(metric::kLarge);
        const std::tuple<const char*, QString, QString> levels[] = {
            {"memory", tr("Memory"), tr("Level 1, in this program: microseconds, lost on exit.")},
            {"store", tr("Store"), tr("Level 2, shared by every process on this store.")},
            {"curated", tr("Fallbacks"), tr("Level 3, written by an editor and proven against today's figures.")}};
        for (const auto& [level, heading, what] : levels) {
            auto* card = new LevelCard(QLatin1String(level), heading, what, context().theme, this);
            m_levels.push_back(card);
            row->addWidget(card, 1, Qt::AlignTop);
            connect(card, &LevelCard::rehearsalWanted, this, [this](const QString& name, int minutes) {
                start(u"rehearse"_s, {{u"level"_s, name}, {u"minutes"_s, minutes}},
                      tr("Rehearsing an outage of %1 for %2 minutes").arg(name).arg(minutes));
            });
            connect(card, &LevelCard::rehearsalOver, this, [this](const QString& name) {
                start(u"rehearse"_s, {{u"action"_s, u"end"_s}, {u"level"_s, name}},
                      tr("Ending the rehearsal of %1").arg(name));
            });
        }
        body()->addLayout(row);
    }

    QWidget* makeKeys()
    {
        auto* card = new Card(tr("Keys"), this);
        m_table->setModel(&m_keys);
        m_table->view()->setItemDelegateForColumn(kLifeColumn, m_life);
        m_table->setEmptyState(tr("Nothing is cached. Warm the cache, or let the first reader do it."),
                               tr("Warm the cache"), [this] { warm(); });
        connect(m_table, &DataTable::activated, this, [this](int row) { showKey(m_keys.row(row)); });
        card->body()->addWidget(m_table, 1);
        auto* row = new QHBoxLayout;
        m_prefix->setPlaceholderText(tr("Key prefix (empty: all keys)"));
        m_prefix->setAccessibleName(tr("Prefix of the keys to invalidate"));
        auto* look = new QPushButton(tr("What would it affect?"), card);
        m_invalidate = new QPushButton(tr("Invalidate"), card);
        m_invalidate->setProperty("role", u"danger"_s);
        m_invalidate->hide();
        row->addWidget(m_prefix, 1);
        row->addWidget(look);
        row->addWidget(m_invalidate);
        card->body()->addLayout(row);
        m_touches->setAccessibleName(tr("What invalidating would affect"));
        m_touches->hide();
        card->body()->addWidget(m_touches);
        const auto ask = [this] {
            m_prefixAsked = m_prefix->text().trimmed();
            m_isAsking = true;
            askTouches();
        };
        connect(look, &QPushButton::clicked, this, ask);
        connect(m_prefix, &QLineEdit::returnPressed, this, ask);
        connect(m_prefix, &QLineEdit::textEdited, this, [this] { forgetTouches(); });
        connect(m_invalidate, &QPushButton::clicked, this, [this] {
            const QString prefix = m_prefixAsked;
            forgetTouches();
            start(u"invalidate"_s, {{u"prefix"_s, prefix}},
                  prefix.isEmpty() ? tr("Invalidating the cache") : tr("Invalidating %1…").arg(prefix));
        });
        return card;
    }

    QWidget* makeReaders()
    {
        m_readers = new Card(tr("What readers would be served now"), this);
        m_readers->setNote(tr("nothing is counted or changed"));
        m_readerRows = new QVBoxLayout;
        m_readerRows->setSpacing(metric::kTiny);
        auto* inside = new QWidget;
        auto* outer = new QVBoxLayout(inside);
        outer->setContentsMargins(0, 0, metric::kTiny, 0);
        outer->addLayout(m_readerRows);
        outer->addStretch(1);
        auto* scroll = new QScrollArea(m_readers);
        scroll->setAccessibleName(tr("Readers"));
        scroll->setWidgetResizable(true);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setWidget(inside);
        m_readers->body()->addWidget(scroll, 1);
        return m_readers;
    }

    void start(const QString& job, const QJsonObject& options, const QString& label)
    {
        context().jobs.start(job, options, label, this, [this](const Result<JobOutcome>& done) {
            setProblem(done ? QString() : done.error().sentence());
            refresh();
        });
    }

    void askTouches()
    {
        FactoidCache& cache = context().engine.cache();
        m_askingTouches.askNext(
            context().reader,
            [&cache, prefix = m_prefixAsked](QueryContext& query) { return invalidationQuery(query, cache, prefix); },
            [this](const Result<InvalidationAnswer>& touches) {
                if (!m_isAsking)
                    return;
                m_touches->show();
                m_touches->setText(touches ? touches->sentence : touches.error().sentence());
                const size_t keys = touches ? touches->keys.size() : 0;
                m_invalidate->setText(keys == 1 ? tr("Invalidate 1 key") : tr("Invalidate %1 keys").arg(keys));
                m_invalidate->setVisible(keys > 0);
            });
    }

    void forgetTouches()
    {
        m_isAsking = false;
        m_touches->hide();
        m_invalidate->hide();
    }

    void show_(const Result<CacheView>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        const QDateTime instant = timeFromText(view->cache.now);
        m_life->setNow(instant);
        for (const CacheLevelRow& level : view->cache.levels) {
            for (LevelCard* card : m_levels) {
                if (card->level() == level.level)
                    card->show_(level, instant);
            }
        }
        m_keys.setRows(view->cache.keys, instant);
        m_table->view()->viewport()->update();
        showReaders(view->served.readers);
        setSentence(tr("A reader %1.").arg(m_shownReaders.front().sentence));
    }

    // Only when an answer differs, so that what is being read does not jump.
    void showReaders(const std::vector<ReaderRow>& readers)
    {
        if (readers == m_shownReaders)
            return;
        m_shownReaders = readers;
        clearLayout(m_readerRows);
        for (const ReaderRow& reader : readers) {
            m_readerRows->addWidget(roleLabel(reader.who, "", m_readers));
            auto* state = new StateDot(context().theme, m_readers);
            const QString source = reader.source.value_or(QString());
            state->set(sourceState(reader), source.isEmpty() ? tr("nothing to serve")
                                            : source == "fallback"_L1
                                                ? tr("fallback")
                                                : tr("%1, %2").arg(source, reader.level.value_or(QString())));
            m_readerRows->addWidget(state);
            m_readerRows->addWidget(wrappedLabel(reader.sentence, "note", m_readers));
            m_readerRows->addWidget(separatorLine(m_readers));
        }
    }

    void showServed()
    {
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(tr("What readers would be served now"));
        for (const ReaderRow& reader : m_shownReaders) {
            panel->addHeading(reader.who);
            panel->addText(reader.sentence, "note");
            for (const QString& text : reader.factoids)
                panel->addText(text);
            for (const QString& text : reader.notChecked)
                panel->addText(tr("Not checked: %1").arg(text), "note");
        }
        panel->show();
    }

    void showKey(const CacheKeyRow* key)
    {
        if (!key)
            return;
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(key->words);
        panel->addText(key->key, "note");
        for (const auto& [text, words] :
             {std::pair(key->storedAt, tr("Stored")), std::pair(key->freshUntil, tr("Fresh until")),
              std::pair(key->staleUntil, tr("Served stale until"))}) {
            const QDateTime instant = timeFromText(text);
            panel->addRow(words, relativeTimeText(instant, now()), exactTimeText(instant));
        }
        panel->addRow(tr("Size"), bytesText(key->bytes));
        panel->addRow(tr("Written"), countText(key->version, tr("time"), tr("times")),
                      tr("the higher number is the newer data"));
        panel->addRow(tr("In this program's memory"), key->inMemory ? tr("yes") : tr("no"));
        panel->addRow(tr("Being generated now"), key->beingMade ? tr("yes") : tr("no"));
        panel->addHeading(tr("Site hash"));
        panel->addText(key->dataHash, "note");
        auto* drop = new QPushButton(tr("What would invalidating it affect?"));
        connect(drop, &QPushButton::clicked, this, [this, name = key->key] {
            m_prefix->setText(name);
            m_prefixAsked = name;
            m_isAsking = true;
            askTouches();
        });
        panel->body()->addWidget(drop);
        panel->show();
    }

    std::vector<LevelCard*> m_levels;
    QLineEdit* m_prefix;
    QLabel* m_touches;
    QPushButton* m_invalidate = nullptr;
    QString m_prefixAsked;
    bool m_isAsking = false; // what an invalidation would touch
    LifeLine* m_life;
    DataTable* m_table;
    RowModel<CacheKeyRow> m_keys;
    Card* m_readers = nullptr;
    QVBoxLayout* m_readerRows = nullptr;
    std::vector<ReaderRow> m_shownReaders;
    Latest<CacheView> m_asking;
    Latest<InvalidationAnswer> m_askingTouches;
};

} // namespace

PageSpec cachePageSpec()
{
    return {u"cache"_s,
            Page::tr("Monitor"),
            Page::tr("Cache"),
            u"cache"_s,
            {{.id = u"cache.warm"_s,
              .text = Page::tr("Warm the cache"),
              .group = kGroup,
              .icon = u"refresh"_s,
              .help = Page::tr("Fill every level from what is published"),
              .writes = true,
              .run = calls(&CachePage::warm)},
             {.id = u"cache.served"_s,
              .text = Page::tr("Show what is served"),
              .group = kGroup,
              .icon = u"eye"_s,
              .help = Page::tr("What readers would be served now, word for word"),
              .run = calls(&CachePage::showServed)},
             {.id = u"cache.invalidate"_s,
              .text = Page::tr("Invalidate keys…"),
              .group = kGroup,
              .icon = u"trash"_s,
              .help = Page::tr("Shows what it affects before anything is dropped"),
              .writes = true,
              .care = Care::TakesAway,
              .run = calls(&CachePage::typePrefix)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new CachePage(context, parent); }};
}

} // namespace factoid

#include "cache_page.moc"
