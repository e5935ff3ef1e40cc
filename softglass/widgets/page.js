// Moves the paths of a figure that matplotlib has drawn, and exchanges the texts of its readouts.
// Knows no physics and draws no axes: every path and every text comes ready from Python.
"use strict";

globalThis.softglass = {
  // Show one frame: path strings and readout texts, in the order in which Python numbered them.
  paint(root, paths, readouts) {
    for (const path of root.querySelectorAll("[data-path]")) {
      path.setAttribute("d", paths[path.dataset.path]);
    }
    root.querySelectorAll("[data-readout]").forEach((cell, i) => {
      if (cell.textContent !== readouts[i]) cell.textContent = readouts[i];
    });
  },

  // The JSON that Python has packed with gzip and base64.
  unpack(element) {
    const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  },

  // Give life to one widget of a page: its controls choose one of the frames beside it.
  async wake(root) {
    const form = root.querySelector("form");
    const data = await softglass.unpack(root.querySelector("script[type='application/gzip']"));
    const controls = [...form.querySelectorAll("input, select")];
    const pathCount = root.querySelectorAll("[data-path]").length;

    const show = () => {
      let node = 0;
      controls.forEach((control, i) => {
        const text = data.controls[i][control.value];
        node = node * data.controls[i].length + Number(control.value);
        if (control.type === "range") {
          control.setAttribute("aria-valuetext", text);
          control.nextElementSibling.textContent = text;
        }
      });
      const strings = data.frames[node].map((number) => data.strings[number]);
      softglass.paint(root, strings.slice(0, pathCount), strings.slice(pathCount));
    };

    const goTo = (node) => {
      for (let i = controls.length - 1; i >= 0; i--) {
        const count = data.controls[i].length;
        controls[i].value = node % count;
        node = Math.floor(node / count);
      }
      show();
    };

    form.addEventListener("input", show);
    form.addEventListener("reset", () => setTimeout(show)); // after the browser has reset them
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of form.querySelectorAll("button[data-node]")) {
      button.addEventListener("click", () => goTo(Number(button.dataset.node)));
    }
    show();
    form.hidden = false; // only now: controls that do nothing would be worse than none
  },
};

if (globalThis.document) {
  const wakeAll = () =>
    document.querySelectorAll("figure.softglass-widget:has(form)").forEach(softglass.wake);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wakeAll);
  else wakeAll();
}
