// Starts the browsers that no library starts for us, each with a temporary profile:
// Debian's Firefox, and WebKit's MiniBrowser, which needs a display. Knows no protocol.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What of `paths`, functions below, is not installed: a sentence, or nothing. */
export function missingOf(...paths) {
  try {
    for (const path of paths) path();
  } catch (error) {
    return error.message;
  }
}

/** The first of `paths` that exists; `variable` of the environment names another. */
function program(name, variable, paths) {
  const found = process.env[variable] ?? paths.find((path) => existsSync(path));
  if (found && existsSync(found)) return found;
  const where = found ?? paths[0];
  throw new Error(`${where} is not there: install ${name}, or say in ${variable} where it is`);
}

const libraries = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`;

export const chromiumPath = () => program("chromium", "CHROMIUM", ["/usr/bin/chromium"]);
export const firefoxPath = () => program("firefox-esr", "FIREFOX", ["/usr/bin/firefox-esr"]);
export const miniBrowserPath = () =>
  program("webkit2gtk-driver", "MINIBROWSER", [
    `${libraries}/webkit2gtk-4.1/MiniBrowser`,
    `${libraries}/webkit2gtk-4.0/MiniBrowser`,
  ]);
export const webKitDriverPath = () =>
  program("webkit2gtk-driver", "WEBKIT_DRIVER", ["/usr/bin/WebKitWebDriver"]);
export const displayServerPath = () => program("xvfb", "XVFB", ["/usr/bin/Xvfb"]);

/** A folder for a browser's profile and downloads. */
export function makeHome() {
  const home = mkdtempSync(join(tmpdir(), "dropout-browser-"));
  const downloads = join(home, "downloads");
  mkdirSync(downloads);
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  return { home, downloads, remove };
}

/** A program in a process group of its own. `failed` rejects if it ends before stop() is called;
 * `says(pattern)` resolves with the match once it prints that on either output. */
export function run(path, args, env = process.env) {
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, env });
  let printed = "";
  let listeners = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
      for (const look of listeners) look();
    });
  }
  let stopping = false;
  const failed = new Promise((_, fail) => {
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      if (!stopping)
        fail(new Error(`${path} ended with ${code ?? signal}:\n${printed.slice(-2000)}`));
    });
  });
  failed.catch(() => {}); // for those who do not wait
  const said = (pattern) =>
    new Promise((done) => {
      const look = () => {
        const match = pattern.exec(printed);
        if (!match) return;
        listeners = listeners.filter((other) => other !== look);
        done(match);
      };
      listeners.push(look);
      look();
    });
  const says = (pattern) => Promise.race([said(pattern), failed]);
  const stop = async () => {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
    const gone = new Promise((done) => child.once("exit", done));
    process.kill(-child.pid, "SIGKILL");
    await gone;
  };
  return { says, failed, stop };
}

const preferences = {
  "app.normandy.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.download.always_ask_before_handling_new_types": false,
  "browser.download.folderList": 2,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.max_script_run_time": 0,
  "extensions.getAddons.cache.enabled": false,
  "media.gmp-manager.updateEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

/** Firefox without a window; `preferences` are added to those that keep it quiet. */
export function startFirefox(args, more = {}) {
  const path = firefoxPath();
  const { home, downloads, remove } = makeHome();
  const all = { ...preferences, "browser.download.dir": downloads, ...more };
  const lines = Object.entries(all).map(
    ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(home, "user.js"), lines.join(""));
  const env = { ...process.env, HOME: home };
  const browser = run(path, ["--headless", "--no-remote", "--profile", home, ...args], env);
  const stop = () => browser.stop().finally(remove);
  return { ...browser, downloads, stop };
}

/** A display without a screen, and what a program's environment must be to be shown on it. */
export async function startDisplay() {
  const { home, downloads, remove } = makeHome();
  // MiniBrowser saves where the desktop's settings say.
  mkdirSync(join(home, ".config"));
  writeFileSync(join(home, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const screen = ["-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"];
  const server = run(displayServerPath(), screen);
  const [, display] = await server.says(/^(\d+)\n/m);
  const { WAYLAND_DISPLAY, XDG_CONFIG_HOME, XDG_DATA_HOME, ...rest } = process.env;
  const env = {
    ...rest,
    DISPLAY: `:${display}`,
    GDK_BACKEND: "x11",
    HOME: home,
    NO_AT_BRIDGE: "1",
    XDG_RUNTIME_DIR: home,
  };
  const stop = () => server.stop().finally(remove);
  return { env, downloads, stop };
}

/** MiniBrowser showing `address`. */
export async function startMiniBrowser(address) {
  const path = miniBrowserPath();
  const display = await startDisplay();
  const browser = run(path, ["--private", address], display.env);
  const stop = () => browser.stop().finally(display.stop);
  return { ...browser, stop };
}
