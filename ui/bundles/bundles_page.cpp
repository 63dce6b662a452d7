#include "ui/bundles/bundles_page.h"

#include "core/queries/bundles/bundle_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/table/data_table.h"
#include "ui/widgets/bundle_folder.h"
#include "ui/widgets/extent_chip.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QUrl>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kBundlesShown = 500;

const QString kGroup = u"Bundles"_s;
const QString kFormKey = u"view/bundles/form"_s;

class BundlesPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::bundlesPageSpec();

  public:
    BundlesPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Bundles"), false, parent)
        , m_folder(new QLineEdit(this))
        , m_form(new QComboBox(this))
        , m_error(new FormError(this))
        , m_table(new DataTable(u"bundles"_s, tr("Bundles"), context.theme, context.state, this))
        , m_bundles(columns(), context.theme, &ExportedBundle::id)
    {
        addButton(u"bundles.verify"_s);
        addButton(u"bundles.folder"_s);
        addButton(u"bundles.export"_s, true);
        makeExport();
        auto* card = new Card(tr("Exported"), this);
        m_table->setModel(&m_bundles);
        m_table->setEmptyState(
            tr("Nothing has been exported yet. A bundle is the published set as files that anyone can check."),
            tr("Export the published set"), [this] { exportSet(); });
        connect(m_table, &DataTable::currentRowChanged, this, [this](int row) {
            enable();
            if (row >= 0 && m_table->view()->hasFocus())
                showBundle(m_bundles.row(row));
        });
        connect(m_table, &DataTable::activated, this, [this](int row) { showBundle(m_bundles.row(row)); });
        card->body()->addWidget(m_table, 1);
        body()->addWidget(card, 1);
        enable();
    }

    void refresh() override
    {
        m_asking.askNext(
            context().reader, [](QueryContext& query) { return bundlesQuery(query, kBundlesShown); },
            [this](const Result<BundlesAnswer>& bundles) { show_(bundles); });
    }

  private:
    static std::vector<ColumnOf<ExportedBundle>> columns()
    {
        using Row = ExportedBundle;
        const auto words = [](const Row& row) {
            if (!row.exists)
                return tr("missing");
            return u"%1, %2"_s.arg(row.latest ? tr("latest") : tr("present"),
                                   row.ofPublishedSet ? tr("from today's figures") : tr("from earlier figures"));
        };
        const auto standing = [](const Row& row) {
            if (!row.exists)
                return State::Warning;
            return row.latest && row.ofPublishedSet ? State::Good : State::Idle;
        };
        return {columnOf<Row>(u"exported_at"_s, tr("Exported"), ColumnKind::Time, &Row::exportedAt).wide(120),
                columnOf<Row>(u"name"_s, tr("Bundle"), ColumnKind::Text, &Row::name).wide(260),
                columnOf<Row>(u"form"_s, tr("Format"), ColumnKind::Text, &Row::form).wide(70),
                columnOf<Row>(u"factoids"_s, tr("Factoids"), ColumnKind::Number, &Row::factoids).wide(80),
                columnOf<Row>(u"exists"_s, tr("State"), ColumnKind::State, &Row::exists)
                    .wide(210)
                    .saying(words)
                    .standing(standing),
                columnOf<Row>(u"data_hash"_s, tr("Site hash"), ColumnKind::Hash, &Row::dataHash).wide(140),
                columnOf<Row>(u"folder"_s, tr("Folder"), ColumnKind::Text, &Row::folder)};
    }

    void makeExport()
    {
        auto* card = new Card(tr("Export the published set"), this);
        card->setNote(tr("JSON, CSV, a feed, a readable page and a manifest of hashes"));
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        auto* row = new QHBoxLayout;
        m_folder->setText(bundleFolder(context().state));
        m_folder->setAccessibleName(tr("Folder for bundles"));
        auto* browse = new QPushButton(tr("Browse…"), card);
        m_form->setAccessibleName(tr("Format of the bundle"));
        m_form->addItem(tr("a folder of files"), u"folder"_s);
        m_form->addItem(tr("one .zip"), u"zip"_s);
        m_form->setCurrentIndex(std::max(0, m_form->findData(context().state.value(kFormKey).toString())));
        row->addWidget(roleLabel(tr("Export to"), "", card));
        row->addWidget(m_folder, 1);
        row->addWidget(browse);
        row->addWidget(roleLabel(tr("as"), "", card));
        row->addWidget(m_form);
        card->body()->addLayout(row);
        card->body()->addWidget(m_error);
        body()->addWidget(card);
        connect(m_folder, &QLineEdit::returnPressed, this, [this] { exportSet(); });
        connect(m_folder, &QLineEdit::textEdited, this, [this] { m_error->say({}); });
        connect(browse, &QPushButton::clicked, this, [this] {
            auto* dialog = new QFileDialog(this, tr("Where bundles are saved"), m_folder->text());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setFileMode(QFileDialog::Directory);
            dialog->setOption(QFileDialog::ShowDirsOnly);
            connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
            dialog->open();
        });
    }

    void exportSet()
    {
        const QString folder = m_folder->text().trimmed();
        if (folder.isEmpty() || QFileInfo(folder).isRelative()) {
            m_error->say(tr("Choose where to save the bundle: a folder with its full path, such as %1.")
                             .arg(QDir::home().filePath(u"bundles"_s)),
                         m_folder);
            return;
        }
        if (QFileInfo(folder).isFile()) {
            m_error->say(tr("%1 is a file; a bundle needs a folder.").arg(folder), m_folder);
            return;
        }
        m_error->say({});
        rememberBundleFolder(context().state, folder);
        context().state.set(kFormKey, m_form->currentData());
        const bool zip = m_form->currentData().toString() == "zip"_L1;
        context().jobs.start(u"export"_s, {{u"out"_s, folder}, {u"zip"_s, zip}}, tr("Exporting the published set"),
                             this, [this](const Result<JobOutcome>& done) {
                                 if (!done)
                                     m_error->say(done.error().sentence(), m_folder);
                                 refresh();
                             });
    }

    // The one that is picked, or the newest; nullptr: there is none.
    [[nodiscard]] const ExportedBundle* current() const
    {
        const int row = m_table->currentRow();
        return m_bundles.row(std::max(0, row));
    }

    void enable()
    {
        const bool any = m_bundles.rowCount() > 0;
        for (const char* action : {"bundles.verify", "bundles.folder"})
            context().actions.offer(QLatin1String(action), any);
    }

    void show_(const Result<BundlesAnswer>& bundles)
    {
        if (!bundles) {
            setProblem(bundles.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        m_bundles.setRows(bundles->bundles, now());
        enable();
        if (!bundles->published)
            return setSentence(tr("Nothing is published yet. A bundle is made from the published set."));
        if (bundles->bundles.empty())
            return setSentence(tr("The published set has never been exported."));
        const ExportedBundle& newest = bundles->bundles.front();
        const QString when = relativeTimeText(timeFromText(newest.exportedAt), now());
        setSentence(newest.ofPublishedSet
                        ? tr("The latest bundle, exported %1, matches the published figures.").arg(when)
                        : tr("The latest bundle, exported %1, is older than the published figures.").arg(when));
    }

    // Off the window's thread: a bundle may lie on a slow disk.
    void showBundle(const ExportedBundle* picked)
    {
        if (!picked)
            return;
        m_askingContent.ask(
            context().reader, [path = picked->path](QueryContext&) { return bundleContentQuery(path); },
            [this, bundle = *picked](const Result<BundleContentAnswer>& content) {
                fillPanel(bundle);
                if (!content) {
                    sidePanel()->addText(tr("It cannot be opened: %1").arg(content.error().sentence()), "error");
                    return;
                }
                addTexts(content->texts);
                sidePanel()->addHeading(tr("Files"));
                for (const BundleFileRow& file : content->files) {
                    QLabel* size = sidePanel()->addRow(file.name, bytesText(file.bytes),
                                                       file.asListed ? tr("SHA-256 %1").arg(shortHash(file.sha256))
                                                                     : tr("does not match the manifest"));
                    size->setToolTip(file.sha256);
                }
            });
    }

    // How many are proven, and each that is not.
    void addTexts(const std::vector<BundleText>& texts)
    {
        const auto isProven = [](const BundleText& text) {
            return !isNotChecked(text.extent) && !isNoticeExtent(text.extent);
        };
        sidePanel()->addHeading(tr("Texts"));
        sidePanel()->addRow(tr("Proven"), tr("%1 of %2")
                                              .arg(numberText(std::ranges::count_if(texts, isProven)),
                                                   numberText(static_cast<qint64>(texts.size()))));
        for (const BundleText& text : texts) {
            if (isProven(text))
                continue;
            sidePanel()->addText(text.text);
            sidePanel()->body()->addWidget(extentChip(text.extent, false, {}, sidePanel()), 0, Qt::AlignLeft);
        }
    }

    void fillPanel(const ExportedBundle& bundle)
    {
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(bundle.name);
        panel->addText(bundle.path, "note");
        const QDateTime at = timeFromText(bundle.exportedAt);
        panel->addRow(tr("Exported"), relativeTimeText(at, now()), exactTimeText(at));
        panel->addRow(tr("Factoids"), numberText(bundle.factoids));
        auto* verifyButton = new QPushButton(tr("Verify this bundle"));
        connect(verifyButton, &QPushButton::clicked, this, [this, bundle] { verifyBundle(bundle); });
        panel->body()->addWidget(verifyButton);
        panel->show();
    }

    void openFolder()
    {
        const ExportedBundle* bundle = current();
        if (!bundle)
            return;
        if (!QFileInfo(bundle->folder).isDir())
            return showFailure(tr("The folder %1 is no longer there.").arg(bundle->folder));
        if (QDesktopServices::openUrl(QUrl::fromLocalFile(bundle->folder)))
            return dropFailure();
        showFailure(tr("No program could be found that opens folders. The folder is %1.").arg(bundle->folder));
    }

    void verify()
    {
        if (const ExportedBundle* bundle = current())
            verifyBundle(*bundle);
    }

    void verifyBundle(const ExportedBundle& bundle)
    {
        m_checking.ask(
            context().reader, [path = bundle.path](QueryContext& query) { return bundleCheckQuery(query, path); },
            [this, bundle](const Result<BundleCheckAnswer>& check) {
                fillPanel(bundle);
                SidePanel* panel = sidePanel();
                auto* state = new StateDot(context().theme);
                const bool ok = check && check->ok;
                state->set(ok ? State::Good : State::Bad, ok ? tr("intact") : tr("altered"));
                panel->body()->addWidget(state);
                if (!check) {
                    panel->addText(check.error().sentence(), "error");
                    return;
                }
                panel->addText(check->sentence, ok ? "" : "error");
                for (const BundleProblemRow& problem : check->problems)
                    panel->addRow(problem.file.isEmpty() ? tr("the bundle") : problem.file,
                                  QString(problem.kind).replace(QLatin1Char('_'), QLatin1Char(' ')), problem.message);
                const QDateTime expires = timeFromText(check->expires);
                if (expires.isValid())
                    panel->addRow(tr("Expires"), relativeTimeText(expires, now()), exactTimeText(expires));
                panel->addHeading(tr("Manifest hash"));
                panel->addText(check->manifestSha256, "note");
            });
    }

    QLineEdit* m_folder;
    QComboBox* m_form;
    FormError* m_error;
    DataTable* m_table;
    RowModel<ExportedBundle> m_bundles;
    Latest<BundlesAnswer> m_asking;
    Latest<BundleContentAnswer> m_askingContent;
    Latest<BundleCheckAnswer> m_checking;
};

} // namespace

PageSpec bundlesPageSpec()
{
    return {u"bundles"_s,
            Page::tr("Publish"),
            Page::tr("Bundles"),
            u"bundles"_s,
            {{.id = u"bundles.export"_s,
              .text = Page::tr("Export"),
              .group = kGroup,
              .icon = u"export"_s,
              .help = Page::tr("Export the published set as a bundle to the folder named on the page"),
              .need = Need::PublishedSet,
              .writes = true,
              .run = calls(&BundlesPage::exportSet)},
             {.id = u"bundles.verify"_s,
              .text = Page::tr("Verify"),
              .group = kGroup,
              .icon = u"check"_s,
              .help = Page::tr("Check every byte of the selected bundle, or of the latest"),
              .run = calls(&BundlesPage::verify)},
             {.id = u"bundles.folder"_s,
              .text = Page::tr("Open the folder"),
              .group = kGroup,
              .icon = u"folder"_s,
              .help = Page::tr("Open the folder of the selected bundle, or of the latest"),
              .run = calls(&BundlesPage::openFolder)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new BundlesPage(context, parent); }};
}

} // namespace factoid

#include "bundles_page.moc"
