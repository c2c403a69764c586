// The proposed meetings: the weekday and the week beside a date follow it.

const language = document.documentElement.lang;
const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
const DAY = 24 * 60 * 60 * 1000;

// ISO 8601: a week belongs to the year that its Thursday lies in.
function week(day) {
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * DAY);
  return 1 + Math.floor((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY));
}

function follow(row, input) {
  const day = input.valueAsDate;
  row.querySelector("[data-day]").textContent = day ? weekday.format(day) : "";
  row.querySelector("[data-week]").textContent = day ? week(day) : "";
}

for (const row of document.querySelectorAll(".series tbody tr")) {
  const input = row.querySelector("input[type=date]");
  input.addEventListener("input", () => follow(row, input));
}
