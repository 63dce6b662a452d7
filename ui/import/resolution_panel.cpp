#include "ui/import/resolution_panel.h"

#include "core/import/values/spelling.h"
#include "core/import/values/value_parser.h"

#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QLineEdit>

#include <algorithm>

namespace factoid {

namespace {

struct ResolutionWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::Resolution)
};

QLineEdit* addLine(QVBoxLayout* layout, const QString& name, const QString& text = {})
{
    layout->addWidget(roleLabel(name, "note"));
    auto* line = new QLineEdit(text);
    line->setAccessibleName(name);
    layout->addWidget(line);
    return line;
}

// A box to type in that finds by any part of the name.
QComboBox* addChoice(QVBoxLayout* layout, const QString& name,
                     const std::vector<std::pair<QString, QString>>& textsAndKeys)
{
    layout->addWidget(roleLabel(name, "note"));
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const auto& [text, key] : textsAndKeys)
        box->addItem(text, key);
    box->setCurrentIndex(-1);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    layout->addWidget(box);
    return box;
}

// The key of what is typed, or of the only entry that holds it; empty: none or several.
QString chosenKey(const QComboBox& box)
{
    const QString text = box.currentText().trimmed();
    if (text.isEmpty())
        return {};
    if (const int index = box.findText(text, Qt::MatchFixedString); index >= 0)
        return box.itemData(index).toString();
    QString key;
    for (int i = 0; i < box.count(); ++i) {
        const bool same = box.itemData(i).toString().compare(text, Qt::CaseInsensitive) == 0;
        if (same)
            return box.itemData(i).toString();
        if (!box.itemText(i).contains(text, Qt::CaseInsensitive))
            continue;
        if (!key.isEmpty())
            return {};
        key = box.itemData(i).toString();
    }
    return key;
}

QPushButton* addButton(QVBoxLayout* layout, const QString& text, bool primary, const std::function<void()>& run)
{
    auto* button = new QPushButton(text);
    if (primary)
        button->setProperty("role", u"primary"_s);
    QObject::connect(button, &QPushButton::clicked, button, run);
    layout->addWidget(button, 0, Qt::AlignLeft);
    return button;
}

struct Way {
    SidePanel& panel;
    ImportDraft& draft;
    PreviewProblem problem;
    std::function<void()> done;

    [[nodiscard]] QVBoxLayout* body() const { return panel.body(); }
    [[nodiscard]] Mapping& mapping() const { return draft.draft().base; }
    // Later, when the button that was pressed may go.
    void take() const
    {
        draft.change();
        QMetaObject::invokeMethod(&panel, done, Qt::QueuedConnection);
    }
    // The mapping with its columns, for rules that name them; its changes go back into the draft's base.
    [[nodiscard]] bool leaveOut(const QStringList& written) const
    {
        const FileProfile* file = draft.untidy();
        if (!file)
            return false;
        Mapping whole = toMapping(draft.draft(), *file);
        if (!leaveOutCouncils(whole, written))
            return false;
        mapping().skip = whole.skip;
        return true;
    }
};

void addMatchCouncil(const std::shared_ptr<Way>& way)
{
    way->panel.addHeading(ResolutionWords::tr("Match"));
    std::vector<std::pair<QString, QString>> councils;
    for (const Council& council : way->draft.answer().councils)
        councils.emplace_back(u"%1 (%2)"_s.arg(council.name, council.code), council.code);
    QComboBox* box = addChoice(way->body(), ResolutionWords::tr("The correct council"), councils);
    auto* error = new FormError;
    way->body()->addWidget(error);
    addButton(way->body(), ResolutionWords::tr("Match"), true, [way, box, error] {
        const QString code = chosenKey(*box);
        if (code.isEmpty()) {
            error->say(ResolutionWords::tr("Choose one council of the list."), box);
            return;
        }
        matchCouncil(way->mapping(), way->problem.value, code);
        way->take();
    });
}

