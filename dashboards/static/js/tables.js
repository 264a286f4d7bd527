// Short tables are sorted in the browser; a click on a row's name chooses it.
import { onContent, choose } from './navigate.js';
import { say } from './say.js';

const collator = new Intl.Collator('sv', { numeric: true });

export function startTables() {
  onContent((root) => root.querySelectorAll('table[data-sortable]').forEach(makeSortable));
  document.addEventListener('click', (event) => {
    const button = event.target.closest('thead button');
    if (button) { sort(button); return; }
    const row = event.target.closest('tr[data-select]');
    if (row && event.target.closest('th')) {
      const at = row.dataset.select.indexOf('=');
      choose(row.dataset.select.slice(0, at), row.dataset.select.slice(at + 1), event.ctrlKey || event.shiftKey);
    }
  });
}

function makeSortable(table) {
  if (table.tBodies[0].rows.length < 2) return;
  table.querySelectorAll('thead th').forEach((th) => {
    if (th.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...th.childNodes);
    th.append(button);
  });
}

function sort(button) {
  const th = button.closest('th'), table = th.closest('table'), at = th.cellIndex, body = table.tBodies[0];
  const numeric = th.classList.contains('num');
  const falling = th.getAttribute('aria-sort') ? th.getAttribute('aria-sort') === 'ascending' : numeric;
  const value = (row) => row.cells[at].dataset.o ?? (numeric ? '' : row.cells[at].textContent);
  const rows = [...body.rows].map((row) => ({ row, value: value(row) }));
  rows.sort((a, b) => {
    if (a.value === '' || b.value === '') return (a.value === '') - (b.value === '');
    const order = numeric ? Number(a.value) - Number(b.value) : collator.compare(a.value, b.value);
    return falling ? -order : order;
  });
  body.append(...rows.map((r) => r.row));
  table.querySelectorAll('th[aria-sort]').forEach((e) => e.removeAttribute('aria-sort'));
  th.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
  say('Sorterad efter ' + button.textContent.trim() + (falling ? ', fallande' : ', stigande'));
}
