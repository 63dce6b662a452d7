#include "ui/connections/connections_page.h"

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

    void act(const QString& id) override
    {
        if (id == "connections.open"_L1)
            openRow(m_table->currentRow());
        else if (id == "connections.new"_L1)
            startNew();
        else if (id == "connections.remove"_L1)
            remove(m_table->currentRow());
    }

  private:
    void enable()
    {
        for (const char* id : {"connections.open", "connections.remove"})
            context().actions.find(QLatin1String(id))->setEnabled(m_table->currentRow() >= 0);
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
};

} // namespace

PageSpec connectionsPageSpec()
{
    return {u"connections"_s,
            Page::tr("System"),
            Page::tr("Connections"),
            u"profile"_s,
            {{u"connections.open"_s, Page::tr("Open the connection"), Page::tr("File"), {}, u"folder"_s},
             {u"connections.new"_s, Page::tr("New connection"), Page::tr("File"), {}, u"add"_s},
             {u"connections.remove"_s, Page::tr("Remove the connection"), Page::tr("File"), {}, u"trash"_s}},
            [](PageContext& context, QWidget* parent) -> Page* { return new ConnectionsPage(context, parent); }};
}

} // namespace factoid

#include "connections_page.moc"
