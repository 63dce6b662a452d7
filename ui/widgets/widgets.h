// The small widgets that every page is made of: card, chip, dot with a word, link, empty state, error in place,
// score bar, spark line. GUI thread; colours come from the theme through the style sheet or on paint.
#pragma once

#include "ui/base/theme.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QPointer>
#include <QPushButton>

#include <functional>
#include <optional>
#include <vector>

namespace factoid {

enum class State { Good, Warning, Bad, Idle };
[[nodiscard]] Tone toneOf(State state);

// A label of plain text whose look the style sheet knows by role: "title" "section" "figure" "caption" "note"
// "muted" "error" "warning" "chip" "key". Text is text: never read as markup.
[[nodiscard]] QLabel* roleLabel(const QString& text, const char* role, QWidget* parent = nullptr);
// The same, for a text of several lines that a person may copy.
[[nodiscard]] QLabel* wrappedLabel(const QString& text, const char* role = "", QWidget* parent = nullptr);
// A small rounded label; `tone` may be "good", "warning", "bad" or empty.
[[nodiscard]] QLabel* chip(const QString& text, const char* tone = "", QWidget* parent = nullptr);
void setChipTone(QLabel* label, const char* tone);
// A button that reads as a link.
[[nodiscard]] QPushButton* linkButton(const QString& text, QWidget* parent = nullptr);
[[nodiscard]] QFrame* separatorLine(QWidget* parent = nullptr);
// Removes and deletes all that a layout holds.
void clearLayout(QLayout* layout);
// Sets a dynamic property and has the style sheet look again.
void setStyleProperty(QWidget* widget, const char* name, const QVariant& value);

// A framed part of a page: a heading on the left, a note or a link on the right, the body beneath.
class Card : public QFrame
{
    Q_OBJECT

  public:
    explicit Card(const QString& heading, QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    void setHeading(const QString& heading);
    void setNote(const QString& note);
    // Puts a widget to the right end of the heading.
    void addToHeading(QWidget* widget);

  private:
    QHBoxLayout* m_top = nullptr;
    QLabel* m_heading = nullptr;
    QLabel* m_note = nullptr;
    QVBoxLayout* m_body = nullptr;
};

// A coloured dot with the word that says the same; never colour alone.
class StateDot : public QWidget
{
    Q_OBJECT

  public:
    explicit StateDot(const Theme& theme, QWidget* parent = nullptr);
    void set(State state, const QString& text);
    [[nodiscard]] QString text() const { return m_label->text(); }

  private:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;
    State m_state = State::Idle;
    QLabel* m_label;
};

// One sentence and what to do about it, where there is nothing to show.
class EmptyState : public QWidget
{
    Q_OBJECT

  public:
    explicit EmptyState(const QString& sentence, QWidget* parent = nullptr);
    void setSentence(const QString& sentence);
    QPushButton* addAction(const QString& text, const std::function<void()>& run, bool primary = false);

  private:
    QLabel* m_sentence;
    QHBoxLayout* m_buttons;
};

// While it lives no layout of the widget or around it is worked out: each widget that is shown or hidden would make the
// whole page fit its wrapped texts again. Whoever shows an answer in many widgets holds one; what changed is laid out
// once afterwards, before the next painting.
class LayoutPause
{
  public:
    explicit LayoutPause(QWidget* widget);
    ~LayoutPause();
    LayoutPause(const LayoutPause&) = delete;
    LayoutPause& operator=(const LayoutPause&) = delete;

  private:
    std::vector<QPointer<QLayout>> m_paused;
};

// What is wrong, in place; hidden while nothing is.
class FormError : public QLabel
{
    Q_OBJECT

  public:
    explicit FormError(QWidget* parent = nullptr);
    // Empty hides it. `field` (may be null) is outlined as invalid meanwhile.
    void say(const QString& sentence, QWidget* field = nullptr);

  private:
    QPointer<QWidget> m_field;
};

// A bar from 0 to 1 with its number as the accessible text.
class Meter : public QWidget
{
    Q_OBJECT

  public:
    explicit Meter(const Theme& theme, QWidget* parent = nullptr);
    void set(double value, Tone tone = Tone::Accent);
    [[nodiscard]] QSize sizeHint() const override;

  private:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;
    double m_value = 0;
    Tone m_tone = Tone::Accent;
};

// A line without axes over equal steps; gaps where there is no value. The text summary is its accessible description.
class SparkLine : public QWidget
{
    Q_OBJECT

  public:
    SparkLine(const Theme& theme, int series, QWidget* parent = nullptr);
    void set(const std::vector<std::optional<double>>& values, const QString& summary);
    [[nodiscard]] QSize sizeHint() const override;

  private:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;
    int m_series;
    std::vector<std::optional<double>> m_values;
};

} // namespace factoid
