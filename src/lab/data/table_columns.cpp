// Two passes: a survey of all columns, which settles spellings, then the values.
#include "lab/data/table_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "lab/data/date.h"
#include "lab/data/table_missing.h"

namespace dropout {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostWritten = 11;  // different numbers with a unit that are only categories

bool is_infinite(std::string_view cell) {
  if (cell.size() > 9) return false;
  std::string low(cell);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (low.starts_with('-') || low.starts_with('+')) low.erase(0, 1);
  return low == "inf" || low == "infinity";
}

/// What the cells of one column look like, one by one.
struct Survey {
  DecimalVote vote;
  int numbers = 0, texts = 0, dates = 0, missing = 0;
  int first_text = -1, first_infinite = -1, first_open = -1;
  std::string unit;                        // of the first number that has one
  int unit_row = -1;                       // where it stands
  int other_unit_row = -1;                 // another one
  int bare_row = -1;                       // a number but 0 without any
  bool known_unit = true;                  // all are currencies, per cent or per mille
  std::unordered_set<std::string> bodies;  // a few, where units are unknown
};

Survey survey(const Table& table, int c) {
  Survey found;
  Dressed cell;
  for (int r = 0; r < table.rows(); ++r) {
    const std::string_view text = table.cell(r, c);
    if (is_missing(text)) {
      ++found.missing;
    } else if (undress(text, cell) && found.vote.add(cell.body)) {
      ++found.numbers;
      const bool has_sign = cell.body.find_first_of(".,") != std::string::npos;
      if (has_sign && found.first_open < 0) found.first_open = r;
      if (cell.unit.empty()) {
        if (found.bare_row < 0 && cell.body != "0") found.bare_row = r;
        continue;
      }
      found.known_unit &= cell.known_unit;
      if (found.bodies.size() < kMostWritten) found.bodies.insert(cell.body);
      if (found.unit_row < 0) {
        found.unit = cell.unit;
        found.unit_row = r;
      } else if (found.other_unit_row < 0 && cell.unit != found.unit) {
        found.other_unit_row = r;
      }
    } else {
      found.dates += is_date(text);
      if (is_infinite(text) && found.first_infinite < 0) found.first_infinite = r;
      if (is_missing_number(text)) continue;
      ++found.texts;
      if (found.first_text < 0) found.first_text = r;
    }
  }
  return found;
}

class Reader {
 public:
  Reader(const Table& table, const std::vector<ColumnWish>& wishes, char decimal)
      : table_(table), wishes_(wishes), told_(decimal) {}

  Columns read() {
    columns_.all.resize(table_.columns());
    std::vector<Survey> surveys(table_.columns());
    for (int c = 0; c < table_.columns(); ++c) {
      if (wishes_[c] == ColumnWish::nothing) continue;
      surveys[c] = survey(table_, c);
      if (will_be_numbers(c, surveys[c])) count_evidence(surveys[c]);
    }
    for (int c = 0; c < table_.columns() && !columns_.error; ++c) {
      if (wishes_[c] != ColumnWish::nothing) read_column(c, surveys[c]);
    }
    return std::move(columns_);
  }

 private:
  using Verdict = DecimalVote::Verdict;

  /// Refuses a cell; the text's values after its place are the cell and `more`.
  template <Code code, class... Values>
  void fail_at(int row, int column, const Values&... more) {
    columns_.error = error_at<code>(table_, row, column, shortened(row, column), more...);
  }
  std::string shortened(int row, int column) const { return short_cell(table_.cell(row, column)); }

  bool is_numeric(const Survey& found) const {
    if (found.numbers == 0 || found.texts > 0) return false;
    if (found.unit_row < 0 || found.known_unit) return true;
    // An unknown unit: the same behind every number, and too many of these for categories.
    return found.other_unit_row < 0 && found.bare_row < 0 && found.bodies.size() >= kMostWritten;
  }

  bool will_be_numbers(int c, const Survey& found) const {
    if (wishes_[c] == ColumnWish::as_it_looks) return is_numeric(found);
    return wishes_[c] == ColumnWish::number;
  }

  void count_evidence(const Survey& found) {
    points_ |= found.vote.verdict() == Verdict::point;
    commas_ |= found.vote.verdict() == Verdict::comma;
  }

