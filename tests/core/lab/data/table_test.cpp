// CSV: what is read, in pieces of any size, and the sentence for everything that is not.
#include "lab/data/table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "math/random.h"

namespace dropout {
namespace {

struct Read {
  Table table;
  std::string error;
};

Read read(std::string_view text, Header header = Header::detect, std::size_t piece = 1 << 20) {
  TableReader reader(header);
  for (std::size_t at = 0; at < text.size(); at += piece) {
    if (!reader.feed(text.substr(at, piece))) return {{}, reader.error()};
  }
  if (!reader.finish()) return {{}, reader.error()};
  return {reader.take(), ""};
}

// All cells, "a|b/c|d".
std::string cells(const Table& table) {
  std::string all;
  for (int r = 0; r < table.rows(); ++r) {
    for (int c = 0; c < table.columns(); ++c) {
      all += std::string(table.cell(r, c)) + (c + 1 < table.columns() ? "|" : "/");
    }
  }
  return all;
}

// The sentence is there, and starts with the place.
void expect_refused(const std::string& text, const std::string& place, const std::string& words) {
  const std::string error = read(text).error;
  EXPECT_TRUE(error.starts_with(place)) << error << " for " << text;
  EXPECT_NE(error.find(words), std::string::npos) << error;
}

TEST(Csv, ReadsPlainCells) {
  const Read r = read("a,b,c\n1,2,x\n3,4,y\n");
  ASSERT_EQ(r.error, "");
  EXPECT_TRUE(r.table.has_header());
  EXPECT_EQ(r.table.names(), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(cells(r.table), "1|2|x/3|4|y/");
  EXPECT_EQ(r.table.line(1), 3);
  EXPECT_EQ(r.table.place(1, 2), "Line 3, column 3 (\"c\")");
}

TEST(Csv, EveryKindOfLineEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const Read r = read("a,b" + end + end + "1,2" + end + "3,4");
    ASSERT_EQ(r.error, "") << r.error;
    EXPECT_EQ(cells(r.table), "1|2/3|4/");
    EXPECT_EQ(r.table.line(1), 4);
  }
}

TEST(Csv, QuotesAsInRfc4180) {
  const Read r = read("name,n\n\"a, \"\"b\"\"\nc\",1\n \"x\" ,2\n\"\",3\n5\" pipe,4\n");
  ASSERT_EQ(r.error, "");
  EXPECT_EQ(cells(r.table), "a, \"b\"\nc|1/x|2/|3/5\" pipe|4/");
  EXPECT_EQ(r.table.line(1), 4);  // a cell above holds a line end
}

TEST(Csv, FindsTheDelimiter) {
  EXPECT_EQ(cells(read("a;b\n1,5;2\n").table), "1,5|2/");
  EXPECT_EQ(cells(read("a\tb\n1\t2,3\n").table), "1|2,3/");
  EXPECT_EQ(cells(read("  1.5   2  3 \n 4 5   6\n").table), "1.5|2|3/4|5|6/");
  EXPECT_EQ(cells(read("\"a;b\",c\n1,2\n").table), "1|2/");
  TableReader told(Header::no, '|');
  EXPECT_TRUE(told.feed("1,5|2\n3|4") && told.finish());
  EXPECT_EQ(told.take().cell(0, 0), "1,5");
}

TEST(Csv, FindsTheHeader) {
  EXPECT_TRUE(read("x,y\n1,2\n").table.has_header());
  EXPECT_TRUE(read("\xef\xbb\xbf,y\n1,2\n").table.has_header());
  EXPECT_EQ(read("\xef\xbb\xbf,y\n1,2\n").table.names()[0], "column 1");
  EXPECT_FALSE(read("1,2\n3,4\n").table.has_header());
  EXPECT_FALSE(read("red,up\nblue,down\nred,up\n").table.has_header());
  EXPECT_TRUE(read("colour,way\nblue,down\nred,up\n").table.has_header());
  EXPECT_FALSE(read("x,y\n1,2\n", Header::no).table.has_header());
  EXPECT_TRUE(read("1,2\n3,4\n", Header::yes).table.has_header());
  EXPECT_EQ(read("1,2\n3,4\n").table.names()[1], "column 2");
}

TEST(Csv, PiecesOfAnySizeReadAlike) {
  const std::string text =
      "\xef\xbb\xbf\r\nname;n\r\n\"a;\r\n\"\"b\"\"\";1\r\n\r\nf\xc3\xbcr;2\r\nz;3";
  const std::string whole = cells(read(text).table);
  EXPECT_EQ(whole, "a;\r\n\"b\"|1/f\xc3\xbcr|2/z|3/");
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    const Read r = read(text, Header::detect, piece);
    EXPECT_EQ(r.error, "");
    EXPECT_EQ(cells(r.table), whole) << piece;
    EXPECT_EQ(r.table.line(2), 7);
  }
}

TEST(Csv, RefusesWithLineAndColumn) {
  expect_refused("", "Line 1, column 1", "empty");
  expect_refused(" \n\n", "Line", "empty");
  expect_refused("a,b\n", "Line", "no rows");
  expect_refused("a\n1\n2\n", "Line 1, column 1", "only one column");
  expect_refused("a,b\n1,2\n3\n", "Line 3, column 2", "only 1 of the 2");
  expect_refused("a,b\n1,2\n3,4,5\n", "Line 3, column 3", "more cells");
  expect_refused("a,b\n1,\"2\n3,4\n", "Line 2, column 2", "never closes");
  expect_refused("a,b\n1,\"2\"x\n", "Line 2, column 2", "closing quote");
  expect_refused(std::string("a,b\n1,\0\n", 8), "Line 2, column 2", "NUL");
  expect_refused("a,b\n\xff,1\n", "Line 2, column 1", "UTF-8");
  expect_refused("a,b\n1,\xc3\n", "Line 2, column 2", "UTF-8");
  expect_refused("a,b\n1,\xe0\x80\x80\n", "Line 2, column 2", "UTF-8");  // overlong
  expect_refused("a,b\n1,\xed\xa0\x80\n", "Line 2, column 2", "UTF-8");  // a surrogate
  expect_refused("a,b\n1,\xf4\x90\x80\x80\n", "Line 2, column 2", "UTF-8");
  expect_refused("a,b\n1,2\xc3", "Line 2, column 2", "within a character");
  expect_refused(
      "\xff\xfe"
      "a\0,\0b\0",
      "Line 1, column 1", "UTF-8");
  std::string wide = "0";
  for (int i = 0; i < 1000; ++i) wide += ",0";
  expect_refused(wide + "\n", "Line 1, column 1001", "1000 columns");
}

TEST(Csv, RefusesMoreThan20Megabytes) {
  TableReader reader;
  const std::string piece(1'000'000, '1');
  ASSERT_TRUE(reader.feed("a,b\n1,"));
  bool taken = true;
  for (int i = 0; i < 20 && taken; ++i) taken = reader.feed(piece);
  EXPECT_FALSE(taken);
  EXPECT_NE(reader.error().find("20 MB"), std::string::npos);
  EXPECT_FALSE(reader.feed("2"));
  EXPECT_FALSE(reader.finish());
}

// Bytes that are likely to meet: the reader always ends with a table or a sentence.
TEST(Csv, SurvivesNoise) {
  const char letters[] = {',', ';', '"', '\n', '\r', ' ', '1', 'a', '\t', '.', '\xc3', '\xa9'};
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    Draws draws({seed, Stream::tests});
    std::string text;
    for (std::uint32_t n = draws.below(40); n > 0; --n)
      text += letters[draws.below(sizeof letters)];
    const Read whole = read(text);
    const Read pieces = read(text, Header::detect, 1 + draws.below(5));
    EXPECT_EQ(whole.error, pieces.error) << text;
    EXPECT_EQ(cells(whole.table), cells(pieces.table));
    if (!whole.error.empty()) continue;
    const Loaded loaded = make_dataset(whole.table, {});
    EXPECT_NE(loaded.error.empty(), loaded.data.train.size() == 0);
  }
}

