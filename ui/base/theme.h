// Theme: the colours, sizes, fonts and icons of the window, in one place. Follows the system's light, dark and
// high contrast and switches live. GUI thread; owned by the application, outlives every widget.
#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPalette>

class QApplication;

namespace factoid {

enum class Look { Light, Dark, HighContrast };

// What a colour means. Pages name the meaning, never the colour.
enum class Tone {
    Window,
    Card,
    Raised,
    Text,
    Muted,
    Line,
    Accent,
    AccentText,
    Selection,
    Good,
    Warning,
    Bad,
    Idle,
    GoodSoft,
    WarningSoft,
    BadSoft,
    IdleSoft,
};

namespace metric {
constexpr int kTiny = 4, kSmall = 8, kMedium = 12, kLarge = 16, kHuge = 24;
constexpr int kRadius = 8;
// Pixels where the desktop's text is kBody high; Theme::scaled() has them as they are drawn.
constexpr int kCaption = 11, kBody = 13, kSection = 15, kTitle = 20, kFigure = 28;
constexpr int kIcon = 20;
} // namespace metric

class Theme : public QObject
{
    Q_OBJECT

  public:
    // What the operator chose: "system", "light", "dark", "contrast".
    explicit Theme(QApplication& app);

    void choose(const QString& mode);
    [[nodiscard]] QString chosen() const { return m_mode; }
    // What the desktop asks for; the application's own palette says it where the desktop has no other way.
    void setSystemLook(Look look);
    [[nodiscard]] Look look() const { return m_look; }
    [[nodiscard]] bool isDark() const;

    [[nodiscard]] QColor color(Tone tone) const;
    // Okabe-Ito; `index` wraps.
    [[nodiscard]] QColor series(int index) const;
    // A length that goes with the size of text, as large as the desktop's own text asks for.
    [[nodiscard]] static int scaled(int pixels);
    // The desktop's font, `pixels` high where its own text is metric::kBody.
    [[nodiscard]] static QFont font(int pixels, QFont::Weight weight = QFont::Normal);
    // A 20 px line icon of resources/icons, tinted with the tone. An unknown name gives an empty icon.
    [[nodiscard]] QIcon icon(const QString& name, Tone tone = Tone::Muted) const;

  Q_SIGNALS:
    // After palette and style are in place. What paints itself repaints; what draws charts recolours them.
    void changed();

  private:
    void apply();
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString styleSheet() const;

    QApplication& m_app;
    QString m_mode = u"system"_s;
    Look m_system = Look::Light;
    Look m_look = Look::Light;
    mutable QHash<QString, QIcon> m_icons;
};

// Contrast of two opaque colours by WCAG 2.1 (relative luminance), from 1 to 21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

} // namespace factoid
