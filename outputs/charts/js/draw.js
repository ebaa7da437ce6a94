// One chart as SVG text. Ids inside the drawing start with id_prefix, so that several drawings can share a page and
// the order in which charts are drawn never shows in them.
function headwater_draw(option_text, width, height, id_prefix) {
  var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height });
  try {
    chart.setOption(headwater_option_functions.resolve(JSON.parse(option_text)));
    var painter = chart.getZr().painter;
    painter._id = id_prefix;
    return painter.renderToString({ useViewBox: true, cssAnimation: false, cssEmphasis: false });
  } finally {
    chart.dispose();
  }
}

// ECharts asks how wide a text is through headwater_text_width, the same table that lays out our own labels.
echarts.setPlatformAPI({
  measureText: function (text, font) {
    var size = /([\d.]+)px/.exec(font || '');
    return { width: headwater_text_width(String(text), size ? Number(size[1]) : 12, /bold/.test(font || '')) };
  }
});
