// A bar on a terminal's last line; nothing where stderr is no terminal.
#pragma once

#include <string>

namespace dropout::cli {

class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// done / all of the work, with a few words behind the bar; redrawn at every percent.
  void show(double part, const std::string& words);

 private:
  bool terminal_;
  int shown_ = -1;
};

}  // namespace dropout::cli
