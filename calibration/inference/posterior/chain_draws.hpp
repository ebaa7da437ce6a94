// The draws of one quantity by several chains: what every diagnostic reads.
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {

/// Chains x draws of one quantity, all chains of one length.
class ChainDraws {
public:
  /// `values`: the draws of the first chain, then of the second and so on. Throws std::invalid_argument where they do
  /// not make `chains` chains of one length.
  ChainDraws(std::size_t chains, std::vector<double> values) : chains_{chains}, values_{std::move(values)} {
    if (chains == 0 ? !values_.empty() : values_.size() % chains != 0) {
      throw std::invalid_argument("the draws do not make chains of one length");
    }
  }

  std::size_t chains() const { return chains_; }
  /// Of each chain.
  std::size_t draws() const { return chains_ == 0 ? 0 : values_.size() / chains_; }
  /// Of all chains, one after another.
  std::span<const double> all() const { return values_; }
  std::span<const double> chain(std::size_t number) const { return all().subspan(number * draws(), draws()); }

private:
  std::size_t chains_;
  std::vector<double> values_;
};

} // namespace headwater::calibration
