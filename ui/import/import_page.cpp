#include "ui/import/import_page.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/import/diff_step.h"
#include "ui/import/file_step.h"
#include "ui/import/mapping_step.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QProgressBar>
#include <QStackedWidget>

namespace factoid {

namespace {

enum Step { kFile, kMapping, kDiff, kApply };
constexpr int kDiffRows = 1'000; // of the dry run that are shown; the totals are of all

class ImportPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::importPageSpec();

  public:
    ImportPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Import"), false, parent)
        , m_draft(new ImportDraft(context.reader, this))
        , m_strip(new Card({}, this))
        , m_found(roleLabel({}, "note", this))
        , m_stack(new QStackedWidget(this))
        , m_fileStep(new FileStep(context, this))
        , m_mappingStep(new MappingStep(context, *m_draft, *sidePanel(), this))
        , m_diffStep(new DiffStep(context, this))
        , m_applyCard(new Card(tr("Importing"), this))
        , m_progress(new QProgressBar(this))
        , m_progressText(roleLabel({}, "muted", this))
        , m_cancel(new QPushButton(tr("Cancel the import"), this))
        , m_undo(new QPushButton(tr("Undo this import"), this))
        , m_another(new QPushButton(tr("Import another"), this))
        , m_look(new QPushButton(tr("Show the figures"), this))
    {
        m_save = addButton(u"import.save"_s);
        m_back = addButton(u"import.back"_s);
        m_next = addButton(u"import.next"_s, true);
        makeStrip();
        makeApply();
        m_stack->addWidget(m_fileStep);
        m_stack->addWidget(m_mappingStep);
        m_stack->addWidget(m_diffStep);
        auto* apply = new QWidget(this);
        auto* layout = new QVBoxLayout(apply);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_applyCard);
        layout->addStretch(1);
        m_stack->addWidget(apply);
        body()->addWidget(m_stack, 1);
        connect(m_fileStep, &FileStep::chosen, this, [this](const QStringList& paths) { begin(paths); });
        connect(m_fileStep, &FileStep::undoWanted, this, [this](qint64 importId) { undo(importId); });
        connect(m_draft, &ImportDraft::looked, this, [this] { looked(); });
        connect(m_draft, &ImportDraft::previewed, this, [this] { tell(); });
        connect(m_draft, &ImportDraft::failed, this, [this](const QString& sentence) { failed(sentence); });
        connect(m_diffStep, &DiffStep::replaceChanged, this, [this] { rehearse(); });
        connect(&context.jobs, &JobCenter::changed, this, [this] { showProgress(); });
        goTo(kFile);
    }

    void open(const Place& place) override
    {
        const QString paths = place.value("paths");
        if (!paths.isEmpty() && paths.split(QLatin1Char('\n')) != m_draft->paths())
            begin(paths.split(QLatin1Char('\n')));
    }

    void refresh() override { m_fileStep->refresh(); }

    bool takeFiles(const QStringList& paths) override
    {
        if (isApplying())
            return true; // not now: the one that is being imported would be lost sight of
        begin(paths);
        return true;
    }

  private:
    void chooseFiles() { m_fileStep->chooseFiles(); }
    void chooseFolder() { m_fileStep->chooseFolder(); }

    void makeStrip()
    {
        auto* row = new QHBoxLayout;
        row->setSpacing(metric::kHuge);
        for (const QString& text : {tr("1  File"), tr("2  Mapping"), tr("3  What changes"), tr("4  Apply")}) {
            QLabel* label = roleLabel(text, "muted", m_strip);
            m_labels.push_back(label);
            row->addWidget(label);
        }
        row->addStretch(1);
        row->addWidget(m_found);
        m_strip->body()->addLayout(row);
        m_strip->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        body()->addWidget(m_strip);
    }

    void makeApply()
    {
        m_progress->setAccessibleName(tr("Progress of the import"));
        m_progress->setTextVisible(false);
        m_applyCard->body()->addWidget(m_progress);
        m_applyCard->body()->addWidget(m_progressText);
        auto* row = new QHBoxLayout;
        for (QPushButton* button : {m_cancel, m_undo, m_look, m_another})
            row->addWidget(button);
        row->addStretch(1);
        m_applyCard->body()->addLayout(row);
        connect(m_cancel, &QPushButton::clicked, this, [this] { context().jobs.cancel(m_job); });
        connect(m_undo, &QPushButton::clicked, this, [this] { undo(m_importId); });
        connect(m_another, &QPushButton::clicked, this, [this] { restart(); });
        connect(m_look, &QPushButton::clicked, this, [this] { context().navigator.go({u"figures"_s, m_landed}); });
    }

