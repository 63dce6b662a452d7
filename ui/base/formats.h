// Formats: how numbers, amounts, times, sizes and durations read in the window. Decimals come and stay as text: no
// binary floating point touches a published amount. Pure; GUI thread for the locale.
#pragma once

#include <QDateTime>
#include <QString>

namespace factoid {

// "1378316000.0000" → "1,378,316,000"; a fraction stays when it is not zero, to at most `decimals` digits kept as they
// are (never rounded away: a longer fraction is shown whole). A minus becomes "−".
[[nodiscard]] QString numberText(const QString& decimal);
[[nodiscard]] QString numberText(qint64 number);
// "£1,378,316,000" for GBP, "12.5 %" for percent, "1,234" for count, "£1,534.23" for GBP_per_dwelling.
[[nodiscard]] QString amountText(const QString& decimal, const QString& unit);
// A short form for axes, tiles and bars: "£1.38bn", "£42.3m", "£13.2k", "104k". Three significant digits, half away
// from zero.
[[nodiscard]] QString shortAmountText(const QString& decimal, const QString& unit);
// "£", "%", "" … for a table's header: "£", "%", "£ per dwelling", "councils".
[[nodiscard]] QString unitText(const QString& unit);
// "12 min ago", "in 36 min", "yesterday 18:30", "3 Mar 2026".
[[nodiscard]] QString relativeTimeText(const QDateTime& instant, const QDateTime& now);
// "Tue 24 Nov 2026, 08:46:54 (UTC 08:46:54)": for hover.
[[nodiscard]] QString exactTimeText(const QDateTime& instant);
// "0.4 s", "12 s", "3 min 20 s", "2 h 10 min".
[[nodiscard]] QString durationText(qint64 milliseconds);
// How long something has waited: "12 min 0 s"; what is dated after the clock it is told by has not waited.
[[nodiscard]] QString waitedText(qint64 minutes);
// "41 kB", "5.1 MB".
[[nodiscard]] QString bytesText(qint64 bytes);
// The text with places to break within words that are longer than any of a language: what was pasted must not make a
// page wider.
[[nodiscard]] QString breakableText(const QString& text);
// "94.1 %"; NaN is "no data".
[[nodiscard]] QString ratioText(double ratio);
// "1 change", "14 changes".
[[nodiscard]] QString countText(qint64 count, const QString& one, const QString& many);
// The first and last digits of a long hash: "77a214df…916992".
[[nodiscard]] QString shortHash(const QString& hash);

} // namespace factoid
