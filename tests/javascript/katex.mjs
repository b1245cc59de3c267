// Reads a JSON list of formulas; writes the list of KaTeX's complaints, null for none.
import { readFileSync } from "node:fs";
import katex from "katex";

const complaint = (formula) => {
  try {
    katex.renderToString(formula, { displayMode: true, strict: "error", throwOnError: true });
    return null;
  } catch (error) {
    return String(error);
  }
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(complaint)));
