// Partial updates in place of htmx: fetch the same address, swap one region by id, keep the address bar right.
// The server needs no fragment endpoints (it may skip the shell when it sees X-Partial). Without this file: an ordinary page load.
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
let last;
async function swap(url, id) {
  const old = document.getElementById(id);
  if (!old) return location.assign(url);
  last?.abort(); const mine = last = new AbortController();
  old.setAttribute('aria-busy', 'true');
  try {
    const r = await fetch(url, { headers: { 'X-Partial': id }, signal: mine.signal });
    const doc = new DOMParser().parseFromString(await r.text(), 'text/html'), now = doc.getElementById(id);
    if (!r.ok || !now) return location.assign(url);
    const held = old.contains(document.activeElement) ? document.activeElement.id : null;
    const put = () => old.replaceWith(document.adoptNode(now));
    if (document.startViewTransition && !still) await document.startViewTransition(put).updateCallbackDone; else put();
    if (held !== null) { const to = held && document.getElementById(held); if (to) to.focus({ preventScroll: true }); else { now.tabIndex = -1; now.focus({ preventScroll: true }); } }
    history.pushState({}, '', r.url); if (doc.title) document.title = doc.title;
    document.dispatchEvent(new CustomEvent('swapped', { detail: id }));
    const say = document.getElementById('toasts'), word = Object.assign(document.createElement('span'), { className: 'vh', textContent: now.dataset.said ?? '内容已更新' });
    say?.append(word); setTimeout(() => word.remove(), 3000);
  } catch (e) { if (e.name !== 'AbortError') location.assign(url); }
}
addEventListener('submit', e => { const f = e.target.closest('form[data-partial]'); if (!f || f.method !== 'get') return; e.preventDefault(); swap(f.action.split('?')[0] + '?' + new URLSearchParams(new FormData(f, e.submitter)), f.dataset.partial); });
addEventListener('click', e => { const a = e.target.closest('a[data-partial]'); if (!a || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return; e.preventDefault(); swap(a.href, a.dataset.partial); });
addEventListener('popstate', e => { if (e.state || !location.hash) location.reload(); });
