// Draws every [data-chart]: its Vega-Lite definition stands in the JSON script with that id. The interpreter (ast)
// replaces eval, which the content policy forbids; the tooltip is styled by components.css. The table beside the
// chart stays the readable source.
const number = { decimal: ",", thousands: ".", grouping: [3], currency: ["Rp ", ""] };
const time = {
  dateTime: "%A, %d %B %Y %H.%M", date: "%d %B %Y", time: "%H.%M", periods: ["", ""],
  days: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
  shortDays: ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
  months: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
  shortMonths: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
};
const look = {
  font: '"Segoe UI", Roboto, "Noto Sans", sans-serif', background: null, view: { stroke: null },
  axis: {
    labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelColor: "#475663", titleColor: "#475663",
    gridColor: "#eceeed", domainColor: "#b7c1c8", tickColor: "#dde1e0", labelLimit: 220, titlePadding: 8,
  },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelColor: "#475663", titleColor: "#475663" },
};
const options = {
  config: look,
  ast: true, renderer: "svg", actions: false, defaultStyle: false, tooltip: { disableDefaultStyle: true },
  formatLocale: number, timeFormatLocale: time, loader: { target: "_self" },
};

async function draw(place) {
  const definition = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  if (place.dataset.ratio) definition.height = Math.round(place.clientWidth / Number(place.dataset.ratio));
  try {
    await vegaEmbed(place, definition, options);
    place.dataset.ready = "1";
  } catch (error) {
    place.classList.add("fig-failed");
    console.error(error);
  }
  place.classList.remove("fig-wait");
}

const drawAll = (root) => root.querySelectorAll("[data-chart]:not([data-ready])").forEach(draw);
drawAll(document);
document.addEventListener("htmx:after:swap", () => drawAll(document));
