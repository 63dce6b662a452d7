// Profile: a store that an operator works on, as the operator calls it: its address, a colour to tell it by, and
// whether it may only be read (which core enforces). Kept in the user's state. Plain values; GUI thread.
#pragma once

#include "ui/base/ui_state.h"

#include <QColor>

#include <optional>
#include <vector>

namespace factoid {

struct Profile {
    QString name;  // empty: the store that the program was started with
    QString store; // "sqlite:/path"
    QColor color;  // invalid: none
    bool readOnly = false;
    friend bool operator==(const Profile&, const Profile&) = default;
};

[[nodiscard]] std::vector<Profile> loadProfiles(const UiState& state);
void saveProfiles(UiState& state, const std::vector<Profile>& profiles);
// What stands in the way of saving it beside the others (`except` is its place among them, −1: new); nullopt: nothing.
[[nodiscard]] std::optional<QString> whatIsWrongWith(const Profile& profile, const std::vector<Profile>& others,
                                                     int except);

} // namespace factoid
