// What ECharts expects of its host, for an engine that has no clock, no console and no screen.
// Everything here also makes a drawing depend on its option alone: no time, no chance.
var console = { log: function () {}, warn: function () {}, error: function () {} };

// A still picture has no later: a timer that called back would animate a chart nobody is watching.
function setTimeout() { return 0; }
function clearTimeout() {}

// ECharts keeps texts as keys of plain objects, and a plan may be called "__proto__".
delete Object.prototype.__proto__;

Math.random = function () { return 0.5; };

// Duktape sorts with a random pivot, so equal keys would come out in a different order in every run. ECharts counts
// on the stable sort that newer engines promise: a merge sort gives it.
Array.prototype.sort = function (compare) {
  var before = compare || function (a, b) {
    var x = String(a), y = String(b);
    return x < y ? -1 : x > y ? 1 : 0;
  };

  function sorted(items) {
    if (items.length < 2) return items;
    var middle = items.length >> 1;
    var left = sorted(items.slice(0, middle));
    var right = sorted(items.slice(middle));
    var merged = [];
    for (var l = 0, r = 0; l < left.length || r < right.length;) {
      var take_left = r === right.length || (l < left.length && before(left[l], right[r]) <= 0);
      merged.push(take_left ? left[l++] : right[r++]);
    }
    return merged;
  }

  var result = sorted(Array.prototype.slice.call(this));
  for (var i = 0; i < result.length; i++) this[i] = result[i];
  return this;
};
