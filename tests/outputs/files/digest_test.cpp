#include "outputs/files/digest.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace headwater::outputs {
namespace {

// The examples of FIPS 180-4.
TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, OfAFileIsThatOfItsBytes) {
  const tests::TemporaryFolder folder;
  const std::string bytes("a\r\n\0b", 5);
  EXPECT_EQ(sha256_of_file(folder.write("f", bytes)), sha256(bytes));
  EXPECT_THROW(sha256_of_file(folder.path() / "nowhere"), std::runtime_error);
}

} // namespace
} // namespace headwater::outputs
