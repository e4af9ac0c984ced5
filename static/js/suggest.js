// Names offered while typing: a plain field becomes a combobox over the JSON at data-source. What has an address of its
// own (href) is opened; anything else goes into the field.
const SVG = "http://www.w3.org/2000/svg";
let suggestNumber = 0;

const inWords = (found) => [found.text, found.hint].filter(Boolean).join(", ");

function icon(address) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(document.createElementNS(SVG, "use"));
  drawing.firstChild.setAttribute("href", address);
  return drawing;
}

export function suggest(field) {
  const input = field.querySelector("input:not([type=hidden])");
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
  // The field keeps the cursor, and a finger that moves the page chooses nothing: that is left to the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
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
    close();
    if (row.dataset.href) return location.assign(row.dataset.href);
    input.value = row.dataset.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (index) => {
    active = (index + list.children.length) % list.children.length;
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const rowOf = (found, place) => {
    const row = document.createElement("li");
    row.id = `${list.id}-${place}`;
    row.dataset.value = found.text;
    row.dataset.href = found.href ?? "";
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.setAttribute("aria-label", inWords(found));
    const words = Object.assign(document.createElement("span"), { textContent: found.text });
    if (found.hint) words.append(Object.assign(document.createElement("small"), { textContent: found.hint }));
    if (found.icon && field.dataset.icons) row.append(icon(`${field.dataset.icons}#${found.icon}`));
    row.append(words);
    row.addEventListener("click", () => choose(row));
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
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (!list.hidden) list.scrollIntoView({ block: "nearest" });
      said.textContent = found.length ? found.slice(0, 8).map(inWords).join("; ") : "";
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
    else if (event.key === "ArrowUp") mark(Math.max(active, 0) - 1);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    // A search field would lose its words as well.
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}
