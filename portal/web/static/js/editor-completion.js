/* What a query may be completed with: its own variables, the words of SPARQL, prefixes, and our classes, properties and things by any name. */
const WORDS = (
  "SELECT CONSTRUCT DESCRIBE ASK WHERE DISTINCT PREFIX BASE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES EXISTS NOT " +
  "GROUP ORDER BY HAVING LIMIT OFFSET ASC DESC AS UNDEF IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES " +
  "DATATYPE BOUND IRI CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER SUBSTR REPLACE REGEX COALESCE IF " +
  "SAMETERM ISIRI ISBLANK ISLITERAL YEAR NOW"
).split(" ");
const MOST = 60;

const declares = (text, prefix) => new RegExp(`\\bPREFIX\\s+${prefix}\\s*:`, "i").test(text);

/* Puts a short name in, and the declaration of its prefix on top when there is none. */
function insertion(short, prefixes) {
  const prefix = short.split(":")[0];
  return (view, _completion, from, to) => {
    const changes = [{ from, to, insert: short }];
    const line = `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
    const missing = prefixes[prefix] && !declares(view.state.doc.toString(), prefix);
    if (missing) changes.push({ from: 0, insert: line });
    view.dispatch({ changes, selection: { anchor: from + short.length + (missing ? line.length : 0) }, userEvent: "input.complete" });
  };
}

/* How well a term fits what is written: 0 not at all; the beginning of its short name or its name best. */
function fit([short, name], written) {
  const [one, two] = [short.toLowerCase(), name.toLowerCase()];
  if (one.startsWith(written) || one.split(":")[1].startsWith(written) || two.startsWith(written)) return 2;
  return one.includes(written) || two.includes(written) ? 1 : 0;
}

function ofTerms({ prefixes, terms }, written, words, afterA) {
  const wanted = (term) => fit(term, written) + (afterA === (term[2] === "class") ? 0.5 : 0);
  return terms
    .filter((term) => fit(term, written))
    .sort((one, two) => wanted(two) - wanted(one))
    .slice(0, MOST)
    .map(([short, name, what, info]) => ({
      label: short, detail: [name, (what === "thing" && info) || words[what]].filter(Boolean).join(" · "),
      info: what === "thing" ? undefined : info || undefined, apply: insertion(short, prefixes),
    }));
}

/* Returns what gives the completions of a place; the terms are fetched once, when they are first needed. */
export function completer(words) {
  let terms = null;
  const fetched = () => (terms ??= fetch(words.terms).then((answer) => answer.json()).catch(() => ((terms = null), { prefixes: {}, terms: [] })));

  return async (context) => {
    const word = context.matchBefore(/[?$]?[\p{L}\d_:.-]*/u);
    if (!context.explicit && (!word || word.to - word.from < 2)) return null;
    const before = context.state.sliceDoc(Math.max(0, word.from - 2000), word.from);
    if (/^[^\n<]*#[^\n]*$|"[^"\n]*$/.test(before.split("\n").at(-1)) || before.endsWith("<")) return null;
    const written = word.text.toLowerCase();
    const text = context.state.doc.toString();
    if (/^[?$]/.test(written)) {
      const found = new Set(text.match(/[?$][\p{L}\d_]+/gu));
      return { from: word.from, options: [...found].filter((each) => each !== word.text).map((label) => ({ label })), validFor: /^[?$][\p{L}\d_]*$/u };
    }
    const known = await fetched();
    if (/\bPREFIX\s+$/i.test(before)) {
      const lines = Object.entries(known.prefixes).filter(([name]) => name.startsWith(written.split(":")[0]));
      return { from: word.from, filter: false, options: lines.map(([name, iri]) => ({ label: `${name}: <${iri}>` })) };
    }
    const keywords = WORDS.filter((each) => written && each.toLowerCase().startsWith(written)).map((label) => ({ label }));
    const options = [...keywords, ...ofTerms(known, written, words, /\ba\s+$/.test(before))];
    return options.length ? { from: word.from, filter: false, options } : null;
  };
}
