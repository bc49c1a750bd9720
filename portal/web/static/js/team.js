// Keeps the answers of the team check in the fragment of the address, which no server sees, and fills the form from it.
"use strict";

(function () {
  const form = document.getElementById("team");
  const START = "#1";
  const VALUES = new Map(Object.entries({ y: "yes", p: "partly", n: "no", u: "unknown" }));
  const NUMBER = /^[0-9]{1,3}([.,][0-9]{1,6})?$/;

  function asked() {
    return [...form.querySelectorAll("[data-code]")];
  }

  function answerOf(question) {
    const input = question.querySelector("input");
    if (question.dataset.code === "who") {
      return question.querySelector("input:checked").value === "county" ? "who" : "";
    }
    if (input.type === "checkbox") {
      return input.checked ? question.dataset.code : "";
    }
    if (input.type === "radio") {
      const chosen = question.querySelector("input:checked");
      return chosen && chosen.value ? question.dataset.code + chosen.value[0] : "";
    }
    const number = input.value.trim();
    return NUMBER.test(number) ? question.dataset.code + "=" + number.replace(",", ".") : "";
  }

  function understood(question, rest) {
    const input = question.querySelector("input");
    if (question.dataset.code === "who" || input.type === "checkbox") {
      return rest === "";
    }
    return input.type === "radio" ? VALUES.has(rest) : rest[0] === "=" && NUMBER.test(rest.slice(1));
  }

  function fill(question, rest) {
    const input = question.querySelector("input");
    if (question.dataset.code === "who") {
      question.querySelector("input[value=county]").checked = true;
    } else if (input.type === "checkbox") {
      input.checked = true;
    } else if (input.type === "radio") {
      question.querySelector(`input[value="${VALUES.get(rest)}"]`).checked = true;
    } else {
      input.value = rest.slice(1);
    }
    const level = question.closest("details.level");
    if (level) {
      level.open = true;
    }
  }

  function read() {
    const questions = new Map(asked().map((question) => [question.dataset.code, question]));
    const told = new Set();
    for (const part of location.hash.slice(START.length).split("~").filter(Boolean)) {
      const code = part === "who" ? "who" : part.slice(0, 4);
      const [question, rest] = [questions.get(code), part.slice(code.length)];
      if (question && understood(question, rest)) {
        fill(question, rest);
        told.add("loaded");
      } else {
        told.add("skipped");
      }
    }
    return [...told].sort();
  }

  function write() {
    const answers = asked().map(answerOf).filter(Boolean);
    const hash = answers.length ? START + "~" + answers.join("~") : "";
    history.replaceState(null, "", location.pathname + location.search + hash);
    for (const link of document.querySelectorAll(".languages a")) {
      link.hash = hash;
    }
  }

  if (location.hash.startsWith(START + "~")) {
    const status = document.querySelector(".status");
    status.textContent = read().map((each) => status.dataset[each]).join(" ");
    status.hidden = !status.textContent;
  }
  if (!location.hash || location.hash.startsWith(START)) {
    write();
  }
  for (const link of document.querySelectorAll(".letters a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const target = document.querySelector(link.hash);
      target.tabIndex = -1;
      target.scrollIntoView();
      target.focus();
    });
  }
  document.querySelector("[data-fragment]").hidden = false;
  form.addEventListener("change", write);
})();
