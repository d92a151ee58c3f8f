// Drawn over itself; wiped when it is done, so that what follows starts on a clean line.
#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace dropout::cli {

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (!terminal_ || shown_ < 0) return;
  std::fprintf(stderr, "\r\033[K");
  std::fflush(stderr);
}

void Progress::show(double part, const std::string& words) {
  const int percent = std::clamp(static_cast<int>(100 * part), 0, 100);
  if (!terminal_ || percent == shown_) return;
  shown_ = percent;
  constexpr int kWidth = 30;
  const int done = kWidth * percent / 100;
  const std::string bar = std::string(static_cast<std::size_t>(done), '#') +
                          std::string(static_cast<std::size_t>(kWidth - done), '.');
  std::fprintf(stderr, "\r[%s] %3d %%  %s\033[K", bar.c_str(), percent, words.c_str());
  std::fflush(stderr);
}

}  // namespace dropout::cli
