#pragma once
// SVG to PNG, through librsvg and cairo.

#include <string>

namespace headwater::outputs {

/// The drawing as the bytes of a PNG file, `scale` pixels to each CSS pixel. Letters come from the fonts of this
/// machine, so the bytes may differ between machines, where those of the SVG do not.
/// Throws std::runtime_error when the SVG cannot be read or the picture would be too large.
std::string png_from_svg(const std::string& svg, double scale = 2.0);

} // namespace headwater::outputs
