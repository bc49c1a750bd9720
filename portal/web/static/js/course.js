// Gathers a course basket while one reads: the items stand in the session storage of this browser alone, and in the basket's address.
"use strict";

(function () {
  const NAME = "kierre-course", MOST = 60;

  function read() {
    try {
      return (sessionStorage.getItem(NAME) || "").split(",").filter(Boolean);
    } catch {
      return null;
    }
  }

  function write(items) {
    try {
      sessionStorage.setItem(NAME, items.join(","));
    } catch {
      // no storage: the links work without it
    }
  }

  const basket = document.querySelector("[data-course]");
  if (basket) {
    write(basket.dataset.course.split(","));
  }

  const form = document.querySelector("form.course");
  const { title, key } = form ? form.elements : {};

  // What is written or ticked goes into the files and the address at once, also before it is saved.
  function changed(address) {
    const made = new URL(address);
    const items = made.searchParams.get("items");
    for (const name of ["title", "key", "items"]) {
      made.searchParams.delete(name);
    }
    for (const [name, value] of [["title", title.value.trim()], ["key", key.checked ? "1" : ""], ["items", items]]) {
      if (value) {
        made.searchParams.append(name, value);
      }
    }
    return made.href.replaceAll("%3A", ":").replaceAll("%2C", ",");
  }

  function settle() {
    document.querySelectorAll(".course-files a").forEach((file) => { file.href = changed(file.href); });
    const whole = document.getElementById("course-address");
    if (whole) {
      whole.value = changed(whole.value);
    }
  }

  if (title && key) {
    title.addEventListener("input", settle);
    key.addEventListener("change", settle);
  }
  const box = document.querySelector(".course-box");
  const gathered = read();
  if (!box || gathered === null) {
    return;
  }

  const { item, add, added, open, full } = box.dataset;
  const link = box.querySelector("a");
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "plain";
  button.textContent = add;
  said.setAttribute("role", "status");

  function show() {
    const items = read() || [];
    const address = new URL(link.href);
    address.search = "";
    const view = new URL(location.href).searchParams;
    const kept = ["v", "view"].filter((name) => view.get(name)).map((name) => `${name}=${encodeURIComponent(view.get(name))}&`).join("");
    link.href = `${address.href}?n=${items.length}-${items.join(",").length}&${kept}items=${items.join(",")}`;
    link.textContent = `${open} (${items.length})`;
    link.hidden = items.length === 0;
    button.hidden = items.includes(item);
    said.textContent = items.includes(item) ? added : "";
  }

  button.addEventListener("click", () => {
    const items = read() || [];
    if (items.length >= MOST) {
      said.textContent = full;
      return;
    }
    write([...items, item]);
    show();
    link.focus();
  });
  box.prepend(button, " ", said, " ");
  show();
})();
