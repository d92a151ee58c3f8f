// Types of manifest.mjs for the tests.
interface Named {
  name: string;
}

interface Member extends Named {
  kind: "field" | "method";
}

interface Declaration {
  attributes: Named[];
  members: Member[];
  events: Named[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

export function manifest(): {
  modules: [{ declarations: [Declaration] }, object];
};
