// Reads a JSON list of formulas; writes the list of MathJax's MathML for them, or of its complaints.
import { readFileSync } from "node:fs";
import MathJax from "mathjax";

await MathJax.init({
  loader: { load: ["input/tex-base", "[tex]/ams"] },
  tex: {
    packages: ["base", "ams"],
    formatError: (_, error) => {
      throw error;
    },
  },
});
const answers = [];
for (const formula of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    answers.push({ mathml: await MathJax.tex2mmlPromise(formula, { display: true }) });
  } catch (error) {
    answers.push({ complaint: error.message });
  }
}
console.log(JSON.stringify(answers));
