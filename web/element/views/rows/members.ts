// Networks that are averaged with the one on the page: those of its ensemble, and saved ones.
import { savedRunOf } from "../../../page/files/saved";
import { readSaved } from "../../../page/files/saved-files";
import { readLink } from "../../../page/link/link";
import { valuesOf } from "../../../shared/spec";
import type { RowMember } from "../../../shared/tables";

/** A saved network as a member; null where it did not learn from a table, or does not say how. */
export async function memberOfFile(file: File): Promise<RowMember | null> {
  const found = await readSaved(file);
  if (!("saved" in found)) return null;
  const { saved } = found;
  const [spec] = readLink(saved.link).arms;
  const { schema, train_rows = 0, tau = 0 } = saved.own ?? {};
  if (!spec || !schema || train_rows < 1) return null;
  const { values, points } = savedRunOf(saved);
  return {
    name: file.name,
    values: valuesOf(spec),
    points: "",
    schema,
    trainRows: train_rows,
    state: values,
    count: points,
    tau,
  };
}
