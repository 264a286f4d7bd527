// Links that change the selection fetch the next page and put its parts in place, so that focus, scroll and folded
// filters stay. Back and Forward are undo and redo.
import { say } from './say.js';

const listeners = [];
let position = 0;   // of this page in the history of this tab
let furthest = 0;
let running = null; // the fetch under way

// onContent calls the listener for the page and for each content that takes its place.
export function onContent(listener) {
  listeners.push(listener);
  listener(document);
}

export function startNavigation() {
  history.scrollRestoration = 'auto';
  onContent(showTab);
  position = history.state && Number.isInteger(history.state.at) ? history.state.at : 0;
  furthest = Math.max(position, Number(sessionStorage.getItem('klarsyn.furthest') || 0));
  if (!history.state) { furthest = position; history.replaceState({ at: position }, ''); }
  document.addEventListener('click', clicked);
  document.addEventListener('keydown', (event) => {
    const link = event.target.closest && event.target.closest('a[role=checkbox], a[role=radio]');
    if (!link) return;
    if (event.key === ' ') { event.preventDefault(); link.click(); return; }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || link.getAttribute('role') !== 'radio') return;
    event.preventDefault(); // focus moves, the choice waits for space or return: each costs a page
    const group = [...link.parentElement.querySelectorAll('a[role=radio]')];
    group[(group.indexOf(link) + step + group.length) % group.length].focus();
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-form]')) return;
    event.preventDefault();
    const query = new URLSearchParams(new FormData(form));
    if (!query.get('sok')) query.delete('sok');
    go(form.getAttribute('action') + (query.size ? '?' + query : ''));
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-act=tab]')) location.assign(event.target.value);
  });
  window.addEventListener('popstate', (event) => {
    position = event.state && Number.isInteger(event.state.at) ? event.state.at : 0;
    load(location.href, { push: false });
  });
  buttons();
}

function clicked(event) {
  const act = event.target.closest('[data-act=undo], [data-act=redo]');
  if (act) { if (act.dataset.act === 'undo') history.back(); else history.forward(); return; }
  const link = event.target.closest('a[data-nav]');
  if (!link || event.button !== 0 || event.altKey || event.metaKey) return;
  if (link.closest('.state.empty') && position > 0) { event.preventDefault(); history.back(); return; }
  const modified = event.ctrlKey || event.shiftKey;
  if (modified && !link.dataset.not) return; // open in a new tab, as links do
  event.preventDefault();
  go(modified ? link.dataset.not : link.getAttribute('href'), link.dataset.id);
}

// go shows another address.
export function go(address, focus) {
  const here = new URL(location.href), there = new URL(address, here);
  if (there.href === here.href) return;
  load(there.href, { push: true, focus });
}

// choose toggles one value of a key, as a click on it in the filter pane does.
export function choose(key, value, not) {
  const link = document.querySelector('a.val[data-id="' + CSS.escape(key + '=' + value) + '"]');
  if (link) { go(not && link.dataset.not ? link.dataset.not : link.getAttribute('href'), link.dataset.id); return; }
  const address = new URL(location.href), chosen = address.searchParams.getAll(key);
  if (chosen.includes(value)) {
    address.searchParams.delete(key);
    chosen.filter((other) => other !== value).forEach((other) => address.searchParams.append(key, other));
  } else address.searchParams.append(key, value);
  go(address.href);
}

async function load(address, { push, focus }) {
  if (running) running.abort();
  const mine = running = new AbortController();
  busy(true);
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { Accept: 'text/html' } });
    const text = await answer.text();
    if (mine.signal.aborted) return;
    const next = new DOMParser().parseFromString(text, 'text/html');
    if (!next.querySelector('main') || next.querySelector('link[rel=stylesheet]')?.getAttribute('href') !== document.querySelector('link[rel=stylesheet]').getAttribute('href')) {
      location.assign(address); // another program version, or no page at all
      return;
    }
    if (push) {
      position += 1;
      furthest = position;
      history.pushState({ at: position }, '', address);
    }
    swap(next, focus);
  } catch (fault) {
    if (fault.name === 'AbortError') return;
    say('Sidan kunde inte hämtas. Försök igen.');
    location.assign(address);
  } finally {
    if (running === mine) { running = null; busy(false); }
  }
}

