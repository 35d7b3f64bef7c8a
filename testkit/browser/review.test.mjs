// A pair on a narrow screen: nothing has to be scrolled sideways to be read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { World, openBrowser, stumbles } from "./world.mjs";

const world = new World();
let browser;
let page;

before(async () => {
  const people = ["Ana Quispe Illanes,34", "Bruno Tarqui,51", "Casilda Monterrama,40", "Elena Vargas Salas,29", "Tomás Huanca Arce,63"];
  for (const [list, changed] of [["Norte", (name) => name], ["Sur", (name) => name.replace("Qui", "Ki").replace("Mont", "Mond")]]) {
    const lines = people.map((line) => `${changed(line)},Alto Verde`);
    world.run("import", world.file(`${list}.csv`, `Nombre,Edad,Lugar\n${lines.join("\n")}\n`), "--as", "list", "--list", list);
  }
  world.run("link", "run");
  await world.serve();
  browser = await openBrowser();
  page = await world.enter(browser);
});

after(async () => {
  await browser?.close();
  world.close();
});

test("what speaks for a pair fits a narrow screen", async () => {
  for (const width of [320, 360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/review");
    await page.locator("section.pair").waitFor();
    // Pieces that scroll by themselves count too: the page itself never does.
    const cut = await page.locator("section.pair").evaluate((pair) => [...pair.querySelectorAll("*")]
      .filter((part) => part.checkVisibility() && !part.closest("svg, .unseen") && part.scrollWidth > part.clientWidth + 1
        && ["auto", "scroll"].includes(getComputedStyle(part).overflowX))
      .map((part) => part.className));
    assert.deepEqual(cut, [], `at ${width}`);
    const bars = await page.locator(".bars li").count();
    const shown = await page.locator(".bars li").first().isVisible();
    assert.ok(bars > 2);
    assert.equal(shown, width <= 768, `at ${width}`);
    assert.equal(await page.locator(".pair .chart").isVisible(), width > 768, `at ${width}`);
  }
});

test("and has nothing to stumble over", async () => {
  for (const look of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: look });
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto("/review");
    assert.deepEqual(await stumbles(page), []);
  }
});
