// Marks the day that it is in Sweden in the month's table: no page knows when it is read.

const swedish = new Intl.DateTimeFormat("sv-SE", {
  day: "2-digit", month: "2-digit", timeZone: "Europe/Stockholm", year: "numeric",
});

const mark = () => {
  const part = Object.fromEntries(swedish.formatToParts(new Date()).map(({ type, value }) => [type, value]));
  const today = `${part.year}-${part.month}-${part.day}`;
  for (const date of document.querySelectorAll(".month__date")) {
    const day = date.closest("td");
    if (date.dateTime === today) day.setAttribute("aria-current", "date");
    else day.removeAttribute("aria-current");
  }
};

if (document.querySelector(".month")) {
  mark();
  // A page that has lain open over midnight is seen again on another day.
  document.addEventListener("visibilitychange", mark);
  addEventListener("pageshow", mark);
}
