// The table of questions against the answers: every question is asked of a run that can answer it,
// and what comes has the names and the columns that the table promises.
#include "lab/query/questions.h"

#include <gtest/gtest.h>

#include <cstring>
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

bool same(const Answer& a, const Answer& b) {
  if (!(a.error == b.error) || a.matrices.size() != b.matrices.size()) return false;
  for (std::size_t i = 0; i < a.matrices.size(); ++i) {
    const Named &one = a.matrices[i], &other = b.matrices[i];
    const std::size_t bytes = one.values.size() * sizeof(float);
    if (one.name != other.name || one.labels != other.labels ||
        one.values.rows() != other.values.rows() || one.values.size() != other.values.size() ||
        (bytes > 0 && std::memcmp(one.values.data(), other.values.data(), bytes) != 0)) {
      return false;
    }
  }
  return true;
}

/// The question with another value of one field.
Question with_other(Question question, unsigned field) {
  switch (field) {
    case kFieldText:
      question.text = "hidden1.bias";
      break;
    case kFieldMode:
      question.mode = "eval";
      break;
    case kFieldSamples:
      question.samples = 7;
      break;
    case kFieldDraw:
      question.draw = 5;
      break;
    case kFieldIndex:
      question.index += 2;
      break;
    case kFieldCount:
      question.count = 3;
      break;
    case kFieldNumber:
      question.number = 0.7;
      break;
    case kFieldPoints:
      question.points = Matrix(2, 2);
      break;
    case kFieldHold:
      question.hold = "dropped";
      break;
    default:
      question.values.assign(7, 0.5f);
  }
  return question;
}

/// Each asked of a run of its own: some questions change it.
Answer fresh(const std::string& what, const Question& question) {
  return ask(whole_engine(), *run_for(what), question);
}

TEST(Questions, DependOnNoFieldBesideThoseOfTheirRow) {
  for (const QuestionInfo& row : kQuestions) {
    const Question question = question_for(row.what, *run_for(row.what));
    const Answer answer = fresh(row.what, question);
    for (std::size_t f = 0; f < kQuestionFieldNames.size(); ++f) {
      const unsigned field = 1u << f;
      if (row.fields & field) continue;
      EXPECT_TRUE(same(answer, fresh(row.what, with_other(question, field))))
          << row.what << " depends on " << kQuestionFieldNames[f];
    }
  }
}

TEST(Questions, DependOnEachFieldOfTheirRow) {
  // Where another value need not show in the answer of this small run.
  const std::set<std::string> quiet = {
      "predict:points", "peek:mode",       "peek:draw",        "peek:index",   "freeze:draw",
      "hold:index",     "hold:hold",       "write:mode",       "write:number", "outputs:text",
      "ensemble:text",  "ensemble:mode",   "convergence:mode", "leak:text",    "histogram:mode",
      "histogram:draw", "histogram:index", "lag:mode",         "lag:samples",  "lag:draw"};
  for (const QuestionInfo& row : kQuestions) {
    const Question question = question_for(row.what, *run_for(row.what));
    const Answer answer = fresh(row.what, question);
    for (std::size_t f = 0; f < kQuestionFieldNames.size(); ++f) {
      const unsigned field = 1u << f;
      if (!(row.fields & field) ||
          quiet.contains(std::string(row.what) + ":" + kQuestionFieldNames[f]))
        continue;
      EXPECT_FALSE(same(answer, fresh(row.what, with_other(question, field))))
          << row.what << " does not depend on " << kQuestionFieldNames[f];
    }
  }
}

TEST(Questions, RefuseModesThatAreNone) {
  const auto run = run_for("field");
  Question question = question_for("field", *run);
  question.mode = "dropout";
  EXPECT_EQ(ask(whole_engine(), *run, question).error,
            error_of<Code::not_a_choice>("dropout", "mode", "train, eval, mc"));
  question.mode = "mc";
  question.hold = "held";
  EXPECT_EQ(ask(whole_engine(), *run, question).error,
            error_of<Code::not_a_choice>("held", "hold", "free, kept, dropped"));
}

}  // namespace
}  // namespace dropout
