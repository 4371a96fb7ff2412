import type { Frame } from "playwright-core";

/** Texts whose contrast with what is behind them is less than it should be (WCAG 2.2, 1.4.3). */
export function contrasts(page: Frame, least: number): Promise<string[]> {
  return page.evaluate((wanted) => {
    const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const parse = (color: string) => (/[\d.]+/g[Symbol.match](color) ?? []).map(Number);
    const luminance = ([red = 0, green = 0, blue = 0]: number[]) => 0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);
    const behind = (element: Element | null): number[] => {
      for (let at = element; at !== null; at = at.parentElement) {
        const color = parse(getComputedStyle(at).backgroundColor);
        if (color.length === 3 || (color[3] ?? 0) === 1) {
          return color;
        }
      }

      return [255, 255, 255];
    };
    return [...document.querySelectorAll("h1, h2, h3, p, dt, dd, th, td, caption, figcaption, button, label, summary, svg text")]
      .filter((element) => element.textContent.trim() !== "" && !(element instanceof HTMLButtonElement && element.disabled))
      .map((element) => {
        const style = getComputedStyle(element);
        const [one, other] = [luminance(parse(element instanceof SVGElement ? style.fill : style.color)), luminance(behind(element))];
        return { ratio: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), text: element.textContent.slice(0, 40) };
      })
      .filter(({ ratio }) => ratio < wanted)
      .map(({ ratio, text }) => `${text}: ${ratio.toFixed(1)}`);
  }, least);
}

/** What can be reached on a page and has no name for a screen reader. */
export function unnamed(page: Frame): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, select, input, summary, progress, [tabindex], svg[role]")]
      .filter((element) => {
        const label = element.id === "" ? null : document.querySelector(`label[for="${element.id}"]`);
        return !element.textContent.trim() && !element.getAttribute("aria-label") && label === null;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );
}
