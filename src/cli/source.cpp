// Sentences about a file name it.
#include "cli/source.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "cli/table_words.h"
#include "lab/query/engine.h"
#include "lab/spec/link.h"

namespace dropout::cli {
namespace {

constexpr std::size_t kPiece = 1 << 16;

Outcome unreadable(const std::string& path, const std::string& what_to_do) {
  return {Outcome::bad_data, path + " cannot be read: " + what_to_do};
}

Outcome read_index(const std::string& path, std::vector<int>& rows) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(path, "is the name right?");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  RowList list = read_rows(text);
  if (list.error) return {Outcome::bad_data, path + ": " + english_of(list.error)};
  rows = std::move(list.rows);
  return {};
}

/// Columns in lists: a list that is a column's whole name is that column.
std::vector<std::string> columns_of(const std::vector<std::string>& lists,
                                    const std::vector<std::string>& names) {
  std::vector<std::string> columns;
  for (const std::string& list : lists) {
    if (std::find(names.begin(), names.end(), list) != names.end()) {
      columns.push_back(list);
      continue;
    }
    for (std::size_t at = 0; at <= list.size();) {
      const std::size_t end = std::min(list.find(',', at), list.size());
      if (end > at) columns.push_back(list.substr(at, end - at));
      at = end + 1;
    }
  }
  return columns;
}

}  // namespace

std::unique_ptr<Experiment> Source::open(const Spec& spec, Outcome& outcome) {
  if (spec.data() == Data::csv) return open_table(spec, outcome);
  if (!options_.csv.empty()) {
    outcome = {Outcome::bad_usage, "--csv needs data=csv in the link."};
    return nullptr;
  }
  const std::string name(file_of(spec.data()));
  std::vector<std::uint8_t>& bytes = containers_[name];
  if (!name.empty() && bytes.empty()) {
    const std::string path = options_.data + "/" + name + ".bin";
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      outcome = unreadable(path, "run `node scripts/data/make.mjs " + name + "` to make it.");
      return nullptr;
    }
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  }
  Error error;
  auto run = Experiment::open(whole_engine().recipes, spec, bytes, error);
  if (!run) outcome = {Outcome::bad_data, english_of(error)};
  return run;
}

std::unique_ptr<Experiment> Source::open_table(const Spec& spec, Outcome& outcome) {
  if (options_.csv.empty()) {
    outcome = {Outcome::bad_usage, "data=csv needs --csv FILE."};
    return nullptr;
  }
  if (!table_) {
    outcome = read_table(options_.csv, options_, table_.emplace());
    if (!outcome.failed()) outcome = read_indices();
    if (outcome.failed()) return nullptr;
  }
  TableTask task = task_of(options_, spec);
  task.train_rows = train_rows_;
  task.valid_rows = test_rows_;
  for (auto* columns : {&task.leave_out, &task.numbers, &task.categories}) {
    *columns = columns_of(*columns, table_->names());
  }
  TableData loaded = make_dataset(*table_, task);
  Error error = loaded.error;
  std::unique_ptr<Experiment> run;
  if (!error) run = Experiment::make(whole_engine().recipes, spec, std::move(loaded.data), error);
  if (!run) {
    outcome = {Outcome::bad_data, options_.csv + ": " + english_of(error)};
    return nullptr;
  }
  if (aloud_ && !schema_) print_decided(options_.csv, loaded.schema);
  schema_ = std::move(loaded.schema);
  return run;
}

Outcome Source::schema_of(const std::string& link, TableSchema& schema, int& train_rows) {
  const Reading reading = read_link(link);
  if (reading.error) return {Outcome::bad_data, english_of(reading.error)};
  Outcome outcome;
  const auto run = open(reading.arms[0], outcome);
  if (!run) return outcome;
  schema = *schema_;
  train_rows = run->data().train.size();
  return {};
}

Outcome Source::read_indices() {
  if (options_.train_index.empty()) return {};
  const Outcome train = read_index(options_.train_index, train_rows_);
  return train.failed() ? train : read_index(options_.test_index, test_rows_);
}

Outcome read_table(const std::string& path, const Options& options, Table& table) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(path, "is the name right?");
  TableReader reader = reader_of(options);
  std::string piece(kPiece, '\0');
  bool fine = true;
  while (fine && (file.read(piece.data(), kPiece), file.gcount() > 0)) {
    fine = reader.feed({piece.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (!fine || !reader.finish()) {
    return {Outcome::bad_data, path + ": " + english_of(reader.error())};
  }
  table = reader.take();
  return {};
}

}  // namespace dropout::cli
