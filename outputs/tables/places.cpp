#include "outputs/tables/places.hpp"

namespace headwater::outputs {

std::string band_name(const model::StockRow& stock, std::size_t band) {
  if (stock.bands == model::band_count) {
    return std::string(model::band_names.at(band));
  }
  if (stock.bands == model::aftercare_band_count) {
    return std::string(model::aftercare_band_names.at(band));
  }
  return "";
}

std::string place_name(const model::End& end) {
  if (!end.inside) {
    return std::string(model::boundaries()[end.index].name);
  }
  const model::StockRow* stock = model::stock_at(end.index);
  return stock == nullptr ? "" : std::string(stock->name);
}

} // namespace headwater::outputs
