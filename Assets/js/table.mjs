// Data tables: select-all box and a spoken count of selected rows. One listener for all, so swapped tables work too.
const sync = f => {
  const boxes = [...f.querySelectorAll('tbody input[type=checkbox]')], head = f.querySelector('[data-all]'), out = f.querySelector('[data-count]');
  const n = boxes.filter(b => b.checked).length;
  if (out) out.textContent = `已选 ${n} 项`;
  if (head) { head.checked = n > 0 && n === boxes.length; head.indeterminate = n > 0 && n < boxes.length; }
};
addEventListener('change', e => {
  const f = e.target.closest('[data-table]');
  if (!f) return;
  if (e.target.matches('[data-all]')) for (const b of f.querySelectorAll('tbody input[type=checkbox]')) b.checked = e.target.checked;
  sync(f);
});
const all = () => document.querySelectorAll('[data-table]').forEach(sync);
all();
document.addEventListener('swapped', all);
