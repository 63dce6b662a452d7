// TranscriptView: what a model was asked and what it answered: prompt and reply as plain text, each shown on demand,
// and each sentence with its verdict, the words that were refused and why. Fills a side panel. GUI thread.
#pragma once

#include "ui/widgets/side_panel.h"

#include <QJsonArray>
#include <QJsonObject>

namespace factoid {

// `transcripts` as transcriptsQuery gives them.
void addTranscripts(SidePanel& panel, const QJsonArray& transcripts);

// One sentence: whether it was proven, how it reads, and each word that was refused with the reason.
void addVerdict(SidePanel& panel, const QJsonObject& sentence);

} // namespace factoid
