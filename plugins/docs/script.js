/** Small comforts of the page, which reads as well without them: copying, trying a read, a filter of the contents. */

// Browsers keep the clipboard from pages that came over plain HTTP from another machine.
const figures = navigator.clipboard ? document.querySelectorAll("figure.code") : [];
for (const figure of figures) {
  const button = toButton("Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(figure.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  figure.querySelector("figcaption").append(button);
}

// A saved page has no gateway behind it.
const places = location.protocol === "file:" ? [] : document.querySelectorAll("[data-try]");
for (const place of places) {
  const button = toButton("Send it to this gateway");
  const output = document.createElement("pre");
  output.hidden = true;
  output.tabIndex = 0;
  output.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    output.hidden = false;
    output.textContent = await answerTo(`/api/v1${place.dataset.try}`);
  });
  place.append(button, output);
}

async function answerTo(path) {
  try {
    const answer = await fetch(path);
    const text = await answer.text();
    const isJson = answer.headers.get("content-type") === "application/json";
    return `${answer.status}\n${isJson ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
  } catch (problem) {
    return `No answer: ${problem.message}`;
  }
}

function toButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  return button;
}

// An address of something inside a closed part opens it, and the contents show where the reader is.
function follow() {
  const target = document.getElementById(location.hash.slice(1));
  target?.closest("details")?.setAttribute("open", "");
  for (const link of document.querySelectorAll("nav a")) {
    const here = link.getAttribute("href") === location.hash;
    if (here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
addEventListener("hashchange", follow);
follow();
