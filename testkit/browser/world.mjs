// A person's machine for the browser tests: a new archive, the program that serves it, and a browser.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const usual = process.env.TESTIGO_BINARY ?? join(here, "../../target/debug/testigo");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const passphrase = "seven lanterns over the river";

export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // As root there is no sandbox to be had; nothing is asked of anybody but this machine.
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

export class World {
  constructor(program = usual) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), "testigo-browser-"));
    this.environment = {
      PATH: process.env.PATH,
      TESTIGO_HOME: this.path("home"),
      TESTIGO_ARCHIVE: this.path("archive"),
      TESTIGO_PASSPHRASE_FILE: this.path("passphrase"),
      TESTIGO_BY: "Renata",
      TESTIGO_LANG: "en",
    };
    this.file("passphrase", passphrase + "\n");
    this.run("init", this.path("archive"), "--name", "Archive", "--group", "Group", "--recovery", this.path("recovery"));
  }

  path(name) { return join(this.folder, name); }

  file(name, bytes) {
    writeFileSync(this.path(name), bytes);
    return this.path(name);
  }

  run(...words) {
    const said = execFileSync(this.program, [...words, "--json"], { env: this.environment, cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
    return JSON.parse(said);
  }

  // Starts the program; gives the address with its one-time key.
  async serve() {
    this.server = spawn(this.program, ["serve"], { env: this.environment, cwd: this.folder, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await new Promise((done) => createInterface({ input: this.server.stdout }).once("line", (first) => done([first])));
    this.url = JSON.parse(line).url;
    this.base = new URL(this.url).origin;
  }

  // A page in which the archive is open.
  async enter(browser, options = {}) {
    const context = await browser.newContext({ baseURL: this.base, viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    this.troubles = [];
    page.on("pageerror", (error) => this.troubles.push(String(error)));
    page.on("console", (said) => { if (said.type() === "error") this.troubles.push(said.text()); });
    page.on("request", (asked) => { if (new URL(asked.url()).origin !== this.base) this.troubles.push("asked " + asked.url()); });
    const { goto } = page;
    // A page that takes long comes by itself.
    page.goto = async (...where) => {
      const answer = await goto.apply(page, where);
      await page.locator("[data-again]").waitFor({ state: "detached", timeout: 60_000 });
      return answer;
    };
    await page.goto(this.url);
    await page.locator("#passphrase").fill(passphrase);
    await page.locator("#by").fill("Renata");
    await page.locator("#by").press("Enter");
    await page.locator("nav.rooms").waitFor();
    return page;
  }

  // What the program holds in memory now, and what it held at most (Linux).
  memory() {
    const path = `/proc/${this.server.pid}/status`;
    const status = existsSync(path) ? readFileSync(path, "utf8") : "";
    return ["VmRSS", "VmHWM"].map((name) => status.match(`${name}:\\s+(.*)`)?.[0].replace(/\s+/g, " ")).join(", ");
  }

  close() {
    this.server?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// What the page does that somebody with a screen reader, a keyboard or weak eyes trips over.
export async function stumbles(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

// Waits until long work is done and led to this page.
export async function done(page, place) {
  await page.waitForURL((url) => url.pathname === place, { timeout: 60_000 });
  await page.locator("main h1").waitFor();
}

// A file of the invented sample.
export const sample = (name) => join(here, "../../examples/valle-sereno", name);

// A PDF of a page for each text, 200 by 100 points, that asks its reader to run a script.
export function pdf(texts) {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
    `<</Type/Pages/Kids[${texts.map((_, page) => `${4 + 2 * page} 0 R`).join(" ")}]/Count ${texts.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  for (const text of texts) {
    const drawn = `BT /F 12 Tf 20 70 Td (${text}) Tj ET`;
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents ${objects.length + 2} 0 R/Resources<</Font<</F 3 0 R>>>>>>`);
    objects.push(`<</Length ${drawn.length}>>\nstream\n${drawn}\nendstream`);
  }
  let file = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}`;
  return `${file}${table}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
}
