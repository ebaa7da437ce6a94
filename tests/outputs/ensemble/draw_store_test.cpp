// The draw store holds the same numbers in memory and in its file, and leaves no file behind.
#include "outputs/ensemble/draw_store.hpp"
#include "outputs/files/results_folder.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

double number_of(std::size_t draw, std::size_t column) { return static_cast<double>(1000 * draw + column); }

void fill(DrawStore& store) {
  for (std::size_t draw = 0; draw < store.draws(); ++draw) {
    if (draw == 2) {
      continue; // a draw that broke down
    }
    std::vector<double> row;
    for (std::size_t column = 0; column < store.width(); ++column) {
      row.push_back(number_of(draw, column));
    }
    store.keep(draw, row);
  }
}

void expect_filled(const DrawStore& store) {
  for (std::size_t first = 0; first < store.width(); first += store.columns_at_a_time()) {
    const std::size_t count = std::min(store.columns_at_a_time(), store.width() - first);
    const auto columns = store.columns(first, count);
    ASSERT_EQ(columns.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t draw = 0; draw < store.draws(); ++draw) {
        if (draw == 2) {
          EXPECT_TRUE(std::isnan(columns[i][draw]));
        } else {
          EXPECT_EQ(columns[i][draw], number_of(draw, first + i));
        }
      }
    }
  }
}

TEST(DrawStore, HoldsColumnsInMemory) {
  DrawStore store(9, 700, fs::temp_directory_path());
  EXPECT_TRUE(store.in_memory());
  fill(store);
  expect_filled(store);
}

TEST(DrawStore, HoldsTheSameInAFileThatNobodySees) {
  const fs::path folder = fs::temp_directory_path() / "headwater_draw_store_test";
  fs::create_directories(folder);
  {
    DrawStore store(9, 700, folder, 100);
    EXPECT_FALSE(store.in_memory());
    EXPECT_EQ(store.columns_at_a_time(), 1U);
    EXPECT_TRUE(fs::is_empty(folder));
    fill(store);
    expect_filled(store);
  }
  EXPECT_TRUE(fs::is_empty(folder));
  fs::remove_all(folder);
}

TEST(DrawStore, SaysWhatItWouldTakeBeforeAnythingIsRun) {
  try {
    DrawStore(std::size_t{1} << 40U, 1000, fs::temp_directory_path(), 10);
    FAIL() << "no disk holds that";
  } catch (const CannotWrite& refusal) {
    EXPECT_THAT(refusal.what(), testing::HasSubstr("1099511627776 draws of 1000 numbers need 8796093.0 GB"));
    EXPECT_THAT(refusal.what(), testing::HasSubstr("--quantities"));
  }
}

TEST(DrawStore, SaysWhereThereIsNoRoom) { EXPECT_THROW(DrawStore(9, 9, "/nowhere/at/all", 10), CannotWrite); }

} // namespace
} // namespace headwater::outputs
