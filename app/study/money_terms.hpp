// The terms that money is counted on: prices, who pays, how it is discounted.
#pragma once

#include "app/study/request.hpp"
#include "app/study/shipped_files.hpp"
#include "outputs/appraisal/basis.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/results/prices.hpp"
#include "scenarios/reading/problem.hpp"

#include <string>
#include <vector>

namespace headwater::app {

struct MoneyTerms {
  outputs::Prices prices;
  outputs::AppraisalBasis basis;
  std::string payers;     ///< "shipped", or for a table that holds anything else: what contents_in_words() says of it
  std::string prevention; ///< likewise, of the levels of prevention
  std::string deflator;   ///< its release, and for a table that is not the shipped one what it holds
  std::string rates;      ///< the vintage, and for a file of the user's own what it holds
};

/// The deflator of a request.
scenarios::Read<outputs::Deflator> deflator_of(const StudyRequest& request, const ShippedFiles& shipped);

/// The table of who pays that comes with Headwater.
scenarios::Read<outputs::PayerTable> shipped_payers(const ShippedFiles& shipped);

/// Reads them; the files read are added to `read`. The settings of the request must be sound.
scenarios::Read<MoneyTerms> read_money_terms(const StudyRequest& request, const ShippedFiles& shipped,
                                             std::vector<outputs::HashedFile>& read);

} // namespace headwater::app
