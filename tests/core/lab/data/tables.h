// Tables from texts, and errors as these tests compare them.
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "lab/data/table_dataset.h"

namespace dropout {

/// GoogleTest prints an error by its code and in English.
inline void PrintTo(const Error& error, std::ostream* out) {
  *out << kCodeNames[static_cast<std::size_t>(error.code)] << ": " << english_of(error);
}

inline Table table_of(const std::string& text) {
  TableReader reader;
  EXPECT_TRUE(reader.feed(text) && reader.finish()) << english_of(reader.error());
  return reader.take();
}

}  // namespace dropout
