// The package's type declarations in one file: the class from its manifest, the types that it and
// web/embed/package/index.ts name from their sources, with all that these name in turn.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ts } from "@custom-elements-manifest/analyzer";
import { manifest } from "./manifest.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const entry = "web/embed/package/index.ts";

const files = new Map();
function parse(path) {
  if (!files.has(path)) {
    const text = readFileSync(join(top, path), "utf8");
    files.set(path, ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  }
  return files.get(path);
}

/** A module of ours that another names; undefined for a package's. */
function moduleOf(path, specifier) {
  if (!specifier?.startsWith(".")) return undefined;
  const found = join(dirname(path), `${specifier}.ts`);
  return existsSync(join(top, found)) ? found : undefined;
}

/** Where a name that a file uses is declared: [path, node], or undefined when it is not ours. */
function declarationOf(path, name) {
  for (const one of parse(path).statements) {
    if (one.name?.text === name && !ts.isClassDeclaration(one)) return [path, one];
    if (ts.isVariableStatement(one)) {
      const [variable] = one.declarationList.declarations;
      if (variable.name.text === name) return [path, variable];
    }
    const bindings = ts.isImportDeclaration(one)
      ? one.importClause?.namedBindings
      : ts.isExportDeclaration(one) && one.exportClause;
    const bound = bindings?.elements?.find((element) => element.name.text === name);
    if (!bound) continue;
    const from = moduleOf(path, one.moduleSpecifier?.text ?? "");
    if (from) return declarationOf(from, (bound.propertyName ?? bound.name).text);
  }
  return undefined;
}

/** Names of types, and of values behind `typeof`, below a node. */
function namesIn(node, names = new Set()) {
  if (ts.isTypeReferenceNode(node)) names.add(node.typeName.getText());
  if (ts.isTypeQueryNode(node)) names.add(node.exprName.getText());
  if (ts.isExpressionWithTypeArguments(node)) names.add(node.expression.getText());
  node.forEachChild((child) => void namesIn(child, names));
  return names;
}

/** A declaration as a .d.ts says it, with its comment. */
function printed(node) {
  if (ts.isVariableDeclaration(node)) {
    const list = node.initializer.expression.getText();
    return `declare const ${node.name.text}: readonly ${list};`;
  }
  return node
    .getFullText()
    .trim()
    .replace(/^(\/\/.*\n+)+/, "");
}

/** The text of each declaration by name, in the order in which it was first named. */
function collect(path, names, found = new Map()) {
  for (const name of names) {
    const [where, node] = declarationOf(path, name) ?? [];
    if (!node || found.has(name)) continue;
    found.set(name, printed(node));
    collect(where, namesIn(node), found);
  }
  return found;
}

const isOptional = (parameter) => parameter.default !== undefined;

function member({ kind, name, type, description, readonly, parameters = [], ...rest }) {
  const list = parameters.map(
    (one) => `${one.name}${isOptional(one) ? "?" : ""}: ${one.type.text}`,
  );
  const text =
    kind === "method"
      ? `${name}(${list.join(", ")}): ${rest.return.type.text};`
      : `${readonly ? "readonly " : ""}${name}: ${type.text};`;
  return `  /** ${description} */\n  ${text}`;
}

export function types() {
  const [{ declarations }] = manifest().modules;
  const [declaration] = declarations;
  const file = parse(entry);
  const exported = file.statements
    .filter(ts.isExportDeclaration)
    .filter(({ isTypeOnly }) => isTypeOnly)
    .flatMap(({ exportClause }) => exportClause.elements.map((one) => one.name.text));
  const own = file.statements.filter(
    (one) => ts.isTypeAliasDeclaration(one) || ts.isModuleDeclaration(one),
  );
  const named = own.flatMap((one) => [...namesIn(one)]);
  const found = collect(entry, [...exported, ...named]);
  for (const one of own) found.delete(one.name.text);
  return `${[
    "// Made from the sources by scripts/build/types.mjs.",
    ...found.values(),
    [
      `/** ${declaration.description} */`,
      `export declare class ${declaration.name} extends HTMLElement {`,
      ...declaration.members.map(member),
      "}",
    ].join("\n"),
    ...own.map((one) => one.getText()),
    "export {};",
  ].join("\n\n")}\n`;
}
