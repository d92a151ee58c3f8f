// What was decided about a reader's own table: in words, and as JSON that a saved run keeps.
#pragma once

#include <string>
#include <vector>

#include "cli/json.h"
#include "lab/data/table_schema.h"

namespace dropout::cli {

/// A line for each column and each thing to look at, on stderr.
void print_decided(const std::string& file, const TableSchema& schema);
void print_notes(const std::string& file, const std::vector<Error>& notes);
void print_note(const std::string& file, const std::string& note);

Json json_of(const TableSchema& schema);
/// The schema of such a document; false where it is none.
bool read_schema(const Json& json, TableSchema& schema);

}  // namespace dropout::cli
