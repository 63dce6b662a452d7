#include "ui/factoids/factoids_page.h"

#include "core/queries/factoids/factoid_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/base/kind_text.h"
#include "ui/factoids/factoid_card.h"
#include "ui/factoids/factoid_columns.h"
#include "ui/factoids/factoid_panel.h"
#include "ui/table/data_table.h"
#include "ui/widgets/bundle_folder.h"
#include "ui/widgets/extent_chip.h"
#include "ui/widgets/reorder_list.h"

#include <QFileDialog>
#include <QJsonArray>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

namespace factoid {

namespace {

constexpr int kCandidatesShown = 300;
constexpr int kProveAgainSeconds = 600;

const QString kPublish = u"factoids.publish"_s;
const QString kRehearse = u"factoids.rehearse"_s;
const QString kExport = u"factoids.export"_s;

QString textOf(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toVariant().toString();
}

class FactoidsPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::factoidsPageSpec();

  public:
    FactoidsPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Factoids"), false, parent)
        , m_candidates(candidateColumns(), context.theme, &RankedCandidate::key, this)
        , m_corrections(correctionColumns(), context.theme, &CorrectionRow::id, this)
        , m_choices(
              choiceColumns(), context.theme, [](const ChoiceRow& row) { return row.choice.id; }, this)
        , m_panel(new FactoidPanel(context, sidePanel(), this))
    {
        setSentence(tr("Loading what the site shows"));
        addButton(kRehearse);
        addButton(kExport);
        addButton(kPublish, true);
        auto* splitter = new QSplitter(Qt::Vertical, this);
        splitter->setChildrenCollapsible(false);
        splitter->setAccessibleName(tr("Factoids on the site, and candidates"));
        splitter->addWidget(makeLive());
        splitter->addWidget(makeTables());
        splitter->setStretchFactor(0, 3);
        splitter->setStretchFactor(1, 2);
        splitter->setHandleWidth(metric::kMedium);
        body()->addWidget(makeLanguages(), 0, Qt::AlignLeft);
        body()->addWidget(splitter, 1);
        connect(sidePanel(), &SidePanel::closed, this, [this] { m_list->setCurrent({}); });
    }

    void open(const Place& place) override
    {
        m_wanted = place.value("id");
        m_wantedKey = place.value("key");
        if (m_isLooked)
            showWanted();
    }

    void refresh() override
    {
        m_askChoices.askNext(context().reader, choicesQuery, [this](const Result<ChoicesAnswer>& choices) {
            if (choices)
                m_choices.setRows(choices->choices, now());
            m_tabs->setTabText(2,
                               m_choices.rowCount() > 0 ? tr("Choices (%1)").arg(m_choices.rowCount()) : tr("Choices"));
        });
        m_askLive.askNext(context().reader, liveQuery, [this](const Result<LiveAnswer>& live) {
            if (!live)
                setProblem(live.error().sentence());
            else
                takeLive(*live);
        });
    }

  private:
    // One language at a time, as readers have it; nothing to choose where a set has one.
    QWidget* makeLanguages()
    {
        m_languages = new QTabBar(this);
        m_languages->setAccessibleName(tr("Language of the factoids"));
        m_languages->setDrawBase(false);
        m_languages->setExpanding(false);
        m_languages->hide();
        connect(m_languages, &QTabBar::currentChanged, this, [this](int tab) {
            if (tab < 0 || m_filling)
                return;
            m_list->setCurrent({});
            m_panel->hide();
            takeLive(m_live);
        });
        return m_languages;
    }

    // That of the tab; empty: nothing is published.
    [[nodiscard]] QString language() const { return m_languages->tabData(m_languages->currentIndex()).toString(); }
    [[nodiscard]] bool severalLanguages() const { return m_languages->count() > 1; }

    void showLanguages(const QStringList& languages)
    {
        const QString chosen = language();
        m_filling = true;
        while (m_languages->count() > languages.size())
            m_languages->removeTab(m_languages->count() - 1);
        for (int i = 0; i < languages.size(); ++i) {
            const QString& code = languages[i];
            if (i == m_languages->count())
                m_languages->addTab({});
            m_languages->setTabText(i, languageText(code));
            m_languages->setTabData(i, code);
            if (code == chosen)
                m_languages->setCurrentIndex(i);
        }
        m_filling = false;
        m_languages->setVisible(severalLanguages());
    }

