// Predictions of new rows of a table: deviations against their closed form, an ensemble of one
// network twice, rows without a prediction, and columns that are told what they are.
#include <gtest/gtest.h>

#include <cmath>

#include "lab/data/table_dataset.h"
#include "lab/query/engine.h"
#include "lab/query/rows/predictor.h"
#include "lab/query/rows/trained.h"
#include "tests/core/small_network.h"

namespace dropout {
namespace {

using testing::parameter_of;
using testing::peek_of;
using testing::spec_of;

Table table_of(const std::string& text) {
  TableReader reader;
  EXPECT_TRUE(reader.feed(text) && reader.finish());
  return reader.take();
}

/// Rows of two numbers, a category and their sum, of different hundreds.
std::string rows(int first, int count) {
  std::string text = "a,b,c,y\n";
  for (int i = first; i < first + count; ++i) {
    const int a = i * 37 % 90, b = i * 53 % 17;
    text += std::to_string(a) + "," + std::to_string(b) + "," + (i % 3 ? "red" : "blue") + "," +
            std::to_string(100 * a + 30 * b + i % 3) + "\n";
  }
  return text;
}

struct Trained {
  explicit Trained(const std::string& spec) {
    TableData loaded = make_dataset(table_of(rows(0, 60)), {});
    schema = loaded.schema;
    Error error;
    run = Experiment::make(whole_engine().recipes, spec_of(spec), std::move(loaded.data), error);
    EXPECT_FALSE(error);
    while (run && !run->status().finished) run->advance();
  }
  RowMember member(const std::string& text, double tau = 0) const {
    return {run.get(), &schema, read_new_rows(schema, table_of(text)), tau};
  }
  TableSchema schema;
  std::unique_ptr<Experiment> run;
};

std::vector<std::vector<double>> all_of(RowPredictor& predictor) {
  while (predictor.advance()) {
  }
  std::vector<std::vector<double>> values;
  for (std::size_t i = 0; i < predictor.rows().rows.size(); ++i) {
    values.push_back(predictor.values(static_cast<int>(i)));
  }
  return values;
}

// O4. Nothing nonlinear after the only dropout: the deviation over masks is
// sqrt(p / (1 - p) sum_j (w_j h_j)^2), and the mean the eval output. Five standard errors.
TEST(RowPredictor, DeviationsAgreeWithTheClosedForm) {
  constexpr int T = 4000;
  constexpr double p = 0.3;
  const Trained trained("data=csv&depth=1&width=48&p=0.3&epochs=8");
  RowPredictor sampled({trained.member(rows(500, 6))}, false, T);
  RowPredictor evaluated({trained.member(rows(500, 6))}, true, 0);
  const auto values = all_of(sampled), certain = all_of(evaluated);
  const RowMember member = trained.member(rows(500, 6));
  Batcher batcher(trained.run->network().shape(), trained.run->network().max_examples());
  trained.run->network().forward(batcher.gather_range(member.rows.part, 0, 6), Pass{});
  const ConstView h = peek_of(trained.run->network(), "hidden1.drop.before");
  const Matrix& w = parameter_of(trained.run->network(), "out.weight").value;
  for (int r = 0; r < 6; ++r) {
    double variance = 0;
    for (int j = 0; j < h.cols; ++j) {
      const double wh = static_cast<double>(w(0, j)) * h(r, j);
      variance += wh * wh * p / (1 - p);
    }
    const double sd =
        trained.schema.y_scale.undo_deviation(0, static_cast<float>(std::sqrt(variance)));
    ASSERT_GT(sd, 1);
    EXPECT_NEAR(values[r][1], sd, 5 * sd / std::sqrt(2.0 * (T - 1)));
    EXPECT_NEAR(values[r][0], certain[r][0], 5 * sd / std::sqrt(T));
    EXPECT_EQ(certain[r][1], 0);
  }
}

// The interval is that of passes and noise: 1.96 sqrt(sd^2 + 1 / tau).
TEST(RowPredictor, IntervalsHoldTheNoise) {
  const Trained trained("data=csv&depth=1&width=8&p=0.3&epochs=2");
  RowPredictor predictor({trained.member(rows(500, 3), 1.0 / 400)}, false, 20);
  for (const auto& row : all_of(predictor)) {
    const double half = 1.959963984540054 * std::sqrt(row[1] * row[1] + 400);
    EXPECT_NEAR(row[0] - row[2], half, 1e-6 * half);
    EXPECT_NEAR(row[3] - row[0], half, 1e-6 * half);
  }
}

TEST(RowPredictor, AverageOfOneNetworkTwiceIsThatNetwork) {
  const Trained trained("data=csv&depth=1&width=8&p=0.3&epochs=4");
  std::vector<float> state;
  for (const Named& named : trained.run->state()) {
    state.insert(state.end(), named.values.data(), named.values.data() + named.values.size());
  }
  Error error;
  const auto again = open_trained(whole_engine().recipes,
                                  {trained.run->spec(), trained.run->data().train.size(), state,
                                   static_cast<int>(trained.run->points().size())},
                                  trained.schema, error);
  ASSERT_FALSE(error);
  RowMember other = trained.member(rows(500, 5));
  other.run = again.get();
  RowPredictor one({trained.member(rows(500, 5))}, true, 0);
  RowPredictor both({trained.member(rows(500, 5)), other}, true, 0);
  const auto single = all_of(one), twice = all_of(both);
  for (std::size_t i = 0; i < single.size(); ++i) {
    EXPECT_NEAR(twice[i][0], single[i][0], 1e-5 * std::abs(single[i][0]));
    EXPECT_NEAR(twice[i][1], 0, 1e-3);
  }
}

TEST(RowPredictor, WritesALineForEveryRowOfTheFile) {
  const Trained trained("data=csv&depth=1&width=8&p=0.3&epochs=2");
  RowPredictor predictor({trained.member("c,b,a\nred,1,2\nred,,3\nblue,4,5\n")}, true, 0);
  while (predictor.advance()) {
  }
  EXPECT_EQ(predictor.csv_header(), "row,prediction,sd,lower,upper\n");
  const std::string text = predictor.csv(0, 3);
  EXPECT_EQ(text.find("\n2,,,,\n3,"), text.find('\n'));
  EXPECT_EQ(predictor.csv(0, 1) + predictor.csv(1, 3), text);
}

TEST(RowPredictor, MembersOfAnotherTargetDoNotFit) {
  const Trained trained("data=csv&depth=1&width=8&epochs=1");
  RowMember other = trained.member(rows(0, 5));
  EXPECT_EQ(misfit(trained.member(rows(0, 5)), other), Misfit::none);
  EXPECT_EQ(misfit(trained.member(rows(0, 5)), trained.member("a,b,c\n1,2,red\n1,,red\n")),
            Misfit::rows);
  TableSchema classes = trained.schema;
  classes.task = Task::classify;
  other.schema = &classes;
  EXPECT_EQ(misfit(trained.member(rows(0, 5)), other), Misfit::target);
}

TEST(TableTask, ColumnsAreWhatTheyAreTold) {
  const Table table = table_of("a,b,y\n1,x,1.5\n2,7,2.5\n3,8,3.5\n1,9,4.5\n2,5,5.5\n3,6,6.5\n");
  const TableData looks = make_dataset(table, {.numbers = {"b"}, .categories = {"a"}});
  ASSERT_FALSE(looks.error);
  EXPECT_EQ(looks.schema.columns[0].style.levels, (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ(looks.schema.columns[1].style.type, ColumnType::number);
  EXPECT_EQ(looks.schema.columns[1].missing, 1);
  EXPECT_EQ(looks.schema.used, 5);
}

}  // namespace
}  // namespace dropout
