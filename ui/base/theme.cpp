#include "ui/base/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPainter>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr int kTones = static_cast<int>(Tone::IdleSoft) + 1;
using Colors = std::array<const char*, kTones>;

// Window, Card, Raised, Text, Muted, Line, Accent, AccentText, Selection, Good, Warning, Bad, Idle, and the soft ones
// that lie under text of their own tone.
constexpr Colors kLight{"#F6F7F9", "#FFFFFF", "#FFFFFF", "#1B1F24", "#5B6673", "#DFE3E8",
                        "#0B5CAD", "#FFFFFF", "#E6EEF9", "#177745", "#8A5D00", "#B3261E",
                        "#5F6B79", "#E3F3EA", "#FBF0D9", "#FBE9E7", "#EDF0F3"};
constexpr Colors kDark{"#15181D", "#1D2127", "#262B33", "#E8EBEF", "#9AA5B1", "#323943",
                       "#5AA9F5", "#0E1116", "#1F334A", "#4CC38A", "#E2B340", "#FF7B72",
                       "#9AA5B1", "#1A3328", "#3A3016", "#3E2220", "#2A3038"};
// Every text at least 7 to 1 on what it lies on.
constexpr Colors kContrast{"#000000", "#000000", "#141414", "#FFFFFF", "#E0E0E0", "#FFFFFF",
                           "#8CC8FF", "#000000", "#002F5C", "#6CE5A8", "#FFD75E", "#FF9D96",
                           "#D0D0D0", "#00351D", "#3A2E00", "#4A0D09", "#2B2B2B"};

constexpr std::array<const char*, 6> kSeries{"#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"};

const Colors& colorsOf(Look look)
{
    switch (look) {
    case Look::Light:
        return kLight;
    case Look::Dark:
        return kDark;
    case Look::HighContrast:
        return kContrast;
    }
    return kLight;
}

