// What scenarios do with the element <dropout-playground> of a page, and read of it.

/** The button that begins, or goes on. */
export const play = { css: "button", pattern: "^(Train|Resume)$" };

export const status = (page) =>
  page.evaluate(() => document.querySelector("dropout-playground").status);

/** Of each arm: step, digest, and accuracies. */
export const results = (page) =>
  page.evaluate(() =>
    document.querySelector("dropout-playground").result.map(({ status, digest, epoch }) => ({
      step: status?.step,
      digest,
      epoch,
    })),
  );

export const set = (page, properties) =>
  page.evaluate((all) => {
    Object.assign(document.querySelector("dropout-playground"), all);
  }, properties);

export const reach = (page, wanted) =>
  page.waitFor(
    `the element is ${wanted}`,
    (wanted) => {
      const { status, shadowRoot } = document.querySelector("dropout-playground");
      if (status === "failed") throw new Error(shadowRoot.querySelector(".message")?.textContent);
      return status === wanted;
    },
    wanted,
  );

export const stepIs = (page, step) =>
  page.waitFor(
    `step ${step}`,
    (step) => document.querySelector("dropout-playground").result[0]?.status?.step === step,
    step,
  );

export async function train(page) {
  await page.click(play);
  await reach(page, "finished");
  return results(page);
}

/** The experiment as a link, with points drawn. */
export const link = (page) =>
  page.evaluate(() => {
    const address = document.querySelector("dropout-playground").getLink();
    return address.slice(address.indexOf("#"));
  });

/** What the charts in sight show: of each its size, how many colours, and a hash of its pixels. */
export const pictures = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector("dropout-playground");
    const seen = [...shadowRoot.querySelectorAll(".views canvas")].filter(
      (it) => it.checkVisibility() && it.width > 0,
    );
    return seen.map((canvas) => {
      const { width, height } = canvas;
      if (height === 0) return { width, height, colours: 0, hash: 0 };
      const copy = Object.assign(document.createElement("canvas"), { width, height });
      const context = copy.getContext("2d", { willReadFrequently: true });
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const pixels = new Uint32Array(data.buffer);
      let hash = 0;
      for (const pixel of pixels) hash = (Math.imul(hash, 31) + pixel) | 0;
      return { width, height, colours: new Set(pixels).size, hash };
    });
  });

/** Waits until there are `count` charts at least and each is painted: lines and text have edges of
 * many shades. */
export const painted = (page, count) =>
  page.until(`${count} charts are painted`, async () => {
    const all = await pictures(page);
    return all.length >= count && all.every(({ colours }) => colours > 8) && all;
  });
