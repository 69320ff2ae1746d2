"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const list = $("cards");
  const store = "checker:" + data.key;
  const words = { open: "open", accepted: "accepted", queried: "with the author", dismissed: "dismissed" };
  const ranks = { conflict: 0, divergence: 1, note: 2 };

  const items = [...list.children].map((node, i) => ({
    node, number: i, told: data.findings[i], text: "", level: node.dataset.level, kind: node.dataset.kind,
    subject: node.dataset.subject, place: Number(node.dataset.place), mine: null,
  }));
  const byNode = new Map(items.map((item) => [item.node, item]));
  let shown = items, current = null, keeps = true, unsaved = false;

  // decisions: what the file said, unless something else was decided here since
  const same = (item) => JSON.stringify(item.told.decision || null);
  const blank = { status: "open", reason: "", note: "", by: "", on: "" };
  function given(item) {
    const one = item.told.decision;
    if (!one) return { ...blank };
    const options = [...$("decide").content.querySelector(".reason").options].map((o) => o.text);
    const [head, ...rest] = one.reason ? one.reason.split(": ") : [""];
    const known = options.includes(head) && head;
    return { ...blank, ...one, reason: known ? head : "", note: known ? rest.join(": ") : one.reason || "" };
  }
  const decision = (item) => item.mine || given(item);
  const reason = (d) => [d.reason, d.note.trim()].filter(Boolean).join(": ");
  const done = (d) => d.status !== "dismissed" || reason(d) !== "";
  const status = (item) => { const d = decision(item); return done(d) ? d.status : "open"; };

  function load() {
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem(store) || "{}");
      $("name").value = localStorage.getItem("checker:name") || "";
      localStorage.setItem("checker:probe", "1");
      localStorage.removeItem("checker:probe");
    } catch { keeps = false; kept = {}; }
    for (const item of items) {
      const one = kept[item.told.fingerprint];
      if (one && one.signature === item.told.signature && one.base === same(item)) item.mine = { ...blank, ...one.decision };
    }
    if (!keeps) warn("This browser keeps nothing for this page: save your decisions before you close it.");
  }
  function keep() {
    unsaved = true;
    const all = {};
    for (const item of items) {
      if (item.mine) all[item.told.fingerprint] = { signature: item.told.signature, base: same(item), decision: item.mine };
    }
    try {
      localStorage.setItem(store, JSON.stringify(all));
      localStorage.setItem("checker:name", $("name").value);
    } catch { keeps = false; warn("This browser keeps nothing for this page: save your decisions before you close it."); }
  }
  function warn(text) { $("warning").textContent = text; $("warning").hidden = !text; }
  function today() {
    const now = new Date(), two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  // cards get their controls when they come near the screen
  function dress(item) {
    const box = item.node.querySelector(".decide");
    if (box.querySelector("fieldset")) return;
    box.append($("decide").content.cloneNode(true));
    const copy = document.createElement("button");
    copy.type = "button"; copy.className = "copy"; copy.textContent = "Copy";
    copy.setAttribute("aria-label", `Copy the question of finding ${item.number + 1}`);
    item.node.querySelector(".query").append(" ", copy);
    const d = decision(item);
    box.querySelector(".reason").value = d.reason;
    box.querySelector(".note").value = d.note;
    paint(item);
  }
  function paint(item) {
    const d = decision(item), box = item.node.querySelector(".decide"), line = box.querySelector(".status");
    item.node.dataset.status = status(item);
    const said = d.status === "open" ? "" : [d.by && `by ${d.by}`, d.on && `on ${d.on}`].filter(Boolean).join(" ");
    line.textContent = !done(d) ? "dismissed: give a reason" : `${words[d.status]}${said ? " " + said : ""}${d.status !== "open" && reason(d) ? ": " + reason(d) : ""}`;
    line.classList.toggle("lacking", !done(d));
    for (const b of box.querySelectorAll("[data-set]")) b.setAttribute("aria-pressed", String(b.dataset.set === d.status));
  }
  function decide(item, change) {
    dress(item);
    const now = { ...decision(item), ...change };
    if (now.status !== "open") { now.by = $("name").value.trim() || now.by; now.on = today(); }
    item.mine = now;
    paint(item); count(); keep();
    if (change.status === "dismissed" && !done(now)) item.node.querySelector(".reason").focus();
  }
  function count() {
    const sums = { open: 0, accepted: 0, queried: 0, dismissed: 0 };
    for (const item of items) sums[status(item)]++;
    for (const name in sums) $("n-" + name).textContent = sums[name];
  }

  // filter and sort
  function filter() {
    const typed = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const level = $("by-level").value, kind = $("by-kind").value, subject = $("by-subject").value, by = $("by-status").value;
    shown = [];
    for (const item of sorted) {
      if (typed.length && !item.text) item.text = item.node.textContent.toLowerCase();
      const s = status(item);
      const fits = (!level || item.level === level) && (!kind || item.kind === kind) && (!subject || item.subject === subject)
        && (by === "any" || (by ? s === by : s !== "dismissed")) && typed.every((w) => item.text.includes(w));
      if (item.node.hidden === fits) item.node.hidden = !fits;
      if (fits) shown.push(item);
    }
    $("shown").textContent = shown.length === items.length ? `${items.length} finding${items.length === 1 ? "" : "s"}` : `${shown.length} of ${items.length} findings`;
  }
  let sorted = items;
  const keys = {
    severity: (i) => [i.number], place: (i) => [i.place], subject: (i) => [i.subject, i.number], kind: (i) => [i.kind, ranks[i.level], i.number],
  };
  function sort() {
    const key = keys[$("order").value];
    const made = items.map((item) => [key(item), item]);
    made.sort(([a], [b]) => { for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1; return 0; });
    sorted = made.map(([, item]) => item);
    list.append(...sorted.map((item) => item.node));
    filter();
  }

  function go(item) {
    if (!item) return;
    if (current) current.node.classList.remove("current");
    current = item;
    dress(item);
    item.node.classList.add("current");
    item.node.focus({ preventScroll: true });
    item.node.scrollIntoView({ block: "start" });
  }
  function step(by) {
    if (!shown.length) return;
    const at = shown.indexOf(current);
    if (at >= 0) return go(shown[Math.min(shown.length - 1, Math.max(0, at + by))]);
    const rank = current ? sorted.indexOf(current) : -1;
    const next = by > 0 ? shown.find((i) => sorted.indexOf(i) > rank) : shown.findLast((i) => sorted.indexOf(i) < rank);
    go(next || shown[by > 0 ? shown.length - 1 : 0]);
  }

  // the file of decisions
  const quote = (s) => JSON.stringify(s.toWellFormed ? s.toWellFormed() : s).replaceAll("\x7f", "\\u007f");
  const texts = (l) => "[" + l.map(quote).join(", ") + "]";
  function toml() {
    const entries = data.kept.map((d) => ({ ...d }));
    for (const item of items) {
      const d = decision(item);
      if (d.status === "open" || !done(d)) continue;
      const { fingerprint, rule, message, paths, quotes, values } = item.told;
      const untouched = item.mine ? {} : item.told.decision;
      const found = { status: d.status, reason: reason(d), by: d.by, on: d.on, until: d.until || "", rule, message, paths, quotes, values };
      entries.push({ ...found, ...untouched, fingerprint });
    }
    entries.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
    let out = "version = 1\n";
    for (const e of entries) {
      out += "\n[[decision]]\n";
      for (const key of ["fingerprint", "status", "reason", "by"]) if (e[key]) out += `${key} = ${quote(e[key])}\n`;
      for (const key of ["on", "until"]) if (e[key]) out += `${key} = ${e[key]}\n`;
      for (const key of ["rule", "message"]) if (e[key]) out += `${key} = ${quote(e[key])}\n`;
      for (const key of ["paths", "quotes", "values"]) if (e[key] && e[key].length) out += `${key} = ${texts(e[key])}\n`;
    }
    return out;
  }
  function save() {
    const lacking = items.filter((i) => !done(decision(i))).length;
    const url = URL.createObjectURL(new Blob([toml()], { type: "application/toml" }));
    const link = document.createElement("a");
    link.href = url; link.download = "checker-decisions.toml";
    document.body.append(link); link.click(); link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    unsaved = false;
    warn(lacking ? `${lacking} dismissed without a reason: left open in the file.` : "");
  }
  async function copy(item) {
    if (!item) return;
    const span = item.node.querySelector(".query span");
    try { await navigator.clipboard.writeText(span.textContent); $("shown").textContent = "Question copied"; }
    catch { getSelection().selectAllChildren(span); $("shown").textContent = "Question selected: copy it with Ctrl-C"; }
  }

  // what the page listens to
  list.addEventListener("click", (event) => {
    const card = event.target.closest(".card"), item = byNode.get(card);
    if (!item) return;
    if (event.target.dataset.set) decide(item, { status: event.target.dataset.set });
    else if (event.target.classList.contains("copy")) copy(item);
  });
  list.addEventListener("change", (event) => {
    const item = byNode.get(event.target.closest(".card"));
    if (!item) return;
    const field = event.target.classList.contains("reason") ? "reason" : event.target.classList.contains("note") ? "note" : "";
    if (field) decide(item, { [field]: event.target.value });
  });
  list.addEventListener("focusin", (event) => {
    const item = byNode.get(event.target.closest(".card"));
    if (item && item !== current) {
      if (current) current.node.classList.remove("current");
      current = item; item.node.classList.add("current"); dress(item);
    }
  });
  let waiting = 0;
  $("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 60); });
  for (const id of ["by-level", "by-kind", "by-subject", "by-status"]) $(id).addEventListener("change", filter);
  $("order").addEventListener("change", sort);
  $("name").addEventListener("change", keep);
  $("tools").addEventListener("submit", (event) => event.preventDefault());
  $("export").addEventListener("click", save);
  $("help-button").addEventListener("click", () => $("help").showModal());

  const typing = (node) => node.closest("input:not([type=checkbox]), select, textarea");
  const pressed = {
    j: () => step(1), k: () => step(-1), 1: () => current && decide(current, { status: "accepted" }),
    2: () => current && decide(current, { status: "queried" }), 3: () => current && decide(current, { status: "dismissed" }),
    0: () => current && decide(current, { status: "open" }), c: () => copy(current), s: save,
    "/": () => { $("search").focus(); $("search").select(); }, "?": () => $("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      if (current && !current.node.hidden) current.node.focus({ preventScroll: true });
      return;
    }
    if (typing(event.target) || !Object.hasOwn(pressed, event.key)) return;
    event.preventDefault();
    pressed[event.key]();
  });
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target.parentElement; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    const item = byNode.get(target);
    if (item) { item.node.hidden = false; go(item); } else target.scrollIntoView({ block: "center" });
    for (const old of document.querySelectorAll(".at")) old.classList.remove("at");
    if (!item && target.tagName === "SPAN" && target.parentElement) target.parentElement.classList.add("at");
  }
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) reveal();
  });
  addEventListener("beforeunload", (event) => { if (unsaved && !keeps) event.preventDefault(); });
  addEventListener("beforeprint", () => { for (const d of document.querySelectorAll(".card details")) d.open = true; });

  load();
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { near.unobserve(entry.target); dress(byNode.get(entry.target)); }
  }, { rootMargin: "600px" });
  for (const item of items) { near.observe(item.node); if (item.mine) paint(item); }
  $("tools").hidden = false;
  count(); filter();
  performance.mark("ready");
  document.addEventListener("DOMContentLoaded", () => { if (location.hash) reveal(); });
})();
