// Keeps events right between builds: what has passed leaves what is coming, registration opens and closes, and what goes on
// just now is said. Without it the page shows what was so when it was built, with dates that do not grow old.
//
// Nothing is decided here. Each event says where it stands (`data-life`) and where it will stand from which instants on
// (`data-turns`); each of its parts, in which states it is seen (`data-while`).

// A timer that runs for days, or while the machine sleeps, is not to be relied on.
const LONGEST = 60 * 60 * 1000;

const OVER = ["genomfort", "blev-installt"];

const events = new Map();
for (const event of document.querySelectorAll("[data-turns]")) events.set(event, turns(event.dataset));

let timer;
if (events.size) {
  follow();
  document.addEventListener("visibilitychange", () => document.hidden || follow());
  addEventListener("pageshow", (shown) => shown.persisted && follow());
}

// Reads where an event stands from which instants on, the state as built first.
function turns({ life, turns }) {
  const words = turns.split(" ");
  const all = [[-Infinity, life]];
  for (let at = 0; at + 1 < words.length; at += 2) all.push([Date.parse(words[at]), words[at + 1]]);
  return all;
}

// Brings every event up to date, and does so again when the next one turns.
function follow() {
  const now = Date.now();
  let next = now + LONGEST;
  for (const [event, all] of events) {
    show(event, all.findLast(([at]) => at <= now)[1]);
    next = Math.min(next, ...all.map(([at]) => at).filter((at) => at > now));
  }
  document.querySelectorAll("[data-next]").forEach(advance);
  document.querySelectorAll("[data-coming]").forEach(clear);
  clearTimeout(timer);
  timer = setTimeout(follow, next - now);
}

function show(event, life) {
  event.dataset.life = life;
  for (const part of event.querySelectorAll("[data-while]")) {
    // An event's page may show other events.
    if (part.closest("[data-life]") === event) part.hidden = !part.dataset.while.split(" ").includes(life);
  }
}

function isOver(event) {
  return OVER.includes(event.dataset.life);
}

// What somebody is about to follow is not taken from under their hands; it says of itself that it is over.
function isHeld(event) {
  return event.contains(document.activeElement);
}

// Puts the first event that is not over in the place of the next one.
function advance(place) {
  const event = place.querySelector("[data-life]");
  if (!event || !isOver(event) || isHeld(event)) return;
  const coming = [...document.querySelectorAll("[data-coming] .cards [data-life]")].find((it) => !isOver(it) && !isHeld(it));
  if (!coming) {
    place.hidden = true;
    return;
  }
  const item = coming.closest(".cards__item");
  event.replaceWith(coming);
  item.remove();
}

// Takes what is over out of what is coming, to what has been if that stands on the same page; then what is left empty.
function clear(coming) {
  for (const event of coming.querySelectorAll(".cards [data-life]")) {
    if (!isOver(event) || isHeld(event)) continue;
    const item = event.closest(".cards__item");
    const year = event.querySelector("time")?.dateTime.slice(0, 4);
    const past = document.querySelector(`[data-past] #ar_${year} > .cards`);
    if (past) past.prepend(item);
    else item.remove();
  }
  for (const list of coming.querySelectorAll(".cards")) {
    if (list.childElementCount) continue;
    const group = list.closest(".group");
    (group && group !== coming ? group : list).remove();
  }
  const left = coming.querySelectorAll(".cards [data-life]").length;
  const empty = coming.querySelector("[data-empty]");
  if (empty) empty.hidden = left > 0;
  else coming.hidden = left === 0;
  for (const count of coming.querySelectorAll("[data-count]")) {
    count.textContent = count.textContent.replace(/^\S+(\s\d+)*/, new Intl.NumberFormat("sv").format(left));
    count.hidden = left === 0;
  }
}
