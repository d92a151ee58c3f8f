// An application of one's own: the element by its tag in the page, and within a component of React.
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import "dropout-playground";

function Experiment() {
  const [p, setP] = useState(0.2);
  return createElement(
    "section",
    null,
    createElement("button", { onClick: () => setP(0.5) }, "p = 0.5"),
    createElement("dropout-playground", { spec: `v=1&epochs=3&seed=7&b.p=${p}`, panels: "curves" }),
  );
}

createRoot(document.querySelector("#root")).render(createElement(Experiment));
