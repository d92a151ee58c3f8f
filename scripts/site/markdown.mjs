// The Markdown that the documentation is written in, to HTML: headings, paragraphs, lists, tables,
// code, links, pictures. No more than that; knows no files.

const escaped = (text) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Code first, so that nothing within it is read as anything else. */
function inline(text) {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith("`") && part.length > 1
        ? `<code>${escaped(part.slice(1, -1))}</code>`
        : escaped(part)
            .replace(/!\[([^\]]+)\]\(([^)\s]+)\)/g, '<img src="$2" alt="$1" />')
            .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>')
            .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
            .replace(/\*([^*]+)\*/g, "<em>$1</em>"),
    )
    .join("");
}

export const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

function table(lines) {
  const cells = (line) =>
    line
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => inline(cell.trim().replaceAll("\\|", "|")));
  const [head, , ...rows] = lines;
  const row = (tag, line) =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${cell}</${tag}>`)
      .join("")}</tr>`;
  const body = rows.map((line) => row("td", line)).join("\n");
  // Wide tables scroll, by keyboard too.
  return `<div class="table" tabindex="0"><table><thead>${row("th", head)}</thead><tbody>\n${body}\n</tbody></table></div>`;
}

export function toHtml(markdown) {
  const out = [];
  const lines = markdown.split("\n");
  const take = (test) => {
    const taken = [];
    while (lines.length > 0 && test(lines[0])) taken.push(lines.shift());
    return taken;
  };
  while (lines.length > 0) {
    const line = lines[0];
    const heading = /^(#{1,4}) (.+)$/.exec(line);
    if (line.trim() === "") lines.shift();
    else if (heading) {
      lines.shift();
      const [, { length: level }, text] = heading;
      out.push(`<h${level} id="${slug(text)}">${inline(text)}</h${level}>`);
    } else if (line.startsWith("```")) {
      lines.shift();
      const code = take((one) => !one.startsWith("```"));
      lines.shift();
      out.push(`<pre tabindex="0"><code>${escaped(code.join("\n"))}</code></pre>`);
    } else if (line.startsWith("|")) out.push(table(take((one) => one.startsWith("|"))));
    else if (line.startsWith("- ")) {
      const items = take((one) => /^(- | {2}\S)/.test(one))
        .join("\n")
        .split(/^- /m)
        .slice(1);
      out.push(
        `<ul>\n${items.map((item) => `<li>${inline(item.replace(/\n */g, " ").trim())}</li>`).join("\n")}\n</ul>`,
      );
    } else {
      const text = take((one) => one.trim() !== "" && !/^(#{1,4} |```|\||- )/.test(one));
      out.push(`<p>${inline(text.join(" "))}</p>`);
    }
  }
  return out.join("\n");
}