Loaded learn(const std::string& text, const TableTask& task = {}) {
  const Read r = read(text);
  EXPECT_EQ(r.error, "");
  return make_dataset(r.table, task);
}

// x = 0 .. rows - 1, a colour of two, y = 2 x + 1/2.
std::string lines(int rows) {
  std::string text = "x,colour,y\n";
  for (int i = 0; i < rows; ++i) {
    text += std::to_string(i) + (i % 2 ? ",red," : ",blue,") + std::to_string(2 * i) + ".5\n";
  }
  return text;
}

TEST(TableTask, RegressionIsStandardisedByTheTrainingRows) {
  TableTask task{.train_rows = {0, 2, 4}, .valid_rows = {9}};
  const Loaded loaded = learn(lines(10), task);
  ASSERT_EQ(loaded.error, "");
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.task, Task::regress);
  EXPECT_EQ(data.feature_names, (std::vector<std::string>{"x", "colour = blue", "colour = red"}));
  EXPECT_EQ(data.target_name, "y");
  EXPECT_EQ(data.outputs, 1);
  EXPECT_FLOAT_EQ(data.x_scale.mean[0], 2);
  EXPECT_FLOAT_EQ(data.x_scale.deviation[0], std::sqrt(8.0f / 3));
  EXPECT_FLOAT_EQ(data.train.x(1, 0), 0);
  EXPECT_FLOAT_EQ(data.x_scale.undo(0, data.valid.x(0, 0)), 9);
  EXPECT_FLOAT_EQ(data.x_scale.undo(1, data.valid.x(0, 1)), 0);
  EXPECT_FLOAT_EQ(data.x_scale.undo(2, data.valid.x(0, 2)), 1);
  EXPECT_FLOAT_EQ(data.y_scale.undo(0, data.valid.y(0, 0)), 18.5f);
}

