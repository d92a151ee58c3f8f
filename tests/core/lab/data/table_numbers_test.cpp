// Numbers in other dress: read by the whole column, or refused.
#include <string>
#include <vector>

#include "tables.h"

namespace dropout {
namespace {

/// Values of a column "v" beside a number, as the data set holds them, in the order of the file.
std::vector<double> values_of(const std::vector<std::string>& cells, char delimiter,
                              Error* error = nullptr, const TableTask& task = {}) {
  std::string text = std::string("k") + delimiter + "v\n";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text += std::to_string(i * i % 7) + delimiter + "\"" + cells[i] + "\"\n";
  }
  TableTask own = task;
  own.kind = TableTask::Kind::regress;
  const Table table = table_of(text);
  const Columns columns = read_columns(table, std::vector<ColumnWish>(2), own.decimal);
  if (error) *error = columns.error;
  return columns.error ? std::vector<double>() : columns.all[1].numbers;
}

using Values = std::vector<double>;

TEST(TableNumbers, CurrenciesUnitsAndSigns) {
  EXPECT_EQ(values_of({"$150.00", "$1,300.50", "-$2"}, ','), (Values{150, 1300.5, -2}));
  EXPECT_EQ(values_of({"150 \xe2\x82\xac", "1.300,50 \xe2\x82\xac", "2 \xe2\x82\xac"}, ';'),
            (Values{150, 1300.5, 2}));
  EXPECT_EQ(values_of({"\xc2\xa3"
                       "12",
                       "\xc2\xa3"
                       "13.5",
                       "0"},
                      '\t'),
            (Values{12, 13.5, 0}));
  EXPECT_EQ(values_of({"\xc2\xa5"
                       "12,000",
                       "\xc2\xa5"
                       "9",
                       "8"},
                      ','),
            (Values{12000, 9, 8}));
  EXPECT_EQ(values_of({"USD 5", "USD7.25", "7 USD"}, ','), (Values{5, 7.25, 7}));
  EXPECT_EQ(values_of({"CHF 1'050.50",
                       "CHF 2\xe2\x80\x99"
                       "000.00",
                       "CHF 7"},
                      ';'),
            (Values{1050.5, 2000, 7}));
  EXPECT_EQ(values_of({"\xe2\x82\xb9"
                       "12,34,567",
                       "\xe2\x82\xb9"
                       "5",
                       "\xe2\x82\xb9"
                       "1,000"},
                      ','),
            (Values{1234567, 5, 1000}));
  EXPECT_EQ(values_of({"45%", "7.5 %", "-1%"}, ','), (Values{45, 7.5, -1}));
  EXPECT_EQ(values_of({"(1,050.00)", "3", "($4.50)"}, ','), (Values{-1050, 3, -4.5}));
  EXPECT_EQ(values_of({"\xe2\x88\x92"
                       "5",
                       "\xe2\x80\x93"
                       "6.5",
                       "7-"},
                      ','),
            (Values{-5, -6.5, -7}));
  EXPECT_EQ(values_of({"1e3", "-2.5E-1", "+4"}, ','), (Values{1000, -0.25, 4}));
  EXPECT_EQ(values_of({"1 050",
                       "1\xc2\xa0"
                       "050,5",
                       "12\xe2\x80\xaf"
                       "345\xe2\x80\xaf"
                       "678"},
                      ';'),
            (Values{1050, 1050.5, 12345678}));
}

TEST(TableNumbers, TheWholeColumnDecidesTheDecimalSign) {
  EXPECT_EQ(values_of({"990", "1.000", "1.050"}, ';'), (Values{990, 1000, 1050}));
  EXPECT_EQ(values_of({"990", "1,000", "1,050"}, ','), (Values{990, 1000, 1050}));
  EXPECT_EQ(values_of({"1.234", "0.567", "2.5"}, ';'), (Values{1.234, 0.567, 2.5}));
  EXPECT_EQ(values_of({"1.000,00", "999,50", "1.037,50"}, ';'), (Values{1000, 999.5, 1037.5}));
  EXPECT_EQ(values_of({"1.234.567", "1.000", "5"}, '\t'), (Values{1234567, 1000, 5}));
  EXPECT_EQ(values_of({"3,14", "2,5", "1"}, ','), (Values{3.14, 2.5, 1}));
  EXPECT_EQ(values_of({"1.125", "2.250", "3.500"}, ','), (Values{1.125, 2.25, 3.5}));
  Error error;
  values_of({"1.125", "2.250", "3.500"}, ';', &error);
  EXPECT_EQ(error, error_of<Code::cell_two_readings>(2, 2, "v", "1.125", 1.125, 1125));
  EXPECT_EQ(values_of({"1.125", "2.250", "3.500"}, ';', &error, {.decimal = ','}),
            (Values{1125, 2250, 3500}));
  EXPECT_EQ(values_of({"1.125", "2.250", "3.500"}, ';', &error, {.decimal = '.'}),
            (Values{1.125, 2.25, 3.5}));
}

TEST(TableNumbers, OtherColumnsDecideWhereOneCannot) {
  const Table german = table_of("a;b\n1.125;0,5\n2.250;1,75\n3.500;2\n");
  EXPECT_EQ(read_columns(german, std::vector<ColumnWish>(2), 0).all[0].numbers,
            (Values{1125, 2250, 3500}));
  const Table english = table_of("a;b\n1.125;0.5\n2.250;1.75\n3.500;2\n");
  EXPECT_EQ(read_columns(english, std::vector<ColumnWish>(2), 0).all[0].numbers,
            (Values{1.125, 2.25, 3.5}));
}

TEST(TableNumbers, ContradictionsAreRefused) {
  Error error;
  values_of({"$5", "7 EUR", "8"}, ',', &error);
  EXPECT_EQ(error, error_of<Code::cell_other_unit>(3, 2, "v", "7 EUR", "$5"));
  values_of({"45%", "0.5", "8%"}, ',', &error);
  EXPECT_EQ(error, error_of<Code::cell_no_unit>(3, 2, "v", "0.5", "%", "45%"));
  values_of({"1.5", "2,5", "8"}, ';', &error);
  EXPECT_EQ(error, error_of<Code::cell_mixed_decimals>(3, 2, "v", "2,5", ".", "1.5"));
  values_of({"1,5", "2,5", "8"}, ';', &error, {.decimal = '.'});
  EXPECT_EQ(error, error_of<Code::cell_other_decimal>(2, 2, "v", "1,5", "."));
  values_of({"1", "2", "oops", "4"}, ',', &error);
  EXPECT_EQ(error, error_of<Code::cell_no_number>(4, 2, "v", "oops", 3));
}

}  // namespace
}  // namespace dropout
