// Charts: drawn from the option that stands in the page, with the colours of the current scheme. A click or a brush
// selects; arrow keys walk the points and say them.
import { choose, go } from './navigate.js';
import { say } from './say.js';

const drawn = new Map(); // chart box → { chart, data, point }
let printing = false;

export function startCharts() {
  if (window.echarts) measureAlike();
  const again = () => drawn.forEach((_, box) => paint(box));
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  window.matchMedia('(forced-colors: active)').addEventListener('change', again);
  const paper = window.matchMedia('print');
  paper.addEventListener('change', again);
  window.addEventListener('beforeprint', () => { printing = true; drawn.forEach(forPaper); });
  window.addEventListener('afterprint', () => { printing = false; again(); drawn.forEach((state) => state.chart.resize({ width: 'auto', height: 'auto' })); });
  document.addEventListener('keydown', walk);
  document.addEventListener('focusout', (event) => {
    const state = drawn.get(event.target);
    if (state) state.chart.dispatchAction({ type: 'hideTip' });
  });
}

// measureAlike gives lines the same height everywhere. The drawing library takes the width of 国 for it, and where no typeface
// has that sign, as on a server that prints, the width is that of an empty box: lines would lie on each other.
function measureAlike() {
  const pen = document.createElement('canvas').getContext('2d');
  window.echarts.setPlatformAPI({
    measureText(text, font) {
      if (font) pen.font = font;
      return text === '国' ? { width: parseFloat(/([\d.]+)px/.exec(pen.font)[1]) } : pen.measureText(text);
    },
  });
}

// drawCharts draws what is new below root and forgets what is gone.
export function drawCharts(root) {
  drawn.forEach((state, box) => { if (!box.isConnected) { state.watch.disconnect(); state.chart.dispose(); drawn.delete(box); } });
  if (!window.echarts) { undrawn(root); return; }
  const boxes = [...root.querySelectorAll('[data-chart]')].filter((box) => !drawn.has(box));
  const start = () => boxes.forEach((box) => { if (box.isConnected && !drawn.has(box)) draw(box); });
  if (document.fonts && document.fonts.status !== 'loaded') Promise.race([document.fonts.ready, new Promise((done) => setTimeout(done, 800))]).then(start);
  else start();
}

// undrawn shows the tables where the drawing library did not come.
function undrawn(root) {
  root.querySelectorAll('[data-panel]:has([data-chart])').forEach((panel) => {
    panel.dataset.view = 'table';
    panel.dataset.tableonly = '';
    panel.querySelectorAll('.backto, .menu li:has([data-act=table])').forEach((e) => e.remove());
    panel.querySelectorAll('.tw').forEach((e) => e.setAttribute('tabindex', '0'));
  });
}

function draw(box) {
  const source = document.getElementById(box.dataset.chart + '-o');
  if (!source) return;
  const data = JSON.parse(source.textContent), place = box.querySelector('.chart');
  fitHeight(place, data.height);
  if (!place.clientWidth) { // behind a table, or not laid out yet: drawn when it gets a size
    const first = new ResizeObserver(() => {
      if (!place.clientWidth) return;
      first.disconnect();
      if (box.isConnected && !drawn.has(box)) draw(box);
    });
    first.observe(place);
    return;
  }
  const chart = window.echarts.init(place, null, { renderer: 'svg', locale: 'SV' });
  const watch = new ResizeObserver(() => { if (!printing && place.clientWidth && (place.clientWidth !== chart.getWidth() || place.clientHeight !== chart.getHeight())) chart.resize(); });
  drawn.set(box, { chart, data, point: -1, watch });
  paint(box);
  watch.observe(place);
  chart.on('click', (event) => {
    const pick = event.data && event.data.pick;
    if (pick) choose(pick.key, pick.value, event.event?.event?.ctrlKey || event.event?.event?.shiftKey);
  });
  brush(box, chart, place);
}

// forPaper draws a chart for the printed page: nothing is laid out for it yet, so the size is told. A panel is 676 px wide
// inside the margins of A4, its sides half of that. Rows stand closer than on the screen, so that a page holds two panels or three.
function forPaper({ chart, data }, box) {
  chart.resize({ width: box.closest('.panel.two .pside') ? 336 : 676, height: Math.min(Math.max(0.7 * data.height, 200), 520) });
}

// fitHeight gives the chart one of the heights that the style sheet knows.
function fitHeight(place, wanted) {
  const steps = [240, 280, 320, 360, 400, 460, 520, 600, 700];
  place.classList.add('h' + (steps.find((step) => step >= wanted) || 700));
}

