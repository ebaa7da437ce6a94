// Studies of shipped scenarios for tests, made as the program makes them, in process.
#pragma once

#include "app/study/money_terms.hpp"
#include "app/study/study.hpp"
#include "outputs/tables/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headwater::tests {

struct StudyOf {
  std::string area = "Scotland";
  int horizon = 2046; ///< the first 20 years, which are quick; those about later ones ask for model::last_horizon
  outputs::PriceBase price_base = outputs::PriceBase::real_2024_25;
};

/// Every shipped scenario, the baseline first.
std::vector<std::string> shipped_ids();

/// The files that are shipped.
app::ShippedFiles shipped_files();

/// A study with everything it was made from.
struct Study {
  app::StudyRequest request;
  app::StudyInputs inputs;
  std::vector<outputs::PlannedRun> plans;
  outputs::Booklet booklet; ///< with the leading plan, and neither delays, difference nor draws
};

/// Shipped scenarios by name, the baseline `continue-as-now` in front of them whether or not it is named, all compared
/// with it.
Study study_of(const std::vector<std::string>& ids, const StudyOf& of = {});
/// Only its booklet.
outputs::Booklet booklet_of(const std::vector<std::string>& ids, const StudyOf& of = {});

/// The same booklet with one more run: a copy of the baseline under another id and name, compared with the baseline.
outputs::Booklet with_twin(outputs::Booklet booklet, const std::string& id, const std::string& name);

/// The same booklet as if 100 parameters had been drawn 1,000 times: every quantity, net position and NPV of a run lies
/// evenly about its central value; the change from the baseline about its own, by so much each side of it. Two draws
/// broke down. Plans have broken even in 71% of draws from 2040-41 on, in none before.
outputs::Booklet with_draws(outputs::Booklet booklet, double levels, double changes);

/// A table from the text of its CSV file.
outputs::Table table_of(std::string_view csv);

/// The deflator, payers and discount rates that are shipped, without bias or haircut.
const app::MoneyTerms& shipped_terms();

} // namespace headwater::tests
