// Buffers and schedules depend on the number of rows, so there are as many as there were.
#include "lab/query/rows/trained.h"

#include <algorithm>

namespace dropout {

std::unique_ptr<Experiment> open_trained(const Recipes& recipes, const TrainedRun& trained,
                                         const TableSchema& schema, Error& error) {
  Dataset data;
  data.task = schema.task;
  data.features = schema.inputs();
  data.class_names = schema.classes;
  data.outputs = schema.task == Task::classify ? static_cast<int>(schema.classes.size()) : 1;
  data.x_scale = schema.x_scale;
  data.y_scale = schema.y_scale;
  for (Examples* part : {&data.train, &data.valid}) {
    const int count = part == &data.train ? std::max(1, trained.train_rows) : 1;
    part->x = Matrix(count, data.features);
    if (schema.task == Task::regress) part->y = Matrix(count, 1);
    if (schema.task == Task::classify) part->label.assign(static_cast<std::size_t>(count), 0);
  }
  auto run = Experiment::make(recipes, trained.spec, std::move(data), error);
  if (run) error = run->resume(trained.state, trained.points);
  return error ? nullptr : std::move(run);
}

}  // namespace dropout
