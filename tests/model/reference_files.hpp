// The numbers of an independent implementation of the model's equations (NumPy, RK4), read from comma-separated files.
//
// They lie outside the repository and may be absent: tests that need them then skip themselves, and what of them is
// carried in tests/model/figures is still compared.
#pragma once

#include "model/quantities/stocks.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model::tests {

/// A table of figures whose first row names the columns. Cells are as written.
class Table {
public:
  explicit Table(const std::filesystem::path& file);

  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t rows() const { return cells_.size(); }
  const std::string& text(std::size_t row, std::string_view column) const;
  /// Throws std::runtime_error, naming the file, where the cell is not a number or the column is not there.
  double number(std::size_t row, std::string_view column) const;

private:
  std::string file_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> cells_;
};

/// How many numbers of our state the reference has too. Help at the edge of care, which builds up, has none, and neither
/// has what is counted beside the rest, which comes last.
inline constexpr std::size_t reference_state_size = accumulator(Counter::rereferrals).index - 3;

/// The names of the numbers of the state in those files, in the order of the state vector. Bands are _0 and so on.
std::vector<std::string> reference_state_names();
/// The position of one of these names in the state vector. Throws std::runtime_error where it is none of them.
std::size_t state_position(const std::string& name);

} // namespace headwater::model::tests

/// At the top of a test that needs the files.
#define NEEDS_REFERENCE_FILES()                                                                                        \
  if (!::headwater::model::tests::reference_is_here())                                                                 \
  GTEST_SKIP() << "the files of the independent implementation are not at "                                            \
               << ::headwater::model::tests::reference_folder()                                                        \
               << "; only the figures carried with the tests are compared"
