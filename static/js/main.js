import { copy } from "./copy.js";
import { count } from "./count.js";
import { keep } from "./keep.js";
import { listen } from "./listen.js";
import { once } from "./once.js";
import { picture } from "./picture.js";
import { print } from "./print.js";
import { reveal } from "./reveal.js";
import { suggest } from "./suggest.js";

const behaviours = { copy, count, keep, listen, once, picture, print, reveal, suggest };

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(" ")) behaviours[name]?.(element);
}

document.querySelector(".error-summary")?.focus();

// The back button opens a form that was wrong anew; else a browser shows an error of its own there.
if ("sent" in document.body.dataset) history.replaceState(history.state, "");

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#menu") location.hash = "#atas";
});
