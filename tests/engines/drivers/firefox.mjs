// Debian's Firefox by WebDriver BiDi. This one cannot be told a colour scheme for a page, only for
// all of them, so a dark page has a browser of its own.
import { firefoxPath, missingOf, startFirefox } from "../../../scripts/replay/launch.mjs";
import { connect } from "./bidi.mjs";
import { clickActions, keyActions } from "./w3c.mjs";

export const missing = () => missingOf(firefoxPath);

const schemes = { dark: 0, light: 1 };

async function start(colorScheme) {
  const browser = startFirefox(["--remote-debugging-port=0"], {
    "layout.css.prefers-color-scheme.content-override": schemes[colorScheme],
  });
  try {
    const [, address] = await browser.says(/WebDriver BiDi listening on (ws:\S+)/);
    const bidi = await connect(`${address}/session`);
    const { capabilities } = await bidi.send("session.new", { capabilities: {} });
    await bidi.send("session.subscribe", { events: ["log.entryAdded"] });
    const stop = () => {
      bidi.close();
      return browser.stop();
    };
    return { bidi, stop, downloads: browser.downloads, version: capabilities.browserVersion };
  } catch (error) {
    await browser.stop();
    throw error;
  }
}

/** A value of the page, or its exception as an Error. */
function outcomeOf({ result, exceptionDetails }) {
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result;
}

async function openTab(bidi, address, viewport) {
  const { context } = await bidi.send("browsingContext.create", { type: "tab" });
  await bidi.send("browsingContext.activate", { context });
  await bidi.send("browsingContext.setViewport", { context, viewport });
  const messages = [];
  const unlisten = bidi.listen((method, { source, level, text }) => {
    if (method !== "log.entryAdded" || source.context !== context) return;
    if (["error", "warn"].includes(level)) messages.push(text);
  });
  await bidi.send("browsingContext.navigate", { context, url: address, wait: "complete" });
  const run = async (expression) =>
    outcomeOf(
      await bidi.send("script.evaluate", {
        expression,
        target: { context },
        awaitPromise: true,
        userActivation: true,
      }),
    );
  const act = (actions) => bidi.send("input.performActions", { context, actions });
  return {
    evaluate: async (expression) => (await run(expression)).value,
    click: (x, y) => act(clickActions(x, y)),
    press: (chord) => act(keyActions(chord)),
    choose: async (expression, path) => {
      const { sharedId } = await run(expression);
      await bidi.send("input.setFiles", { context, element: { sharedId }, files: [path] });
    },
    screenshot: async () => {
      const { data } = await bidi.send("browsingContext.captureScreenshot", { context });
      return Buffer.from(data, "base64");
    },
    messages: async () => messages,
    close: async () => {
      unlisten();
      await bidi.send("browsingContext.close", { context });
    },
  };
}

export async function launch() {
  const light = await start("light");
  const { version, downloads } = light;

  async function open(address, { colorScheme, viewport }) {
    if (colorScheme === "light") return openTab(light.bidi, address, viewport);
    const dark = await start(colorScheme);
    const close = () => dark.stop();
    return openTab(dark.bidi, address, viewport).then(
      (tab) => ({ ...tab, close }),
      (error) => close().finally(() => Promise.reject(error)),
    );
  }

  return { version, downloads, open, close: light.stop };
}
