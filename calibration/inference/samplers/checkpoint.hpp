// The state of a sampler as bytes, so that one that was killed goes on where it was saved.
//
// Numbers are stored as they lie in memory, so that they have the same bits afterwards. A state is for the machine that
// wrote it, or one like it; it is not an archive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace headwater::calibration {

/// A state that cannot be resumed from: it is damaged, or belongs to another run. Its sampler starts anew.
struct UnusableState : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// FNV-1a, 64 bits: detects a damaged or foreign state, but not a forged one.
std::uint64_t state_digest(std::string_view bytes);

class StateWriter {
public:
  template<class T> void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template<class T> void put_all(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    put(static_cast<std::uint64_t>(values.size()));
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  }
  template<class T> void put_all(const std::vector<T>& values) { put_all(std::span<const T>(values)); }

  const std::string& bytes() const { return bytes_; }
  /// The bytes with their digest in front.
  std::string sealed() const;

private:
  std::string bytes_;
};

class StateReader {
public:
  /// Throws UnusableState where the bytes are not what `StateWriter::sealed` gave.
  explicit StateReader(std::string_view sealed);

  template<class T> T get() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value{};
    std::memcpy(&value, taken(sizeof value), sizeof value);
    return value;
  }
  template<class T> std::vector<T> get_all() {
    std::vector<T> values(get_length(sizeof(T)));
    if (!values.empty()) {
      std::memcpy(values.data(), taken(values.size() * sizeof(T)), values.size() * sizeof(T));
    }
    return values;
  }
  /// Throws UnusableState where something is left.
  void end() const;

private:
  const char* taken(std::size_t count);
  std::size_t get_length(std::size_t each);

  std::string_view rest_;
};

} // namespace headwater::calibration
