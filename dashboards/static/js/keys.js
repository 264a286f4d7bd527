// Shortcuts with single keys, which can be switched off (WCAG 2.1.4).
import { openHelp, toggleTable } from './panels.js';
import { go } from './navigate.js';

const SETTING = 'klarsyn.kortkommandon';
const enabled = () => localStorage.getItem(SETTING) !== 'av';

export function startShortcuts() {
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-act=keys]')) localStorage.setItem(SETTING, event.target.checked ? 'pa' : 'av');
  });
  document.addEventListener('toggle', (event) => {
    const box = event.target.id === 'hjalp' && event.target.querySelector('[data-act=keys]');
    if (box) box.checked = enabled();
  }, true);
  document.querySelectorAll('[data-act=keys]').forEach((box) => { box.checked = enabled(); });
  document.addEventListener('keydown', pressed);
}

function pressed(event) {
  if (!enabled() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target instanceof Element ? event.target : document.body;
  if (at.closest('input, select, textarea, dialog[open]')) return;
  const panel = at.closest('[data-panel]');
  switch (event.key) {
    case '?': openHelp(); break;
    case '/': {
      const pane = document.getElementById('filter');
      if (!pane) return;
      pane.open = true;
      document.getElementById('sokvarde').focus();
      break;
    }
    case 't': case 'T':
      if (panel) toggleTable(panel, true);
      else document.querySelectorAll('[data-panel]').forEach((each) => toggleTable(each, false));
      break;
    case 'e': case 'E': {
      const menu = panel?.querySelector('.menu') || document.querySelector('[data-sheetmenu]') || document.querySelector('[data-panel] .menu');
      if (!menu) return;
      menu.open = true;
      menu.querySelector('[data-export]')?.focus();
      break;
    }
    case 'R':
      if (!event.shiftKey) return;
      go(document.querySelector('.selbar .clear')?.getAttribute('href') || location.pathname);
      break;
    default: return;
  }
  event.preventDefault();
}
