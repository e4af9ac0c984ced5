// Reads the page aloud, sentence by sentence, in the language of the page.
export function listen(button) {
  if (!("speechSynthesis" in window)) return;
  const words = button.querySelector("span");
  const before = words.textContent;
  const stop = () => {
    speechSynthesis.cancel();
    words.textContent = before;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) return stop();
    const part = document.getElementById(button.dataset.target);
    const heard = [...part.querySelectorAll("h1,h2,h3,p,li,dt,dd,label,legend")]
      .filter((element) => element.offsetParent && !element.querySelector("p,li"))
      .map((element) => element.innerText.trim());
    heard.filter(Boolean).forEach((sentence, place, all) => {
      const speech = new SpeechSynthesisUtterance(sentence);
      speech.lang = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
      speech.rate = 0.95;
      if (place === all.length - 1) speech.onend = stop;
      speechSynthesis.speak(speech);
    });
    words.textContent = button.dataset.stop;
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