    void showLanguageOf(const QString& wanted)
    {
        for (int i = 0; i < m_languages->count(); ++i) {
            if (m_languages->tabData(i).toString() == wanted)
                m_languages->setCurrentIndex(i);
        }
    }

    // What is live in the language of the tab.
    [[nodiscard]] std::vector<LiveFactoid> factoids() const
    {
        std::vector<LiveFactoid> some;
        std::ranges::copy_if(m_live.factoids, std::back_inserter(some),
                             [of = language()](const LiveFactoid& live) { return live.factoid.language == of; });
        return some;
    }
    // How many of each language are on show.
    [[nodiscard]] int onShow() const { return m_live.set ? m_live.set->onShow : 0; }

    QWidget* makeLive()
    {
        m_stack = new QStackedWidget(this);
        m_empty = new EmptyState(tr("Nothing is published yet. A set is made from the figures that are in the store."),
                                 m_stack);
        auto* first = m_empty->addAction(
            tr("Publish the first set"), [this] { publish(); }, true);
        const QAction* publish = context().actions.find(kPublish);
        const auto offer = [this, first, publish] {
            first->setEnabled(publish->isEnabled());
            first->setToolTip(publish->toolTip());
            m_empty->setSentence(
                publish->isEnabled()
                    ? tr("Nothing is published yet. A set is made from the figures that are in the store.")
                    : publish->toolTip());
        };
        offer();
        connect(publish, &QAction::changed, m_empty, offer);
        m_stack->addWidget(m_empty);
        auto* scroll = new QScrollArea(m_stack);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setAccessibleName(tr("Factoids on the site"));
        scroll->setFocusPolicy(Qt::NoFocus);
        auto* inside = new QWidget(scroll);
        auto* layout = new QVBoxLayout(inside);
        layout->setContentsMargins(0, 0, metric::kTiny, 0);
        m_list = new ReorderList(context().theme, tr("Factoids in the order of the site"), inside);
        m_list->setMovable(!context().engine.isReadOnly());
        m_reserve = new QPushButton(inside);
        m_reserve->setCheckable(true);
        m_reserve->setProperty("role", u"link"_s);
        m_reserve->setAccessibleName(tr("Show the reserve"));
        layout->addWidget(m_list);
        layout->addWidget(m_reserve, 0, Qt::AlignLeft);
        layout->addStretch(1);
        scroll->setWidget(inside);
        m_stack->addWidget(scroll);
        m_stack->setCurrentWidget(m_stack->widget(m_stack->addWidget(new QWidget(m_stack)))); // until it is known
        connect(m_reserve, &QPushButton::toggled, this, [this] { showReserve(); });
        connect(m_list, &ReorderList::currentChanged, this, [this](const QString& id) {
            if (!id.isEmpty())
                showFactoid(id);
        });
        connect(m_list, &ReorderList::ordered, this, [this](const QStringList& ids) {
            context().jobs.start(u"curate"_s, {{u"action"_s, u"order"_s}, {u"ids"_s, QJsonArray::fromStringList(ids)}},
                                 tr("Ordering the factoids"), this, [this](const auto& done) { said(done); });
        });
        return m_stack;
    }

    QWidget* makeTables()
    {
        auto* lower = new QWidget(this);
        auto* layout = new QVBoxLayout(lower);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(metric::kSmall);
        m_tabs = new QTabBar(lower);
        m_tabs->setAccessibleName(tr("Candidates, corrections and choices"));
        m_tabs->setDrawBase(false);
        m_tabs->setExpanding(false);
        m_tabs->addTab(tr("Candidates"));
        m_tabs->addTab(tr("Corrections"));
        m_tabs->addTab(tr("Choices"));
        m_tables = new QStackedWidget(lower);
        m_candidateTable = new DataTable(u"candidates"_s, tr("Candidates"), context().theme, context().state, m_tables);
        m_candidateTable->setModel(&m_candidates);
        m_candidateTable->setEmptyState(
            tr("No fact could be found: the store needs a comparison field with figures for at least 5 councils."));
        auto* corrections =
            new DataTable(u"corrections"_s, tr("Corrections"), context().theme, context().state, m_tables);
        corrections->setModel(&m_corrections);
        corrections->setEmptyState(tr("Nothing published has had to be withdrawn."));
        auto* choices = new DataTable(u"choices"_s, tr("Choices"), context().theme, context().state, m_tables);
        choices->setModel(&m_choices);
        choices->setEmptyState(tr("No fact is pinned, banned or snoozed, and any council may be named."));
        for (DataTable* table : {m_candidateTable, corrections, choices})
            m_tables->addWidget(table);
        connect(m_tabs, &QTabBar::currentChanged, m_tables, &QStackedWidget::setCurrentIndex);
        connect(m_candidateTable, &DataTable::currentRowChanged, this, [this](int row) {
            if (const RankedCandidate* candidate = m_candidates.row(row); candidate && !m_filling)
                showCandidate(*candidate);
        });
        connect(choices, &DataTable::activated, this, [this](int row) {
            const ChoiceRow* choice = m_choices.row(row);
            if (const auto* candidate = choice ? candidateOf(choice->choice.factKey) : nullptr)
                showCandidate(*candidate);
        });
        layout->addWidget(m_tabs);
        layout->addWidget(m_tables, 1);
        return lower;
    }

