// Where labels go so that they do not cover each other. Numbers in, numbers out.

/** Moves centres apart until neighbours are `gap` from each other and all lie in [lo, hi], with
 *  the least total squared movement (isotonic regression by pooling). Order is kept; when there is
 *  not enough room the gap shrinks. */
export function spread(wanted: readonly number[], gap: number, lo: number, hi: number): number[] {
  const n = wanted.length;
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const step = n > 1 ? Math.min(gap, (hi - lo) / (n - 1)) : gap;
  const pools: { sum: number; size: number }[] = [];
  for (const [rank, i] of order.entries()) {
    pools.push({ sum: wanted[i] - rank * step, size: 1 });
    while (pools.length > 1) {
      const last = pools[pools.length - 1];
      const before = pools[pools.length - 2];
      if (before.sum / before.size <= last.sum / last.size) break;
      before.sum += last.sum;
      before.size += last.size;
      pools.pop();
    }
  }
  const out = new Array<number>(n);
  let rank = 0;
  for (const pool of pools) {
    const base = Math.min(hi - (n - 1) * step, Math.max(lo, pool.sum / pool.size));
    for (let k = 0; k < pool.size; k++, rank++) out[order[rank]] = base + rank * step;
  }
  return out;
}
