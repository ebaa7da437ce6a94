// The functions an option may name, written "@name", because JSON cannot hold a function.
//
// The list is closed, and a formatter must be on it. ECharts would otherwise read a formatter as a template, and the
// name of a scenario that holds "{b}" would be rewritten. The interactive page loads this same file.
var headwater_option_functions = (function () {
  function thousands(value) {
    var parts = String(Number(Math.abs(value).toFixed(6))).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return (value < 0 ? '\u2212' : '') + parts.join('.');
  }

  function year(value) { return String(Math.round(value)); }

  // The words prepared beside a value: data items are {value: ..., text: "..."}.
  function text(item) { return item.data.text; }

  // One polygon between two lines. Data items are [x, lower, upper]; the first draws for all of them.
  function band(params, api) {
    if (params.dataIndex !== 0) return null;
    var upper = [], lower = [];
    for (var i = 0; i < params.dataInsideLength; i++) {
      upper.push(api.coord([api.value(0, i), api.value(2, i)]));
      lower.unshift(api.coord([api.value(0, i), api.value(1, i)]));
    }
    return {
      type: 'polygon',
      silent: true,
      shape: { points: upper.concat(lower) },
      style: { fill: api.visual('color'), stroke: '#5b93c4', lineWidth: 1 }
    };
  }

  var allowed = {
    formatter: { '@thousands': thousands, '@year': year, '@text': text },
    renderItem: { '@band': band }
  };

  function look_up(key, name) {
    if (!Object.prototype.hasOwnProperty.call(allowed[key], name)) {
      throw new Error(key + ' must be one of ' + Object.keys(allowed[key]).join(', ') + ', not "' + name + '"');
    }
    return allowed[key][name];
  }

  // Puts functions in place of their names, through the whole option, and returns it.
  function resolve(option) {
    Object.keys(option).forEach(function (key) {
      var value = option[key];
      if (Object.prototype.hasOwnProperty.call(allowed, key)) option[key] = look_up(key, value);
      else if (value !== null && typeof value === 'object') resolve(value);
    });
    return option;
  }

  return { resolve: resolve };
})();
