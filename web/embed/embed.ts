// The page inside an iframe: one element that reads its link from the address, reports its
// height and state to the host page and executes its commands. The only file here that calls
// postMessage.
import "../element/define";
import type { DropoutPlayground } from "../element/playground";
import { openedLooks } from "../page/link/link";
import { type Command, envelope, readCommand, themes } from "./envelope";
import { WordPress } from "./wordpress";

const element = document.querySelector("dropout-playground") as DropoutPlayground;
const host = globalThis.parent === globalThis.self ? null : globalThis.parent;

function say(type: string, detail: object = {}): void {
  // Nothing personal is said, and a sandboxed page does not know its host's origin.
  host?.postMessage(envelope(type, detail), "*");
}

const wordPress = new WordPress((message) => host?.postMessage(message, "*"));

function look(name: string, value: string): void {
  if (name === "theme") theme(value);
  else element.setAttribute(name, value);
}

function theme(value: string): void {
  if (!(themes as readonly string[]).includes(value)) return;
  element.setAttribute("theme", value);
  if (value === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = value;
}

for (const [name, value] of openedLooks()) look(name, value);

// ---- height

let height = 0;
new ResizeObserver(() => {
  const now = Math.ceil(element.getBoundingClientRect().bottom + globalThis.scrollY);
  if (Math.abs(now - height) < 1) return;
  height = now;
  say("resize", { height });
  wordPress.say(height);
  // Embedly's form, which Medium and others listen to.
  const src = document.URL;
  host?.postMessage(JSON.stringify({ src, context: "iframe.resize", height }), "*");
}).observe(element);

// ---- what the host asks

let greetings = 0;
let greeting: ReturnType<typeof setTimeout>;

function greet(): void {
  say("ready", { commands: ["set", "start", "pause", "step", "reset", "get"] });
  if (height > 0) say("resize", { height });
  if (++greetings < 20) greeting = setTimeout(greet, 500);
}

function answer(command: Command): object {
  switch (command.type) {
    case "ack":
      clearTimeout(greeting);
      break;
    case "set":
      if (command.theme) theme(command.theme);
      if (command.spec !== undefined) element.show(command.spec);
      break;
    case "start":
      void element.start();
      break;
    case "pause":
      element.pause();
      break;
    case "reset":
      element.reset();
      break;
    case "step":
      void element.step(command.count);
      break;
    case "get":
      return { spec: element.getLink(), status: element.status, result: element.result };
  }
  return {};
}

globalThis.addEventListener("message", (event) => {
  if (!host || event.source !== host) return;
  if (wordPress.asks(event.data)) wordPress.say(height);
  const command = readCommand(event.data);
  if (!command) return;
  const reply = answer(command);
  if (command.id !== undefined) say("reply", { id: command.id, ...reply });
});

// ---- what the host hears

const quarterMs = 250;
let toldAt = 0;
for (const name of ["change", "progress", "done", "error", "sweep"]) {
  element.addEventListener(`dropout-${name}`, (event) => {
    const now = performance.now();
    if (name === "progress") {
      if (now - toldAt < quarterMs) return;
      toldAt = now;
    }
    say(name, (event as CustomEvent<object>).detail);
  });
}

if (host) greet();