    void takeLive(const LiveAnswer& live)
    {
        setProblem({});
        askProof(live);
        const bool same = m_isLooked && !std::exchange(m_isJudgedAnew, false) && toJson(live) == toJson(m_live);
        m_live = live;
        m_isLooked = true;
        m_stack->setCurrentIndex(live.set ? 1 : 0);
        showLanguages(live.set ? live.set->languages : QStringList());
        setSentence(sentence());
        // Ages move although nothing else does.
        const QString stamp = now().toString(u"yyyyMMddhhmm"_s) + language();
        if (!same || stamp != m_stamp) {
            m_stamp = stamp;
            m_list->setRows([this, some = factoids(), instant = now()] {
                std::vector<ReorderList::Row> rows;
                for (const LiveFactoid& row : some)
                    rows.push_back({row.factoid.id, row.factoid.text,
                                    factoidCard(row, judgementOf(row.factoid.id), context().theme, instant)});
                return rows;
            });
        }
        showReserve();
        m_corrections.setRows(live.corrections, now());
        m_tabs->setTabText(1, m_corrections.rowCount() > 0 ? tr("Corrections (%1)").arg(m_corrections.rowCount())
                                                           : tr("Corrections"));
        showWanted();
        if (!same && !m_list->current().isEmpty() && sidePanel()->isVisible())
            showFactoid(m_list->current());
        askCandidates();
    }

    // None: it was not checked yet.
    [[nodiscard]] std::optional<Judgement> judgementOf(const QString& id) const
    {
        const auto found = m_judgements.constFind(id);
        return found == m_judgements.cend() ? std::nullopt : std::optional(*found);
    }

    // Proving reads figures, so only when they, or the set, are others than last time; and now and then, for what
    // another program may have written into the store behind the hashes' back.
    void askProof(const LiveAnswer& live)
    {
        QStringList basis{u"%1/%2"_s.arg(live.siteHash).arg(now().toSecsSinceEpoch() / kProveAgainSeconds)};
        for (const LiveFactoid& row : live.factoids)
            basis << row.factoid.id;
        std::sort(basis.begin() + 1, basis.end()); // their order proves nothing
        if (basis == m_proven || basis.size() == 1)
            return;
        m_proven = basis;
        m_askProof.ask(
            context().reader, [](QueryContext& query) { return verifyQuery(query, std::nullopt); },
            [this](const Result<VerifyAnswer>& verdicts) {
                if (!verdicts) {
                    m_proven.clear(); // asked again with the next look
                    return;
                }
                m_judgements.clear();
                for (const VerifiedText& verdict : verdicts->results)
                    m_judgements.insert(verdict.id, {verdict.supported, verdict.reason});
                m_isJudgedAnew = true;
                takeLive(m_live);
            });
    }

    [[nodiscard]] QString sentence() const
    {
        if (!m_live.set)
            return tr("Nothing is on the site yet.");
        const auto some = factoids();
        const qint64 all = std::ssize(some), shown = std::min<qint64>(onShow(), all);
        qint64 wrong = 0, open = 0, unchecked = 0;
        for (const LiveFactoid& row : some) {
            const auto judgement = judgementOf(row.factoid.id);
            if (isNotChecked(extentOf(row.factoid))) {
                ++unchecked;
                continue;
            }
            open += judgement ? 0 : 1;
            wrong += judgement && !judgement->supported ? 1 : 0;
        }
        const QString proof = unchecked > 0 ? tr("%1 not checked").arg(unchecked)
                              : wrong > 0   ? tr("%1 no longer supported by the figures").arg(wrong)
                              : open > 0    ? tr("checking each against today's figures")
                                            : tr("each proven against today's figures");
        const QString words = severalLanguages() ? tr("%1 on the site in %5, %2 in reserve, published %3; %4.")
                                                 : tr("%1 on the site, %2 in reserve, published %3; %4.");
        QString text = words.arg(shown)
                           .arg(all - shown)
                           .arg(relativeTimeText(timeFromText(m_live.set->publishedAt), now()), proof);
        if (severalLanguages())
            text = text.arg(languageText(language()));
        if (m_live.choicesPending)
            text += QLatin1Char(' ') +
                    tr("Your choices take effect with the next set: publish one now, or wait for the next slot.");
        return text;
    }

