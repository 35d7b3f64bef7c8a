// A volunteer's whole day: two lists and a folder, an account, doubtful pairs, a figure down to a photo, a dossier that
// holds. With a mouse in Spanish, with the keyboard alone in English, and without script.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { World, done, openBrowser, sample, stumbles } from "./world.mjs";

const PAIRS = 20;
let browser;

before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

// Clicks and fills.
class Mouse {
  constructor(page) { this.page = page; }
  async type(at, text) { await this.page.locator(at).first().fill(text); }
  async choose(at, value) { await this.page.locator(at).first().selectOption(value); }
  async check(at) { await this.page.locator(at).first().check(); }
  async press(at) { await this.page.locator(at).first().click(); }
  async decide(verdict) { await this.press(`button[value="${verdict}"]`); }
}

// Nothing but keys: what cannot be reached with Tab is not there.
class Keyboard {
  constructor(page) { this.page = page; }

  async reach(at) {
    for (let step = 0; step < 500; step += 1) {
      // `:focus` of the very one that is meant: there may be others like it.
      const here = await this.page.locator(at).first().evaluate((element) => element === document.activeElement);
      if (here) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`no key leads to ${at}`);
  }

  async type(at, text) {
    await this.reach(at);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  async choose(at, value) {
    await this.reach(at);
    const steps = await this.page.locator(at).first().evaluate((choice, wanted) =>
      [...choice.options].findIndex((option) => option.value === wanted) - choice.selectedIndex, value);
    for (let step = 0; step < Math.abs(steps); step += 1) {
      await this.page.keyboard.press(steps > 0 ? "ArrowDown" : "ArrowUp");
    }
  }

  // A group of radio buttons is one stop of Tab; arrows go through it.
  async check(at) {
    const radio = await this.page.locator(at).first().evaluate((box) => (box.type === "radio" ? box.name : ""));
    if (radio) {
      const group = `input[name="${radio}"]`;
      const chosen = await this.page.locator(`${group}:checked`).count();
      await this.reach(chosen > 0 ? `${group}:checked` : group);
      if (chosen === 0) await this.page.keyboard.press("Space");
      for (let step = 0; step < 10; step += 1) {
        if (await this.page.locator(at).first().isChecked()) return;
        await this.page.keyboard.press("ArrowDown");
      }
      throw new Error(`no key chooses ${at}`);
    }
    await this.reach(at);
    if (!(await this.page.locator(at).first().isChecked())) await this.page.keyboard.press("Space");
  }

  async press(at) {
    await this.reach(at);
    await this.page.keyboard.press("Enter");
  }

  async decide(verdict) { await this.page.keyboard.press({ same: "y", different: "n", unsure: "h" }[verdict]); }
}

async function bringIn(page, hands, file, source, format) {
  await page.goto("/import");
  await hands.type("#path", file);
  await hands.choose("#format", format);
  await hands.type("#source", source);
  await hands.press("details > summary");
  await hands.choose("#level", "recipient");
  await hands.press("main form button.main");
  await done(page, "/import/report");
  if (format === "list") {
    assert.ok(await page.locator("main table select").count() > 3, "each column can be corrected");
    await hands.press("main form button.main");
    await page.locator('form[action="/import/undo"]').waitFor({ state: "attached" });
  }
}

async function day(world, page, hands, look) {
  const checked = async (what) => { if (look) assert.deepEqual(await stumbles(page), [], what); };
  await bringIn(page, hands, sample("lists/parish-register.csv"), "Parroquia del Buen Camino", "list");
  await checked("what became of a list");
  await bringIn(page, hands, sample("lists/student-federation.csv"), "Federación de Estudiantes", "list");
  await bringIn(page, hands, sample("media"), "Oficina de Prensa", "files");
  assert.ok(await page.locator('main a[href^="/item/"]').count() >= 5, "the whole folder is there");

  await page.goto("/account");
  await checked("taking an account");
  await hands.type('[name="source"]', "Mesa de Madres");
  await hands.check('[name="consent.collect"][value="yes"], [name="consent.collect"][value="granted"]');
  await hands.check('[name="consent.store"][value="yes"], [name="consent.store"][value="granted"]');
  await hands.type('[name="teller.name"]', "Casilda Monterrama");
  await hands.type("main form.account textarea[rows='12']", "Vi la camioneta junto al puente.");
  await hands.type('[name="named.0.person.name"]', "Fermín Ibarmena");
  await hands.press("main form.account button.main");
  await page.waitForURL(/\/account\/[0-9a-f]{64}/);
  await checked("an account that was taken");

  await page.goto("/review");
  await checked("before lists are compared");
  await hands.press('form[action="/review/link"] button');
  await page.locator("section.pair").waitFor();
  await checked("a pair");
  let decided = 0;
  for (; decided < PAIRS && await page.locator("section.pair").count() === 1; decided += 1) {
    const same = await page.locator("section.pair tr.differ").count() < 3;
    await Promise.all([page.waitForURL(/judged=/), hands.decide(same ? "same" : "unsure")]);
    await page.locator("main h1").waitFor();
  }
  assert.ok(decided >= 5, `${decided} pairs were decided`);

  await page.goto("/figures");
  await hands.press("form.ask button.main");
  await page.waitForURL(/what=persons/);
  await checked("a figure");
  await hands.type("#name", "persons-named");
  await hands.press('form[action="/figures/save"] button');
  await page.waitForURL(/\/figures\/[0-9a-f]{64}/);
  await checked("a saved figure");
  await hands.press("main a.hit");
  await page.waitForURL(/\/(record|item)\//);
  assert.ok(await page.locator("dl.fields dd").count() > 0, "a number leads to what was said");
  await page.goto("/library?kind=item");
  await hands.press('a.hit[href^="/item/"]:has-text("railing")');
  await page.waitForURL(/\/item\//);
  const picture = page.locator(".viewer img");
  assert.equal(await picture.isVisible(), false, "a picture is veiled until it is asked for");
  await hands.press(".veil > summary");
  await picture.waitFor();
  await page.waitForFunction(() => document.querySelector(".viewer img").naturalWidth > 0);
  await checked("a photo");

  await page.goto("/dossier");
  await checked("asking for a dossier");
  await hands.type("#title", "What was said of the bridge");
  await hands.type("#recipient", "Relatoría de Valle Sereno");
  await hands.type("#purpose_own", "a report");
  await hands.check('[name="level"][value="recipient"]');
  await hands.check('[name="figure"][value="persons-named"]');
  await hands.type("#out", world.path("dossier.zip"));
  await hands.press('form[action="/dossier/preview"] button.main');
  await done(page, "/dossier/preview");
  await page.locator('form[action="/dossier/build"]').waitFor();
  await checked("what would leave");
  assert.equal(existsSync(world.path("dossier.zip")), false, "nothing is written before it is said");
  await hands.press('form[action="/dossier/build"] button.main');
  await done(page, "/dossier/report");
  await checked("a dossier");
  assert.equal(existsSync(world.path("dossier.zip")), true);
  await hands.press('form[action="/verify"] button.main');
  await done(page, "/verify/report");
  assert.equal(await page.locator(".verdict.holds").count(), 1, await page.locator("main").innerText());
  await checked("a verdict");
}

async function with_(t, options, language, hand, look) {
  const world = new World();
  try {
    await world.serve();
    const page = await world.enter(browser, options);
    await page.context().addCookies([{ name: "language", value: language, url: world.base }]);
    await day(world, page, hand(page), look);
    t.diagnostic(`the program holds ${world.memory()}`);
    assert.deepEqual(world.troubles, [], "no script failed, and nothing was asked of anybody else");
  } finally {
    world.close();
  }
}

test("a day in Spanish, with a mouse", (t) => with_(t, { colorScheme: "dark" }, "es", (page) => new Mouse(page), true));
test("a day in English, with keys alone", (t) => with_(t, {}, "en", (page) => new Keyboard(page), true));
test("a day without script", (t) => with_(t, { javaScriptEnabled: false }, "en", (page) => new Mouse(page), false));
