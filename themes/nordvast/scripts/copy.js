/* Buttons that copy a text of the page: `<button hidden data-copy="id">`, with a `role="status"` after it that says so.
   Without script they stay hidden, and the text can be selected. */

const copy = async (button) => {
  const source = document.getElementById(button.dataset.copy);
  const status = button.nextElementSibling;
  const say = (words) => {
    status.textContent = words;
  };
  // Told twice in the same words, a live region is silent; an empty one first makes it a change.
  say("");
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    say("Kopierat");
  } catch {
    getSelection().selectAllChildren(source);
    say("Det gick inte att kopiera. Texten är markerad, tryck Ctrl + C");
  }
};

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
