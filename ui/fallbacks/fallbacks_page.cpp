#include "ui/fallbacks/fallbacks_page.h"

#include "core/base/plain_file.h"
#include "core/queries/factoids/factoid_queries.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/factoids/factoid_card.h"
#include "ui/fallbacks/fallback_editor.h"
#include "ui/table/data_table.h"
#include "ui/widgets/extent_chip.h"
#include "ui/widgets/reorder_list.h"

#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>

namespace factoid {

namespace {

const QString kNew = u"fallbacks.new"_s;
const QString kImport = u"fallbacks.import"_s;
const QString kExport = u"fallbacks.export"_s;

const QString kJob = u"fallbacks"_s;
constexpr int kBinHeight = 200;

QString dayText(const QString& isoDate)
{
    const QDate date = QDate::fromString(isoDate, Qt::ISODate);
    return date.isValid() ? QLocale(QLocale::English, QLocale::UnitedKingdom).toString(date, u"d MMM yyyy"_s) : isoDate;
}

// Of a text that is not checked: who keeps it and why, and what to do about it.
QString standingOf(const FallbackRow& row)
{
    if (!row.isKeptUnchecked())
        return Page::tr("Nobody is responsible for it, so it is not served. Keep it unchecked with your name and a "
                        "reason, replace it with a notice, or move it to the bin.");
    const QString who = Page::tr("Kept by %1: %2").arg(row.unchecked->owner, row.unchecked->reason);
    return row.advice.isEmpty() ? who
                                : Page::tr("%1. Not served: the setting “fallbacks.serve_unchecked” is off.").arg(who);
}

// Without a parent: the list takes it.
QWidget* fallbackRow(const FallbackRow& row)
{
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kTiny + 2);
    layout->addWidget(sentenceLabel(row.text, widget));
    auto* line = new QHBoxLayout;
    line->setSpacing(metric::kTiny + 2);
    const bool unchecked = isNotChecked(row.extent);
    line->addWidget(extentChip(row.extent, row.supported, row.reason, widget));
    line->addWidget(chip(row.language == "cy"_L1 ? Page::tr("Welsh") : Page::tr("English"), "", widget));
    if (row.expired)
        line->addWidget(chip(Page::tr("expired %1").arg(dayText(row.expiresOn.value_or(QString()))), "bad", widget));
    else if (row.expiresOn)
        line->addWidget(chip(Page::tr("until %1").arg(dayText(*row.expiresOn)), "", widget));
    if (row.reviewOn)
        line->addWidget(chip(row.reviewDue ? Page::tr("review due since %1").arg(dayText(*row.reviewOn))
                                           : Page::tr("review %1").arg(dayText(*row.reviewOn)),
                             row.reviewDue ? "warning" : "", widget));
    if (!row.owner.isEmpty())
        line->addWidget(chip(row.owner, "", widget));
    line->addStretch(1);
    line->addWidget(roleLabel(row.tags, "note", widget));
    layout->addLayout(line);
    const QString below = unchecked ? standingOf(row) : row.supported ? QString() : row.reason;
    if (!below.isEmpty()) {
        auto* reason = roleLabel(below, unchecked ? "note" : "error", widget);
        reason->setWordWrap(true);
        layout->addWidget(reason);
    }
    return widget;
}

std::vector<ColumnOf<FallbackRow>> binColumns()
{
    using Row = FallbackRow;
    return {
        columnOf<Row>(u"text"_s, Page::tr("Sentence"), ColumnKind::Text, &Row::text).wide(420),
        columnOf<Row>(u"deleted_at"_s, Page::tr("In the bin since"), ColumnKind::Time, &Row::deletedAt).wide(130),
        columnOf<Row>(u"deleted_for_good_at"_s, Page::tr("Deleted for good"), ColumnKind::Time, &Row::deletedForGoodAt)
            .wide(110)};
}

class FallbacksPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::fallbacksPageSpec();

