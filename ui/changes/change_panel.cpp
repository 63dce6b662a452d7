#include "ui/changes/change_panel.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/changes/change_log_model.h"
#include "ui/widgets/field_label.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace factoid {

namespace {

struct ChangePanelWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::ChangePanel)
};

constexpr qsizetype kOthersShown = 8;

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

class Filler
{
  public:
    Filler(SidePanel& panel, const QJsonObject& story, PageContext& context,
           const std::function<void(qint64)>& showOther)
        : m_panel(panel)
        , m_story(story)
        , m_change(story.value(u"change"_s).toObject())
        , m_context(context)
        , m_showOther(showOther)
    {
    }
    void fill()
    {
        m_panel.clear();
        m_panel.setTitle(ChangePanelWords::tr("Change %1").arg(numberText(m_change.value(u"id"_s).toInteger())));
        what();
        figure();
        import();
        run();
        others();
        hashes();
    }

  private:
    void link(const QString& words, const Place& place)
    {
        QPushButton* button = linkButton(words + u" ›"_s, &m_panel);
        button->setAccessibleName(words);
        QObject::connect(button, &QPushButton::clicked, &m_panel,
                         [navigator = &m_context.navigator, place] { navigator->go(place); });
        m_panel.body()->addWidget(button, 0, Qt::AlignLeft);
    }
    void time(const QString& name, const QString& instant)
    {
        const QDateTime at = timeFromText(instant);
        m_panel.addRow(name, relativeTimeText(at, m_context.engine.clock().now()))->setToolTip(exactTimeText(at));
    }
    [[nodiscard]] QString value(const QString& bare) const
    {
        if (bare.isEmpty())
            return ChangePanelWords::tr("nothing");
        const QString type = text(m_change, "change_type");
        return type == "revision"_L1 || type == "data_update"_L1 ? amountText(bare, text(m_change, "unit")) : bare;
    }
    void what()
    {
        m_panel.addRow(ChangePanelWords::tr("Type"), changeTypeText(text(m_change, "change_type")));
        time(ChangePanelWords::tr("Logged"), text(m_change, "time"));
        m_panel.addRow(ChangePanelWords::tr("Before"), value(text(m_change, "old_value")));
        m_panel.addRow(ChangePanelWords::tr("After"), value(text(m_change, "new_value")));
        if (const QString moved = text(m_story, "difference"); !moved.isEmpty())
            m_panel.addRow(ChangePanelWords::tr("Difference"), amountText(moved, text(m_change, "unit")));
        if (const QString size = text(m_change, "magnitude"); !size.isEmpty())
            m_panel.addRow(ChangePanelWords::tr("Size"), ChangePanelWords::tr("%1 %").arg(numberText(size)));
        m_panel.addRow(ChangePanelWords::tr("Counts for the site"),
                       m_change.value(u"comparison"_s).toBool()
                           ? ChangePanelWords::tr("yes, its field is compared")
                           : ChangePanelWords::tr("no, its field is not compared"));
    }
    void figure()
    {
        const QString field = text(m_change, "field"), council = text(m_change, "council"),
                      year = text(m_change, "year");
        if (field.isEmpty() && council.isEmpty())
            return;
        m_panel.addHeading(ChangePanelWords::tr("Figure"));
        if (!council.isEmpty())
            m_panel.addRow(ChangePanelWords::tr("Council"), text(m_change, "council_name"), council);
        if (!field.isEmpty())
            (void)carrySlug(m_panel.addRow(ChangePanelWords::tr("Field"), text(m_change, "field_name")), field);
        if (!year.isEmpty())
            m_panel.addRow(ChangePanelWords::tr("Year"), year);
        const QJsonObject current = m_story.value(u"current"_s).toObject();
        if (!current.isEmpty())
            m_panel.addRow(ChangePanelWords::tr("Today"), value(text(current, "value")),
                           text(current, "status") == "final"_L1 ? QString() : text(current, "status"));
        QMap<QString, QString> at;
        for (const auto& [key, given] :
             {std::pair("field", field), std::pair("council", council), std::pair("year", year)}) {
            if (!given.isEmpty())
                at.insert(QLatin1String(key), given);
        }
        link(ChangePanelWords::tr("Open in Figures"), {u"figures"_s, at});
        if (!field.isEmpty() && !year.isEmpty())
            link(ChangePanelWords::tr("Open in Summaries"), {u"summaries"_s, {{u"field"_s, field}, {u"year"_s, year}}});
    }
    void import()
    {
        m_panel.addHeading(ChangePanelWords::tr("Import"));
        const QJsonObject import = m_story.value(u"import"_s).toObject();
        if (import.isEmpty()) {
            m_panel.addText(
                ChangePanelWords::tr("No import: another program wrote the figures, and the check found it."));
            return;
        }
        m_panel.addRow(ChangePanelWords::tr("Number"), text(import, "id"),
                       text(import, "undone_at").isEmpty() ? QString() : ChangePanelWords::tr("undone since"));
        time(ChangePanelWords::tr("Imported"), text(import, "time"));
        for (const QJsonValue& file : import.value(u"files"_s).toArray())
            m_panel.addRow(ChangePanelWords::tr("File"), text(file.toObject(), "path"),
                           countText(file.toObject().value(u"rows"_s).toInteger(), ChangePanelWords::tr("row"),
                                     ChangePanelWords::tr("rows")));
        const QJsonObject source = m_story.value(u"source"_s).toObject();
        if (!source.isEmpty())
            m_panel.addRow(ChangePanelWords::tr("Source line"), numberText(source.value(u"line"_s).toInteger()),
                           text(source, "file"));
        if (m_story.contains(u"same_import_in_cell"_s))
            m_panel.addRow(ChangePanelWords::tr("Changes it made to this field and year"),
                           numberText(m_story.value(u"same_import_in_cell"_s).toInteger()));
        link(ChangePanelWords::tr("All changes of this import"), {u"changes"_s, {{u"import"_s, text(import, "id")}}});
    }
    void run()
    {
        m_panel.addHeading(ChangePanelWords::tr("Run that dealt with it"));
        const QJsonObject run = m_story.value(u"run"_s).toObject();
        if (run.isEmpty()) {
            m_panel.addText(m_change.value(u"processed"_s).toBool()
                                ? ChangePanelWords::tr("Run %1, which is no longer kept.").arg(text(m_change, "run"))
                                : ChangePanelWords::tr("None yet: it waits for the next set."));
            return;
        }
        m_panel.addRow(ChangePanelWords::tr("Number"), text(run, "id"), text(run, "job"));
        time(ChangePanelWords::tr("Started"), text(run, "started_at"));
        m_panel.addRow(ChangePanelWords::tr("Outcome"), text(run, "outcome"), text(run, "message"));
        link(ChangePanelWords::tr("Open the run"), {u"generation"_s, {{u"run"_s, text(run, "id")}}});
    }
    void others()
    {
        const QJsonArray others = m_story.value(u"others"_s).toArray();
        if (others.isEmpty())
            return;
        m_panel.addHeading(ChangePanelWords::tr("Other changes of the same figure (%1)")
                               .arg(numberText(m_story.value(u"other_count"_s).toInteger())));
        for (qsizetype i = 0; i < std::min(others.size(), kOthersShown); ++i) {
            const QJsonObject other = others[i].toObject();
            const QString day =
                QLocale(QLocale::English).toString(timeFromText(text(other, "time")).date(), u"d MMM yyyy"_s);
            QPushButton* button =
                linkButton(ChangePanelWords::tr("%1: %2 → %3")
                               .arg(day, value(text(other, "old_value")), value(text(other, "new_value"))),
                           &m_panel);
            QObject::connect(button, &QPushButton::clicked, &m_panel,
                             [show = m_showOther, id = other.value(u"id"_s).toInteger()] { show(id); });
            m_panel.body()->addWidget(button, 0, Qt::AlignLeft);
        }
    }
    void hashes()
    {
        const QString before = text(m_change, "old_hash"), after = text(m_change, "new_hash");
        if (before.isEmpty() && after.isEmpty())
            return;
        m_panel.addHeading(ChangePanelWords::tr("Hash of the field and year"));
        for (const auto& [name, hash] :
             {std::pair(ChangePanelWords::tr("Before"), before), std::pair(ChangePanelWords::tr("After"), after)}) {
            m_panel.addRow(name, hash.isEmpty() ? ChangePanelWords::tr("none") : shortHash(hash))->setToolTip(hash);
        }
        if (after.isEmpty())
            return;
        QPushButton* copy = linkButton(ChangePanelWords::tr("Copy the hash after"), &m_panel);
        QObject::connect(copy, &QPushButton::clicked, &m_panel,
                         [after] { QGuiApplication::clipboard()->setText(after); });
        m_panel.body()->addWidget(copy, 0, Qt::AlignLeft);
    }

    SidePanel& m_panel;
    const QJsonObject m_story, m_change;
    PageContext& m_context;
    std::function<void(qint64)> m_showOther;
};

} // namespace

void fillChangePanel(SidePanel& panel, const QJsonObject& story, PageContext& context,
                     const std::function<void(qint64)>& showOther)
{
    Filler(panel, story, context, showOther).fill();
}

} // namespace factoid
