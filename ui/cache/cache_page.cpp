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

Result<QJsonObject> cacheView(QueryContext& query, FactoidCache& cache)
{
    auto view = cacheQuery(query, cache);
    if (!view)
        return view;
    const auto served = servedQuery(query, cache, 0, {});
    if (!served)
        return served;
    view->insert(u"served"_s, *served);
    return view;
}

State sourceState(const QJsonObject& reader)
{
    const QString source = reader.value(u"source"_s).toString();
    if (source == "fresh"_L1)
        return State::Good;
    return source.isEmpty() && !reader.value(u"generates"_s).toBool() ? State::Bad : State::Warning;
}

class CachePage : public Page
{
    Q_OBJECT

  public:
    CachePage(PageContext& context, QWidget* parent)
        : Page(context, tr("Cache"), false, parent)
        , m_banner(wrappedLabel({}, "chip", this))
        , m_prefix(new QLineEdit(this))
        , m_touches(wrappedLabel({}, "note", this))
        , m_life(new LifeLine(context.theme, this))
        , m_table(new DataTable(u"cache.keys"_s, tr("Keys"), context.theme, context.state, this))
        , m_keys(columns(), context.theme)
    {
        addButton(u"cache.served"_s);
        addButton(u"cache.warm"_s, true);
        m_banner->setProperty("tone", u"bad"_s);
        m_banner->setAccessibleName(tr("Rehearsal"));
        m_banner->hide();
        body()->addWidget(m_banner);
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
            [this](const Result<QJsonObject>& view) { show_(view); });
        if (m_isAsking)
            askTouches();
    }

    void act(const QString& action) override
    {
        if (action == "cache.warm"_L1)
            start(u"warm-cache"_s, {}, tr("Warming the cache"));
        else if (action == "cache.served"_L1)
            showServed();
        else
            m_prefix->setFocus();
    }

  private:
    std::vector<Column> columns()
    {
        Column what{u"words"_s, tr("What")};
        what.width = 210;
        Column state{u"state"_s, tr("State"), ColumnKind::State};
        state.width = 150;
        state.text = [](const QJsonObject& row) { return row.value(u"state_words"_s).toString(); };
        state.state = [](const QJsonObject& row) {
            const QString word = row.value(u"state"_s).toString();
            return word == "fresh"_L1 ? State::Good : word == "stale"_L1 ? State::Warning : State::Idle;
        };
        Column life{u"life"_s, tr("Life")};
        life.width = 190;
        life.text = [this](const QJsonObject& row) { return lifeWords(row, now()); };
        life.toolTip = tr(
            "Full: fresh. Striped: served stale while a refresh starts. Hollow: readers fall back. The mark is now.");
        Column stored{u"stored_at"_s, tr("Stored"), ColumnKind::Time};
        stored.width = 100;
        Column bytes{u"bytes"_s, tr("Size"), ColumnKind::Bytes};
        bytes.width = 80;
        Column current{u"current"_s, tr("In use"), ColumnKind::YesNo};
        current.width = 60;
        Column memory{u"in_memory"_s, tr("In memory"), ColumnKind::YesNo};
        memory.shownAtFirst = false;
        Column key{u"key"_s, tr("Key")};
        key.shownAtFirst = false; // at the side, whole
        return {what, state, life, stored, bytes, current, memory, key};
    }

    void makeLevels()
    {
        auto* row = new QHBoxLayout;
        row->setSpacing(metric::kLarge);
        const std::tuple<const char*, QString, QString> levels[] = {
            {"memory", tr("Memory"), tr("Level 1, in this program: microseconds, gone with it.")},
            {"store", tr("Store"), tr("Level 2, shared by every process on this store.")},
            {"curated", tr("Fallbacks"), tr("Level 3, what an editor wrote, proven against today's figures.")}};
        for (const auto& [level, heading, what] : levels) {
            auto* card = new LevelCard(QLatin1String(level), heading, what, context().theme, this);
            m_levels.push_back(card);
            row->addWidget(card, 1);
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
        m_keys.setRowKey(u"key"_s);
        m_table->setModel(&m_keys);
        m_table->view()->setItemDelegateForColumn(kLifeColumn, m_life);
        m_table->setEmptyState(tr("Nothing is cached. Warm the cache, or let the first reader do it."),
                               tr("Warm the cache"), [this] { act(u"cache.warm"_s); });
        connect(m_table, &DataTable::activated, this, [this](int row) { showKey(m_keys.row(row)); });
        card->body()->addWidget(m_table, 1);
        auto* row = new QHBoxLayout;
        m_prefix->setPlaceholderText(tr("Keys that begin with; empty: all"));
        m_prefix->setAccessibleName(tr("Prefix of the keys to invalidate"));
        auto* look = new QPushButton(tr("What would it touch?"), card);
        m_invalidate = new QPushButton(tr("Invalidate"), card);
        m_invalidate->setProperty("role", u"danger"_s);
        m_invalidate->hide();
        row->addWidget(m_prefix, 1);
        row->addWidget(look);
        row->addWidget(m_invalidate);
        card->body()->addLayout(row);
        m_touches->setAccessibleName(tr("What an invalidation would touch"));
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
        m_readers = new Card(tr("Who would be served what right now"), this);
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
            [this](const Result<QJsonObject>& touches) {
                if (!m_isAsking)
                    return;
                m_touches->show();
                m_touches->setText(touches ? touches->value(u"sentence"_s).toString() : touches.error().sentence());
                const qsizetype keys = touches ? touches->value(u"keys"_s).toArray().size() : 0;
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

    void show_(const Result<QJsonObject>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        const QDateTime instant = timeFromText(view->value(u"now"_s).toString());
        m_life->setNow(instant);
        for (const QJsonValue& value : view->value(u"levels"_s).toArray()) {
            for (LevelCard* card : m_levels) {
                if (card->level() == value.toObject().value(u"level"_s).toString())
                    card->show_(value.toObject(), instant);
            }
        }
        m_keys.setRows(view->value(u"keys"_s).toArray(), instant);
        m_table->view()->viewport()->update();
        m_served = view->value(u"served"_s).toObject();
        showReaders();
        showBanner(view->value(u"rehearsals"_s).toArray(), instant);
    }

    void showBanner(const QJsonArray& rehearsals, const QDateTime& instant)
    {
        QStringList words;
        for (const QJsonValue& value : rehearsals) {
            const QJsonObject rehearsal = value.toObject();
            words << tr("%1 (ends %2)")
                         .arg(rehearsal.value(u"level"_s).toString(),
                              relativeTimeText(timeFromText(rehearsal.value(u"until"_s).toString()), instant));
        }
        m_banner->setText(tr("Rehearsal: readers of every process are served as if these levels were dead: %1.")
                              .arg(words.join(u", "_s)));
        m_banner->setVisible(!words.isEmpty());
        const QJsonObject here = m_served.value(u"readers"_s).toArray().first().toObject();
        setSentence(tr("A reader %1.").arg(here.value(u"sentence"_s).toString()));
    }

    // Only when an answer differs, so that what is being read does not jump.
    void showReaders()
    {
        const QJsonArray readers = m_served.value(u"readers"_s).toArray();
        if (readers == m_shownReaders)
            return;
        m_shownReaders = readers;
        clearLayout(m_readerRows);
        for (const QJsonValue& value : readers) {
            const QJsonObject reader = value.toObject();
            m_readerRows->addWidget(roleLabel(reader.value(u"who"_s).toString(), "", m_readers));
            auto* state = new StateDot(context().theme, m_readers);
            const QString source = reader.value(u"source"_s).toString();
            state->set(sourceState(reader), source.isEmpty() ? tr("nothing to serve")
                                            : source == "fallback"_L1
                                                ? tr("fallback")
                                                : tr("%1, %2").arg(source, reader.value(u"level"_s).toString()));
            m_readerRows->addWidget(state);
            m_readerRows->addWidget(wrappedLabel(reader.value(u"sentence"_s).toString(), "note", m_readers));
            m_readerRows->addWidget(separatorLine(m_readers));
        }
    }

    void showServed()
    {
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(tr("Who would be served what right now"));
        for (const QJsonValue& value : m_served.value(u"readers"_s).toArray()) {
            const QJsonObject reader = value.toObject();
            panel->addHeading(reader.value(u"who"_s).toString());
            panel->addText(reader.value(u"sentence"_s).toString(), "note");
            for (const QJsonValue& text : reader.value(u"factoids"_s).toArray())
                panel->addText(text.toString());
            for (const QJsonValue& text : reader.value(u"not_checked"_s).toArray())
                panel->addText(tr("Not checked: %1").arg(text.toString()), "note");
        }
        panel->show();
    }

    void showKey(const QJsonObject& key)
    {
        const auto instant = [&](const char* name) { return timeFromText(key.value(QLatin1String(name)).toString()); };
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(key.value(u"words"_s).toString());
        panel->addText(key.value(u"key"_s).toString(), "note");
        for (const auto& [name, words] :
             {std::pair("stored_at", tr("Stored")), std::pair("fresh_until", tr("Fresh until")),
              std::pair("stale_until", tr("Served stale until"))})
            panel->addRow(words, relativeTimeText(instant(name), now()), exactTimeText(instant(name)));
        panel->addRow(tr("Size"), bytesText(key.value(u"bytes"_s).toInteger()));
        panel->addRow(tr("Written"), countText(key.value(u"version"_s).toInteger(), tr("time"), tr("times")),
                      tr("newer data wins by this number"));
        panel->addRow(tr("In this program's memory"), key.value(u"in_memory"_s).toBool() ? tr("yes") : tr("no"));
        panel->addRow(tr("Being made at this moment"), key.value(u"being_made"_s).toBool() ? tr("yes") : tr("no"));
        panel->addHeading(tr("Site hash"));
        panel->addText(key.value(u"data_hash"_s).toString(), "note");
        auto* drop = new QPushButton(tr("What would invalidating it touch?"));
        connect(drop, &QPushButton::clicked, this, [this, name = key.value(u"key"_s).toString()] {
            m_prefix->setText(name);
            m_prefixAsked = name;
            m_isAsking = true;
            askTouches();
        });
        panel->body()->addWidget(drop);
        panel->show();
    }

    QLabel* m_banner;
    std::vector<LevelCard*> m_levels;
    QLineEdit* m_prefix;
    QLabel* m_touches;
    QPushButton* m_invalidate = nullptr;
    QString m_prefixAsked;
    bool m_isAsking = false; // what an invalidation would touch
    LifeLine* m_life;
    DataTable* m_table;
    RecordModel m_keys;
    Card* m_readers = nullptr;
    QVBoxLayout* m_readerRows = nullptr;
    QJsonArray m_shownReaders;
    QJsonObject m_served;
    Latest<QJsonObject> m_asking, m_askingTouches;
};

} // namespace

PageSpec cachePageSpec()
{
    return {u"cache"_s,
            Page::tr("Monitor"),
            Page::tr("Cache"),
            u"cache"_s,
            {{u"cache.warm"_s,
              Page::tr("Warm the cache"),
              kGroup,
              {},
              u"refresh"_s,
              Page::tr("Fill every level from what is published")},
             {u"cache.served"_s,
              Page::tr("Show what is served"),
              kGroup,
              {},
              u"eye"_s,
              Page::tr("Who would be served what right now, word for word")},
             {u"cache.invalidate"_s,
              Page::tr("Invalidate keys…"),
              kGroup,
              {},
              u"trash"_s,
              Page::tr("Shows what it touches before anything is dropped")}},
            [](PageContext& context, QWidget* parent) -> Page* { return new CachePage(context, parent); }};
}

} // namespace factoid

#include "cache_page.moc"
