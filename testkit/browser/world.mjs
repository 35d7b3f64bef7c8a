// A person's machine for the browser tests: a new archive, the program that serves it, and a browser.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    await page.goto(this.url);
    await page.locator("#passphrase").fill(passphrase);
    await page.locator("#by").fill("Renata");
    await page.locator("#by").press("Enter");
    await page.locator("nav.rooms").waitFor();
    return page;
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
