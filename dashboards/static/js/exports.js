// Long exports: a line says how far each has come and can end it; the file comes when it is ready. Without scripts the
// same forms lead to a page that reloads by itself.
import { onContent } from './navigate.js';
import { say } from './say.js';

const STORE = 'klarsyn.exporter'; // those under way in this tab, so that they are followed on the next page too
const PAUSE = 700;

const following = new Set();

function kept() {
  try { return JSON.parse(sessionStorage.getItem(STORE) || '[]').filter((address) => typeof address === 'string'); } catch { return []; }
}

function keep(address, on) {
  sessionStorage.setItem(STORE, JSON.stringify(kept().filter((other) => other !== address).concat(on ? [address] : [])));
}

export function startExports() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.matches('form[data-long]')) { event.preventDefault(); start(form); }
    const line = form.closest('[data-follow]');
    if (line) { event.preventDefault(); end(form, line); }
  });
  onContent((root) => {
    root.querySelectorAll('[data-follow]').forEach((line) => follow(line.dataset.follow, line));
    kept().forEach((address) => { if (!following.has(address)) follow(address, null); });
  });
}

const ask = (address, method) => fetch(address, { method: method || 'GET', headers: { Accept: 'application/json' } }).then((answer) => answer.json());

async function start(form) {
  const menu = form.closest('details');
  if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  try {
    const job = await ask(form.action, 'POST');
    keep(job.address, true);
    say(job.title + '. ' + job.words);
    follow(job.address, null, job);
  } catch { // refused: the answer is a page that says why
    form.submit();
  }
}

async function end(form, line) {
  try { draw(line, await ask(form.action, 'POST')); } catch { form.submit(); }
}

// follow asks until the export is over. A line of its own is made unless the page has one.
async function follow(address, given, first) {
  if (following.has(address)) return;
  following.add(address);
  let line = given, job = first, failures = 0;
  for (;;) {
    try {
      if (!job) job = await ask(address);
      failures = 0;
    } catch {
      failures += 1;
      if (failures > 20) break;
    }
    if (job) {
      if (!line && job.state === 'failed' && !job.title) break; // begun on a page before, and forgotten by the server
      if (!line) line = make(address);
      draw(line, job);
      if (!job.cancel) break;
      job = null;
    }
    await new Promise((resolve) => { window.setTimeout(resolve, PAUSE); });
  }
  keep(address, false);
  following.delete(address);
  if (!job) return;
  say((job.title || '') + ' ' + job.words);
  if (job.file) fetchFile(job.file);
}

function fetchFile(address) {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

const element = (name, className) => Object.assign(document.createElement(name), { className });

// make adds a line to the corner of the page. It outlives the page's content.
function make(address) {
  const line = element('div', 'job'), words = element('p', 'job-words');
  line.dataset.at = address;
  line.setAttribute('role', 'group');
  line.append(element('p', 'job-what'), words, element('p', 'job-acts'));
  corner().append(line);
  return line;
}

function corner() {
  const place = document.getElementById('exporter');
  place.hidden = false;
  return place;
}

function draw(line, job) {
  line.dataset.state = job.state;
  if (job.title) { // a job that the server has forgotten has none
    line.setAttribute('aria-label', job.title);
    line.querySelector('.job-what').textContent = job.title;
  }
  line.querySelector('.job-words').textContent = job.words;
  let bar = line.querySelector('progress');
  if (job.cancel && !bar) {
    bar = document.createElement('progress');
    bar.setAttribute('aria-label', 'Hur långt exporten har kommit');
    line.querySelector('.job-words').after(bar);
  }
  if (bar && !job.cancel) bar.remove();
  if (bar && job.total > 1) { bar.max = job.total; bar.value = job.done; } else if (bar) bar.removeAttribute('value');
  const own = line.querySelector(':scope > form'); // the page's
  if (own) { if (!job.cancel) own.remove(); }
  const acts = line.querySelector('.job-acts'), kind = job.cancel ? 'cancel' : job.file ? 'file' : 'none';
  if (acts.dataset.kind === kind) return;
  const focused = line.contains(document.activeElement);
  acts.dataset.kind = kind;
  acts.replaceChildren();
  if (job.cancel && !own) acts.append(cancelForm(job));
  if (job.file) {
    const link = element('a', 'btn');
    link.href = job.file;
    link.download = '';
    link.textContent = 'Hämta igen';
    acts.append(link);
  }
  if (!job.cancel && line.dataset.at) {
    const close = element('button', 'tbtn');
    close.type = 'button';
    close.textContent = 'Stäng';
    close.setAttribute('aria-label', 'Stäng ' + line.getAttribute('aria-label'));
    close.addEventListener('click', () => {
      const place = line.parentElement;
      line.remove();
      place.hidden = place.children.length === 0;
      document.querySelector('[data-sheetmenu] > summary')?.focus();
    });
    acts.append(close);
  }
  if (focused) acts.querySelector('a, button')?.focus();
}

function cancelForm(job) {
  const form = document.createElement('form'), button = element('button', 'btn');
  form.method = 'post';
  form.action = job.cancel;
  button.type = 'submit';
  button.textContent = 'Avbryt';
  button.setAttribute('aria-label', 'Avbryt ' + job.title);
  form.append(button);
  form.addEventListener('submit', (event) => { event.preventDefault(); event.stopPropagation(); end(form, form.closest('.job')); });
  return form;
}
