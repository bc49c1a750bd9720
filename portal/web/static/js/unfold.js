// Opens what is folded when the address leads into it, in browsers that do not do so by themselves.
"use strict";

(function () {
  function unfold(address) {
    const place = address.length > 1 && document.getElementById(decodeURIComponent(address.slice(1)));
    for (let each = place && place.closest("details"); each; each = each.parentElement.closest("details")) {
      each.open = true;
    }
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      unfold(link.getAttribute("href"));
    }
  });
  unfold(location.hash);
})();