void addNewCouncil(const std::shared_ptr<Way>& way)
{
    way->panel.addHeading(ResolutionWords::tr("Add"));
    const bool isCode = looksLikeCode(way->problem.value);
    QLineEdit* code = addLine(way->body(), ResolutionWords::tr("Code"), isCode ? way->problem.value : QString());
    QLineEdit* name = addLine(way->body(), ResolutionWords::tr("Name"), isCode ? QString() : way->problem.value);
    std::vector<std::pair<QString, QString>> types, nations;
    for (const Council& council : way->draft.answer().councils) {
        for (const auto& [list, text] : {std::pair(&types, council.type), std::pair(&nations, council.nation)}) {
            if (!text.isEmpty() && std::ranges::find(*list, std::pair(text, text)) == list->end())
                list->emplace_back(text, text);
        }
    }
    QComboBox* type = addChoice(way->body(), ResolutionWords::tr("Type"), types);
    QComboBox* nation = addChoice(way->body(), ResolutionWords::tr("Nation"), nations);
    auto* error = new FormError;
    way->body()->addWidget(error);
    addButton(way->body(), ResolutionWords::tr("Add the council"), false, [way, code, name, type, nation, error] {
        for (const auto& [widget, text, what] :
             {std::tuple<QWidget*, QString, QString>(code, code->text(), ResolutionWords::tr("its code")),
              std::tuple<QWidget*, QString, QString>(name, name->text(), ResolutionWords::tr("its name")),
              std::tuple<QWidget*, QString, QString>(type, type->currentText(),
                                                     ResolutionWords::tr("its type, such as County"))}) {
            if (text.trimmed().isEmpty()) {
                error->say(ResolutionWords::tr("Enter %1.").arg(what), widget);
                return;
            }
        }
        Council council;
        council.code = code->text().trimmed();
        council.name = name->text().trimmed();
        council.type = type->currentText().trimmed();
        council.nation = nation->currentText().trimmed();
        const auto known = std::ranges::find(way->draft.answer().councils, council.code, &Council::code);
        if (known != way->draft.answer().councils.end()) {
            error->say(ResolutionWords::tr("%1 has this code already; match it instead.").arg(known->name), code);
            return;
        }
        addCouncil(way->mapping(), way->problem.value, council);
        way->take();
    });
}

void addLeaveOut(const std::shared_ptr<Way>& way)
{
    way->panel.addHeading(ResolutionWords::tr("Leave out"));
    way->panel.addText(ResolutionWords::tr("Rows of “%1” are not part of this import.").arg(way->problem.value),
                       "muted");
    addButton(way->body(), ResolutionWords::tr("Leave these rows out"), false, [way] {
        if (way->leaveOut({way->problem.value}))
            way->take();
    });
    QStringList all;
    if (const ImportPreview* preview = way->draft.preview()) {
        for (const PreviewProblem& problem : preview->problems) {
            if (problem.kind == RejectKind::UnknownCouncil)
                all << problem.value;
        }
    }
    if (all.size() < 2)
        return;
    addButton(way->body(), ResolutionWords::tr("Leave out all %1 unknown names").arg(all.size()), false, [way, all] {
        if (way->leaveOut(all))
            way->take();
    });
}

void addMatchField(const std::shared_ptr<Way>& way)
{
    std::vector<std::pair<QString, QString>> fields;
    for (const Field& field : way->draft.answer().fields)
        fields.emplace_back(field.name, field.slug);
    QComboBox* box = addChoice(way->body(), ResolutionWords::tr("The correct field"), fields);
    auto* error = new FormError;
    way->body()->addWidget(error);
    addButton(way->body(), ResolutionWords::tr("Match"), true, [way, box, error] {
        const QString slug = chosenKey(*box);
        if (slug.isEmpty()) {
            error->say(ResolutionWords::tr("Choose one field of the list."), box);
            return;
        }
        matchField(way->mapping(), way->problem.value, slug);
        way->take();
    });
}

