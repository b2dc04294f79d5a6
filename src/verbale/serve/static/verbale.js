// Two conveniences; every page works without them.
// A key: presses a button, follows a link or enters a field that names it. Not while somebody types.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && typing) { typing.blur(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input")) { wanted.focus(); wanted.select(); } else wanted.click();
});
// In a report: the words of a fact and the fact beside them are lit together.
const light = (event) => {
  const mark = event.target.closest(".report .text a[href^='#'], .report h1 a[href^='#']");
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  if (!mark) return;
  const fact = document.getElementById(mark.getAttribute("href").slice(1));
  if (fact) fact.classList.add("lit");
  document.querySelectorAll(`.report a[href="${CSS.escape("#").replace("\\", "")}${CSS.escape(mark.hash.slice(1))}"]`).forEach((one) => one.classList.add("lit"));
};
document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
