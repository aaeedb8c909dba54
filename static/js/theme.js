// The colour scheme. The server renders data-theme from the cookie; this keeps pages right that a cache or the
// back button brings back, and turns the footer's link into buttons that switch at once.
(() => {
  const root = document.documentElement;

  const chosen = () => document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/)?.[1] ?? "system";

  const show = () => {
    const theme = chosen();
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
    }
  };

  const choose = (theme) => {
    const age = theme === "system" ? 0 : 60 * 60 * 24 * 365;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Max-Age=${age}; Path=/; SameSite=Lax${secure}`;
    show();
  };

  show();
  addEventListener("pageshow", show);
  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll("[data-appearance]")) {
      place.querySelector("p").hidden = true;
      place.querySelector("[role=group]").hidden = false;
      place.addEventListener("click", (event) => {
        const button = event.target.closest("[data-theme-choice]");
        if (button) choose(button.dataset.themeChoice);
      });
    }
    show();
  });
})();
