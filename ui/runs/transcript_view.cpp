#include "ui/runs/transcript_view.h"

#include "ui/base/formats.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace factoid {

namespace {

struct TranscriptViewWords {
    Q_DECLARE_TR_FUNCTIONS(factoid::TranscriptView)
};

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

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

void addVerdict(SidePanel& panel, const QJsonObject& sentence)
{
    const bool accepted = sentence.value(u"accepted"_s).toBool();
    panel.body()->addWidget(chip(accepted ? TranscriptViewWords::tr("✓ proven") : TranscriptViewWords::tr("refused"),
                                 accepted ? "good" : "bad"));
    panel.addText(text(sentence, "rendered").isEmpty() ? text(sentence, "text") : text(sentence, "rendered"));
    for (const QJsonValue& value : sentence.value(u"rejections"_s).toArray()) {
        const QJsonObject rejection = value.toObject();
        const QString word = text(rejection, "word");
        panel.addText(word.isEmpty() ? text(rejection, "why")
                                     : TranscriptViewWords::tr("“%1”: %2").arg(word, text(rejection, "why")),
                      "error");
    }
}

void addTranscripts(SidePanel& panel, const QJsonArray& transcripts)
{
    for (const QJsonValue& value : transcripts) {
        const QJsonObject transcript = value.toObject();
        const QString provider = text(transcript, "provider");
        const QString prompt = text(transcript, "prompt"), reply = text(transcript, "reply");
        const QJsonArray verdicts = transcript.value(u"verdicts"_s).toArray();
        const qint64 accepted = std::ranges::count_if(
            verdicts, [](const QJsonValue& verdict) { return verdict.toObject().value(u"accepted"_s).toBool(); });
        panel.addHeading(TranscriptViewWords::tr("What %1 was asked and said").arg(provider));
        panel.addText(TranscriptViewWords::tr("%1, call %2: %3 of %4 proven")
                          .arg(text(transcript, "model"))
                          .arg(transcript.value(u"call"_s).toInteger())
                          .arg(numberText(accepted), countText(verdicts.size(), TranscriptViewWords::tr("sentence"),
                                                               TranscriptViewWords::tr("sentences"))),
                      "note");
        addFolded(panel, TranscriptViewWords::tr("Show the prompt to %1").arg(provider),
                  TranscriptViewWords::tr("Hide the prompt to %1").arg(provider), prompt);
        addFolded(panel, TranscriptViewWords::tr("Show the reply of %1").arg(provider),
                  TranscriptViewWords::tr("Hide the reply of %1").arg(provider), reply);
        for (const QJsonValue& sentence : verdicts)
            addVerdict(panel, sentence.toObject());
    }
}

} // namespace factoid