    void showReserve()
    {
        const int all = static_cast<int>(factoids().size());
        const int shown = std::min(all, onShow());
        m_list->setShown(m_reserve->isChecked() ? -1 : shown);
        m_list->setDivider(m_reserve->isChecked() && all > shown ? shown : -1,
                           tr("IN RESERVE: THEY MOVE UP WHEN ONE IS WITHDRAWN"));
        m_reserve->setVisible(all > shown);
        m_reserve->setText(m_reserve->isChecked() ? tr("Hide the reserve")
                                                  : tr("Show the reserve (%1)").arg(all - shown));
    }

    // Mining takes its time, so only when the figures, the choices, the set or the day are others than last time.
    void askCandidates()
    {
        const QString basis = QStringList{m_live.siteHash,
                                          QString::number(m_live.choicesVersion),
                                          m_live.set ? QString::number(m_live.set->id) : QString(),
                                          QString::number(m_live.factoids.size()),
                                          language(),
                                          now().date().toString(Qt::ISODate)}
                                  .join(QLatin1Char('/'));
        if (basis == m_basis)
            return;
        m_basis = basis;
        m_candidateTable->setBusy(true);
        m_tabs->setTabText(0, tr("Candidates (loading…)"));
        m_askCandidates.ask(
            context().reader,
            [wanted = language()](QueryContext& query) { return candidatesQuery(query, kCandidatesShown, wanted); },
            [this](const Result<CandidatesAnswer>& found) {
                m_candidateTable->setBusy(false);
                if (!found) {
                    m_basis.clear();
                    m_tabs->setTabText(0, tr("Candidates"));
                    if (found.error().kind != ErrorKind::Interrupted)
                        setProblem(found.error().sentence());
                    return;
                }
                takeCandidates(*found);
            });
    }

    void takeCandidates(const CandidatesAnswer& found)
    {
        std::vector<RankedCandidate> rows;
        for (const CandidateRow& candidate : found.candidates)
            rows.push_back({candidate, static_cast<int>(rows.size()) + 1});
        const auto shown = std::ssize(rows);
        m_candidateLanguage = found.language;
        m_filling = true;
        m_candidates.setRows(std::move(rows), now());
        m_filling = false;
        m_tabs->setTabText(0, found.found > shown
                                  ? tr("Candidates (the best %1 of %2)").arg(numberText(shown), numberText(found.found))
                                  : tr("Candidates (%1)").arg(numberText(found.found)));
        if (m_list->current().isEmpty() && sidePanel()->isVisible()) {
            if (const RankedCandidate* candidate = candidateOf(m_panel->factKey()))
                showCandidate(*candidate);
        }
        showWanted();
    }

    // nullptr: it is not among them.
    [[nodiscard]] const RankedCandidate* candidateOf(const QString& key) const
    {
        return key.isEmpty() ? nullptr : m_candidates.row(m_candidates.find(key));
    }

    void showWanted()
    {
        if (!m_wanted.isEmpty() && !m_list->keys().contains(m_wanted)) {
            for (const LiveFactoid& row : m_live.factoids) {
                if (row.factoid.id == m_wanted && row.factoid.language != language())
                    return showLanguageOf(QString(row.factoid.language)); // comes back here with its list
            }
        }
        if (!m_wanted.isEmpty() && m_list->keys().contains(m_wanted)) {
            const QString id = std::exchange(m_wanted, {});
            const auto at = m_list->keys().indexOf(id);
            if (at >= onShow())
                m_reserve->setChecked(true);
            m_list->setCurrent(id);
            showFactoid(id);
        }
        if (const RankedCandidate* candidate = candidateOf(m_wantedKey)) {
            m_wantedKey.clear();
            showCandidate(*candidate);
        }
    }

