// One click, one submission: a form that was sent does not send again while its answer is on the way.
// Only for the eyes and the network; the server's idempotency keys are what makes a repeat harmless.
const REST = 8000;   // a download answers without leaving the page, so the form wakes up by itself
const wake = f => { delete f.dataset.sent; for (const b of f.querySelectorAll('[data-resting]')) { b.removeAttribute('aria-disabled'); b.removeAttribute('data-resting'); } };
addEventListener('submit', e => {
  const f = e.target;
  if (e.defaultPrevented || f.getAttribute('method')?.toLowerCase() !== 'post') return;
  if (f.dataset.sent) return e.preventDefault();
  f.dataset.sent = '1';
  const b = e.submitter ?? f.querySelector('button:not([type="button"])');
  // aria-disabled, not disabled: a disabled button would drop its own name and value from what is sent, and lose focus.
  if (b) { b.dataset.resting = ''; b.setAttribute('aria-disabled', 'true'); }
  setTimeout(wake, REST, f);
});
addEventListener('pageshow', e => { if (e.persisted) document.querySelectorAll('form[data-sent]').forEach(wake); });