  void read_column(int c, const Survey& found) {
    Column& column = columns_.all[c];
    column.missing = found.missing;
    const bool told = wishes_[c] == ColumnWish::category;
    if (found.missing == table_.rows()) {
      column.style.type = ColumnType::empty;
    } else if (will_be_numbers(c, found)) {
      read_numbers(c, found);
    } else if (!told && found.dates > 0 && found.dates == found.texts) {
      column.style.type = ColumnType::date;
    } else if (!told && found.first_infinite >= 0 && found.numbers > 0) {
      fail_at<Code::cell_infinite>(found.first_infinite, c);
    } else if (!told && found.texts > 0 && 2 * found.numbers > table_.rows() - found.missing &&
               found.known_unit) {
      fail_at<Code::cell_no_number>(found.first_text, c, found.numbers);
    } else {
      read_texts(c);
    }
  }

  // ---- numbers

  void read_numbers(int c, const Survey& found) {
    ColumnStyle& style = columns_.all[c].style;
    style.type = ColumnType::number;
    style.unit = found.unit;
    const bool told = wishes_[c] == ColumnWish::number;
    if (!told && found.other_unit_row >= 0) {
      return fail_at<Code::cell_other_unit>(found.other_unit_row, c, shortened(found.unit_row, c));
    }
    if (!told && found.unit_row >= 0 && found.bare_row >= 0 && !is_currency(found.unit)) {
      return fail_at<Code::cell_no_unit>(found.bare_row, c, found.unit,
                                         shortened(found.unit_row, c));
    }
    if (!choose_decimal(c, found)) return;
    Column& column = columns_.all[c];
    column.numbers.assign(table_.rows(), kNothing);
    column.missing = 0;
    for (int r = 0; r < table_.rows(); ++r) {
      double& value = column.numbers[r];
      if (read_cell(table_.cell(r, c), style, value)) {
        if (!std::isfinite(value)) return fail_at<Code::cell_too_large>(r, c);
      } else if (told || is_missing(table_.cell(r, c)) || is_missing_number(table_.cell(r, c))) {
        ++column.missing;
      } else {
        return refuse_decimal(r, c, found);
      }
    }
  }

  static bool is_currency(const std::string& unit) { return unit != "%" && unit != "\xe2\x80\xb0"; }

  void refuse_decimal(int r, int c, const Survey& found) {
    const std::string sign(1, columns_.all[c].style.decimal);
    if (found.vote.verdict() == Verdict::neither && told_ == 0) {
      fail_at<Code::cell_mixed_decimals>(r, c, sign, shortened(found.first_open, c));
    } else {
      fail_at<Code::cell_other_decimal>(r, c, sign);
    }
  }

  /// Settles the decimal sign of a column of numbers; false where it must be told.
  bool choose_decimal(int c, const Survey& found) {
    ColumnStyle& style = columns_.all[c].style;
    const DecimalVote& vote = found.vote;
    if (told_ != 0) return style.decimal = told_, true;
    if (vote.verdict() == Verdict::none) return true;
    if (vote.verdict() == Verdict::point) return true;
    if (vote.verdict() == Verdict::comma) return style.decimal = ',', true;
    if (vote.verdict() == Verdict::neither) {
      style.decimal = table_.cell(found.first_open, c).find('.') != std::string::npos ? '.' : ',';
      return true;  // some cell will not fit
    }
    return choose_open(c, found);
  }

  /// Every cell reads both ways, with and without a grouping sign: other columns tell, or how the
  /// numbers without a sign look, or what files with this delimiter do; or else nobody can.
  bool choose_open(int c, const Survey& found) {
    Column& column = columns_.all[c];
    const char sign = found.vote.sign();
    const bool semicolon = table_.delimiter() == ';', comma_file = table_.delimiter() == ',';
    const char other = sign == '.' ? ',' : '.';
    const bool usual_decimal = sign == (semicolon ? ',' : '.');
    if (sign != 0 && points_ != commas_) {
      column.style.decimal = points_ ? '.' : ',';
    } else if (sign != 0 && found.vote.must_group()) {
      column.style.decimal = other;
    } else if (sign != 0 && (usual_decimal || (sign == '.' && found.vote.ungrouped()))) {
      column.style.decimal = sign;
    } else if (sign == ',' && comma_file) {
      column.style.decimal = '.';
    } else {
      const int r = found.first_open;
      double point = 0, comma = 0;
      read_cell(table_.cell(r, c), {ColumnType::number, '.'}, point);
      read_cell(table_.cell(r, c), {ColumnType::number, ','}, comma);
      fail_at<Code::cell_two_readings>(r, c, point, comma);
      return false;
    }
    if (points_ != commas_ || (sign == '.' && column.style.decimal == '.')) return true;
    double value = 0;
    read_cell(table_.cell(found.first_open, c), {ColumnType::number, column.style.decimal}, value);
    column.note = error_of<Code::note_reading>(shortened(found.first_open, c),
                                               short_cell(table_.names()[c]), value);
    return true;
  }

