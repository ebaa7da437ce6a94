#pragma once
// Names and last values at the right edge of a plot, each beside the place it belongs to, none on top of another.
//
//        ----____           ,- ■ 12,400  Change nothing
//                ----------'
//        ----____---------- -- ■  9,040  Support families

#include "outputs/charts/house_style.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// A thin upright bar between a plot and its end labels: a range at the last year. Pixel heights, top above bottom.
struct Whisker {
  double top = 0;
  double bottom = 0;
};

struct EndLabel {
  double anchor = 0; ///< pixel height of the thing it names
  std::string name;
  std::string value;                   ///< as shown; may be empty
  std::string colour;                  ///< of its swatch; empty for none
  bool strong = true;                  ///< false: quiet text, for context
  std::optional<Whisker> whisker = {}; ///< each in a column of its own, with a dot at the anchor
};

struct PlacedLabel {
  double centre = 0; ///< pixel height of its middle
  double height = 0; ///< pixels
  std::vector<std::string> lines;
};

/// Width in pixels that these labels want to the right of a plot, whiskers, swatch and leader line included, at most
/// `most`.
double end_label_width(const std::vector<EndLabel>& labels, double most);

/// Where each label goes, in the order given: as near its anchor as possible, kept in the order of the anchors, not
/// overlapping, between `top` and `bottom`. Names break over two lines unless that would not fit; then they take one.
std::vector<PlacedLabel> place_end_labels(const std::vector<EndLabel>& labels, double top, double bottom, double width);

/// Places the labels to the right of `plot` and adds them to the chart.
void add_end_labels(Chart& chart, const std::vector<EndLabel>& labels, const Box& plot, double width);

} // namespace headwater::outputs
