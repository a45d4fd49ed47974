// Combines the filters of a listing in place. Without it, each filter leads to a page of its own.
//
// What is chosen stands in the address and nowhere else: it can be sent, kept, reloaded, and left by going back. Which
// entries stand on which page is read from the listing's selection; their cards are taken from the pages themselves.

const MOST = 50;

const listing = document.querySelector("[data-selection]");
if (listing) listen(listing, new URL(listing.dataset.selection, location.href));

function listen(listing, source) {
  const base = source.pathname.replace(/[^/]*$/, "");
  const nav = listing.querySelector(".filters");
  const count = listing.querySelector(".listing__count");
  if (!nav || !count) return;
  const byTitle = location.pathname !== base;
  const whole = count.textContent;
  const original = [];
  for (let node = count.nextElementSibling; node; node = node.nextElementSibling) original.push(node);
  const orders = [...nav.querySelectorAll(".filters__group--order a")].map((link) => ({ link, path: link.pathname }));
  // What has no number leads to all the values of a filter, and is none itself.
  const filters = [...nav.querySelectorAll("a.counts__link:has(.counts__number)")]
    .map((link) => ({ link, path: link.pathname, ...meaning(link.pathname, base) }));
  const cards = new Map();
  original.forEach((node) => keep(cards, node));
  const results = Object.assign(document.createElement("div"), { className: "listing__results stack" });
  const clear = Object.assign(document.createElement("p"), { className: "filters__clear" });
  clear.append(Object.assign(document.createElement("a"), { href: location.pathname, textContent: "Ta bort alla val" }));
  let selection;
  let turn = 0;

  const load = () => (selection ??= read(source, filters));
  const chosen = () => {
    const query = new URLSearchParams(location.search);
    return new Map(filters.filter((it) => query.get(it.name) === it.value).map((it) => [it.name, it]));
  };
  const address = (state, path) => {
    const query = new URLSearchParams([...state.values()].map((it) => [it.name, it.value])).toString();
    return query ? `${path}?${query}` : path;
  };

  async function show(most = MOST) {
    const mine = ++turn;
    const state = chosen();
    const { years, letters, entries } = await load();
    const fits = (entry, but) => [...state.values()].every((it) => it.name === but || it.entries.has(entry[0]));
    const found = entries.filter((entry) => fits(entry));
    if (byTitle) found.sort((left, right) => left[3] - right[3]);
    const shown = state.size ? found.slice(0, most) : [];
    const missing = new Set(shown.filter((it) => !cards.has(it[0])).map((it) => years[it[1]][1]));
    await Promise.all([...missing].map(async (page) => keep(cards, await fetched(page))));
    if (mine !== turn) return;

    for (const it of filters) {
      const next = new Map(state);
      if (state.get(it.name) === it) next.delete(it.name);
      else next.set(it.name, it);
      it.link.href = address(next, location.pathname);
      if (state.get(it.name) === it) it.link.setAttribute("aria-current", "true");
      else it.link.removeAttribute("aria-current");
      const number = entries.filter((entry) => it.entries.has(entry[0]) && fits(entry, it.name)).length;
      it.link.querySelector(".counts__number").textContent = written(number);
      it.link.classList.toggle("counts__link--none", number === 0);
    }
    for (const { link, path } of orders) link.href = address(state, path);

    if (!state.size) {
      results.remove();
      clear.remove();
      listing.append(...original);
      count.textContent = whole;
      return;
    }
    original.forEach((node) => node.remove());
    const heading = (entry) => (byTitle ? letters[entry[2]] : years[entry[1]][0]);
    results.replaceChildren(...groups(shown, heading, cards));
    if (found.length > shown.length) results.append(more(() => show(most + MOST), shown.length));
    listing.append(results);
    if (!clear.isConnected) nav.append(clear);
    count.textContent = `${written(found.length)} av ${whole}`;
  }

  function more(press, first) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Visa fler" });
    button.addEventListener("click", async () => {
      await press();
      results.querySelectorAll(".card__link")[first]?.focus();
    });
    return button;
  }

  // Whoever comes near the filters will want the selection.
  for (const near of ["pointerover", "focusin"]) nav.addEventListener(near, () => load().catch(() => {}), { once: true });
  nav.addEventListener("click", async (event) => {
    const link = event.target.closest("a");
    const filter = filters.find((it) => it.link === link);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || !(filter || clear.contains(link))) return;
    event.preventDefault();
    try {
      await load();
      const next = filter ? chosen() : new Map();
      if (filter && next.get(filter.name) === filter) next.delete(filter.name);
      else if (filter) next.set(filter.name, filter);
      history.pushState(null, "", address(next, location.pathname));
      await show();
      if (!filter) filters[0]?.link.focus();
    } catch {
      // What cannot be combined can still be looked at one by one.
      location.assign(filter ? filter.path : location.pathname);
    }
  });
  addEventListener("popstate", () => show().catch(() => location.reload()));
  if (chosen().size) show().catch(() => {});
}

// What a filter's address means: `/publikationer/amne/tillit/` is `amne=tillit`, `/publikationer/2025/` is `ar=2025`.
function meaning(path, base) {
  const parts = path.slice(base.length).split("/").filter(Boolean);
  return parts.length === 1 ? { name: "ar", value: parts[0] } : { name: parts[0], value: parts[1] };
}

async function read(source, filters) {
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(answer.status);
  const selection = await answer.json();
  const { years, values, entries } = selection;
  for (const it of filters) {
    const year = years.findIndex(([, page]) => page === it.path);
    const value = values.indexOf(it.path);
    const stand = entries.filter((entry) => entry[1] === year || entry[4].includes(value));
    it.entries = new Set(stand.map((entry) => entry[0]));
  }
  return selection;
}

async function fetched(page) {
  const answer = await fetch(page);
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Remembers every card below a node by the address that it leads to.
function keep(cards, node) {
  for (const item of node.querySelectorAll(".cards__item")) {
    const link = item.querySelector(".card__link");
    const path = link && new URL(link.getAttribute("href"), location.href).pathname;
    if (path && !cards.has(path)) cards.set(path, item);
  }
}

// Puts cards under their headings; what stands under a heading has one a level lower.
function groups(entries, heading, cards) {
  const made = [];
  for (const entry of entries) {
    const card = cards.get(entry[0]);
    if (!card) continue;
    if (made.at(-1)?.heading !== heading(entry)) {
      const section = Object.assign(document.createElement("section"), { className: "group stack" });
      const title = Object.assign(document.createElement("h2"), { className: "group__heading", textContent: heading(entry) });
      const list = Object.assign(document.createElement("ul"), { className: "cards cards--cards" });
      section.append(title, list);
      made.push({ heading: heading(entry), section, list });
    }
    const item = document.importNode(card, true);
    const high = item.querySelector("h2.card__title");
    if (high) {
      const low = Object.assign(document.createElement("h3"), { className: high.className });
      low.append(...high.childNodes);
      high.replaceWith(low);
    }
    made.at(-1).list.append(item);
  }
  return made.map((it) => it.section);
}

function written(number) {
  return new Intl.NumberFormat("sv").format(number);
}
