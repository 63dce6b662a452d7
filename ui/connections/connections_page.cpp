#include "ui/connections/connections_page.h"

#include "core/queries/overview/doctor.h"
#include "core/store/sql/database.h"
#include "ui/shell/profile.h"
#include "ui/table/data_table.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFileDialog>
#include <QLineEdit>

namespace factoid {

namespace {

// Told apart in light and dark, and by people who see fewer colours; the name stands beside it anyway.
constexpr const char* kColors[] = {"", "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#B3261E"};

class ConnectionsPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::connectionsPageSpec();

  public:
    ConnectionsPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Connections"), false, parent)
        , m_model(new RowModel<Profile>(
              {columnOf<Profile>(u"name"_s, tr("Name"), ColumnKind::Text, &Profile::name).wide(200),
               columnOf<Profile>(u"store"_s, tr("Store"), ColumnKind::Text, &Profile::store).wide(420),
               columnOf<Profile>(
                   u"may"_s, tr("Access"), ColumnKind::Text,
                   [](const Profile& profile) { return profile.readOnly ? tr("Read-only") : tr("Read and write"); })
                   .wide(140)},
              context.theme, &Profile::name, this))
        , m_table(new DataTable(u"connections"_s, tr("Connections"), context.theme, context.state, this))
        , m_name(new QLineEdit(this))
        , m_store(new QLineEdit(this))
        , m_readOnly(new QCheckBox(tr("Read-only: nothing in this store can be changed from here"), this))
        , m_colors(new QButtonGroup(this))
        , m_error(new FormError(this))
    {
        m_table->setModel(m_model);
        m_table->setEmptyState(tr("No connections are saved. The window shows the store it was started with; save "
                                  "others here to switch between them."));
        auto* list = new Card(tr("Saved connections"), this);
        list->body()->addWidget(m_table, 1);
        body()->addWidget(list, 1);
        body()->addWidget(makeForm());
        body()->addWidget(makeCare());
        addButton(u"connections.open"_s, true);
        addButton(u"connections.new"_s);
        addButton(u"connections.remove"_s);
        connect(m_table, &DataTable::currentRowChanged, this, [this](int row) {
            edit(row);
            enable();
        });
        connect(m_table, &DataTable::activated, this, [this](int row) { openRow(row); });
    }

    void refresh() override
    {
        const Engine& engine = context().engine;
        setSentence(engine.isReadOnly() ? tr("Open now: %1 (read-only)").arg(engine.store().path)
                                        : tr("Open now: %1").arg(engine.store().path));
        m_profiles = loadProfiles(context().state);
        m_model->setRows(m_profiles, now());
        enable();
    }

  private:
    // What is done with the store that is open.
    QWidget* makeCare()
    {
        auto* card = new Card(tr("The open store"), this);
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        auto* row = new QHBoxLayout;
        for (const char* id : {"connections.check", "connections.backup", "connections.restore"}) {
            QAction* action = context().actions.find(QLatin1String(id));
            auto* button = new QPushButton(action->text(), card);
            const auto follow = [button, action] {
                button->setEnabled(action->isEnabled());
                button->setToolTip(action->toolTip());
            };
            follow();
            connect(action, &QAction::changed, button, follow);
            connect(button, &QPushButton::clicked, action, &QAction::trigger);
            row->addWidget(button);
        }
        row->addStretch(1);
        card->body()->addLayout(row);
        return card;
    }

    void check()
    {
        setSentence(tr("Checking the store"));
        const auto ask = [providers = context().engine.providers()](QueryContext& query) {
            return doctorQuery(query, providers);
        };
        m_checking.ask(context().reader, ask, [this](const Result<DoctorAnswer>& found) {
            refresh();
            SidePanel* panel = sidePanel();
            panel->clear();
            panel->setTitle(tr("Check of the store"));
            if (!found) {
                panel->addText(found.error().sentence(), "error");
                return panel->show();
            }
            panel->addText(found->healthy ? tr("Every check is well.") : tr("Some checks found a problem."),
                           found->healthy ? "" : "error");
            // Problems first.
            for (const bool ok : {false, true}) {
                for (const DoctorCheck& check : found->checks) {
                    if (check.ok != ok)
                        continue;
                    auto* state = new StateDot(context().theme);
                    state->set(ok ? State::Good : State::Bad, check.name);
                    panel->body()->addWidget(state);
                    panel->addText(check.message, "note");
                    if (!ok && !check.remedy.isEmpty())
                        panel->addText(tr("To do: %1").arg(check.remedy));
                }
            }
            panel->show();
        });
    }

