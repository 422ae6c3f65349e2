// The family drawing by keyboard and pointer: one stop for Tab, arrow keys along kin, Enter or a click tells about somebody.
// Without this script each person is a link to their row in the table.

const drawing = document.querySelector("[data-family-drawing] svg");
const panel = document.querySelector("[data-family-panel]");
const slider = document.querySelector("[data-family-slider]");

if (drawing) walk([...drawing.querySelectorAll("a")].filter((link) => link.querySelector("[data-person]")));
if (slider) goBack(slider);

function walk(links) {
  const help = document.querySelector("[data-family-help]");
  if (help) help.hidden = false;
  const byId = new Map(links.map((link) => [link.querySelector("[data-person]").dataset.person, link]));
  const focus = links.find((link) => isOfInterest(link)) ?? links[0];
  links.forEach((link) => link.setAttribute("tabindex", link === focus ? "0" : "-1"));
  drawing.addEventListener("keydown", (event) => {
    const here = event.target.closest("a");
    if (here && event.key.toLowerCase() === "p" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      row(here)?.querySelector("[data-family-pin]")?.click();
      return;
    }
    const there = here && neighbour(here, event.key, links, byId);
    if (!there) return;
    event.preventDefault();
    here.setAttribute("tabindex", "-1");
    there.setAttribute("tabindex", "0");
    there.focus();
    there.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  links.forEach((link) => link.addEventListener("click", (event) => tell(event, link)));
  rememberPins(byId, (link) => {
    focus.setAttribute("tabindex", "-1");
    link.setAttribute("tabindex", "0");
    link.focus();
  });
}

// Pinning reloads the page; whoever pinned from the drawing is back at that person in it, not at their row.
function rememberPins(byId, goTo) {
  const key = "family-pinned";
  const was = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (byId.has(was)) {
    // The address leads to the row, which the browser would go to once the page is there: after that.
    const go = () => setTimeout(() => goTo(byId.get(was)), 0);
    if (document.readyState === "complete") go();
    else window.addEventListener("load", go, { once: true });
  }
  document.getElementById("family-pin")?.addEventListener("submit", (event) => {
    if (drawing.contains(document.activeElement) || panel?.contains(event.submitter)) {
      sessionStorage.setItem(key, event.submitter.value);
    }
  });
}

function isOfInterest(link) {
  return link.querySelector("title")?.textContent.includes("child of interest");
}

function row(link) {
  return document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
}

// Up to a parent, down to a child, along the row; to the first or last of the drawing with Home and End.
function neighbour(here, key, links, byId) {
  const own = row(here);
  const first = (name) => own?.dataset[name].split(" ").map((id) => byId.get(id)).find(Boolean);
  if (key === "ArrowUp") return first("parents");
  if (key === "ArrowDown") return first("children");
  if (key === "Home") return links[0];
  if (key === "End") return links[links.length - 1];
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  const middle = (link) => {
    const box = link.querySelector("[data-symbol]").getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = middle(here);
  const way = key === "ArrowRight" ? 1 : -1;
  return links
    .map((link) => [link, ...middle(link)])
    .filter(([link, left, top]) => link !== here && Math.abs(top - y) < 30 && (left - x) * way > 0)
    .sort((a, b) => Math.abs(a[1] - x) - Math.abs(b[1] - x))[0]?.[0];
}

// What their row says, in a panel over the page; closing it gives the keyboard back to the drawing.
function tell(event, link) {
  const own = row(link);
  if (!own || !panel?.showModal || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const heads = [...own.closest("table").querySelectorAll("thead th")].map((head) => head.textContent);
  const name = own.querySelector("th");
  panel.querySelector("h2").textContent = name.textContent;
  panel.querySelector("a").href = name.querySelector("a").href;
  const list = panel.querySelector("dl");
  list.replaceChildren();
  [...own.querySelectorAll("td:not(.dk-deeds)")].forEach((cell, number) => {
    if (!cell.textContent.trim()) return;
    const line = document.createElement("div");
    line.className = "govuk-summary-list__row govuk-summary-list__row--no-actions";
    const term = document.createElement("dt");
    term.className = "govuk-summary-list__key";
    term.textContent = heads[number + 1];
    const value = document.createElement("dd");
    value.className = "govuk-summary-list__value";
    value.textContent = cell.textContent;
    line.append(term, value);
    list.append(line);
  });
  const pin = own.querySelector("[data-family-pin]");
  const here = panel.querySelector("[data-family-panel-pin]");
  if (pin && here) {
    here.name = pin.name;
    here.value = pin.value;
    here.textContent = pin.name === "pin" ? "Pin to this place" : "Unpin: let them move again";
  }
  panel.addEventListener("close", () => link.focus(), { once: true });
  panel.showModal();
}

// A day a step from the record's beginning to today. Letting go shows the family of that day.
function goBack(box) {
  const range = box.querySelector("input");
  const said = box.querySelector("output");
  const field = box.closest("form").querySelector("input[name=on]");
  const day = 24 * 60 * 60 * 1000;
  const first = Date.parse(range.dataset.first);
  const last = Date.parse(range.dataset.last);
  if (!(last > first)) return;
  range.max = String(Math.round((last - first) / day));
  range.value = String(Math.round((Date.parse(range.dataset.on) - first) / day));
  const words = () => new Date(first + Number(range.value) * day).toISOString().slice(0, 10);
  const say = () => {
    const date = new Date(words());
    said.textContent = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    range.setAttribute("aria-valuetext", said.textContent);
  };
  say();
  box.hidden = false;
  range.addEventListener("input", () => {
    say();
    field.value = words();
  });
  range.addEventListener("change", () => box.closest("form").requestSubmit());
}
