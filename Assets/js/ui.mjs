// Countdown, dialogs opened from links, toasts, print and show-password buttons. All have a server-rendered equivalent.
for (const el of document.querySelectorAll('[data-countdown]')) {
  let end = Date.now() + el.dataset.countdown * 1000;
  const tick = () => { const s = Math.max(0, Math.round((end - Date.now()) / 1000));
    el.textContent = `${String(s / 60 | 0).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`;
    if (s) setTimeout(tick, 1000); else if (el.hasAttribute('data-reload')) location.reload(); };   // never submits anything for the user
  tick();
}
const leave = t => { if (!t.querySelector('a')) setTimeout(() => t.remove(), 6000); };      // messages with an action stay until used
export function toast(text, { bad = false, href, action } = {}) {
  const t = document.createElement('div'); t.className = 'toast' + (bad ? ' bad' : '');
  t.innerHTML = `<svg class="i" aria-hidden="true"><use href="/assets/icons.svg#${bad ? 'exclamation-circle' : 'check-circle'}"></use></svg><span></span>`;
  t.querySelector('span').textContent = text;
  if (href) { const a = Object.assign(document.createElement('a'), { href, textContent: action }); t.append(a); }
  document.querySelector('#toasts')?.append(t);
  leave(t);
}
document.querySelectorAll('#toasts > .toast').forEach(leave);
addEventListener('click', e => {
  const hit = sel => e.target.closest?.(sel);
  let b;
  if (b = hit('[data-toast]')) { e.preventDefault(); toast(b.dataset.toast, { bad: b.hasAttribute('data-bad') }); }
  if (b = hit('[data-dialog]')) { const d = document.getElementById(b.dataset.dialog); if (d?.showModal) { e.preventDefault(); d.showModal(); } }
  if (b = hit('[data-close]')) b.closest('dialog').close();
  if (hit('[data-print]')) print();
  if (b = hit('[data-reveal]')) {   // the value is the id of a password field
    const field = document.getElementById(b.dataset.reveal), shown = field.type === 'password';
    field.type = shown ? 'text' : 'password'; b.setAttribute('aria-pressed', String(shown));
  }
});
addEventListener('click', async e => {   // the value is the id of what is copied
  const b = e.target.closest('[data-copy]'); if (!b) return;
  const from = document.getElementById(b.dataset.copy), words = b.querySelector('span');
  try { await navigator.clipboard.writeText(from.value ?? from.textContent); words.textContent = '已复制'; }
  catch { if (from.select) { from.focus(); from.select(); } else getSelection().selectAllChildren(from); words.textContent = '已选中，请按 Ctrl+C'; }
});
addEventListener('submit', () => { for (const b of document.querySelectorAll('[data-reveal][aria-pressed="true"]')) document.getElementById(b.dataset.reveal).type = 'password'; });