double channel(double value)
{
    constexpr double kLinear = 0.03928;
    return value <= kLinear ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

// Where no desktop says which font to use (no display), a face with even digits that the scripts install.
void chooseFont(QApplication& app)
{
    if (app.platformName() != "offscreen"_L1 && app.platformName() != "minimal"_L1)
        return;
    const QStringList known = QFontDatabase::families();
    for (const char* family : {"Open Sans", "Noto Sans", "DejaVu Sans"}) {
        if (QApplication::font().family() == QLatin1String(family))
            return;
        if (known.contains(QLatin1String(family))) {
            QFont font{QLatin1String(family)};
            font.setPixelSize(metric::kBody);
            app.setFont(font);
            return;
        }
    }
}

// Of the desktop's text to metric::kBody. All of the window is drawn by one application with one font.
double& textScale()
{
    static double scale = 1;
    return scale;
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Theme::Theme(QApplication& app)
    : m_app(app)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    chooseFont(app);
    constexpr double kLeast = 0.8, kMost = 3;
    const double pixels = QFontInfo(QApplication::font()).pixelSize();
    textScale() = std::clamp(pixels / metric::kBody, kLeast, kMost);
    QApplication::setFont(font(metric::kBody));
    // The palette as the desktop gave it, before this one replaces it.
    constexpr int kMiddle = 128;
    m_system = QApplication::palette().color(QPalette::Window).lightness() < kMiddle ? Look::Dark : Look::Light;
    apply();
}

void Theme::choose(const QString& mode)
{
    m_mode = mode;
    apply();
}

void Theme::setSystemLook(Look look)
{
    m_system = look;
    if (m_mode == "system"_L1)
        apply();
}

bool Theme::isDark() const
{
    return m_look != Look::Light;
}

QColor Theme::color(Tone tone) const
{
    return QColor(QLatin1String(colorsOf(m_look)[static_cast<size_t>(tone)]));
}

QColor Theme::series(int index) const
{
    constexpr int kLighter = 115;
    const QColor color(QLatin1String(kSeries[static_cast<size_t>(index) % kSeries.size()]));
    return isDark() ? color.lighter(kLighter) : color;
}

int Theme::scaled(int pixels)
{
    return qRound(pixels * textScale());
}

QFont Theme::font(int pixels, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPixelSize(scaled(pixels));
    font.setWeight(weight);
    return font;
}

QIcon Theme::icon(const QString& name, Tone tone) const
{
    const QColor tint = color(tone);
    const QString key = name + tint.name();
    if (const auto known = m_icons.constFind(key); known != m_icons.constEnd())
        return *known;
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", tint.name().toLatin1());
    QSvgRenderer renderer(svg);
    QIcon icon;
    for (const int scale : {1, 2, 3}) {
        QPixmap pixmap(metric::kIcon * scale, metric::kIcon * scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        pixmap.setDevicePixelRatio(scale);
        icon.addPixmap(pixmap);
    }
    m_icons.insert(key, icon);
    return icon;
}

void Theme::apply()
{
    m_look = m_system;
    if (m_mode == "light"_L1)
        m_look = Look::Light;
    else if (m_mode == "dark"_L1)
        m_look = Look::Dark;
    else if (m_mode == "contrast"_L1)
        m_look = Look::HighContrast;
    QApplication::setPalette(palette());
    m_app.setStyleSheet(styleSheet());
    Q_EMIT changed();
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, color(Tone::Window));
    palette.setColor(QPalette::WindowText, color(Tone::Text));
    palette.setColor(QPalette::Base, color(Tone::Card));
    palette.setColor(QPalette::AlternateBase, color(Tone::Window));
    palette.setColor(QPalette::Text, color(Tone::Text));
    palette.setColor(QPalette::PlaceholderText, color(Tone::Muted));
    palette.setColor(QPalette::Button, color(Tone::Raised));
    palette.setColor(QPalette::ButtonText, color(Tone::Text));
    palette.setColor(QPalette::BrightText, color(Tone::Bad));
    palette.setColor(QPalette::Link, color(Tone::Accent));
    palette.setColor(QPalette::LinkVisited, color(Tone::Accent));
    palette.setColor(QPalette::Highlight, color(Tone::Selection));
    palette.setColor(QPalette::HighlightedText, color(Tone::Text));
    palette.setColor(QPalette::ToolTipBase, color(Tone::Raised));
    palette.setColor(QPalette::ToolTipText, color(Tone::Text));
    palette.setColor(QPalette::Mid, color(Tone::Line));
    palette.setColor(QPalette::Light, color(Tone::Raised));
    palette.setColor(QPalette::Dark, color(Tone::Line));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Tone::Idle));
    return palette;
}

QString Theme::styleSheet() const
{
    QFile file(u":/style/window.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    sheet.replace("@lookname"_L1, isDark() ? "-dark"_L1 : "-light"_L1);
    static const std::pair<const char*, Tone> names[] = {
        {"@window", Tone::Window},
        {"@card", Tone::Card},
        {"@raised", Tone::Raised},
        {"@text", Tone::Text},
        {"@muted", Tone::Muted},
        {"@line", Tone::Line},
        {"@accent-text", Tone::AccentText},
        {"@accent", Tone::Accent},
        {"@selection", Tone::Selection},
        {"@good-soft", Tone::GoodSoft},
        {"@warning-soft", Tone::WarningSoft},
        {"@bad-soft", Tone::BadSoft},
        {"@idle-soft", Tone::IdleSoft},
        {"@good", Tone::Good},
        {"@warning", Tone::Warning},
        {"@bad", Tone::Bad},
        {"@idle", Tone::Idle},
    };
    for (const auto& [name, tone] : names)
        sheet.replace(QLatin1String(name), color(tone).name());
    static const QRegularExpression size(u"font-size: (\\d+)px"_s);
    for (qsizetype from = 0;;) {
        const QRegularExpressionMatch found = size.match(sheet, from);
        if (!found.hasMatch())
            return sheet;
        const QString text = QString::number(scaled(found.captured(1).toInt()));
        sheet.replace(found.capturedStart(1), found.capturedLength(1), text);
        from = found.capturedStart(1) + text.size();
    }
}

} // namespace factoid
