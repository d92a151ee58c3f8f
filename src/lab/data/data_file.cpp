// Reads the container described in data.h. Trusts nothing in it: every size is checked against the
// bytes at hand before anything is allocated, every index against what it points into.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "lab/data/data.h"

namespace dropout {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kMostBytes = 64u << 20;
constexpr std::uint32_t kMostSections = 32;
constexpr std::uint32_t kMostClasses = 256;
constexpr std::uint32_t kMostColumns = 1u << 14;
constexpr std::size_t kHeadBytes = 28;  // of a section: name, type, rows, columns

std::uint32_t u32_at(Bytes bytes, std::size_t at) {
  return bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 |
         static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

struct Section {
  std::string name;
  std::uint32_t type = 0;  // and bytes a value
  std::uint32_t rows = 0, columns = 0;
  Bytes values;

  std::size_t size() const { return std::size_t{rows} * columns; }
  std::uint32_t integer(std::size_t i) const {
    return type == 1 ? values[i] : values[2 * i] | values[2 * i + 1] << 8;
  }
  float number(std::size_t i) const {
    const std::uint32_t bits = u32_at(values, 4 * i);
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
};

// Takes a container apart, then a data set together. The first error stays.
class Reader {
 public:
  Reader(std::string_view name, Bytes bytes, const DataOptions& options)
      : name_(name), bytes_(bytes), options_(options) {}

  Loaded read() {
    read_sections();
    if (ok()) read_kind();
    if (ok()) read_names();
    if (ok()) read_part("train", data_.train);
    if (ok()) read_part("valid", data_.valid);
    if (ok() && find("beyond.x")) read_part("beyond", data_.ood);
    if (ok()) finish();
    if (!ok()) return {{}, error_};
    return {std::move(data_), {}};
  }

 private:
  bool ok() const { return !error_; }
  /// Refuses the file; `values` follow its name.
  template <Code code, class... Values>
  void fail(const Values&... values) {
    if (ok()) error_ = error_of<code>(name_, values...);
  }
  void malformed(const std::string& section) { fail<Code::section_malformed>(section); }
  void missing(const std::string& section) { fail<Code::section_missing>(section); }

  void read_sections() {
    if (bytes_.size() > kMostBytes) return fail<Code::file_too_large>(kMostBytes >> 20);
    if (bytes_.size() < 16) return fail<Code::file_cut_short>();
    if (std::memcmp(bytes_.data(), "DROPDATA", 8) != 0) return fail<Code::file_no_container>();
    if (u32_at(bytes_, 8) != 1) return fail<Code::file_version>();
    const std::uint32_t count = u32_at(bytes_, 12);
    if (count > kMostSections) return fail<Code::file_sections>(kMostSections);
    std::size_t at = 16;
    for (std::uint32_t i = 0; i < count && ok(); ++i) at = read_section(at);
    if (ok() && at != bytes_.size()) fail<Code::file_too_long>();
  }

  // Returns where the next section starts.
  std::size_t read_section(std::size_t at) {
    const std::size_t left = bytes_.size() - at;
    if (left < kHeadBytes) return fail<Code::file_cut_short>(), at;
    Section section;
    const Bytes name = bytes_.subspan(at, 16);
    section.name.assign(name.begin(), std::find(name.begin(), name.end(), 0));
    section.type = u32_at(bytes_, at + 16);
    section.rows = u32_at(bytes_, at + 20);
    section.columns = u32_at(bytes_, at + 24);
    if (section.type != 1 && section.type != 2 && section.type != 4) {
      return malformed(section.name), at;
    }
    if (section.columns == 0 || section.columns > kMostColumns) {
      return malformed(section.name), at;
    }
    const std::uint64_t size = std::uint64_t{section.rows} * section.columns * section.type;
    const std::uint64_t padded = (size + 3) / 4 * 4;
    if (padded > left - kHeadBytes) return fail<Code::file_cut_short>(), at;
    if (find(section.name.c_str())) return fail<Code::section_twice>(section.name), at;
    section.values = bytes_.subspan(at + kHeadBytes, static_cast<std::size_t>(size));
    sections_.push_back(std::move(section));
    return at + kHeadBytes + static_cast<std::size_t>(padded);
  }

  const Section* find(const std::string& name) const {
    for (const Section& section : sections_) {
      if (section.name == name) return &section;
    }
    return nullptr;
  }

  std::vector<std::string> lines(const char* name) {
    const Section* section = find(name);
    if (!section) return {};
    if (section->type != 1 || section->columns != 1) {
      malformed(section->name);
      return {};
    }
    std::vector<std::string> lines(1);
    for (const std::uint8_t byte : section->values) {
      if (byte == '\n') {
        lines.emplace_back();
      } else {
        lines.back() += static_cast<char>(byte);
      }
    }
    return lines;
  }

  void read_kind() {
    const std::vector<std::string> kind = lines("kind");
    const std::string text = kind.empty() ? "" : kind[0];
    const std::string task = text.substr(0, text.find(' '));
    if (task == "classify") {
      data_.task = Task::classify;
    } else if (task == "regress") {
      data_.task = Task::regress;
    } else if (task == "language") {
      data_.task = Task::language;
    } else {
      return malformed("kind");
    }
    if (text.ends_with(" words")) unit_ = Unit::word;
    if (text.ends_with(" characters")) unit_ = Unit::character;
    if (data_.task == Task::language && unit_ == Unit::none) malformed("kind");
    if (data_.task == Task::regress && unit_ != Unit::none) malformed("kind");
  }

  void read_names() {
    data_.class_names = lines("classes");
    if (data_.class_names.size() > kMostClasses) return malformed("classes");
    data_.feature_names = lines("features");
    const std::vector<std::string> target = lines("target");
    if (!target.empty()) data_.target_name = target[0];
    std::vector<std::string> words = lines("words");
    for (std::string& word : words) {
      if (word == "\\n") word = "\n";
    }
    if (unit_ != Unit::none && words.empty()) return missing("words");
    if (unit_ == Unit::none && !words.empty()) return malformed("kind");
    if (words.size() > 65536) return malformed("words");
    data_.vocabulary = Vocabulary(std::move(words), unit_);
    if (const Section* image = find("image")) {
      if (image->type != 2 || image->size() != 3) return malformed("image");
      data_.image = {static_cast<int>(image->integer(0)), static_cast<int>(image->integer(1)),
                     static_cast<int>(image->integer(2))};
    }
  }

  void read_part(const std::string& part, Examples& out) {
    const bool limited = part == "train" && options_.n > 0;
    most_ = limited ? static_cast<std::size_t>(options_.n) : SIZE_MAX;
    if (unit_ == Unit::none) {
      read_dense(part, ".x", out.x);
    } else if (find(part + ".count")) {
      read_rows(part, out);
    } else {
      read_stream(part, out);
    }
    if (ok() && out.size() == 0) return fail<Code::part_empty>(part);
    if (ok() && data_.task == Task::regress) {
      read_dense(part, ".y", out.y);
      if (ok() && out.y.rows() != out.x.rows()) malformed(part + ".y");
    }
    if (ok() && (data_.task == Task::classify || find(part + ".label"))) {
      out.label = integers(part, ".label", data_.class_names.size());
      if (ok() && out.label.size() < static_cast<std::size_t>(out.size())) {
        malformed(part + ".label");
      }
      if (ok()) out.label.resize(out.size());
    }
  }

  // (rows, columns) floats: f32 as they are, u8 as shares of 255.
  void read_dense(const std::string& part, const char* what, Matrix& out) {
    const Section* section = find(part + what);
    if (!section || section->type == 2) return missing(part + what);
    const std::size_t rows = std::min<std::size_t>(section->rows, most_);
    out = Matrix(static_cast<int>(rows), static_cast<int>(section->columns));
    for (std::size_t i = 0; i < out.size(); ++i) {
      const float value = section->type == 4 ? section->number(i)
                                             : static_cast<float>(section->integer(i)) / 255.0f;
      if (!std::isfinite(value)) return malformed(part + what);
      out.data()[i] = value;
    }
  }

  // All values of a section of integers below `limit`.
  std::vector<int> integers(const std::string& part, const char* what, std::size_t limit) {
    const Section* section = find(part + what);
    if (!section || section->type == 4 || section->columns != 1) {
      missing(part + what);
      return {};
    }
    std::vector<int> values(section->rows);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::uint32_t value = section->integer(i);
      if (value >= limit) {
        malformed(part + what);
        return {};
      }
      values[i] = static_cast<int>(value);
    }
    return values;
  }

  // Examples of their own length; rows of a language model open and close with the boundary.
  void read_rows(const std::string& part, Examples& out) {
    const std::vector<int> counts = integers(part, ".count", 65536);
    const std::vector<int> tokens = integers(part, ".tokens", data_.vocabulary.size());
    if (!ok()) return;
    const int boundary = data_.task == Task::language ? data_.vocabulary.boundary() : -1;
    std::size_t at = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto count = static_cast<std::size_t>(counts[i]);
      if (count == 0 || count > tokens.size() - at) {
        return malformed(part + ".count");
      }
      if (i < most_) {
        out.begin.push_back(static_cast<int>(out.tokens.size()));
        if (boundary >= 0) out.tokens.push_back(boundary);
        out.tokens.insert(out.tokens.end(), tokens.begin() + at, tokens.begin() + at + count);
        if (boundary >= 0) out.tokens.push_back(boundary);
        out.count.push_back(static_cast<int>(out.tokens.size()) - out.begin.back());
      }
      at += count;
    }
    if (at != tokens.size()) malformed(part + ".count");
  }

  // Running text, cut into windows of `context` inputs and the token behind each.
  void read_stream(const std::string& part, Examples& out) {
    out.tokens = integers(part, ".tokens", data_.vocabulary.size());
    if (!ok()) return;
    if (data_.task != Task::language) return missing(part + ".count");
    const std::size_t context = std::max(1, options_.context);
    for (std::size_t at = 0; at + context < out.tokens.size() && out.begin.size() < most_;
         at += context) {
      out.begin.push_back(static_cast<int>(at));
      out.count.push_back(static_cast<int>(context) + 1);
    }
  }

  void finish() {
    data_.features = data_.train.x.cols();
    for (const Examples* part : {&data_.valid, &data_.ood}) {
      if (part->size() == 0) continue;
      if (part->x.cols() != data_.features) return fail<Code::parts_differ>();
      if (part->y.cols() != data_.train.y.cols()) return fail<Code::parts_differ>();
    }
    const auto names = static_cast<int>(data_.feature_names.size());
    if (names != 0 && names != data_.features) return malformed("features");
    const ImageShape& image = data_.image;
    const std::int64_t pixels = std::int64_t{image.height} * image.width * image.channels;
    if (find("image") && pixels != data_.features) return malformed("image");
    if (data_.task == Task::classify && data_.class_names.size() < 2) {
      return malformed("classes");
    }
    data_.outputs = data_.task == Task::classify  ? static_cast<int>(data_.class_names.size())
                    : data_.task == Task::regress ? data_.train.y.cols()
                                                  : data_.vocabulary.size();
    for (const Examples* part : {&data_.train, &data_.valid}) {
      for (const int count : part->count) {
        data_.longest = std::max(data_.longest, count - (data_.task == Task::language ? 1 : 0));
      }
    }
    if (unit_ != Unit::none && data_.longest == 0) return fail<Code::file_short_examples>();
    if (unit_ == Unit::none && image.height == 0) standardize(data_);
  }

  std::string_view name_;
  Bytes bytes_;
  DataOptions options_;
  std::vector<Section> sections_;
  Dataset data_;
  Unit unit_ = Unit::none;
  std::size_t most_ = SIZE_MAX;
  Error error_;
};

}  // namespace

Loaded read_dataset(std::string_view name, std::span<const std::uint8_t> bytes,
                    const DataOptions& options) {
  return Reader(name, bytes, options).read();
}

}  // namespace dropout