  public:
    FallbacksPage(PageContext& context_, QWidget* parent)
        : Page(context_, tr("Fallbacks"), false, parent)
        , m_binned(binColumns(), context_.theme, &FallbackRow::id, this)
    {
        setSentence(tr("Loading the fallbacks"));
        addButton(kImport);
        addButton(kExport);
        addButton(kNew, true);
        auto* splitter = new QSplitter(Qt::Horizontal, this);
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(metric::kLarge);
        splitter->setAccessibleName(tr("Fallbacks and editor"));
        splitter->addWidget(makeList());
        splitter->addWidget(makeEditor());
        splitter->setStretchFactor(0, 5);
        splitter->setStretchFactor(1, 4);
        body()->addWidget(splitter, 1);
    }

    void open(const Place& place) override
    {
        m_wanted = place.value("id");
        if (const QString from = place.value("from"); !from.isEmpty())
            startFrom(from, place.value("language"));
        showWanted();
    }

    void refresh() override
    {
        m_asking.askNext(
            context().reader, [](QueryContext& query) { return fallbacksQuery(query, true); },
            [this](const Result<FallbacksAnswer>& answer) {
                if (!answer)
                    setProblem(answer.error().sentence());
                else
                    take(*answer);
            });
        m_askLive.askNext(context().reader, liveSentencesQuery, [this](const Result<std::vector<Factoid>>& live) {
            std::vector<FallbackEditor::Source> sources;
            for (const Factoid& factoid : live.value_or(std::vector<Factoid>()))
                sources.push_back({factoid.text, factoid.claims});
            if (live)
                m_editor->setSources(sources);
        });
    }

  private:
    void beginNew() { begin({}); }
    void save() { m_editor->save(); }
    void removeCurrent() { remove(m_list->current().toLongLong()); }
    void toggleBin() { m_binButton->click(); }
    void moveUp() { m_list->moveCurrent(-1); }
    void moveDown() { m_list->moveCurrent(1); }

    QWidget* makeList()
    {
        auto* left = new QWidget(this);
        auto* layout = new QVBoxLayout(left);
        layout->setContentsMargins(0, 0, 0, 0);
        m_stack = new QStackedWidget(left);
        auto* empty = new EmptyState(tr("There are no fallbacks. A site shows them when nothing else can be served; a "
                                        "few that stay true for years are enough."),
                                     m_stack);
        QPushButton* const writing[] = {empty->addAction(
                                            tr("Write the first one"), [this] { begin({}); }, true),
                                        empty->addAction(tr("Import a file"), [this] { importFile(); })};
        for (QPushButton* button : writing)
            button->setEnabled(!context().engine.isReadOnly());
        m_stack->addWidget(empty);
        auto* scroll = new QScrollArea(m_stack);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setAccessibleName(tr("Fallbacks"));
        scroll->setFocusPolicy(Qt::NoFocus);
        auto* inside = new QWidget(scroll);
        auto* rows = new QVBoxLayout(inside);
        rows->setContentsMargins(0, 0, metric::kTiny, 0);
        m_list = new ReorderList(context().theme, tr("Fallbacks in the order in which they are served"), inside);
        m_list->setMovable(!context().engine.isReadOnly());
        rows->addWidget(m_list);
        rows->addStretch(1);
        scroll->setWidget(inside);
        m_stack->addWidget(scroll);
        m_stack->setCurrentWidget(m_stack->widget(m_stack->addWidget(new QWidget(m_stack)))); // until it is known
        layout->addWidget(m_stack, 1);
        makeBin(layout, left);
        connect(m_list, &ReorderList::currentChanged, this, [this](const QString& id) { showRow(id); });
        connect(m_list, &ReorderList::ordered, this, [this](const QStringList& ids) {
            QJsonArray numbers;
            for (const QString& id : ids)
                numbers.append(id.toLongLong());
            run({{u"action"_s, u"order"_s}, {u"ids"_s, numbers}}, tr("Ordering the fallbacks"));
        });
        return left;
    }

