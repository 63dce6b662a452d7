// What a factoid looks like in a list: its sentence, what it is about, its score, age and proof. GUI thread.
#pragma once

#include "core/queries/factoids/factoid_answers.h"
#include "ui/base/kind_text.h"
#include "ui/shell/page.h"

namespace factoid {

// "per_head" as a person says it: "per head".
[[nodiscard]] QString spaced(QString word);
// A sentence that wraps and lets the row beneath it take the mouse.
[[nodiscard]] QLabel* sentenceLabel(const QString& text, QWidget* parent = nullptr);
// Whether a factoid holds by today's figures, and why not.
struct Judgement {
    bool supported = false;
    QString reason;
};
// `judged`: none until it is checked. Without a parent: the list takes it.
[[nodiscard]] QWidget* factoidCard(const LiveFactoid& live, const std::optional<Judgement>& judged, const Theme& theme,
                                   const QDateTime& now);
// The place of a figure in the window.
[[nodiscard]] Place figurePlace(const QString& field, const QString& year, const QString& council);

} // namespace factoid
