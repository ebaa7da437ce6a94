#include "outputs/appraisal/fair_transfers.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

testing::Matcher<Transfer> is_transfer(std::size_t from, std::size_t to, double gbp_a_year) {
  return testing::AllOf(testing::Field(&Transfer::from, from), testing::Field(&Transfer::to, to),
                        testing::Field(&Transfer::gbp_a_year, testing::DoubleNear(gbp_a_year, 1e-6)));
}

std::vector<double> after(std::vector<double> positions, const Settlement& settlement, int years) {
  for (const Transfer& transfer : settlement.transfers) {
    positions[transfer.from] -= years * transfer.gbp_a_year;
    positions[transfer.to] += years * transfer.gbp_a_year;
  }
  return positions;
}

/// Sizes spread evenly over powers of ten from `least` to `most`, of either sign.
std::vector<double> random_positions(std::size_t payers, double least, double most, std::mt19937_64& random) {
  const auto uniform = [&random] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<double> positions(payers);
  for (double& position : positions) {
    position = least * std::pow(most / least, uniform()) * (uniform() < 0.4 ? -1.0 : 1.0);
  }
  return positions;
}

// By hand: a council loses £10 million over ten years; the NHS gains £30 million and the UK Government £10 million. A
// quarter of each gain is needed: £0.75 million and £0.25 million a year.
TEST(FairTransfers, OfACouncilThatPaysForWhatOthersSave) {
  const std::vector<double> positions = {-10e6, 30e6, 10e6};
  const Settlement settlement = fair_transfers(positions, 10);
  EXPECT_TRUE(settlement.can_be_settled());
  EXPECT_THAT(settlement.transfers, ElementsAre(is_transfer(1, 0, 0.75e6), is_transfer(2, 0, 0.25e6)));
  EXPECT_DOUBLE_EQ(settlement.total_gbp_a_year, 1e6);
  EXPECT_EQ(pooling_share(positions), 0.25);
}

TEST(FairTransfers, OfOneWhoPaysForTwo) {
  const std::vector<double> positions = {-6e6, 12e6, -3e6};
  EXPECT_THAT(fair_transfers(positions, 3).transfers, ElementsAre(is_transfer(1, 0, 2e6), is_transfer(1, 2, 1e6)));
  EXPECT_EQ(pooling_share(positions), 0.75);
}

TEST(FairTransfers, OfThoseWhoLoseExactlyWhatOthersGain) {
  const std::vector<double> positions = {0.1, 0.2, -0.3}; // in binary these do not sum to 0
  const Settlement settlement = fair_transfers(positions, 1);
  EXPECT_TRUE(settlement.can_be_settled());
  EXPECT_THAT(settlement.transfers, ElementsAre(is_transfer(0, 2, 0.1), is_transfer(1, 2, 0.2)));
  EXPECT_EQ(pooling_share(positions), 1.0);
}

TEST(FairTransfers, CannotSettleWhatLeavesAllTogetherWorseOff) {
  const std::vector<double> positions = {-10e6, 4e6, 3.5e6};
  const Settlement settlement = fair_transfers(positions, 10);
  EXPECT_FALSE(settlement.can_be_settled());
  EXPECT_THAT(settlement.transfers, IsEmpty());
  EXPECT_EQ(settlement.total_gbp_a_year, 0.0);
  EXPECT_DOUBLE_EQ(settlement.shortfall_gbp, 2.5e6);
  EXPECT_EQ(pooling_share(positions), std::nullopt);
  EXPECT_DOUBLE_EQ(fair_transfers(std::vector{1e9, -1e9 - 0.01}, 1).shortfall_gbp, 0.01);
}

TEST(FairTransfers, AreNoneWhereNobodyLoses) {
  for (const std::vector<double>& positions :
       std::vector<std::vector<double>>{{}, {0, 0}, {5e6}, {1, 0, 2e9}, {-0.004}}) {
    const Settlement settlement = fair_transfers(positions, 10);
    EXPECT_TRUE(settlement.can_be_settled());
    EXPECT_THAT(settlement.transfers, IsEmpty());
    EXPECT_EQ(pooling_share(positions), 0.0);
  }
}