    void makeBin(QVBoxLayout* layout, QWidget* parent)
    {
        m_binButton = linkButton({}, parent);
        m_binButton->setCheckable(true);
        m_binButton->setAccessibleName(tr("Show the bin"));
        m_bin = new QWidget(parent);
        auto* inside = new QVBoxLayout(m_bin);
        inside->setContentsMargins(0, 0, 0, 0);
        m_binTable = new DataTable(u"bin"_s, tr("Bin"), context().theme, context().state, m_bin);
        m_binTable->setModel(&m_binned);
        m_binTable->setEmptyState(tr("The bin is empty."));
        m_binTable->setMaximumHeight(kBinHeight);
        auto* back = new QPushButton(tr("Restore"), m_binTable);
        back->setAccessibleName(tr("Restore the selected fallbacks"));
        back->setEnabled(!context().engine.isReadOnly());
        connect(back, &QPushButton::clicked, this, [this] {
            QJsonArray ids;
            for (const int row : m_binTable->selectedRows())
                ids.append(m_binned.row(row)->id);
            if (ids.isEmpty() && m_binned.rowCount() > 0)
                ids.append(m_binned.row(std::max(0, m_binTable->currentRow()))->id);
            if (!ids.isEmpty())
                run({{u"action"_s, u"restore"_s}, {u"ids"_s, ids}}, tr("Restoring"));
        });
        m_binTable->addToBar(back);
        inside->addWidget(m_binTable);
        layout->addWidget(m_binButton, 0, Qt::AlignLeft);
        layout->addWidget(m_bin);
        m_bin->hide();
        connect(m_binButton, &QPushButton::toggled, m_bin, &QWidget::setVisible);
    }

    QWidget* makeEditor()
    {
        m_right = new QStackedWidget(this);
        auto* none = new EmptyState(tr("Choose a fallback to see and edit it, or write a new one."), m_right);
        none->addAction(tr("New fallback"), [this] { begin({}); })->setEnabled(!context().engine.isReadOnly());
        m_right->addWidget(none);
        m_right->hide(); // until it is known whether there are any
        auto* card = new Card({}, m_right);
        auto* scroll = new QScrollArea(card);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setAccessibleName(tr("Editor"));
        scroll->setFocusPolicy(Qt::NoFocus);
        m_editor = new FallbackEditor(context(), scroll);
        scroll->setWidget(m_editor);
        card->body()->addWidget(scroll, 1);
        m_right->addWidget(card);
        connect(m_editor, &FallbackEditor::saved, this, [this](qint64 id) {
            m_wanted = QString::number(id);
            m_asking.drop(); // an answer from before would put back what was there
            refresh();
        });
        connect(m_editor, &FallbackEditor::closed, this, [this] { showEditor(false); });
        connect(m_editor, &FallbackEditor::removeWanted, this, &FallbacksPage::remove);
        return m_right;
    }

    void take(const FallbacksAnswer& answer)
    {
        std::vector<FallbackRow> inUse, bin;
        for (const FallbackRow& row : answer.fallbacks)
            (row.deletedAt ? bin : inUse).push_back(row);
        const bool same = inUse == m_inUse;
        m_inUse = inUse;
        m_stack->setCurrentIndex(inUse.empty() ? 0 : 1);
        showEditor(m_right->currentIndex() == 1);
        m_binned.setRows(bin, now());
        m_binButton->setText(m_binned.rowCount() == 0 ? tr("Bin (empty)") : tr("Bin (%1)").arg(m_binned.rowCount()));
        setSentence(sentenceOf(inUse));
        if (!same) {
            m_list->setRows([inUse] {
                std::vector<ReorderList::Row> rows;
                for (const FallbackRow& row : inUse)
                    rows.push_back({QString::number(row.id), row.text, fallbackRow(row)});
                return rows;
            });
        }
        m_editor->setServed(inUse, answer.fieldNames);
        // The first one is shown at first, so that the page says what it is for.
        if (!std::exchange(m_filled, true) && m_wanted.isEmpty() && !inUse.empty() && m_right->currentIndex() == 0)
            m_wanted = QString::number(inUse.front().id);
        if (m_editor->id() != 0 && m_right->currentIndex() == 1) {
            // What was saved here and taken back at once leaves the list as it was, and the editor not.
            if (const FallbackRow* row = rowOf(m_editor->id()); row && (!same || !m_editor->startedFrom(*row)))
                m_editor->refresh(*row);
            else if (!row)
                m_editor->leave(); // in the bin, or taken back
        }
        showWanted();
    }

    // Two empty halves say no more than one.
    void showEditor(bool shown)
    {
        m_right->setCurrentIndex(shown ? 1 : 0);
        m_right->setVisible(shown || !m_inUse.empty());
    }

