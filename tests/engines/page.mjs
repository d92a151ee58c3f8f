// A page as a scenario sees it, the same in each engine: what is evaluated there, elements found by
// their names in any open shadow tree, real clicks and keys, and waiting for a condition. Knows no
// engine: a driver's tab does what has to be done.

/** Targets: what a reader would call a control. `name` is a string, or the source of a pattern. */
export const button = (name) => ({ css: "button", name });
export const radio = (name) => ({ css: "input[type=radio]", name });
export const slider = (name) => ({ css: "input[type=range]", name });

/** In the page: the first element that a target names. */
function find({ css, name, pattern }) {
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const called = (it) =>
    plain(
      it.getAttribute("aria-label") ?? (it.labels?.[0] ?? it.closest("label") ?? it).textContent,
    );
  const fits = (it) => {
    if (name !== undefined) return called(it) === name;
    return pattern === undefined || new RegExp(pattern).test(called(it));
  };
  const search = (root) => {
    for (const it of root.querySelectorAll("*")) {
      if (it.matches(css) && it.checkVisibility?.() !== false && fits(it)) return it;
      const inner = it.shadowRoot && search(it.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  return search(document);
}

/** In the page: where to click an element, or what keeps a reader from it. */
async function locate(element, [u, v]) {
  if (!element) return { wrong: "is not there" };
  if (element.disabled) return { wrong: "is disabled" };
  const box = ["radio", "checkbox"].includes(element.type) ? element.closest("label") : element;
  box.scrollIntoView({ block: "center", behavior: "instant" });
  const frame = () => new Promise(requestAnimationFrame);
  let zoom = 1;
  for (let it = box; it; it = it.parentElement ?? it.getRootNode().host) {
    zoom *= Number(getComputedStyle(it).zoom) || 1;
  }
  const place = () => {
    const { left, top, width, height } = box.getBoundingClientRect();
    // Under CSS zoom WebKit gives boxes in their own pixels, others in the window's.
    const scale = "currentCSSZoom" in box ? 1 : zoom;
    return { x: scale * (left + u * width), y: scale * (top + v * height) };
  };
  await frame();
  const before = place();
  await frame();
  const { x, y } = place();
  if (x !== before.x || y !== before.y) return { wrong: "moves" };
  const hit = box.getRootNode().elementFromPoint(x, y);
  if (!hit || !box.contains(hit)) return { wrong: `is covered by ${hit?.outerHTML.slice(0, 80)}` };
  window.clicked = false;
  const note = () => {
    window.clicked = true;
  };
  box.addEventListener("click", note, { once: true, capture: true });
  return { x, y };
}

/** Source that calls a function in the page, with arguments that are JSON. */
const call = (fn, ...args) => `(${fn})(${args.map((arg) => JSON.stringify(arg)).join(", ")})`;

export class Page {
  constructor(tab, seconds) {
    this.tab = tab;
    this.seconds = seconds;
    this.closed = false;
    /** What the console has said, once the page is closed. */
    this.messages = [];
  }

  /** What `fn`, which must need nothing from outside, returns in the page; as JSON. */
  async evaluate(fn, ...args) {
    return this.json(call(fn, ...args));
  }

  async json(source) {
    const json = await this.tab.evaluate(
      `Promise.resolve(${source}).then((it) => JSON.stringify(it) ?? "null")`,
    );
    return JSON.parse(json);
  }

  /** Waits until `look()` gives something true; `what` says in an error what was waited for. */
  async until(what, look, seconds = this.seconds) {
    let last;
    for (const end = Date.now() + 1000 * seconds; Date.now() < end; ) {
      last = await look();
      if (last) return last;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error(`${what}: not within ${seconds} s`);
  }

  /** Waits until `fn` gives something true in the page. */
  waitFor(what, fn, ...args) {
    return this.until(what, () => this.evaluate(fn, ...args));
  }

  /** Clicks where a reader would, at a part of the element's box. Where the page moved the element
   * away from under the pointer, it is sought again. */
  async click(target, part = [0.5, 0.5]) {
    let wrong;
    const source = `(${locate})(${call(find, target)}, ${JSON.stringify(part)})`;
    const hit = async () => {
      const found = await this.json(source);
      wrong = found.wrong;
      if (wrong) return false;
      await this.tab.click(found.x, found.y);
      wrong = "moved away";
      return this.evaluate(() => window.clicked);
    };
    await this.until(`${JSON.stringify(target)} is clicked`, hit).catch((error) => {
      throw new Error(`${error.message}: it ${wrong}`);
    });
  }

  async press(chord, times = 1) {
    for (let i = 0; i < times; i++) await this.tab.press(chord);
  }

  /** Chooses a file of the disk in a file field. */
  async choose(target, path) {
    await this.see(target);
    await this.tab.choose(call(find, target), path);
  }

  /** Waits for an element, and gives its text. */
  text(target) {
    const read = `((it) => it && it.textContent.replace(/\\s+/g, " ").trim())(${call(find, target)})`;
    return this.until(`${JSON.stringify(target)} has a text`, () => this.json(read));
  }

  /** What is written in a field. */
  value(target) {
    return this.json(`${call(find, target)}?.value ?? ""`);
  }

  /** How bright what is seen is on average, from 0 to 1. */
  async brightness() {
    const png = (await this.tab.screenshot()).toString("base64");
    return this.evaluate(async (png) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      let sum = 0;
      for (let i = 0; i < data.length; i += 4) sum += data[i] + data[i + 1] + data[i + 2];
      return sum / (255 * 3 * width * height);
    }, png);
  }

  async close() {
    this.closed = true;
    this.messages = (await this.tab.messages()) ?? ["the page kept no messages"];
    await this.tab.close();
  }

  async focus(target) {
    await this.see(target);
    await this.json(`${call(find, target)}.focus()`);
  }

  /** Waits until an element is there. */
  see(target) {
    const there = () => this.json(`Boolean(${call(find, target)})`);
    return this.until(`${JSON.stringify(target)} is there`, there);
  }
}
