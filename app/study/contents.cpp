#include "app/study/contents.hpp"

#include "outputs/files/digest.hpp"

namespace headwater::app {

outputs::HashedFile digested(const scenarios::InputFile& file) {
  return {file.path.string(), outputs::sha256(file.bytes)};
}

std::string contents_in_words(const std::vector<outputs::HashedFile>& files) {
  constexpr std::size_t digits = 12;
  std::string digests;
  for (const outputs::HashedFile& file : files) {
    digests += file.sha256;
  }
  return "sha256 " + (files.size() == 1 ? digests : outputs::sha256(digests)).substr(0, digits);
}

} // namespace headwater::app