    void showFactoid(const QString& id)
    {
        const auto found =
            std::ranges::find(m_live.factoids, id, [](const LiveFactoid& row) { return row.factoid.id; });
        if (found == m_live.factoids.end())
            return;
        const auto& [factoid, standing] = *found;
        CurateSubject subject;
        subject.id = factoid.id;
        subject.factKey = factoid.factKey;
        subject.text = factoid.text;
        subject.language = factoid.language;
        subject.extent = extentOf(factoid);
        subject.why = standing.onShow ? tr("Number %1 on the site").arg(standing.position) : tr("In reserve");
        subject.councils = standing.councilNames;
        subject.choice = standing.choice;
        subject.live = standing.position;
        subject.severalLanguages = severalLanguages();
        m_panel->show(subject, m_choices.rows());
    }

    void showCandidate(const RankedCandidate& row)
    {
        const CandidateStanding& standing = row.standing;
        // What is in the set already is shown as what it is there.
        if (standing.live > 0) {
            for (const LiveFactoid& live : factoids()) {
                if (live.factoid.factKey == row.key())
                    showFactoid(live.factoid.id);
            }
            return;
        }
        CurateSubject subject;
        subject.factKey = row.key();
        subject.text = row.sentence();
        subject.language = m_candidateLanguage;
        subject.why = standing.why;
        subject.councils = standing.councils;
        subject.choice = standing.choice;
        subject.severalLanguages = severalLanguages();
        const QJsonObject sheet = row.fact.sheet;
        m_list->setCurrent({});
        m_panel->show(subject, m_choices.rows(), sheet);
    }

    void publish()
    {
        context().jobs.start(u"update-factoids"_s, {{u"force"_s, true}}, tr("Publishing a set"), this,
                             [this](const auto& done) { said(done); });
    }
    void moveUp() { m_list->moveCurrent(-1); }
    void moveDown() { m_list->moveCurrent(1); }
    void toggleReserve() { m_reserve->click(); }

    // nullptr, and it is said: nothing is shown.
    [[nodiscard]] CurateBox* shownBox()
    {
        CurateBox* box = sidePanel()->isVisible() ? m_panel->box() : nullptr;
        if (!box)
            setProblem(tr("Choose a factoid or a candidate first."));
        return box;
    }
    void togglePin()
    {
        if (CurateBox* box = shownBox())
            box->togglePin();
    }
    void toggleBan()
    {
        if (CurateBox* box = shownBox())
            box->toggleBan();
    }
    void withdraw()
    {
        if (CurateBox* box = shownBox())
            box->withdraw();
    }
    void use()
    {
        if (CurateBox* box = shownBox())
            box->use(false);
    }

    void said(const Result<JobOutcome>& done)
    {
        setProblem(done ? QString() : done.error().sentence());
        if (!done)
            refresh();
    }

    void rehearse()
    {
        context().jobs.rehearse(
            u"update-factoids"_s, {{u"force"_s, true}}, tr("Dry run of a set"), this,
            [this](const Result<JobOutcome>& done) {
                if (!done) {
                    setProblem(done.error().sentence());
                    return;
                }
                m_list->setCurrent({});
                m_panel->hide();
                SidePanel* panel = sidePanel();
                panel->clear();
                panel->setTitle(tr("What would be published"));
                panel->addText(
                    tr("Nothing was written. Made by %1, at no cost.").arg(textOf(done->result, "generator")), "muted");
                for (const QJsonValue& warning : done->result.value(u"warnings"_s).toArray())
                    panel->addText(warning.toString(), "warning");
                const bool several = done->result.value(u"languages"_s).toArray().size() > 1;
                int number = 0;
                QString heading;
                for (const QJsonValue& factoid : done->result.value(u"factoids"_s).toArray()) {
                    const QString spoken = textOf(factoid.toObject(), "language");
                    if (several && std::exchange(heading, spoken) != spoken) {
                        panel->addHeading(languageText(spoken));
                        number = 0;
                    }
                    panel->addText(u"%1. %2"_s.arg(++number).arg(textOf(factoid.toObject(), "text")));
                }
                auto* go = new QPushButton(tr("Publish it now"));
                go->setProperty("role", u"primary"_s);
                connect(go, &QPushButton::clicked, this, [this] { publish(); });
                panel->body()->addWidget(go, 0, Qt::AlignLeft);
                panel->show();
            });
    }

