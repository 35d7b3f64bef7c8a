// Naming a record in a form: the page that asks which is meant, with the keyboard, without script, in both languages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { World, openBrowser, stumbles } from "./world.mjs";

const world = new World();
let browser;
let page;
let bruno;

before(async () => {
  world.run("record", "person", "name=Casilda Monterrama", "age=40", "--source", "Radio Cauce Abierto");
  world.run("record", "person", "name=CASILDA MONTERRAMA", "age=52", "--source", "Comité de Alto Verde");
  bruno = world.run("record", "person", "name=Bruno Tarqui", "--source", "Radio Cauce Abierto").id;
  await world.serve();
  browser = await openBrowser();
  page = await world.enter(browser);
});

after(async () => {
  await browser?.close();
  world.close();
});

// Sends the form of an act with this victim.
async function victim(on, name) {
  await on.goto("/new/act");
  await on.locator("#source").fill("Radio Cauce Abierto");
  await on.locator("#field-victim").fill(name);
  await on.locator("#field-date").fill("2019-11-15");
  await on.locator("form.account button.main").click();
}

for (const language of ["en", "es"]) {
  for (const look of ["light", "dark"]) {
    test(`the page that asks has nothing to stumble over, ${language}, ${look}`, async () => {
      await page.emulateMedia({ colorScheme: look });
      await page.context().addCookies([{ name: "language", value: language, url: world.base }]);
      for (const name of ["casilda monterrama", "Bruno", "Nadie Conocido"]) {
        await victim(page, name);
        await page.locator("form.which").waitFor();
        assert.equal(await page.locator("h1").count(), 1);
        assert.deepEqual(await stumbles(page), [], name);
        for (const width of [320, 640, 3840]) {
          await page.setViewportSize({ width, height: 800 });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${wide} wide at ${width}`);
        }
        await page.setViewportSize({ width: 1280, height: 900 });
        // What was filled in is still unsent: leaving asks first.
        page.once("dialog", (dialog) => dialog.accept());
      }
    });
  }
}

test("somebody chooses with the keyboard, and the form is sent with all that stood in it", async () => {
  await victim(page, "casilda monterrama");
  await page.locator("form.which").waitFor();
  const second = page.locator("form.which li", { hasText: "52" }).getByRole("button");
  for (let step = 0; step < 60; step += 1) {
    if (await second.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/record\//);
  const shown = await page.locator("main").innerText();
  assert.match(shown, /CASILDA MONTERRAMA/);
  assert.match(shown, /2019-11-15/);
});

test("without script too, and the only one of a name is taken and told", async () => {
  const plain = await browser.newContext({ baseURL: world.base, javaScriptEnabled: false });
  await plain.addCookies(await page.context().cookies());
  const quiet = await plain.newPage();
  await victim(quiet, "bruno tarqui");
  await quiet.waitForURL(/\/record\//);
  assert.equal(await quiet.locator(`[role=status] a[href="/record/${bruno}"]`).count(), 1);
  await victim(quiet, "Teodora Villaclara");
  await quiet.locator("form.which button").first().click();
  await quiet.waitForURL(/\/record\//);
  assert.match(await quiet.locator("main").innerText(), /Teodora Villaclara/);
  await plain.close();
});

test("the history of a record has nothing to stumble over", async () => {
  for (const language of ["en", "es"]) {
    await page.context().addCookies([{ name: "language", value: language, url: world.base }]);
    await page.goto(`/record/${bruno}/history`);
    assert.deepEqual(await stumbles(page), []);
    for (const width of [320, 3840]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} wide at ${width}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
});
