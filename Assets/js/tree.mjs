// The picture of units as a tree for the keyboard (ARIA tree pattern). The server sends lists inside lists with links that open
// and close branches; on a wide window this module gives them the roles, one stop for Tab, arrows, Home, End, type-ahead, and
// fetches a branch when it is opened. On a phone the lists stay lists: each branch is a page of its own.
const wide = matchMedia('(min-width: 48rem)');
const box = () => document.getElementById('tree-box');
const root = () => box()?.querySelector('[data-tree]');
const names = r => [...r.querySelectorAll('.tn')].filter(n => !n.closest('ul[hidden]'));
const row = n => n.closest('li');
const inner = n => row(n).querySelector(':scope > ul');
const twist = n => row(n).querySelector(':scope > .trow > .tw[data-branch]');
const parent = n => row(n).parentElement.closest('li')?.querySelector('.tn');

function dress(part) {
  const on = wide.matches;
  for (const list of [...(part.matches('ul') ? [part] : []), ...part.querySelectorAll('ul')]) {
    if (list.matches('[data-tree]')) { on ? list.setAttribute('role', 'tree') : list.removeAttribute('role'); }
    else {
      on ? list.setAttribute('role', 'group') : list.removeAttribute('role');
      const n = list.parentElement.querySelector?.('.tn');
      if (n) { list.id = 'g-' + n.id.slice(2); on ? n.setAttribute('aria-owns', list.id) : n.removeAttribute('aria-owns'); }
    }
  }
  for (const li of part.querySelectorAll('li')) on ? li.setAttribute('role', 'none') : li.removeAttribute('role');
  for (const n of part.querySelectorAll('.tn')) {
    const t = twist(n);
    if (!on) { for (const a of ['role', 'tabindex', 'aria-expanded']) n.removeAttribute(a); continue; }
    n.setAttribute('role', 'treeitem'); n.tabIndex = -1;
    if (t) n.setAttribute('aria-expanded', String(!!inner(n) && !inner(n).hidden));
  }
  for (const t of part.querySelectorAll('.tw[data-branch]')) {   // for the pointer only; the keyboard has the arrows
    if (on) { t.dataset.href ??= t.getAttribute('href'); t.removeAttribute('href'); t.setAttribute('aria-hidden', 'true'); }
    else if (t.dataset.href) { t.setAttribute('href', t.dataset.href); t.removeAttribute('aria-hidden'); }
  }
}
function start() {
  const r = root();
  if (!r) return;
  dress(r);
  if (wide.matches) rove(r.querySelector('.tn[aria-current]') ?? r.querySelector('.tn'));
}
function rove(n, focus = false) {
  if (!n) return;
  for (const other of root().querySelectorAll('.tn[tabindex="0"]')) other.tabIndex = -1;
  n.tabIndex = 0;
  if (focus) { n.focus(); n.closest('.trow').scrollIntoView({ block: 'nearest' }); }
}
async function show(n, open) {
  const t = twist(n), list = inner(n);
  if (!t || n.getAttribute('aria-expanded') === String(open)) return;
  if (open && !list) {
    if (n.hasAttribute('aria-busy')) return;
    n.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(t.dataset.branch, { headers: { 'X-Partial': 'branch' } });
      if (!answer.ok) return location.assign(t.dataset.href);
      const doc = new DOMParser().parseFromString(await answer.text(), 'text/html'), got = doc.querySelector('ul');
      if (inner(n)) return;
      row(n).append(document.adoptNode(got)); dress(row(n));
      got.querySelectorAll('.tn').forEach(one => { one.tabIndex = -1; });
      if (!root().querySelector('.tn[tabindex="0"]')) rove(n);
    } catch { return location.assign(t.dataset.href); } finally { n.removeAttribute('aria-busy'); }
    n.tabIndex = document.activeElement === n ? 0 : n.tabIndex;
  } else if (list) list.hidden = !open;
  n.setAttribute('aria-expanded', String(open));
  t.toggleAttribute('data-open', open);
  row(n).classList.toggle('shut', !open);
  if (!open && list?.contains(document.activeElement)) rove(n, true);
  if (open && t.dataset.href && !find()?.q.value) history.replaceState(history.state, '', t.dataset.href.split('#')[0]);   // a reload opens the same way
}

