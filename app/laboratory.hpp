// The laboratory of a sensitivity analysis: one scenario and its baseline, run at any points of their parameters.
#pragma once

#include "app/screen.hpp"
#include "app/study.hpp"
#include "outputs/ensemble/run_draws.hpp"
#include "outputs/sensitivity/findings.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace headwater::app {

class Laboratory {
public:
  /// `run`: position of the scenario in `study` and `plans`. All must outlive the laboratory.
  Laboratory(const Screen& screen, const StudyRequest& request, const outputs::Study& study,
             const std::vector<outputs::PlannedRun>& plans, std::size_t run);

  /// Of the scenario (0) and its baseline (1, where that is another).
  const model::ParameterValues<double>& centre(std::size_t plan) const { return *values_[plan]; }
  std::size_t plans() const { return grids_.size(); }
  /// What was run so far, by kind.
  const std::vector<outputs::RunsMade>& made() const { return made_; }

  /// From now on runs are of this kind, about so many of them.
  void begin(std::string kind, const std::string& task, std::size_t runs);

  /// A row for each of so many points: what is asked of the run there. Empty where a run broke down. Throws
  /// outputs::Interrupted.
  std::vector<std::vector<double>> rows(std::size_t count, const outputs::DrawnValues& values,
                                        const std::vector<outputs::AskedOutput>& asked);
  /// Notes those rows that have no value of what was asked for first: they are left out of what is made of them.
  void note_without_value(const std::vector<std::vector<double>>& rows);

private:
  void tell(std::size_t more);

  const Screen& screen_;
  const StudyRequest& request_;
  const outputs::Study& study_;
  std::size_t run_;
  std::size_t baseline_;
  std::array<const model::ParameterValues<double>*, 2> values_;
  std::vector<model::PlanGrid> grids_;
  std::vector<outputs::RunsMade> made_;
  std::unique_ptr<Progress> progress_;
  std::size_t expected_ = 1;
  std::size_t in_batch_ = 0;
  std::size_t said_ = 0;
};

} // namespace headwater::app
