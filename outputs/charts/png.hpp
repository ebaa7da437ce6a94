#pragma once
// SVG to PNG, drawn by librsvg and cairo, written by libpng.

#include <string>

namespace headwater::outputs {

/// The drawing as the bytes of a PNG file, `scale` pixels to each CSS pixel. Letters come from the fonts of this
/// machine, so the bytes may differ between machines, where those of the SVG do not.
/// Throws std::runtime_error when the SVG cannot be read or the picture would be too large.
std::string png_from_svg(const std::string& svg, double scale = 2.0);

/// Whether this machine has a font with letters. Without one a picture would show boxes for words.
bool letters_can_be_drawn();

} // namespace headwater::outputs