    [[nodiscard]] bool isApplying() const { return m_step == kApply && m_job != 0; }
    QAction* action(const char* id) { return context().actions.find(QLatin1String(id)); }

    void goTo(Step step)
    {
        m_step = step;
        m_stack->setCurrentIndex(step);
        for (size_t i = 0; i < m_labels.size(); ++i) {
            const bool now = i == static_cast<size_t>(step);
            setStyleProperty(m_labels[i], "role", now ? u"section"_s : u"muted"_s);
            m_labels[i]->setAccessibleDescription(now ? tr("This step") : QString());
        }
        if (step != kMapping)
            sidePanel()->hide();
        m_save->setVisible(step == kMapping && m_draft->untidy());
        m_back->setVisible(step == kMapping || step == kDiff);
        m_next->setVisible(step == kMapping || step == kDiff);
        action("import.next")->setText(step == kDiff ? tr("Import these figures") : tr("Show what changes"));
        tell();
    }

    void begin(const QStringList& paths)
    {
        if (isApplying())
            return;
        setProblem({});
        m_diffStep->clear();
        m_found->clear();
        m_unread = false;
        m_draft->start(paths);
        m_mappingStep->clear();
        setTitle(tr("Import %1").arg(m_draft->subject()));
        goTo(kMapping);
        m_mappingStep->setBusy(true);
    }

    void restart()
    {
        m_draft->clear();
        setProblem({});
        setTitle(tr("Import"));
        m_found->clear();
        goTo(kFile);
        m_fileStep->refresh();
    }

    void looked()
    {
        const FileProfile* file = m_draft->untidy();
        m_found->setText(file ? file->sentence() : tr("Standard format; no mapping needed"));
        m_save->setVisible(m_step == kMapping && file);
        m_mappingStep->setBusy(true);
        tell();
    }

    void failed(const QString& sentence)
    {
        m_mappingStep->setBusy(false);
        m_unread = !m_draft->hasLook() && !sentence.isEmpty();
        if (m_unread)
            setProblem(sentence, tr("Choose another file"), [this] { restart(); });
        else
            setProblem(sentence);
        tell();
    }

    // The one live sentence, and whether one can go on.
    void tell()
    {
        const ImportPreview* preview = m_draft->preview();
        if (m_step == kFile)
            setSentence(
                tr("Choose files or a folder, or drop them on this window. Nothing is written before the last step."));
        else if (m_step == kMapping)
            setSentence(preview              ? preview->sentence()
                        : m_unread           ? tr("This cannot be imported as it is. Nothing was written.")
                        : m_draft->hasLook() ? tr("Nothing is written before the last step.")
                                             : tr("Reading the file"));
        ActionRegistry& actions = context().actions;
        actions.offer(u"import.next"_s, (m_step == kMapping && preview && preview->accepted > 0) ||
                                            (m_step == kDiff && m_rehearsed && !context().engine.isReadOnly()));
        actions.offer(u"import.back"_s, m_step == kMapping || m_step == kDiff);
        actions.offer(u"import.save"_s, m_step == kMapping && m_draft->untidy() && m_draft->mapping());
    }

    [[nodiscard]] QJsonObject jobOptions() const
    {
        QJsonObject options{{u"paths"_s, QJsonArray::fromStringList(m_draft->paths())}};
        if (const auto mapping = m_draft->mapping(); mapping && *mapping)
            options.insert(u"mapping"_s, mappingToJson(**mapping));
        if (m_diffStep->replaces())
            options.insert(u"replace"_s, true);
        return options;
    }

    void back()
    {
        setProblem({});
        if (m_step == kDiff)
            goTo(kMapping);
        else if (m_step == kMapping)
            restart();
    }

    void next()
    {
        if (m_step == kMapping && action("import.next")->isEnabled()) {
            goTo(kDiff);
            rehearse();
        } else if (m_step == kDiff && m_rehearsed) {
            apply();
        }
    }

