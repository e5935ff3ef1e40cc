"""Every control of every chapter: by keyboard, mouse and finger, with what it moves."""

FINE_FINGER = 24  # pixels, the least height of a target that WCAG 2.2 allows
STATE = """(root) => ({
  picture: [...root.querySelectorAll("[data-path]")].map((path) => path.getAttribute("d")).join(),
  readouts: [...root.querySelectorAll("[data-readout]")].map((cell) => cell.textContent),
  settings: [...root.querySelectorAll("input, select")].map((control) => control.value),
  texts: [...root.querySelectorAll("output")].map((output) => output.textContent),
})"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def widgets(page):
    """The widgets of a page that have controls."""
    found = page.locator("figure.softglass-widget:has(form)").all()
    assert found, "a chapter without anything to move"
    return found


def sliders(page):
    """Every slider of a page: its widget, its place among the sliders, itself, its name."""
    for widget in widgets(page):
        for i, slider in enumerate(widget.locator("input[type=range]").all()):
            yield widget, i, slider, slider.get_attribute("id")


def state(widget):
    return widget.evaluate(STATE)


def position(widget):
    """The number of the position at which the controls stand; the last control runs fastest."""
    return widget.locator("input, select").evaluate_all(
        """(found) => found.reduce((node, c) => {
          const count = c.type === "range" ? Number(c.max) + 1 : c.options.length;
          return node * count + Number(c.value);
        }, 0)"""
    )


def test_sliders_by_keyboard(chapter):
    """Catches a slider that a keyboard cannot move, or that moves nothing."""
    for widget, i, slider, name in sliders(chapter):
        last = int(slider.get_attribute("max"))
        seen, values = [], []
        for key in ("Home", "ArrowRight", "End", "ArrowLeft"):
            slider.press(key)
            seen.append(state(widget))
            values.append(int(slider.input_value()))
        assert values == [0, 1, last, last - 1], name
        assert len({at["texts"][i] for at in seen}) == len(set(values)), name
        assert seen[0]["picture"] != seen[2]["picture"], f"{name} moves no picture"
        assert seen[0]["readouts"] != seen[2]["readouts"], f"{name} changes no readout"


def test_sliders_by_mouse(chapter):
    """Catches a slider that cannot be dragged, or whose picture waits for the release."""
    for widget, i, slider, name in sliders(chapter):
        slider.press("Home")
        before = state(widget)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        middle = box["y"] + box["height"] / 2
        chapter.mouse.move(box["x"] + 8, middle)
        chapter.mouse.down()
        chapter.mouse.move(box["x"] + 0.6 * box["width"], middle, steps=4)
        held = state(widget)
        chapter.mouse.up()
        assert held["picture"] != before["picture"], name
        assert held["texts"][i] != before["texts"][i], name
        assert state(widget) == held, f"{name} jumps on release"


def test_sliders_by_touch(show_page, chapter_page):
    """Catches a slider that does not answer a finger on a phone, or is too thin for one."""
    for widget, _, slider, name in sliders(show_page(chapter_page, **PHONE)):
        slider.press("End")
        before = state(widget)
        box = slider.bounding_box()
        assert box["height"] >= FINE_FINGER, name
        slider.tap(position={"x": 0.2 * box["width"], "y": box["height"] / 2})
        assert state(widget)["picture"] != before["picture"], name


def test_lists(chapter):
    """Catches a list of choices of which two show the same."""
    for widget in widgets(chapter):
        for choice in widget.locator("select").all():
            seen = []
            for value in range(choice.locator("option").count()):
                choice.select_option(str(value))
                seen.append(state(widget))
            shown = {str((at["picture"], at["readouts"])) for at in seen}
            assert len(shown) == len(seen), choice.get_attribute("id")


def test_presets_and_reset(chapter):
    """Catches a preset that leaves controls behind, or a reset that does not lead to the start."""
    for widget in widgets(chapter):
        start = state(widget)
        for button in widget.locator("button[data-node]").all():
            button.click()
            assert position(widget) == int(button.get_attribute("data-node"))
        for slider in widget.locator("input[type=range]").all():
            slider.press("End")
        assert state(widget) != start
        widget.locator("button[type=reset]").click()
        chapter.wait_for_timeout(50)
        assert state(widget) == start


def test_controls_are_reached_by_tab_with_visible_focus(chapter):
    """Catches a control that the Tab key skips, a trap, or a focus that cannot be seen."""
    for widget in widgets(chapter):
        widget.evaluate("(root) => { root.tabIndex = -1; root.focus(); }")
        for control in widget.locator("input, select, button").all():
            chapter.keyboard.press("Tab")
            assert control.evaluate("(c) => c === document.activeElement")
            outline = "(c) => [getComputedStyle(c).outlineStyle, getComputedStyle(c).outlineWidth]"
            assert control.evaluate(outline) == ["solid", "3px"]
        chapter.keyboard.press("Tab")
        assert not widget.evaluate("(root) => root.contains(document.activeElement)"), "a trap"
