// The custom-elements manifest of the package (custom-elements.json, schema 1.0.0) from the sources:
// the analyzer reads attributes, members, slots, parts and tokens of the class, this file adds the
// events from their table. For the package and for the documentation.
import { readFileSync } from "node:fs";
import { create, ts } from "@custom-elements-manifest/analyzer";
import { litPlugin } from "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";

const top = new URL("../..", import.meta.url);
const className = "DropoutPlayground";
const tagName = "dropout-playground";
/** Superclass first: what it has is inherited. */
const sources = ["web/element/attributes.ts", "web/element/playground.ts"];
const eventSource = "web/element/panel/events.ts";

/** @param {string} path from the top */
const parse = (path) =>
  ts.createSourceFile(path, readFileSync(new URL(path, top), "utf8"), ts.ScriptTarget.ES2022, true);

const oneLine = (text) => text?.replace(/\s+/g, " ");

const docOf = (node) =>
  oneLine(
    ts
      .getJSDocCommentsAndTags(node)
      .map(({ comment }) => comment ?? "")
      .join(" "),
  );

/** Members of the interface Events, each with its text. */
function events() {
  const file = parse(eventSource);
  const table = file.statements.find(
    (one) => ts.isInterfaceDeclaration(one) && one.name.text === "Events",
  );
  return table.members.map((member) => ({
    name: `dropout-${member.name.text}`,
    type: { text: `CustomEvent<${oneLine(member.type.getText(file))}>` },
    description: docOf(member),
  }));
}

/** Names of members that are marked @internal: the analyzer keeps them. */
function internals() {
  const classes = sources.flatMap((path) => parse(path).statements.filter(ts.isClassDeclaration));
  const hidden = classes
    .flatMap(({ members }) => [...members])
    .filter((one) => ts.getJSDocTags(one).some(({ tagName: { text } }) => text === "internal"));
  return new Set(hidden.map(({ name }) => name.text));
}

/** A parameter without a type has that of its default. */
const typed = (parameter) =>
  parameter.type || !/^\d+$/.test(parameter.default ?? "")
    ? parameter
    : { ...parameter, type: { text: "number" } };

/** A member, attribute, slot, part or token without where it was inherited from. */
const plain = ({ inheritedFrom: _, privacy: __, description, parameters, ...rest }) => ({
  ...rest,
  ...(description && { description: oneLine(description) }),
  ...(parameters && { parameters: parameters.map(typed) }),
});

export function manifest() {
  const { modules } = create({ modules: sources.map(parse), plugins: [...litPlugin()] });
  const found = modules
    .flatMap(({ declarations }) => declarations)
    .find(({ name }) => name === className);
  const hidden = internals();
  const isPublic = ({ name, privacy = "public", static: ofClass }) =>
    privacy === "public" && !ofClass && !hidden.has(name);
  const path = "dist/class.js";
  const reference = { name: className, module: path };
  const exported = { kind: "js", name: className, declaration: reference };
  return {
    schemaVersion: "1.0.0",
    readme: "README.md",
    modules: [
      {
        kind: "javascript-module",
        path,
        declarations: [
          {
            kind: "class",
            customElement: true,
            name: className,
            tagName,
            superclass: { name: "LitElement", package: "lit" },
            description: found.description,
            attributes: found.attributes.map(plain),
            members: found.members.filter(isPublic).map(plain),
            events: events(),
            slots: found.slots.map(plain),
            cssParts: found.cssParts.map(plain),
            cssProperties: found.cssProperties.map(plain),
          },
        ],
        exports: [exported],
      },
      {
        kind: "javascript-module",
        path: "dist/dropout-playground.js",
        exports: [
          exported,
          { kind: "custom-element-definition", name: tagName, declaration: reference },
        ],
      },
    ],
  };
}
