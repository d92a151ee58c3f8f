// A cell is cut into runs of digits, of letters, and what stands between them.
#include "lab/data/date.h"

#include <array>
#include <string>
#include <vector>

namespace dropout {
namespace {

constexpr std::size_t kLongest = 40, kMostRuns = 12;

constexpr auto kMonths =
    std::to_array<std::string_view>({"jan", "feb", "mar", "m\xc3\xa4r", "apr", "may", "mai", "jun",
                                     "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez"});
constexpr auto kDays = std::to_array<std::string_view>(
    {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so"});

struct Run {
  enum Kind { digits, letters, other } kind;
  std::string text;  // letters in lower case
};

Run::Kind kind_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c >= '0' && c <= '9') return Run::digits;
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80 ? Run::letters
                                                                          : Run::other;
}

std::vector<Run> runs_of(std::string_view cell) {
  std::vector<Run> runs;
  for (const char c : cell) {
    if (runs.empty() || runs.back().kind != kind_of(c)) runs.push_back({kind_of(c), ""});
    runs.back().text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return runs;
}

template <class Names>
bool is_name(const std::string& text, const Names& names, std::size_t most) {
  for (const std::string_view name : names) {
    if (text.starts_with(name) && text.size() <= most) return true;
  }
  return false;
}

/// Walks over runs; each take_ moves only where it succeeds.
class Walk {
 public:
  explicit Walk(std::vector<Run> runs) : runs_(std::move(runs)) {}

  bool at_end() const { return at_ == runs_.size(); }

  /// H:MM[:SS[.fff]] [am|pm] [z | +hh:mm]
  bool take_time() {
    const std::size_t from = at_;
    if (digits(1, 2) && text(":") && digits(2, 2)) {
      if (text(":") && digits(2, 2) && (text(".") || text(","))) digits(1, 9);
      take_half_day();
      if (!word("z", "utc") && (text("+") || text("-")) && digits(2, 4) && text(":")) digits(2, 2);
      return true;
    }
    at_ = from;
    return false;
  }

  /// [blank] am|pm, if it is there.
  void take_half_day() {
    const std::size_t from = at_;
    text(" ");
    if (!word("am", "pm")) at_ = from;
  }

  /// Three numbers, a year among them, or a year and a month.
  bool take_numbers() {
    const std::size_t from = at_;
    for (const char* mark : {"-", "/", "."}) {
      at_ = from;
      if (digits(4, 4) && text(mark) && digits(1, 2)) {
        const std::size_t month = at_;
        if (text(mark) && digits(1, 2)) return true;
        at_ = month;
        if (*mark != '.') return true;
      }
      at_ = from;
      if (digits(1, 2) && text(mark) && digits(1, 2) && text(mark) && year()) return true;
      at_ = from;
      if (*mark == '/' && digits(1, 2) && text(mark) && digits(4, 4)) return true;
    }
    at_ = from;
    return false;
  }

  /// A month's name with a day, a year or both, and perhaps the day of the week.
  bool take_words() {
    int months = 0, numbers = 0;
    const std::size_t from = at_;
    for (; !at_end(); ++at_) {
      const Run& run = runs_[at_];
      if (run.kind == Run::digits) {
        if (numbers == 2 || run.text.size() > 4 || run.text.size() == 3) break;
        ++numbers;
      } else if (run.kind == Run::letters) {
        const bool month = is_name(run.text, kMonths, 10), day = is_name(run.text, kDays, 10);
        const bool ordinal = run.text == "st" || run.text == "nd" || run.text == "rd" ||
                             run.text == "th" || run.text == "t";
        if (!month && !day && !ordinal) break;
        months += month;
      } else if (run.text.find_first_not_of(" ,.-/") != std::string::npos) {
        break;
      }
    }
    if (months == 1 && numbers > 0) return true;
    at_ = from;
    return false;
  }

  bool take_gap() { return word("t", "t") || text(" ") || text(", "); }

 private:
  bool digits(std::size_t least, std::size_t most) {
    if (at_end() || runs_[at_].kind != Run::digits) return false;
    const std::size_t size = runs_[at_].text.size();
    const bool fits = size >= least && size <= most;
    at_ += fits;
    return fits;
  }
  bool year() { return digits(4, 4) || digits(2, 2); }
  bool text(std::string_view mark) {
    const bool fits = !at_end() && runs_[at_].kind == Run::other && runs_[at_].text == mark;
    at_ += fits;
    return fits;
  }
  bool word(std::string_view one, std::string_view other) {
    const bool fits = !at_end() && (runs_[at_].text == one || runs_[at_].text == other);
    at_ += fits;
    return fits;
  }

  std::vector<Run> runs_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_date(std::string_view cell) {
  if (cell.size() < 4 || cell.size() > kLongest) return false;
  std::vector<Run> runs = runs_of(cell);
  if (runs.size() < 2 || runs.size() > kMostRuns) return false;
  Walk walk(std::move(runs));
  if (walk.take_time()) return walk.at_end();
  if (!walk.take_numbers() && !walk.take_words()) return false;
  if (walk.at_end()) return true;
  walk.take_gap();
  return walk.take_time() && walk.at_end();
}

}  // namespace dropout
