// Shared by browser and server: turns a chart option, which carries names only, into one that ECharts can draw.
// Names are looked up in the lists below; nothing is ever evaluated. A name that is not listed is an error.
(function (root) {
  'use strict';
  var NARROW = 420; // pixels; package chart knows the same number
  var NO_BREAK = '\u00a0', MINUS = '\u2212';

  // ---- numbers on axes (all others are written by the server) ----

  function number(v, decimals) {
    var parts = Math.abs(v).toFixed(decimals).split('.');
    var text = parts[0].replace(/\B(?=(\d{3})+$)/g, NO_BREAK) + (parts[1] ? ',' + parts[1] : '');
    return v < 0 && /[1-9]/.test(text) ? MINUS + text : text;
  }

  // formatters: name → function of the arguments in the name, giving the function that ECharts calls.
  var formatters = {
    // tick|decimals|suffix|divisor|first: numbers on a value axis; first: the suffix on the first tick only
    tick: function (decimals, suffix, divisor, first) {
      return function (v, index) {
        var text = number(v / divisor, +decimals);
        return suffix && (!first || index === 0) ? text + NO_BREAK + suffix : text;
      };
    },
    // signed|decimals|suffix|divisor: differences with their sign, the suffix at zero
    signed: function (decimals, suffix, divisor) {
      return function (v) {
        if (Math.abs(v) < 1e-9) return suffix ? '0' + NO_BREAK + suffix : '0';
        return (v > 0 ? '+' : '') + number(v / divisor, +decimals);
      };
    },
    // magnitude|decimals|suffix: both sides of a pyramid count upwards
    magnitude: function (decimals, suffix) {
      return function (v) { return number(Math.abs(v), +decimals) + (suffix ? NO_BREAK + suffix : ''); };
    },
    // month|first: "jan 2024" as jan over 2024 in january and at the first label, else the month alone
    month: function (first) {
      return function (text, index) {
        var parts = String(text).split(' ');
        return index === +first || parts[0] === 'jan' ? parts.join('\n') : parts[0];
      };
    },
    // every|step|first: which labels of a category axis are shown
    every: function (step, first) {
      return function (index) { return index >= +first && (index - first) % step === 0; };
    },
    // words|value|text|value|text…: ticks with words of their own
    words: function () {
      var words = {};
      for (var i = 0; i + 1 < arguments.length; i += 2) words[arguments[i]] = arguments[i + 1];
      return function (v) { return Object.prototype.hasOwnProperty.call(words, String(v)) ? words[String(v)] : ''; };
    },
    // text|…: the text as it is
    text: function (text) { return function () { return text; }; },
    // tip: what the server wrote for the mark
    tip: function () {
      return function (params) {
        var list = Array.isArray(params) ? params : [params];
        return list.map(function (p) { return p.data && p.data.tip; }).filter(Boolean).join('\n');
      };
    }
  };

  // ---- drawings of custom series ----

  function line(x1, y1, x2, y2, stroke, width, dash) {
    return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: { stroke: stroke, lineWidth: width || 1, lineDash: dash } };
  }
  function rect(x, y, width, height, style, r) {
    return { type: 'rect', shape: { x: x, y: y, width: width, height: height, r: r || 0 }, style: style };
  }
  function group(children) { return { type: 'group', children: children }; }

  // A pen writes texts in the figure's font and knows its colours.
  function penFor(env) {
    return {
      color: function (name) { return token(env, name); },
      text: function (x, y, text, color, more) {
        var style = { x: x, y: y, text: text, fill: token(env, color), fontFamily: env.font, fontSize: 12, fontWeight: 400, verticalAlign: 'middle' };
        for (var k in more) style[k] = more[k];
        return { type: 'text', style: style };
      }
    };
  }

  function known(v) { return v !== null && v !== undefined; }

  // whiskerAt draws an interval with its end strokes.
  function whiskerAt(low, high, y, half, color, width) {
    return [line(low, y, high, y, color, width), line(low, y - half, low, y + half, color, width), line(high, y - half, high, y + half, color, width)];
  }

  // hatched is the place of a number that is not shown: slanting strokes in a dashed frame, open where the bar would go on.
  function hatched(x, y, width, height, pen) {
    var marks = [rect(x, y, width, height, { fill: 'transparent', stroke: pen.color('peer'), lineWidth: 1, lineDash: [3, 2] })];
    for (var at = 6; at < width + height; at += 6) {
      var from = Math.max(0, at - height), to = Math.min(width, at);
      marks.push(line(x + from, y + at - from, x + to, y + at - to, pen.color('peer-soft')));
    }
    return marks;
  }

  // torn is the stroke across a bar that does not begin at zero.
  function torn(from, to, y, color) {
    var points = [], teeth = 2 * Math.max(2, Math.round((to - from) / 20));
    for (var i = 0; i <= teeth; i++) points.push([from + (to - from) * i / teeth, y + (i % 2 ? -4 : 4)]);
    return { type: 'polyline', shape: { points: points }, style: { stroke: color, lineWidth: 4, fill: 'none' } };
  }

  // drawings: name → function of the series and a pen, giving ECharts' renderItem.
  var drawings = {
    dots: function (series, pen) {
      return function (params, api) {
        var row = series.data[params.dataIndex].row, area = params.coordSys, right = area.x + area.width;
        var y = api.coord([series.row, params.dataIndex])[1], x = function (v) { return api.coord([v, params.dataIndex])[0]; };
        var wide = api.getWidth() >= NARROW, color = pen.color(row.color), marks = [];
        if (known(row.low) && known(row.high)) marks.push(line(x(row.low), y, x(row.high), y, color, 2));
        if (known(row.value)) marks.push({ type: 'circle', shape: { cx: x(row.value), cy: y, r: 5.5 }, style: { fill: color, stroke: pen.color('surface'), lineWidth: 1.5 } });
        marks.push(pen.text(right + (wide ? 14 : 8), y, row.text, known(row.value) ? 'ink' : 'ink-3', { fontWeight: known(row.value) ? 600 : 400, fontSize: wide ? 13 : 12 }));
        if (wide && row.count) marks.push(pen.text(api.getWidth() - 8, y, row.count, 'ink-3', { align: 'right' }));
        // The whole row is the mark's target, so that it is easy to hit and to point at.
        marks.unshift(rect(area.x, y - 13, api.getWidth() - area.x, 26, { fill: 'transparent' }));
        return group(marks);
      };
    },
    therapy: function (series, pen) {
      return function (params, api) {
        var row = series.data[params.dataIndex].row, area = params.coordSys, right = area.x + area.width;
        var y = api.coord([0, params.dataIndex])[1], x = function (v) { return api.coord([v, params.dataIndex])[0]; };
        var wide = api.getWidth() >= NARROW, marks = [rect(area.x, y - 18, api.getWidth() - area.x, 36, { fill: 'transparent' })];
        if (known(row.lower) && known(row.upper)) {
          marks.push(rect(x(row.lower), y - 17, x(row.upper) - x(row.lower), 34, { fill: pen.color('band') }));
          marks.push(line(x(row.lower), y - 17, x(row.lower), y + 17, pen.color('peer-ink')), line(x(row.upper), y - 17, x(row.upper), y + 17, pen.color('peer-ink')));
        } else if (known(row.lower)) marks.push(line(x(row.lower), y - 17, x(row.lower), y + 17, pen.color('peer-ink')));
        if (known(row.value)) marks.push(rect(x(0), y - 9, Math.max(0, x(row.value) - x(0)), 18, { fill: pen.color(row.color) }, [0, 2, 2, 0]));
        if (known(row.reference)) marks.push(line(x(row.reference), y - 15, x(row.reference), y + 15, pen.color('surface'), 4), line(x(row.reference), y - 15, x(row.reference), y + 15, pen.color('ink'), 1.75, [3, 2]));
        if (known(row.low) && known(row.high)) marks = marks.concat(whiskerAt(x(row.low), x(row.high), y, 4.5, pen.color('ink'), 1.25));
        if (known(row.value) || wide) marks.push(pen.text(right + (wide ? 16 : 8), y, row.text, known(row.value) ? 'ink' : 'ink-3', { fontWeight: known(row.value) ? 600 : 400, fontSize: wide ? 13 : 12 }));
        else marks.push(pen.text(x(0) + 6, y, row.text, 'ink-3'));
        if (wide && row.count) marks.push(pen.text(api.getWidth() - 8, y, row.count, 'ink-3', { align: 'right' }));
        return group(marks);
      };
    },
    attrition: function (series, pen) {
      return function (params, api) {
        var row = series.data[params.dataIndex].row, area = params.coordSys, right = area.x + area.width;
        var y = api.coord([0, params.dataIndex])[1], x = function (v) { return api.coord([v, params.dataIndex])[0]; };
        var step = api.size([0, 1])[1], wide = api.getWidth() >= NARROW, half = Math.min(13, step * 0.34), marks = [];
        marks.push(rect(area.x, y - step / 2, api.getWidth() - area.x, step, { fill: 'transparent' }));
        if (known(row.before) && known(row.value)) marks.push(rect(x(row.value), y - half, x(row.before) - x(row.value), 2 * half, { fill: 'transparent', stroke: pen.color('peer-ink'), lineWidth: 1, lineDash: [3, 2] }, [0, 2, 2, 0]));
        if (known(row.value)) {
          marks.push(rect(x(0), y - half, Math.max(1, x(row.value) - x(0)), 2 * half, { fill: pen.color(row.color) }, [0, 2, 2, 0]));
          if (!row.last) marks.push(line(x(row.value), y + half, x(row.value), y + step - half, pen.color('line-2')));
        }
        marks.push(pen.text(right + (wide ? 14 : 8), wide && row.lost ? y - 8 : y, row.text, known(row.value) ? 'ink' : 'ink-3', { fontWeight: known(row.value) ? 600 : 400, fontSize: wide ? 13 : 12 }));
        if (wide && row.lost) marks.push(pen.text(right + 14, y + 8, row.lost, 'ink-3', { fontSize: 11 }));
        return group(marks);
      };
    },
    waterfall: function (series, pen) {
      return function (params, api) {
        var i = params.dataIndex, row = series.data[i].row, step = api.size([1, 0])[0], width = Math.min(74, step * 0.62), marks = [];
        var cx = api.coord([i, 0])[0];
        var base = api.coord([i, series.row])[1];
        if (!known(row.from) || !known(row.to)) return group([pen.text(cx, base - 12, row.text, 'ink-3', { align: 'center' })]);
        var y1 = api.coord([i, row.from])[1], y2 = api.coord([i, row.to])[1], top = Math.min(y1, y2);
        marks.push(rect(cx - width / 2, top, width, Math.max(1, Math.abs(y2 - y1)), { fill: pen.color(row.color) }, 2));
        if (row.cut) marks.push(torn(cx - width / 2 - 3, cx + width / 2 + 3, base - 15, pen.color('surface')));
        marks.push(pen.text(cx, top - 11, row.text, 'ink', { align: 'center', fontWeight: 600, fontSize: step < 50 ? 10 : step < 60 ? 11 : 13 }));
        if (!row.last) marks.push(line(cx + width / 2, y2, cx + step - width / 2, y2, pen.color('peer-ink')));
        return group(marks);
      };
    },
    // share of the whole as a bar, the sum of the shares as a line down to the last row
    pareto: function (series, pen) {
      return function (params, api) {
        var i = params.dataIndex, row = series.data[i].row, area = params.coordSys, right = area.x + area.width;
        var y = api.coord([0, i])[1], x = function (v) { return api.coord([v, i])[0]; }, step = api.size([0, 1])[1], wide = api.getWidth() >= NARROW;
        var marks = [rect(area.x, y - step / 2, api.getWidth() - area.x, step, { fill: 'transparent' })];
        if (known(row.share)) {
          marks.push(rect(x(0), y - 8, Math.max(1, x(row.share) - x(0)), 16, { fill: pen.color(row.color) }, [0, 2, 2, 0]));
          if (known(row.before)) marks.push(line(x(row.before), y - step, x(row.sum), y, pen.color('ink-2'), 1.25));
          if (known(row.before)) marks.push({ type: 'circle', shape: { cx: x(row.before), cy: y - step, r: 3.5 }, style: { fill: pen.color('ink'), stroke: pen.color('surface'), lineWidth: 1 } });
          marks.push({ type: 'circle', shape: { cx: x(row.sum), cy: y, r: 3.5 }, style: { fill: pen.color('ink'), stroke: pen.color('surface'), lineWidth: 1 } });
        }
        marks.push(pen.text(right + (wide ? 14 : 6), y, wide ? row.text : row.added || row.text, known(row.share) ? 'ink' : 'ink-3', { fontWeight: known(row.share) ? 600 : 400, fontSize: wide ? 13 : 11 }));
        if (wide && row.added) marks.push(pen.text(api.getWidth() - 8, y, row.added, 'ink-3', { align: 'right' }));
        return group(marks);
      };
    },
    // band of the dearest cases, under their curve
    dearest: function (series, pen) {
      return function (params, api) {
        var low = api.coord([0, 0]), high = api.coord([series.data[0].row.band, 100]);
        return rect(low[0], high[1], high[0] - low[0], low[1] - high[1], { fill: pen.color('accent-soft') });
      };
    },
    // the named point of a concentration curve, and the word on the diagonal
    named: function (series, pen) {
      return function (params, api) {
        var row = series.data[0].row, area = params.coordSys, wide = api.getWidth() >= NARROW, even = api.coord([74, 62]);
        var halo = { stroke: pen.color('surface'), lineWidth: 4 }, marks = [];
        if (wide) marks.push(pen.text(even[0] + 12, even[1], 'jämn fördelning', 'ink-3', { align: 'center', stroke: pen.color('surface'), lineWidth: 3 }));
        if (!known(row.y)) return group(marks);
        var at = api.coord([row.band, row.y]), x = at[0] + 13, y = Math.min(at[1] + 8, area.y + area.height - 26);
        marks.push({ type: 'circle', shape: { cx: at[0], cy: at[1], r: 5.5 }, style: { fill: pen.color('accent'), stroke: pen.color('surface'), lineWidth: 1.5 } });
        marks.push(pen.text(x, y, row.bold, 'ink', { fontWeight: 600, stroke: halo.stroke, lineWidth: halo.lineWidth }));
        marks.push(pen.text(x, y + 16, wide ? row.text : row.text.split(' (')[0], 'ink-2', halo));
        return group(marks);
      };
    },
    boxplot: function (series, pen) {
      return function (params, api) {
        var i = params.dataIndex, row = series.data[i].row, area = params.coordSys, right = area.x + area.width;
        var y = api.coord([0, i])[1], x = function (v) { return api.coord([v, i])[0]; }, wide = api.getWidth() >= NARROW;
        var marks = [rect(area.x, y - 13, api.getWidth() - area.x, 26, { fill: 'transparent' })];
        if (known(row.low) && known(row.high)) marks = marks.concat(whiskerAt(x(row.low), x(row.high), y, 4.5, pen.color('ink'), 1.25));
        if (known(row.q1) && known(row.q3)) marks.push(rect(x(row.q1), y - 9, Math.max(2, x(row.q3) - x(row.q1)), 18, { fill: pen.color('accent-mid') }, 2));
        if (known(row.median)) marks.push(line(x(row.median), y - 9, x(row.median), y + 9, pen.color('accent'), 3));
        if (known(row.limit)) marks.push({ type: 'polygon', shape: { points: [[x(row.limit), y - 5], [x(row.limit) + 5, y], [x(row.limit), y + 5], [x(row.limit) - 5, y]] }, style: { fill: pen.color('spc-limit'), stroke: pen.color('surface'), lineWidth: 1 } });
        if (known(row.ref)) marks.push(line(x(row.ref), y - 13, x(row.ref), y + 13, pen.color('surface'), 4), line(x(row.ref), y - 13, x(row.ref), y + 13, pen.color('ink'), 1.75, [3, 2]));
        marks.push(pen.text(right + (wide ? 14 : 8), y, row.text, known(row.median) ? 'ink' : 'ink-3', { fontWeight: known(row.median) ? 600 : 400, fontSize: wide ? 13 : 12 }));
        if (wide && row.count) marks.push(pen.text(api.getWidth() - 8, y, row.count, 'ink-3', { align: 'right' }));
        return group(marks);
      };
    },
    // interval of a bar
    whisker: function (series, pen) {
      return function (params, api) {
        var row = series.data[params.dataIndex].row, lying = row.lying;
        var low = api.coord(lying ? [row.low, row.at] : [row.at, row.low]), high = api.coord(lying ? [row.high, row.at] : [row.at, row.high]);
        if (lying) return group(whiskerAt(low[0], high[0], low[1], 4.5, pen.color('ink'), 1.25));
        return group([line(low[0], low[1], low[0], high[1], pen.color('ink'), 1.25), line(low[0] - 4.5, low[1], low[0] + 4.5, low[1], pen.color('ink'), 1.25), line(low[0] - 4.5, high[1], low[0] + 4.5, high[1], pen.color('ink'), 1.25)]);
      };
    },
    // the word of a cell without a number, where its bar would stand
    words: function (series, pen) {
      return function (params, api) {
        var item = series.data[params.dataIndex], row = item.row, at = api.coord(item.value), room = row.lying ? 0 : api.size([1, 0])[0];
        if (row.hidden && row.text.length < 6) {
          var box = row.lying ? [at[0] + 1, at[1] - 9, 44, 18] : [at[0] - Math.min(46, room * 0.65) / 2, at[1] - 25, Math.min(46, room * 0.65), 24];
          return group(hatched(box[0], box[1], box[2], box[3], pen).concat(pen.text(box[0] + box[2] / 2, box[1] + box[3] / 2, row.text, 'ink-2', { align: 'center', fontSize: 11, stroke: pen.color('surface'), lineWidth: 3 })));
        }
        if (row.lying) return pen.text(at[0] + 6, at[1], row.text, 'ink-3');
        if (row.text.length * 6.5 < room) return pen.text(at[0], at[1] - 9, row.text, 'ink-3', { align: 'center', fontSize: 11 });
        return { type: 'group', x: at[0], y: at[1] - 5, rotation: Math.PI / 2, children: [pen.text(0, 0, row.text, 'ink-3', { align: 'left', fontSize: 11 })] };
      };
    },
    // the same in a pyramid; lying stands for the right side
    sidewords: function (series, pen) {
      return function (params, api) {
        var item = series.data[params.dataIndex], at = api.coord(item.value), right = item.row.lying;
        return pen.text(at[0] + (right ? 6 : -6), at[1], item.row.text, 'ink-3', { align: right ? 'left' : 'right', fontSize: 11 });
      };
    },
    // names over the two halves of a pyramid
    sides: function (series, pen) {
      return function (params) {
        var area = params.coordSys, style = { align: 'center', fontWeight: 600 };
        return group([pen.text(area.x + area.width / 4, area.y - 14, series.row.left, 'ink-2', style), pen.text(area.x + area.width * 3 / 4, area.y - 14, series.row.right, 'ink-2', style)]);
      };
    },
    // interval around a line: one polygon per stretch without a gap
    band: function (series, pen) {
      return function (params, api) {
        var style = { fill: pen.color(series.row.color), opacity: 0.16 }, shapes = [], upper = [], lower = [];
        function close() {
          if (upper.length === 1) shapes.push(line(upper[0][0], upper[0][1], lower[0][0], lower[0][1], pen.color(series.row.color), 1.5));
          else if (upper.length) shapes.push({ type: 'polygon', shape: { points: upper.concat(lower.slice().reverse()) }, style: style });
          upper = []; lower = [];
        }
        series.row.bands.forEach(function (b) {
          if (!known(b.low) || !known(b.high)) { close(); return; }
          var high = api.coord([b.x, b.high]), low = api.coord([b.x, b.low]);
          if (series.row.step && upper.length) { // the step stands until the next day
            upper.push([high[0], upper[upper.length - 1][1]]);
            lower.push([low[0], lower[lower.length - 1][1]]);
          }
          upper.push(high); lower.push(low);
        });
        close();
        return group(shapes);
      };
    }
  };

  // ---- names to colours and functions ----

  // token gives the colour that a name stands for in this environment.
  // "surface/55" is 55 per cent of the colour.
  function token(env, name) {
    var parts = String(name).replace(/^var:/, '').split('/'), key = parts[0];
    if (!Object.prototype.hasOwnProperty.call(env.tokens, key) || !env.tokens[key]) throw new Error('colour ' + key + ' is not known');
    return parts[1] ? thin(env.tokens[key], parts[1] / 100) : env.tokens[key];
  }

  // thin makes a colour such as #fff or #17202b partly transparent.
  function thin(colour, opacity) {
    var hex = colour.slice(1), one = hex.length === 3;
    if (!/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour)) throw new Error('colour ' + colour + ' is not written as #rrggbb');
    var channel = function (i) { return parseInt(one ? hex[i] + hex[i] : hex.slice(2 * i, 2 * i + 2), 16); };
    return 'rgba(' + channel(0) + ',' + channel(1) + ',' + channel(2) + ',' + opacity + ')';
  }

  function find(list, name) {
    var parts = String(name).slice(4).split('|'), key = parts.shift();
    if (!Object.prototype.hasOwnProperty.call(list, key)) throw new Error('formatter fmt:' + key + ' is not known');
    return { make: list[key], arguments: key === 'text' ? [parts.join('|')] : parts };
  }

  var FUNCTIONS = { formatter: 1, interval: 1 };
  var COLOURS = { color: 1, borderColor: 1, backgroundColor: 1, textBorderColor: 1, shadowColor: 1 };

  // hydrate puts colours and functions in the place of their names, in the option it is given, and returns it. Only
  // keys that hold colours or functions are looked at, so that text from data is never taken for a name.
  function hydrate(option, env) {
    var pen = penFor(env);
    function walk(o) {
      if (Array.isArray(o)) { o.forEach(function (x) { if (x && typeof x === 'object') walk(x); }); return; }
      Object.keys(o).forEach(function (k) {
        var v = o[k], found;
        if (FUNCTIONS[k] && typeof v === 'string' && v.indexOf('fmt:') === 0) {
          found = find(formatters, v);
          o[k] = found.make.apply(null, found.arguments);
        } else if (k === 'renderItem' && typeof v === 'string') {
          found = find(drawings, v);
          o[k] = found.make(o, pen);
        } else if (COLOURS[k] && typeof v === 'string' && v.indexOf('var:') === 0) o[k] = token(env, v);
        else if (COLOURS[k] && Array.isArray(v)) o[k] = v.map(function (c) { return c.indexOf('var:') === 0 ? token(env, c) : c; });
        else if (k === 'fontFamily' && v === 'var:font') o[k] = env.font;
        else if (k !== 'row' && v && typeof v === 'object') walk(v);
      });
    }
    walk(option);
    return option;
  }

  // env reads tokens and font from the computed style of an element (browser only).
  function env(element) {
    var style = root.getComputedStyle(element || root.document.documentElement), tokens = {};
    TOKENS.forEach(function (name) { tokens[name] = style.getPropertyValue('--' + name).trim(); });
    return { tokens: tokens, font: style.getPropertyValue('--font').trim() || 'sans-serif' };
  }
  var TOKENS = ['ink', 'ink-2', 'ink-3', 'line-2', 'grid', 'surface', 'accent', 'accent-mid', 'accent-soft', 'peer', 'peer-soft', 'peer-ink', 'band',
    'spc-good', 'spc-bad', 'spc-common', 'spc-limit', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

  root.KlarsynChart = { hydrate: hydrate, env: env, number: number, tokens: TOKENS, narrow: NARROW };
})(typeof globalThis !== 'undefined' ? globalThis : this);
