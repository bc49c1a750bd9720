// Copies a text, and says so; the buttons are shown only where the browser can do it.
// What is copied: the element before a button with data-before (of a link, what it leads to); else data-address; else the address of the page.
// data-done and data-failed say how it went; they stand on the button, or on what holds several buttons and one place to say it.
"use strict";

(function () {
  if (!navigator.clipboard) {
    return;
  }
  for (const button of document.querySelectorAll("button.copy")) {
    const words = button.closest("[data-done]");
    const status = (words === button ? button.parentElement : words).querySelector(".copied");
    button.hidden = false;
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(await text(button));
        status.textContent = words.dataset.done;
      } catch {
        status.textContent = words.dataset.failed;
      }
    });
  }

  async function text(button) {
    const before = button.previousElementSibling;
    if (!("before" in button.dataset)) {
      return button.dataset.address || location.href;
    }
    if (!before.href) {
      return before.textContent;
    }
    const answer = await fetch(before.href);
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    return answer.text();
  }
})();