    void backUp()
    {
        auto* dialog = new QFileDialog(this, tr("Back up the store"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(u"db"_s);
        dialog->selectFile(now().toString(u"'backup-'yyyy-MM-dd'.db'"_s));
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
            context().jobs.start(u"backup"_s, {{u"file"_s, path}}, tr("Backing up to %1").arg(path), this);
        });
        dialog->open();
    }

    // It takes the whole store's place: said, and asked for once more.
    void restore()
    {
        auto* dialog = new QFileDialog(this, tr("Restore the store from a backup"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
            SidePanel* panel = sidePanel();
            panel->clear();
            panel->setTitle(tr("Restore from a backup"));
            panel->addText(
                tr("Everything in %1 is replaced by what is in %2. What was changed since that backup is lost.")
                    .arg(context().engine.store().path, path),
                "warning");
            auto* go = new QPushButton(tr("Replace the store with this backup"));
            go->setProperty("role", u"danger"_s);
            connect(go, &QPushButton::clicked, this, [this, path] {
                sidePanel()->hide();
                context().jobs.start(u"restore"_s, {{u"file"_s, path}}, tr("Restoring from %1").arg(path), this);
            });
            panel->body()->addWidget(go, 0, Qt::AlignLeft);
            panel->show();
        });
        dialog->open();
    }

    void openCurrent() { openRow(m_table->currentRow()); }
    void removeCurrent() { remove(m_table->currentRow()); }
    void enable()
    {
        for (const char* id : {"connections.open", "connections.remove"})
            context().actions.offer(QLatin1String(id), m_table->currentRow() >= 0);
    }

    QWidget* makeForm()
    {
        auto* card = new Card(tr("Details"), this);
        const auto row = [&](const QString& label, QWidget* field, QWidget* more = nullptr) {
            constexpr int kLabelWidth = 90;
            auto* layout = new QHBoxLayout;
            QLabel* name = roleLabel(label, "muted", this);
            name->setFixedWidth(kLabelWidth);
            name->setBuddy(field);
            layout->addWidget(name);
            layout->addWidget(field, 1);
            if (more)
                layout->addWidget(more);
            card->body()->addLayout(layout);
        };
        m_name->setAccessibleName(tr("Name of the connection"));
        m_store->setAccessibleName(tr("Store of the connection"));
        m_store->setPlaceholderText(u"sqlite:/path/to/store.db"_s);
        auto* browse = new QPushButton(tr("Browse…"), this);
        connect(browse, &QPushButton::clicked, this, &ConnectionsPage::browse);
        row(tr("Name"), m_name);
        row(tr("Store"), m_store, browse);
        auto* colors = new QWidget(this);
        auto* layout = new QHBoxLayout(colors);
        layout->setContentsMargins(0, 0, 0, 0);
        int index = 0;
        for (const char* color : kColors) {
            auto* button = new QPushButton(colors);
            const QString name = QLatin1String(color);
            button->setCheckable(true);
            button->setText(name.isEmpty() ? tr("None") : QString());
            button->setAccessibleName(name.isEmpty() ? tr("No colour") : tr("Colour %1").arg(index));
            if (!name.isEmpty()) {
                QPixmap swatch(metric::kIcon, metric::kIcon);
                swatch.fill(QColor(name));
                button->setIcon(QIcon(swatch));
            }
            m_colors->addButton(button, index++);
            layout->addWidget(button);
        }
        layout->addStretch(1);
        m_colors->button(0)->setChecked(true);
        row(tr("Colour"), colors);
        row({}, m_readOnly);
        card->body()->addWidget(m_error);
        auto* save = new QPushButton(tr("Save the connection"), this);
        connect(save, &QPushButton::clicked, this, &ConnectionsPage::save);
        auto* foot = new QHBoxLayout;
        foot->addStretch(1);
        foot->addWidget(save);
        card->body()->addLayout(foot);
        return card;
    }

