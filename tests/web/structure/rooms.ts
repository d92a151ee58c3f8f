// The rooms of the sources and what each may import besides itself. A room is a folder; where
// folders in it are rooms of their own, it holds only what lies directly in it. To name "web/page"
// allows every room of web/page. Knows no files.

export type Rooms = Readonly<Record<string, readonly string[]>>;

const layers = ["src/math", "src/nn"];
const lab = (...rooms: string[]) => rooms.map((room) => `src/lab/${room}`);

export const coreRooms: Rooms = {
  "src/math": [],
  "src/nn": ["src/math"],
  "src/lab/spec": layers,
  "src/lab/data": [...layers, ...lab("spec")],
  "src/lab/model": [...layers, ...lab("spec", "data")],
  "src/lab/train": [...layers, ...lab("spec", "data", "model")],
  "src/lab/measure": [...layers, ...lab("spec", "data", "model", "train")],
  "src/lab/query": [...layers, ...lab("spec", "data", "model", "train", "measure")],
  "src/bindings": [...layers, "src/lab"],
  "src/cli": [...layers, "src/lab"],
  src: ["src/cli"],
};

const page = ["web/shared", "web/page"];
const text = [...page, "web/charts", "web/element/text"];
const panel = [...text, "web/element/panel"];
const view = [...panel, "web/element/host"];
const element = ["web/shared", "web/charts", "web/page", "web/element"];

export const webRooms: Rooms = {
  "web/shared": [],
  "web/worker": ["web/shared"],
  // Charts draw what they are given: they may know the design tokens, and no Spec and no run.
  "web/charts/paint": ["web/shared/crc32"],
  "web/charts/figure": ["web/charts/paint"],
  "web/charts/parts": ["web/charts/paint", "web/charts/figure"],
  "web/charts/kinds": ["web/charts/paint", "web/charts/figure", "web/charts/parts"],
  "web/page/link": ["web/shared"],
  "web/page/state": ["web/shared", "web/page/link"],
  "web/page/run": ["web/shared", "web/page/link"],
  "web/page/sweep": ["web/shared", "web/page/link", "web/page/state", "web/page/run"],
  "web/page/files": ["web/shared", "web/page/link", "web/page/run"],
  "web/page/pytorch": ["web/shared", "web/page/link"],
  "web/element/text/en": [...page, "web/charts/figure"],
  "web/element/text/de": [...page, "web/charts/figure", "web/element/text/en"],
  "web/element/text": [...page, "web/charts/figure", "web/element/text/en", "web/element/text/de"],
  "web/element/panel": text,
  "web/element/host": panel,
  "web/element/controls": view,
  "web/element/views/curves": view,
  "web/element/views/field": view,
  "web/element/views/layers": view,
  "web/element/views/lessons": view,
  "web/element/views/network": view,
  "web/element/views/rows": view,
  "web/element/views/sweep": [...view, "web/element/controls"],
  "web/element/views/table": view,
  "web/element/views/uncertainty": view,
  "web/element/views/words": view,
  "web/element/views": [...view, "web/element/views"],
  "web/element/share": [...view, "web/element/views/table"],
  "web/element": element,
  "web/site": element,
  "web/lessons/answers": element,
  "web/lessons/badge": ["web/shared", "web/page"],
  "web/lessons": [...element, "web/site", "web/lessons"],
  "web/playground": element,
  "web/embed": ["web/shared", "web/page", "web/element"],
};

/** The room that a path stands in. */
export function roomOf(path: string, rooms: Rooms): string | undefined {
  const inside = Object.keys(rooms).filter((room) => path.startsWith(`${room}/`));
  const room = inside.sort((one, other) => other.length - one.length)[0];
  if (!room) return undefined;
  const divided = Object.keys(rooms).some((other) => other.startsWith(`${room}/`));
  return divided && path.slice(room.length + 1).includes("/") ? undefined : room;
}

/** Whether a room may import a file, or the index of a folder. */
export function mayImport(room: string, path: string, rooms: Rooms): boolean {
  if (roomOf(path, rooms) === room) return true;
  return (rooms[room] ?? []).some((allowed) => `${path}/`.startsWith(`${allowed}/`));
}

/** What each room may import, room by room: to be searched for circles. */
export function roomGraph(rooms: Rooms): Map<string, string[]> {
  const names = Object.keys(rooms);
  const allowed = (room: string) =>
    names.filter((other) => other !== room && mayImport(room, `${other}/`, rooms));
  return new Map(names.map((room) => [room, allowed(room)]));
}