    [[nodiscard]] QString sentenceOf(const std::vector<FallbackRow>& inUse) const
    {
        int served = 0, wrong = 0, unchecked = 0, due = 0, expired = 0;
        for (const FallbackRow& row : inUse) {
            served += row.served ? 1 : 0;
            const bool isUnchecked = isNotChecked(row.extent);
            unchecked += isUnchecked ? 1 : 0;
            wrong += isUnchecked || row.supported ? 0 : 1;
            due += row.reviewDue ? 1 : 0;
            expired += row.expired ? 1 : 0;
        }
        if (inUse.empty())
            return tr("None: if nothing else could be served, readers would get an error.");
        QStringList parts{tr("%1 of %2 would be served today").arg(served).arg(inUse.size())};
        if (wrong > 0)
            parts << tr("%1 no longer supported by the figures").arg(wrong);
        if (unchecked > 0)
            parts << tr("%1 not checked").arg(unchecked);
        if (expired > 0)
            parts << tr("%1 expired").arg(expired);
        if (due > 0)
            parts << (due == 1 ? tr("1 review is due") : tr("%1 reviews are due").arg(due));
        return parts.join(u"; "_s) + QLatin1Char('.');
    }

    // nullptr: it is not in use.
    [[nodiscard]] const FallbackRow* rowOf(qint64 id) const
    {
        const auto found = std::ranges::find(m_inUse, id, &FallbackRow::id);
        return found == m_inUse.end() ? nullptr : &*found;
    }

    void showRow(const QString& id)
    {
        const FallbackRow* row = rowOf(id.toLongLong());
        if (!row || (m_right->currentIndex() == 1 && m_editor->id() == id.toLongLong()))
            return;
        // What is typed and not saved is not thrown away by a click beside it.
        if (m_right->currentIndex() == 1 && m_editor->isDirty()) {
            setProblem(tr("Save or discard what you have typed first."));
            return;
        }
        setProblem({});
        m_editor->edit(*row);
        showEditor(true);
    }

    void showWanted()
    {
        if (m_wanted.isEmpty() || !m_list->keys().contains(m_wanted))
            return;
        const QString id = std::exchange(m_wanted, {});
        m_list->setCurrent(id);
        showRow(id);
    }

    void begin(const std::optional<FallbackEditor::Source>& from)
    {
        if (m_right->currentIndex() == 1 && m_editor->isDirty()) {
            setProblem(tr("Save or discard what you have typed first."));
            return;
        }
        setProblem({});
        m_list->setCurrent({});
        m_editor->begin(from);
        showEditor(true);
    }

    // A factoid by its id, or a fact by its key: its proven sentence with its claims, of a fact that in the language.
    void startFrom(const QString& from, const QString& language)
    {
        m_askSource.ask(
            context().reader, [from, language](QueryContext& query) { return sentenceQuery(query, from, language); },
            [this](const Result<std::optional<Factoid>>& found) {
                if (!found)
                    setProblem(found.error().sentence());
                else if (const std::optional<Factoid>& factoid = *found)
                    begin(FallbackEditor::Source{factoid->text, factoid->claims});
                else
                    begin({});
            });
    }

    void run(const QJsonObject& options, const QString& label)
    {
        context().jobs.start(kJob, options, label, this, [this](const Result<JobOutcome>& done) {
            setProblem(done ? QString() : done.error().sentence());
            if (!done) {
                m_inUse = {};
                refresh();
            }
        });
    }

    void remove(qint64 id)
    {
        if (id != 0)
            run({{u"action"_s, u"remove"_s}, {u"ids"_s, QJsonArray{id}}}, tr("Moving fallback %1 to the bin").arg(id));
    }

