// One arm in a worker of its own: opens a row and trains until the engine has its best code, which
// threads of the browser compile on the same cores; then trains for some seconds and says how many
// steps a second it did.
import { make } from "./ours.mjs";

let player;
const read = async (path) => {
  const answer = await fetch(path.startsWith("data/") ? `/${path}` : `/wasm/${path}`);
  return new Uint8Array(await answer.arrayBuffer());
};

self.onmessage = async ({ data: { row, seconds } }) => {
  if (row) {
    player = await make(read);
    await player.open(row);
    player.train(1);
    self.postMessage(0);
    return;
  }
  self.postMessage(player.train(seconds));
};
