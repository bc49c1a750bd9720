// Puts a button to copy with each example of code, and says when it has been copied; without it the text can be chosen as any other.
"use strict";

(function () {
  const words = document.currentScript.dataset;
  if (!navigator.clipboard) {
    return;
  }
  for (const code of document.querySelectorAll("pre.code")) {
    const line = document.createElement("p");
    const button = document.createElement("button");
    const status = document.createElement("span");
    line.className = "copy-code";
    button.type = "button";
    button.className = "plain";
    button.textContent = words.copy;
    status.className = "small";
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(code.textContent.trimEnd());
        status.textContent = words.done;
      } catch {
        status.textContent = words.failed;
      }
    });
    line.append(button, status);
    code.after(line);
  }
})();
