// First script of a page whose engine reports no console: keeps what would be said there.
window.messages = [];
for (const level of ["error", "warn"]) {
  const say = console[level];
  console[level] = (...all) => {
    window.messages.push(all.map(String).join(" "));
    say.apply(console, all);
  };
}
addEventListener("error", (event) => {
  const { src, href } = event.target ?? {};
  window.messages.push(event.message ?? `did not load: ${src ?? href}`);
}, true);
addEventListener("unhandledrejection", ({ reason }) => window.messages.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.messages.push(`${violatedDirective} forbids ${blockedURI}`),
);
