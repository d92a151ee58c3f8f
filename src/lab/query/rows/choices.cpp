// Words as the core's own types.
#include "lab/query/rows/choices.h"

namespace dropout {

TableReader reader_of(const TableChoices& choices) {
  const Header header = choices.header == "yes"  ? Header::yes
                        : choices.header == "no" ? Header::no
                                                 : Header::detect;
  const std::string& name = choices.delimiter;
  const char delimiter = name == "tab"     ? '\t'
                         : name == "space" ? ' '
                         : name.empty()    ? '\0'
                                           : name[0];
  return TableReader(header, delimiter);
}

TableTask task_of(const TableChoices& choices, const Spec& spec) {
  TableTask task;
  task.target = choices.target;
  task.kind = choices.task == "classify"  ? TableTask::Kind::classify
              : choices.task == "regress" ? TableTask::Kind::regress
                                          : TableTask::Kind::detect;
  task.n = spec.integer(Key::n);
  task.seed = spec.data_seed();
  task.leave_out = choices.leave_out;
  task.numbers = choices.number;
  task.categories = choices.category;
  const std::string& sign = choices.decimal;
  task.decimal = sign.empty() ? '\0' : sign == "," || sign == "comma" ? ',' : '.';
  task.missing_category = choices.missing == "category";
  return task;
}

}  // namespace dropout
