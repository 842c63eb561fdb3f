// Charts are drawn from the HTML table inside each <figure data-chart>; without this file the table is the chart.
import '../vendor/chart.js/chart.min.js';           // UMD build: 67 KB gzip against 136 KB for the unminified .mjs
const { Chart } = globalThis;
const probe = document.createElement('i'); probe.hidden = true; document.body.append(probe);
const css = n => { probe.style.color = `var(--${n})`; return getComputedStyle(probe).color; };   // resolves light-dark()
const alpha = (c, a) => c.replace('rgb(', 'rgba(').replace(')', `, ${a})`);
const charts = new Map();
function draw(fig) {
  charts.get(fig)?.destroy();
  const rows = [...fig.querySelectorAll('tbody tr')], labels = rows.map(r => r.cells[0].textContent.trim());
  const heads = [...fig.querySelectorAll('thead th')].slice(1).map(h => h.textContent.trim());
  const series = heads.map((_, k) => rows.map(r => +r.cells[k + 1].dataset.v));
  const { chart: kind, unit = '', limit, limitLabel, max } = fig.dataset;
  const pal = ['pine', 'gui-vivid', 'lan-vivid', 'shi-vivid', 'zi-vivid', 'line-2'].map(css), ink = css('ink'), ink2 = css('ink-2'), line = css('line'), surface = css('surface');
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily; Chart.defaults.font.size = 12; Chart.defaults.color = ink2;
  const box = fig.querySelector('.canvas'); box.replaceChildren(); const cv = document.createElement('canvas'); box.append(cv);
  cv.setAttribute('role', 'img'); cv.setAttribute('aria-label', `${fig.getAttribute('aria-label') || document.getElementById(fig.getAttribute('aria-labelledby'))?.textContent}：` + labels.map((l, i) => `${l} ${series[0][i]}${unit}`).join('，'));
  const grid = { color: line, drawBorder: false, drawTicks: false }, none = { display: false, drawBorder: false };
  const base = { responsive: true, maintainAspectRatio: false, animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 500 }, plugins: { legend: { display: heads.length > 1 && kind !== 'doughnut', position: 'bottom', align: 'start', labels: { usePointStyle: true, pointStyle: 'rectRounded', boxHeight: 7, padding: 16 } }, tooltip: { backgroundColor: ink, titleColor: surface, bodyColor: surface, padding: 10, cornerRadius: 8, displayColors: heads.length > 1, callbacks: { label: c => `${heads.length > 1 ? c.dataset.label + ' ' : ''}${(c.parsed.y ?? c.parsed).toLocaleString('zh-CN')} ${unit}` } } } };
  let cfg;
  if (kind === 'line') cfg = { type: 'line', data: { labels, datasets: series.map((d, k) => ({ label: heads[k], data: d, borderColor: pal[k], backgroundColor: alpha(pal[k], .12), fill: k === 0, tension: .35, pointRadius: c => c.dataIndex === d.length - 1 ? 4 : 0, pointHoverRadius: 5, pointBackgroundColor: pal[k], borderWidth: 2.25 })) }, options: { ...base, interaction: { mode: 'index', intersect: false }, scales: { x: { grid: none, ticks: { maxRotation: 0, autoSkipPadding: 14 } }, y: { beginAtZero: true, max: max ? +max : undefined, grid, ticks: { maxTicksLimit: 5, padding: 8, callback: v => v + (unit === '%' ? '%' : '') } } } } };
  if (kind === 'bar') cfg = { type: 'bar', data: { labels, datasets: series.map((d, k) => ({ label: heads[k], data: d, backgroundColor: pal[k], borderRadius: 4, maxBarThickness: 34, categoryPercentage: .62 })) }, options: { ...base, scales: { x: { grid: none }, y: { beginAtZero: true, grid, ticks: { maxTicksLimit: 5, padding: 8, callback: v => v.toLocaleString('zh-CN') } } } } };
  if (kind === 'doughnut') cfg = { type: 'doughnut', data: { labels, datasets: [{ data: series[0], backgroundColor: pal, borderColor: surface, borderWidth: 2 }] }, options: { ...base, cutout: '66%', plugins: { ...base.plugins, legend: { display: true, position: 'right', labels: { usePointStyle: true, pointStyle: 'rectRounded', boxHeight: 8, padding: 14, color: ink, font: { size: 13 }, generateLabels: c => c.data.labels.map((l, i) => ({ text: `${l}  ${c.data.datasets[0].data[i].toLocaleString('zh-CN')} ${unit}`, fillStyle: pal[i], strokeStyle: surface, pointStyle: 'rectRounded', index: i, fontColor: ink })) } } } } };
  const extra = { id: 'extra', afterDatasetsDraw(c) { const x = c.ctx; x.save(); x.font = `12px ${Chart.defaults.font.family}`;
    if (limit && c.scales.y) { const y = c.scales.y.getPixelForValue(+limit); x.strokeStyle = css('shi-vivid'); x.setLineDash([5, 4]); x.beginPath(); x.moveTo(c.chartArea.left, y); x.lineTo(c.chartArea.right, y); x.stroke(); x.fillStyle = css('shi'); x.textAlign = 'left'; x.fillText(limitLabel, c.chartArea.left + 4, y - 6); }
    if (kind === 'doughnut') { const m = c.getDatasetMeta(0).data[0]; x.textAlign = 'center'; x.textBaseline = 'middle'; x.fillStyle = ink; x.font = `700 24px ${getComputedStyle(document.documentElement).getPropertyValue('--song')}`; x.fillText(series[0].reduce((a, b) => a + b, 0).toLocaleString('zh-CN'), m.x, m.y); }
    x.restore(); } };
  charts.set(fig, new Chart(cv, { ...cfg, plugins: [extra] }));
}
const figs = () => document.querySelectorAll('[data-chart]');
const all = () => figs().forEach(draw);
(document.fonts?.ready ?? Promise.resolve()).then(all);
document.addEventListener('themechange', all); document.addEventListener('swapped', all); matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all);