  // ---- texts

  void read_texts(int c) {
    Column& column = columns_.all[c];
    std::set<std::string> seen;
    std::unordered_set<std::string_view> all;
    bool na = false;
    const int enough = std::max(kMostLevels, table_.rows() / 2) + 1;
    for (int r = 0; r < table_.rows(); ++r) {
      const std::string_view cell = table_.cell(r, c);
      na |= cell == "NA" || cell == "na";
      if (is_missing(cell) || static_cast<int>(all.size()) >= enough) continue;
      all.insert(cell);
      if (static_cast<int>(seen.size()) <= kMostLevels) seen.emplace(cell);
    }
    drop_marks(seen, all);
    column.distinct = static_cast<int>(all.size());
    if (na && is_code_column(c, seen)) {
      column.note = error_of<Code::note_na>(short_cell(table_.names()[c]));
    }
    column.style.type = ColumnType::category;
    column.style.levels.assign(seen.begin(), seen.end());
    if (static_cast<int>(seen.size()) > kMostLevels) {
      column.style.type = ColumnType::text;
      column.style.levels.clear();
      return;
    }
    int strange = 0;
    Column read = read_alike(table_, c, column.style, strange);
    column.level = std::move(read.level);
    column.missing = read.missing;
  }

  /// A mark beside texts of letters or digits is a missing value, not one of them.
  static void drop_marks(std::set<std::string>& seen, std::unordered_set<std::string_view>& all) {
    if (std::all_of(seen.begin(), seen.end(), is_sign)) return;
    std::erase_if(seen, is_missing_mark);
    std::erase_if(all, is_missing_mark);
  }

  /// Neither letter nor digit.
  static bool is_sign(std::string_view text) {
    return is_missing_mark(text) || std::none_of(text.begin(), text.end(), [](char c) {
             return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    static_cast<unsigned char>(c) >= 0xc0;
           });
  }

  /// Codes of two letters in one case, such as countries or continents: "NA" is one of them.
  bool is_code_column(int, std::set<std::string>& seen) const {
    if (seen.size() < 2) return false;
    const auto is_code = [](char first, char last, const std::string& text) {
      return text.size() == 2 && text[0] >= first && text[0] <= last && text[1] >= first &&
             text[1] <= last;
    };
    const auto upper = [&](const std::string& text) { return is_code('A', 'Z', text); };
    const auto lower = [&](const std::string& text) { return is_code('a', 'z', text); };
    const bool all_upper = std::all_of(seen.begin(), seen.end(), upper);
    if (!all_upper && !std::all_of(seen.begin(), seen.end(), lower)) return false;
    seen.insert(all_upper ? "NA" : "na");
    return true;
  }

  const Table& table_;
  const std::vector<ColumnWish>& wishes_;
  char told_;
  bool points_ = false, commas_ = false;  // columns that can be read in this way alone
  Columns columns_;
};

}  // namespace

bool read_cell(std::string_view cell, const ColumnStyle& style, double& value) {
  Dressed dressed;
  value = kNothing;
  if (!undress(cell, dressed) || !read_body(dressed.body, style.decimal, value)) return false;
  if (!dressed.unit.empty() && !style.unit.empty() && dressed.unit != style.unit) return false;
  if (dressed.negative) value = -value;
  return true;
}

Column read_alike(const Table& table, int column, const ColumnStyle& style, int& strange) {
  Column read;
  read.style = style;
  std::unordered_map<std::string_view, int> index;
  for (const std::string& level : style.levels) {
    index.emplace(level, static_cast<int>(index.size()));
  }
  for (int r = 0; r < table.rows(); ++r) {
    const std::string_view cell = table.cell(r, column);
    const bool no_value = is_missing(cell);
    if (style.type == ColumnType::number) {
      double value;
      const bool fine = read_cell(cell, style, value) && std::isfinite(value);
      read.numbers.push_back(fine ? value : kNothing);
      read.missing += !fine;
      strange += !fine && !no_value && !is_missing_number(cell);
    } else if (style.type == ColumnType::category) {
      const auto found = index.find(cell);
      read.level.push_back(found == index.end() ? -1 : found->second);
      read.missing += found == index.end();
      strange += found == index.end() && !no_value && !is_missing_mark(cell);
    }
  }
  return read;
}

Columns read_columns(const Table& table, const std::vector<ColumnWish>& wishes, char decimal) {
  return Reader(table, wishes, decimal).read();
}

}  // namespace dropout
