// Copies the address of the page, and says so; the button is shown only where the browser can do it.
"use strict";

(function () {
  const button = document.querySelector("button.copy");
  const status = document.querySelector(".copied");
  if (!button || !navigator.clipboard) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = button.dataset.done;
    } catch {
      status.textContent = button.dataset.failed;
    }
  });
})();
