//! `count-timer METHOD TABLE.csv [END]`: one method without its checks of sensitivity, on one thread. `dga` takes the end of
//! its grid, and finds it if there is none; `read` does nothing but read, to be taken off the others. A table is plain: a
//! heading, digits, commas.

use std::error::Error;
use std::ops::ControlFlow;

use testigo_estimate::{
    Cell, DgaRequest, GridEnd, ListSet, Method, OverlapTable, Request, Settings, Stratum, assess,
    dga,
};

fn read(path: &str) -> Result<OverlapTable, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let mut lines = text.lines();
    let mut lists: Vec<String> = lines
        .next()
        .unwrap_or("")
        .split(',')
        .map(str::to_owned)
        .collect();
    lists.pop();
    let mut cells = Vec::new();
    for line in lines {
        let numbers = line
            .split(',')
            .map(str::parse)
            .collect::<Result<Vec<u64>, _>>()?;
        let (people, on) = numbers.split_last().ok_or("an empty line")?;
        let set = on
            .iter()
            .enumerate()
            .filter(|(_, on)| **on == 1)
            .map(|(list, _)| 1 << list)
            .sum();
        cells.push(Cell {
            lists: ListSet(set),
            people: *people,
        });
    }
    Ok(OverlapTable::new(lists, &cells)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let (method, path, end) = match arguments.as_slice() {
        [_, method, path] => (method, path, None),
        [_, method, path, end] => (method, path, Some(end.parse()?)),
        _ => return Err("usage: count-timer METHOD TABLE.csv [END]".into()),
    };
    let table = read(path)?;
    if method == "read" {
        return Ok(());
    }
    if method == "dga" {
        let end = end.map_or(
            GridEnd::Found(Settings::default().dga.unseen_most),
            GridEnd::At,
        );
        let posterior = dga(&DgaRequest {
            table: &table,
            delta: None,
            complete_graph: true,
            end,
        })
        .map_err(|reason| reason.to_string())?;
        let ends = [0.5, 0.025, 0.975].map(|share| posterior.quantile(share));
        println!(
            "{ends:?} of {} graphs to {}",
            posterior.graphs.len(),
            posterior.probabilities.len() - 1
        );
        return Ok(());
    }
    let method = Method::read(method).ok_or("no such method")?;
    let replicates = [vec![Stratum {
        name: String::new(),
        table,
    }]];
    let found = assess(&Request {
        replicates: &replicates,
        methods: Some(&[method]),
        settings: &Settings::default(),
        threads: 1,
        progress: &|_, _| ControlFlow::Continue(()),
    })?;
    let answer = &found.methods[0];
    match answer.figure() {
        Some(figure) => println!("{:?} {:?}", figure.median, figure.interval),
        None => println!("{:?}", answer.reasons()),
    }
    Ok(())
}
