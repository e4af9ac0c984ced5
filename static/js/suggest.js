// Names offered while typing: a plain field becomes a combobox over the JSON at data-source.
let suggestNumber = 0;

export function suggest(field) {
  const input = field.querySelector("input");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let timer, active = -1, asked = 0;
  list.id = `suggest-${++suggestNumber}`;
  list.className = "suggest-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.querySelector("label").textContent);
  said.className = "sr";
  said.setAttribute("role", "status");
  field.classList.add("suggest");
  field.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const close = () => {
    // An answer that is still on its way must not open the list over what comes next.
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (row) => {
    input.value = row.dataset.value;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    // In a search, what is chosen is what is asked.
    if (field.getAttribute("role") === "search") field.requestSubmit();
  };
  const mark = (index) => {
    active = (index + list.children.length) % list.children.length;
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
  };
  const rowOf = (found, place) => {
    const row = document.createElement("li");
    row.id = `${list.id}-${place}`;
    row.dataset.value = found.text;
    row.textContent = found.text;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    if (found.hint) row.append(Object.assign(document.createElement("small"), { textContent: found.hint }));
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(row);
    });
    return row;
  };
  const ask = async () => {
    const mine = ++asked;
    const address = new URL(field.dataset.source, location.href);
    address.searchParams.set("q", input.value.trim());
    try {
      const found = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
      if (mine !== asked) return;
      list.replaceChildren(...found.slice(0, 8).map(rowOf));
      list.hidden = !found.length;
      active = -1;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (!list.hidden) list.scrollIntoView({ block: "nearest" });
      said.textContent = found.length ? found.slice(0, 8).map((row) => row.text).join(", ") : "";
    } catch { close(); }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) close();
    else timer = setTimeout(ask, 180);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active - 1);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else {
      if (event.key === "Escape") close();
      return;
    }
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}