let typed = '', rest;
function jump(n, letter) {
  clearTimeout(rest); rest = setTimeout(() => { typed = ''; }, 700);
  typed += letter;
  const all = names(root()), at = all.indexOf(n), from = typed.length > 1 ? at : at + 1;
  const hit = [...all.slice(from), ...all.slice(0, from)].find(one => one.dataset.k.split(' ').some(k => k.startsWith(typed)));
  if (hit) rove(hit, true);
}
addEventListener('keydown', e => {
  const n = e.target.closest?.('[role=tree] .tn');
  if (!n || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  const all = names(root()), at = all.indexOf(n), open = n.getAttribute('aria-expanded');
  const act = {
    ArrowDown: () => rove(all[at + 1], true), ArrowUp: () => rove(all[at - 1], true),
    Home: () => rove(all[0], true), End: () => rove(all.at(-1), true),
    ArrowRight: () => open === 'false' ? show(n, true) : open && rove(inner(n)?.querySelector('.tn'), true),
    ArrowLeft: () => open === 'true' ? show(n, false) : rove(parent(n), true),
    ' ': () => open && show(n, open === 'false'),
    '*': () => row(n).parentElement.querySelectorAll(':scope > li > .trow > .tn').forEach(one => show(one, true)),
  }[e.key] ?? (/^[\p{L}\p{N}]$/u.test(e.key) ? () => jump(n, e.key.toLowerCase()) : null);
  if (act) { e.preventDefault(); act(); }
});
addEventListener('focusin', e => { const n = e.target.closest?.('[role=tree] .tn'); if (n) rove(n); });
addEventListener('click', e => {
  const t = e.target.closest?.('.tw[data-branch]');
  if (t && wide.matches) { e.preventDefault(); const n = row(t).querySelector('.tn'); rove(n); show(n, n.getAttribute('aria-expanded') !== 'true'); }
  const shut = e.target.closest?.('[data-collapse]');
  if (shut && wide.matches && root() && !find()?.q.value) {
    e.preventDefault();
    const tops = [...root().querySelectorAll(':scope > li > .trow > .tn')];
    for (const n of names(root())) if (tops.length > 1 || !tops.includes(n)) show(n, false);
    rove(tops[0], true); history.replaceState(history.state, '', shut.href);
  }
});

// Searching while typing: the server opens the ways to what it found.
const find = () => document.querySelector('form[data-tree-find]');
let wait, last;
async function seek() {
  const f = find(), address = new URL(f.action);
  for (const [name, value] of new FormData(f)) if (value.trim()) address.searchParams.set(name, value.trim());
  last?.abort(); const mine = last = new AbortController();
  box().setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { headers: { 'X-Partial': 'tree' }, signal: mine.signal });
    const doc = new DOMParser().parseFromString(await answer.text(), 'text/html'), now = doc.getElementById('tree-box');
    if (!answer.ok || !now) return location.assign(address);
    const said = now.querySelector('[data-tree-said]'), words = said.textContent;
    box().querySelector('[data-tree-said]').textContent = words;   // the region that readers listen to stays
    said.replaceWith(box().querySelector('[data-tree-said]'));
    box().replaceWith(document.adoptNode(now)); start();
    history.replaceState(history.state, '', address);
  } catch (error) { if (error.name !== 'AbortError') location.assign(address); }
}
addEventListener('input', e => { if (e.target.closest?.('form[data-tree-find]')) { clearTimeout(wait); wait = setTimeout(seek, e.isComposing ? 400 : 180); } });
addEventListener('submit', e => { if (!e.target.matches?.('form[data-tree-find]')) return; e.preventDefault(); clearTimeout(wait); seek().then(() => { if (wide.matches) rove(root()?.querySelector('.tn:has(mark)'), true); }); });
addEventListener('keydown', e => { if (e.key === 'ArrowDown' && e.target.closest?.('form[data-tree-find]') && wide.matches && root()) { e.preventDefault(); rove(root().querySelector('.tn:has(mark)') ?? root().querySelector('.tn'), true); } });
wide.addEventListener('change', start);
document.addEventListener('swapped', start);
start();
