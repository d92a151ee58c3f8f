// Tells when an element is out of sight, scrolled away or in a hidden tab, and when it comes near.
export function watchVisibility(element: Element, changed: (hidden: boolean) => void): () => void {
  let onScreen = true;
  const tell = () => changed(!onScreen || document.hidden);
  // A tiny positive threshold: to be adjacent is not to be seen.
  const observer = new IntersectionObserver(
    (entries) => {
      onScreen = entries.at(-1)?.isIntersecting ?? true;
      tell();
    },
    { threshold: 0.00001 },
  );
  observer.observe(element);
  document.addEventListener("visibilitychange", tell);
  return () => {
    observer.disconnect();
    document.removeEventListener("visibilitychange", tell);
  };
}

/** Calls back once, when an element is near the viewport, to prefetch its parts. */
export function whenNear(element: Element, near: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      near();
    },
    { rootMargin: "1200px 0px" },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
