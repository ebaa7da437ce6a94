// How places of the model are said in tables: the name of a stock or boundary, and the ages of a band.
#pragma once

#include "model/quantities/arrows.hpp"

#include <string>

namespace headwater::outputs {

/// "0-4" to "16-17" for stocks of families, "16-18" to "22-25" for aftercare, empty for a stock without bands.
std::string band_name(const model::StockRow& stock, std::size_t band);

/// The name of the stock or boundary at an end of an arrow.
std::string place_name(const model::End& end);

} // namespace headwater::outputs
