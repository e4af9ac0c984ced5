// A form is sent once; coming back with the back button opens it again.
export function once(form) {
  const buttons = [...form.querySelectorAll("button:not([type=button])")];
  const words = new Map(buttons.map((button) => [button, button.querySelector("span")?.textContent]));
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of buttons) {
      button.setAttribute("aria-disabled", "true");
      const span = button.querySelector("span");
      if (span && form.dataset.busy && button === (event.submitter ?? buttons[0])) span.textContent = form.dataset.busy;
    }
  });
  addEventListener("pageshow", () => {
    delete form.dataset.sent;
    for (const button of buttons) {
      button.removeAttribute("aria-disabled");
      if (words.get(button)) button.querySelector("span").textContent = words.get(button);
    }
  });
}
