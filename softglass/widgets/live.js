// The live view: the same painting as on a page, fed by the kernel (appended to page.js).
export default {
  render({ model, el }) {
    el.classList.add("softglass-widget");
    el.innerHTML = model.get("markup");
    const message = el.appendChild(document.createElement("p"));
    message.className = "softglass-error";
    message.setAttribute("role", "alert");
    const show = () => {
      const { paths, readouts, error } = model.get("frame");
      message.textContent = error ?? "";
      if (paths) softglass.paint(el, paths, readouts);
    };
    model.on("change:frame", show);
    show();
    // Lab and Notebook keep the arrow keys for themselves unless the focused element says otherwise;
    // the handles of ipywidgets appear after this view and carry no name of their own.
    const nameHandles = () => {
      const panel = el.closest(".softglass-live");
      const rows = panel ? panel.querySelectorAll(".widget-slider") : [];
      for (const row of rows) {
        const handle = row.querySelector(".noUi-handle");
        if (!handle) continue;
        handle.dataset.lmSuppressShortcuts = "true";
        handle.setAttribute("aria-label", row.querySelector("label")?.textContent ?? "");
      }
    };
    const observer = new MutationObserver(nameHandles);
    requestAnimationFrame(() => {
      const panel = el.closest(".softglass-live");
      if (panel) observer.observe(panel, { childList: true, subtree: true });
      nameHandles();
    });
    return () => observer.disconnect();
  },
};
