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

const write = (list) => localStorage.setItem(STORE, JSON.stringify(list.slice(0, 50)));
const here = () => location.pathname + location.search;

export function startBookmarks() {
  document.addEventListener('click', (event) => {
    const rename = event.target.closest('[data-act=rename]');
    if (rename) { edit(rename); return; }
    const button = event.target.closest('[data-act=mark], [data-act=unmark]');
    if (!button) return;
    const href = button.dataset.href || here(), list = read(), found = list.some((m) => m.href === href);
    const next = list.filter((m) => m.href !== href);
    if (!found) {
      const chips = [...document.querySelectorAll('.chip > span')].map((c) => c.textContent.replace(/\s+/g, ' ').replace(' förval', '').trim());
      next.unshift({ href, title: button.dataset.title, about: chips.join(', ') });
    }
    write(next);
    say(found ? 'Bokmärket är borttaget' : 'Bokmärkt. Bokmärkena finns på startsidan');
    show();
  });
  onContent(show);
}

// edit puts a field in the place of a bookmark's name. Return or leaving it keeps the name, escape does not.
function edit(button) {
  const href = button.dataset.href, item = button.closest('li'), field = document.createElement('input');
  field.value = item.querySelector('a').textContent;
  field.maxLength = 120;
  field.setAttribute('aria-label', 'Bokmärkets namn');
  let done = false;
  const end = (keep) => {
    if (done) return;
    done = true;
    const name = field.value.trim();
    if (keep && name) {
      write(read().map((m) => m.href === href ? { ...m, title: name } : m));
      say('Bokmärket heter ' + name);
    }
    show();
    document.querySelector('[data-act=rename][data-href="' + CSS.escape(href) + '"]')?.focus();
  };
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); end(true); }
    if (event.key === 'Escape') { event.preventDefault(); end(false); }
  });
  field.addEventListener('blur', () => end(true));
  item.querySelector('span').replaceChildren(field);
  field.focus();
  field.select();
}

// act is a small button of a bookmark.
function act(name, mark, label, sign) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.act = name;
  button.dataset.href = mark.href;
  button.setAttribute('aria-label', label + ' ' + mark.title);
  button.textContent = sign;
  return button;
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
    const item = document.createElement('li'), words = document.createElement('span'), link = document.createElement('a'), about = document.createElement('small');
    link.href = mark.href;
    link.textContent = mark.title;
    about.textContent = mark.about || '';
    words.append(link, about);
    item.append(words, act('rename', mark, 'Byt namn på bokmärket', '✎'), act('unmark', mark, 'Ta bort bokmärket', '×'));
    return item;
  }));
}
