// Studies of shipped scenarios for tests, made as the program makes them but without its command line.
#pragma once

#include "outputs/results/study.hpp"

#include <string>
#include <vector>

namespace headwater::tests {

struct StudyOf {
  std::string area = "Scotland";
  int horizon = model::last_horizon;
  outputs::PriceBase price_base = outputs::PriceBase::real_2024_25;
};

/// Every shipped scenario, the baseline first.
std::vector<std::string> shipped_ids();

/// Shipped scenarios by name, the baseline `continue-as-now` in front of them whether or not it is named.
outputs::Study study_of(const std::vector<std::string>& ids, const StudyOf& of = {});

/// The same study with one more run: a copy of the baseline under another id and name, compared with the baseline.
outputs::Study with_twin(outputs::Study study, const std::string& id, const std::string& name);

/// The same study as if 100 parameters had been drawn 1,000 times: every quantity, net position and NPV of a run lies
/// evenly about its central value; the change from the baseline about its own, by so much each side of it. Two draws
/// broke down. Plans have broken even in 71% of draws from 2040-41 on, in none before.
outputs::Study with_draws(outputs::Study study, double levels, double changes);

/// The deflator that is shipped.
const outputs::Deflator& shipped_deflator();

/// The payers and discount rates that are shipped, without bias or haircut.
const outputs::AppraisalBasis& shipped_basis();

} // namespace headwater::tests
