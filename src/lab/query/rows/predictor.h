// What trained networks say of new rows of a table, and how sure they are. Several networks are one
// ensemble. The work is done in pieces, so that a worker can let messages in. Knows no file.
#pragma once

#include <string>
#include <vector>

#include "lab/data/table_schema.h"
#include "lab/measure/uncertainty.h"
#include "lab/train/experiment.h"

namespace dropout {

/// A network that predicts, with its own reading of the new rows. Run and schema belong to who made
/// it.
struct RowMember {
  Experiment* run;
  const TableSchema* schema;
  NewRows rows;
  double tau = 0;  // noise precision of a regression, in the data's own units; 0: not known
};

/// Why two members cannot be averaged.
enum class Misfit : std::uint8_t { none, target, rows };
Misfit misfit(const RowMember& first, const RowMember& other);

class RowPredictor {
 public:
  /// Passes of each member: by its Spec where `passes` is 0; one in eval mode where `eval`. Members
  /// fit the first one.
  RowPredictor(std::vector<RowMember> members, bool eval, int passes);

  /// Predicts some rows by one member; false where there is nothing left.
  bool advance();
  /// How much is done, 0 to 1.
  double share() const;

  // After the work is done:
  /// "row", then what stands in cells().
  std::vector<std::string> columns() const;
  /// Of the predicted row i, all columns but the first as text: numbers rounded to nine digits,
  /// to 15 where they are far from zero; empty where there is no value.
  std::vector<std::string> cells(int i) const;
  /// The same as numbers; a class is its number, and what is not there NaN.
  std::vector<double> values(int i) const;
  /// Lines for the rows [begin, end) of the file, those without a prediction with empty cells.
  std::string csv(int begin, int end) const;
  std::string csv_header() const;

  const NewRows& rows() const { return members_[0].rows; }
  /// The members' mean noise variance as a precision; 0 where one does not know it.
  double precision() const { return tau_; }
  bool has_classes() const { return schema().task == Task::classify; }

 private:
  const TableSchema& schema() const { return *members_[0].schema; }
  void predict(RowMember& member, int begin, int end);

  std::vector<RowMember> members_;
  bool eval_;
  int passes_;
  double tau_;
  Predictive predictive_;
  std::size_t member_ = 0;  // that is next
  int next_ = 0;            // row of it
};

}  // namespace dropout
