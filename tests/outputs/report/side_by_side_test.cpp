// Files made side by side come out as files made one after another.
#include "outputs/report/side_by_side.hpp"

#include "outputs/files/digest.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::ElementsAreArray;
using tests::TemporaryFolder;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::vector<std::size_t> thread_counts = {1, 2, 0};

/// A file that says so much after so long: the earlier in the list, the longer.
FileToMake slow(std::size_t place, std::size_t of) {
  return {"f" + std::to_string(place), [place, of] {
            std::this_thread::sleep_for(std::chrono::milliseconds(2 * (of - place)));
            return std::string(place + 1, 'x');
          }};
}

TEST(SideBySide, FilesAreWrittenInTheOrderOfTheList) {
  for (const std::size_t threads : thread_counts) {
    const TemporaryFolder at;
    ResultsFolder folder(at.path() / "r");
    std::vector<FileToMake> files;
    std::vector<fs::path> names;
    std::vector<std::size_t> told; // unguarded: one thread at a time
    for (std::size_t i = 0; i < 12; ++i) {
      files.push_back(slow(i, 12));
      files.back().when_written = [&told, i] { told.push_back(i); };
      names.push_back(files.back().name);
    }
    const std::vector<HashedFile> hashed = write_side_by_side(files, folder, threads);
    EXPECT_THAT(folder.files(), ElementsAreArray(names)) << threads;
    ASSERT_EQ(hashed.size(), files.size());
    EXPECT_THAT(told, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)) << threads;
    for (std::size_t i = 0; i < names.size(); ++i) {
      EXPECT_EQ(bytes_of(folder.at_present(names[i])), std::string(i + 1, 'x')) << threads;
      EXPECT_EQ(hashed[i].path, names[i]) << threads;
      EXPECT_EQ(hashed[i].sha256, sha256_of_file(folder.at_present(names[i]))) << threads;
    }
  }
}

TEST(SideBySide, AFileIsMadeWhenThoseItFollowsAre) {
  for (const std::size_t threads : thread_counts) {
    const TemporaryFolder at;
    ResultsFolder folder(at.path() / "r");
    std::vector<std::string> drawn(4);
    std::vector<FileToMake> files;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      files.push_back({"d" + std::to_string(i), [&drawn, i] {
                         std::this_thread::sleep_for(std::chrono::milliseconds(3));
                         return drawn[i] = std::to_string(i);
                       }});
    }
    files.push_back({"one", [&] { return drawn[2] + "!"; }, {2}});
    files.push_back({"all", [&] { return drawn[0] + drawn[1] + drawn[2] + drawn[3]; }, {0, 1, 2, 3}});
    files.push_back({"last", [] { return std::string("z"); }, {4, 5}});
    write_side_by_side(files, folder, threads);
    EXPECT_EQ(bytes_of(folder.at_present("one")), "2!") << threads;
    EXPECT_EQ(bytes_of(folder.at_present("all")), "0123") << threads;
    EXPECT_EQ(bytes_of(folder.at_present("last")), "z") << threads;
  }
  const TemporaryFolder at;
  ResultsFolder folder(at.path() / "r");
  const auto nothing = [] { return std::string(); };
  EXPECT_THROW(write_side_by_side({{"a", nothing, {1}}, {"b", nothing}}, folder, 1), std::invalid_argument);
}

TEST(SideBySide, OfSeveralThatFailTheFirstInTheListIsSaid) {
  for (const std::size_t threads : thread_counts) {
    const TemporaryFolder at;
    ResultsFolder folder(at.path() / "r");
    std::vector<FileToMake> files;
    for (std::size_t i = 0; i < 10; ++i) {
      files.push_back(slow(i, 10));
      if (i == 3 || i == 8) {
        files.back().bytes = [i, wait = files.back().bytes]() -> std::string {
          wait();
          throw std::runtime_error("number " + std::to_string(i));
        };
      }
    }
    std::atomic<bool> made_of_nothing = false;
    files.push_back({"after",
                     [&] {
                       made_of_nothing = true;
                       return std::string();
                     },
                     {3}});
    try {
      write_side_by_side(files, folder, threads);
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "number 3") << threads;
    }
    EXPECT_THAT(folder.files(), ElementsAre("f0", "f1", "f2")) << threads;
    EXPECT_FALSE(made_of_nothing) << threads;
  }
}

TEST(SideBySide, AFileThatCannotBeWrittenIsSaid) {
  for (const std::size_t threads : thread_counts) {
    const TemporaryFolder at;
    ResultsFolder folder(at.path() / "r");
    const auto text = [] { return std::string("1"); };
    EXPECT_THROW(write_side_by_side({{"a", text}, {"a/b", text}, {"c", text}}, folder, threads), CannotWrite);
    EXPECT_THAT(folder.files(), ElementsAre("a")) << threads;
  }
}

} // namespace
} // namespace headwater::outputs
