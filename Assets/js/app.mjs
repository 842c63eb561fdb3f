// Entry point. Everything here is optional: pages work with this file missing.
const html = document.documentElement;
html.classList.add('js');

// Theme: the button's form posts to the server, which keeps the choice in a cookie. The script flips the page at once
// and posts the same form (with its CSRF field) in the background, saying `dark` or `light` where the form says `toggle`.
addEventListener('click', e => {
  const b = e.target.closest?.('[data-theme-toggle]');
  if (!b) return;
  e.preventDefault();
  const dark = html.dataset.theme ? html.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  html.dataset.theme = dark ? 'light' : 'dark';
  document.dispatchEvent(new CustomEvent('themechange'));
  if (!b.form) return;
  const fields = new URLSearchParams(new FormData(b.form));
  fields.set(b.name || 'theme', html.dataset.theme);
  if (fields.has('key')) fields.set('key', `${Date.now()}-${Math.random().toString(36).slice(2)}`);   // each click is a sending of its own
  fetch(b.form.action, { method: 'POST', body: fields, redirect: 'manual', keepalive: true }).catch(() => {});
});

// close <details> menus on Escape or outside click
addEventListener('keydown', e => { if (e.key !== 'Escape') return;
  const d = document.querySelector('.switcher[open], .menu[open]'); if (d) { d.open = false; d.querySelector('summary').focus(); }
  if (location.hash === '#nav') { location.hash = 'main'; } });
addEventListener('click', e => { for (const d of document.querySelectorAll('.switcher[open], .menu[open]')) if (!d.contains(e.target)) d.open = false; });

// Each module is fetched only where its markup stands; a partial update may bring new markup, so the list is walked again.
const modules = [
  ['[data-chart]', './charts.mjs'],
  ['[data-live]', './live.mjs'],
  ['[data-score]', './score.mjs'],
  ['[data-map]', './map.mjs'],
  ['[data-table]', './table.mjs'],
  ['[data-tree]', './tree.mjs'],
  ['[data-countdown],[data-dialog],[data-toast],[data-print],[data-reveal],[data-copy],.toast', './ui.mjs'],
  ['form[data-draft]', './draft.mjs'],
  ['[data-partial]', './partial.mjs'],
  ['form[method="post"]', './once.mjs'],
];
const need = () => modules.forEach(([sel, mod]) => document.querySelector(sel) && import(mod));
need();
document.addEventListener('swapped', need);
