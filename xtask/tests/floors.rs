//! The house: every crate has a floor, and arrows between crates point to a lower one.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// What `cargo metadata` says of the workspace.
fn metadata() -> Value {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Everything wrong with the arrows. Automation (`xtask`) stands outside the house.
fn wrong(metadata: &Value) -> Vec<String> {
    let floors: BTreeMap<&str, u64> = metadata["metadata"]["floors"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, floor)| (name.as_str(), floor.as_u64().unwrap()))
        .collect();
    let packages = metadata["packages"].as_array().unwrap();
    let names: Vec<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    let mut wrong = Vec::new();
    for name in floors.keys().filter(|name| !names.contains(name)) {
        wrong.push(format!("{name} has a floor and does not exist"));
    }
    for package in packages.iter().filter(|package| package["name"] != "xtask") {
        let name = package["name"].as_str().unwrap();
        let Some(floor) = floors.get(name) else {
            wrong.push(format!("{name} has no floor"));
            continue;
        };
        for dependency in package["dependencies"].as_array().unwrap() {
            let other = dependency["name"].as_str().unwrap();
            let below = floors.get(other).copied().unwrap_or(0);
            if names.contains(&other) && (other == "xtask" || below >= *floor) {
                wrong.push(format!("{name} (floor {floor}) -> {other} (floor {below})"));
            }
        }
    }
    wrong
}

#[test]
fn arrows_point_down() {
    let wrong = wrong(&metadata());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_arrow_is_named() {
    let house = serde_json::json!({
        "metadata": {"floors": {"high": 30, "low": 10, "beside": 30, "gone": 20}},
        "packages": [
            {"name": "high", "dependencies": [{"name": "low"}, {"name": "beside"}, {"name": "serde"}]},
            {"name": "low", "dependencies": [{"name": "high", "kind": "dev"}, {"name": "xtask"}]},
            {"name": "beside", "dependencies": []},
            {"name": "new", "dependencies": []},
            {"name": "xtask", "dependencies": [{"name": "high"}]},
        ],
    });
    assert_eq!(
        wrong(&house),
        [
            "gone has a floor and does not exist",
            "high (floor 30) -> beside (floor 30)",
            "low (floor 10) -> high (floor 30)",
            "low (floor 10) -> xtask (floor 0)",
            "new has no floor",
        ]
    );
}