void addMatchYear(const std::shared_ptr<Way>& way)
{
    QLineEdit* line = addLine(way->body(), ResolutionWords::tr("The correct year"));
    line->setPlaceholderText(u"2019/20"_s);
    auto* error = new FormError;
    way->body()->addWidget(error);
    addButton(way->body(), ResolutionWords::tr("Use this year"), true, [way, line, error] {
        const auto year = Year::parse(line->text().trimmed().toUtf8());
        if (!year) {
            error->say(ResolutionWords::tr("“%1” is not a year; write 2019/20, or 2019 for a calendar year.")
                           .arg(line->text()),
                       line);
            return;
        }
        matchYear(way->mapping(), way->problem.value, year->label());
        way->take();
    });
}

void addNoFigure(const std::shared_ptr<Way>& way, void (*take)(Mapping&, const QString&))
{
    addButton(way->body(), ResolutionWords::tr("“%1” means no figure, in the whole file").arg(way->problem.value),
              false, [way, take] {
                  take(way->mapping(), way->problem.value);
                  way->take();
              });
}

void addStatus(const std::shared_ptr<Way>& way)
{
    way->body()->addWidget(roleLabel(ResolutionWords::tr("What the word says of a figure"), "note"));
    auto* box = new QComboBox;
    box->setAccessibleName(ResolutionWords::tr("What the word says of a figure"));
    for (const auto& [text, status] : {std::pair(ResolutionWords::tr("It is final"), Status::Final),
                                       std::pair(ResolutionWords::tr("It is provisional"), Status::Provisional),
                                       std::pair(ResolutionWords::tr("It is estimated"), Status::Estimated),
                                       std::pair(ResolutionWords::tr("It was revised"), Status::Revised)})
        box->addItem(text, static_cast<int>(status));
    way->body()->addWidget(box);
    addButton(way->body(), ResolutionWords::tr("Use this meaning"), true, [way, box] {
        matchStatus(way->mapping(), way->problem.value, static_cast<Status>(box->currentData().toInt()));
        way->take();
    });
    addNoFigure(way, [](Mapping& mapping, const QString& word) { matchStatus(mapping, word, Status::NotAvailable); });
}

void addCorrection(const std::shared_ptr<Way>& way)
{
    QLineEdit* line = addLine(way->body(), ResolutionWords::tr("The correct value, as the file should have it"));
    auto* error = new FormError;
    way->body()->addWidget(error);
    addButton(way->body(), ResolutionWords::tr("Correct"), true, [way, line, error] {
        ValueRules anyUnit;
        anyUnit.currency = "GBP";
        anyUnit.percent = true;
        const auto parsed = parseValue(line->text().toUtf8(), anyUnit);
        if (line->text().trimmed().isEmpty() || !parsed) {
            error->say(parsed ? ResolutionWords::tr("Write a number, such as 1204000.")
                              : ResolutionWords::tr("That is not a value either: %1").arg(parsed.error().message),
                       line);
            return;
        }
        correctValue(way->mapping(), way->problem.column, way->problem.value, line->text().trimmed());
        way->take();
    });
    if (resolutions(way->problem.kind, way->problem.mapped, way->problem.value).contains(u"no_figure"_s))
        addNoFigure(way, [](Mapping& mapping, const QString& word) { takeAsNoFigure(mapping, word); });
    addButton(way->body(), ResolutionWords::tr("Treat as missing"), false, [way] {
        correctValue(way->mapping(), way->problem.column, way->problem.value, u"[x]"_s);
        way->take();
    });
}

} // namespace