function paint(box) {
  const { chart, data } = drawn.get(box);
  const option = structuredClone(data.option);
  chart.setOption(window.KlarsynChart.hydrate(option, window.KlarsynChart.env(box)), true);
}

// resizeCharts redraws the charts below root in their new size.
export function resizeCharts(root) {
  drawn.forEach((state, box) => { if (root.contains(box)) state.chart.resize(); });
}

// brush: dragging across a chart selects every point between, when all of them belong to one key.
function brush(box, chart, place) {
  let from = null, shade = null;
  const zr = chart.getZr();
  zr.on('mousedown', (event) => { from = [event.offsetX, event.offsetY]; });
  zr.on('mousemove', (event) => {
    if (!from || Math.hypot(event.offsetX - from[0], event.offsetY - from[1]) < 8) return;
    if (!shade) shade = new window.echarts.graphic.Rect({ silent: true, z: 100, style: { fill: window.KlarsynChart.env(place).tokens.accent, opacity: 0.14 } });
    shade.setShape({ x: Math.min(from[0], event.offsetX), y: Math.min(from[1], event.offsetY), width: Math.abs(event.offsetX - from[0]), height: Math.abs(event.offsetY - from[1]) });
    zr.add(shade);
  });
  const end = (event) => {
    const start = from, area = shade;
    from = null; shade = null;
    if (!area) return;
    zr.remove(area);
    if (event.type === 'globalout' || !start) return;
    select(box, chart, start, [event.offsetX, event.offsetY]);
  };
  zr.on('mouseup', end);
  zr.on('globalout', end);
}

function select(box, chart, a, b) {
  const { data } = drawn.get(box), inside = new Map();
  const option = chart.getOption();
  data.points.forEach((point) => {
    if (!point.pick) return;
    const at = centre(chart, option, point);
    if (!at) return;
    const within = (i) => at[i] >= Math.min(a[i], b[i]) - 1 && at[i] <= Math.max(a[i], b[i]) + 1;
    const upright = option.xAxis?.[0]?.type === 'category', lying = option.yAxis?.[0]?.type === 'category';
    if (upright ? within(0) : lying ? within(1) : within(0) && within(1)) inside.set(point.pick.key + '=' + point.pick.value, point.pick);
  });
  const picks = [...inside.values()];
  if (picks.length === 0 || picks.some((p) => p.key !== picks[0].key)) return;
  const address = new URL(location.href), side = address.searchParams.get('aktiv') || (/[?&][ab]\./.test(address.search) ? 'a' : '');
  const key = (side ? side + '.' : '') + picks[0].key;
  address.searchParams.delete(key);
  picks.forEach((p) => address.searchParams.append(key, p.value));
  if (picks[0].key === 'manad') address.searchParams.delete((side ? side + '.' : '') + 'ar');
  go(address.pathname + address.search);
}

// centre is where a point stands, in pixels of the chart.
function centre(chart, option, point) {
  const item = option.series[point.series]?.data?.[point.index];
  const value = item && (Array.isArray(item.value) ? item.value : null);
  const upright = option.xAxis?.[0]?.type === 'category', lying = option.yAxis?.[0]?.type === 'category';
  const category = point.index;
  try {
    if (value && !upright && !lying) return chart.convertToPixel({ seriesIndex: point.series }, value);
    if (upright) return chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [value ? value[0] : category, 0]);
    return chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [0, value && Number.isInteger(value[1]) ? value[1] : category]);
  } catch { return null; }
}

// walk moves between the points of the chart that has focus.
function walk(event) {
  const state = drawn.get(event.target);
  if (!state || event.ctrlKey || event.metaKey || event.altKey) return;
  const { chart, data } = state, last = data.points.length - 1;
  if (last < 0) return;
  let next = state.point;
  switch (event.key) {
    case 'ArrowRight': case 'ArrowDown': next = Math.min(last, next + 1); break;
    case 'ArrowLeft': case 'ArrowUp': next = Math.max(0, next - 1); break;
    case 'Home': next = 0; break;
    case 'End': next = last; break;
    case 'Enter': {
      const point = data.points[state.point];
      if (point && point.pick) { event.preventDefault(); choose(point.pick.key, point.pick.value, event.shiftKey); }
      return;
    }
    case 'Escape': chart.dispatchAction({ type: 'hideTip' }); return;
    default: return;
  }
  event.preventDefault();
  state.point = next;
  const point = data.points[next];
  chart.dispatchAction({ type: 'downplay' });
  chart.dispatchAction({ type: 'highlight', seriesIndex: point.series, dataIndex: point.index });
  chart.dispatchAction({ type: 'showTip', seriesIndex: point.series, dataIndex: point.index });
  say(point.text + (point.pick ? '. Retur väljer.' : ''));
}
