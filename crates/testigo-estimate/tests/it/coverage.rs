//! How often intervals hold the truth, on simulated people whose number is known. A minute or more, so that it belongs to
//! the long suite; what it prints stands in `docs/ESTIMATE.md`, misses and all:
//!
//! ```sh
//! cargo test --release -p testigo-estimate --test it coverage -- --ignored --nocapture
//! ```

use testigo_estimate::{Cell, Chance, ListSet, Method, OverlapTable, Settings};

use crate::tables::{QUICK, run};

const RUNS: u64 = 200;
/// Of these, the ones with the sampler, which takes most of the time.
const SAMPLED_RUNS: u64 = 50;
const PEOPLE: u32 = 2_000;

/// How people come onto lists: with which chance, given a draw of what they are like and whether they are on the list before.
struct World {
    name: &'static str,
    lists: usize,
    /// Chance of list `j` for somebody whose hidden nature is `nature` (uniform from 0 to 1) and who is on `before`.
    chance: fn(list: usize, nature: f64, before: u32) -> f64,
}

const LEVELS: [f64; 5] = [0.3, 0.2, 0.25, 0.15, 0.2];

const WORLDS: [World; 6] = [
    World {
        name: "independent lists",
        lists: 4,
        chance: |list, _, _| LEVELS[list],
    },
    World {
        name: "two kinds of people, one three times as visible",
        lists: 4,
        chance: |list, nature, _| {
            if nature < 0.4 {
                1.6 * LEVELS[list]
            } else {
                0.55 * LEVELS[list]
            }
        },
    },
    World {
        name: "one pair of lists that share sources",
        lists: 4,
        chance: |list, _, before| match (list, before & 1) {
            (1, 1) => 0.5,
            (1, _) => 0.12,
            (list, _) => LEVELS[list],
        },
    },
    World {
        name: "each list reaches people in its own way",
        lists: 5,
        chance: |list, nature, _| {
            let off = nature - 0.25 * list as f64;
            (0.45 - 0.5 * off * off).clamp(0.02, 0.6) * 0.6
        },
    },
    World {
        name: "sparse: short lists",
        lists: 4,
        chance: |list, _, _| 0.25 * LEVELS[list],
    },
    World {
        name: "a third of the people hidden from every list",
        lists: 4,
        chance: |list, nature, _| {
            if nature < 0.33 {
                0.01
            } else {
                1.3 * LEVELS[list]
            }
        },
    },
];

fn simulated(world: &World, run: u64) -> OverlapTable {
    let mut chance = Chance::new(20_260_101, run);
    let mut people = vec![0_u64; 1 << world.lists];
    for _ in 0..PEOPLE {
        let nature = chance.unit();
        let on = (0..world.lists).fold(0_u32, |on, list| {
            on | u32::from(chance.unit() < (world.chance)(list, nature, on)) << list
        });
        people[on as usize] += 1;
    }
    let lists = (0..world.lists)
        .map(|list| format!("list {}", list + 1))
        .collect();
    let cells: Vec<Cell> = (1..)
        .zip(&people[1..])
        .map(|(set, &people)| Cell {
            lists: ListSet(set),
            people,
        })
        .collect();
    OverlapTable::new(lists, &cells).unwrap()
}

#[derive(Default)]
struct Score {
    estimated: u32,
    held: u32,
    widths: Vec<f64>,
    medians: Vec<f64>,
}

impl Score {
    fn add(&mut self, lo: f64, median: f64, hi: f64) {
        self.estimated += 1;
        self.held += u32::from(lo <= f64::from(PEOPLE) && f64::from(PEOPLE) <= hi);
        self.widths.push(hi - lo);
        self.medians.push(median);
    }

    fn line(&mut self, name: &str, world: &str) {
        let middle = |values: &mut Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
        };
        let share = 100.0 * f64::from(self.held) / f64::from(self.estimated.max(1));
        println!(
            "| {world} | {name} | {} | {share:.0} % | {:.0} | {:.0} |",
            self.estimated,
            middle(&mut self.medians),
            middle(&mut self.widths)
        );
    }
}

#[test]
#[ignore = "long: hundreds of simulated tables"]
fn coverage() {
    println!("| world | method | estimated | held the truth | middle median | middle width |");
    println!("|---|---|---|---|---|---|");
    let mut settings = Settings::default();
    // An eighth of the default length.
    settings.lcmcr.thin_sweeps = 20;
    let all = [&QUICK[..], &[Method::Lcmcr]].concat();
    for world in &WORLDS {
        let mut scores: Vec<(&str, Score)> = Method::ALL
            .iter()
            .skip(1)
            .map(|method| (method.name(), Score::default()))
            .collect();
        scores.push(("range of all", Score::default()));
        for number in 0..RUNS {
            let methods = if number < SAMPLED_RUNS {
                &all[..]
            } else {
                &QUICK[..]
            };
            let found = run(&simulated(world, number), methods, &settings);
            for answer in &found.methods {
                let score = scores
                    .iter_mut()
                    .find(|(name, _)| *name == answer.method.name());
                if let (Some((_, score)), Some(figure)) = (score, answer.figure()) {
                    score.add(figure.interval.lo, figure.median, figure.interval.hi);
                }
            }
            if let (Some(range), Some((_, score))) = (&found.range, scores.last_mut()) {
                score.add(
                    range.lo,
                    0.5 * (range.median_lo + range.median_hi),
                    range.hi,
                );
            }
        }
        for (name, score) in &mut scores {
            score.line(name, world.name);
        }
    }
}
