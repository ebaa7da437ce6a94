#include "outputs/charts/png.hpp"

#include <cairo.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <png.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace headwater::outputs {

namespace {

struct Release {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcCharSet* letters) const { FcCharSetDestroy(letters); }
};

template<class T> using Owned = std::unique_ptr<T, Release>;

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error("no PNG can be made: " + why); }

void check(GError* error) {
  if (error == nullptr)
    return;
  const Owned<GError> owned(error);
  fail(owned->message);
}

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    fail(cairo_status_to_string(status));
}

/// Puts the pixels of a surface, which is read by nobody afterwards, closer together: red, green and blue of each.
const png_byte* packed_colours(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  const auto width = static_cast<std::size_t>(cairo_image_surface_get_width(surface));
  const auto height = static_cast<std::size_t>(cairo_image_surface_get_height(surface));
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  png_byte* const pixels = cairo_image_surface_get_data(surface);
  png_byte* to = pixels;
  for (std::size_t y = 0; y < height; ++y) {
    const png_byte* from = pixels + y * stride;
    for (std::size_t x = 0; x < width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, from, sizeof(pixel));
      from += sizeof(pixel);
      *to++ = static_cast<png_byte>(pixel >> 16U);
      *to++ = static_cast<png_byte>(pixel >> 8U);
      *to++ = static_cast<png_byte>(pixel);
    }
  }
  return pixels;
}

/// The bytes of a PNG file. Lines and areas of one colour take less room without the filters made for photographs, which
/// cairo's own writer always tries, and a third of the time.
std::string png_bytes(cairo_surface_t* surface) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(cairo_image_surface_get_width(surface));
  image.height = static_cast<png_uint_32>(cairo_image_surface_get_height(surface));
  image.format = PNG_FORMAT_RGB;
  image.flags = PNG_IMAGE_FLAG_FAST; // no filters
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  const auto file = std::make_unique_for_overwrite<char[]>(size);
  if (png_image_write_to_memory(&image, file.get(), &size, 0, packed_colours(surface), 0, nullptr) == 0)
    fail(image.message);
  return {file.get(), size};
}

} // namespace

std::string png_from_svg(const std::string& svg, double scale) {
  GError* error = nullptr;
  const Owned<RsvgHandle> drawing(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  check(error);

  double width = 0;
  double height = 0;
  if (rsvg_handle_get_intrinsic_size_in_pixels(drawing.get(), &width, &height) == 0)
    fail("the SVG has no size");
  width = std::round(width * scale);
  height = std::round(height * scale);
  constexpr double most = 16384;
  if (!(width >= 1 && height >= 1 && width <= most && height <= most)) {
    fail(fmt::format("{:.0f} by {:.0f} pixels is not a size between 1 and {:.0f}", width, height, most));
  }

  const Owned<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
  check(cairo_surface_status(surface.get()));
  const Owned<cairo_t> context(cairo_create(surface.get()));
  cairo_set_source_rgb(context.get(), 1, 1, 1);
  cairo_paint(context.get());
  const RsvgRectangle page = {0, 0, width, height};
  rsvg_handle_render_document(drawing.get(), context.get(), &page, &error);
  check(error);
  check(cairo_status(context.get()));

  return png_bytes(surface.get());
}

bool letters_can_be_drawn() {
  constexpr FcChar32 letter = 'a';
  const Owned<FcCharSet> letters(FcCharSetCreate());
  FcCharSetAddChar(letters.get(), letter);
  const Owned<FcPattern> wanted(FcPatternCreate());
  FcPatternAddCharSet(wanted.get(), FC_CHARSET, letters.get());
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Owned<FcPattern> best(FcFontMatch(nullptr, wanted.get(), &result));
  FcCharSet* has = nullptr;
  return best && FcPatternGetCharSet(best.get(), FC_CHARSET, 0, &has) == FcResultMatch &&
         FcCharSetHasChar(has, letter) == FcTrue;
}

} // namespace headwater::outputs
