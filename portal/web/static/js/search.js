// Suggests while a search is typed: a combobox after WAI-ARIA over a form that works without it.
"use strict";

(function () {
  const PAUSE = 120;
  const SHORTEST = 2;

  function improve(form) {
    const input = form.querySelector("input[type=search]");
    const list = document.createElement("ul");
    const said = document.createElement("span");
    let active = -1;
    let timer = 0;
    let running = null;

    list.id = input.id + "-list";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.some);
    said.className = "unseen";
    said.setAttribute("role", "status");
    form.append(list, said);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }

    function choose(place) {
      active = place;
      [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", list.children[active].id);
        list.children[active].scrollIntoView({ block: "nearest" });
      }
    }

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      choose(-1);
    }

    function option(found, index) {
      const item = document.createElement("li");
      const kind = document.createElement("span");
      item.id = list.id + "-" + index;
      item.setAttribute("role", "option");
      item.dataset.url = found.url;
      item.textContent = found.label + " ";
      kind.className = "kind";
      kind.textContent = found.type;
      item.append(kind);
      return item;
    }

    async function ask() {
      const text = input.value.trim();
      if (running) { running.abort(); }
      if (text.length < SHORTEST) { list.replaceChildren(); return show(false); }
      running = new AbortController();
      try {
        const answer = await fetch(form.dataset.suggest + "&q=" + encodeURIComponent(text.slice(0, 200)), { signal: running.signal });
        const found = answer.ok ? (await answer.json()).suggestions : [];
        list.replaceChildren(...found.map(option));
        said.textContent = found.length ? form.dataset.some + " " + found.length : form.dataset.none;
        show(found.length > 0 && document.activeElement === input);
      } catch (error) {
        if (error.name !== "AbortError") { show(false); }
      }
    }

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      const last = list.children.length - 1;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
        event.preventDefault();
        const was = active;
        if (list.hidden) { show(true); }
        choose(event.key === "ArrowDown" ? (was >= last ? -1 : was + 1) : (was < 0 ? last : was - 1));
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show(false);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        location.assign(list.children[active].dataset.url);
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => location.assign(event.target.closest("li").dataset.url));
  }

  document.querySelectorAll("form.search").forEach(improve);
})();
