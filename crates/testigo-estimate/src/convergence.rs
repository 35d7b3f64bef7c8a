//! Do chains agree, and how many independent draws are they worth? Rank-normalised split R-hat,
//! effective sample sizes and Monte Carlo errors of Vehtari, Gelman, Simpson, Carpenter and Bürkner
//! (2021), Bayesian Analysis 16(2). A column of draws for each chain; all of one length, at least 8.

use crate::normal_quantile::normal_quantile;

/// Draws of one number, by chain.
#[derive(Clone, Debug)]
pub struct Draws {
    chains: Vec<Vec<f64>>,
    /// All draws, smallest first.
    sorted: Vec<f64>,
}

impl Draws {
    /// Chains of one length (the shortest counts where they differ); at least 8 finite draws each.
    pub fn new(mut chains: Vec<Vec<f64>>) -> Self {
        let length = chains.iter().map(Vec::len).min().unwrap_or(0);
        for chain in &mut chains {
            chain.truncate(length);
        }
        let mut sorted = chains.concat();
        sorted.sort_unstable_by(f64::total_cmp);
        Self { chains, sorted }
    }

    /// All draws, smallest first.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }

    /// Each chain's median.
    pub fn chain_medians(&self) -> Vec<f64> {
        let median = |chain: &Vec<f64>| {
            let mut sorted = chain.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            quantile(&sorted, 0.5)
        };
        self.chains.iter().map(median).collect()
    }

    /// How far chains, and the halves of each, differ in place or in spread; 1 where they do not.
    /// Infinite where chains stand still at different places, 1 where all draws are the same.
    pub fn rhat(&self) -> f64 {
        let median = quantile(&self.sorted, 0.5);
        let fold = |chain: &Vec<f64>| chain.iter().map(|draw| (draw - median).abs()).collect();
        let folded = Self::new(self.chains.iter().map(fold).collect());
        plain_rhat(&halves(&self.rank_normal())).max(plain_rhat(&halves(&folded.rank_normal())))
    }

    /// How many independent draws the place of the distribution rests on.
    pub fn ess_bulk(&self) -> f64 {
        ess(&halves(&self.rank_normal()))
    }

    /// How many independent draws the quantile at this share (0 to 1) rests on.
    pub fn ess_quantile(&self, share: f64) -> f64 {
        let border = quantile(&self.sorted, share);
        let below = |chain: &Vec<f64>| {
            chain
                .iter()
                .map(|&draw| if draw <= border { 1.0 } else { 0.0 })
                .collect()
        };
        ess(&halves(&self.chains.iter().map(below).collect::<Vec<_>>()))
    }

    /// The Monte Carlo error (standard deviation) of a quantile: half the way between the draws one
    /// standard deviation to each side of it. The share of draws below it has the variance of a beta
    /// distribution with as many draws as the effective sample has.
    pub fn quantile_error(&self, share: f64) -> f64 {
        let spread = (share * (1.0 - share) / (self.ess_quantile(share) + 3.0)).sqrt();
        let at = |share: f64| quantile(&self.sorted, share.clamp(0.0, 1.0));
        (at(share + spread) - at(share - spread)) / 2.0
    }

    /// Draws as normal scores of their ranks; equal draws share their middle rank.
    fn rank_normal(&self) -> Vec<Vec<f64>> {
        let count = self.sorted.len() as f64;
        let score = |&draw: &f64| {
            let before = self.sorted.partition_point(|other| *other < draw);
            let until = self.sorted.partition_point(|other| *other <= draw);
            let rank = (before + until + 1) as f64 / 2.0;
            normal_quantile((rank - 0.375) / (count + 0.25))
        };
        self.chains
            .iter()
            .map(|chain| chain.iter().map(score).collect())
            .collect()
    }
}

/// The quantile of sorted numbers (not none) at a share from 0 to 1, linear between neighbours (type 7 of
/// Hyndman and Fan 1996).
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = (place as usize).min(sorted.len() - 1);
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// Both halves of each chain; the middle draw of an odd chain belongs to none.
fn halves(chains: &[Vec<f64>]) -> Vec<&[f64]> {
    let split = |chain: &'_ Vec<f64>| (chain.len() / 2, chain.len().div_ceil(2));
    let pairs = chains.iter().map(|chain| {
        let (half, rest) = split(chain);
        [&chain[..half], &chain[rest..]]
    });
    pairs.flatten().collect()
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn variance(numbers: &[f64]) -> f64 {
    let middle = mean(numbers);
    let squares = numbers
        .iter()
        .map(|number| (number - middle) * (number - middle));
    squares.sum::<f64>() / (numbers.len() - 1) as f64
}

/// Variances inside chains and of all draws together.
fn variances(chains: &[&[f64]]) -> (f64, f64) {
    let draws = chains[0].len() as f64;
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    let inside = mean(
        &chains
            .iter()
            .map(|chain| variance(chain))
            .collect::<Vec<_>>(),
    );
    (inside, inside * (draws - 1.0) / draws + variance(&means))
}

fn plain_rhat(chains: &[&[f64]]) -> f64 {
    let (inside, together) = variances(chains);
    if together == 0.0 {
        return 1.0;
    }
    (together / inside).sqrt()
}

/// Geyer's initial monotone sequence over the chains' common autocorrelation.
fn ess(chains: &[&[f64]]) -> f64 {
    let draws = chains[0].len();
    let count = (draws * chains.len()) as f64;
    let (inside, together) = variances(chains);
    if together == 0.0 {
        // All draws are the same: nothing is left to learn.
        return count;
    }
    let centred: Vec<Vec<f64>> = chains
        .iter()
        .map(|chain| {
            let middle = mean(chain);
            chain.iter().map(|draw| draw - middle).collect()
        })
        .collect();
    let correlation = |lag: usize| {
        let products = centred.iter().map(|chain| {
            let pairs = chain.iter().zip(&chain[lag..]);
            pairs.map(|(one, other)| one * other).sum::<f64>() / draws as f64
        });
        let together_at_lag = products.sum::<f64>() / centred.len() as f64;
        1.0 - (inside - together_at_lag) / together
    };
    let mut sum = 1.0 + correlation(1);
    let mut time = -1.0 + 2.0 * sum;
    let mut lag = 2;
    while lag + 1 < draws {
        let pair = correlation(lag) + correlation(lag + 1);
        if pair <= 0.0 {
            break;
        }
        sum = pair.min(sum);
        time += 2.0 * sum;
        lag += 2;
    }
    // Antithetic chains are believed so far and no further.
    let least = 1.0 / libm::log10(count);
    count / time.max(least)
}

#[cfg(test)]
mod tests;
