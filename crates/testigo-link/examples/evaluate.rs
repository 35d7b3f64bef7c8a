//! Links lists whose truth is known and says how well: `evaluate TRUTH FILE... -- NAME=KIND...`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a tool for whoever works on the engine"
)]

use std::collections::BTreeMap;

use testigo_link::{Entries, Field, Kind, LinkSettings, NameTables, Pair, Table, learn, link};

fn pairs_of(sizes: impl Iterator<Item = usize>) -> f64 {
    sizes.map(|size| (size * size.saturating_sub(1) / 2) as f64).sum()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let split = arguments.iter().position(|one| one == "--").unwrap();
    let (truth, files) = (&arguments[0], &arguments[1..split]);
    let mut fields = Vec::new();
    let mut settings = LinkSettings { threads: 2, ..LinkSettings::default() };
    for argument in &arguments[split + 1..] {
        let (name, kind) = argument.split_once('=').unwrap();
        match name {
            "rule" => settings.blocking.push(kind.to_owned()),
            "unique" => settings.unique_within_source = true,
            "seed" => settings.seed = kind.parse().unwrap(),
            "threads" => settings.threads = kind.parse().unwrap(),
            _ => {
                let mut parts = kind.split(':');
                let mut field = Field::new(name, Kind::read(parts.next().unwrap()).unwrap());
                field.at = parts.next().map(str::to_owned);
                field.birth = parts.next().map(str::to_owned);
                fields.push(field);
            }
        }
    }
    let started = std::time::Instant::now();
    let mut entries = Entries::new(fields.clone()).unwrap();
    let mut truths: Vec<u32> = Vec::new();
    let mut known: BTreeMap<String, u32> = BTreeMap::new();
    for file in files {
        let source = entries.source(file).unwrap();
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(file).unwrap();
        let header = reader.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|one| one == name).unwrap();
        let columns: Vec<usize> = fields.iter().map(|field| column(&field.name)).collect();
        let truth_column = column(truth);
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).unwrap() {
            let cells: Vec<&str> = columns.iter().map(|column| &record[*column]).collect();
            entries.push(source, &record[0], &cells).unwrap();
            let text = &record[truth_column];
            let text = match text.strip_prefix("rec-") {
                Some(rest) => rest.split('-').next().unwrap(),
                None => text,
            };
            let next = known.len() as u32;
            truths.push(*known.entry(text.to_owned()).or_insert(next));
        }
    }
    let read = started.elapsed().as_secs_f64();
    let table = Table::new(entries, &NameTables::built_in().unwrap()).unwrap();
    let prepared = started.elapsed().as_secs_f64();
    let mut reached = 0_u64;
    let (mut by_bits, mut true_pairs) = (BTreeMap::<i32, (u64, u64)>::new(), 0.0);
    let mut sink = |pairs: &[Pair]| {
        for pair in pairs {
            let is_true = truths[pair.left.0 as usize] == truths[pair.right.0 as usize];
            reached += u64::from(is_true);
            let bin = by_bits.entry((pair.bits * 2.0).floor() as i32).or_default();
            bin.0 += 1;
            bin.1 += u64::from(is_true);
        }
        Ok(())
    };
    let with_truth = std::env::var_os("NO_SINK").is_none();
    let (model, learning) = learn(&table, &settings, &[]).unwrap();
    for warning in learning {
        println!("warning {} {}", warning.code, warning.subject);
    }
    let linked = link(&table, &settings, &model, &[], with_truth.then_some(&mut sink)).unwrap();
    let done = started.elapsed().as_secs_f64();
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    let mut clusters: BTreeMap<u32, usize> = BTreeMap::new();
    let mut both: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (truth, first) in truths.iter().zip(&linked.first) {
        *sizes.entry(*truth).or_default() += 1;
        *clusters.entry(first.0).or_default() += 1;
        *both.entry((*truth, first.0)).or_default() += 1;
    }
    true_pairs += pairs_of(sizes.values().copied());
    let found = pairs_of(clusters.values().copied());
    let right = pairs_of(both.values().copied());
    let f1 = |right: f64, found: f64| 2.0 * right / (found + true_pairs);
    let (mut pairs, mut hits, mut best) = (0.0, 0.0, (0.0, 0.0, 0.0, 0.0));
    let mut own = (0.0, 0.0);
    if std::env::var_os("BINS").is_some() {
        for (bin, (count, hit)) in &by_bits {
            let middle = f64::from(*bin) / 2.0 + 0.25;
            println!("{middle:7.2} {count:9} {hit:7} true share {:.4} model {:.4}", *hit as f64 / *count as f64, testigo_link::probability(middle));
        }
    }
    for (bin, (count, hit)) in by_bits.iter().rev() {
        pairs += *count as f64;
        hits += *hit as f64;
        let bits = f64::from(*bin) / 2.0;
        if f1(hits, pairs) > best.0 {
            best = (f1(hits, pairs), hits / pairs, hits / true_pairs, bits);
        }
        if bits >= linked.thresholds.match_bits {
            own = (hits, pairs);
        }
    }
    for warning in &linked.warnings {
        println!("warning {} {}", warning.code, warning.subject);
    }
    if let Some(path) = std::env::var_os("MODEL") {
        std::fs::write(path, linked.model.to_json(&table).unwrap()).unwrap();
    }
    println!("entries {} pairs {} true pairs {true_pairs} time read {read:.2} prepare {:.2} link {:.2}", table.len(), linked.pairs_scored, prepared - read, done - prepared);
    println!("blocking recall {:.4}, estimated {:?}", reached as f64 / true_pairs, linked.blocking_recall);
    println!("best pair F1 {:.4} (P {:.4} R {:.4}) at {:.1} bits", best.0, best.1, best.2, best.3);
    println!("own threshold {:.2} bits: pair F1 {:.4} (P {:.4} R {:.4}); the model thought P {:.4} R {:.4}", linked.thresholds.match_bits, f1(own.0, own.1), own.0 / own.1, own.0 / true_pairs, linked.thresholds.precision, linked.thresholds.recall);
    println!("clusters {}: F1 {:.4} (P {:.4} R {:.4})", linked.clusters(), f1(right, found), right / found, right / true_pairs);
}
