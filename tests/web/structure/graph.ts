// What the sources import of each other: arrows between rooms, circles, and sizes of folders.
// Pure functions from file texts to sentences.
import { coreRooms, mayImport, type Rooms, roomOf, webRooms } from "./rooms";
import { type SourceFile, withoutComments } from "./rules";

/** An import of another file of ours: as it is written, and the path it leads to. */
interface Arrow {
  said: string;
  to: string;
}

/** `../shared/spec` seen from `web/page/link/link.ts`: `web/page/shared/spec`. */
function resolve(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.replace(/\?.*$/, "").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** Static, dynamic and type-only imports: all of them bind a file to another. */
const imported = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.[^"']*)["']/g;
const included = /^\s*#\s*include\s*"(.+?)"/gm;

const webArrows = ({ path, text }: SourceFile): Arrow[] =>
  [...withoutComments(text).matchAll(imported)]
    .map(([, said = ""]) => ({ said, to: resolve(path, said) }))
    // A worker's address, or its source to be inlined, is not its code.
    .filter(({ said, to }) => !(to.startsWith("web/worker/") && /\?(.*&)?worker\b/.test(said)))
    // Where a page allows no worker, the page's own thread runs the worker's code.
    .filter(({ to }) => !(to.startsWith("web/worker/") && path === "web/page/run/spawn.ts"));

const coreArrows = ({ text }: SourceFile): Arrow[] =>
  [...text.matchAll(included)].map(([, said = ""]) => ({ said, to: `src/${said}` }));

function againstRooms(
  files: readonly SourceFile[],
  rooms: Rooms,
  arrows: (file: SourceFile) => Arrow[],
): string[] {
  const top = Object.keys(rooms)[0]?.split("/")[0] ?? "";
  return files.flatMap((file) => {
    const room = roomOf(file.path, rooms);
    if (!room) return [`${file.path} stands in no room of the design`];
    return arrows(file)
      .filter(({ to }) => to.startsWith(`${top}/`) && !mayImport(room, to, rooms))
      .map(({ said }) => `${file.path} imports ${said}: ${room} may not`);
  });
}

export function coreImports(files: readonly SourceFile[]): string[] {
  const outside = files.flatMap(({ path, text }) =>
    [...text.matchAll(/^\s*#\s*include\s*<(.+?)>/gm)].flatMap(([, header = ""]) => {
      if (header.startsWith("emscripten") && !path.startsWith("src/bindings/")) {
        return [`${path} includes Emscripten: only src/bindings may`];
      }
      if (header.startsWith("nlohmann") && /^src\/(math|nn|lab)\//.test(path)) {
        return [`${path} includes nlohmann: the browser does not get it`];
      }
      return [];
    }),
  );
  return [...againstRooms(files, coreRooms, coreArrows), ...outside];
}

export function webImports(files: readonly SourceFile[]): string[] {
  const core = files
    .filter(({ path }) => !path.startsWith("web/worker/"))
    .flatMap((file) => webArrows(file).map(({ to }) => ({ path: file.path, to })))
    .filter(({ to }) => to.startsWith("build/wasm"))
    .map(({ path, to }) => `${path} imports ${to}: only the worker loads the core`);
  return [...againstRooms(files, webRooms, webArrows), ...core];
}

/** Groups of nodes that lead to each other (Tarjan 1972). */
export function tangles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): number => {
    index.set(node, index.size);
    let least = index.size - 1;
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) least = Math.min(least, visit(next));
      else if (stack.includes(next)) least = Math.min(least, index.get(next) ?? least);
    }
    low.set(node, least);
    if (least === index.get(node)) {
      const group = stack.splice(stack.indexOf(node));
      if (group.length > 1 || graph.get(node)?.includes(node)) found.push(group.sort());
    }
    return least;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

/** Files that import each other, directly or around others. */
export function circles(files: readonly SourceFile[]): string[] {
  const withEnd = new Map(files.map(({ path }) => [path.replace(/(\/index)?\.ts$/, ""), path]));
  const targets = (file: SourceFile) =>
    (file.path.startsWith("src/") ? coreArrows(file) : webArrows(file))
      .map(({ to }) => withEnd.get(to.replace(/\.ts$/, "")))
      .filter((path) => path !== undefined);
  const graph = new Map(files.map((file) => [file.path, targets(file)]));
  return tangles(graph).map((group) => `import each other: ${group.join(", ")}`);
}

/** More sources than a reader takes in at once; a header and its source are one. */
export function crowded(paths: readonly string[], most = 18): string[] {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    const [, folder = "", name = ""] = /^(.*)\/([^/]+?)\.[^/]*$/.exec(path) ?? [];
    folders.set(folder, (folders.get(folder) ?? new Set()).add(name));
  }
  return [...folders]
    .filter(([, names]) => names.size > most)
    .map(([folder, { size }]) => `${folder} has ${size} sources, more than ${most}`);
}
