//! Decomposable graphs: which lists depend on each other directly.

use crate::check::pairs;
use crate::table::ListSet;

/// A chordal graph over lists, as its cliques and the separators between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Graph {
    pub(crate) cliques: Vec<ListSet>,
    /// Where two cliques meet, each as often as it is met; empty ones left out.
    pub(crate) separators: Vec<ListSet>,
}

/// All chordal graphs: 8 over 3 lists, 61 over 4, 822 over 5, 18,154 over 6.
pub(crate) fn graphs(lists: usize) -> Vec<Graph> {
    let edges: Vec<(usize, usize)> = pairs(lists).collect();
    (0..1_u32 << edges.len())
        .filter_map(|chosen| {
            let mut neighbours = vec![0_u32; lists];
            for (place, &(first, second)) in edges.iter().enumerate() {
                if chosen >> place & 1 == 1 {
                    neighbours[first] |= 1 << second;
                    neighbours[second] |= 1 << first;
                }
            }
            chordal(&neighbours)
        })
        .collect()
}

/// The graph if it is chordal. Vertices are taken in the order of maximum cardinality search (Tarjan and Yannakakis 1984):
/// the graph is chordal if the earlier neighbours of each are all joined, and where their number does not grow, a clique
/// ends.
fn chordal(neighbours: &[u32]) -> Option<Graph> {
    let all = (1_u32 << neighbours.len()) - 1;
    let mut taken = 0_u32;
    let mut graph = Graph {
        cliques: Vec::new(),
        separators: Vec::new(),
    };
    let mut clique = 0_u32;
    while taken != all {
        let next = (0..neighbours.len())
            .filter(|vertex| taken >> vertex & 1 == 0)
            .max_by_key(|&vertex| {
                (
                    (neighbours[vertex] & taken).count_ones(),
                    usize::MAX - vertex,
                )
            })?;
        let earlier = neighbours[next] & taken;
        let joined = (0..neighbours.len())
            .filter(|vertex| earlier >> vertex & 1 == 1)
            .all(|vertex| earlier & !(1 << vertex) & !neighbours[vertex] == 0);
        if !joined {
            return None;
        }
        // The clique so far grows, or another one begins that meets it, or an older one, in `earlier`.
        if earlier != clique {
            graph.cliques.push(ListSet(clique));
            if earlier != 0 {
                graph.separators.push(ListSet(earlier));
            }
        }
        clique = earlier | 1 << next;
        taken |= 1 << next;
    }
    graph.cliques.push(ListSet(clique));
    Some(graph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_graphs() {
        let count = |lists| graphs(lists).len();
        assert_eq!(
            [count(2), count(3), count(4), count(5), count(6)],
            [2, 8, 61, 822, 18_154]
        );
    }

    /// Lists on cliques, less lists on separators, are all lists.
    #[test]
    fn cliques_and_separators_cover_the_lists() {
        for graph in graphs(5) {
            let size = |sets: &[ListSet]| sets.iter().map(|set| set.len()).sum::<u32>();
            assert_eq!(
                size(&graph.cliques) - size(&graph.separators),
                5,
                "{graph:?}"
            );
            let all = graph.cliques.iter().fold(0, |all, set| all | set.0);
            assert_eq!(all, 0b11111);
        }
    }
}