    void exportBundle()
    {
        auto* dialog = new QFileDialog(this, tr("Folder for bundles"), bundleFolder(context().state));
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
            rememberBundleFolder(context().state, folder);
            context().jobs.start(u"export"_s, {{u"out"_s, folder}}, tr("Exporting a bundle"), this,
                                 [this](const auto& done) { said(done); });
        });
        dialog->open();
    }

    RowModel<RankedCandidate> m_candidates;
    RowModel<CorrectionRow> m_corrections;
    RowModel<ChoiceRow> m_choices;
    FactoidPanel* m_panel;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    ReorderList* m_list = nullptr;
    QPushButton* m_reserve = nullptr;
    QTabBar* m_languages = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_tables = nullptr;
    DataTable* m_candidateTable = nullptr;
    LiveAnswer m_live;
    bool m_isLooked = false;     // m_live was answered
    bool m_isJudgedAnew = false; // since it was shown
    QString m_candidateLanguage;
    QString m_stamp, m_basis, m_wanted, m_wantedKey;
    bool m_filling = false;
    QHash<QString, Judgement> m_judgements; // by factoid
    QStringList m_proven;                   // what they were asked about
    Latest<LiveAnswer> m_askLive;
    Latest<VerifyAnswer> m_askProof;
    Latest<CandidatesAnswer> m_askCandidates;
    Latest<ChoicesAnswer> m_askChoices;
};

} // namespace

PageSpec factoidsPageSpec()
{
    const QString title = Page::tr("Factoids");
    return {u"factoids"_s,
            Page::tr("Publish"),
            title,
            u"factoids"_s,
            {
                {.id = kPublish,
                 .text = Page::tr("Publish now"),
                 .group = title,
                 .icon = u"play"_s,
                 .help = Page::tr("Make a set from today's figures and put it on the site"),
                 .need = Need::Figures,
                 .writes = true,
                 .run = calls(&FactoidsPage::publish)},
                {.id = kRehearse,
                 .text = Page::tr("Dry run"),
                 .group = title,
                 .icon = u"eye"_s,
                 .help = Page::tr("Show what would be published; write nothing"),
                 .need = Need::Figures,
                 .run = calls(&FactoidsPage::rehearse)},
                {.id = kExport,
                 .text = Page::tr("Export bundle…"),
                 .group = title,
                 .icon = u"export"_s,
                 .help = Page::tr("Export the published set as files that anyone can check"),
                 .need = Need::PublishedSet,
                 .writes = true,
                 .run = calls(&FactoidsPage::exportBundle)},
                {.id = u"factoids.pin"_s,
                 .text = Page::tr("Pin or unpin the factoid"),
                 .group = title,
                 .shortcut = QKeySequence(u"Ctrl+Shift+P"_s),
                 .icon = u"pin"_s,
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&FactoidsPage::togglePin)},
                {.id = u"factoids.ban"_s,
                 .text = Page::tr("Ban the factoid, or allow it again"),
                 .group = title,
                 .shortcut = QKeySequence(u"Ctrl+Shift+B"_s),
                 .icon = u"ban"_s,
                 .writes = true,
                 .care = Care::TakesAway,
                 .run = calls(&FactoidsPage::toggleBan)},
                {.id = u"factoids.withdraw"_s,
                 .text = Page::tr("Withdraw the factoid"),
                 .group = title,
                 .icon = u"remove"_s,
                 .writes = true,
                 .care = Care::TakesAway,
                 .run = calls(&FactoidsPage::withdraw)},
                {.id = u"factoids.use"_s,
                 .text = Page::tr("Use the candidate next"),
                 .group = title,
                 .icon = u"add"_s,
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&FactoidsPage::use)},
                {.id = u"factoids.up"_s,
                 .text = Page::tr("Move the factoid up"),
                 .group = title,
                 .icon = u"up"_s,
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&FactoidsPage::moveUp)},
                {.id = u"factoids.down"_s,
                 .text = Page::tr("Move the factoid down"),
                 .group = title,
                 .icon = u"down"_s,
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&FactoidsPage::moveDown)},
                {.id = u"factoids.reserve"_s,
                 .text = Page::tr("Show or hide the reserve"),
                 .group = title,
                 .icon = u"expand"_s,
                 .run = calls(&FactoidsPage::toggleReserve)},
            },
            [](PageContext& context, QWidget* parent) -> Page* { return new FactoidsPage(context, parent); }};
}

} // namespace factoid

#include "factoids_page.moc"
