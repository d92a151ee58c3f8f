// The table of questions against the answers: every question is asked of a run that can answer it,
// and what comes has the names and the columns that the table promises.
#include "lab/query/questions.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>

#include "lab/query/engine.h"
#include "tests/core/spec_tools.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

/// A link whose run answers the question; most are answered by any.
std::string link_for(const std::string& what) {
  static const std::map<std::string, std::string> own = {
      {"predict", "model=text&p=0.5"},
      {"write", "model=lstm&data=names&width=8&emb=4"},
      {"variance", "data=moons&norm=batch&p=0.5"},
      {"recalibrate", "data=moons&norm=batch&p=0.5"},
      {"leak", "model=cnn&p=0.5&width=8"},
      {"lag", "model=lstm&data=recall&width=8&emb=4&context=4&n=40"},
      {"check", "data=moons&act=tanh&width=8&p=0.5"},
      {"ridge", "data=cars&depth=0&pin=0.3"},
      {"enumerate", "data=moons&width=3&depth=1&p=0.5"},
  };
  const auto found = own.find(what);
  return "#v=1&batch=12&epochs=1&" +
         (found == own.end() ? std::string("data=moons&width=8&p=0.5&n=40") : found->second);
}

std::unique_ptr<Experiment> run_for(const std::string& what) {
  const Spec spec = testing::only_arm(link_for(what));
  DataOptions options;
  options.n = 40;
  options.context = spec.integer(Key::context);
  Error error;
  auto run = Experiment::make(whole_engine().recipes, spec,
                              testing::tiny_data(spec.data(), 40, 20, options), error);
  EXPECT_EQ(english_of(error), "") << what;
  if (run) run->advance_to(2);
  return run;
}

Question question_for(const std::string& what, Experiment& run) {
  Question question;
  question.what = what;
  question.mode = "mc";
  question.samples = 4;
  question.count = 4;
  question.draw = 1;
  question.hold = "free";
  if (what == "predict") question.text = "w1 w2";
  if (what == "mask" || what == "hold") question.text = "hidden1.drop";
  if (what == "weights" || what == "histogram") question.text = "hidden1.weight";
  if (what == "write") question.number = 1;
  if (what == "resume") {
    for (const Named& part : run.state()) {
      question.values.insert(question.values.end(), part.values.data(),
                             part.values.data() + part.values.size());
    }
    question.count = static_cast<int>(run.points().size());
  }
  if (what == "ensemble") {
    Question outputs = question_for("outputs", run);
    const Answer answer = ask(whole_engine(), run, outputs);
    question.points = answer.matrices.at(0).values;
    question.index = 1;
  }
  return question;
}

int columns_of(const MatrixInfo& matrix) {
  int count = 0;
  for (const char* column : matrix.columns) count += column != nullptr;
  return count;
}

TEST(Questions, AreThoseThatTheEngineAnswers) {
  std::set<std::string> described, answered;
  for (const QuestionInfo& row : kQuestions) {
    EXPECT_TRUE(described.insert(row.what).second) << row.what << " twice";
  }
  for (const AnswerEntry& entry : whole_engine().answers) answered.emplace(entry.what);
  EXPECT_EQ(described, answered);
  for (const QuestionInfo& row : kQuestions) {
    EXPECT_EQ(can_answer(small_engine(), row.what), row.in_small) << row.what;
  }
}

TEST(Questions, AreAnsweredByTheMatricesOfTheirRow) {
  for (const QuestionInfo& row : kQuestions) {
    const auto run = run_for(row.what);
    ASSERT_TRUE(run);
    const Answer answer = ask(whole_engine(), *run, question_for(row.what, *run));
    EXPECT_EQ(english_of(answer.error), "") << row.what;
    EXPECT_EQ(answer.matrices.empty(), *row.matrices[0].name == 0 && !row.open) << row.what;
    for (const Named& named : answer.matrices) {
      const MatrixInfo* found = nullptr;
      for (const MatrixInfo& matrix : row.matrices) {
        if (named.name == matrix.name) found = &matrix;
      }
      if (!found) {
        EXPECT_TRUE(row.open) << row.what << " says nothing of " << named.name;
        continue;
      }
      const int columns = columns_of(*found);
      if (columns == 0) continue;
      EXPECT_EQ(named.values.cols(), columns) << row.what << " " << named.name;
      if (std::ssize(named.labels) != columns) continue;  // labels are of rows
      if (named.values.rows() == columns) continue;       // either
      for (int c = 0; c < columns; ++c) {
        EXPECT_EQ(named.labels[static_cast<std::size_t>(c)],
                  found->columns[static_cast<std::size_t>(c)])
            << row.what << " " << named.name;
      }
    }
  }
}

}  // namespace
}  // namespace dropout
