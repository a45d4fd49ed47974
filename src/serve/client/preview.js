// The preview's side in the browser: hears of each build and makes the page what it has become, in place.
(() => {
  "use strict";

  const EVENTS = "/.fou/events";
  const NOTE = "fou-note";
  // How long nothing may answer before it is said, in milliseconds.
  const PATIENCE = 4000;
  const own = document.currentScript;
  let build = Number(own.dataset.build);
  let wanted = build;
  let busy = false;
  let source = null;
  let silent = 0;
  let patience = 0;

  // Attributes that are the reader's, and not the page's.
  const kept = { DETAILS: ["open"], DIALOG: ["open"] };

  function same(left, right) {
    if (left.nodeType !== right.nodeType) return false;
    if (left.nodeType !== Node.ELEMENT_NODE) return true;
    return left.tagName === right.tagName && left.id === right.id;
  }

  function attributes(old, fresh) {
    const mine = kept[old.tagName] ?? [];
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !mine.includes(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value && !mine.includes(name)) old.setAttribute(name, value);
    }
  }

  // Makes `old` equal to `fresh` node by node, so that what has not changed keeps focus, selection and what was typed.
  function morph(old, fresh) {
    // What is read out is said by us, and not by the page.
    if (old.id === "fou-voice" || old.isEqualNode(fresh)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = fresh.nodeValue;
      return;
    }
    attributes(old, fresh);
    if (old.tagName === "TEXTAREA") return;
    const ids = new Map();
    for (const child of old.children) if (child.id) ids.set(child.id, child);
    let at = old.firstChild;
    for (const next of [...fresh.childNodes]) {
      const known = next.id ? ids.get(next.id) : undefined;
      if (known && known !== at) old.insertBefore(known, at);
      const here = known ?? at;
      if (here && same(here, next) && (known || !here.id)) {
        morph(here, next);
        at = here.nextSibling;
      } else {
        // What stands here may be only one step further on: look a little ahead before it is thrown away.
        let ahead = at;
        for (let steps = 0; ahead && steps < 8 && !ahead.isEqualNode(next); steps += 1) ahead = ahead.nextSibling;
        if (ahead && ahead.isEqualNode(next)) {
          while (at !== ahead) {
            const gone = at;
            at = at.nextSibling;
            gone.remove();
          }
          at = ahead.nextSibling;
        } else {
          old.insertBefore(document.importNode(next, true), at);
        }
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  }

  function scripts(page) {
    return [...page.querySelectorAll("script[src]")].map((it) => it.getAttribute("src")).join(" ");
  }

  function sheets(page) {
    return [...page.querySelectorAll("link[rel~=stylesheet]")].map((it) => it.getAttribute("href"));
  }

  // Loads new style sheets before the old ones go, so that the page never stands naked.
  function swapSheets(fresh) {
    const now = sheets(document);
    const next = sheets(fresh);
    const gone = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((it) => !next.includes(it.getAttribute("href")));
    const come = next.filter((href) => !now.includes(href));
    const loaded = come.map((href) => new Promise((done) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      link.onload = link.onerror = done;
      (gone[0] ?? document.head.lastChild).after(link);
    }));
    return Promise.all(loaded).then(() => gone.forEach((it) => it.remove()));
  }

  function announce(text) {
    const voice = document.getElementById("fou-voice");
    if (voice) voice.textContent = text;
  }

  async function fetchPage() {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    const text = await answer.text();
    return { status: answer.status, page: new DOMParser().parseFromString(text, "text/html") };
  }

  async function update() {
    if (busy) return;
    busy = true;
    try {
      while (wanted > build) {
        const target = wanted;
        const { page } = await fetchPage();
        if (scripts(page).replace(/preview\.js/, "") !== scripts(document).replace(/preview\.js/, "")) {
          location.reload();
          return;
        }
        await swapSheets(page);
        const before = document.getElementById("fou-tally")?.textContent;
        document.title = page.title;
        attributes(document.documentElement, page.documentElement);
        const { scrollX, scrollY } = window;
        morph(document.body, page.body);
        window.scrollTo(scrollX, scrollY);
        const after = document.getElementById("fou-tally")?.textContent;
        if (before !== after) announce(after ?? "");
        build = Math.max(target, Number(page.querySelector("script[data-build]")?.dataset.build ?? target));
        wanted = Math.max(wanted, build);
        document.documentElement.dataset.fouBuild = String(build);
      }
    } catch {
      // The server is gone, or is being started again: the stream will tell.
    } finally {
      busy = false;
    }
  }

  function note(html, links) {
    document.getElementById(NOTE)?.remove();
    const box = document.createElement("div");
    box.id = NOTE;
    box.className = NOTE;
    box.setAttribute("role", "status");
    for (const { text, url } of links) {
      const line = document.createElement("p");
      line.append(html);
      const link = document.createElement("a");
      link.href = url;
      link.textContent = text;
      line.append(link);
      box.append(line);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Stäng";
    close.addEventListener("click", () => box.remove());
    box.append(close);
    document.documentElement.append(box);
  }

  // Says that nothing more will come, to whoever sees and whoever listens.
  function farewell(text) {
    announce(text);
    document.getElementById("fou-voice")?.classList.add("fou-panel__voice--seen");
  }

  function welcome() {
    silent = 0;
    clearTimeout(patience);
    patience = 0;
    const voice = document.getElementById("fou-voice");
    if (!voice?.classList.contains("fou-panel__voice--seen")) return;
    voice.classList.remove("fou-panel__voice--seen");
    voice.textContent = "";
  }

  function hear(event) {
    const news = JSON.parse(event.data);
    if (news.build < build) build = 0;
    if (news.build <= build) return;
    wanted = news.build;
    const elsewhere = (pages) => pages.filter(({ url }) => url !== location.pathname).map(({ url, title }) => ({ url, text: title }));
    const fresh = elsewhere(news.fresh ?? []);
    const changed = elsewhere(news.changed ?? []);
    if (fresh.length === 1 && follows()) {
      location.assign(fresh[0].url);
      return;
    }
    if (fresh.length > 0) note("Ny sida: ", fresh.slice(0, 3));
    else if (changed.length > 0 && changed.length === (news.changed ?? []).length) note("Ändrat: ", changed.slice(0, 3));
    update();
  }

  // Whether to go to a page that has come, as the reader has chosen in the bar.
  const FOLLOW = "fou-follow";

  function showChoice() {
    const box = document.getElementById(FOLLOW);
    if (box) box.checked = localStorage.getItem(FOLLOW) === "yes";
  }

  document.addEventListener("change", (event) => {
    if (event.target.id === FOLLOW) localStorage.setItem(FOLLOW, event.target.checked ? "yes" : "no");
  });

  function follows() {
    return localStorage.getItem(FOLLOW) === "yes" && document.visibilityState === "visible";
  }

  function listen() {
    source?.close();
    source = new EventSource(EVENTS);
    source.addEventListener("build", hear);
    source.addEventListener("open", welcome);
    source.addEventListener("end", () => farewell("Förhandsgranskningen är avslutad. Starta fou serve igen."));
    source.onerror = () => {
      silent += 1;
      patience ||= setTimeout(() => farewell("Förhandsgranskningen svarar inte. Starta fou serve igen."), PATIENCE);
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, Math.min(500 * silent, 5000));
    };
  }

  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });
  window.addEventListener("storage", showChoice);
  showChoice();
  listen();
})();
