#include "calibration/inference/samplers/checkpoint.hpp"

namespace headwater::calibration {
namespace {

[[noreturn]] void refuse_state() { throw UnusableState("the saved state of the sampler is damaged"); }

} // namespace

std::uint64_t state_digest(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return hash;
}

std::string StateWriter::sealed() const {
  const std::uint64_t digest = state_digest(bytes_);
  std::string whole(reinterpret_cast<const char*>(&digest), sizeof digest);
  return whole += bytes_;
}

StateReader::StateReader(std::string_view sealed) : rest_{sealed} {
  if (get<std::uint64_t>() != state_digest(rest_)) {
    refuse_state();
  }
}

const char* StateReader::taken(std::size_t count) {
  if (count > rest_.size()) {
    refuse_state();
  }
  const char* const here = rest_.data();
  rest_.remove_prefix(count);
  return here;
}

std::size_t StateReader::get_length(std::size_t each) {
  const auto length = get<std::uint64_t>();
  if (length > rest_.size() / each) {
    refuse_state();
  }
  return static_cast<std::size_t>(length);
}

void StateReader::end() const {
  if (!rest_.empty()) {
    refuse_state();
  }
}

} // namespace headwater::calibration
