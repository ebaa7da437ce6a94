#include "outputs/charts/png.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace headwater::outputs {
namespace {

struct Reader {
  const std::string& bytes;
  std::size_t at = 0;
};

cairo_status_t read(void* from, unsigned char* to, unsigned int count) {
  auto& reader = *static_cast<Reader*>(from);
  if (reader.at + count > reader.bytes.size())
    return CAIRO_STATUS_READ_ERROR;
  std::memcpy(to, reader.bytes.data() + reader.at, count);
  reader.at += count;
  return CAIRO_STATUS_SUCCESS;
}

const std::string square = R"(<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">
  <rect x="10" y="10" width="10" height="10" fill="#002d54"/></svg>)";

TEST(Png, HasTheSizeAskedForAndTheDrawingOnWhite) {
  const std::string png = png_from_svg(square, 2.0);
  Reader reader{png};
  cairo_surface_t* picture = cairo_image_surface_create_from_png_stream(read, &reader);
  ASSERT_EQ(cairo_surface_status(picture), CAIRO_STATUS_SUCCESS);
  EXPECT_EQ(cairo_image_surface_get_width(picture), 80);
  EXPECT_EQ(cairo_image_surface_get_height(picture), 60);
  const auto pixel = [&](int x, int y) {
    std::uint32_t value = 0;
    std::memcpy(&value, cairo_image_surface_get_data(picture) + y * cairo_image_surface_get_stride(picture) + 4 * x, 4);
    return value & 0xFFFFFFU;
  };
  EXPECT_EQ(pixel(2, 2), 0xFFFFFFU);
  EXPECT_EQ(pixel(30, 30), 0x002D54U);
  cairo_surface_destroy(picture);
}

TEST(Png, RefusesWhatItCannotDraw) {
  EXPECT_THROW(png_from_svg("not a drawing"), std::runtime_error);
  EXPECT_THROW(png_from_svg(""), std::runtime_error);
  EXPECT_THROW(png_from_svg(square, 0), std::runtime_error);
  EXPECT_THROW(png_from_svg(square, 1e6), std::runtime_error);
}

} // namespace
} // namespace headwater::outputs
