// TranscriptView: what a model was asked and what it answered: prompt and reply as plain text, each shown on demand,
// and each sentence with its verdict, the words that were refused and why. Fills a side panel. GUI thread.
#pragma once

#include "core/store/operations/transcript.h"
#include "ui/widgets/side_panel.h"

namespace factoid {

void addTranscripts(SidePanel& panel, const std::vector<Transcript>& transcripts);

// One sentence: whether it was proven, how it reads, and each word that was refused with the
// reason.
void addVerdict(SidePanel& panel, const ReplyVerdict& sentence);

} // namespace factoid
