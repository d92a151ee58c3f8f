// Points in counting order; values keep the spelling of links.
#include "lab/spec/sweep.h"

#include <cmath>

#include "lab/spec/limits.h"
#include "lab/spec/number.h"
#include "lab/spec/points.h"

namespace dropout {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(by);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

/// from, to, step: decimals such as 0.1 stay what they are.
Error read_range(std::string_view text, SweepAxis& axis) {
  const auto parts = split(text, ':');
  double from, to, step;
  if (parts.size() != 3 || !read_number(parts[0], false, from) ||
      !read_number(parts[1], false, to) || !read_number(parts[2], false, step) || !(step > 0) ||
      !(to >= from) || (to - from) / step > kMostValues) {
    return error_of<Code::axis_no_range>(shown(text));
  }
  const int count = static_cast<int>(std::floor((to - from) / step + 1e-6)) + 1;
  for (int i = 0; i < count; ++i) {
    const double value = std::round((from + i * step) * 1e9) / 1e9;
    axis.values.push_back(write_value(*axis.row, value));
  }
  return {};
}

}  // namespace

Error read_axis(std::string_view text, SweepAxis& axis) {
  const std::size_t equals = text.find('=');
  const std::string name(text.substr(0, equals));
  if (equals == std::string_view::npos) return error_of<Code::axis_no_values>(shown(name));
  axis.row = find_key(name);
  if (!axis.row) return error_of<Code::axis_unknown_key>(shown(name));
  if (!axis.row->sweepable) return error_of<Code::axis_unsweepable>(name);
  const std::string_view values = text.substr(equals + 1);
  if (values.find(':') != std::string_view::npos && axis.row->kind != Kind::choice) {
    return read_range(values, axis);
  }
  for (std::string_view value : split(values, ',')) axis.values.emplace_back(value);
  return {};
}

SweepPlan plan_sweep(const std::vector<Spec>& arms, const std::vector<std::string>& axes,
                     int seeds) {
  SweepPlan plan;
  if (arms.empty() || seeds < 1) {
    plan.error = error_of<Code::no_jobs>();
    return plan;
  }
  std::size_t jobs = arms.size() * static_cast<std::size_t>(seeds);
  const auto check_jobs = [&] {
    if (jobs > kMostJobs) plan.error = error_of<Code::too_many_runs>(kMostJobs);
    return !plan.error;
  };
  if (!check_jobs()) return plan;
  for (const std::string& text : axes) {
    SweepAxis axis;
    plan.error = read_axis(text, axis);
    if (plan.error) return plan;
    for (const SweepAxis& other : plan.axes) {
      if (other.row == axis.row) plan.error = error_of<Code::axis_twice>(axis.row->name);
    }
    if (axis.row->key == Key::seed && seeds > 1) {
      plan.error = error_of<Code::seeds_twice>();
    }
    if (plan.error) return plan;
    jobs *= axis.values.size();
    plan.axes.push_back(std::move(axis));
    if (!check_jobs()) return plan;
  }

  const int points = static_cast<int>(jobs) / seeds / static_cast<int>(arms.size());
  for (int arm = 0; arm < std::ssize(arms); ++arm) {
    for (int point = 0; point < points; ++point) {
      SweepJob job{0, arm, std::vector<std::string>(plan.axes.size()), arms[arm]};
      int rest = point;
      for (std::size_t a = plan.axes.size(); a-- > 0;) {
        const SweepAxis& axis = plan.axes[a];
        const int count = static_cast<int>(axis.values.size());
        job.values[a] = axis.values[static_cast<std::size_t>(rest % count)];
        rest /= count;
        plan.error = assign(job.spec, *axis.row, job.values[a]);
        if (plan.error) return plan;
      }
      if (!can_be_drawn(job.spec.data())) job.spec.points.clear();
      plan.error = check(job.spec);
      if (plan.error) return plan;
      const auto first = static_cast<std::uint32_t>(job.spec[Key::seed]);
      for (int s = 0; s < seeds; ++s) {
        job.index = static_cast<int>(plan.jobs.size());
        job.spec[Key::seed] = first + static_cast<std::uint32_t>(s);
        plan.jobs.push_back(job);
      }
    }
  }
  return plan;
}

Error read_shard(std::string_view text, int& shard, int& shards) {
  const auto parts = split(text, '/');
  double i, n;
  if (parts.size() != 2 || !read_number(parts[0], false, i) || !read_number(parts[1], false, n) ||
      i != std::floor(i) || n != std::floor(n) || !(i >= 1 && i <= n && n <= kMostJobs)) {
    return error_of<Code::no_shard>(shown(text));
  }
  shard = static_cast<int>(i);
  shards = static_cast<int>(n);
  return {};
}

}  // namespace dropout
