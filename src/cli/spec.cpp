// dropout spec: the parameter table, for people and for the build.
#include <cstdio>
#include <iostream>

#include "cli/commands.h"
#include "cli/json.h"

namespace dropout::cli {

Outcome spec_command(const Options& options) {
  Json table = Json::array();
  for (const ParameterInfo& parameter : parameters()) table.push_back(json_of(parameter));
  if (options.json) {
    std::cout << table.dump(1) << "\n";
    return {};
  }
  for (const Json& row : table) {
    std::printf("%-9s %-8s default %-9s %s\n", row["key"].get<std::string>().c_str(),
                row["type"].get<std::string>().c_str(), row["default"].dump().c_str(),
                row["help"].get<std::string>().c_str());
  }
  return {};
}

}  // namespace dropout::cli