    void browse()
    {
        auto* dialog = new QFileDialog(this, tr("A store"), QString(), tr("Stores (*.db);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::AnyFile);
        dialog->setLabelText(QFileDialog::Accept, tr("Choose"));
        connect(dialog, &QFileDialog::fileSelected, this,
                [this](const QString& path) { m_store->setText(u"sqlite:"_s + path); });
        dialog->open();
    }

    void edit(int row)
    {
        m_error->say({});
        m_edited = row;
        if (row < 0 || row >= static_cast<int>(m_profiles.size()))
            return;
        const Profile& profile = m_profiles[static_cast<size_t>(row)];
        m_name->setText(profile.name);
        m_store->setText(profile.store);
        m_readOnly->setChecked(profile.readOnly);
        for (int i = 0; i < static_cast<int>(std::size(kColors)); ++i) {
            if ((profile.color.isValid() && profile.color == QColor(QLatin1String(kColors[i]))) ||
                (!profile.color.isValid() && i == 0))
                m_colors->button(i)->setChecked(true);
        }
    }

    void startNew()
    {
        m_table->view()->clearSelection();
        m_table->view()->setCurrentIndex({});
        m_edited = -1;
        m_name->clear();
        m_store->setText(context().engine.store().toString());
        m_readOnly->setChecked(false);
        m_error->say({});
        m_name->setFocus();
    }

    void save()
    {
        Profile profile{m_name->text().trimmed(), m_store->text().trimmed(),
                        QColor(QLatin1String(kColors[std::max(0, m_colors->checkedId())])), m_readOnly->isChecked()};
        if (const auto wrong = whatIsWrongWith(profile, m_profiles, m_edited)) {
            m_error->say(*wrong, profile.name.isEmpty() ? m_name : m_store);
            return;
        }
        m_error->say({});
        if (m_edited >= 0 && m_edited < static_cast<int>(m_profiles.size()))
            m_profiles[static_cast<size_t>(m_edited)] = profile;
        else
            m_profiles.push_back(profile);
        saveProfiles(context().state, m_profiles);
        refresh();
        m_table->selectRow(m_model->find(profile.name));
    }

    void remove(int row)
    {
        if (row < 0 || row >= static_cast<int>(m_profiles.size())) {
            m_error->say(tr("Choose a connection first. Removing it leaves its store as it is."));
            return;
        }
        m_profiles.erase(m_profiles.begin() + row);
        saveProfiles(context().state, m_profiles);
        startNew();
        refresh();
    }

    void openRow(int row)
    {
        if (row < 0 || row >= static_cast<int>(m_profiles.size())) {
            m_error->say(tr("Choose a connection to open, or save a new one."));
            return;
        }
        const Profile profile = m_profiles[static_cast<size_t>(row)];
        if (const auto wrong = whatIsWrongWith(profile, m_profiles, row)) {
            m_error->say(*wrong, m_store);
            return;
        }
        if (context().openProfile)
            context().openProfile(profile);
    }

    std::vector<Profile> m_profiles;
    int m_edited = -1;
    RowModel<Profile>* m_model;
    DataTable* m_table;
    QLineEdit *m_name, *m_store;
    QCheckBox* m_readOnly;
    QButtonGroup* m_colors;
    FormError* m_error;
    Latest<DoctorAnswer> m_checking;
};

} // namespace

PageSpec connectionsPageSpec()
{
    return {u"connections"_s,
            Page::tr("System"),
            Page::tr("Connections"),
            u"profile"_s,
            {{.id = u"connections.check"_s,
              .text = Page::tr("Check the store"),
              .group = Page::tr("File"),
              .icon = u"check"_s,
              .help = Page::tr("Everything that can be wrong with the open store, and what to do about it"),
              .run = calls(&ConnectionsPage::check)},
             {.id = u"connections.backup"_s,
              .text = Page::tr("Back up…"),
              .group = Page::tr("File"),
              .icon = u"export"_s,
              .help = Page::tr("Copy the open store to a file, whole and checked"),
              .writes = true,
              .run = calls(&ConnectionsPage::backUp)},
             {.id = u"connections.restore"_s,
              .text = Page::tr("Restore…"),
              .group = Page::tr("File"),
              .icon = u"import"_s,
              .help = Page::tr("Replace the open store with a backup of it"),
              .writes = true,
              .care = Care::TakesAway,
              .run = calls(&ConnectionsPage::restore)},
             {.id = u"connections.open"_s,
              .text = Page::tr("Open the connection"),
              .group = Page::tr("File"),
              .icon = u"folder"_s,
              .care = Care::Selection,
              .run = calls(&ConnectionsPage::openCurrent)},
             {.id = u"connections.new"_s,
              .text = Page::tr("New connection"),
              .group = Page::tr("File"),
              .icon = u"add"_s,
              .run = calls(&ConnectionsPage::startNew)},
             {.id = u"connections.remove"_s,
              .text = Page::tr("Remove the connection"),
              .group = Page::tr("File"),
              .icon = u"trash"_s,
              .care = Care::TakesAway,
              .run = calls(&ConnectionsPage::removeCurrent)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new ConnectionsPage(context, parent); }};
}

} // namespace factoid

#include "connections_page.moc"
