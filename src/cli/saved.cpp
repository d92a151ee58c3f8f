// The format is that of web/page/files/saved-files.ts.
#include "cli/saved.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

#include "cli/npz.h"
#include "cli/table_words.h"
#include "lab/query/engine.h"
#include "lab/query/rows/trained.h"
#include "lab/spec/decimal.h"
#include "lab/spec/link.h"

namespace dropout::cli {
namespace {

constexpr const char* kFormat = "dropout-playground 1";
constexpr std::size_t kWindow = 3;  // doubles: loss, accuracy and count since the last point

Outcome bad(const std::string& path, const std::string& what) {
  return {Outcome::bad_data, path + ": " + what + "."};
}

std::string bytes_of(const float* from, std::size_t floats) {
  return {reinterpret_cast<const char*>(from), 4 * floats};
}

std::string json_text(const SavedTable& table) {
  Json json{{"name", table.name},
            {"header", table.header},
            {"target", table.target},
            {"kind", table.kind}};
  if (!table.schema) return json.dump();
  json["layout"] = table.layout;
  json["schema"] = json_of(*table.schema);
  json["train_rows"] = table.train_rows;
  if (table.tau > 0) json["tau"] = table.tau;
  return json.dump();
}

bool read_table(const std::string& text, SavedTable& table) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return false;
  try {
    table.name = json.at("name");
    table.header = json.at("header");
    table.target = json.at("target");
    table.kind = json.at("kind");
    if (!json.contains("schema")) return true;
    table.layout = json.at("layout");
    table.train_rows = json.at("train_rows");
    table.tau = json.value("tau", 0.0);
    return table.train_rows > 0 && read_schema(json.at("schema"), table.schema.emplace());
  } catch (const Json::exception&) {
    return false;
  }
}

/// Takes an array out of a file's; an empty one where there is none.
Array take(std::vector<Array>& arrays, const std::string& name) {
  for (auto array = arrays.begin(); array != arrays.end(); ++array) {
    if (array->name != name) continue;
    Array found = std::move(*array);
    arrays.erase(array);
    return found;
  }
  return {};
}

void append(std::vector<float>& state, const std::string& bytes) {
  const std::size_t before = state.size();
  state.resize(before + bytes.size() / 4);
  std::memcpy(state.data() + before, bytes.data(), bytes.size() / 4 * 4);
}

}  // namespace

Json layout_of(const Options& options) {
  return {
      {"header", options.header},       {"delimiter", options.delimiter},
      {"decimal", options.decimal},     {"missing", options.missing},
      {"leave_out", options.leave_out}, {"number", options.number},
      {"category", options.category},   {"split", options.train_index.empty() ? "seed" : "lists"}};
}

void use_layout(const SavedTable& table, Options& options) {
  const auto use = [](std::string& option, const std::string& kept) {
    if (option.empty()) option = kept;
  };
  use(options.target, table.target);
  use(options.task, table.kind);
  use(options.header, table.header);
  if (!table.layout.is_object()) return;
  use(options.delimiter, table.layout.value("delimiter", ""));
  use(options.decimal, table.layout.value("decimal", ""));
  use(options.missing, table.layout.value("missing", ""));
  const auto use_list = [&](std::vector<std::string>& option, const char* name) {
    if (option.empty()) option = table.layout.value(name, option);
  };
  use_list(options.leave_out, "leave_out");
  use_list(options.number, "number");
  use_list(options.category, "category");
}

Outcome save_run(const std::string& path, Experiment& run, const std::optional<SavedTable>& table) {
  const std::vector<Named> state = run.state();
  const Matrix& curves = state[0].values;  // doubles in the bits of floats
  std::vector<Array> arrays{array_of_text("format", kFormat),
                            array_of_text("version", version()),
                            array_of_text("link", write_link({run.spec()})),
                            array_of_text("digest", state[0].name),
                            array_of_integer("step", run.status().step),
                            array_of_integer("altered", 0)};
  arrays.push_back({"window", "<f8", {kWindow}, bytes_of(curves.data() + 2, 2 * kWindow)});
  const auto points = static_cast<std::size_t>(curves.rows()) - 1;
  arrays.push_back({"points",
                    "<f8",
                    {points, kPointNumbers},
                    bytes_of(curves.data() + curves.cols(), points * 2 * kPointNumbers)});
  if (table) arrays.push_back(array_of_text("table", json_text(*table)));
  std::map<std::string, int> seen;
  constexpr const char* kPrefixes[] = {"", "first.", "second."};
  for (std::size_t i = 1; i < state.size(); ++i) {
    const Matrix& values = state[i].values;
    arrays.push_back(
        {kPrefixes[seen[state[i].name]++] + state[i].name,
         "<f4",
         {static_cast<std::size_t>(values.rows()), static_cast<std::size_t>(values.cols())},
         bytes_of(values.data(), values.size())});
  }
  const std::string bytes = write_npz(arrays);
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) return {Outcome::bad_data, path + " cannot be written: is there room?"};
  return {};
}

Outcome read_run(const std::string& path, SavedRun& saved) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {Outcome::bad_data, path + " cannot be read: is the name right?"};
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  Npz npz = read_npz(bytes);
  if (!npz.error.empty()) return bad(path, npz.error);
  if (text_of(take(npz.arrays, "format")) != kFormat) {
    return bad(path, "it is no run that this program or its page saved");
  }
  take(npz.arrays, "version");
  take(npz.arrays, "altered");
  saved.link = text_of(take(npz.arrays, "link"));
  saved.digest = text_of(take(npz.arrays, "digest"));
  const Array step = take(npz.arrays, "step"), window = take(npz.arrays, "window"),
              points = take(npz.arrays, "points"), table = take(npz.arrays, "table");
  if (step.bytes.size() != 8 || window.bytes.size() != 8 * kWindow ||
      points.bytes.size() % (8 * kPointNumbers) != 0 ||
      (!table.name.empty() && !read_table(text_of(table), saved.table.emplace()))) {
    return bad(path, "it is damaged");
  }
  std::int64_t steps;
  std::memcpy(&steps, step.bytes.data(), sizeof steps);
  saved.step = static_cast<int>(steps);
  saved.points = static_cast<int>(points.bytes.size() / (8 * kPointNumbers));
  const auto now = static_cast<double>(steps);
  append(saved.state, std::string(reinterpret_cast<const char*>(&now), sizeof now));
  append(saved.state, window.bytes);
  saved.state.resize(2 * kPointNumbers);
  append(saved.state, points.bytes);
  for (const Array& tensor : npz.arrays) append(saved.state, tensor.bytes);
  return {};
}

std::unique_ptr<Experiment> open_saved(const std::string& path, const SavedRun& saved,
                                       const TableSchema& schema, Outcome& outcome) {
  const Reading reading = read_link(saved.link);
  if (reading.arms.empty()) {
    outcome = bad(path, "its link cannot be read: " + english_of(reading.error));
    return nullptr;
  }
  Error error;
  const int rows = saved.table ? saved.table->train_rows : 1;
  auto run = open_trained(whole_engine().recipes,
                          {reading.arms[0], rows, saved.state, saved.points}, schema, error);
  const bool damaged = !error && write_hex(run->digest()) != saved.digest;
  if (!error && !damaged) return run;
  outcome = {Outcome::bad_data, path + ": " + (damaged ? "it is damaged." : english_of(error))};
  return nullptr;
}

}  // namespace dropout::cli
