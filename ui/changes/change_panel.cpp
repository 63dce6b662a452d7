#include "ui/changes/change_panel.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/changes/change_log_model.h"
#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"
#include "ui/widgets/field_label.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace factoid {

namespace {

struct ChangePanelWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::ChangePanel)
};

constexpr size_t kOthersShown = 8;

class SentenceRenderer
{
  public:
    SentenceRenderer(SidePanel& panel, const ChangeStory& story, PageContext& context,
                     const std::function<void(qint64)>& showOther)
        : m_panel(panel)
        , m_story(story)
        , m_change(story.change)
        , m_context(context)
        , m_showOther(showOther)
    {
    }
    void fill()
    {
        m_panel.clear();
        m_panel.setTitle(ChangePanelWords::tr("Change %1").arg(numberText(m_change.id)));
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
    [[nodiscard]] QString value(const std::optional<QString>& bare) const
    {
        if (!bare || bare->isEmpty())
            return ChangePanelWords::tr("nothing");
        const bool figure = m_change.type == "revision"_L1 || m_change.type == "data_update"_L1;
        return figure ? amountText(*bare, unit()) : *bare;
    }
    [[nodiscard]] QString unit() const { return m_change.unit.value_or(QString()); }
    void what()
    {
        m_panel.addRow(ChangePanelWords::tr("Type"), changeTypeText(m_change.type));
        time(ChangePanelWords::tr("Logged"), m_change.time);
        m_panel.addRow(ChangePanelWords::tr("Before"), value(m_change.oldValue));
        m_panel.addRow(ChangePanelWords::tr("After"), value(m_change.newValue));
        if (m_story.difference && *m_story.difference)
            m_panel.addRow(ChangePanelWords::tr("Difference"), amountText(**m_story.difference, unit()));
        if (m_change.magnitude)
            m_panel.addRow(ChangePanelWords::tr("Size"),
                           ChangePanelWords::tr("%1 %").arg(numberText(*m_change.magnitude)));
        m_panel.addRow(ChangePanelWords::tr("Affects the site"),
                       m_change.comparison ? ChangePanelWords::tr("yes, its field is a comparison field")
                                           : ChangePanelWords::tr("no, its field is not a comparison field"));
    }
    void figure()
    {
        if (!m_change.slug && !m_change.council)
            return;
        m_panel.addHeading(ChangePanelWords::tr("Figure"));
        if (m_change.council)
            m_panel.addRow(ChangePanelWords::tr("Council"), m_change.councilName.value_or(QString()),
                           *m_change.council);
        if (m_change.slug)
            (void)carrySlug(m_panel.addRow(ChangePanelWords::tr("Field"), m_change.fieldName.value_or(QString())),
                            *m_change.slug);
        if (m_change.year)
            m_panel.addRow(ChangePanelWords::tr("Year"), *m_change.year);
        if (const auto& current = m_story.current)
            m_panel.addRow(ChangePanelWords::tr("Today"), value(current->value),
                           current->status == "final"_L1 ? QString() : current->status);
        forecast();
        QMap<QString, QString> at;
        for (const auto& [key, given] : {std::pair("field", &m_change.slug), std::pair("council", &m_change.council),
                                         std::pair("year", &m_change.year)}) {
            if (*given)
                at.insert(QLatin1String(key), **given);
        }
        link(ChangePanelWords::tr("Open in Figures"), {u"figures"_s, at});
        if (m_story.forecast)
            link(ChangePanelWords::tr("Open in Forecast"),
                 {u"forecast"_s, {{u"field"_s, *m_change.slug}, {u"council"_s, *m_change.council}}});
        if (m_change.slug && m_change.year)
            link(ChangePanelWords::tr("Open in Summaries"),
                 {u"summaries"_s, {{u"field"_s, *m_change.slug}, {u"year"_s, *m_change.year}}});
    }
    void forecast()
    {
        if (!m_story.forecast)
            return;
        const FigureForecast& made = *m_story.forecast;
        m_panel
            .addRow(ChangePanelWords::tr("Forecast from the years before"), amountText(made.value, unit()),
                    made.inside ? QString() : ChangePanelWords::tr("outside the interval of 95 percent"))
            ->setToolTip(ChangePanelWords::tr("between %1 and %2 with 95 percent")
                             .arg(amountText(made.low, unit()), amountText(made.high, unit())));
        m_panel.addRow(ChangePanelWords::tr("Forecast off by"), amountText(made.off, unit()));
    }
    void import()
    {
        m_panel.addHeading(ChangePanelWords::tr("Import"));
        if (!m_story.import) {
            m_panel.addText(
                ChangePanelWords::tr("No import: another program wrote the figures, and a check found the change."));
            return;
        }
        const ImportDetail& import = *m_story.import;
        m_panel.addRow(ChangePanelWords::tr("Number"), QString::number(import.id),
                       import.undoneAt ? ChangePanelWords::tr("since undone") : QString());
        time(ChangePanelWords::tr("Imported"), import.time);
        for (const ImportedFile& file : import.files)
            m_panel.addRow(ChangePanelWords::tr("File"), file.path,
                           countText(file.rows, ChangePanelWords::tr("row"), ChangePanelWords::tr("rows")));
        if (const auto& source = m_story.source)
            m_panel.addRow(ChangePanelWords::tr("Source line"), numberText(source->line), source->file);
        if (m_story.sameImportInCell)
            m_panel.addRow(ChangePanelWords::tr("Changes it made to this field and year"),
                           numberText(*m_story.sameImportInCell));
        link(ChangePanelWords::tr("All changes of this import"),
             {u"changes"_s, {{u"import"_s, QString::number(import.id)}}});
    }
    void run()
    {
        m_panel.addHeading(ChangePanelWords::tr("Processed by run"));
        if (!m_story.run) {
            m_panel.addText(m_change.run ? ChangePanelWords::tr("Run %1, which is no longer kept.").arg(*m_change.run)
                                         : ChangePanelWords::tr("None yet: waiting for the next set."));
            return;
        }
        const RunWithSet& run = *m_story.run;
        m_panel.addRow(ChangePanelWords::tr("Number"), QString::number(run.id), jobWords(run.job));
        time(ChangePanelWords::tr("Started"), run.startedAt);
        m_panel.addRow(ChangePanelWords::tr("Outcome"), outcomeWords(run.outcome), run.message.text());
        link(ChangePanelWords::tr("Open the run"), {u"generation"_s, {{u"run"_s, QString::number(run.id)}}});
    }
    void others()
    {
        if (m_story.others.empty())
            return;
        m_panel.addHeading(
            ChangePanelWords::tr("Other changes of the same figure (%1)").arg(numberText(m_story.otherCount)));
        for (const ChangeView& other : std::span(m_story.others).first(std::min(m_story.others.size(), kOthersShown))) {
            const QString day = QLocale(QLocale::English).toString(timeFromText(other.time).date(), u"d MMM yyyy"_s);
            QPushButton* button = linkButton(
                ChangePanelWords::tr("%1: %2 → %3").arg(day, value(other.oldValue), value(other.newValue)), &m_panel);
            QObject::connect(button, &QPushButton::clicked, &m_panel,
                             [show = m_showOther, id = other.id] { show(id); });
            m_panel.body()->addWidget(button, 0, Qt::AlignLeft);
        }
    }
    void hashes()
    {
        if (!m_change.oldHash && !m_change.newHash)
            return;
        m_panel.addHeading(ChangePanelWords::tr("Hash of the field and year"));
        for (const auto& [name, hash] : {std::pair(ChangePanelWords::tr("Before"), &m_change.oldHash),
                                         std::pair(ChangePanelWords::tr("After"), &m_change.newHash)}) {
            m_panel.addRow(name, *hash ? shortHash(**hash) : ChangePanelWords::tr("none"))
                ->setToolTip(hash->value_or(QString()));
        }
        if (!m_change.newHash)
            return;
        QPushButton* copy = linkButton(ChangePanelWords::tr("Copy the hash after"), &m_panel);
        QObject::connect(copy, &QPushButton::clicked, &m_panel,
                         [after = *m_change.newHash] { QGuiApplication::clipboard()->setText(after); });
        m_panel.body()->addWidget(copy, 0, Qt::AlignLeft);
    }

    SidePanel& m_panel;
    const ChangeStory& m_story;
    const ChangeView& m_change;
    PageContext& m_context;
    std::function<void(qint64)> m_showOther;
};

} // namespace

void fillChangePanel(SidePanel& panel, const ChangeStory& story, PageContext& context,
                     const std::function<void(qint64)>& showOther)
{
    SentenceRenderer(panel, story, context, showOther).fill();
}

} // namespace factoid
