#include "scenarios/reading/input_file.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <chrono>
#include <cstdlib>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using tests::TemporaryFolder;

std::vector<std::string> problems_of(const TemporaryFolder& folder, const std::filesystem::path& file) {
  const Read<InputFile> read = read_input(file);
  EXPECT_FALSE(read.value);
  return folder.shown(read.problems);
}

TEST(InputFile, KeepsTheBytesAndGivesTheText) {
  const TemporaryFolder folder;
  const Read<InputFile> read = read_input(folder.write("a.toml", "\xEF\xBB\xBFname = \"é\"\r\n"));
  ASSERT_TRUE(read.value);
  EXPECT_EQ(read.value->bytes, "\xEF\xBB\xBFname = \"é\"\r\n");
  EXPECT_EQ(read.value->text(), "name = \"é\"\r\n");
}

TEST(InputFile, RefusesWhatIsNotAFile) {
  const TemporaryFolder folder;
  EXPECT_THAT(problems_of(folder, folder.path() / "none.toml"), ElementsAre("none.toml:1:1: there is no such file"));
  std::filesystem::create_directory(folder.path() / "sub.toml");
  EXPECT_THAT(problems_of(folder, folder.path() / "sub.toml"),
              ElementsAre("sub.toml:1:1: is a folder; allowed: a text file"));
  EXPECT_THAT(problems_of(folder, "/dev/zero"),
              ElementsAre("/dev/zero:1:1: is not an ordinary file; allowed: a text file"));
  // A pipe that nobody writes to: whoever opens it as a file waits for ever.
  ASSERT_EQ(mkfifo((folder.path() / "pipe.toml").c_str(), 0600), 0);
  EXPECT_THAT(problems_of(folder, folder.path() / "pipe.toml"),
              ElementsAre("pipe.toml:1:1: is not an ordinary file; allowed: a text file"));
}

/// Somebody without rights, for as long as it lives: the superuser may read everything.
class Nobody {
public:
  Nobody() : was_{geteuid()} { changed_ = was_ == 0 && seteuid(nobody) == 0; }
  ~Nobody() {
    if (changed_ && seteuid(was_) != 0) {
      std::abort();
    }
  }
  Nobody(const Nobody&) = delete;
  Nobody& operator=(const Nobody&) = delete;

private:
  static constexpr uid_t nobody = 65534;
  uid_t was_;
  bool changed_ = false;
};

TEST(InputFile, RefusesWhatMayNotBeRead) {
  using std::filesystem::perms;
  const TemporaryFolder folder;
  const auto file = folder.write("secret.toml", "name = \"x\"");
  std::filesystem::permissions(file, perms::none);
  // The folder itself anybody may enter.
  std::filesystem::permissions(folder.path(), perms::group_exec | perms::others_exec,
                               std::filesystem::perm_options::add);
  const Nobody nobody;
  ASSERT_NE(geteuid(), 0U);
  EXPECT_THAT(problems_of(folder, file),
              ElementsAre("secret.toml:1:1: cannot be read: permission denied or a read error"));
}

TEST(InputFile, RefusesALargeFileWithoutReadingIt) {
  const TemporaryFolder folder;
  const auto file = folder.write("large.toml", std::string(10 * 1024 * 1024, '#'));
  const auto before = std::chrono::steady_clock::now();
  EXPECT_THAT(problems_of(folder, file), ElementsAre("large.toml:1:1: is too large: 10.0 MiB; allowed: at most 1 MiB"));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(1));
  EXPECT_TRUE(read_input(folder.write("fits.toml", std::string(largest_input, '#'))).value);
  EXPECT_FALSE(read_input(folder.write("over.toml", std::string(largest_input + 1, '#'))).value);
}

TEST(InputFile, RefusesWhatIsNotTextAndSaysWhere) {
  const TemporaryFolder folder;
  const std::string why = "is not text: a byte here does not belong to UTF-8; allowed: plain text saved as UTF-8";
  EXPECT_THAT(problems_of(folder, folder.write("a", std::string("name\nx\0y", 8))), ElementsAre("a:2:2: " + why));
  EXPECT_THAT(problems_of(folder, folder.write("b", "\x89PNG\r\n")), ElementsAre("b:1:1: " + why));
  EXPECT_THAT(problems_of(folder, folder.write("c", "n = \"\xE9\"")), ElementsAre("c:1:6: " + why));    // Latin-1
  EXPECT_THAT(problems_of(folder, folder.write("d", "\xFF\xFEn\0")), ElementsAre("d:1:1: " + why));     // UTF-16
  EXPECT_THAT(problems_of(folder, folder.write("e", "é\xC0\xAF")), ElementsAre("e:1:2: " + why));       // overlong
  EXPECT_THAT(problems_of(folder, folder.write("f", "\xED\xA0\x80")), ElementsAre("f:1:1: " + why));    // surrogate
  EXPECT_THAT(problems_of(folder, folder.write("g", "ok \xF0\x9F\x92")), ElementsAre("g:1:4: " + why)); // cut off
  EXPECT_TRUE(read_input(folder.write("h", "\xF0\x9F\x92\xA7 £ é")).value);
}

TEST(InputFile, RefusesWhatATerminalWouldObey) {
  const TemporaryFolder folder;
  EXPECT_THAT(problems_of(folder, folder.write("a", "x\n# \x1b[31m")),
              ElementsAre("a:2:3: is not plain text: it holds the control character \"\\u001B\"; allowed: printable "
                          "characters, tabs and line breaks"));
  EXPECT_FALSE(read_input(folder.write("b", "\xC2\x9B")).value); // C1: one character that opens an order
  EXPECT_FALSE(read_input(folder.write("c", "\x7F")).value);
  EXPECT_TRUE(read_input(folder.write("d", "a\tb\r\n\u00A0")).value);
}

} // namespace
} // namespace headwater::scenarios
