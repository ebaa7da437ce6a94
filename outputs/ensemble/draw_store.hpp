// The draw store: one column for each number that is asked for, one row a draw. In memory while it is small; a file
// that has no name, and so is gone with the program, once it is not.
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace headwater::outputs {

class DrawStore {
public:
  /// Most bytes that are kept in memory.
  static constexpr std::size_t usual_memory = std::size_t{512} << 20U;

  /// Room for `draws` rows of `columns` numbers; a draw that is never kept has no values (not a number). Throws
  /// CannotWrite if there is no room for the file in `folder`, and says how much it would take.
  DrawStore(std::size_t draws, std::size_t columns, const std::filesystem::path& folder,
            std::size_t memory = usual_memory);

  std::size_t draws() const { return draws_; }
  std::size_t width() const { return columns_; }
  bool in_memory() const { return file_ == nullptr; }

  /// Keeps a row. Safe from several threads for different draws. Throws CannotWrite.
  void keep(std::size_t draw, std::span<const double> row);
  /// So many columns beside one another, each in the order of draws. Several at a time are read in one go through the
  /// rows: see columns_at_a_time().
  std::vector<std::vector<double>> columns(std::size_t first, std::size_t count) const;
  /// How many columns to ask for at a time, so that they fit the memory too.
  std::size_t columns_at_a_time() const;

private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::size_t draws_;
  std::size_t columns_;
  std::size_t memory_;
  std::vector<unsigned char> is_kept_; ///< a byte a draw: threads keep beside one another
  std::vector<double> rows_;
  std::unique_ptr<std::FILE, Close> file_;
};

} // namespace headwater::outputs
