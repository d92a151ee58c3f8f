// The curves of a run, as they come in: one growing column for each quantity.
import { type PointColumn, pointColumns } from "../../shared/core";

const width = pointColumns.length;

export class Points {
  length = 0;
  private columns = pointColumns.map(() => new Float64Array(64));

  /** Writes rows from row `from` on, replacing older ones. */
  put(from: number, rows: Float64Array): void {
    const count = rows.length / width;
    this.length = from + count;
    for (const [c, old] of this.columns.entries()) {
      let column = old;
      if (this.length > column.length) {
        column = new Float64Array(2 * this.length);
        column.set(old);
        this.columns[c] = column;
      }
      for (let i = 0; i < count; i++) column[from + i] = rows[i * width + c] as number;
    }
  }

  clear(): void {
    this.length = 0;
  }

  column(name: PointColumn): Float64Array {
    return (this.columns[pointColumns.indexOf(name)] as Float64Array).subarray(0, this.length);
  }

  /** The newest value that was measured up to an epoch, or NaN. */
  last(name: PointColumn, epoch = Number.POSITIVE_INFINITY): number {
    const column = this.column(name);
    const epochs = this.column("epoch");
    for (let i = column.length - 1; i >= 0; i--) {
      const value = column[i] as number;
      if (!Number.isNaN(value) && (epochs[i] as number) <= epoch) return value;
    }
    return Number.NaN;
  }
}
