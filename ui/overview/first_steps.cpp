#include "ui/overview/first_steps.h"

#include "ui/base/formats.h"
#include "ui/widgets/bundle_folder.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QStandardPaths>

namespace factoid {

namespace {

// The sample travels inside the program; it is laid down as files, so that every figure leads to a file and a line that
// can be opened. Errors: Failed, the folder cannot be written.
Result<QString> layDownSample()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/sample"_s;
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Failed, FirstSteps::tr("the folder %1 cannot be made").arg(folder));
    for (const QString& name : QDir(u":/sample"_s).entryList(QDir::Files)) {
        const QString path = folder + QLatin1Char('/') + name;
        QFile::remove(path);
        if (!QFile::copy(u":/sample/"_s + name, path))
            return fail(ErrorKind::Failed, FirstSteps::tr("%1 cannot be written").arg(path));
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    }
    return folder;
}

} // namespace

FirstSteps::FirstSteps(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_error(new FormError(this))
{
    constexpr int kWidest = 720;
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(tr("From figures to a first bundle"), this);
    card->setMaximumWidth(kWidest);
    card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    outer->addWidget(card, 10, Qt::AlignTop);
    outer->addStretch(1);
    card->body()->setSpacing(metric::kMedium);
    m_figures = addStep(card->body(), tr("1  Import figures"),
                        tr("The sample holds real figures of every UK council (Open Government Licence). Your own come "
                           "as a folder, as CSV files, or dropped on this window."),
                        tr("Use the real sample"), [this] { importSample(); });
    auto* others = new QHBoxLayout;
    others->setContentsMargins(metric::kHuge, 0, 0, 0);
    m_folder = new QPushButton(tr("Import a folder…"), this);
    m_other = new QPushButton(tr("Open another store…"), this);
    connect(m_folder, &QPushButton::clicked, this, &FirstSteps::chooseFolder);
    connect(m_other, &QPushButton::clicked, this, [this] { m_context.actions.find(u"file.connections"_s)->trigger(); });
    others->addWidget(m_folder);
    others->addWidget(m_other);
    others->addStretch(1);
    card->body()->addLayout(others);
    card->body()->addWidget(m_error);
    card->body()->addWidget(separatorLine(this));
    m_publish = addStep(card->body(), tr("2  Publish a first set"),
                        tr("Finds what is worth saying, writes it, and proves every number before anyone sees it."),
                        tr("Publish a set"), [this] {
                            run(u"update-factoids"_s, {{u"force"_s, true}}, tr("Publishing a set"));
                        });
    card->body()->addWidget(separatorLine(this));
    m_export =
        addStep(card->body(), tr("3  Export a bundle"),
                tr("A folder that a site can show as it is: JSON, CSV, a feed and a page, each with its checksum."),
                tr("Export a bundle"), [this] {
                    run(u"export"_s, {{u"out"_s, bundleFolder(m_context.state)}}, tr("Exporting a bundle"));
                });
}

FirstSteps::Step FirstSteps::addStep(QVBoxLayout* layout, const QString& title, const QString& note,
                                     const QString& action, const std::function<void()>& run)
{
    auto* row = new QHBoxLayout;
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* dot = new StateDot(m_context.theme, this);
    dot->set(State::Idle, title);
    QLabel* label = wrappedLabel(note, "note", this);
    label->setContentsMargins(metric::kLarge, 0, 0, 0);
    words->addWidget(dot, 0, Qt::AlignLeft);
    words->addWidget(label);
    row->addLayout(words, 1);
    auto* button = new QPushButton(action, this);
    connect(button, &QPushButton::clicked, this, run);
    row->addWidget(button, 0, Qt::AlignVCenter);
    layout->addLayout(row);
    return {dot, button, label};
}

bool FirstSteps::isDone(const OverviewAnswer& overview)
{
    return overview.status.figures.figures > 0 && overview.status.published && overview.bundles > 0;
}

void FirstSteps::set(const OverviewAnswer& overview)
{
    const FigureStatus& figures = overview.status.figures;
    const qint64 count = figures.figures;
    const bool published = overview.status.published.has_value();
    mark(m_figures, count > 0, count == 0,
         count > 0 ? tr("1  %1 of %2 in")
                         .arg(countText(count, tr("figure"), tr("figures")),
                              countText(figures.councils, tr("council is"), tr("councils are")))
                   : tr("1  Import figures"));
    m_folder->setVisible(count == 0);
    m_other->setVisible(count == 0);
    mark(m_publish, published, count > 0 && !published,
         published ? tr("2  A set is published") : tr("2  Publish a first set"));
    mark(m_export, overview.bundles > 0, published, tr("3  Export a bundle"));
}

void FirstSteps::mark(const Step& step, bool done, bool next, const QString& title)
{
    step.dot->set(done ? State::Good : State::Idle, title);
    step.button->setVisible(!done);
    step.note->setVisible(!done);
    step.button->setEnabled(next && !m_context.jobs.isBusy());
    // Who pressed the last step's button by key has the next one under the same key.
    if (m_handOver && !done && step.button->isEnabled()) {
        m_handOver = false;
        step.button->setFocus();
    }
    setStyleProperty(step.button, "role", next ? u"primary"_s : QString());
}

void FirstSteps::importSample()
{
    const auto folder = layDownSample();
    if (!folder) {
        m_error->say(folder.error().sentence());
        return;
    }
    run(u"import"_s, {{u"paths"_s, QJsonArray{*folder}}}, tr("Importing the sample"));
}

void FirstSteps::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Import a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_context.navigator.go({u"import"_s, {{u"paths"_s, path}}});
    });
    dialog->open();
}

void FirstSteps::run(const QString& job, const QJsonObject& options, const QString& label)
{
    m_error->say({});
    for (const Step& step : {m_figures, m_publish, m_export}) {
        m_handOver = m_handOver || step.button->hasFocus();
        step.button->setEnabled(false);
    }
    m_context.jobs.start(job, options, label, this, [this, label](const Result<JobOutcome>& done) {
        if (!done)
            m_error->say(tr("%1: %2").arg(label, done.error().sentence()));
    });
}

} // namespace factoid