TEST(TableTask, SplitsBySeed) {
  const std::string text = lines(100);
  const Dataset one = learn(text, {.seed = 1}).data, again = learn(text, {.seed = 1}).data;
  const Dataset two = learn(text, {.seed = 2}).data;
  EXPECT_EQ(one.train.size(), 80);
  EXPECT_EQ(one.valid.size(), 20);
  std::set<float> rows;
  for (const Examples* part : {&one.train, &one.valid}) {
    for (int i = 0; i < part->size(); ++i) {
      rows.insert(std::round(one.x_scale.undo(0, part->x(i, 0))));
    }
  }
  EXPECT_EQ(rows.size(), 100u);  // every row once
  EXPECT_EQ(one.train.x(0, 0), again.train.x(0, 0));
  EXPECT_NE(one.x_scale.undo(0, one.train.x(0, 0)), two.x_scale.undo(0, two.train.x(0, 0)));
  EXPECT_EQ(learn(text, {.n = 7}).data.train.size(), 7);
  EXPECT_EQ(learn(text, {.n = 7}).data.valid.size(), 20);
}

TEST(TableTask, TextTargetsAreClasses) {
  const Loaded loaded = learn(lines(10), {.target = "colour"});
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.data.task, Task::classify);
  EXPECT_EQ(loaded.data.class_names, (std::vector<std::string>{"blue", "red"}));
  EXPECT_EQ(loaded.data.features, 2);
  EXPECT_EQ(learn(lines(10), {.target = "2"}).data.task, Task::classify);
}

TEST(TableTask, FewWholeNumbersAreClassesUnlessTold) {
  std::string text = "x,k\n";
  for (int i = 0; i < 30; ++i) text += std::to_string(i) + "," + std::to_string(10 - i % 3) + "\n";
  EXPECT_EQ(learn(text).data.class_names, (std::vector<std::string>{"8", "9", "10"}));
  EXPECT_EQ(learn(text, {.kind = TableTask::Kind::regress}).data.task, Task::regress);
  EXPECT_EQ(learn(lines(9), {.target = "x"}).data.task, Task::regress);  // too rare for classes
  EXPECT_EQ(learn(lines(9), {.target = "x", .kind = TableTask::Kind::classify}).data.outputs, 9);
}