/// The plan that is promised, without a programme: everybody who gains has the same share of it to pay, and both lists
/// are gone down together.
std::vector<double> down_the_list(const std::vector<double>& positions, double share) {
  const std::size_t n = positions.size();
  std::vector<double> plan(n * n, 0.0);
  std::vector<double> left = positions;
  for (std::size_t from = 0; from < n; ++from) {
    left[from] *= positions[from] > 0.0 ? share : 1.0;
    for (std::size_t to = 0; to < n && positions[from] > 0.0; ++to) {
      const double paid = std::max(0.0, std::min(left[from], -left[to]));
      plan[from * n + to] = paid;
      left[from] -= paid;
      left[to] += paid;
    }
  }
  return plan;
}

class FairTransfersOf : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Payers, FairTransfersOf, testing::Values(2, 3, 6, 12));

TEST_P(FairTransfersOf, LeaveNobodyWorseOffForTheLeastThereIs) {
  std::mt19937_64 random(20260406);
  int settled = 0;
  for (int game = 0; game < 60; ++game) {
    const int years = 1 + game % 20;
    const double most = game % 2 == 0 ? 1e10 : 1e3;
    std::vector<double> positions = random_positions(GetParam(), 0.01, most, random);
    for (double& position : positions) {
      position = std::round(100.0 * position) / 100.0;
    }
    double gains = 0.0;
    double losses = 0.0;
    for (const double position : positions) {
      (position > 0.0 ? gains : losses) += std::abs(position);
    }
    const Settlement settlement = fair_transfers(positions, years);
    ASSERT_EQ(settlement.can_be_settled(), losses <= gains);
    if (losses > gains) {
      EXPECT_NEAR(settlement.shortfall_gbp, losses - gains, 1e-6 + 1e-15 * losses);
      continue;
    }
    ++settled;
    // The least cannot be less than what those who lose have to be paid, and it is no more.
    EXPECT_NEAR(settlement.total_gbp_a_year, losses / years, 1e-6 + 1e-14 * losses);
    for (const double position : after(positions, settlement, years)) {
      EXPECT_GE(position, -0.01);
    }
    // And it is the one plan among those of that total that is promised.
    const double share = pooling_share(positions).value();
    const std::vector<double> promised = down_the_list(positions, share);
    std::vector<double> found(promised.size(), 0.0);
    for (const Transfer& transfer : settlement.transfers) {
      EXPECT_GT(transfer.gbp_a_year, 0.0);
      found[transfer.from * GetParam() + transfer.to] = transfer.gbp_a_year * years;
    }
    for (std::size_t i = 0; i < promised.size(); ++i) {
      EXPECT_NEAR(found[i], promised[i], 1e-4) << i;
    }
  }
  EXPECT_GT(settled, 10);
}

TEST_P(FairTransfersOf, AreTheSameForTheSameList) {
  std::mt19937_64 random(20260407);
  std::vector<double> positions = random_positions(GetParam(), 1e3, 1e9, random);
  positions.back() = 2e10;
  const Settlement once = fair_transfers(positions, 7);
  const Settlement again = fair_transfers(positions, 7);
  ASSERT_THAT(again.transfers, SizeIs(once.transfers.size()));
  for (std::size_t i = 0; i < once.transfers.size(); ++i) {
    EXPECT_EQ(again.transfers[i].from, once.transfers[i].from);
    EXPECT_EQ(again.transfers[i].to, once.transfers[i].to);
    EXPECT_EQ(again.transfers[i].gbp_a_year, once.transfers[i].gbp_a_year);
  }
}

TEST(FairTransfers, RefuseWhatIsNotASettlement) {
  EXPECT_THROW(fair_transfers(std::vector{1.0}, 0), std::invalid_argument);
  EXPECT_THROW(fair_transfers(std::vector{std::nan("")}, 1), std::invalid_argument);
  EXPECT_THROW(pooling_share(std::vector{std::numeric_limits<double>::infinity()}), std::invalid_argument);
  EXPECT_THROW(pooling_share(std::vector{-2e12, 1.0}), std::invalid_argument);
}

} // namespace
} // namespace headwater::outputs