    void rehearse()
    {
        const LayoutPause pause(this);
        m_rehearsed = false;
        m_diffStep->setBusy(true);
        setSentence(tr("Comparing with the store"));
        setProblem({});
        tell();
        QJsonObject options = jobOptions();
        options.insert(u"diff_limit"_s, kDiffRows);
        const int turn = ++m_turn;
        context().jobs.rehearse(
            u"import"_s, options, tr("Comparing %1").arg(m_draft->subject()), this,
            [this, turn](const Result<JobOutcome>& outcome) {
                if (turn != m_turn || m_step != kDiff)
                    return;
                const LayoutPause once(this);
                m_diffStep->setBusy(false);
                if (!outcome) {
                    setProblem(outcome.error().sentence(), tr("Compare again"), [this] { rehearse(); });
                    setSentence(tr("It could not be compared with the store. Nothing was written."));
                    m_diffStep->showNothing();
                    return;
                }
                m_rehearsed = true;
                const ImportResult result = ImportResult::of(outcome->result);
                m_diffStep->show(result);
                setSentence(DiffStep::sentence(result) + tr(" Nothing is written yet."));
                tell();
            });
    }

    void apply()
    {
        goTo(kApply);
        m_importId = 0;
        m_applyCard->setHeading(tr("Importing %1").arg(m_draft->subject()));
        setSentence(tr("Importing: all or nothing."));
        m_progress->setRange(0, 0);
        m_progress->show();
        m_progressText->setText({});
        m_cancel->show();
        for (QPushButton* button : {m_undo, m_another, m_look})
            button->hide();
        m_job = context().jobs.start(u"import"_s, jobOptions(), tr("Importing %1").arg(m_draft->subject()), this,
                                     [this](const Result<JobOutcome>& outcome) { applied(outcome); });
    }

    void showProgress()
    {
        if (!isApplying())
            return;
        const auto job = context().jobs.job(m_job);
        if (!job || job->isOver())
            return;
        constexpr int kSteps = 1'000;
        const bool known = job->progress.total > 0;
        m_progress->setRange(0, known ? kSteps : 0);
        if (known)
            m_progress->setValue(static_cast<int>(job->progress.done * kSteps / job->progress.total));
        QString text = job->progress.stage.left(1).toUpper() + job->progress.stage.mid(1);
        if (job->leftMs)
            text += tr(", %1 left").arg(durationText(*job->leftMs));
        m_progressText->setText(text);
    }

    void applied(const Result<JobOutcome>& outcome)
    {
        m_job = 0;
        m_progress->hide();
        m_cancel->hide();
        m_another->show();
        if (!outcome) {
            const bool cancelled = outcome.error().kind == ErrorKind::Interrupted;
            m_applyCard->setHeading(cancelled ? tr("Cancelled") : tr("Rejected"));
            m_progressText->setText(cancelled ? tr("The import was cancelled. Nothing was written.")
                                              : tr("Nothing was written."));
            setSentence(cancelled ? tr("The import was cancelled. Nothing was written.") : tr("Nothing was written."));
            if (!cancelled)
                setProblem(outcome.error().sentence(), tr("Back to the mapping"), [this] { goTo(kMapping); });
            return;
        }
        const ImportResult result = ImportResult::of(outcome->result);
        m_importId = result.importId;
        m_landed.clear();
        if (const ImportPreview* preview = m_draft->preview(); preview && !preview->cells.empty())
            m_landed = {{u"field"_s, preview->cells.front().field}};
        const QString said = DiffStep::sentence(result);
        m_applyCard->setHeading(tr("Imported %1").arg(m_draft->subject()));
        m_progressText->setText(said);
        setSentence(tr("Import %1 is done: %2").arg(m_importId).arg(said));
        m_undo->setVisible(result.changesAnything());
        m_look->setVisible(!m_landed.isEmpty());
    }

    void undo(qint64 importId)
    {
        if (importId <= 0)
            return;
        m_undo->setEnabled(false);
        context().jobs.start(u"import"_s, {{u"undo"_s, importId}}, tr("Undoing import %1").arg(importId), this,
                             [this](const Result<JobOutcome>& outcome) {
                                 m_undo->setEnabled(true);
                                 m_fileStep->refresh();
                                 if (!outcome) {
                                     setProblem(outcome.error().sentence());
                                     return;
                                 }
                                 setProblem({});
                                 m_undo->hide();
                                 m_look->hide();
                                 const QString note = outcome->note.text();
                                 const QString said = note.left(1).toUpper() + note.mid(1) + QLatin1Char('.');
                                 setSentence(said);
                                 m_progressText->setText(said);
                                 if (m_step == kApply)
                                     m_applyCard->setHeading(tr("Undone"));
                             });
    }