TEST(TableTask, DecimalCommas) {
  const Loaded loaded =
      learn("x;y\n1,5;2,25\n2,5;3,5\n3;4\n4;5\n", {.kind = TableTask::Kind::regress});
  ASSERT_EQ(loaded.error, "");
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.features, 1);
}

void expect_useless(const std::string& text, const TableTask& task, const std::string& place,
                    const std::string& words) {
  const Read r = read(text);
  ASSERT_EQ(r.error, "");
  const std::string error = make_dataset(r.table, task).error;
  EXPECT_TRUE(error.starts_with(place)) << error;
  EXPECT_NE(error.find(words), std::string::npos) << error;
}

TEST(TableTask, RefusesWithLineAndColumn) {
  expect_useless("a,b\n1,2\n,4\n5,6\n", {}, "Line 3, column 1 (\"a\")", "empty");
  expect_useless("a,b\n1,2\n3,NA\n5,6\n", {}, "Line 3, column 2 (\"b\")", "missing");
  expect_useless("a,b\n1,2\n3,nan\n5,6\n", {}, "Line 3, column 2", "missing");
  expect_useless("a,b\n1,2\n3,-Inf\n5,6\n", {}, "Line 3, column 2", "finite");
  expect_useless("a,b\n1,2\n1e99,3\n5,6\n", {}, "Line 3, column 1", "too large");
  expect_useless("a,b\n1,2\n3,4\n1.2.3,6\n", {}, "Line 4, column 1", "not a number");
  expect_useless("a,b\n1,2\n3,4\n0x10,6\n", {}, "Line 4, column 1", "not a number");
  expect_useless("a,b\n1,2\n3,2\n4,2\n", {}, "Line 2, column 2", "every row");
  expect_useless("a,b\n1,x\n3,x\n4,x\n", {}, "Line 2, column 2", "every row");
  expect_useless("a,b\n1,2\n", {}, "Line 1", "at least 3 rows");
  expect_useless(lines(5), {.target = "speed"}, "Line 1", "\"x\", \"colour\", \"y\"");
  expect_useless(lines(5), {.target = "4"}, "Line 1", "numbers 1 to 3");
  expect_useless(lines(5), {.target = "0"}, "Line 1", "no target column");
  expect_useless("a,a\n1,2\n3,4\n5,6\n", {.target = "a"}, "Line 1", "two columns");
  expect_useless(lines(5), {.target = "colour", .kind = TableTask::Kind::regress},
                 "Line 2, column 2", "regression");
  std::string many = "id,y\n", numbers = "id,y\n";
  for (int i = 0; i < 120; ++i) {
    const std::string row = std::to_string(i) + "," + std::to_string(i) + "\n";
    many += 'n' + row;
    numbers += row;
  }
  expect_useless(many, {}, "Line 52, column 1", "51");
  expect_useless(many, {.target = "id"}, "Line 102, column 1", "101");
  expect_useless(numbers, {.kind = TableTask::Kind::classify}, "Line 2, column 2", "regression");
  expect_useless(lines(5), {.train_rows = {0, 1}, .valid_rows = {5}}, "The split", "row 5");
  expect_useless(lines(5), {.train_rows = {0, 1}, .valid_rows = {1}}, "The split", "twice");
  expect_useless(lines(5), {.train_rows = {0, 1}}, "The list of test rows", "empty");
}

TEST(RowList, ReadsWholeNumbersHoweverWritten) {
  EXPECT_EQ(read_rows("3\n1.7e+01 0,2\r\n").rows, (std::vector<int>{3, 17, 0, 2}));
  EXPECT_EQ(read_rows("1.700000000000000000e+01\n").rows, (std::vector<int>{17}));
  EXPECT_EQ(read_rows("1\nx\n").error, "Line 2: \"x\" is not a row number.");
  EXPECT_NE(read_rows("-1").error, "");
  EXPECT_NE(read_rows("1.5").error, "");
  EXPECT_NE(read_rows("1e30").error, "");
  EXPECT_NE(read_rows(" \n").error, "");
}

}  // namespace
}  // namespace dropout
