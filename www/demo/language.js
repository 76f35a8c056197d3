// Runs before the first paint: the page's language comes from the address, and the page stays
// hidden until its text is in place, so that nothing flashes or moves.
(function (root) {
  root.lang = new URLSearchParams(location.search).get("lang") === "fr" ? "fr" : "en";
  root.classList.add("waiting");
})(document.documentElement);
