// A hundred thousand lines: nothing is loaded whole. With the program that people install, scrypt included.
import assert from "node:assert/strict";
import { createWriteStream } from "node:fs";
import { after, before, test } from "node:test";
import { World, done, openBrowser } from "./world.mjs";

const LINES = 100_000;
const PAGE_BYTES_MAX = 400_000;
let browser;
let world;

before(async () => {
  world = new World(process.env.TESTIGO_SHIPPED);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  world.close();
});

// Invented by a rule: no name is anybody's.
const name = (line) => `${["Amaranta", "Fermín", "Casilda", "Baltasar"][line % 4]} ${["Yarza", "Monterra", "Lindar", "Quij"][line % 5 % 4]}${line}`;

async function list(path) {
  const out = createWriteStream(path);
  out.write("Código,Nombre,Edad,Lugar,Fecha\n");
  for (let line = 0; line < LINES; line += 1) {
    out.write(`L-${line},${name(line)},${line % 90},Pueblo ${line % 300},2019-11-${String(line % 28 + 1).padStart(2, "0")}\n`);
  }
  await new Promise((ended) => out.end(ended));
}

test("a hundred thousand records are brought in, leafed through, found and counted", async () => {
  const path = world.path("lista.csv");
  await list(path);
  await world.serve();
  const page = await world.enter(browser);
  let largest = 0;
  page.on("response", async (answer) => {
    if (answer.request().resourceType() === "document" && answer.status() === 200) {
      largest = Math.max(largest, (await answer.body().catch(() => "")).length);
    }
  });
  await page.goto("/import");
  await page.locator("#path").fill(path);
  await page.locator("#source").fill("Comité de Alto Verde");
  await page.locator("main form button.main").click();
  await done(page, "/import/report");
  await page.locator("main form button.main").click();
  await page.locator('form[action="/import/undo"]').waitFor({ state: "attached", timeout: 300_000 });

  await page.goto("/library?kind=entry");
  assert.match(await page.locator("[role=status]").first().innerText(), /100[.,]?000/);
  await page.goto(`/library?kind=entry&from=${LINES - 20}`);
  assert.equal(await page.locator(".hit").count(), 20);
  await page.locator("#find").fill(name(77_777));
  await page.locator("#find").press("Enter");
  await page.locator(".hit", { hasText: name(77_777) }).click();
  await page.locator("dl.fields").waitFor();
  // The list itself refers to nothing, and every line refers to it.
  await page.goto("/library?kind=list");
  await page.locator(".hit").first().click();
  await page.locator("a[rel=next]").click();
  await page.locator("a[rel=prev]").waitFor();
  await page.goto("/figures?what=persons&by=place");
  await page.locator("main table").first().waitFor();
  assert.ok(largest > 0 && largest < PAGE_BYTES_MAX, `the largest page has ${largest} bytes`);
  assert.deepEqual(world.troubles, []);
});
