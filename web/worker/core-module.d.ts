// What Emscripten writes, for the type checker: it cannot be read before it is built.
declare module "*/core.mjs" {
  const create: import("./load").CreateCore;
  export default create;
}
declare module "*/core-scalar.mjs" {
  const create: import("./load").CreateCore;
  export default create;
}
declare module "*/core-small.mjs" {
  const create: import("./load").CreateCore;
  export default create;
}
