//! Seeded chance: uniform, normal and exponential numbers from one stream of `ChaCha8`.
//!
//! Normal and exponential numbers come from ziggurats of 256 layers (Marsaglia and Tsang 2000, Journal
//! of Statistical Software 5(8); layer, sign and place from separate bits after Doornik 2005).

use std::sync::LazyLock;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::logarithm::{self, Tables};

/// Words drawn at a time: four blocks of the stream.
const WORDS_AHEAD: usize = 32;
const LAYERS: usize = 256;
/// Where the tail of the normal ziggurat begins, and the area of each layer.
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
const NORMAL_AREA: f64 = 0.004_928_673_233_974_655;
/// The same for the exponential ziggurat.
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;
const EXPONENTIAL_AREA: f64 = 0.003_949_659_822_581_572;
/// From the bit of a random word that says the sign to the sign of a number.
const SIGN_SHIFT: u32 = 63 - 8;
const TWO_TO_MINUS_53: f64 = 1.0 / (1_u64 << 53) as f64;

/// Edges of the layers, widest first, and the density at each edge.
#[derive(Debug)]
struct Ziggurat {
    edges: [f64; LAYERS + 1],
    heights: [f64; LAYERS + 1],
}

#[derive(Debug)]
struct Ziggurats {
    normal: Ziggurat,
    exponential: Ziggurat,
}

static ZIGGURATS: LazyLock<Ziggurats> = LazyLock::new(|| Ziggurats {
    normal: Ziggurat::new(
        NORMAL_TAIL,
        NORMAL_AREA,
        |x| libm::exp(-0.5 * x * x),
        |height| (-2.0 * libm::log(height)).sqrt(),
    ),
    exponential: Ziggurat::new(
        EXPONENTIAL_TAIL,
        EXPONENTIAL_AREA,
        |x| libm::exp(-x),
        |height| -libm::log(height),
    ),
});

impl Ziggurat {
    fn new(tail: f64, area: f64, density: impl Fn(f64) -> f64, edge: impl Fn(f64) -> f64) -> Self {
        let mut edges = [0.0; LAYERS + 1];
        edges[0] = area / density(tail);
        edges[1] = tail;
        for layer in 2..LAYERS {
            let below = edges[layer - 1];
            edges[layer] = edge(area / below + density(below));
        }
        Self {
            heights: edges.map(density),
            edges,
        }
    }
}

/// A stream of chance. The same seed and stream give the same numbers on every machine.
#[derive(Debug)]
pub struct Chance {
    source: ChaCha8Rng,
    /// Words drawn ahead, and how many of them are used.
    words: [u8; WORDS_AHEAD * size_of::<u64>()],
    used: usize,
    ziggurats: &'static Ziggurats,
    /// Logarithms for whoever draws.
    pub(crate) tables: &'static Tables,
}

impl Chance {
    /// The stream `stream` of `seed`; streams of one seed are independent.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(stream);
        Self {
            source,
            words: [0; WORDS_AHEAD * size_of::<u64>()],
            used: WORDS_AHEAD,
            ziggurats: &ZIGGURATS,
            tables: logarithm::tables(),
        }
    }

    /// 64 random bits.
    #[inline]
    pub(crate) fn bits(&mut self) -> u64 {
        if self.used == WORDS_AHEAD {
            self.refill();
        }
        let (words, _) = self.words.as_chunks();
        let word = u64::from_le_bytes(words[self.used]);
        self.used += 1;
        word
    }

    #[inline(never)]
    fn refill(&mut self) {
        self.source.fill_bytes(&mut self.words);
        self.used = 0;
    }

    /// Uniform on [0, 1), a multiple of 2^-53.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        unit_of(self.bits())
    }

    /// Uniform on (0, 1), never an end.
    #[inline]
    pub fn open_unit(&mut self) -> f64 {
        ((self.bits() >> 12) as i64 as f64 + 0.5) * (2.0 * TWO_TO_MINUS_53)
    }

    /// A whole number below `bound` (not 0); the bias is below one part in 2^64 divided by `bound`.
    #[inline]
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }

    /// Normal with mean 0 and variance 1.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        loop {
            let bits = self.bits();
            let layer = (bits & 0xff) as usize;
            // A branch here would be guessed wrong every other time.
            let signed = |x: f64| f64::from_bits(x.to_bits() ^ (bits & 0x100) << SIGN_SHIFT);
            let ziggurat = &self.ziggurats.normal;
            let x = (bits >> 11) as i64 as f64 * TWO_TO_MINUS_53 * ziggurat.edges[layer];
            if x < ziggurat.edges[layer + 1] {
                return signed(x);
            }
            if let Some(x) = self.normal_at_edge(layer, x) {
                return signed(x);
            }
        }
    }

    #[cold]
    fn normal_at_edge(&mut self, layer: usize, x: f64) -> Option<f64> {
        if layer == 0 {
            // The tail by two exponentials (Marsaglia 1964).
            loop {
                let beyond = -self.tables.ln(self.open_unit()) / NORMAL_TAIL;
                let height = -self.tables.ln(self.open_unit());
                if 2.0 * height >= beyond * beyond {
                    return Some(NORMAL_TAIL + beyond);
                }
            }
        }
        let height = self.height_in(&self.ziggurats.normal, layer);
        (height < self.tables.exp(-0.5 * x * x)).then_some(x)
    }

    /// Exponential with mean 1.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        let mut passed = 0.0;
        loop {
            let bits = self.bits();
            let layer = (bits & 0xff) as usize;
            let ziggurat = &self.ziggurats.exponential;
            let x = (bits >> 11) as i64 as f64 * TWO_TO_MINUS_53 * ziggurat.edges[layer];
            if x < ziggurat.edges[layer + 1] {
                return passed + x;
            }
            if layer == 0 {
                // Beyond the tail's begin it is an exponential again.
                passed += EXPONENTIAL_TAIL;
                continue;
            }
            let height = self.height_in(&self.ziggurats.exponential, layer);
            if height < self.tables.exp(-x) {
                return passed + x;
            }
        }
    }

    /// A uniform height inside a layer.
    fn height_in(&mut self, ziggurat: &'static Ziggurat, layer: usize) -> f64 {
        let (low, high) = (ziggurat.heights[layer], ziggurat.heights[layer + 1]);
        low + self.unit() * (high - low)
    }
}

/// The number on [0, 1) that the upper 53 bits make.
#[inline]
pub(crate) fn unit_of(bits: u64) -> f64 {
    (bits >> 11) as i64 as f64 * TWO_TO_MINUS_53
}