    // A name, in the side panel; what is saved is offered for the next file of this shape.
    void saveMapping()
    {
        const auto mapping = m_draft->mapping();
        if (!mapping || !*mapping)
            return;
        SidePanel& panel = *sidePanel();
        panel.clear();
        panel.setTitle(tr("Save this mapping"));
        panel.addText(tr("It is offered for files with these columns, here and on the command line. Its year and unit "
                         "are part of it."),
                      "muted");
        auto* name = new QLineEdit((*mapping)->name, &panel);
        name->setAccessibleName(tr("Name of the mapping"));
        auto* title = new QLineEdit((*mapping)->title, &panel);
        title->setAccessibleName(tr("Title of the mapping"));
        panel.body()->addWidget(roleLabel(tr("Name: lower-case letters, digits, _ - ."), "note"));
        panel.body()->addWidget(name);
        panel.body()->addWidget(roleLabel(tr("Title"), "note"));
        panel.body()->addWidget(title);
        auto* error = new FormError(&panel);
        panel.body()->addWidget(error);
        auto* save = new QPushButton(tr("Save"), &panel);
        panel.body()->addWidget(save, 0, Qt::AlignLeft);
        connect(save, &QPushButton::clicked, this, [this, name, title, error, made = **mapping]() mutable {
            made.name = name->text().trimmed();
            made.title = title->text().trimmed();
            const auto path = MappingLibrary().save(made);
            if (!path) {
                error->say(path.error().message, name);
                return;
            }
            m_draft->draft().base.name = made.name;
            m_draft->draft().base.title = made.title;
            error->say({}, name);
            setSentence(tr("Saved as %1.").arg(*path));
            sidePanel()->hide();
        });
        panel.show();
        name->setFocus();
        name->selectAll();
    }

    ImportDraft* m_draft;
    Card* m_strip;
    QLabel* m_found;
    std::vector<QLabel*> m_labels;
    QStackedWidget* m_stack;
    FileStep* m_fileStep;
    MappingStep* m_mappingStep;
    DiffStep* m_diffStep;
    Card* m_applyCard;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    QPushButton* m_cancel;
    QPushButton* m_undo;
    QPushButton* m_another;
    QPushButton* m_look;
    QPushButton* m_save = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_next = nullptr;
    Step m_step = kFile;
    bool m_unread = false; // the files could not be looked at
    bool m_rehearsed = false;
    int m_turn = 0;
    int m_job = 0;
    qint64 m_importId = 0;
    QMap<QString, QString> m_landed;
};

} // namespace

PageSpec importPageSpec()
{
    const QString title = Page::tr("Import");
    return {u"import"_s,
            Page::tr("Data"),
            title,
            u"import"_s,
            {{.id = u"import.files"_s,
              .text = Page::tr("Choose files to import…"),
              .group = title,
              .icon = u"file"_s,
              .run = calls(&ImportPage::chooseFiles)},
             {.id = u"import.folder"_s,
              .text = Page::tr("Choose a folder to import…"),
              .group = title,
              .icon = u"folder"_s,
              .run = calls(&ImportPage::chooseFolder)},
             {.id = u"import.save"_s,
              .text = Page::tr("Save mapping…"),
              .group = title,
              .icon = u"check"_s,
              .help = Page::tr("Offered for the next file with these columns, here and on the command line"),
              .writes = true,
              .care = Care::Selection,
              .run = calls(&ImportPage::saveMapping)},
             {.id = u"import.back"_s,
              .text = Page::tr("Previous step"),
              .group = title,
              .icon = u"back"_s,
              .help = Page::tr("Back to the previous step of the import"),
              .care = Care::Selection,
              .run = calls(&ImportPage::back)},
             {.id = u"import.next"_s,
              .text = Page::tr("Show what changes"),
              .group = title,
              .shortcut = QKeySequence(u"Ctrl+Return"_s),
              .icon = u"forward"_s,
              .help = Page::tr("To the next step of the import"),
              .care = Care::TakesAway,
              .run = calls(&ImportPage::next)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new ImportPage(context, parent); }};
}

} // namespace factoid

#include "import_page.moc"
