// How work is timed, the same for us and for peers in JavaScript (peers.py does it alike).

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

let now = () => performance.now();
/** Takes another clock of milliseconds than the wall's. */
export function useClock(clock) {
  now = clock;
}

/**
 * Microseconds a unit of `work(count)`: the median over chunks of about 8 ms, for `seconds` or
 * until `most` units are done. Short chunks are rarely interrupted; the median forgets those that
 * were.
 */
export async function timed(work, { seconds = 0.5, most = Number.POSITIVE_INFINITY } = {}) {
  const clock = async (count) => {
    const begin = now();
    await work(count);
    return now() - begin;
  };
  let count = 1;
  let done = 0;
  for (;;) {
    const took = await clock(count);
    done += count;
    if (took > 2 || done + count > most / 4) {
      count = Math.max(1, Math.min(Math.round((count * 8) / took), Math.floor(most / 8)));
      break;
    }
    count *= 2;
  }
  const chunks = [];
  const end = now() + 1000 * seconds;
  do {
    chunks.push(await clock(count));
    done += count;
  } while (now() < end && done + count <= most);
  return (1000 * median(chunks)) / count;
}
