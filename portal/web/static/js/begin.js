// Unfolds the obstacles of the reader's own level as soon as the role is chosen.
"use strict";

document.getElementById("role").addEventListener("change", (event) => {
  for (const group of document.querySelectorAll("details[data-role]")) {
    if (group.dataset.role === event.target.value) {
      group.open = true;
    }
  }
});
