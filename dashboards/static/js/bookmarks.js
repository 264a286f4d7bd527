// Bookmarks are addresses kept in this browser.
import { onContent } from './navigate.js';
import { say } from './say.js';

const STORE = 'klarsyn.bokmarken';

function read() {
  try {
    const list = JSON.parse(localStorage.getItem(STORE) || '[]');
    return Array.isArray(list) ? list.filter((m) => typeof m.href === 'string' && m.href.startsWith('/')) : [];
  } catch { return []; }
}

const here = () => location.pathname + location.search;

export function startBookmarks() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-act=mark], [data-act=unmark]');
    if (!button) return;
    const href = button.dataset.href || here(), list = read(), found = list.some((m) => m.href === href);
    const next = list.filter((m) => m.href !== href);
    if (!found) {
      const chips = [...document.querySelectorAll('.chip > span')].map((c) => c.textContent.replace(/\s+/g, ' ').replace(' förval', '').trim());
      next.unshift({ href, title: button.dataset.title, about: chips.join(', ') });
    }
    localStorage.setItem(STORE, JSON.stringify(next.slice(0, 50)));
    say(found ? 'Bokmärket är borttaget' : 'Bokmärkt. Bokmärkena finns på startsidan');
    show();
  });
  onContent(show);
}

function show() {
  const list = read();
  document.querySelectorAll('[data-act=mark]').forEach((button) => {
    const marked = list.some((m) => m.href === here());
    button.setAttribute('aria-pressed', String(marked));
    button.querySelector('span').textContent = marked ? 'Bokmärkt' : 'Bokmärk';
  });
  const place = document.querySelector('[data-marks]');
  if (!place) return;
  document.querySelector('[data-nomarks]').hidden = list.length > 0;
  place.replaceChildren(...list.map((mark) => {
    const item = document.createElement('li'), words = document.createElement('span'), link = document.createElement('a'), about = document.createElement('small'), drop = document.createElement('button');
    link.href = mark.href;
    link.textContent = mark.title;
    about.textContent = mark.about || '';
    words.append(link, about);
    drop.type = 'button';
    drop.dataset.act = 'unmark';
    drop.dataset.href = mark.href;
    drop.setAttribute('aria-label', 'Ta bort bokmärket ' + mark.title);
    drop.textContent = '×';
    item.append(words, drop);
    return item;
  }));
}
