// CSV: what is read, in pieces of any size, and the error for everything that is not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "math/random.h"
#include "tables.h"

namespace dropout {
namespace {

struct Read {
  Table table;
  Error error;
};

Read read(std::string_view text, Header header = Header::detect, std::size_t piece = 1 << 20) {
  TableReader reader(header);
  for (std::size_t at = 0; at < text.size(); at += piece) {
    if (!reader.feed(text.substr(at, piece))) return {{}, reader.error()};
  }
  if (!reader.finish()) return {{}, reader.error()};
  return {reader.take(), {}};
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

template <Code code, class... Values>
void expect_refused(const std::string& text, const Values&... values) {
  EXPECT_EQ(read(text).error, error_of<code>(values...)) << text;
}

TEST(Csv, ReadsPlainCells) {
  const Read r = read("a,b,c\n1,2,x\n3,4,y\n");
  ASSERT_EQ(r.error, Error{});
  EXPECT_TRUE(r.table.has_header());
  EXPECT_EQ(r.table.names(), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(cells(r.table), "1|2|x/3|4|y/");
  EXPECT_EQ(r.table.line(1), 3);
  EXPECT_EQ(error_at<Code::cell_too_large>(r.table, 1, 2, "y"),
            (Error{Code::cell_too_large, {"3", "3", "c", "y"}}));
}

TEST(Csv, EveryKindOfLineEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const Read r = read("a,b" + end + end + "1,2" + end + "3,4");
    ASSERT_EQ(r.error, Error{});
    EXPECT_EQ(cells(r.table), "1|2/3|4/");
    EXPECT_EQ(r.table.line(1), 4);
  }
}

// As spreadsheets pad a title, and as scikit-learn counts rows and names classes.
TEST(Csv, SkipsLinesAboveTheTableThatAreMostlyEmpty) {
  for (const std::string above :
       {"Sales of 2020,,,\n", "Sales,,,\n,,,\n", "3,4,,\n", "150,one\n"}) {
    for (const std::string header : {"a,b,c,d\n", "\"a\",\"b\",\"c\",\"d\"\n"}) {
      const Read r = read(above + header + "1,2,3,4\n5,6,,8\n");
      ASSERT_EQ(r.error, Error{}) << above;
      EXPECT_EQ(r.table.names(), (std::vector<std::string>{"a", "b", "c", "d"})) << above;
      EXPECT_EQ(cells(r.table), "1|2|3|4/5|6||8/");
      EXPECT_EQ(r.table.skipped_lines(), std::count(above.begin(), above.end(), '\n')) << above;
    }
  }
  const Read numbers = read("3,4,five\n2,1,4,3,6,5\n7,8,9,10,11,13\n");
  ASSERT_EQ(numbers.error, Error{});
  EXPECT_EQ(cells(numbers.table), "2|1|4|3|6|5/7|8|9|10|11|13/");
}

TEST(Csv, TakesRowsWithEmptyCellsForTheTable) {
  EXPECT_EQ(cells(read("a,b,c\n,,1\n2,3,4\n").table), "||1/2|3|4/");
  EXPECT_EQ(cells(read("1,\n3,4\n").table), "1|/3|4/");
  EXPECT_EQ(read("a,b,c\n1,2,3,4\n5,6,7,8\n").error.code, Code::table_long_row);
}

TEST(Csv, NumbersThatCountUpAreNames) {
  const Read years = read("Country,Code,2018,2019,2020\nAruba,ABW,1.2,,1.4\nAndorra,AND,,2,3\n");
  ASSERT_EQ(years.error, Error{});
  EXPECT_TRUE(years.table.has_header());
  EXPECT_EQ(years.table.names()[2], "2018");
  EXPECT_TRUE(read("0,1,2,3,4\n5.1,3.5,1.4,0.2,0\n4.9,3,1.4,0.2,0\n").table.has_header());
  EXPECT_FALSE(read("1,2,3\n2,4,1\n").table.has_header());
  EXPECT_FALSE(read("0,1,2,3,4\n1,2,3,4,5\n").table.has_header());
  EXPECT_FALSE(read("x,1,2,3,4\ny,1,3,5,7\n").table.has_header());
}

TEST(Csv, NamesInSingleQuotes) {
  EXPECT_EQ(read("'a'\t'b c'\t'd'\n1\t2\t3\n").table.names(),
            (std::vector<std::string>{"a", "b c", "d"}));
  EXPECT_EQ(read("'a',b\n1,2\n").table.names(), (std::vector<std::string>{"'a'", "b"}));
}

TEST(Csv, QuotesAsInRfc4180) {
  const Read r = read("name,n\n\"a, \"\"b\"\"\nc\",1\n \"x\" ,2\n\"\",3\n5\" pipe,4\n");
  ASSERT_EQ(r.error, Error{});
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

TEST(Csv, FindsTheDelimiterByConsistency) {
  const Read r = read("Price (USD; 2020),Area\n1,2\n3,4\n");
  EXPECT_EQ(r.table.names()[0], "Price (USD; 2020)");
  EXPECT_EQ(cells(r.table), "1|2/3|4/");
  EXPECT_EQ(cells(read("1,5;2,5\n3,5;4,5\n").table), "1,5|2,5/3,5|4,5/");
  EXPECT_EQ(cells(read("a|b\n1,5|2\n3|4\n").table), "1,5|2/3|4/");
  EXPECT_EQ(cells(read("\"a\tb\",c,d\n\"x;\ny\",1,2\n").table), "x;\ny|1|2/");
  EXPECT_EQ(cells(read("first name,b\nAda Love,2\nJo Do Re,4\n").table), "Ada Love|2/Jo Do Re|4/");
  EXPECT_EQ(cells(read("note; of 2020\ta\n5\t2\n").table), "5|2/");
}

TEST(Csv, SkipsLinesAboveTheTable) {
  for (const std::string line : {"sep=;", "SEP=;", "\"sep=;\"", "\xef\xbb\xbfsep=;"}) {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
      const Read r = read(line + end + "x;y" + end + "1;2,5" + end + "2;3,5" + end);
      ASSERT_EQ(r.error, Error{});
      EXPECT_EQ(cells(r.table), "1|2,5/2|3,5/") << line;
      EXPECT_EQ(r.table.names()[1], "y");
      EXPECT_EQ(r.table.line(0), 3);
      EXPECT_EQ(r.table.skipped_lines(), 1);
    }
  }
  EXPECT_EQ(cells(read("sep=|\na|b\n1|2\n").table), "1|2/");
  const Read title = read("# Sales of 2020\n\nx,y\n1,2\n3,4\n");
  EXPECT_EQ(title.table.names()[0], "x");
  EXPECT_EQ(title.table.line(0), 4);
}

TEST(Csv, SkipsRowsOfDelimitersAlone) {
  const Read r = read("a,b\n,\n1,2\n,\n3,4\n,\n\"\",\n");
  ASSERT_EQ(r.error, Error{});
  EXPECT_EQ(cells(r.table), "1|2/3|4/");
  EXPECT_EQ(r.table.blank_rows(), 4);
  EXPECT_EQ(r.table.line(1), 5);
}

TEST(Csv, FindsTheHeader) {
  EXPECT_TRUE(read("town,2019,2020\n1,5,6\n2,7,8\n").table.has_header());
  EXPECT_TRUE(read("day,y\n2020-01-02,a\n2020-01-03,b\n").table.has_header());
  EXPECT_FALSE(read("$5,x\n$6,y\n").table.has_header());

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
    EXPECT_EQ(r.error, Error{});
    EXPECT_EQ(cells(r.table), whole) << piece;
    EXPECT_EQ(r.table.line(2), 7);
  }
}

TEST(Csv, RefusesWithLineAndColumn) {
  expect_refused<Code::table_empty>("");
  expect_refused<Code::table_empty>(" \n\n");
  expect_refused<Code::table_no_rows>("a,b\n");
  expect_refused<Code::table_one_column>("a\n1\n2\n");
  expect_refused<Code::table_short_row>("a,b\n1,2\n3\n", 3, 2, 1, 2);
  expect_refused<Code::table_long_row>("a,b\n1,2\n3,4,5\n", 3, 3, 2);
  expect_refused<Code::table_open_quote>("a,b\n1,\"2\n3,4\n", 2, 2);
  expect_refused<Code::table_after_quote>("a,b\n1,\"2\"x\n", 2, 2);
  expect_refused<Code::table_nul>(std::string("a,b\n1,\0\n", 8), 2, 2);
  expect_refused<Code::table_not_utf8>("a,b\n\xff,1\n", 2, 1);
  expect_refused<Code::table_not_utf8>("a,b\n1,\xc3\n", 2, 2);
  expect_refused<Code::table_not_utf8>("a,b\n1,\xe0\x80\x80\n", 2, 2);  // overlong
  expect_refused<Code::table_not_utf8>("a,b\n1,\xed\xa0\x80\n", 2, 2);  // a surrogate
  expect_refused<Code::table_not_utf8>("a,b\n1,\xf4\x90\x80\x80\n", 2, 2);
  expect_refused<Code::table_cut_short>("a,b\n1,2\xc3", 2, 2);
  expect_refused<Code::table_not_utf8>(
      "\xff\xfe"
      "a\0,\0b\0",
      1, 1);
  expect_refused<Code::table_workbook>(std::string("PK\x03\x04\x14\0\x06", 7));
  expect_refused<Code::table_workbook>("\xd0\xcf\x11\xe0\xa1\xb1");
  std::string wide = "0";
  for (int i = 0; i < 1000; ++i) wide += ",0";
  expect_refused<Code::table_many_columns>(wide + "\n", 1, 1000);
}

TEST(Csv, RefusesMoreThan20Megabytes) {
  TableReader reader;
  const std::string piece(1'000'000, '1');
  ASSERT_TRUE(reader.feed("a,b\n1,"));
  bool taken = true;
  for (int i = 0; i < 20 && taken; ++i) taken = reader.feed(piece);
  EXPECT_FALSE(taken);
  EXPECT_EQ(reader.error(), error_of<Code::table_too_large>(20));
  EXPECT_FALSE(reader.feed("2"));
  EXPECT_FALSE(reader.finish());
}

// Bytes that are likely to meet: the reader always ends with a table or an error.
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
    if (whole.error) continue;
    const TableData loaded = make_dataset(whole.table, {});
    EXPECT_NE(!loaded.error, loaded.data.train.size() == 0);
  }
}

TEST(RowList, ReadsWholeNumbersHoweverWritten) {
  EXPECT_EQ(read_rows("3\n1.7e+01 0,2\r\n").rows, (std::vector<int>{3, 17, 0, 2}));
  EXPECT_EQ(read_rows("1.700000000000000000e+01\n").rows, (std::vector<int>{17}));
  EXPECT_EQ(read_rows("1\nx\n").error, error_of<Code::list_no_number>(2, "x"));
  EXPECT_EQ(read_rows("-1").error, error_of<Code::list_no_number>(1, "-1"));
  EXPECT_EQ(read_rows("1.5").error, error_of<Code::list_no_number>(1, "1.5"));
  EXPECT_EQ(read_rows("1e30").error, error_of<Code::list_no_number>(1, "1e30"));
  EXPECT_EQ(read_rows(" \n").error, error_of<Code::list_empty>());
}

}  // namespace
}  // namespace dropout
