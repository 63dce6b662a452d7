#include "ui/settings/settings_page.h"

#include "core/queries/history/operator_queries.h"
#include "ui/settings/setting_row.h"

#include <QJsonArray>
#include <QLineEdit>

namespace factoid {

namespace {

const QString kSave = u"settings.save"_s;
const QString kRevert = u"settings.revert"_s;

constexpr int kFilterWidth = 240;

QString groupTitle(const QString& group)
{
    static const QHash<QString, QString> titles{
        {u"schedule"_s, Page::tr("Schedule")},
        {u"factoids"_s, Page::tr("Factoids")},
        {u"data"_s, Page::tr("Names in the data")},
        {u"fallbacks"_s, Page::tr("Fallbacks")},
        {u"cache"_s, Page::tr("Cache")},
        {u"retention"_s, Page::tr("Retention")},
        {u"site"_s, Page::tr("Site")},
        {u"bundle"_s, Page::tr("Bundles")},
    };
    QString title = titles.value(group, group);
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

class SettingsPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::settingsPageSpec();

  public:
    SettingsPage(PageContext& context_, QWidget* parent)
        : Page(context_, tr("Settings"), true, parent)
    {
        setSentence(tr("Loading the settings"));
        m_filter = new QLineEdit(this);
        m_filter->setPlaceholderText(tr("Find a setting"));
        m_filter->setAccessibleName(tr("Find a setting"));
        m_filter->setFixedWidth(kFilterWidth);
        m_filter->setClearButtonEnabled(true);
        connect(m_filter, &QLineEdit::textChanged, this, [this] { filter(); });
        addToHeader(m_filter);
        addButton(kRevert);
        addButton(kSave, true);
        m_groups = new QVBoxLayout;
        m_groups->setSpacing(metric::kLarge);
        body()->addLayout(m_groups);
        m_none = wrappedLabel(tr("No settings match."), "muted", this);
        m_none->hide();
        body()->addWidget(m_none);
        body()->addStretch(1);
        updateActions();
    }

    void open(const Place& place) override
    {
        if (const QString key = place.value("key"); !key.isEmpty())
            m_filter->setText(key);
    }

    void refresh() override
    {
        m_asking.askNext(context().reader, settingsQuery, [this](const Result<SettingsAnswer>& settings) {
            if (!settings)
                setProblem(settings.error().sentence());
            else
                take(settings->settings);
        });
    }

  private:
    void take(const std::vector<SettingLine>& settings)
    {
        if (m_rows.empty())
            build(settings);
        for (const SettingLine& setting : settings) {
            for (SettingRow* row : m_rows) {
                if (row->key() == setting.key)
                    row->take(setting);
            }
        }
        checkAll();
    }

    void build(const std::vector<SettingLine>& settings)
    {
        QString group;
        Card* card = nullptr;
        for (const SettingLine& setting : settings) {
            if (!card || setting.group != group) {
                group = setting.group;
                card = new Card(groupTitle(group), this);
                m_groups->addWidget(card);
                m_cards.push_back(card);
            } else {
                card->body()->addWidget(separatorLine(card));
            }
            auto* row = new SettingRow(setting, card);
            row->setReadOnly(context().engine.isReadOnly());
            card->body()->addWidget(row);
            connect(row, &SettingRow::edited, this, &SettingsPage::checkAll);
            m_rows.push_back(row);
        }
        filter();
    }

    // What would be saved: what counts now with what is typed over it.
    [[nodiscard]] Settings typed() const
    {
        Settings all;
        for (const SettingRow* row : m_rows)
            (void)setSetting(all, row->key(), row->text());
        return all;
    }

    void checkAll()
    {
        const Settings all = typed();
        int edited = 0, faulty = 0, changed = 0;
        for (SettingRow* row : m_rows) {
            row->check(all);
            edited += row->isEdited() ? 1 : 0;
            faulty += row->isFaulty() ? 1 : 0;
            changed += row->isDefault() ? 0 : 1;
        }
        updateActions();
        if (faulty > 0)
            setSentence(edited == 1 ? tr("The change cannot be saved as typed; the reason is beside it.")
                                    : tr("%1 of %2 changes cannot be saved as typed; the reasons are beside them.")
                                          .arg(faulty)
                                          .arg(edited));
        else if (edited > 0)
            setSentence(tr("%1 not saved yet. Saving can be undone.")
                            .arg(edited == 1 ? tr("1 change") : tr("%1 changes").arg(edited)));
        else
            setSentence(changed == 0 ? tr("%1 settings, none changed.").arg(m_rows.size())
                                     : tr("%1 settings, %2 changed.").arg(m_rows.size()).arg(changed));
    }

    void updateActions()
    {
        const bool any = std::ranges::any_of(m_rows, [](const SettingRow* row) { return row->isEdited(); });
        const bool faulty = std::ranges::any_of(m_rows, [](const SettingRow* row) { return row->isFaulty(); });
        context().actions.offer(kSave, any && !faulty);
        context().actions.offer(kRevert, any);
    }

    void save()
    {
        QJsonObject set;
        QJsonArray reset;
        for (const SettingRow* row : m_rows) {
            if (!row->isEdited())
                continue;
            if (row->isDefault())
                reset.append(row->key());
            else
                set.insert(row->key(), row->text());
        }
        if (set.isEmpty() && reset.isEmpty())
            return;
        context().jobs.start(u"settings"_s, {{u"set"_s, set}, {u"reset"_s, reset}}, tr("Saving settings"), this,
                             [this](const Result<JobOutcome>& done) {
                                 setProblem(done ? QString() : done.error().sentence());
                                 refresh();
                             });
    }

    void revert()
    {
        for (SettingRow* row : m_rows)
            row->revert();
        checkAll();
    }

    void filter()
    {
        const QString words = m_filter->text().trimmed();
        for (SettingRow* row : m_rows)
            row->setVisible(row->matches(words));
        m_none->setVisible(!m_rows.empty() &&
                           std::ranges::none_of(m_rows, [&](const SettingRow* row) { return row->matches(words); }));
        for (Card* card : m_cards) {
            const auto rows = card->findChildren<SettingRow*>();
            card->setVisible(std::ranges::any_of(rows, [&](const SettingRow* row) { return row->matches(words); }));
            for (QFrame* line : card->findChildren<QFrame*>(u"line"_s))
                line->setVisible(words.isEmpty());
        }
    }

    QLineEdit* m_filter = nullptr;
    QLabel* m_none = nullptr;
    QVBoxLayout* m_groups = nullptr;
    std::vector<Card*> m_cards;
    std::vector<SettingRow*> m_rows;
    Latest<SettingsAnswer> m_asking;
};

} // namespace

PageSpec settingsPageSpec()
{
    const QString title = Page::tr("Settings");
    return {u"settings"_s,
            Page::tr("System"),
            title,
            u"settings"_s,
            {
                {.id = kSave,
                 .text = Page::tr("Save settings"),
                 .group = title,
                 .icon = u"check"_s,
                 .help = Page::tr("Save the changes on the Settings page"),
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&SettingsPage::save)},
                {.id = kRevert,
                 .text = Page::tr("Discard changes"),
                 .group = title,
                 .icon = u"undo"_s,
                 .help = Page::tr("Go back to the saved settings"),
                 .care = Care::TakesAway,
                 .run = calls(&SettingsPage::revert)},
            },
            [](PageContext& context, QWidget* parent) -> Page* { return new SettingsPage(context, parent); }};
}

} // namespace factoid

#include "settings_page.moc"
