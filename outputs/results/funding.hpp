// Funding: whose new money a plan's is, and how what is spent of it in a year falls on those who put it up.
//
//   plan's steps, each with its payer ---> put up for a year, by lever and payer
//   Whole Family Wellbeing money (Scottish Government) ---'   |
//                                          new money spent in a category ---> in proportion to what each put up
#pragma once

#include "model/quantities/plan.hpp"
#include "model/solve/annual_record.hpp"
#include "model/solve/fiscal_year.hpp"
#include "outputs/results/loan_account.hpp"
#include "outputs/results/payers.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// A step of a plan, and whose money it is where the plan says so.
struct FundedStep {
  model::LeverStep step;
  std::optional<PayerShares> payers;
};

/// The category that the money of a lever is spent in; nothing for a lever that puts up no new money.
std::optional<model::Category> category_of(std::size_t lever);

/// Who pays for what a lever costs at once, before a plan says anything, as lists of levers say it; empty for a lever
/// whose cost is that of what follows from it, which each pays as the table has it.
std::string payer_in_words(std::size_t lever, const PayerTable& table);

class Funding {
public:
  /// Of a run whose plan puts up nothing.
  Funding() = default;
  /// `usual` pays what the plan does not say the payer of: its new money, and the places that its rules for support need.
  /// Adult services are paid as the table says unless the plan says otherwise, and so is money that is taken out of a
  /// service: who pays for that saves it.
  Funding(std::vector<FundedStep> steps, const PayerShares& usual, const PayerTable& table,
          std::optional<LoanAccount> loan = std::nullopt);

  /// What the steps of a lever put up for a year, by payer, GBP million of 2019-20 prices, before new money grows with
  /// unit costs. A step that takes back what others gave takes it from all of them alike.
  PayerShares put_up(std::size_t lever, model::FiscalYear year) const;

  /// New money of a category that a run spent in a year, by payer, GBP million of 2019-20 prices: ring-fenced money of
  /// support, all of shared care, controls and adult services. `spent` is its sum, as the solver counted it.
  /// `of_it_wellbeing` is Whole Family Wellbeing money, the Scottish Government's, where wellbeing_beside() knows it; else
  /// it is taken to be spent in proportion. Of the rest each source pays in proportion to what it put up for the year,
  /// since posts that stay unfilled leave all of it unspent alike; what a reorganisation costs is paid as the table has
  /// controls.
  PayerShares pays(model::Category category, double spent, const model::AnnualRecord& record, model::FiscalYear year,
                   const PayerTable& table, std::optional<double> of_it_wellbeing = std::nullopt) const;

  /// Whole Family Wellbeing money in what a run spent, in proportion to all that was put up.
  double wellbeing(model::Category category, double spent, const model::AnnualRecord& record, model::FiscalYear year,
                   const PayerTable& table) const;
  /// The same in a run beside the one it is compared with, `without`: as much as there, unless it is put up otherwise. So
  /// what a plan makes of new money, posts that it leaves unfilled too, falls on those who pay for the plan. Nothing where
  /// none is put up there.
  std::optional<double> wellbeing_beside(model::Category category, double spent_without,
                                         const model::AnnualRecord& without, const Funding& funding_without,
                                         const model::AnnualRecord& with, model::FiscalYear year,
                                         const PayerTable& table) const;

  /// The share of what the plan puts up for a category in a year that is spent, for arguments as of pays(): what is left is
  /// of posts that stay unfilled. 1 where it puts up nothing.
  double spent_share(model::Category category, double spent, const model::AnnualRecord& record, model::FiscalYear year,
                     const PayerTable& table, std::optional<double> of_it_wellbeing) const;

  /// Whether rules of the plan have their price in a category, where nobody counts it apart: a longer right to aftercare and
  /// a better offer to stay on in aftercare, support of supervision at home there, pay in social work.
  bool buys(model::Category category) const { return buys_.at(static_cast<std::size_t>(category)); }

  const PayerShares& usual() const { return usual_; }
  const std::vector<FundedStep>& steps() const { return steps_; }
  /// The loan by contract that some of it is borrowed by, or nullptr. The council's, like the money.
  const LoanAccount* loan() const { return loan_ ? &*loan_ : nullptr; }

  /// The same money with other steps in the same order, such as those of a plan that begins later; its loan is then drawn
  /// and repaid `loan_later` years later.
  Funding with(const std::vector<model::LeverStep>& steps, int loan_later = 0) const;
  /// The same of other steps, whoever pays for them.
  Funding with(std::vector<FundedStep> steps) const;

private:
  /// What all sources of the plan put up for a category in a year, before it grows with unit costs.
  struct Offered {
    PayerShares by_payer{};
    double total = 0.0;
    double apart = 0.0; ///< the sum of what each puts up, whether it gives or takes

    /// Where one source takes what another gives, little may be left to divide by: then each counts as it stands.
    bool can_be_shared() const { return std::abs(total) > 0.5 * apart; }
  };
  Offered offered(model::Category category, const model::AnnualRecord& record, model::FiscalYear year,
                  const PayerTable& table) const;
  void add_up(); ///< what steps_ put up

  std::vector<FundedStep> steps_; ///< of every lever, in the order of the plan
  PayerShares usual_ = scenarios::all_by(Payer::scottish_government);
  std::optional<LoanAccount> loan_;
  std::array<std::optional<PayerShares>, model::lever_count> by_table_; ///< who pays for a service before the plan
  std::array<std::optional<PayerShares>, model::lever_count>
      unsaid_;                                                      ///< who pays for more of it, if the plan is silent
  std::array<std::vector<PayerShares>, model::lever_count> put_up_; ///< from first_whole_year; empty: no such step
  std::array<bool, model::category_count> buys_{};
  bool needs_places_ = false; ///< whether rules of the plan need places in intensive support
};

} // namespace headwater::outputs