// swap puts the parts of the next page in the place of this one's.
function swap(next, focus) {
  const same = document.querySelector('#innehall') && next.querySelector('#innehall');
  const keep = remember(focus);
  if (same) {
    document.getElementById('top').replaceWith(document.adoptNode(next.getElementById('top')));
    document.querySelector('#innehall').replaceWith(document.adoptNode(next.querySelector('#innehall')));
  } else {
    document.body.replaceWith(document.adoptNode(next.body));
  }
  document.title = next.title;
  restore(keep);
  buttons();
  listeners.forEach((listener) => listener(document));
  window.scrollTo(window.scrollX, same ? keep.scroll : 0);
  const size = [...document.querySelectorAll('.selbar .size')].map((e) => e.textContent).join(' mot ');
  say(size ? size + ' i urvalet' : document.title);
}

// remember notes what the reader would miss: focus, folded filters, the searched value, tables that are open.
function remember(focus) {
  const active = document.activeElement;
  return {
    focus: focus || (active && (active.dataset?.id || active.id)),
    panel: active && active.closest && active.closest('[data-panel]')?.id,
    chip: [...document.querySelectorAll('.chip a')].indexOf(active),
    pane: document.getElementById('filter')?.open,
    dims: Object.fromEntries([...document.querySelectorAll('.dim')].map((d) => [d.dataset.dim, d.open])),
    seek: document.getElementById('sokvarde')?.value,
    tables: [...document.querySelectorAll('[data-panel][data-view=table]:not([data-tableonly])')].map((p) => p.id),
    open: [...document.querySelectorAll('[data-panel][data-open] .unfold')].map((b) => b.closest('[data-panel]').id),
    views: [...document.querySelectorAll('.seg button[aria-pressed=true]')].map((b) => [b.closest('.tile').id, b.dataset.view]),
    scroll: window.scrollY,
  };
}

function restore(keep) {
  const pane = document.getElementById('filter');
  if (pane && keep.pane !== undefined) pane.open = keep.pane;
  document.querySelectorAll('.dim').forEach((d) => { if (d.dataset.dim in keep.dims) d.open = keep.dims[d.dataset.dim]; });
  keep.tables.forEach((id) => { const panel = document.getElementById(id); if (panel) panel.dataset.view = 'table'; });
  keep.open.forEach((id) => document.getElementById(id)?.querySelector('.unfold')?.click());
  keep.views.forEach(([tile, view]) => document.getElementById(tile)?.querySelector('.seg button[data-view="' + CSS.escape(view) + '"]')?.click());
  const seek = document.getElementById('sokvarde');
  if (seek && keep.seek) { seek.value = keep.seek; seek.dispatchEvent(new Event('input', { bubbles: true })); }
  const target = keep.focus && (document.querySelector('[data-id="' + CSS.escape(keep.focus) + '"]') || document.getElementById(keep.focus));
  const chips = [...document.querySelectorAll('.chip a')];
  if (target) target.focus({ preventScroll: true });
  else if (keep.chip >= 0) (chips[Math.min(keep.chip, chips.length - 1)] || document.querySelector('.selbar .clear'))?.focus({ preventScroll: true });
  else if (keep.panel) document.querySelector('#' + CSS.escape(keep.panel) + ' .chartbox')?.focus({ preventScroll: true });
}

// showTab brings the open sheet's tab into sight where the tabs do not fit.
function showTab() {
  const tab = document.querySelector('.tabs a[aria-current]');
  if (tab) tab.parentNode.scrollLeft = tab.offsetLeft - (tab.parentNode.clientWidth - tab.offsetWidth) / 2;
}

// buttons says whether there is something to undo or to redo.
function buttons() {
  sessionStorage.setItem('klarsyn.furthest', String(furthest));
  const undo = document.querySelector('[data-act=undo]'), redo = document.querySelector('[data-act=redo]');
  if (undo) undo.disabled = position <= 0;
  if (redo) redo.disabled = position >= furthest;
}

function busy(on) {
  const bar = document.getElementById('busy');
  document.documentElement.classList.toggle('loading', on);
  if (!bar) return;
  window.clearTimeout(busy.timer);
  if (on) busy.timer = window.setTimeout(() => { bar.hidden = false; say('Hämtar'); }, 250);
  else bar.hidden = true;
}
