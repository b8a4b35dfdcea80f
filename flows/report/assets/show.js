// How a chart comes onto the page.

const DRAWING = {
  mode: "vega-lite",
  renderer: "svg",
  ast: true, // without `eval`, which the policy of the page refuses
  actions: false,
  defaultStyle: false,
  tooltip: { theme: "page", disableDefaultStyle: true },
  expressionFunctions: { short: n => short.format(n) },
};
const drawn = new WeakMap();

/** Draw a chart into `place`, named for who cannot see it; a click on a mark opens its figure. */
async function put(place, spec, name, open = null) {
  const holder = element("div");
  drawn.get(place)?.then(former => former.finalize());
  const drawing = vegaEmbed(holder, spec, DRAWING);
  drawn.set(place, drawing);
  const { view } = await drawing;
  if (drawn.get(place) !== drawing) return; // drawn anew meanwhile
  // Vega names the box around a chart alike for all; the chart itself is the picture, with a name of its own.
  for (const theirs of ["role", "aria-roledescription", "aria-label"]) holder.removeAttribute(theirs);
  const svg = holder.querySelector("svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
  if (open)
    view.addEventListener("click", (_, item) => {
      if (item?.datum?.row !== undefined) open([item.datum.row]);
    });
  place.replaceChildren(holder);
}

/** Say in `place` why there is no chart. */
function say(place, words) {
  drawn.delete(place);
  place.textContent = words;
}
