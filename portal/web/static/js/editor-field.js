/* The query field as an editor: colours, line numbers, brackets, what cannot be read, completion. The text area stays in step with it. */
import {
  EditorState, EditorView, Prec, SparqlLanguage, autocompletion, bracketMatching, classHighlighter, completionKeymap, defaultKeymap,
  drawSelection, forceLinting, highlightActiveLine, history, historyKeymap, keymap, lineNumbers, lintGutter, linter,
  syntaxHighlighting, syntaxTree,
} from "../vendor/codemirror/codemirror.min.mjs";
import { completer } from "./editor-completion.js";

/* Marks the first place that cannot be read, and the place that the server told of. */
function faults(words, told) {
  return (view) => {
    const found = told() ? [told()] : [];
    syntaxTree(view.state).iterate({
      enter: ({ type, from, to }) => {
        if (type.isError && !found.length) found.push({ from, to, severity: "error", message: words });
        return !found.length;
      },
    });
    return found;
  };
}

/* Writes over what is chosen: the browser's own way would keep its look in a style attribute, which the policy forbids. */
function overwrite(event, view) {
  if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
  view.dispatch(view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
  event.preventDefault();
  return true;
}

export function mount(place, field, run) {
  const label = document.getElementById("query-label");
  let told = null;
  const extensions = [
    Prec.highest(keymap.of(["Ctrl-Enter", "Mod-Enter"].map((key) => ({ key, run: () => (run(), true) })))),
    keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    SparqlLanguage, syntaxHighlighting(classHighlighter), lineNumbers(), history(), drawSelection(), bracketMatching(),
    highlightActiveLine(), lintGutter(), linter(faults(place.dataset.wrong, () => told), { delay: 400 }),
    autocompletion({ override: [completer(place.dataset)], icons: false, maxRenderedOptions: 40 }),
    EditorView.domEventHandlers({ beforeinput: overwrite }), EditorView.lineWrapping, EditorState.phrases.of({ Completions: place.dataset.suggested }),
    EditorView.contentAttributes.of({ "aria-labelledby": label.id, "aria-describedby": "query-hint", autocapitalize: "off", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      told = null;
      field.value = update.state.doc.toString();
    }),
  ];
  place.hidden = false;
  field.hidden = true;
  document.getElementById("keys").hidden = false;
  const view = new EditorView({ state: EditorState.create({ doc: field.value, extensions }), parent: place });
  label.addEventListener("click", () => view.focus());

  return {
    text: () => view.state.doc.toString(),
    /* Takes a text; what stands already at its end stays, with the place of the reader in it. */
    take(text) {
      const old = view.state.doc.toString();
      if (text === old) return;
      const kept = text.endsWith(old) ? old.length : 0;
      view.dispatch({ changes: { from: 0, to: old.length - kept, insert: text.slice(0, text.length - kept) } });
    },
    /* Marks a place that the server told of, and shows it; nothing takes the mark away. */
    point(fault) {
      told = null;
      if (fault && fault.line <= view.state.doc.lines) {
        const line = view.state.doc.line(fault.line);
        const from = Math.min(line.from + fault.column - 1, line.to);
        told = { from, to: Math.max(from, line.to), severity: "error", message: fault.message };
        view.dispatch({ effects: EditorView.scrollIntoView(from) });
      }
      forceLinting(view);
    },
  };
}