void showWaysOut(SidePanel& panel, ImportDraft& draft, const PreviewProblem& problem, const std::function<void()>& done)
{
    const auto way = std::make_shared<Way>(Way{panel, draft, problem, done});
    panel.clear();
    panel.setTitle(problem.value.isEmpty() ? ResolutionWords::tr("A row that needs attention") : problem.value);
    panel.addText(problem.reason.left(1).toUpper() + problem.reason.mid(1) + QLatin1Char('.'));
    QStringList lines;
    for (const qint64 line : problem.lines)
        lines << QString::number(line);
    const qint64 more = problem.rows - static_cast<qint64>(problem.lines.size());
    QString where =
        (problem.rows == 1 ? ResolutionWords::tr("Line %1") : ResolutionWords::tr("Lines %1")).arg(lines.join(u", "_s));
    if (more > 0)
        where += ResolutionWords::tr(" and %1 more").arg(more);
    panel.addText(where, "note");
    const QStringList ways = resolutions(problem.kind, problem.mapped, problem.value);
    if (ways.contains(u"match_council"_s))
        addMatchCouncil(way);
    if (ways.contains(u"add_council"_s))
        addNewCouncil(way);
    if (ways.contains(u"leave_out"_s))
        addLeaveOut(way);
    if (ways.contains(u"match_field"_s))
        addMatchField(way);
    if (ways.contains(u"match_year"_s))
        addMatchYear(way);
    if (ways.contains(u"match_status"_s))
        addStatus(way);
    if (ways.contains(u"correct_value"_s))
        addCorrection(way);
    if (problem.kind == RejectKind::Duplicate)
        panel.addText(
            ResolutionWords::tr("The first one is imported, this one is not. To take this one, remove the first "
                                "from the file and choose the file again."),
            "muted");
    else if (ways.contains(u"fix_file"_s))
        panel.addText(
            ResolutionWords::tr(
                "Correct the row in the file and choose the file again, or continue without it: it is not imported."),
            "muted");
    panel.show();
}

void showNewField(SidePanel& panel, ImportDraft& draft, int column, const std::function<void()>& done)
{
    const FileProfile* file = draft.untidy();
    if (!file || column >= static_cast<int>(file->columns.size()))
        return;
    panel.clear();
    panel.setTitle(ResolutionWords::tr("A new field"));
    QSet<QString> taken;
    for (const Field& field : draft.answer().fields)
        taken.insert(field.slug);
    for (const Field& field : draft.draft().base.fields)
        taken.insert(field.slug);
    const Field made = newFieldFor(file->columns[static_cast<size_t>(column)].label, u"GBP"_s, taken);
    QLineEdit* name = addLine(panel.body(), ResolutionWords::tr("Name"), made.name);
    QLineEdit* slug = addLine(panel.body(), ResolutionWords::tr("Short name, used in files and links"), made.slug);
    panel.body()->addWidget(roleLabel(ResolutionWords::tr("Unit"), "note"));
    auto* unit = new QComboBox;
    unit->setAccessibleName(ResolutionWords::tr("Unit of the field"));
    unit->setEditable(true);
    unit->addItems({u"GBP"_s, u"percent"_s, u"count"_s, u"GBP_per_dwelling"_s});
    panel.body()->addWidget(unit);
    auto* error = new FormError;
    panel.body()->addWidget(error);
    SidePanel* shown = &panel;
    addButton(panel.body(), ResolutionWords::tr("Add the field"), true,
              [shown, &draft, column, done, name, slug, unit, error, taken] {
                  const auto fits = normalisedUnit(unit->currentText());
                  if (name->text().trimmed().isEmpty())
                      return error->say(ResolutionWords::tr("Enter the name of the field."), name);
                  if (!isSlug(slug->text()))
                      return error->say(
                          ResolutionWords::tr("The short name may contain lower-case letters, digits and _."), slug);
                  if (taken.contains(slug->text()))
                      return error->say(ResolutionWords::tr("A field with this short name already exists."), slug);
                  if (!fits)
                      return error->say(
                          ResolutionWords::tr(
                              "A unit is a currency such as GBP, percent, count, or a rate such as GBP_per_dwelling."),
                          unit);
                  Field field;
                  field.name = name->text().trimmed();
                  field.slug = slug->text();
                  field.unit = *fits;
                  MappingDraft& edited = draft.draft();
                  edited.base.fields.push_back(field);
                  edited.newFields << field.slug;
                  DraftColumn& used = edited.columns[static_cast<size_t>(column)];
                  used.use = ColumnUse::Value;
                  used.value.field = {field.slug, {}};
                  if (field.unit == "percent"_L1 || field.unit == "count"_L1)
                      used.value.scaleExponent = 0;
                  draft.change();
                  QMetaObject::invokeMethod(shown, done, Qt::QueuedConnection);
              });
    panel.show();
}

} // namespace factoid
