/* Films that lie elsewhere: `<button hidden data-film="https://…" data-title="…">` beside the picture of the film. Nothing
   is asked of the other host until the button is pressed; without script it stays hidden, and a link leads there. */

const show = (button) => {
  const frame = document.createElement("iframe");
  frame.className = "recording__frame";
  frame.title = button.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.tabIndex = 0;
  frame.src = button.dataset.film;
  // What stood there goes: the button that had the focus too, so the film takes it over.
  button.parentElement.replaceChildren(frame);
  frame.focus();
};

for (const button of document.querySelectorAll("button[data-film]")) {
  button.hidden = false;
  button.addEventListener("click", () => show(button), { once: true });
}
