// Funding: whose new money a plan's is, and how what is spent of it in a year falls on those who put it up.
//
//   plan's steps, each with its payer ---> put up for a year, by lever and payer
//   Whole Family Wellbeing money (Scottish Government) ---'   |
//                                          new money spent in a category ---> in proportion to what each put up
#pragma once

#include "model/quantities/plan.hpp"
#include "model/solve/annual_record.hpp"
#include "model/solve/fiscal_year.hpp"
#include "outputs/results/payers.hpp"

#include <array>
#include <optional>
#include <vector>

namespace headwater::outputs {

/// A step of a plan, and whose money it is where the plan says so.
struct FundedStep {
  model::LeverStep step;
  std::optional<PayerShares> payers;
};

/// The category that the money of a lever is spent in; nothing for a lever that puts up no new money.
std::optional<model::Category> category_of(std::size_t lever);

class Funding {
public:
  /// Of a run whose plan puts up nothing.
  Funding() = default;
  /// `usual` pays what the plan does not say the payer of: its new money, and the places that its rules for support need.
  /// Adult services are paid as the table says unless the plan says otherwise, and so is money that is taken out of a
  /// service: who pays for that saves it.
  Funding(std::vector<FundedStep> steps, const PayerShares& usual, const PayerTable& table);

  /// What the steps of a lever put up for a year, by payer, GBP million of 2019-20 prices, before new money grows with
  /// unit costs. A step that takes back what others gave takes it from all of them alike.
  PayerShares put_up(std::size_t lever, model::FiscalYear year) const;

  /// New money of a category that a run spent in a year, by payer, GBP million of 2019-20 prices: ring-fenced money of
  /// support, all of shared care, controls and adult services. `spent` is its sum, as the solver counted it. Each source
  /// pays in proportion to what it put up for the year, since posts that stay unfilled leave all of it unspent alike;
  /// Whole Family Wellbeing money is the Scottish Government's, and what a reorganisation costs is paid as the table has
  /// controls.
  PayerShares pays(model::Category category, double spent, const model::AnnualRecord& record, model::FiscalYear year,
                   const PayerTable& table) const;

  /// Whether rules of the plan have their price in a category, where nobody counts it apart: a longer right to aftercare and
  /// a better offer to stay on in aftercare, support of supervision at home there, pay in social work.
  bool buys(model::Category category) const { return buys_.at(static_cast<std::size_t>(category)); }

  const PayerShares& usual() const { return usual_; }
  const std::vector<FundedStep>& steps() const { return steps_; }

  /// The same money with other steps in the same order, such as those of a plan that begins later.
  Funding with(const std::vector<model::LeverStep>& steps) const;
  /// The same of other steps, whoever pays for them.
  Funding with(std::vector<FundedStep> steps) const;

private:
  void add_up(); ///< what steps_ put up

  std::vector<FundedStep> steps_; ///< of every lever, in the order of the plan
  PayerShares usual_ = scenarios::all_by(Payer::scottish_government);
  std::array<std::optional<PayerShares>, model::lever_count> by_table_; ///< who pays for a service before the plan
  std::array<std::optional<PayerShares>, model::lever_count>
      unsaid_;                                                      ///< who pays for more of it, if the plan is silent
  std::array<std::vector<PayerShares>, model::lever_count> put_up_; ///< from first_whole_year; empty: no such step
  std::array<bool, model::category_count> buys_{};
  bool needs_places_ = false; ///< whether rules of the plan need places in intensive support
};

} // namespace headwater::outputs
