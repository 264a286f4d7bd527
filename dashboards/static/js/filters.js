// The filter pane: search among values, folding that is remembered.
import { onContent } from './navigate.js';

const FOLDED = 'klarsyn.filter';
const narrow = window.matchMedia('(max-width: 1180px)');

export function startFilters() {
  document.addEventListener('input', (event) => { if (event.target.id === 'sokvarde') search(event.target.value); });
  document.addEventListener('keydown', (event) => {
    if (event.target.id !== 'sokvarde') return;
    if (event.key === 'Escape') { event.target.value = ''; search(''); event.target.blur(); }
    if (event.key === 'Enter') { document.querySelector('.val:not([hidden])')?.focus(); event.preventDefault(); }
  });
  document.addEventListener('toggle', (event) => {
    if (event.target.id === 'filter' && !narrow.matches) localStorage.setItem(FOLDED, event.target.open ? 'open' : 'folded');
  }, true);
  let first = true;
  onContent(() => {
    const pane = document.getElementById('filter');
    if (!pane || !first) return;
    first = false;
    if (narrow.matches || localStorage.getItem(FOLDED) === 'folded') pane.open = false;
  });
}

// search hides the values that do not hold the text, and opens the dimensions that have one that does.
function search(text) {
  const wanted = text.trim().toLocaleLowerCase('sv');
  let hits = 0;
  document.querySelectorAll('.dim').forEach((dim) => {
    if (!('was' in dim.dataset)) dim.dataset.was = dim.open ? '1' : '';
    const name = dim.querySelector('summary b').textContent.toLocaleLowerCase('sv').includes(wanted);
    let here = 0;
    dim.querySelectorAll('.val').forEach((value) => {
      const hit = !wanted || name || value.querySelector('span').textContent.toLocaleLowerCase('sv').includes(wanted);
      value.hidden = !hit;
      if (hit) here += 1;
    });
    dim.hidden = here === 0;
    dim.open = wanted ? here > 0 : dim.dataset.was === '1';
    if (!wanted) delete dim.dataset.was;
    hits += here;
  });
  const none = document.querySelector('.nohit');
  if (none) none.hidden = hits > 0;
}
