// Data package: the tables of a Frictionless Data Package (v1 and v2), checked before anything of
// them is read: paths stay in the package's folder, sizes and hashes are right. Pure; any thread.
#pragma once

#include "core/base/cancel.h"
#include "core/figures/data_profile.h"
#include "core/import/values/text_encoding.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace factoid {

struct PackageTable {
    QString path;      // folder and path of the resource
    QString firstPart; // of a table in several files: the first, whose header holds for all; else empty
    QString resource;  // its name
    std::optional<char> delimiter;
    std::optional<TextEncoding> encoding;
    QByteArray comment;           // lines that begin so are none of the table
    std::vector<int> commentRows; // rows before the header, and those that the package calls comments; ascending
    QStringList header;           // of a table without a header row: its columns, as the schema names them
    bool decimalComma = false;
    std::vector<QByteArray> missing; // what the schema calls missing, in lower case
};

struct DataPackage {
    QString name;
    std::vector<PackageTable> tables;
    std::optional<DataProfile> profile; // "data_profile": what the data set calls things
    std::vector<QString> warnings;      // resources that are no CSV tables and are not read
};

// Reads datapackage.json. Errors (Input, with the file): not JSON, no resources, a path that is
// absolute, is a URL, has "..", or leaves the folder through a link, a file that is missing or has another size
// or hash than is written there, an encoding, a dialect or a form of numbers that cannot be obeyed; Interrupted.
[[nodiscard]] Result<DataPackage> readDataPackage(const QString& descriptor, const TaskControl& control = {});

} // namespace factoid
