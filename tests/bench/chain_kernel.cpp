// HEADWATER_LANES, HEADWATER_KERNEL and another name for headwater come from the command line: see
// model/ensemble/lane_kernel.cpp.
#include "tests/bench/chain.hpp"

#include "model/scalars/lanes.hpp"

#include <boost/numeric/odeint/stepper/runge_kutta4_classic.hpp>

#include <cmath>
#include <utility>

namespace headwater::bench {
namespace {

constexpr std::size_t lanes = HEADWATER_LANES;
template<std::size_t W> struct NumberOf { using type = model::Lanes<W>; };
template<> struct NumberOf<1> { using type = double; };
using Number = NumberOf<lanes>::type;
template<std::size_t N> using Levels = std::array<Number, N>;

using model::min;

/// The parameters of one stock.
struct Own {
  Number time;  ///< years a stock would take to leave
  Number room;  ///< at which the next stock is half full
  Number share; ///< of the next stock that comes back in a year, and the swing of the season
};
static_assert(sizeof(Own) == chain_parameters * sizeof(Number));

/// 0 at the turn of a year and a half in the middle of it.
double season_at(double t) { return 0.5 - std::abs(t - std::floor(t) - 0.5); }

/// One stock, 17 operations: what arrived comes in and what moves on goes out. Gives what moved on.
[[gnu::always_inline]] inline Number pass_on(const Number& here, const Number& next, const Own& own, double season,
                                             const Number& arrived, Number& slope) {
  const Number wanted = here / own.time * (1.0 + own.share * season);
  const Number full = next / (next + own.room);
  const Number moved = wanted * (1.0 - full * full * (2.0 - full));
  const Number back = min(own.share * next * full, wanted - moved);
  const Number net = moved - back;
  slope = arrived - net;
  return net;
}

constexpr std::size_t piece_size = chain_sizes.front();

/// The stocks of a piece of the chain, each in instructions of its own. Pieces are apart so that a compiler does not
/// have to hand out registers over all of the longest chain; a chain shares its first pieces with longer ones.
template<std::size_t First, std::size_t... I>
[[gnu::noinline]] Number piece(const Number* __restrict x, const Number& after, const Own* __restrict own,
                               double season, const Number& arrived, Number* __restrict dxdt,
                               std::index_sequence<I...> /*stocks*/) {
  Number passing = arrived;
  ((passing = pass_on(x[First + I], I + 1 == sizeof...(I) ? after : x[First + I + 1], own[First + I], season, passing,
                      dxdt[First + I])),
   ...);
  return passing;
}

template<std::size_t N> class Straight {
public:
  explicit Straight(const std::array<Own, N>& own) : own_{own} {}
  void operator()(const Levels<N>& x, Levels<N>& dxdt, double t) const {
    const Number passing = all(x, dxdt, season_at(t), std::make_index_sequence<N / piece_size>{});
    dxdt[0] = dxdt[0] + passing;
  }

private:
  template<std::size_t... P>
  Number all(const Levels<N>& x, Levels<N>& dxdt, double season, std::index_sequence<P...> /*pieces*/) const {
    Number passing = 0.0;
    ((passing = piece<P * piece_size>(x.data(), x[(P + 1) * piece_size % N], own_.data(), season, passing, dxdt.data(),
                                      std::make_index_sequence<piece_size>{})),
     ...);
    return passing;
  }

  const std::array<Own, N>& own_;
};

template<std::size_t N> class Loop {
public:
  explicit Loop(const std::array<Own, N>& own) : own_{own} {}
  void operator()(const Levels<N>& __restrict x, Levels<N>& __restrict dxdt, double t) const {
    const double season = season_at(t);
    Number passing = 0.0;
    for (std::size_t i = 0; i + 1 < N; ++i) {
      passing = pass_on(x[i], x[i + 1], own_[i], season, passing, dxdt[i]);
    }
    passing = pass_on(x[N - 1], x[0], own_[N - 1], season, passing, dxdt[N - 1]);
    dxdt[0] = dxdt[0] + passing;
  }

private:
  const std::array<Own, N>& own_;
};

Number next_number(const double*& from) {
  double beside[lanes];
  for (double& x : beside) {
    x = *from++;
  }
  Number number{};
  static_assert(sizeof(number) == sizeof(beside));
  __builtin_memcpy(&number, beside, sizeof(number));
  return number;
}

template<std::size_t N, class Chain> void step_through(const ChainBlock& block) {
  std::array<Own, N> own;
  const double* from = block.parameters;
  for (Own& one : own) {
    one.time = next_number(from);
    one.room = next_number(from);
    one.share = next_number(from);
  }
  Levels<N> x;
  from = block.start;
  for (Number& level : x) {
    level = next_number(from);
  }
  const Chain chain(own);
  boost::numeric::odeint::runge_kutta4_classic<Levels<N>> stepper;
  for (std::size_t n = 0; n < block.steps; ++n) {
    stepper.do_step(std::cref(chain), x, static_cast<double>(n) * block.step, block.step);
  }
  __builtin_memcpy(block.ends, x.data(), sizeof(x));
}

template<std::size_t N> void run_chain(const ChainBlock& block) {
  if (block.code == ChainCode::straight) {
    step_through<N, Straight<N>>(block);
  } else {
    step_through<N, Loop<N>>(block);
  }
}

template<std::size_t... I> void run_block(const ChainBlock& block, std::index_sequence<I...> /*sizes*/) {
  ((block.stocks == chain_sizes[I] ? run_chain<chain_sizes[I]>(block) : void()), ...);
}

} // namespace
} // namespace headwater::bench

extern "C" void HEADWATER_KERNEL(const headwater::bench::ChainBlock* block) {
  headwater::bench::run_block(*block, std::make_index_sequence<headwater::bench::chain_sizes.size()>{});
}
