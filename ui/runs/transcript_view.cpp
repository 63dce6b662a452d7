#include "ui/runs/transcript_view.h"

#include "ui/base/formats.h"

#include <QCoreApplication>

namespace factoid {

namespace {

struct TranscriptViewWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::TranscriptView)
};

// A link that shows the text beneath it and hides it again: a prompt is longer than a panel.
void addFolded(SidePanel& panel, const QString& show, const QString& hide, const QString& whole)
{
    QPushButton* link = linkButton(show);
    link->setAccessibleName(show);
    QLabel* label = wrappedLabel(whole, "note");
    label->setAccessibleName(whole);
    label->setObjectName(u"transcript"_s);
    label->hide();
    QObject::connect(link, &QPushButton::clicked, label, [link, label, show, hide] {
        label->setVisible(label->isHidden());
        link->setText(label->isHidden() ? show : hide);
        link->setAccessibleName(link->text());
    });
    panel.body()->addWidget(link);
    panel.body()->addWidget(label);
}

} // namespace

void addVerdict(SidePanel& panel, const ReplyVerdict& sentence)
{
    panel.body()->addWidget(
        chip(sentence.accepted ? TranscriptViewWords::tr("✓ proven") : TranscriptViewWords::tr("rejected"),
             sentence.accepted ? "good" : "bad"));
    panel.addText(sentence.rendered.isEmpty() ? sentence.text : sentence.rendered);
    for (const ReplyVerdict::Rejection& rejection : sentence.rejections)
        panel.addText(rejection.word.isEmpty() ? rejection.why
                                               : TranscriptViewWords::tr("“%1”: %2").arg(rejection.word, rejection.why),
                      "error");
}

void addTranscripts(SidePanel& panel, const std::vector<Transcript>& transcripts)
{
    for (const Transcript& transcript : transcripts) {
        const QString& provider = transcript.provider;
        std::vector<ReplyVerdict> verdicts;
        for (const QJsonValue& kept : transcript.verdicts)
            verdicts.push_back(ReplyVerdict::from(kept.toObject()));
        const qint64 accepted = std::ranges::count_if(verdicts, &ReplyVerdict::accepted);
        panel.addHeading(TranscriptViewWords::tr("What %1 was asked and said").arg(provider));
        panel.addText(
            TranscriptViewWords::tr("%1, call %2: %3 of %4 proven")
                .arg(transcript.model)
                .arg(transcript.call)
                .arg(numberText(accepted), countText(std::ssize(verdicts), TranscriptViewWords::tr("sentence"),
                                                     TranscriptViewWords::tr("sentences"))),
            "note");
        addFolded(panel, TranscriptViewWords::tr("Show the prompt to %1").arg(provider),
                  TranscriptViewWords::tr("Hide the prompt to %1").arg(provider), transcript.prompt);
        addFolded(panel, TranscriptViewWords::tr("Show the reply of %1").arg(provider),
                  TranscriptViewWords::tr("Hide the reply of %1").arg(provider), transcript.reply);
        for (const ReplyVerdict& sentence : verdicts)
            addVerdict(panel, sentence);
    }
}

} // namespace factoid
