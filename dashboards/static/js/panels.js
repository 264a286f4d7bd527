// Panels and tiles: table or chart, menus, dialogs with definitions and SQL, toggles, figures that come later.
import { onContent } from './navigate.js';
import { resizeCharts, drawCharts } from './charts.js';
import { say } from './say.js';

export function startPanels() {
  document.addEventListener('click', (event) => {
    const act = event.target.closest('[data-act]');
    if (act) {
      switch (act.dataset.act) {
        case 'table': toggleTable(act.closest('[data-panel]'), true); break;
        case 'unfold': unfold(act.closest('[data-panel]'), !('open' in act.closest('[data-panel]').dataset)); break;
        case 'view': showView(act); break;
        case 'close': act.closest('dialog').close(); break;
        case 'help': openHelp(); break;
      }
    }
    const about = event.target.closest('a[data-about]');
    if (about && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openAbout(about);
    }
    document.querySelectorAll('details.menu[open], details.areas[open]').forEach((menu) => {
      if (!menu.contains(event.target) || event.target.closest('a, button')) menu.open = false;
    });
    if (event.target.matches && event.target.matches('dialog')) event.target.close(); // a click beside the dialog
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    document.querySelectorAll('details.menu[open], details.areas[open]').forEach((menu) => {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  });
  onContent((root) => root.querySelectorAll('[data-panel]').forEach(reach));
  onContent(fetchLate);
  onContent(fetchLateTiles);
}

// reach lets the tabulator key stop in a table only while the table is seen; screen readers read it always.
function reach(panel) {
  const seen = panel.dataset.view === 'table';
  panel.querySelectorAll('.tw, .data a, .data button').forEach((e) => {
    if (seen && e.matches('.tw')) e.setAttribute('tabindex', '0');
    else if (seen) e.removeAttribute('tabindex');
    else e.setAttribute('tabindex', '-1');
  });
}

// unfold shows the figure that a small screen folds away under its summary.
export function unfold(panel, open) {
  const button = panel.querySelector('.unfold');
  if (!button) return;
  if (open) panel.dataset.open = ''; else delete panel.dataset.open;
  button.setAttribute('aria-expanded', String(open));
  const word = button.querySelector('span');
  word.textContent = word.textContent.replace(/^\S+/, open ? 'Dölj' : 'Visa');
}

// toggleTable shows a panel's table in place of its chart, or the other way round.
export function toggleTable(panel, focus) {
  if (!panel || 'tableonly' in panel.dataset) return;
  const table = panel.dataset.view !== 'table';
  unfold(panel, true);
  if (table) panel.dataset.view = 'table'; else delete panel.dataset.view;
  panel.querySelectorAll('.menu [data-act=table] span').forEach((e) => { e.textContent = table ? 'Visa som ' + (panel.querySelector('.figure') ? 'diagram' : 'text') : 'Visa som tabell'; });
  reach(panel);
  if (!table) resizeCharts(panel);
  const name = panel.querySelector('h3')?.textContent || '';
  say((table ? 'Tabell: ' : panel.querySelector('.figure') ? 'Diagram: ' : 'Text: ') + name);
  if (focus) panel.querySelector(table ? '.tw' : '.chartbox')?.focus({ preventScroll: true });
}

function showView(button) {
  const tile = button.closest('.tile'), had = document.activeElement === button;
  tile.querySelectorAll('.view').forEach((view) => {
    if (view.dataset.view === button.dataset.view) delete view.dataset.off; else view.dataset.off = '';
  });
  tile.querySelectorAll('.seg button').forEach((b) => b.setAttribute('aria-pressed', String(b.dataset.view === button.dataset.view)));
  if (had) tile.querySelector('.view:not([data-off]) .seg button[aria-pressed=true]')?.focus();
}

export function openHelp() {
  const help = document.getElementById('hjalp');
  if (help && !help.open) help.showModal();
}

// openAbout fetches the page of a definition into the dialog; if that fails the link is followed.
async function openAbout(link) {
  const dialog = document.getElementById('ruta');
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(String(answer.status));
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('dokument');
    document.getElementById('ruta-t').textContent = next.querySelector('.doctitle').textContent;
    const body = document.getElementById('ruta-b');
    body.replaceChildren(...[...next.children].map((child) => document.adoptNode(child)));
    body.id = 'ruta-b';
    (link.closest('details.menu')?.querySelector('summary') || link).focus({ preventScroll: true }); // where focus goes back to: the link itself is folded away with its menu
    dialog.showModal();
    const part = new URL(link.href).hash.slice(1);
    const target = part && body.querySelector('#' + CSS.escape(part));
    if (target) target.scrollIntoView(); else body.scrollTop = 0;
    document.getElementById('ruta-t').focus();
  } catch {
    location.assign(link.href);
  }
}

// fetchLate asks for figures that were not ready when the page was sent.
function fetchLate(root) {
  const waiting = [...root.querySelectorAll('[data-later]')];
  if (waiting.length === 0) return;
  waiting.forEach(async (state) => {
    const address = state.dataset.later, panel = state.closest('[data-panel]');
    delete state.dataset.later;
    if (!panel || !address) return;
    try {
      const answer = await fetch(address);
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(panel.id);
      if (!next || !panel.isConnected) return;
      panel.replaceWith(document.adoptNode(next));
      drawCharts(next.parentNode);
      say('Klar: ' + (next.querySelector('h3')?.textContent || ''));
    } catch {
      state.querySelector('.prog')?.remove();
    }
  });
}

// fetchLateTiles asks for the page again, more and more seldom, until its headline figures are there: they are kept when ready.
async function fetchLateTiles() {
  const here = location.href, waiting = () => [...document.querySelectorAll('.tile:has([data-late])')];
  for (let pause = 1000; waiting().length > 0 && pause < 30000; pause *= 1.7) {
    await new Promise((done) => { setTimeout(done, pause); });
    if (location.href !== here || waiting().length === 0) return; // another page has begun its own
    try {
      const answer = await fetch(here);
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
      waiting().forEach((tile) => {
        const ready = next.getElementById(tile.id);
        if (ready && !ready.querySelector('[data-late]')) tile.replaceWith(document.adoptNode(ready));
      });
    } catch { return; }
  }
}
