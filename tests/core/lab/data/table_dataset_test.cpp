// Tables as learning problems: what becomes of each column, row and target.
#include "lab/data/table_dataset.h"

#include <cmath>
#include <set>

#include "tables.h"

namespace dropout {
namespace {

TableData learn(const std::string& text, const TableTask& task = {}) {
  return make_dataset(table_of(text), task);
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
  const TableData loaded = learn(lines(10), task);
  ASSERT_EQ(loaded.error, Error{});
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
  const TableData loaded = learn(lines(10), {.target = "colour"});
  ASSERT_EQ(loaded.error, Error{});
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
  const TableData loaded =
      learn("x;y\n1,5;2,25\n2,5;3,5\n3;4\n4;5\n", {.kind = TableTask::Kind::regress});
  ASSERT_EQ(loaded.error, Error{});
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.features, 1);
}

template <Code code, class... Values>
void expect_useless(const std::string& text, const TableTask& task, const Values&... values) {
  EXPECT_EQ(learn(text, task).error, error_of<code>(values...)) << text;
}

TEST(TableTask, RefusesCells) {
  expect_useless<Code::cell_infinite>("a,b\n1,2\n3,-Inf\n5,6\n", {}, 3, 2, "b", "-Inf");
  expect_useless<Code::cell_too_large>("a,b\n1,2\n1e99,3\n5,6\n", {}, 3, 1, "a", "1e99");
  expect_useless<Code::cell_no_number>("a,b\n1,2\n3,4\n1.2.3,6\n", {}, 4, 1, "a", "1.2.3", 2);
  expect_useless<Code::cell_no_number>("a,b\n1,2\n3,4\n0x10,6\n", {}, 4, 1, "a", "0x10", 2);
}

TEST(TableTask, RefusesColumnsAndRows) {
  expect_useless<Code::rows_incomplete>("a,b\n1,2\n,4\n5,6\n", {}, 2, 3, "a");
  expect_useless<Code::table_too_small>("a,b\n1,2\n", {}, 3, 2);
  const std::string known = "\"x\", \"colour\", \"y\"";
  for (const std::string name : {"speed", "4", "0"}) {
    expect_useless<Code::column_unknown>(lines(5), {.target = name}, name, known, 3);
  }
  expect_useless<Code::column_twice>("a,a\n1,2\n3,4\n5,6\n", {.target = "a"}, "a");
  expect_useless<Code::split_no_row>(lines(5), {.train_rows = {0, 1}, .valid_rows = {5}}, 5, 4);
  expect_useless<Code::split_row_twice>(lines(5), {.train_rows = {0, 1}, .valid_rows = {1}}, 1);
  expect_useless<Code::split_no_test>(lines(5), {.train_rows = {0, 1}});
}

TEST(TableTask, RefusesTargets) {
  expect_useless<Code::target_constant>("a,b\n1,2\n3,2\n4,2\n", {}, "b", "2");
  expect_useless<Code::target_constant>("a,b\n1,x\n3,x\n4,x\n", {}, "b", "x");
  expect_useless<Code::target_no_number>(
      lines(5), {.target = "colour", .kind = TableTask::Kind::regress}, "colour", "blue");
  std::string many = "id,y\n", some = "id,y\n", numbers = "id,y\n";
  for (int i = 0; i < 120; ++i) {
    const std::string row = std::to_string(i) + "," + std::to_string(i) + "\n";
    many += 'n' + row;
    numbers += row;
    if (i < 40) some += 'n' + row;
  }
  expect_useless<Code::no_columns>(many, {}, "\"id\"");
  expect_useless<Code::target_many_classes>(many, {.target = "id"}, "id", 100);
  expect_useless<Code::target_rare_classes>(some, {.target = "id"}, "id", 40, 40);
  expect_useless<Code::target_many_classes>(numbers, {.kind = TableTask::Kind::classify}, "y", 100);
}

// ---- any offset

std::string numeral(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

std::string shifted_table(double x0, double step, double y0) {
  std::string text = "x,y\n";
  for (int i = 0; i < 100; ++i) {
    text += numeral(x0 + step * i) + "," + numeral(y0 + 0.25 * ((i * 37) % 100)) + "\n";
  }
  return text;
}

TEST(TableOffset, FarNumbersKeepTheirDigits) {
  const TableTask regress{.kind = TableTask::Kind::regress};
  // Unix seconds and milliseconds, map coordinates, below zero, a day in a leap second's distance.
  const double offsets[] = {1700000000, 1700000000000, 5812345.5, -1e12, 4503599627370496, 1e5};
  for (const double step : {1.0, 1000.0, 0.5}) {
    const Dataset zero = learn(shifted_table(0, step, 0), regress).data;
    for (const double x0 : offsets) {
      for (const double y0 : {0.0, 1e9, -250000.0}) {
        if (step < 1 && std::abs(x0) > 1e15) continue;  // no double has these digits
        const TableData far = learn(shifted_table(x0, step, y0), regress);
        ASSERT_EQ(far.error, Error{});
        const double scale = std::abs(x0) > 64 * 99 * step ? 0 : 1e-4;
        for (int i = 0; i < zero.train.size(); ++i) {
          EXPECT_NEAR(far.data.train.x(i, 0), zero.train.x(i, 0), scale) << x0 << " " << step;
          EXPECT_EQ(far.data.train.y(i, 0), zero.train.y(i, 0)) << y0;
        }
      }
    }
  }
}

TEST(TableOffset, IsNamedAndUndone) {
  const TableData far = learn(shifted_table(1700000000, 1, -1e6));
  ASSERT_EQ(far.error, Error{});
  EXPECT_EQ(far.data.feature_names[0], "x \xe2\x88\x92 1700000000");
  EXPECT_EQ(far.data.target_name, "y + 1000000");
  EXPECT_EQ(far.schema.columns[0].offset, 1700000000);
  EXPECT_EQ(learn(shifted_table(100, 1, 5)).data.feature_names[0], "x");
}

TEST(TableOffset, WellScaledColumnsAreNotShifted) {
  std::string text = "x,y\n";
  for (int i = 0; i < 50; ++i) text += numeral(70 + i % 13) + "," + numeral(8 + 0.1 * i) + "\n";
  const TableData loaded = learn(text);
  EXPECT_EQ(loaded.schema.columns[0].offset, 0);
  EXPECT_EQ(loaded.schema.columns[1].offset, 0);
}

// ---- roles

TEST(TableRoles, DatesTextsAndEmptyColumnsAreLeftOut) {
  std::string text = "day,when,name,empty,x,y\n";
  for (int i = 0; i < 40; ++i) {
    text += "2020-01-" + std::to_string(10 + i % 20) + "," + std::to_string(i % 12 + 1) +
            "/5/2020 10:30,N" + std::to_string(i) + "ame,," + std::to_string(i * i % 17) + "," +
            std::to_string(i * 0.5) + "\n";
  }
  const TableData loaded = learn(text);
  ASSERT_EQ(loaded.error, Error{});
  EXPECT_EQ(loaded.data.feature_names, (std::vector<std::string>{"x"}));
  EXPECT_EQ(loaded.schema.columns[0].why, error_of<Code::why_dates>());
  EXPECT_EQ(loaded.schema.columns[1].why, error_of<Code::why_dates>());
  EXPECT_EQ(loaded.schema.columns[2].why, error_of<Code::why_texts>());
  EXPECT_EQ(loaded.schema.columns[3].why, error_of<Code::why_empty>());
  expect_useless<Code::target_date>(text, {.target = "day"}, "day", "2020-01-10");
  expect_useless<Code::target_rare_classes>(text, {.target = "name"}, "name", 40, 40);
  expect_useless<Code::target_empty>(text, {.target = "empty"}, "empty");
}

TEST(TableRoles, ColumnsAreLeftOutByChoice) {
  const TableData one = learn(lines(20), {.target = "y", .leave_out = {"colour"}});
  EXPECT_EQ(one.data.feature_names, (std::vector<std::string>{"x"}));
  EXPECT_EQ(one.schema.columns[1].why, error_of<Code::why_choice>());
  EXPECT_EQ(learn(lines(20), {.target = "y", .leave_out = {"2"}}).data.features, 1);
  EXPECT_EQ(learn(lines(20), {.leave_out = {"y"}}).data.task, Task::classify) << "colour is last";
  expect_useless<Code::column_unknown>(lines(20), {.leave_out = {"z"}}, "z",
                                       "\"x\", \"colour\", \"y\"", 3);
  expect_useless<Code::column_is_target>(lines(20), {.target = "y", .leave_out = {"y"}}, "y");
  expect_useless<Code::no_columns>(lines(20), {.leave_out = {"x", "colour"}}, "\"x\", \"colour\"");
}

TEST(TableMissing, IncompleteRowsAreLeftOutAndCounted) {
  std::string text = "x,c,y\n";
  for (int i = 0; i < 30; ++i) {
    text += (i == 3 ? "?" : std::to_string(i)) + std::string(i % 2 ? ",red," : ",blue,") +
            (i == 7 ? "NA" : numeral(0.5 * i)) + "\n";
  }
  text += "5,N/A,2.5\n-,red,1.25\n1,,7\n9,mauve,\n";
  const TableData loaded = learn(text);
  ASSERT_EQ(loaded.error, Error{});
  EXPECT_EQ(loaded.schema.rows, 34);
  EXPECT_EQ(loaded.schema.used, 28);
  EXPECT_EQ(loaded.schema.incomplete, 6);
  EXPECT_EQ(loaded.schema.columns[1].missing, 2);
  EXPECT_EQ(loaded.data.feature_names, (std::vector<std::string>{"x", "c = blue", "c = red"}))
      << "mauve has no target";
  const TableData whole = learn(text, {.missing_category = true});
  ASSERT_EQ(whole.error, Error{});
  EXPECT_EQ(whole.schema.used, 32) << "the target must be there";
  EXPECT_EQ(whole.data.feature_names,
            (std::vector<std::string>{"x", "x is missing", "c = blue", "c = red", "c is missing"}));
}

TEST(TableMissing, RowsDoNotDependOnWhereMissingOnesStand) {
  std::string clean = "x,y\n", holes = "x,y\n";
  for (int i = 0; i < 40; ++i) {
    const std::string row = std::to_string(i * 13 % 40) + "," + numeral(0.25 * i) + "\n";
    clean += row;
    holes += row + (i % 5 == 0 ? ",1\n" : "");
  }
  const Dataset a = learn(clean).data, b = learn(holes).data;
  ASSERT_EQ(a.train.size(), b.train.size());
  for (int i = 0; i < a.train.size(); ++i) EXPECT_EQ(a.train.x(i, 0), b.train.x(i, 0));
}

TEST(TableMissing, NaIsACodeAmongCodes) {
  const auto codes = [](const std::string& other, const std::string& na) {
    std::string text = "x,c\n";
    for (int i = 0; i < 40; ++i) {
      text += std::to_string(i * 7 % 11) + "," +
              (i % 4 == 0   ? na
               : i % 4 == 1 ? "EU"
                            : other) +
              "\n";
    }
    return learn(text);
  };
  EXPECT_EQ(codes("AS", "NA").schema.classes, (std::vector<std::string>{"AS", "EU", "NA"}));
  EXPECT_EQ(codes("AS", "NA").schema.incomplete, 0);
  EXPECT_EQ(codes("Asia", "NA").schema.incomplete, 10);
  EXPECT_EQ(codes("AS", "?").schema.incomplete, 10);
}

TEST(TableMissing, MarksAmongTextsAreMissingUnlessAllAreSigns) {
  const auto with = [](const std::string& first, const std::string& second,
                       const std::string& mark) {
    std::string text = "x,c,y\n";
    for (int i = 0; i < 40; ++i) {
      text += std::to_string(i * 7 % 11) + "," +
              (i % 4 == 0   ? mark
               : i % 4 == 1 ? first
                            : second) +
              "," + numeral(0.5 * i) + "\n";
    }
    return learn(text).schema;
  };
  for (const std::string mark : {"-", ".", "--", "...", "*", "\xe2\x80\x93"}) {
    EXPECT_EQ(with("red", "blue", mark).incomplete, 10) << mark;
    EXPECT_EQ(with("red", "blue", mark).columns[1].style.levels,
              (std::vector<std::string>{"blue", "red"}));
  }
  for (const std::string mark : {"none", "unknown", "+", "-1"}) {
    EXPECT_EQ(with("red", "blue", mark).incomplete, 0) << mark;
  }
  EXPECT_EQ(with("+", "++", "-").incomplete, 0);
}

TEST(TableMissing, MostlyMissingColumnsAreLeftOut) {
  std::string text = "x,cabin,y\n";
  for (int i = 0; i < 30; ++i) {
    text += std::to_string(i * 7 % 30) + (i % 3 == 0 ? ",C1," : ",,") + numeral(0.5 * i) + "\n";
  }
  const TableData loaded = learn(text);
  EXPECT_EQ(loaded.schema.columns[1].why, error_of<Code::why_missing>());
  EXPECT_EQ(loaded.schema.used, 30);
}

TEST(TableNotes, NameColumnsThatGiveTheAnswerAway) {
  std::string text = "id,x,copy,same,label\n";
  for (int i = 0; i < 60; ++i) {
    text += std::to_string(100 + i) + "," + std::to_string(i * 17 % 60) + "," +
            (i < 30 ? "p" : "q") + ",0," + (i < 30 ? "a" : "b") + "\n";
  }
  EXPECT_EQ(learn(text).schema.notes, (std::vector{error_of<Code::note_counts_rows>("id"),
                                                   error_of<Code::note_tells_target>("id"),
                                                   error_of<Code::note_tells_target>("copy")}));
}

// ---- new rows

TEST(NewRows, AreReadAsTheTableWas) {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += "\"$1,0" + std::to_string(10 + i) + "\"" + (i % 2 ? ",red," : ",blue,") +
            numeral(0.5 * i) + "\n";
  }
  const TableData loaded = learn("x,c,y\n" + text);
  ASSERT_EQ(loaded.error, Error{});
  const NewRows same = read_new_rows(loaded.schema, table_of("x,c,y\n" + text));
  ASSERT_EQ(same.error, Error{});
  EXPECT_TRUE(same.truths);
  for (int i = 0; i < loaded.data.train.size(); ++i) {
    const int row = loaded.schema.train_rows[i];
    for (int c = 0; c < 3; ++c) EXPECT_EQ(same.part.x(row, c), loaded.data.train.x(i, c));
    EXPECT_EQ(same.part.y(row, 0), loaded.data.train.y(i, 0));
  }
  // Other order, one more column, no target, an unknown colour, a missing and a far number.
  const NewRows other = read_new_rows(
      loaded.schema, table_of("c,z,x\nred,1,1012\ngreen,2,1020\nred,3,\nblue,4,5000\n-,5,1012\n"));
  ASSERT_EQ(other.error, Error{});
  EXPECT_FALSE(other.truths);
  EXPECT_EQ(other.rows, (std::vector<int>{0, 1, 3}));
  const SchemaColumn& x = loaded.schema.columns[0];
  EXPECT_EQ(other.notes, (std::vector{error_of<Code::note_outside>(1, 5, "x", x.low, x.high),
                                      error_of<Code::note_unknown_category>(1, 5, "c"),
                                      error_of<Code::note_incomplete>(2, 5)}));
  EXPECT_EQ(loaded.data.x_scale.undo(1, other.part.x(1, 1)), 0) << "neither blue";
  EXPECT_NEAR(loaded.data.x_scale.undo(2, other.part.x(1, 2)), 0, 1e-6) << "nor red";
  EXPECT_EQ(read_new_rows(loaded.schema, table_of("x,z\n1,2\n")).error,
            error_of<Code::column_missing>("c", "\"x\", \"z\""));
}

}  // namespace
}  // namespace dropout
