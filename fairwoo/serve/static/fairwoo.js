// What is nice to have where scripts run: keys to go through results and pages, which can be switched off, suggestions while one types
// a query, short addresses of searches, and a button that copies a link.
// Nothing depends on it. Words are in the template `extra` of base.html.
"use strict";

(() => {
  const extra = document.getElementById("extra").content;
  const KEPT = "fairwoo-sneltoetsen";

  // A browser may refuse to keep anything; the switch then holds for this page.
  const keep = (value) => { try { localStorage.setItem(KEPT, value); } catch { /* see above */ } };
  const kept = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };

  let keys = kept() !== "uit";
  const line = extra.querySelector(".fw-keys").cloneNode(true);
  const button = line.querySelector("[data-keys]");
  const show = () => button.setAttribute("aria-pressed", String(keys));
  button.addEventListener("click", () => { keys = !keys; keep(keys ? "aan" : "uit"); show(); });
  show();
  document.querySelector("footer").append(line);

  const step = (distance) => {
    const all = [...document.querySelectorAll("main .fw-dossiers h3 a, main .fw-hits a")];
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (distance > 0 ? 0 : all.length - 1) : at + distance];
    if (next) next.focus();
  };
  const follow = (relation) => {
    const link = document.querySelector(`main a[rel~="${relation}"], head link[rel~="${relation}"]`);
    if (link) location.assign(link.href);
  };
  const actions = {
    "/": () => (document.getElementById("zoekvraag") || document.getElementById("kopvraag"))?.select(),
    j: () => step(1),
    k: () => step(-1),
    n: () => follow("next"),
    p: () => follow("prev"),
  };
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, select, textarea, [contenteditable]");
    if (!keys || busy || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });

  // Suggestions go in the field's own datalist, so that keys and screen readers work as the browser has them.
  const PAUSE = 200; // milliseconds without typing before the site is asked
  const [SHORTEST, LONGEST] = [2, 100]; // characters
  const put = (list, words) => list.replaceChildren(...words.map((word) => Object.assign(document.createElement("option"), { value: word })));
  const ask = async (field, list, asking) => {
    try {
      const address = `${field.dataset.suggest}?${new URLSearchParams({ q: field.value })}`;
      const answer = await fetch(address, { signal: asking.signal, credentials: "omit" });
      if (answer.ok) put(list, (await answer.json())[1]);
    } catch { /* what was suggested before stays: the engine is away, or something newer is being asked */ }
  };
  for (const field of document.querySelectorAll("input[data-suggest]")) {
    if (!field.list) {
      const made = Object.assign(document.createElement("datalist"), { id: `suggesties-${field.id}` });
      field.after(made);
      field.setAttribute("list", made.id);
    }
    const list = field.list;
    const first = [...list.options].map((option) => option.value);
    let asking = new AbortController();
    let waiting = 0;
    field.addEventListener("input", () => {
      asking.abort();
      clearTimeout(waiting);
      const text = field.value.trim();
      if (!text) put(list, first);
      const taken = [...list.options].some((option) => option.value === field.value);
      if (taken || text.length < SHORTEST || text.length > LONGEST) return;
      asking = new AbortController();
      waiting = setTimeout(ask, PAUSE, field, list, asking);
    });
  }

  // Fields that were left empty stay out of the address; without scripts the site sends on to that address.
  for (const form of document.querySelectorAll("form[role=search]")) {
    form.addEventListener("formdata", ({ formData }) => {
      const all = [...formData];
      for (const [name] of all) formData.delete(name);
      for (const [name, value] of all) if (value.trim()) formData.append(name, value);
    });
  }

  if (navigator.clipboard) {
    for (const place of document.querySelectorAll(".fw-permalink")) {
      const copy = extra.querySelector("[data-copy]").cloneNode(true);
      const words = copy.textContent;
      copy.setAttribute("aria-live", "polite");
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(place.textContent.trim());
        copy.textContent = copy.dataset.done;
        setTimeout(() => { copy.textContent = words; }, 3000);
      });
      place.after(copy);
    }
  }
})();