    QFileDialog* fileDialog(const QString& title, QFileDialog::AcceptMode mode)
    {
        const QString last =
            context()
                .state.value(u"fallbacks/folder"_s, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
                .toString();
        auto* dialog = new QFileDialog(this, title, last, tr("JSON files (*.json);;All files (*)"));
        dialog->setAcceptMode(mode);
        dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
        dialog->setDefaultSuffix(u"json"_s);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
            context().state.set(u"fallbacks/folder"_s, QFileInfo(path).absolutePath());
        });
        return dialog;
    }

    bool takeFiles(const QStringList& paths) override
    {
        if (paths.size() != 1 || !paths.front().endsWith(".json"_L1, Qt::CaseInsensitive))
            return false;
        run({{u"action"_s, u"import"_s}, {u"file"_s, paths.front()}}, tr("Importing fallbacks"));
        return true;
    }

    void importFile()
    {
        QFileDialog* dialog = fileDialog(tr("Import fallbacks"), QFileDialog::AcceptOpen);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
            run({{u"action"_s, u"import"_s}, {u"file"_s, path}}, tr("Importing fallbacks"));
        });
        dialog->open();
    }

    void exportFile()
    {
        QFileDialog* dialog = fileDialog(tr("Export fallbacks"), QFileDialog::AcceptSave);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
            // Written where it was asked, off the window's thread.
            const std::function<Result<bool>(QueryContext&)> question = [path](QueryContext& query) -> Result<bool> {
                const auto answer = TRY(fallbacksQuery(query));
                TRY(writeWholeFile(path, QJsonDocument(toJson(answer)).toJson()));
                return true;
            };
            whenDone<bool>(context().reader.ask<bool>(question), this, [this](const Result<bool>& written) {
                setProblem(written ? QString() : written.error().sentence());
            });
        });
        dialog->open();
    }

    RowModel<FallbackRow> m_binned;
    QStackedWidget* m_stack = nullptr;
    QStackedWidget* m_right = nullptr;
    ReorderList* m_list = nullptr;
    FallbackEditor* m_editor = nullptr;
    QPushButton* m_binButton = nullptr;
    QWidget* m_bin = nullptr;
    DataTable* m_binTable = nullptr;
    std::vector<FallbackRow> m_inUse;
    QString m_wanted;
    bool m_filled = false;
    Latest<FallbacksAnswer> m_asking;
    Latest<std::vector<Factoid>> m_askLive;
    Latest<std::optional<Factoid>> m_askSource;
};

} // namespace

PageSpec fallbacksPageSpec()
{
    const QString title = Page::tr("Fallbacks");
    return {u"fallbacks"_s,
            Page::tr("Publish"),
            title,
            u"fallbacks"_s,
            {
                {.id = kNew,
                 .text = Page::tr("New fallback"),
                 .group = title,
                 .shortcut = QKeySequence(u"Ctrl+N"_s),
                 .icon = u"add"_s,
                 .help = Page::tr("Write a factoid of last resort"),
                 .writes = true,
                 .run = calls(&FallbacksPage::beginNew)},
                {.id = kImport,
                 .text = Page::tr("Import fallbacks…"),
                 .group = title,
                 .icon = u"import"_s,
                 .writes = true,
                 .run = calls(&FallbacksPage::importFile)},
                {.id = kExport,
                 .text = Page::tr("Export fallbacks…"),
                 .group = title,
                 .icon = u"export"_s,
                 .run = calls(&FallbacksPage::exportFile)},
                {.id = u"fallbacks.save"_s,
                 .text = Page::tr("Save the fallback"),
                 .group = title,
                 .shortcut = QKeySequence(u"Ctrl+S"_s),
                 .icon = u"check"_s,
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&FallbacksPage::save)},
                {.id = u"fallbacks.remove"_s,
                 .text = Page::tr("Move the fallback to the bin"),
                 .group = title,
                 .icon = u"trash"_s,
                 .writes = true,
                 .care = Care::TakesAway,
                 .run = calls(&FallbacksPage::removeCurrent)},
                {.id = u"fallbacks.bin"_s,
                 .text = Page::tr("Show or hide the bin of fallbacks"),
                 .group = title,
                 .icon = u"trash"_s,
                 .run = calls(&FallbacksPage::toggleBin)},
                {.id = u"fallbacks.up"_s,
                 .text = Page::tr("Move the fallback up"),
                 .group = title,
                 .icon = u"up"_s,
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&FallbacksPage::moveUp)},
                {.id = u"fallbacks.down"_s,
                 .text = Page::tr("Move the fallback down"),
                 .group = title,
                 .icon = u"down"_s,
                 .writes = true,
                 .care = Care::Selection,
                 .run = calls(&FallbacksPage::moveDown)},
            },
            [](PageContext& context, QWidget* parent) -> Page* { return new FallbacksPage(context, parent); }};
}

} // namespace factoid

#include "fallbacks_page.moc"
