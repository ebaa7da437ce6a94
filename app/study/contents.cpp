#include "app/study/contents.hpp"

#include "outputs/files/digest.hpp"

namespace headwater::app {

std::string contents_in_words(const std::vector<scenarios::InputFile>& files) {
  constexpr std::size_t digits = 12;
  std::string digests;
  for (const scenarios::InputFile& file : files) {
    digests += outputs::sha256(file.bytes);
  }
  return "sha256 " + (files.size() == 1 ? digests : outputs::sha256(digests)).substr(0, digits);
}

} // namespace headwater::app
